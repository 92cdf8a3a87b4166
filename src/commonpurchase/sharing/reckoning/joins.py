"""The join: whatever is derived is at least as closed as everything it came from."""

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce
from uuid import UUID

from commonpurchase.sharing.facts import NOBODY, Audience, Flag, Label


def join(first: Label, second: Label) -> Label:
    """The least closed label that is as closed as both; narrower audience, all flags, later embargo.

    Commutative but for the originator, which is the first label's; associative; idempotent on
    labels that say no more than the decision reads (`normal`). Whoever may see the join,
    without being its originator, may see both.
    """
    one, other = normal(first), normal(second)
    audience = min(one.audience, other.audience)
    whole = replace(
        one,
        audience=audience,
        groups=one.groups | other.groups,
        named=_named(one, other),
        subjects=one.subjects | other.subjects | _originators(one, other),
        excluded=one.excluded | other.excluded,
        flags=one.flags | other.flags,
        # What is sealed for one person and holds something else besides is for nobody at all.
        author=one.author if one.author == other.author else NOBODY,
        embargo_until=max((m for m in (one.embargo_until, other.embargo_until) if m), default=None),
        retain_until=min((m for m in (one.retain_until, other.retain_until) if m), default=None),
    )
    return normal(whole)


def derived(originator: UUID, inputs: Iterable[Label]) -> Label:
    """The label of something an organisation derives from records: the join of their labels.

    The originators of the inputs stay protected by the wall. From nothing comes an own record.
    """
    labels = [normal(label) for label in inputs]
    if not labels:
        return Label(originator)
    whole = reduce(join, labels)
    sources = frozenset(label.originator for label in labels) - {originator}
    return replace(whole, originator=originator, subjects=whole.subjects | sources)


def normal(label: Label) -> Label:
    """The same label without what the decision does not read; a group without a name is for nobody."""
    if label.audience is Audience.GROUP and not label.groups:
        return normal(replace(label, audience=Audience.OWN))
    return replace(
        label,
        groups=label.groups if label.audience in {Audience.GROUP, Audience.NAMED} else frozenset(),
        named=label.named if label.audience is Audience.NAMED else frozenset(),
        author=label.author if Flag.SEALED in label.flags else None,
    )


def _named(one: Label, other: Label) -> frozenset[UUID]:
    if one.audience is other.audience:
        return one.named & other.named
    return one.named | other.named


def _originators(one: Label, other: Label) -> frozenset[UUID]:
    """Where two organisations put something in, the wall protects both."""
    both = frozenset({one.originator, other.originator})
    return both if len(both) > 1 else frozenset()
