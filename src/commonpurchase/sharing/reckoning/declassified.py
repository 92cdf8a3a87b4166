"""The ways down that make a new record from others: its label says less than theirs, and history says why."""

from dataclasses import replace
from uuid import UUID

from commonpurchase.sharing.facts import Audience, Flag, Label
from commonpurchase.sharing.reckoning import presets
from commonpurchase.sharing.reckoning.joins import derived

#: What no entry is made from, whoever agrees.
NEVER = frozenset({Flag.SEALED, Flag.PERSONAL, Flag.PROTECTED, Flag.AGGREGATE_ONLY})


def published(originator: UUID, source: Label) -> Label:
    """C0, for a new record made from one of the originator's own. `ValueError` for what may never be."""
    if source.originator != originator or source.flags & NEVER:
        message = (
            f"found a record of {source.originator} with {sorted(source.flags)}; expected one to publish"
        )
        raise ValueError(message)
    return presets.public(originator)


def heard(originator: UUID, source: Label, subject: UUID) -> Label:
    """A draft for the one organisation that it is about: what went in stays closed to everybody else."""
    whole = derived(originator, [source])
    return replace(
        whole,
        audience=Audience.NAMED,
        groups=frozenset(),
        named=frozenset({subject}),
        flags=whole.flags & {Flag.COMPETITIVELY_SENSITIVE, Flag.ENVIRONMENTAL},
        secrets=frozenset(),
        embargo_until=None,
        custodian=None,
        excluded=whole.excluded - {subject},
    )
