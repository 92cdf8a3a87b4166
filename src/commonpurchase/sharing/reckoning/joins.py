"""The join: whatever is derived is at least as closed as everything it came from."""

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce
from uuid import UUID

from commonpurchase.sharing.facts import Audience, Label


def join(first: Label, second: Label) -> Label:
    """The least closed label that is as closed as both; narrower audience, all flags, later embargo.

    Commutative, associative and idempotent on audience, flags and dates; the originator is the
    first label's. Its own law: whoever may see the join, without being an originator, may see both.
    """
    audience = min(first.audience, second.audience)
    return replace(
        first,
        audience=audience,
        groups=frozenset() if audience is Audience.OWN else first.groups | second.groups,
        named=_named(first, second) if audience is Audience.NAMED else frozenset(),
        subjects=first.subjects | second.subjects,
        excluded=first.excluded | second.excluded,
        flags=first.flags | second.flags,
        author=first.author if first.author == second.author else first.author or second.author,
        embargo_until=max((m for m in (first.embargo_until, second.embargo_until) if m), default=None),
        retain_until=min((m for m in (first.retain_until, second.retain_until) if m), default=None),
    )


def derived(originator: UUID, inputs: Iterable[Label]) -> Label:
    """The label of something an organisation derives from records: the join of their labels."""
    return replace(reduce(join, inputs), originator=originator)


def _named(first: Label, second: Label) -> frozenset[UUID]:
    if first.audience is second.audience:
        return first.named & second.named
    return first.named if first.audience is Audience.NAMED else second.named
