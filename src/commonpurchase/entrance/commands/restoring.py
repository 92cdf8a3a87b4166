"""Backup, restore, and carrying out what was closed since: before a restored workspace answers anybody."""

from collections import Counter
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from django.db import transaction

from commonpurchase.engagement.actions import replaying as engagement
from commonpurchase.entrance import clock, env
from commonpurchase.entrance.commands import copies, preparing
from commonpurchase.history import actions as history
from commonpurchase.history import queries
from commonpurchase.history.facts import Closing, Tombstone
from commonpurchase.holdings.actions import replaying as holdings
from commonpurchase.organisations import actions as organisations
from commonpurchase.sharing.actions import replaying as sharing
from commonpurchase.sharing.facts import Viewer

BEHIND = (
    "This database is older than what was closed since: {count} lines of the tombstone log are not carried "
    "out in it. Nobody is served before that is done: run `commonpurchase replay`."
)


class BehindError(RuntimeError):
    """The database is an older copy, and must not be served as it is."""


def backup(*, file: Annotated[Path, typer.Argument(help="The file to write; it must not be there.")]) -> None:
    """Copy the workspace's database into one file, while it is in use. Exit status 2 where that fails."""
    _only_files()
    try:
        copies.copy(preparing.workspace_database(), file)
    except copies.NotCopiedError as problem:
        _refuse(str(problem))
    typer.echo(f"{file} holds the whole workspace. Keep the secret key with it, and the tombstone log apart.")


def replay() -> None:
    """Carry out what the tombstone log says was closed, and this database does not know.

    Exit status 2 when the log is broken or belongs to another database: then nothing is done.
    """
    try:
        done = carry_out()
    except queries.BrokenLogError as problem:
        _refuse(f"{problem}.")
    typer.echo(_told(done))


def carry_out() -> Counter[Closing]:
    """All of it or nothing, everybody signed out; how many of each kind was carried out."""
    by = Viewer(at=clock.now())
    stones = queries.unburied()
    with history.carrying_out(), transaction.atomic():
        for stone in stones:
            _carry_out(stone, by)
        if stones:
            history.mark_buried(stone=stones[-1])
            organisations.end_every_session(by=by)
    return Counter(stone.closing for stone in stones)


def require_carried_out() -> None:
    """`BehindError`, or `queries.BrokenLogError`, when this database must not be served as it is."""
    behind = queries.unburied()
    if behind:
        raise BehindError(BEHIND.format(count=len(behind)))


def _carry_out(stone: Tombstone, by: Viewer) -> None:
    if stone.closing in sharing.CARRIED_OUT:
        sharing.carry_out(stone=stone, by=by)
    elif stone.closing in engagement.CARRIED_OUT:
        engagement.carry_out(stone=stone, by=by)
    elif stone.closing is Closing.TAKE_BACK:
        holdings.carry_out(stone=stone, by=by)
    else:
        organisations.carry_out(stone=stone, by=by)


def _told(done: Counter[Closing]) -> str:
    if not done:
        return "Nothing was closed that this database does not know."
    lines = [f"  {closing}: {count}" for closing, count in sorted(done.items())]
    anew = "Records that were closed are their originators' alone until they label them anew."
    return "\n".join(
        ["Carried out, and everybody signed out:", *lines, *([anew] if done[Closing.CLOSE] else [])]
    )


def _only_files() -> None:
    if env.server("COMMONPURCHASE_DATABASE_URL") is not None:
        _refuse(
            "The records are on PostgreSQL: copy them with pg_dump and put them back with pg_restore, then "
            "run `commonpurchase replay`. This command is for the workspace's own file."
        )


def _refuse(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(2)
