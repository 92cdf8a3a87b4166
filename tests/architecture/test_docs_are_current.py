"""The generated reference says what the code does today."""

import importlib.util
from collections.abc import Callable
from types import ModuleType

import pytest

from tests.architecture.modules import ROOT, rules

PAGES = ["rules.md", "clauses.md", "commands.md", "permissions.md"]


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_generated_page_is_compared() -> None:
    assert sorted(generator().PAGES) == sorted(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_what_make_docs_would_write(name: str) -> None:
    page: Callable[[], str] = generator().PAGES[name]

    assert (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8") == page(), "run `make docs`"


def test_the_reference_names_every_rule() -> None:
    written = (ROOT / "docs" / "reference" / "rules.md").read_text(encoding="utf-8")

    assert [name for name in rules() if f"### {name.rpartition('.')[2]}\n" not in written] == []


def test_every_rule_of_the_gate_has_worked_examples() -> None:
    worked = {rule.__name__ for rule in generator().worked.RULES}
    of_the_gate = {finding.rule for _, gate in generator().worked.GATES for finding in gate.findings}

    assert worked == of_the_gate
