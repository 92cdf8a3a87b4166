"""The permission table as a page: who may do what with which record, and every line in words.

It is written from the table by `make docs` and compared in CI, so that whoever changes a permission
shows it in plain words in the same change.
"""

import inspect
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from commonpurchase.sharing.facts import MONITORS, Flag, Label, Permission, Predicate, Viewer
from commonpurchase.sharing.reckoning import presets
from commonpurchase.sharing.rules.decide import decide
from commonpurchase.sharing.rules.permissions import GRANTED, REFUSED

_AT = datetime(2026, 1, 1, tzinfo=UTC)
_ORIGINATOR, _BUYER, _OTHER_BUYER, _RIVAL, _OTHER, _MONITOR = (UUID(int=number) for number in range(1, 7))
_AUTHOR, _COLLEAGUE, _SOMEBODY = (UUID(int=number) for number in range(11, 14))
_BUYERS = frozenset({presets.BUYERS})


def _viewer(organisation: UUID, person: UUID = _SOMEBODY, groups: frozenset[str] = frozenset()) -> Viewer:
    return Viewer(_AT, person, organisation, groups)


VIEWERS = {
    "the person who wrote it": _viewer(_ORIGINATOR, _AUTHOR),
    "a colleague": _viewer(_ORIGINATOR, _COLLEAGUE),
    "a buyer it names": _viewer(_BUYER, groups=_BUYERS),
    "another buyer": _viewer(_OTHER_BUYER, groups=_BUYERS),
    "a rival it names": replace(_viewer(_RIVAL), rivals=frozenset({_ORIGINATOR})),
    "a monitoring partner it names": _viewer(_MONITOR, groups=frozenset({MONITORS})),
    "another member": _viewer(_OTHER),
    "nobody signed in": Viewer(_AT),
    "a closed account": replace(_viewer(_ORIGINATOR, _COLLEAGUE), active=False),
}
_NAMED = presets.named(_ORIGINATOR, _BUYER, _RIVAL, _MONITOR)
RECORDS = {
    "own (and whatever has no label)": presets.own(_ORIGINATOR),
    "C0 public": presets.public(_ORIGINATOR),
    "C1 members": presets.members(_ORIGINATOR),
    "C2 what was said": presets.chatham(_ORIGINATOR),
    "C2 who said it": presets.sealed_author(_ORIGINATOR, _AUTHOR),
    "C3 buyers only": presets.buyers_only(_ORIGINATOR),
    "C4 named": _NAMED,
    **{
        f"C4 named, {flag.value.replace('_', ' ')}": replace(_NAMED, flags=frozenset({flag}))
        for flag in Flag
        if flag is not Flag.SEALED
    },
    "C4 named, before its embargo ends": replace(_NAMED, embargo_until=_AT + timedelta(days=1)),
    "C4 named, the buyer excluded": replace(_NAMED, excluded=frozenset({_BUYER})),
}


def permissions_page() -> str:
    """The whole page as Markdown."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield from ("# Who may see and change what", "")
    yield "Written by `make docs` from `src/commonpurchase/sharing/rules/permissions.py`; do not edit."
    yield "Why it is so: [how sharing works](../explanation/sharing.md)."
    yield from ("", "## Examples", "")
    yield "Each record was put here by the organisation of the first two viewers."
    yield from ("", *_table())
    yield from (
        "",
        "## The table",
        "",
        "A record is refused when everything in any one of these lines is true:",
        "",
    )
    yield from map(_line, REFUSED)
    for permission, lines in GRANTED.items():
        yield from ("", f"Otherwise one may {permission} it when everything in any one of these is true:", "")
        yield from map(_line, lines)
    yield from ("", "## What each condition says", "", "| condition | it says |", "|---|---|")
    yield from (f"| {_words(test)} | {inspect.getdoc(test)} |" for test in predicates())
    yield ""


def _table() -> Iterator[str]:
    yield "| record | " + " | ".join(VIEWERS) + " |"
    yield "|---|" + "---|" * len(VIEWERS)
    for name, label in RECORDS.items():
        yield f"| {name} | " + " | ".join(_may(viewer, label) for viewer in VIEWERS.values()) + " |"


def _may(viewer: Viewer, label: Label) -> str:
    allowed = [str(one) for one in Permission if decide(viewer, one, label).allowed]
    return ", ".join(allowed) or "–"


def predicates() -> list[Predicate]:
    """Every condition of the table, in the order in which it is first met."""
    lines = [*REFUSED, *(line for lines in GRANTED.values() for line in lines)]
    return list(dict.fromkeys(test for line in lines for test in line))


def _line(line: Sequence[Predicate]) -> str:
    return "- " + "; ".join(_words(test) for test in line)


def _words(test: Predicate) -> str:
    return test.__name__.replace("_", " ")
