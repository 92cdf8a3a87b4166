"""The nouns of a contract: its sourced dates, its duty to update, what it buys, who it is with."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from commonpurchase.organisations.facts import Organisation
from commonpurchase.vocabulary.amounts import Money


class DateKind(StrEnum):
    """The dates of a contract that a renewal hangs on."""

    START = "start"
    END = "end"
    MAXIMUM_END = "maximum end"
    NOTICE = "notice"


class Duty(StrEnum):
    """Whether the contract obliges the supplier to update what it disclosed."""

    CLAUSE = "clause"
    NONE = "none"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class SourcedDate:
    """A date with where it comes from, and whether a person confirmed it."""

    on: date
    source: str = ""
    inferred: bool = False
    confirmed: bool = False


@dataclass(frozen=True)
class UpdateDuty:
    """The duty to update disclosed data: a clause with its reference and words, none, or unknown."""

    duty: Duty = Duty.UNKNOWN
    reference: str = ""
    text: str = ""

    @property
    def quotable(self) -> bool:
        """A formal letter can quote it: where the clause stands, and its own words."""
        return self.duty is Duty.CLAUSE and bool(self.reference.strip()) and bool(self.text.strip())


@dataclass(frozen=True)
class Model:
    """A product model that a contract buys."""

    brand: str
    product_model: str

    def __str__(self) -> str:
        return f"{self.brand} {self.product_model}"


class Stage(StrEnum):
    """What kind of agreement it is."""

    CONTRACT = "contract"
    CALL_OFF = "call-off"
    FRAMEWORK = "framework"


@dataclass(frozen=True)
class Contract:
    """A contract as the renewal rules read it. `end` is known for every contract that is judged."""

    reference: str
    buyer: str
    supplier: str
    end: SourcedDate | None = None
    start: SourcedDate | None = None
    maximum_end: SourcedDate | None = None
    notice: SourcedDate | None = None
    title: str = ""
    cpv: str = ""
    value: Money | None = None
    framework: str = ""
    update_duty: UpdateDuty = UpdateDuty()
    models: tuple[Model, ...] = ()
    stage: Stage = Stage.CONTRACT
    notes: tuple[str, ...] = ()
    """What its file said that no field holds, such as a value shared with others."""
    said: frozenset[str] = frozenset()
    """What a person set here: the dates by their kind, `update_duty`, `models`; no import undoes it."""
    id: UUID | None = None


@dataclass(frozen=True)
class Customer:
    """An organisation that may receive an update, with the contracts that its supplier can see."""

    organisation: Organisation
    contracts: tuple[Contract, ...] = ()
