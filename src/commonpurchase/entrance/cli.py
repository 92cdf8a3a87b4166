"""The command line: each command's context is loaded only when it is asked for.

`commonpurchase gate` therefore works on files in a moment, without Django and without a database.
"""

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, TextIO

import typer

from commonpurchase.entrance.env import SettingMissingError

SETTINGS = "commonpurchase.entrance.settings"
#: What the extra of that name brings; everything else comes with `web`.
ANALYTICS = {"duckdb", "numpy", "scipy"}


@dataclass(frozen=True)
class Command:
    """Where a command's function lives (`module:function`), what it does, whether it needs the workspace."""

    target: str
    says: str
    workspace: bool = True


class UnavailableError(Exception):
    """This installation cannot offer the command as it stands; the message says what to do."""


GROUPS = {
    "account": "Who may sign in, given by whoever runs the workspace.",
    "example": "The example consortium: invented buyers, resellers, brands and contracts.",
    "history": "The append-only record of who did what.",
    "import": "Bring files into the workspace, as its pages do.",
    "release-plan": "Sums over several organisations' figures: what they would give away.",
}

COMMANDS = {
    "gate": Command(
        "commonpurchase.contracts.commands.gate:gate",
        "Say for each contract in a file whether disclosed data is current enough to renew it.",
        workspace=False,
    ),
    "verify": Command(
        "commonpurchase.holdings.commands.verify:verify",
        "Check a signed attestation: who signed it, unchanged, in force, not taken back.",
        workspace=False,
    ),
    "import contracts": Command(
        "commonpurchase.contracts.commands.importing:import_contracts",
        "Import contracts from CSV, XLSX or OCDS files for an organisation.",
    ),
    "import disclosure": Command(
        "commonpurchase.contracts.commands.updates:import_disclosure",
        "Import a supplier's disclosure workbook.",
    ),
    "account add": Command(
        "commonpurchase.entrance.commands.accounts:add_account",
        "Give somebody an account; registers the organisation if it is new.",
    ),
    "account erase": Command(
        "commonpurchase.entrance.commands.accounts:erase_account",
        "Forget a person: what they did stays, who they were does not.",
    ),
    "history verify": Command(
        "commonpurchase.history.commands:verify",
        "Check that no event of the history was changed or removed.",
    ),
    "history head": Command(
        "commonpurchase.holdings.commands.heads:head",
        "Print where history and the ledger end, for members to keep.",
    ),
    "backup": Command(
        "commonpurchase.entrance.commands.restoring:backup",
        "Copy the workspace's database into one file, while it is in use.",
    ),
    "replay": Command(
        "commonpurchase.entrance.commands.restoring:replay",
        "Carry out what was closed since this copy of the database was made.",
    ),
    "release-plan audit": Command(
        "commonpurchase.sharing.commands:audit_release_plan",
        "Say whether published sums let anybody come too close to another's figure, and what to withhold.",
        workspace=False,
    ),
    # These choose their database before anything reads the settings, so they set the workspace up themselves.
    "example load": Command(
        "commonpurchase.entrance.commands:load_example",
        "Load the example consortium into a database of its own.",
        workspace=False,
    ),
    "example serve": Command(
        "commonpurchase.entrance.commands:serve_example",
        "Serve the example consortium on this machine, and say who can sign in.",
        workspace=False,
    ),
    "serve": Command("commonpurchase.entrance.commands:serve", "Serve the workspace.", workspace=False),
    "restore": Command(
        "commonpurchase.entrance.commands:restore",
        "Put a backup back, and carry out what was closed since it was made.",
        workspace=False,
    ),
    "migrate": Command(
        "commonpurchase.entrance.commands:migrate",
        "Bring the workspace's tables up to date.",
        workspace=False,
    ),
}


def main() -> None:
    """Run `commonpurchase …`: the words that follow choose the command."""
    for stream in (sys.stdout, sys.stderr):
        _never_fail_on_a_letter(stream)
    arguments = sys.argv[1:]
    try:
        chosen = application(arguments)
    except UnavailableError as unavailable:
        typer.echo(str(unavailable), err=True)
        sys.exit(2)
    chosen(args=arguments, prog_name="commonpurchase")


def application(arguments: Sequence[str]) -> typer.Typer:
    """The application with the one command that the arguments ask for loaded, the others as names only.

    `UnavailableError` when that command needs a workspace and there is none.
    """
    chosen = _chosen(arguments)
    top = _group("Common Purchase: turn public purchasing into leverage for the people who make electronics.")
    groups = {name: _group(says) for name, says in GROUPS.items()}
    for name, group in groups.items():
        top.add_typer(group, name=name)
    for name, command in COMMANDS.items():
        *group_name, last = name.split()
        group = groups[group_name[0]] if group_name else top
        function = _loaded(command, arguments) if name == chosen else _name_only
        group.command(last, short_help=command.says)(function)
    return top


def _chosen(arguments: Sequence[str]) -> str | None:
    """The command whose words the arguments begin with."""
    return next((name for name in COMMANDS if list(arguments[: len(name.split())]) == name.split()), None)


def _group(says: str) -> typer.Typer:
    return typer.Typer(
        help=says,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )


def _loaded(command: Command, arguments: Sequence[str]) -> Callable[..., Any]:
    module, _, function = command.target.partition(":")
    try:
        if command.workspace:
            _open_workspace(asks_for_help="--help" in arguments)
        return getattr(import_module(module), function)  # type: ignore[no-any-return]
    except ModuleNotFoundError as missing:
        raise UnavailableError(
            f"{missing.name} is not installed, and this command needs it: "
            f"install commonpurchase[{'analytics' if missing.name in ANALYTICS else 'web'}]."
        ) from missing


def _open_workspace(*, asks_for_help: bool) -> None:
    """Settings and tables, or a sentence that says what is missing. Help needs no secret and no tables."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if asks_for_help:
        os.environ.setdefault("COMMONPURCHASE_SECRET_KEY", "only to show help")
    try:
        import_module("django").setup()
    except SettingMissingError as missing:
        raise UnavailableError(str(missing)) from missing
    if not asks_for_help and not _is_up_to_date():
        raise UnavailableError(
            "The workspace's tables are missing or old: run `commonpurchase migrate` first."
        )


def _is_up_to_date() -> bool:
    database = import_module("django.db")
    try:
        executor = import_module("django.db.migrations.executor").MigrationExecutor(database.connection)
    except database.OperationalError:
        return False
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _name_only() -> None:
    """Stands for a command that was not asked for: it is listed, never run."""


def _never_fail_on_a_letter(stream: TextIO) -> None:
    """Print what a terminal cannot show as an escape, rather than stop half-way."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="backslashreplace")
