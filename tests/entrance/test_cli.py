"""The command line: every command can be found, asked for help, and refused in a sentence."""

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from commonpurchase.entrance import cli
from commonpurchase.entrance.cli import COMMANDS, GROUPS, Command, application


def run(*words: str) -> Result:
    return CliRunner().invoke(application(words), list(words))


def in_a_process(state: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "COMMONPURCHASE"))
    }
    return subprocess.run(
        [sys.executable, "-c", "from commonpurchase.entrance.cli import main; main()", *words],
        env=kept | {"COMMONPURCHASE_STATE": str(state)} | environment,
        cwd=state,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_of_the_table_exists_and_explains_itself(name: str) -> None:
    module, _, function = COMMANDS[name].target.partition(":")

    assert getattr(importlib.import_module(module), function).__doc__
    assert COMMANDS[name].says.endswith(".")


def test_help_lists_every_command_and_every_group() -> None:
    result = run("--help")

    assert result.exit_code == 0
    for name in COMMANDS:
        assert name.split()[0] in result.stdout


@pytest.mark.parametrize("group", GROUPS)
def test_help_of_a_group_lists_its_commands_without_loading_them(group: str) -> None:
    result = run(group, "--help")

    assert result.exit_code == 0
    for name in COMMANDS:
        if name.startswith(f"{group} "):
            assert name.split()[1] in result.stdout


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.django_db
def test_help_of_each_command_is_its_own(name: str) -> None:
    result = run(*name.split(), "--help")

    assert result.exit_code == 0
    assert f"{name} [OPTIONS]" in result.stdout


@pytest.mark.parametrize(
    "words", [["bogus"], ["import", "bogus"], ["history", "verify2"], ["gate", "--bogus"]]
)
def test_what_does_not_exist_is_bad_input(words: list[str]) -> None:
    result = run(*words)

    assert (result.exit_code, result.stdout) == (2, "")
    assert words[-1] in result.stderr


@pytest.mark.parametrize("words", [[], ["import"], ["history"]])
def test_half_a_command_shows_what_could_follow(words: list[str]) -> None:
    result = run(*words)

    assert result.exit_code == 2
    assert "Commands:" in result.stdout + result.stderr


def test_a_command_that_is_not_asked_for_is_never_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        COMMANDS, "history broken", Command("commonpurchase.nowhere:nothing", "Not there.", False)
    )

    assert run("history", "--help").exit_code == 0
    with pytest.raises(cli.UnavailableError, match=r"commonpurchase\.nowhere is not installed"):
        run("history", "broken")


def test_help_needs_neither_a_secret_nor_tables(tmp_path: Path) -> None:
    done = in_a_process(tmp_path, "history", "verify", "--help")

    assert (done.returncode, done.stderr) == (0, "")
    assert "history verify [OPTIONS]" in done.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "COMMONPURCHASE_SECRET_KEY is not set"),
        ({"COMMONPURCHASE_SECRET_KEY": "only for tests"}, "run `commonpurchase migrate` first"),
    ],
)
def test_without_a_workspace_a_command_says_what_to_do_first(
    tmp_path: Path, environment: dict[str, str], said: str
) -> None:
    done = in_a_process(tmp_path, "history", "verify", **environment)

    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_the_secret_is_looked_for_where_the_state_folder_really_is(tmp_path: Path) -> None:
    done = in_a_process(tmp_path, "history", "verify", COMMONPURCHASE_STATE="elsewhere")

    place = tmp_path / "elsewhere" / "secret-key"
    assert f"write the secret to {place} (`commonpurchase migrate` does that for you)" in done.stderr
    migrated = in_a_process(tmp_path, "migrate", COMMONPURCHASE_STATE="elsewhere")
    assert migrated.returncode == 0
    assert place.is_file()


def test_a_secret_file_that_somebody_named_is_not_promised_to_be_made(tmp_path: Path) -> None:
    named = tmp_path / "my-secret"
    done = in_a_process(tmp_path, "history", "verify", COMMONPURCHASE_SECRET_KEY_FILE=str(named))

    assert done.stderr.rstrip().endswith(f"write the secret to {named}")


def test_after_migrating_the_workspace_answers(tmp_path: Path) -> None:
    migrated = in_a_process(tmp_path, "migrate")
    verified = in_a_process(tmp_path, "history", "verify")

    assert (migrated.returncode, migrated.stderr) == (0, "")
    assert (verified.returncode, verified.stderr) == (0, "")
