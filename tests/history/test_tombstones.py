"""The log beside the database: one line for each closing, in order, and every change of it shows."""

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from commonpurchase.history import actions, queries
from commonpurchase.history.facts import Closing
from commonpurchase.history.models import Buried
from commonpurchase.history.reckoning import tombstones
from commonpurchase.history.reckoning.tombstones import BrokenLogError
from commonpurchase.history.writers import tombstones as writer
from commonpurchase.sharing.facts import Viewer

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
BY = Viewer(at=AT)


@pytest.fixture
def log(tmp_path: Path, settings: object) -> Path:
    file = tmp_path / "workspace.tombstones"
    settings.TOMBSTONES = file  # type: ignore[attr-defined]
    return file


def written(log: Path, count: int) -> bytes:
    for number in range(count):
        writer.append(log, at=AT.isoformat(), closing=Closing.REVOKE, ids=[str(UUID(int=number))])
    return log.read_bytes()


def test_lines_come_back_as_they_were_written(log: Path) -> None:
    written(log, 3)

    assert [(one.sequence, one.ids) for one in writer.everything(log)] == [
        (number + 1, (str(UUID(int=number)),)) for number in range(3)
    ]


def test_every_changed_bit_shows_or_is_at_the_cut_off_end(log: Path) -> None:
    content = written(log, 4)
    whole = tombstones.read(content)
    unnoticed = []
    for bit in range(8 * len(content)):
        changed = bytearray(content)
        changed[bit // 8] ^= 1 << bit % 8
        try:
            found = tombstones.read(bytes(changed))
        except BrokenLogError:
            continue
        # The last line without its end is a line that a crash cut off: it is left out, never read wrongly.
        if found != whole[:3]:
            unnoticed.append(bit)

    assert unnoticed == []


def test_a_line_that_is_missing_or_moved_shows(log: Path) -> None:
    lines = written(log, 4).splitlines(keepends=True)

    for wrong in (lines[1:], [*lines[:1], *lines[2:]], [lines[1], lines[0], *lines[2:]], [*lines, lines[3]]):
        with pytest.raises(BrokenLogError, match="line"):
            tombstones.read(b"".join(wrong))


def test_a_line_that_a_crash_cut_off_is_written_over(log: Path) -> None:
    content = written(log, 2)
    random = Random(7)
    for _ in range(20):
        last = content.rfind(b"\n", 0, -1) + 1
        log.write_bytes(content[: random.randrange(last, len(content))])

        writer.append(log, at=AT.isoformat(), closing=Closing.LIFT, ids=["x"])

        assert [one.closing for one in writer.everything(log)] == [Closing.REVOKE, Closing.LIFT]


def test_nothing_is_closed_beside_a_broken_log(log: Path, transactional_db: None) -> None:
    log.write_bytes(b"nonsense\n")

    with pytest.raises(BrokenLogError), transaction.atomic():
        actions.bury(closing=Closing.REVOKE, ids=[uuid4()], by=BY)

    assert log.read_bytes() == b"nonsense\n"


def test_the_line_is_there_before_the_database_says_so(log: Path, transactional_db: None) -> None:
    """A transaction that fails afterwards leaves a line too many, which is carried out once more."""
    with transaction.atomic():
        actions.bury(closing=Closing.REVOKE, ids=[uuid4()], by=BY)
        transaction.set_rollback(True)

    assert len(queries.unburied()) == 1


def test_what_opens_again_is_written_after_the_database_says_so(log: Path, transactional_db: None) -> None:
    with transaction.atomic():
        actions.reopen(closing=Closing.LIFT, ids=[uuid4()], by=BY)
        transaction.set_rollback(True)
    assert not log.exists()

    with transaction.atomic():
        actions.reopen(closing=Closing.LIFT, ids=[uuid4()], by=BY)

    assert [one.closing for one in writer.everything(log)] == [Closing.LIFT]
    assert queries.unburied() == []


def test_an_older_database_is_behind_and_anothers_log_is_refused(log: Path, transactional_db: None) -> None:
    with transaction.atomic():
        actions.bury(closing=Closing.REVOKE, ids=[uuid4()], by=BY)
        actions.bury(closing=Closing.REVOKE, ids=[uuid4()], by=BY)
    assert queries.unburied() == []
    first, second = writer.everything(log)

    Buried.objects.update(sequence=1, hash=first.hash)
    assert queries.unburied() == [second]
    Buried.objects.update(sequence=1, hash=second.hash)
    with pytest.raises(BrokenLogError, match="is not the tombstone log of this database"):
        queries.unburied()
    Buried.objects.update(sequence=3, hash=replace(second, sequence=3).hash)
    with pytest.raises(BrokenLogError, match="is not the tombstone log of this database"):
        queries.unburied()


def test_only_whoever_runs_the_workspace_reads_the_log(log: Path) -> None:
    written(log, 1)

    assert os.stat(log).st_mode & 0o777 == 0o600
