"""The labels that people choose by name. C5 to C10 come with agreements and custody."""

from uuid import UUID

from commonpurchase.sharing.facts import Audience, Flag, Label

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
