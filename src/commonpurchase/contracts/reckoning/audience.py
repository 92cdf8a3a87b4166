"""Before contracts are taken over: who will see each, and who will hold them."""

from collections.abc import Collection, Sequence
from uuid import UUID

from commonpurchase.organisations.facts import COMPETING, Organisation
from commonpurchase.organisations.reckoning.custody import Mode, before_sharing, sentence

EACH = (
    "Each contract is shown to its buyer and its supplier, if you are one of them or the consortium of the "
    "buyer, and to nobody else."
)


def receivers(
    holder: Organisation,
    members: frozenset[UUID],
    buyer: Organisation | None,
    supplier: Organisation | None,
) -> tuple[Organisation, ...]:
    """The other parties who see a contract that somebody brings in.

    Only a party to it, or the consortium of its buyer, shows it to anybody: nobody can put contracts
    of other people on their lists. A party that has not joined the workspace, or that nobody knows
    yet (None), cannot see it, and neither can a competitor of the holder.
    """
    parties = [one for one in (buyer, supplier) if one]
    speaks = holder.id in {one.id for one in parties} or (buyer is not None and buyer.id in members)
    return tuple(
        one for one in parties if speaks and one.claimed and one.id != holder.id and not _compete(one, holder)
    )


def _compete(one: Organisation, other: Organisation) -> bool:
    """Between competitors stands the wall: it would hide the contract, so nobody promises to show it."""
    return one.kind in COMPETING and one.kind == other.kind


def decider(holder: UUID, buyer: UUID, supplier: UUID, buying: Collection[UUID]) -> UUID:
    """Who decides whether a contract is extended: whoever holds it, if it buys or buys for others.

    What a supplier or somebody else brought in is decided by its buyer.
    """
    return holder if holder in buying and holder != supplier else buyer


def of_file(holder: Organisation) -> str:
    """Before a file is uploaded."""
    return (
        f"{sentence(holder, Mode.OWN)} Nobody else sees anything of the file "
        "before you have looked at a preview and confirmed it."
    )


def of_contracts(holder: Organisation, receiving: Sequence[Organisation]) -> str:
    """Before the contracts of a file are taken over; `receiving` are parties that use the workspace."""
    if not receiving:
        return before_sharing(holder, [])
    return " ".join([sentence(holder, Mode.OWN), EACH, before_sharing(holder, receiving)])
