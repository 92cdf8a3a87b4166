"""Contract numbers that stand in a file more than once: the same again, or a contradiction."""

from collections.abc import Sequence
from dataclasses import dataclass

from commonpurchase.contracts.facts import Draft, SourcedDate
from commonpurchase.contracts.reckoning import fields
from commonpurchase.vocabulary.places import Place

SUPPLIERS, CONTRACTS = "One number for several suppliers", "One number for different contracts"
_PLAIN = ("buyer", "supplier", "title", "cpv", "value", "framework", "update_duty", "models", "stage")


@dataclass(frozen=True)
class Told:
    """Rows that say the same as an earlier one, with a note; contradicted numbers, each with a sentence."""

    again: dict[Place, str]
    contradicted: dict[str, tuple[str, str]]


def told(drafts: Sequence[Draft]) -> Told:
    """What the repeated numbers among the drafts amount to."""
    by_key: dict[str, list[Draft]] = {}
    for draft in drafts:
        by_key.setdefault(draft.source_key, []).append(draft)
    again: dict[Place, str] = {}
    contradicted: dict[str, tuple[str, str]] = {}
    for key, alike in by_key.items():
        differing = _differing(alike)
        if differing:
            contradicted[key] = _contradiction(alike, differing)
        else:
            again |= {one.place: _the_same(one, alike[0]) for one in alike[1:]}
    return Told(again, contradicted)


def _differing(drafts: Sequence[Draft]) -> list[str]:
    labels = {**fields.LABELS, "models": "Product models"}
    return [
        labels.get(name, name)
        for name in (*_PLAIN, *fields.DATES)
        if len({_said(draft, name) for draft in drafts}) > 1
    ]


def _said(draft: Draft, name: str) -> object:
    found = getattr(draft, name)
    return found.on if isinstance(found, SourcedDate) else found


def _contradiction(drafts: Sequence[Draft], differing: list[str]) -> tuple[str, str]:
    reference = drafts[0].reference
    if differing == [fields.LABELS[fields.SUPPLIER]]:
        advice = "give each supplier's contract a number of its own"
        return f"{reference} stands in {rows_of(drafts)} with different suppliers: {advice}.", SUPPLIERS
    names = ", ".join(differing).lower()
    return f"{reference} stands in {rows_of(drafts)} with different content: {names}.", CONTRACTS


def rows_of(drafts: Sequence[Draft], shown: int = 5) -> str:
    """Rows 2, 3 and 7; with their sheets where there are several."""
    several = len({one.place.sheet for one in drafts}) > 1
    rows = [_row(one) if several else str(one.place.row) for one in drafts]
    if len(rows) == 1:
        return _row(drafts[0])
    left = len(rows) - shown
    listed = ", ".join(rows[:shown]) if left > 0 else ", ".join(rows[:-1])
    return f"{'' if several else 'rows '}{listed} and {f'{left} more' if left > 0 else rows[-1]}"


def _the_same(one: Draft, first: Draft) -> str:
    return f"{_row(one).capitalize()} says the same as {_row(first)}; the contract is counted once."


def _row(draft: Draft) -> str:
    return str(Place(sheet=draft.place.sheet, row=draft.place.row))
