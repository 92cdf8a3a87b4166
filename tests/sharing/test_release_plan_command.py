"""`commonpurchase release-plan audit`: on a file, in a process of its own, without Django."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from commonpurchase.entrance.cli import application
from commonpurchase.sharing import commands
from commonpurchase.sharing.reckoning.inference import UnsolvedError

UNITS = ["Ekvik", "Fjordby", "Sydby", "Norrby", "Dalby", "Åby"]
SAFE: dict[str, Any] = {
    "units": UNITS,
    "values": dict(zip(UNITS, [40, 50, 60, 70, 80, 90], strict=True)),
    "cells": [
        {"id": "all", "units": UNITS, "published": True},
        {"id": "few", "units": UNITS[:2], "published": False},
    ],
    "round": 0,
    "p": 10,
    "q": 50,
    "min_contributors": 5,
    "coalitions": [],
}
JOINED = SAFE | {"cells": [*SAFE["cells"], {"id": "before", "units": UNITS[:5], "published": True}]}

WITHOUT_DJANGO = """
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"django", "allauth", "csp"}:
            raise ImportError(f"{name} was imported")
sys.meta_path.insert(0, Blocked())
from commonpurchase.entrance.cli import main
main()
"""


def ask(folder: Path, told: Any, *more: str) -> Result:
    file = folder / "plan.json"
    file.write_text(told if isinstance(told, str) else json.dumps(told))
    words = ["release-plan", "audit", str(file), *more]
    return CliRunner().invoke(application(words), words)


def test_a_safe_plan_is_status_0(tmp_path: Path) -> None:
    result = ask(tmp_path, SAFE, "--json")

    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout) == {"safe": True, "breaches": [], "withheld": []}


def test_a_plan_that_gives_a_joiner_away_is_status_1(tmp_path: Path) -> None:
    result = ask(tmp_path, JOINED, "--json")
    found = json.loads(result.stdout)

    assert (result.exit_code, result.stderr) == (1, "")
    assert found.keys() == {"safe", "breaches", "withheld"}
    assert (found["safe"], found["withheld"]) == (False, ["before"])
    assert found["breaches"][0] == {
        "attacker": "outsider", "target": "Åby", "lower": 90, "upper": 90, "value": 90,
    }  # fmt: skip
    assert {one["attacker"] for one in found["breaches"]} == {"outsider", *UNITS[:5]}


def test_a_coalition_is_named_by_its_members(tmp_path: Path) -> None:
    cells = [{"id": "three", "units": UNITS[:3], "published": True}]
    found = json.loads(
        ask(tmp_path, SAFE | {"cells": cells, "coalitions": [["Fjordby", "Ekvik"]]}, "--json").stdout
    )

    assert found["breaches"] == [
        {"attacker": "Ekvik+Fjordby", "target": "Sydby", "lower": 60, "upper": 60, "value": 60}
    ]


def test_what_it_says_to_withhold_makes_it_safe(tmp_path: Path) -> None:
    held = json.loads(ask(tmp_path, JOINED, "--json").stdout)["withheld"]
    cells = [cell | {"published": cell["published"] and cell["id"] not in held} for cell in JOINED["cells"]]

    assert ask(tmp_path, JOINED | {"cells": cells}).exit_code == 0


def test_without_json_it_answers_in_sentences(tmp_path: Path) -> None:
    result = ask(tmp_path, JOINED)

    assert result.exit_code == 1
    assert result.stdout.splitlines()[0].startswith("NOT SAFE: 2 cells over 6 units")
    assert "Withhold before; the rest is safe." in result.stdout


@pytest.mark.parametrize("more", [(), ("--json",)])
def test_bad_input_is_status_2_and_says_everything_on_standard_error(
    tmp_path: Path, more: tuple[str, ...]
) -> None:
    result = ask(tmp_path, SAFE | {"p": 0, "round": -5, "coalitions": [["Oslo"]]}, *more)

    assert (result.exit_code, result.stdout) == (2, "")
    assert [line.split(", ")[-1].split(":")[0] for line in result.stderr.splitlines()] == [
        "round", "p", "coalitions[0][0]",
    ]  # fmt: skip


def test_amounts_that_a_computer_cannot_hold_beside_each_other_are_bad_input(tmp_path: Path) -> None:
    wide = SAFE | {"values": SAFE["values"] | {"Ekvik": 1e15}, "round": 1e-6}
    result = ask(tmp_path, wide, "--json")

    assert result.exit_code == 2
    assert result.stdout == ""
    assert 'values: found "1e-06 beside 1e+15"; expected figures and rounding within 1e+15' in result.stderr


def test_a_solver_that_gives_up_is_neither_safe_nor_a_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gives_up(_: object) -> None:
        raise UnsolvedError("status 15")

    monkeypatch.setattr(commands, "audit", gives_up)
    result = ask(tmp_path, SAFE, "--json")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "the solver gives no answer to" in result.stderr


def test_a_file_that_is_not_there_is_bad_input(tmp_path: Path) -> None:
    words = ["release-plan", "audit", str(tmp_path / "nowhere.json")]
    result = CliRunner().invoke(application(words), words)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "nowhere.json: found no such file or directory; expected a JSON file" in result.stderr


def test_a_name_cannot_steer_the_terminal(tmp_path: Path) -> None:
    evil = "Ekvik\x1b[2J"
    told = json.loads(json.dumps(JOINED).replace("Ekvik", json.dumps(evil)[1:-1]))

    assert "\x1b" not in ask(tmp_path, told).stdout
    assert "\x1b" not in ask(tmp_path, told | {"units": [*told["units"], evil]}).stderr


@pytest.mark.parametrize(("told", "status"), [(SAFE, 0), (JOINED, 1), ({}, 2)])
def test_it_works_where_django_cannot_be_imported_and_a_terminal_lacks_letters(
    tmp_path: Path, told: dict[str, Any], status: int
) -> None:
    (tmp_path / "plan.json").write_text(json.dumps(told))
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "LC_", "LANG"))
    }
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_DJANGO, "release-plan", "audit", "plan.json"],
        cwd=tmp_path, env=kept | {"PYTHONIOENCODING": "ascii"}, capture_output=True, check=False, timeout=60,
    )  # fmt: skip

    assert done.returncode == status
    assert bool(done.stderr) == (status == 2)
    assert b"Traceback" not in done.stderr


def test_the_example_in_the_how_to_gives_the_answer_that_stands_there(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "audit-a-release-plan.md").read_text()
    blocks = [block for block in page.split("\n\n") if block.startswith("    ")]
    told, _, answer = ["\n".join(line[4:] for line in block.splitlines()) for block in blocks]

    assert ask(tmp_path, told).stdout.strip() == answer
