"""The grid of contexts and words holds: trespasses planted in a copy of the package are all caught."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.modules import ROOT, SOURCE

#: What is planted where, and the contract of the grid that must refuse it.
PLANTED = {
    "contracts/rules/planted_orm.py": ("import django.db.models", "pure"),
    "contracts/rules/planted_file.py": ("import pathlib", "pure"),
    "contracts/reckoning/planted_clock.py": ("import time", "pure"),
    "contracts/rules/planted_process.py": ("import subprocess", "pure"),
    "contracts/reckoning/planted_network.py": ("import urllib.request", "pure"),
    "contracts/pictures/planted_chance.py": ("import random", "pure"),
    "contracts/facts/planted_temporary_file.py": ("import tempfile", "pure"),
    "contracts/rules/planted_log.py": ("import logging", "pure"),
    "contracts/rules/planted_record.py": ("import commonpurchase.contracts.models", "records"),
    "contracts/pages/planted_record.py": ("import commonpurchase.contracts.models", "records"),
    "history/planted_upwards.py": ("", "words"),
    "organisations/queries/planted_upwards.py": ("import commonpurchase.contracts.facts", "contexts"),
    "contracts/pages/planted_table.py": ("import commonpurchase.sharing.rules.permissions", "table"),
    "contracts/rules/planted_page.py": ("import commonpurchase.contracts.pages", "words"),
    "contracts/utils.py": ("", "words"),
    "contracts/helpers/__init__.py": ("", "words"),
    "services/__init__.py": ("", "contexts"),
}
NAMES = {
    "contexts": "Contexts depend one way",
    "words": "Inside a context, data flows one way",
    "pure": "Facts, rules, reckoning, pictures and vocabulary are pure Python",
    "records": "Only queries, actions and admin touch records",
    "table": "Only sharing reads its permission table",
    "cycles": "No cycles among siblings",
}


def lint(folder: Path, *contracts: str) -> str:
    """What import-linter says of a copy of the package, asked for some of its contracts."""
    chosen = [word for contract in contracts for word in ("--contract", contract)]
    script = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", script, "--no-cache", *chosen],
        cwd=folder,
        env={"PYTHONPATH": str(folder / "src"), "PYTHONIOENCODING": "utf-8", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return done.stdout + done.stderr


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(
        SOURCE / "commonpurchase",
        tmp_path / "src" / "commonpurchase",
        ignore=lambda _, names: [name for name in names if "." in name and not name.endswith(".py")],
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_package_as_it_is_keeps_every_contract(copy: Path) -> None:
    said = lint(copy)

    assert "6 kept, 0 broken" in said


@pytest.mark.parametrize("place", PLANTED)
def test_a_trespass_is_caught(copy: Path, place: str) -> None:
    line, contract = PLANTED[place]
    planted = copy / "src" / "commonpurchase" / place
    planted.parent.mkdir(exist_ok=True)
    (planted.parent / "__init__.py").touch()
    planted.write_text(f"{line}\n")

    said = lint(copy, contract)

    assert f"{NAMES[contract]} BROKEN" in said
    assert Path(place).parts[-1].removesuffix(".py").replace("__init__", Path(place).parent.name) in said


def test_a_cycle_is_caught(copy: Path) -> None:
    rules = copy / "src" / "commonpurchase" / "contracts" / "rules"
    (rules / "planted_egg.py").write_text("import commonpurchase.contracts.rules.planted_hen\n")
    (rules / "planted_hen.py").write_text("import commonpurchase.contracts.rules.planted_egg\n")

    assert f"{NAMES['cycles']} BROKEN" in lint(copy, "cycles")
