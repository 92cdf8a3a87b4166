"""Templates keep the promises of the frame: nothing inline, errors above each form, small parts."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.template.loader import render_to_string

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "commonpurchase"
TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.html"))
PARTS = sorted((PACKAGE / "entrance" / "templates" / "_components").glob("*.html"))
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
#: A whole form printed for a post; its errors as a whole stand only in the summary.
PRINTED = re.compile(r'<form[^>]*method="post"[^>]*>(?:(?!</form>).)*{{ form }}', re.DOTALL)


#: Forms that are not sent for an organisation: signing in and out, one's own password, the choice itself.
OF_A_PERSON = ("entrance/templates/account/", "entrance/templates/_components/switch.html")
SENT_FOR = [path for path in TEMPLATES if not str(path.relative_to(PACKAGE)).startswith(OF_A_PERSON)]
SIGN_OUT = '{% url "account_logout" %}">{% csrf_token %}'


def name(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_no_template_holds_script_or_style_that_the_policy_would_block(path: Path) -> None:
    assert INLINE.findall(path.read_text()) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_posted_form_has_its_errors_above_it(path: Path) -> None:
    text = path.read_text()

    assert not PRINTED.search(text) or "_components/error_summary.html" in text


@pytest.mark.parametrize("path", SENT_FOR, ids=name)
def test_each_form_says_for_which_organisation_it_was_opened(path: Path) -> None:
    text = path.read_text().replace(SIGN_OUT, "")

    assert text.count("{% csrf_token %}") == text.count("{% csrf_token %}{{ acting_for_field }}")


@pytest.mark.parametrize("path", PARTS, ids=lambda path: path.name)
def test_a_part_is_small_says_what_it_is_for_and_is_documented(path: Path) -> None:
    text = path.read_text()
    documented = (PACKAGE.parents[1] / "docs" / "reference" / "components.md").read_text()

    assert text.startswith("{% comment %}")
    assert len(text.splitlines()) <= 40
    assert path.name in documented or path.name == "acting_for.html"


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_stays_short(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 150


@pytest.mark.parametrize("on", [date(2026, 3, 31), None])
def test_a_full_stop_or_colon_stands_close_to_the_day_before_it(on: date | None) -> None:
    assert render_to_string("_components/day.html", {"on": on})[-1] == ">"


def test_paper_is_white_whatever_the_screen_is() -> None:
    theme = PACKAGE / "entrance" / "static" / "entrance" / "vendor" / "designsystemet-theme.css"

    # Ours: the theme as published would print light words on white paper from a dark screen.
    assert "@media screen and (prefers-color-scheme:dark)" in theme.read_text()
    assert "@media (prefers-color-scheme:dark)" not in theme.read_text()
