"""The join: whatever is derived is at least as closed as everything it came from."""

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce
from typing import Any
from uuid import UUID

from commonpurchase.sharing.facts import NOBODY, Audience, Flag, Label, Secret


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
        excluded=one.excluded | other.excluded | _former_custodians(one, other),
        flags=one.flags | other.flags,
        # What is sealed for one person and holds something else besides is for nobody at all.
        author=one.author if one.author == other.author else NOBODY,
        embargo_until=max((m for m in (one.embargo_until, other.embargo_until) if m), default=None),
        retain_until=min((m for m in (one.retain_until, other.retain_until) if m), default=None),
        secrets=one.secrets | other.secrets,
        custodian=one.custodian if one.custodian == other.custodian else None,
        grants=one.grants if one == other else frozenset(),
        **_of_tenders(one, other),
        **_of_handlers(one, other),
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
    return replace(whole, originator=originator, subjects=whole.subjects | sources, grants=frozenset())


def kept_to_itself(originator: UUID, inputs: Iterable[Label]) -> Label:
    """The label of something an organisation derives for nobody else, as closed as what went in."""
    return normal(replace(derived(originator, inputs), audience=Audience.OWN))


def covers(label: Label, other: Label) -> bool:
    """Whether a label is at least as closed as another, grants apart: in its place it opens nothing."""
    one, two = (replace(each, grants=frozenset()) for each in (label, other))
    return join(one, two) == normal(one)


def normal(label: Label) -> Label:
    """The same label without what the decision does not read; a group without a name is for nobody."""
    if label.audience is Audience.GROUP and not label.groups:
        return normal(replace(label, audience=Audience.OWN))
    tender = Flag.TENDER in label.flags
    return replace(
        label,
        groups=label.groups if label.audience in {Audience.GROUP, Audience.NAMED} else frozenset(),
        named=label.named if label.audience is Audience.NAMED else frozenset(),
        author=label.author if Flag.SEALED in label.flags else None,
        # A secret of nobody: with nobody there is an agreement.
        secrets=(label.secrets or frozenset({Secret(NOBODY)})) if Flag.NDA in label.flags else frozenset(),
        authority=label.authority if tender else None,
        award_at=label.award_at if tender else None,
        panel=label.panel if tender else frozenset(),
        handlers=label.handlers if Flag.PROTECTED in label.flags else frozenset(),
    )


def _former_custodians(one: Label, other: Label) -> frozenset[UUID]:
    """Whoever keeps one part keeps no whole, and what its stewards alone read stays closed to it."""
    both = frozenset({one.custodian, other.custodian} - {None})
    return both if one.custodian != other.custodian else frozenset()  # type: ignore[return-value]


def _of_tenders(one: Label, other: Label) -> dict[str, Any]:
    """Of two tenders: one authority or nobody, undecided as long as one of them is, judges of both."""
    both = [label for label in (one, other) if Flag.TENDER in label.flags]
    if not both:
        return {}
    authorities = {label.authority for label in both}
    moments = [label.award_at for label in both]
    return {
        "authority": both[0].authority if len(authorities) == 1 else NOBODY,
        "award_at": None if None in moments else max(moment for moment in moments if moment),
        "panel": frozenset.intersection(*(label.panel for label in both)),
    }


def _of_handlers(one: Label, other: Label) -> dict[str, Any]:
    handlers = [label.handlers for label in (one, other) if Flag.PROTECTED in label.flags]
    return {"handlers": frozenset.intersection(*handlers)} if handlers else {}


def _named(one: Label, other: Label) -> frozenset[UUID]:
    if one.audience is other.audience:
        return one.named & other.named
    return one.named | other.named


def _originators(one: Label, other: Label) -> frozenset[UUID]:
    """Where two organisations put something in, the wall protects both."""
    both = frozenset({one.originator, other.originator})
    return both if len(both) > 1 else frozenset()
