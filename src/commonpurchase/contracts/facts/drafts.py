"""The nouns of a file of contracts as it was read, before anybody takes it over."""

from dataclasses import dataclass, field

from commonpurchase.contracts.facts.contract import Model, SourcedDate, Stage, UpdateDuty
from commonpurchase.vocabulary.amounts import Money
from commonpurchase.vocabulary.places import Place, Problem


def counted(number: int, unit: str) -> str:
    """A number with its unit, which is given in the plural: 1 row, 2 rows; 1 process."""
    one = unit.removesuffix("es") if unit.endswith("sses") else unit.removesuffix("s")
    return f"{number} {one if number == 1 else unit}"


@dataclass(frozen=True)
class Draft:
    """A contract as a file tells it. What the file does not say is empty, None or unknown.

    `source_key` is what makes a second import of it the same contract; for a table it is the
    folded reference. Each date carries where it stands in the file, and whether it was inferred.
    """

    source_key: str
    reference: str
    buyer: str
    supplier: str
    title: str = ""
    cpv: str = ""
    value: Money | None = None
    start: SourcedDate | None = None
    end: SourcedDate | None = None
    maximum_end: SourcedDate | None = None
    notice: SourcedDate | None = None
    framework: str = ""
    update_duty: UpdateDuty = field(default_factory=UpdateDuty)
    models: tuple[Model, ...] = ()
    stage: Stage = Stage.CONTRACT
    notes: tuple[str, ...] = ()
    place: Place = field(default_factory=Place)


@dataclass(frozen=True)
class SetAside:
    """A row (or a release) that is not taken, every reason why, and what it said, so that nothing is lost."""

    place: Place
    reasons: tuple[str, ...]
    """Whole sentences, each naming the column and what was found where that helps."""
    said: tuple[tuple[str, str], ...] = ()
    """Heading and content of each cell, or for OCDS `ocid` and the like."""
    kind: str = ""
    """A few words that say the same for all rows with this fault, to count by; the first reason if empty."""
    rows: int = 1
    """How many rows in it stands for."""


@dataclass(frozen=True)
class ReadContracts:
    """What a file of contracts holds. Every row in is taken or set aside: `adds_up` says so."""

    drafts: tuple[Draft, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    problems: tuple[Problem, ...] = ()
    """What keeps the file closed as a whole; there are then no drafts."""
    rows_in: int = 0
    rows_taken: int = 0
    """Rows that became a draft, or said the same as one that did."""
    unit: str = "rows"
    """What is counted, in the plural: the rows of a table, the releases or processes of OCDS."""
    counts: dict[str, int] = field(default_factory=dict)
    """Further counts to show, by what is counted in words (as “releases compiled into processes”)."""
    notes: tuple[str, ...] = ()
    """What was assumed or is worth knowing about the whole file."""

    @property
    def counted(self) -> str:
        """What came in, as a person counts it."""
        return counted(self.rows_in, self.unit)

    @property
    def adds_up(self) -> bool:
        """Whether rows in are exactly the rows taken and the rows set aside."""
        return self.rows_in == self.rows_taken + sum(one.rows for one in self.set_aside)
