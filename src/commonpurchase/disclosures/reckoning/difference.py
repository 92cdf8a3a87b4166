"""What an update does to every earlier row, and what it adds."""

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any

from commonpurchase.disclosures.facts import Change, Difference, Evidence, Fate, Row, Said, Status
from commonpurchase.vocabulary.places import Place

#: The day a row was last said, its reference and who verified it say nothing about the site.
_BESIDE = {"reference", "disclosed_on", "verified_by", "verified_on", "verified_how"}
_ABOUT = tuple(field.name for field in fields(Row) if field.name not in _BESIDE)
_SUPPORT = frozenset({"evidence", "source_document"})
_NOWHERE = Place()
UNVERIFIED: dict[str, Any] = {"verified_by": "", "verified_on": None, "verified_how": ""}


def difference(previous: Sequence[Row], said: Sequence[Said]) -> Difference:
    """Every earlier row confirmed, changed or closed, exactly once; then the added ones, in file order.

    Rows match by reference, then by key. An earlier row that the update does not mention is closed.
    """
    partners = matched(previous, said)
    updates = {partners[index]: line for index, line in enumerate(said) if index in partners}
    earlier = [_updated(row, updates.get(position)) for position, row in enumerate(previous)]
    added = [
        Change(Fate.ADDED, None, line.row)
        for index, line in enumerate(said)
        if index not in partners and line.status is not Status.CLOSE
    ]
    return Difference((*earlier, *added))


def matched(previous: Sequence[Row], said: Sequence[Said]) -> dict[int, int]:
    """For each said row that has one, the earlier row it speaks of; no earlier row twice."""
    by_reference = {row.reference: position for position, row in enumerate(previous) if row.reference}
    partners: dict[int, int] = {}
    taken: set[int] = set()
    for index, line in enumerate(said):
        position = by_reference.get(line.row.reference)
        if position is not None and position not in taken:
            partners[index] = position
            taken.add(position)
    by_key: dict[tuple[str, ...], list[int]] = {}
    for position, row in enumerate(previous):
        if position not in taken:
            by_key.setdefault(row.key, []).append(position)
    for index, line in enumerate(said):
        if index not in partners and not line.row.reference and by_key.get(line.row.key):
            partners[index] = by_key[line.row.key].pop(0)
    return partners


def merged(before: Row, line: Said) -> Row:
    """The earlier row with what the update speaks of; a verification holds only for what was verified.

    A cell that says verified speaks of the verification, which its supplier can neither give nor take.
    """
    spoken = {name: getattr(line.row, name) for name in line.fields if name in _ABOUT}
    if spoken.get("evidence") is Evidence.VERIFIED:
        del spoken["evidence"]
    after = replace(before, **spoken, disclosed_on=line.row.disclosed_on)
    return after if same_site(before, after) else replace(after, **UNVERIFIED)


def same_site(one: Row, other: Row) -> bool:
    """Whether two rows say the same of a site; what supports them may differ."""
    return not set(differing(one, other)) - _SUPPORT


def differing(before: Row, after: Row) -> tuple[str, ...]:
    """The fields about the site in which two rows differ; of their evidence, what stands behind them."""
    return tuple(name for name in _ABOUT if _said(before, name) != _said(after, name))


def _said(row: Row, name: str) -> object:
    return row.support if name == "evidence" else getattr(row, name)


def between(previous: Sequence[Row], rows: Sequence[Row]) -> Difference:
    """The difference between two versions, each with its rows in force; nothing is merged."""
    partners = matched(previous, [Said(row, _NOWHERE) for row in rows])
    later = {partners[index]: row for index, row in enumerate(rows) if index in partners}
    earlier = [
        _compared(row, later[position]) if position in later else Change(Fate.CLOSED, row, None)
        for position, row in enumerate(previous)
    ]
    added = [Change(Fate.ADDED, None, row) for index, row in enumerate(rows) if index not in partners]
    return Difference((*earlier, *added))


def in_force(changes: Iterable[Change]) -> tuple[Row, ...]:
    """The rows that stand once the changes are made."""
    return tuple(change.after for change in changes if change.after is not None)


def _updated(before: Row, line: Said | None) -> Change:
    if line is None:
        return Change(Fate.CLOSED, before, None, unmentioned=True)
    if line.status is Status.CLOSE:
        return Change(Fate.CLOSED, before, None)
    return _compared(before, merged(before, line))


def _compared(before: Row, after: Row) -> Change:
    changed = differing(before, after)
    return Change(Fate.CHANGED if changed else Fate.CONFIRMED, before, after, changed)
