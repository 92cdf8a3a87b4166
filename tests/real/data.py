"""Where the real files lie, and how what was found in them is printed."""

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from commonpurchase.contracts.facts import Draft, ReadContracts

FOLDER = Path(os.environ.get("COMMONPURCHASE_DATA", "../shared/data"))
DATES = ("start", "end", "maximum_end", "notice")


def path(name: str) -> Path:
    """A real file; the test fails with a sentence where it is not there."""
    file = FOLDER / name
    assert file.is_file(), f"{file} is not there: set COMMONPURCHASE_DATA to the folder of real files"
    return file


def known(drafts: Iterable[Draft], date: str) -> dict[str, int]:
    """How many drafts have a date stated, inferred, or not at all."""
    found = Counter({"stated": 0, "inferred": 0, "unknown": 0})
    for draft in drafts:
        told = getattr(draft, date)
        found["unknown" if told is None else "inferred" if told.inferred else "stated"] += 1
    return dict(found)


def reasons(found: ReadContracts) -> dict[str, int]:
    """How many rows are set aside for each reason."""
    counted: Counter[str] = Counter()
    for one in found.set_aside:
        counted[one.kind] += one.rows
    return dict(counted)


def show(name: str, found: ReadContracts) -> None:
    """Print what a file holds, as a person would want to check it."""
    say(f"\n{name}")
    for what, count in found.counts.items():
        say(f"  {count:>7,} {what}")
    say(f"  {found.rows_in:>7,} {found.unit}: {found.rows_taken:,} taken, the rest set aside")
    say(f"  {len(found.drafts):>7,} contracts, {sum(bool(one.value) for one in found.drafts):,} with a value")
    for date in DATES:
        told = ", ".join(f"{count:,} {how}" for how, count in known(found.drafts, date).items())
        say(f"          {date.replace('_', ' ')}: {told}")
    for kind, count in sorted(reasons(found).items()):
        say(f"  {count:>7,} set aside: {kind}")
    for note in found.notes:
        say(f"          {note}")


def say(line: str) -> None:
    print(line)  # noqa: T201 - shown by `make real`
