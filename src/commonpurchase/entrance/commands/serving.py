"""`example load`, `example serve`, `serve` and `migrate`.

Nothing here imports Django before the database is chosen: settings are read once.
"""

import importlib
import os
import sys
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Annotated, NoReturn

import typer

from commonpurchase.entrance import clock, env
from commonpurchase.entrance.commands import addresses, copies, marks, preparing

BAD_INPUT = 2
LOOPBACK = "127.0.0.1"
FIRST_PORT = 8000
WORKERS, THREADS = 2, 4

Host = Annotated[str, typer.Option(help="Address to listen on.")]
Port = Annotated[int | None, typer.Option(help="Port to listen on; without it 8000 or the next free one.")]
On = Annotated[str | None, typer.Option(help="The day to load it for, YYYY-MM-DD; today without it.")]


def load_example(on: On = None) -> None:
    """Load the invented consortium into a database file of its own."""
    typer.echo(_load(_day(on), fresh=True))


def serve_example(host: Host = LOOPBACK, port: Port = None) -> None:
    """Serve the invented consortium on this machine, and say who can sign in."""
    if not addresses.is_loopback(host):
        _refuse(
            f"The example is served on this machine only, and {host} can be reached from others: "
            f"its accounts are printed here. Leave out --host, or run `commonpurchase serve` for a workspace."
        )
    chosen = _port(host, port)
    typer.echo("Preparing the example …")
    typer.echo(_load(clock.today(), fresh=False))
    preparing.collect_static()
    typer.echo(_example().welcome(f"http://{host}:{chosen}/"))
    _listen(host, chosen)


def serve(host: Host = LOOPBACK, port: Port = None) -> None:
    """Serve the workspace itself. The example is refused here."""
    place = _workspace_place()
    if env.flag("COMMONPURCHASE_EXAMPLE", default=False) or _holds_the_example():
        _refuse(
            f"{place} holds the example, whose accounts are shown to whoever starts it. "
            f"Run `commonpurchase example serve`, or name another file in COMMONPURCHASE_DATABASE."
        )
    chosen = _port(host, port)
    _ready()
    _not_behind()
    preparing.collect_static()
    typer.echo(f"Common Purchase serves {place} at http://{host}:{chosen}/ (Ctrl-C stops it)")
    _listen(host, chosen)


def restore(
    *, file: Annotated[Path, typer.Argument(help="A file that `commonpurchase backup` wrote.")]
) -> None:
    """Put a backup back where no workspace is, and carry out what was closed since it was made.

    Exit status 2, and nothing is written, when there is a workspace or the file holds none.
    """
    database = preparing.workspace_database()
    if _workspace_place() != str(database):
        _refuse("The records are on PostgreSQL: use pg_restore, then `commonpurchase replay`.")
    try:
        copies.copy(file, database)
    except copies.NotCopiedError as problem:
        _refuse(str(problem))
    _ready()
    typer.echo(f"{file} is back in {database}.")
    _restoring().replay()


def _restoring() -> ModuleType:
    """What carries the tombstone log out, which can only be imported once the database is chosen."""
    return importlib.import_module("commonpurchase.entrance.commands.restoring")


def _not_behind() -> None:
    """Refuse to serve an older copy of the database, or one beside another's tombstone log."""
    restoring = _restoring()
    try:
        restoring.require_carried_out()
    except (restoring.BehindError, restoring.queries.BrokenLogError) as problem:
        _refuse(str(problem))


def migrate() -> None:
    """Bring the workspace's tables up to date."""
    _ready()
    typer.echo(f"{_workspace_place()} is up to date.")


def _example() -> ModuleType:
    """The loader, whose records can only be imported once the database is chosen."""
    return importlib.import_module("commonpurchase.entrance.commands.example")


def _load(day: date, *, fresh: bool) -> str:
    """Choose the example's database, load it if needed, and say what was done."""
    preparing.choose_example()
    database = preparing.example_database()
    try:
        loaded_on = marks.make_room(database, day, fresh=fresh)
        _ready()
        if loaded_on is None:
            _example().load(day)
    except ValueError as problem:
        _refuse(str(problem))
    verb = "Loaded the example into" if loaded_on is None else "The example is in"
    return f"{verb} {database}, as of {loaded_on or day}."


def _workspace_place() -> str:
    try:
        return preparing.workspace_place()
    except env.SettingMissingError as wrong:
        _refuse(str(wrong))


def _holds_the_example() -> bool:
    """Whether the workspace's file is the example; a database on a server never is."""
    database = preparing.workspace_database()
    if preparing.workspace_place() != str(database):
        return False
    try:
        return marks.look(database).loaded_on is not None
    except ValueError as problem:
        _refuse(str(problem))


def _ready() -> None:
    try:
        preparing.ready()
    except env.SettingMissingError as missing:
        _refuse(str(missing))
    except ModuleNotFoundError as missing:
        _refuse(f"{missing.name} is not installed, and a server needs it: install commonpurchase[web].")


def _day(written: str | None) -> date:
    try:
        return date.fromisoformat(written) if written else clock.today()
    except ValueError:
        _refuse(f"--on: found {written}; expected a day such as 2026-03-01")


def _port(host: str, wanted: int | None) -> int:
    """The port asked for if it is free, or the first free one."""
    if wanted is not None:
        if not addresses.is_free(host, wanted):
            _refuse(f"--port: something else listens on {host}:{wanted}; leave --port out for a free one.")
        return wanted
    found = addresses.first_free(host, FIRST_PORT)
    if found is None:
        _refuse(f"No port from {FIRST_PORT} on is free on {host}; name one with --port.")
    return found


def _listen(host: str, port: int) -> NoReturn:
    """Become the server, until Ctrl-C: a process of its own, which inherits no record and no password.

    Two workers of four threads are enough for a team and small enough for a laptop.
    """
    options = {
        "interface": "wsgi",
        "host": host,
        "port": port,
        "workers": WORKERS,
        "blocking-threads": THREADS,
        "log-level": "warning",
        # A browser that keeps its connection open must not keep the server from stopping.
        "workers-kill-timeout": 3,
    }
    written = [part for name, value in options.items() for part in (f"--{name}", str(value))]
    sys.stdout.flush()
    os.execv(  # noqa: S606 - the same Python, and nothing that somebody typed
        sys.executable,
        [sys.executable, "-m", "granian", "--no-ws", *written, "commonpurchase.entrance.wsgi:application"],
    )


def _refuse(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(BAD_INPUT)
