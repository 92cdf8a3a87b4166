"""What a database file says of itself before Django opens it: the example, something else, or nothing.

The mark is SQLite's application id; the day that the example was loaded for is its user version.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from commonpurchase.entrance.env import EXAMPLE_MARK

#: Dates of the example move with the day; after a week, what was due has been due too long.
LASTS = timedelta(days=7)
#: Somebody's own data shows here first.
TELLING = ("organisations_organisation", "organisations_person", "history_event")


@dataclass(frozen=True)
class Found:
    """What a file holds; `loaded_on` is the day of an example, None of anything else."""

    loaded_on: date | None = None
    empty: bool = True


def look(database: Path) -> Found:
    """What a file holds. `ValueError` when it is no database."""
    if not database.is_file():
        return Found()
    try:
        with closing(sqlite3.connect(database)) as opened:
            mark = opened.execute("PRAGMA application_id").fetchone()[0]
            day = opened.execute("PRAGMA user_version").fetchone()[0]
            return Found(_day(day), empty=False) if mark == EXAMPLE_MARK else Found(empty=_is_empty(opened))
    except sqlite3.DatabaseError as problem:
        message = f"{database} cannot be read as a database ({problem}); move it away and try again."
        raise ValueError(message) from problem


def make_room(database: Path, day: date, *, fresh: bool) -> date | None:
    """Leave a file that the example can be loaded into, or the day that it already holds it for.

    An example that is too old, or that must be `fresh`, is kept beside under its own day, so that
    nothing a person tried in it is lost. `ValueError` when the file holds anything else.
    """
    found = look(database)
    if found.loaded_on is None:
        if found.empty:
            return None
        message = (
            f"{database} holds something that is not the example. Nothing was loaded: "
            f"move the file away, or set COMMONPURCHASE_STATE to another folder."
        )
        raise ValueError(message)
    if not fresh and timedelta() <= day - found.loaded_on <= LASTS:
        return found.loaded_on
    _set_aside(database, found.loaded_on)
    return None


def pragmas(day: date) -> tuple[str, str]:
    """The two statements that mark a database as the example of a day."""
    return f"PRAGMA application_id = {EXAMPLE_MARK}", f"PRAGMA user_version = {day:%Y%m%d}"


def _day(written: int) -> date:
    return date(written // 10000, written // 100 % 100, written % 100)


def _is_empty(opened: sqlite3.Connection) -> bool:
    tables = {name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return True
    if not tables.issuperset(TELLING):
        return False
    return not any(opened.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchone() for name in TELLING)  # noqa: S608 - fixed names


def _set_aside(database: Path, loaded_on: date) -> None:
    """Rename the file, after SQLite has written into it what still lies in its journal."""
    with closing(sqlite3.connect(database)) as opened:
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    beside = _beside(database, loaded_on)
    database.rename(beside)
    log = database.with_suffix(".tombstones")
    if log.is_file():
        log.rename(beside.with_suffix(".tombstones"))
    for suffix in ("-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)


def _beside(database: Path, loaded_on: date) -> Path:
    """A name that no file has yet."""
    tails = ("", *(f"-{count}" for count in range(2, 100)))
    tries = [f"{database.stem}-{loaded_on}{tail}{database.suffix}" for tail in tails]
    return next(path for path in map(database.with_name, tries) if not path.exists())
