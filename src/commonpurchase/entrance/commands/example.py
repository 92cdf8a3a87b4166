"""Loads the invented consortium of `examples/` through the same actions that pages call."""

import csv
import io
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from commonpurchase.disclosures import actions as disclosures
from commonpurchase.disclosures import queries as disclosed
from commonpurchase.entrance.commands import cast, marks, relative
from commonpurchase.entrance.commands.cast import Cast
from commonpurchase.organisations import actions as organisations
from commonpurchase.vocabulary.readers import declared

FOLDER = declared.CHECKOUT / "examples"
"""Beside `src/` in a checkout; the installed package does not carry it."""
FOUNDED = "D-800d"

Table = dict[str, Any]
Step = tuple[date, Callable[[], None]]


def load(day: date, folder: Path = FOLDER) -> None:
    """Everything that happened in the example up to a day, in the order in which it happened.

    All or nothing. `ValueError` when the folder is missing or one of its files cannot be read.
    """
    if not (folder / "organisations.toml").is_file():
        message = (
            f"{folder} is not there: the example is loaded from a checkout, where examples/ lies beside src/."
        )
        raise ValueError(message)
    with transaction.atomic():
        Story(day, folder).tell()
        _mark(day)
    _settle()


def welcome(address: str) -> str:
    """Give the shown accounts a password for this run; who they are and what to try, as a table."""
    people = [table for table in _tables(FOLDER / "organisations.toml")["person"] if "try" in table]
    password = cast.new_password()
    for table in people:
        organisations.change_password(email=table["email"], password=password)
    rows = [
        ("sign in as", "who acts for", "and try"),
        *((p["email"], p["organisation"], p["try"]) for p in people),
    ]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    lines = [f"  {one:<{widths[0]}}  {two:<{widths[1]}}  {three}" for one, two, three in rows]
    return "\n".join(
        [
            "",
            "  Common Purchase with its example: every name, place and number in it is invented.",
            "",
            f"  {address}    (Ctrl-C stops it)",
            f"  password  {password}    (for all of them, until the next start)",
            "",
            *lines,
            "",
        ]
    )


@dataclass(frozen=True)
class Story:
    """The files of the example, told as if today were the day of loading."""

    day: date
    folder: Path

    def tell(self) -> None:
        """Gather the organisations, then take every step in the order of its day."""
        cast_of = cast.gather(self.tables("organisations"), self.on(FOUNDED))
        steps = [*self.disclosures(cast_of)]
        for _, step in sorted(steps, key=lambda one: one[0]):
            step()

    def on(self, written: str) -> date:
        """The day that a relative expression stands for."""
        return relative.day(written, self.day)

    def tables(self, name: str) -> Table:
        """One TOML file of the example."""
        return _tables(self.folder / f"{name}.toml")

    def rendered(self, path: Path) -> bytes:
        """A CSV file with its relative days written out, as somebody would upload it."""
        with path.open(encoding="utf-8", newline="") as file:
            rows = [[self.cell(cell) for cell in row] for row in csv.reader(file)]
        written = io.StringIO()
        csv.writer(written, lineterminator="\n").writerows(rows)
        return written.getvalue().encode()

    def cell(self, text: str) -> str:
        """A cell as it is, or the day that it stands for."""
        return self.on(text).isoformat() if relative.is_relative(text) else text

    def disclosures(self, known: Cast) -> Iterator[Step]:
        """Each version of `disclosures.toml`, uploaded and accepted by its supplier."""
        for table in self.tables("disclosures")["disclosure"]:
            yield self.on(table["on"]), partial(self._disclose, known, table)

    def _disclose(self, known: Cast, table: Table) -> None:
        on = self.on(table["on"])
        by = known.of(table["supplier"], on)
        content = self.rendered(self.folder / "disclosures" / table["file"])
        upload = disclosures.receive_upload(name=table["file"], content=content, disclosed_on=on, by=by)
        preview = disclosed.preview(by, upload)
        _require(preview.reading.problems)
        recipients = [known.organisations[name].id for name in table["for"]]
        disclosures.accept(
            upload=upload, recipients=recipients, against=preview.against, acknowledged=True, by=by
        )


def _require(problems: tuple[object, ...]) -> None:
    if problems:
        raise ValueError("The example cannot be loaded:\n" + "\n".join(map(str, problems)))


def _tables(path: Path) -> Table:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _mark(day: date) -> None:
    """Say in the database itself that it is the example, and of which day."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for statement in marks.pragmas(day):
                cursor.execute(statement)


def _settle() -> None:
    """Write the mark from SQLite's journal into the file itself, where settings look for it."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
