"""Copies of the workspace's file: made while it is in use, put back whole, never over something else."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from commonpurchase.entrance.commands import marks

#: What every workspace's file has, and hardly another program's.
TELLING = {"history_event", "history_head", "sharing_label", "django_migrations"}


class NotCopiedError(ValueError):
    """A copy that cannot be made or put back as asked; the message says why, and nothing was done."""


def copy(source: Path, target: Path) -> None:
    """Copy a database with everything that was committed, whoever uses it meanwhile.

    It has its name only once it is whole and on the disk. `NotCopiedError` when there is something of
    that name already, or the source is not a workspace.
    """
    look(source)
    part = target.with_name(f"{target.name}.part-{os.getpid()}")
    try:
        # Made first, so that nobody else of this machine can read what is in it.
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with closing(sqlite3.connect(source)) as there, closing(sqlite3.connect(part)) as here:
            there.backup(here)
            here.execute("PRAGMA journal_mode = DELETE")
        look(part)
        _to_the_disk(part)
        os.link(part, target)  # refuses where something is, which a renaming would replace
    except FileExistsError as problem:
        message = f"{target} is there already, and nothing is written over; name another file."
        raise NotCopiedError(message) from problem
    except OSError as problem:
        message = f"{target} cannot be written: {problem.strerror}."
        raise NotCopiedError(message) from problem
    finally:
        part.unlink(missing_ok=True)


def look(file: Path) -> None:
    """`NotCopiedError` unless the file is a whole database of a workspace that is not the example."""
    if not file.is_file():
        message = f"{file} is not there; expected the file of a workspace."
        raise NotCopiedError(message)
    try:
        if marks.look(file).loaded_on is not None:
            message = f"{file} holds the example; expected the file of a workspace."
            raise NotCopiedError(message)
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as opened:
            found = opened.execute("PRAGMA integrity_check(1)").fetchone()[0]
            tables = {name for (name,) in opened.execute("SELECT name FROM sqlite_master")}
    except (sqlite3.DatabaseError, ValueError) as problem:
        raise NotCopiedError(str(problem)) from problem
    if found != "ok" or not tables >= TELLING:
        what = "a damaged database" if found != "ok" else "a database of something else"
        message = f"{file}: found {what}; expected the file of a workspace."
        raise NotCopiedError(message)


def _to_the_disk(file: Path) -> None:
    handle = os.open(file, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
