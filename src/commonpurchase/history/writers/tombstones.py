"""Appends to the tombstone log: a file beside the database, or better on another disk."""

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from commonpurchase.history.facts import Closing, Tombstone
from commonpurchase.history.reckoning import tombstones


def append(log: Path, *, at: str, closing: Closing, ids: Iterable[str]) -> Tombstone:
    """Write one line and wait until it is on the disk. Whoever else writes meanwhile waits.

    `tombstones.BrokenLogError` when what is there is no whole log: then nothing is done at all.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with _alone(log) as file:
        before = file.read()
        # A line that a crash cut off was never acted on.
        file.truncate(before.rfind(b"\n") + 1)
        file.seek(0, os.SEEK_END)
        known = tombstones.read(before)
        last = (known[-1].sequence, known[-1].hash) if known else tombstones.START
        stone = tombstones.following(last, at, closing, ids)
        file.write(tombstones.line(stone))
        file.flush()
        os.fsync(file.fileno())
    return stone


def everything(log: Path) -> list[Tombstone]:
    """Every line of the log; none where there is no log yet."""
    return tombstones.read(log.read_bytes()) if log.is_file() else []


@contextmanager
def _alone(log: Path) -> Iterator[IO[bytes]]:
    handle = os.open(log, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(handle, "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file
