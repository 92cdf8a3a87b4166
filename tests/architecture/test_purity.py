"""What is called pure is pure when it runs: it imports, and rules judge, where Django is absent."""

import subprocess
import sys

import pytest

from tests.architecture.modules import PURE, names

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
