"""The nouns of the ledger as it is kept: a row, its place in the chain, and the chain's end."""

from dataclasses import dataclass
from uuid import UUID

from commonpurchase.holdings.facts.attestations import Class
from commonpurchase.holdings.facts.custody import Event
from commonpurchase.sharing.facts import Flag

#: Named in the basis of a row: the originator chose a copy for this receiver, having read what it means.
CHOSE_COPY = "the originator chose a copy"
#: Named in the basis of a row: the originator chose reading on screen for this receiver.
CHOSE_READING = "the originator chose reading on screen"
#: Classes below these leave no trace in the ledger: everybody, or every member, has them.
UNTRACED = frozenset({Class.PUBLIC, Class.MEMBERS})


@dataclass(frozen=True)
class Thing:
    """What the ledger keeps of an item beside its id, as it stood when the row was written."""

    kind: str
    """The model's name, such as `disclosure`."""
    originator: UUID
    item_class: Class
    flags: frozenset[Flag] = frozenset()
    custodian: UUID | None = None


@dataclass(frozen=True)
class Row:
    """One row: the event, what it is about, and how it hangs on the row before it."""

    event: Event
    thing: Thing
    previous: str = ""
    hash: str = ""


@dataclass(frozen=True)
class End:
    """Where history and the ledger end: whoever keeps it can tell later if something was cut off."""

    events: int
    history: str
    rows: int
    ledger: str


@dataclass(frozen=True)
class Checked:
    """What a walk along the ledger found; `because` is empty while it is whole."""

    rows: int
    head: str
    because: str = ""

    @property
    def holds(self) -> bool:
        """The ledger is whole."""
        return not self.because
