"""The permission table as a page: who may do what with which record, and every line in words.

It is written from the table by `make docs` and compared in CI, so that whoever changes a permission
shows it in plain words in the same change.
"""

import inspect
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from commonpurchase.sharing.facts import (
    MONITORS,
    Agreement,
    Flag,
    Grant,
    Label,
    Permission,
    Predicate,
    Purpose,
    Viewer,
)
from commonpurchase.sharing.reckoning import presets
from commonpurchase.sharing.rules.decide import decide
from commonpurchase.sharing.rules.permissions import GRANTED, REFUSED

_AT = datetime(2026, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)
_ORIGINATOR, _BUYER, _OTHER_BUYER, _RIVAL, _OTHER, _MONITOR, _KEEPER, _STRANGER = (
    UUID(int=number) for number in range(1, 9)
)
_AUTHOR, _COLLEAGUE, _SOMEBODY, _CHOSEN = (UUID(int=number) for number in range(11, 15))
_BUYERS = frozenset({presets.BUYERS})


def _viewer(organisation: UUID, person: UUID = _SOMEBODY, groups: frozenset[str] = frozenset()) -> Viewer:
    return Viewer(_AT, person, organisation, groups)


_AGREED = Agreement(frozenset({_ORIGINATOR, _BUYER}), _AT - _DAY, _AT + _DAY)
_PURPOSE = Purpose.DUE_DILIGENCE
VIEWERS = {
    "the person who wrote it": _viewer(_ORIGINATOR, _AUTHOR),
    "a colleague": _viewer(_ORIGINATOR, _COLLEAGUE),
    "a buyer it names": _viewer(_BUYER, groups=_BUYERS),
    "the same with an agreement": replace(_viewer(_BUYER, groups=_BUYERS), agreements=frozenset({_AGREED})),
    "on its panel, or handling it": _viewer(_BUYER, _CHOSEN, groups=_BUYERS),
    "another buyer": _viewer(_OTHER_BUYER, groups=_BUYERS),
    "a rival it names": replace(_viewer(_RIVAL), rivals=frozenset({_ORIGINATOR})),
    "a monitoring partner it names": _viewer(_MONITOR, groups=frozenset({MONITORS})),
    "a steward of who keeps it": replace(_viewer(_KEEPER), steward=True),
    "a member with a grant": replace(_viewer(_OTHER), purpose=_PURPOSE),
    "another member": _viewer(_STRANGER),
    "nobody signed in": Viewer(_AT),
    "a closed account": replace(_viewer(_ORIGINATOR, _COLLEAGUE), active=False),
}
_OTHERS = (_BUYER, _RIVAL, _MONITOR)
_NAMED = presets.named(_ORIGINATOR, *_OTHERS)
_GRANT = Grant(_OTHER, _PURPOSE, _AT, _AT + _DAY)
_BID = presets.tender(_ORIGINATOR, _BUYER, panel=[_CHOSEN])
RECORDS = {
    "own (and whatever has no label)": presets.own(_ORIGINATOR),
    "C0 public": presets.public(_ORIGINATOR),
    "C1 members": presets.members(_ORIGINATOR),
    "C2 what was said": presets.chatham(_ORIGINATOR),
    "C2 who said it": presets.sealed_author(_ORIGINATOR, _AUTHOR),
    "C3 buyers only": presets.buyers_only(_ORIGINATOR),
    "C4 named": _NAMED,
    "C5 under an NDA": presets.under_nda(_ORIGINATOR, *_OTHERS),
    "C6 competitively sensitive": presets.competitive(_ORIGINATOR, *_OTHERS),
    "C7 aggregate only, kept by another": presets.aggregate_only(_ORIGINATOR, _KEEPER),
    "C8 about a person": presets.person(_ORIGINATOR, *_OTHERS),
    "C9 protected": presets.protected(_ORIGINATOR, *_OTHERS, handlers=[_CHOSEN]),
    "C10 tender, before the award": _BID,
    "C10 tender, from the award on": replace(_BID, award_at=_AT),
    "own, with a grant": replace(presets.own(_ORIGINATOR), grants=frozenset({_GRANT})),
    "own, with a grant for another purpose": replace(
        presets.own(_ORIGINATOR), grants=frozenset({replace(_GRANT, purpose=Purpose.RESEARCH)})
    ),
    "own, with a grant that was revoked": replace(
        presets.own(_ORIGINATOR), grants=frozenset({replace(_GRANT, revoked_at=_AT)})
    ),
    "C4 named, kept by another": replace(_NAMED, custodian=_KEEPER),
    "C4 named, environmental": replace(_NAMED, flags=frozenset({Flag.ENVIRONMENTAL})),
    "C4 named, before its embargo ends": replace(_NAMED, embargo_until=_AT + _DAY),
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
