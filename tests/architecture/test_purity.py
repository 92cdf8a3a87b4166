"""What is called pure is pure when it runs: it imports, and rules judge, where Django is absent."""

import ast
import subprocess
import sys

import pytest

from tests.architecture.modules import PURE, SOURCE, names

BLOCKED = """
import importlib, sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {blocked!r}:
            raise ImportError(f"{{name}} was imported")
sys.meta_path.insert(0, Blocked())
for name in {names!r}:
    importlib.import_module(name)
print(len({names!r}), sorted(name for name in sys.modules if name.split(".")[0] in {blocked!r}))
"""
DJANGO = {"django", "allauth", "csp", "granian", "whitenoise"}
VOCABULARY = ["findings", "amounts", "periods", "places", "parameters", "sources", "readers.declared"]


def imported_without(blocked: set[str], modules: list[str]) -> subprocess.CompletedProcess[str]:
    script = BLOCKED.format(blocked=blocked, names=modules)
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=120
    )


def test_facts_rules_reckoning_and_pictures_import_without_django() -> None:
    modules = names(*PURE) + [f"commonpurchase.vocabulary.{name}" for name in VOCABULARY]

    done = imported_without(DJANGO, modules)

    assert done.stderr == ""
    assert done.stdout == f"{len(modules)} []\n"
    assert len(modules) > 20


def test_the_command_line_and_the_gate_import_without_django() -> None:
    modules = ["commonpurchase.entrance.cli", "commonpurchase.contracts.commands.gate"]

    assert imported_without(DJANGO, modules).stderr == ""


def test_facts_and_rules_import_without_anything_that_was_installed() -> None:
    """An analyst's notebook needs the package alone."""
    everything = DJANGO | {"typer", "numpy", "duckdb", "openpyxl", "xlsxwriter", "docxtpl", "pycountry"}

    assert imported_without(everything, names("facts", "rules")).stderr == ""


@pytest.mark.parametrize("module", ["commonpurchase.contracts.models", "commonpurchase.sharing.gate"])
def test_the_test_of_purity_bites(module: str) -> None:
    assert "django was imported" in imported_without(DJANGO, [module]).stderr


#: What needs no import to reach a file, a person at a terminal, code made up on the way, or chance.
UNCLEAN = {"open", "print", "input", "__import__", "exec", "eval", "breakpoint", "uuid1", "uuid4", "getnode"}
#: `vocabulary.readers` reads what is declared in files; that is what it is for.
CLEAN_VOCABULARY = ["findings", "amounts", "hits", "periods", "places", "parameters", "sources"]


def unclean(text: str) -> list[str]:
    """The names of UNCLEAN that a text uses: called, under another name, or as part of a module."""
    return [
        name
        for node in ast.walk(ast.parse(text))
        for name in (
            [node.id]
            if isinstance(node, ast.Name)
            else [node.attr]
            if isinstance(node, ast.Attribute)
            else []
        )
        if name in UNCLEAN
    ]


def test_nothing_pure_opens_prints_asks_or_makes_up_code() -> None:
    modules = names(*PURE) + [f"commonpurchase.vocabulary.{name}" for name in CLEAN_VOCABULARY]
    places = [SOURCE.joinpath(*module.split(".")) for module in modules]
    files = [place / "__init__.py" if place.is_dir() else place.with_suffix(".py") for place in places]

    assert {str(file): found for file in files if (found := unclean(file.read_text()))} == {}
    assert len(files) > 40


@pytest.mark.parametrize(
    "text",
    [
        "def f(): return open('prices.csv').read()",
        "def f(): print('here')",
        "say = print",
        "def f(): return input('How many? ')",
        "def f(): return __import__('os').environ",
        "def f(): exec('import os')",
        "def f(text): return eval(text)",
        "import uuid\ndef f(): return uuid.uuid4()",
        "def f(path): return path.open()",
    ],
)
def test_a_planted_call_is_found(text: str) -> None:
    assert unclean(text) != []


def test_words_that_only_look_like_it_are_not_reported() -> None:
    assert unclean("def f(gate): return gate.opens_on, evaluate(gate), 'open'") == []
