"""A word that import-linter ignores stands in its own context only."""

import tomllib
from collections.abc import Iterable

import pytest

from tests.architecture.modules import PACKAGE, ROOT

#: Words beside the ordinary ones, and the one context that may have each.
OWN = {
    "gate": "sharing",
    "admin": "organisations",
} | dict.fromkeys(
    ("findings", "amounts", "hits", "periods", "places", "parameters", "sources"), "vocabulary"
) | dict.fromkeys(
    ("settings", "env", "clock", "cli", "wsgi", "middleware", "accounts", "templatetags"), "entrance"
)  # fmt: skip
#: Ignored by the layers for another reason: Django's own folder beside models; `vocabulary` has readers.
ANYWHERE = {"migrations", "readers"}


def words() -> set[tuple[str, str]]:
    """Each context with each word directly in it."""
    return {
        (path.relative_to(PACKAGE).parts[0], path.relative_to(PACKAGE).parts[1].removesuffix(".py"))
        for path in PACKAGE.rglob("*.py")
        if len(path.relative_to(PACKAGE).parts) > 1
    }


def out_of_place(found: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted((context, word) for context, word in found if OWN.get(word, context) != context)


def test_a_word_of_one_context_stands_nowhere_else() -> None:
    assert out_of_place(words()) == []


@pytest.mark.parametrize("word", OWN)
def test_a_word_out_of_its_context_is_found(word: str) -> None:
    assert out_of_place(words() | {("contracts", word)}) == [("contracts", word)]


def test_every_word_is_still_there() -> None:
    assert {(context, word) for word, context in OWN.items()} - words() == set()


def test_every_word_that_the_grid_ignores_has_its_context_here() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    ignored = {word for one in contracts for word in one.get("exhaustive_ignores", ())}

    assert ignored - ANYWHERE == set(OWN) - {"admin"}
