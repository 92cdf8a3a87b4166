"""Loads the invented consortium of `examples/` through the same actions that pages call."""

import csv
import io
import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from commonpurchase.contracts.actions import corrections, decisions, imports
from commonpurchase.contracts.facts import DatedAction, DateKind, Outcome
from commonpurchase.contracts.queries import contracts
from commonpurchase.contracts.queries import imports as imported
from commonpurchase.disclosures import actions as disclosures
from commonpurchase.disclosures import queries as disclosed
from commonpurchase.disclosures.facts import Checked, Ground, Version
from commonpurchase.entrance import clock
from commonpurchase.entrance.commands import agreed, attested, cast, held, marks, relative, summed
from commonpurchase.entrance.commands.cast import Cast
from commonpurchase.organisations import actions as organisations
from commonpurchase.sharing.facts import Viewer
from commonpurchase.vocabulary.readers import declared

FOLDER = declared.CHECKOUT / "examples"
"""Beside `src/` in a checkout; the installed package does not carry it."""
FOUNDED = "D-800d"
FILES = ("contracts", "disclosures", "decisions", "agreements", "attestations", "holdings", "sums")

Table = dict[str, Any]
Take = Callable[[Cast, Table, Viewer], None]


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
    password, by = cast.new_password(), Viewer(at=clock.now())
    for table in people:
        organisations.change_password(email=table["email"], password=password, by=by)
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
        known = cast.gather(self.tables("organisations"), self.on(FOUNDED))
        takes: dict[str, Take] = {
            "import": self._import,
            "confirm": self._confirm,
            "disclosure": self._disclose,
            "verification": self._verify,
            "withdrawal": self._withdraw,
            "decision": self._decide,
            "agreement": partial(agreed.draft, self.on),
            "signature": partial(agreed.sign, self.on),
            "ending": partial(agreed.end, self.on),
            "grant": partial(agreed.give, self.on),
            "marking": partial(agreed.mark, self.on),
            "key": attested.make_key,
            "attestation": attested.attest,
            "revocation": attested.take_back,
            "entry": attested.publish,
            "programme": partial(held.begin, self.on),
            "request": held.answer,
            "question": partial(summed.ask, self.on),
            "figure": summed.answer,
            "step": summed.go_on,
        }
        steps = [
            (self.on(table["on"]), takes[kind], table)
            for file in FILES
            for kind, tables in self.tables(file).items()
            for table in tables
        ]
        for on, take, table in sorted(steps, key=itemgetter(0)):
            email = table.get("by") or known.email_of(table["supplier"])
            held.entered(take, known, table, known.acting(email, on))

    def on(self, written: str) -> date:
        """The day that a relative expression stands for."""
        return relative.day(written, self.day)

    def tables(self, name: str) -> Table:
        """One TOML file of the example."""
        return _tables(self.folder / f"{name}.toml")

    def rendered(self, path: Path) -> bytes:
        """A file with its relative days written out, as somebody would upload it."""
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".csv":
            return re.sub(r'"(D[+-][^"]+)"', lambda found: f'"{self.on(found[1])}T00:00:00Z"', text).encode()
        written = io.StringIO()
        rows = ([self._cell(cell) for cell in row] for row in csv.reader(io.StringIO(text)))
        csv.writer(written, lineterminator="\n").writerows(rows)
        return written.getvalue().encode()

    def _cell(self, text: str) -> str:
        return self.on(text).isoformat() if relative.is_relative(text) else text

    def _import(self, _known: Cast, table: Table, by: Viewer) -> None:
        """A buyer brings in its list of contracts."""
        content = self.rendered(self.folder / "contracts" / table["file"])
        received = imports.receive(name=table["file"], content=content, by=by)
        preview = imported.previewed(by, received)
        _require(preview.read.problems, preview.read.set_aside)
        imports.carry_out(imported=received, seen=preview.fingerprint, by=by)

    def _confirm(self, _known: Cast, table: Table, by: Viewer) -> None:
        """A person looks dates up in the contract itself."""
        for kind, on in table["dates"].items():
            corrections.confirm_date(
                contract=_contract(by, table["contract"]),
                kind=DateKind(kind),
                on=self.on(on),
                source=table["source"],
                by=by,
            )

    def _disclose(self, known: Cast, table: Table, by: Viewer) -> None:
        """A supplier uploads a version and accepts the difference, for those it names."""
        content = self.rendered(self.folder / "disclosures" / table["file"])
        upload = disclosures.receive_upload(
            name=table["file"], content=content, disclosed_on=by.at.date(), by=by
        )
        preview = disclosed.preview(by, upload)
        _require(preview.reading.problems)
        recipients = [known.organisations[name].id for name in table["for"]]
        disclosures.accept(
            upload=upload, recipients=recipients, against=preview.against, acknowledged=True, by=by
        )

    def _verify(self, known: Cast, table: Table, by: Viewer) -> None:
        """A monitoring partner checks sites of the latest version that names it."""
        version = _latest(by, known.organisations[table["supplier"]].id)
        checked = Checked(
            references=frozenset(row.reference for row in version.rows if row.site_name in table["sites"]),
            on=by.at.date(),
            ground=Ground(table["ground"]),
            found=table["found"],
        )
        disclosures.verify(disclosure=version.id, checked=checked, by=by)

    def _withdraw(self, known: Cast, table: Table, by: Viewer) -> None:
        """A monitoring partner takes back what it said of a site."""
        version = _latest(by, known.organisations[table["supplier"]].id)
        said = next(one for one in version.verifications if table["site"] in one.sites)
        disclosures.withdraw_verification(
            disclosure=version.id, verification=said.id, because=table["because"], by=by
        )

    def _decide(self, _known: Cast, table: Table, by: Viewer) -> None:
        """A person decides at a gate, on what was known that day."""
        decisions.decide(
            contract=_contract(by, table["contract"]),
            outcome=Outcome(table["outcome"]),
            reason=table["reason"].strip(),
            waived_by=table.get("waived_by", ""),
            actions=tuple(DatedAction(self.on(one["by"]), one["what"]) for one in table.get("actions", ())),
            by=by,
        )


def _contract(by: Viewer, reference: str) -> UUID:
    """The contract of that number, as far as the viewer sees it."""
    found = [
        line.contract.id
        for line in contracts.listed(by, by.at.date())
        if line.contract.reference == reference
    ]
    if len(found) != 1 or found[0] is None:
        message = f"contract {reference}: found {len(found)} of that number; expected one"
        raise ValueError(message)
    return found[0]


def _latest(by: Viewer, supplier: UUID) -> Version:
    """The newest version of a supplier that the viewer sees, with its rows."""
    return disclosed.opened(by, disclosed.versions(by, supplier)[0].id)


def _require(*troubles: Iterable[object]) -> None:
    found = [str(one) for trouble in troubles for one in trouble]
    if found:
        raise ValueError("The example cannot be loaded:\n" + "\n".join(found))


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
