"""Contract numbers that a file has more than once: the same, several suppliers, or a contradiction."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from commonpurchase.contracts.facts import Draft, SourcedDate
from commonpurchase.contracts.reckoning import fields
from commonpurchase.vocabulary.places import Place

CONTRACTS = "One number for different contracts"
_NAMES = ("buyer", "supplier")
_PLAIN = (*_NAMES, "title", "cpv", "value", "framework", "update_duty", "models", "stage")
#: In what the rows of one agreement may differ and still be one agreement with several suppliers.
_OF_EACH = frozenset({"supplier", "value"})


@dataclass
class Told:
    """What the repeated numbers of a file amount to, by the place of each row or by number."""

    again: dict[Place, str] = field(default_factory=dict)
    """Rows that say the same as an earlier one, each with a note."""
    contradicted: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Numbers that cannot be taken, each with a sentence and a kind."""
    apart: dict[Place, Draft] = field(default_factory=dict)
    """Rows of an agreement with several suppliers: a contract with each of them."""
    notes: list[str] = field(default_factory=list)


def key_of(reference: str) -> str:
    """What makes two references the same contract: no case, no doubled spaces, letters composed."""
    return " ".join(unicodedata.normalize("NFC", reference).casefold().split())


def key_with(reference: str, supplier: str) -> str:
    """The same for one of several suppliers under a reference."""
    return f"{key_of(reference)} | {key_of(supplier)}"


def told(drafts: Sequence[Draft]) -> Told:
    """What the repeated numbers among the drafts amount to."""
    by_key: dict[str, list[Draft]] = {}
    for draft in drafts:
        by_key.setdefault(draft.source_key, []).append(draft)
    found = Told()
    for key, alike in by_key.items():
        differing = _differing(alike)
        if "supplier" in differing and _OF_EACH.issuperset(differing):
            _take_apart(alike, found)
        elif differing:
            found.contradicted[key] = _contradiction(alike, differing)
        else:
            _count_once(alike, found)
    return found


def _differing(drafts: Sequence[Draft]) -> list[str]:
    return [name for name in (*_PLAIN, *fields.DATES) if len({_said(draft, name) for draft in drafts}) > 1]


def _said(draft: Draft, name: str) -> object:
    found = getattr(draft, name)
    if name in _NAMES:
        return key_of(found)
    return found.on if isinstance(found, SourcedDate) else found


def _count_once(alike: Sequence[Draft], found: Told) -> None:
    found.again |= {one.place: _the_same(one, alike[0]) for one in alike[1:]}


def _take_apart(alike: Sequence[Draft], found: Told) -> None:
    """A contract with each supplier; a value that they share is known of none of them."""
    by_supplier: dict[str, list[Draft]] = {}
    for draft in alike:
        by_supplier.setdefault(key_with(draft.reference, draft.supplier), []).append(draft)
    stated = {one.value for one in alike if one.value}
    shared = next(iter(stated)) if len(stated) == 1 else None
    remark = (
        f"The file gives {shared} for {len(by_supplier)} suppliers together, not what each of them is paid."
        if shared
        else ""
    )
    for key, rows in by_supplier.items():
        if not shared and len({one.value for one in rows}) > 1:
            found.contradicted[key] = _contradiction(rows, ["value"])
        _count_once(rows, found)
        for one in rows:
            notes = (*one.notes, remark) if remark else one.notes
            value = None if shared else one.value
            found.apart[one.place] = replace(one, source_key=key, value=value, notes=notes)
    each = "a contract with each of them is taken"
    found.notes.append(f"{alike[0].reference} stands in {rows_of(alike)} with different suppliers: {each}.")


def _contradiction(drafts: Sequence[Draft], differing: list[str]) -> tuple[str, str]:
    labels = {**fields.LABELS, "models": "Product models"}
    names = ", ".join(labels.get(name, name) for name in differing).lower()
    return f"{drafts[0].reference} stands in {rows_of(drafts)} with different content: {names}.", CONTRACTS


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
