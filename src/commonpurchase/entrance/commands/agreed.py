"""The steps of the example in which organisations agree, sign, end and grant."""

import hashlib
from collections.abc import Callable
from datetime import date
from uuid import UUID

from commonpurchase.contracts.queries import contracts
from commonpurchase.disclosures import queries as disclosed
from commonpurchase.entrance.commands.cast import Cast, Table, moment
from commonpurchase.holdings.actions import agreements, grants, marking
from commonpurchase.holdings.facts.marking import Marked, Preset
from commonpurchase.holdings.facts.seeing import Kind
from commonpurchase.holdings.queries import agreements as papers
from commonpurchase.sharing import gate
from commonpurchase.sharing.actions import agreements as drafting
from commonpurchase.sharing.actions.agreements import Draft
from commonpurchase.sharing.facts import Grant, Purpose, Viewer
from commonpurchase.vocabulary.periods import add_days

Day = Callable[[str], date]


def draft(on: Day, known: Cast, table: Table, by: Viewer) -> None:
    """An organisation writes down what the paper says."""
    others = {known.organisations[name].id for name in table["with"]}
    until = table.get("survives_until")
    text = Draft(
        title=table["title"],
        parties=frozenset({gate.organisation_of(by), *others}),
        start=moment(on(table["start"])),
        end=moment(add_days(on(table["last"]), 1)),
        document_sha256=hashlib.sha256(table["text"].encode()).hexdigest(),
        carve_out=table["carve_out"],
        programmes=frozenset(table.get("about", ())),
        survives_until=on(until) if until else None,
    )
    drafting.draft(agreement=text, by=by)


def sign(_on: Day, _known: Cast, table: Table, by: Viewer) -> None:
    """A party signs."""
    agreements.sign(agreement=_named(by, table["agreement"]), name=table["name"], by=by)


def end(_on: Day, _known: Cast, table: Table, by: Viewer) -> None:
    """A party ends an agreement early."""
    drafting.end(agreement=_named(by, table["agreement"]), by=by)


def give(on: Day, known: Cast, table: Table, by: Viewer) -> None:
    """An originator grants its contract, or the newest version it sent."""
    to = known.organisations[table["to"]].id
    person = known.people[table["person"]][0] if "person" in table else None
    grant = Grant(to, Purpose(table["purpose"]), by.at, moment(add_days(on(table["last"]), 1)), person)
    kind, key = _record(by, table)
    grants.give(kind=kind, key=key, grant=grant, by=by)


def mark(_on: Day, known: Cast, table: Table, by: Viewer) -> None:
    """A supplier marks one of its versions, which stays behind the wall."""
    versions = disclosed.versions(by, gate.organisation_of(by))
    key = next(one.id for one in versions if one.number == table["version"])
    chosen = Marked(
        preset=Preset(table["as"]),
        named=frozenset(known.organisations[name].id for name in table["named"]),
        programme=table["programme"],
        wall=True,
    )
    marking.mark(kind=Kind.DISCLOSURE, key=key, chosen=chosen, by=by)


def _record(by: Viewer, table: Table) -> tuple[Kind, UUID]:
    if "contract" not in table:
        return Kind.DISCLOSURE, disclosed.versions(by, gate.organisation_of(by))[0].id
    lines = contracts.listed(by, by.at.date())
    keys = [one.contract.id for one in lines if one.contract.reference == table["contract"]]
    if len(keys) != 1 or keys[0] is None:
        message = f"contract {table['contract']}: found {len(keys)} of that number; expected one"
        raise ValueError(message)
    return Kind.CONTRACT, keys[0]


def _named(by: Viewer, title: str) -> UUID:
    found = [one.paper.id for one in papers.listed(by) if one.paper.title == title]
    if len(found) != 1:
        message = f"agreement {title}: found {len(found)} of that title; expected one"
        raise ValueError(message)
    return found[0]
