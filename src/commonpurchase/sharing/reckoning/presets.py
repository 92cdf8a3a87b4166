"""The labels that people choose by name."""

from collections.abc import Collection
from uuid import UUID

from commonpurchase.sharing.facts import Audience, Flag, Label, Secret

BUYERS = "buyers"


def own(originator: UUID) -> Label:
    """Nobody else: what an unlabelled record is."""
    return Label(originator)


def public(originator: UUID) -> Label:
    """C0: everyone."""
    return Label(originator, Audience.PUBLIC)


def members(originator: UUID) -> Label:
    """C1: every organisation of the workspace."""
    return Label(originator, Audience.MEMBERS)


def chatham(originator: UUID) -> Label:
    """C2: every organisation may use what was said; who said it is a sealed record of its own."""
    return Label(originator, Audience.MEMBERS)


def sealed_author(originator: UUID, author: UUID) -> Label:
    """The other half of C2: who said it, for nobody but that person."""
    return Label(originator, Audience.OWN, flags=frozenset({Flag.SEALED}), author=author)


def buyers_only(originator: UUID) -> Label:
    """C3: public buyers and their consortia."""
    return Label(originator, Audience.GROUP, groups=frozenset({BUYERS}))


def named(originator: UUID, *organisations: UUID) -> Label:
    """C4: the organisations named, and no others."""
    return Label(originator, Audience.NAMED, named=frozenset(organisations))


def under_nda(originator: UUID, *organisations: UUID, programme: str = "") -> Label:
    """C5: the organisations named that have an agreement in force with the originator about it."""
    return Label(
        originator,
        Audience.NAMED,
        named=frozenset(organisations),
        flags=frozenset({Flag.NDA}),
        secrets=frozenset({Secret(originator, programme)}),
    )


def competitive(originator: UUID, *organisations: UUID, subjects: Collection[UUID] = ()) -> Label:
    """C6: the organisations named, and never a competitor of the originator or of those it is about."""
    return Label(
        originator,
        Audience.NAMED,
        named=frozenset(organisations),
        subjects=frozenset({originator, *subjects}),
        flags=frozenset({Flag.COMPETITIVELY_SENSITIVE}),
    )


def aggregate_only(originator: UUID, custodian: UUID | None = None) -> Label:
    """C7: counts in sums, shown to nobody; whoever reckons the sums keeps it."""
    return Label(originator, flags=frozenset({Flag.AGGREGATE_ONLY}), custodian=custodian)


def person(originator: UUID, *organisations: UUID) -> Label:
    """C8: about a living person, for the organisations named."""
    return Label(originator, Audience.NAMED, named=frozenset(organisations), flags=frozenset({Flag.PERSONAL}))


def protected(originator: UUID, *organisations: UUID, handlers: Collection[UUID]) -> Label:
    """C9: for the persons named who handle it; who told is a sealed record of its own."""
    return Label(
        originator,
        Audience.NAMED,
        named=frozenset(organisations),
        flags=frozenset({Flag.PROTECTED}),
        handlers=frozenset(handlers),
    )


def tender(originator: UUID, authority: UUID, *, panel: Collection[UUID]) -> Label:
    """C10: a bid, for the panel of the buyer's tender until it is decided, and then for the buyer."""
    return Label(
        originator,
        Audience.NAMED,
        named=frozenset({authority}),
        flags=frozenset({Flag.TENDER}),
        authority=authority,
        panel=frozenset(panel),
    )
