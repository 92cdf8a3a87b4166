"""The awards and contracts of a process with their suppliers, contracts before their awards."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from commonpurchase.contracts.readers.ocds import limits
from commonpurchase.contracts.readers.ocds.compiled import Process, moment
from commonpurchase.contracts.readers.ocds.shape import Node, at, folded, many, text

#: What is said of an award or contract that never became one, or no longer is.
GONE = {"cancelled", "unsuccessful", "withdrawn"}


@dataclass(frozen=True)
class Supplier:
    """A supplier as the process names it; the name is empty where nothing names it."""

    name: str = ""
    id: str = ""
    identifier: str = ""

    @property
    def key(self) -> str:
        """What makes it the same supplier within its process: identifiers are often new for each notice."""
        return folded(self.name) or self.id


@dataclass(frozen=True)
class Agreement:
    """One award or contract of a process: a contract with the award it carries out, where that is told."""

    process: Process
    award: Node
    contract: Node
    together: tuple[Supplier, ...]
    """Every supplier that shares it, each once."""
    sole: bool = True
    """Whether this is the only contract of its award, so that the award's value is its value."""

    @property
    def main(self) -> Node:
        """The contract where there is one, else the award."""
        return self.contract or self.award

    @property
    def award_id(self) -> str:
        """The award, even where only the contract names it."""
        return text(self.award, "id") or text(self.contract, "awardID")


@dataclass(frozen=True)
class Row:
    """One supplier of an award or contract."""

    supplier: Supplier
    first: bool = True
    """Whether this contract is the first for its award and supplier."""
    superseded_by: str = ""
    """The award of a later release that says the same under another id."""
    no_longer_named: bool = False
    """Whether the last release that names suppliers leaves this one out."""


Agreed = tuple[Agreement, list[Row]]


@dataclass(frozen=True)
class _Mention:
    first: datetime
    last: datetime
    suppliers: frozenset[str]
    """Keys of the suppliers that the last release which names any names."""


def of(process: Process) -> Iterator[Agreed]:
    """Every award and contract with its rows; none when nothing is awarded yet."""
    contracts = list(_contracts(process))
    yield from contracts
    yield from _awards(process, set() if process.is_framework else _carried_out(contracts))


def suppliers(process: Process, node: Node) -> list[Supplier]:
    """The suppliers of an award or contract, named by themselves or by the parties of the process."""
    return [_supplier(one, process.parties.get(text(one, "id"), {})) for one in many(node, "suppliers")]


def _supplier(one: Node, party: Node) -> Supplier:
    name = text(one, "name") or text(party, "name") or text(party, "identifier", "legalName")
    source = one if at(one, "identifier", "id") else party
    scheme, number = text(source, "identifier", "scheme"), text(source, "identifier", "id")
    identifier = f"{scheme} {number}".strip() if number else ""
    return Supplier(name, text(one, "id"), identifier or text(one, "id"))


def _distinct(several: list[Supplier]) -> tuple[Supplier, ...]:
    return tuple({one.key: one for one in reversed(several)}.values())[::-1]


def _contracts(process: Process) -> Iterator[Agreed]:
    awards = {text(award, "id"): award for award in many(process.node, "awards")}
    number = Counter(_award_of(contract, awards) for contract in many(process.node, "contracts"))
    seen: set[tuple[str, str]] = set()
    count = 0
    for contract in many(process.node, "contracts"):
        key = _award_of(contract, awards)
        award = awards.get(key, {})
        several = suppliers(process, contract) or suppliers(process, award) or [Supplier()]
        agreement = Agreement(process, award, contract, _distinct(several), number[key] == 1)
        yield agreement, [Row(one, first=(key, one.key) not in seen) for one in several]
        seen |= {(key, one.key) for one in several}
        count += len(several)
        if count > limits.MAX_ROWS:
            return  # the file is refused for it


def _award_of(contract: Node, awards: dict[str, Node]) -> str:
    """The award that a contract carries out: the one it names, or the only one."""
    only = next(iter(awards)) if len(awards) == 1 else ""
    return text(contract, "awardID") or only


def _awards(process: Process, carried_out: set[tuple[str, str]]) -> Iterator[Agreed]:
    """Awards that no contract carries out yet; all of them where they only admit to a framework."""
    mentions = _mentions(process)
    heirs = _heirs(process, mentions)
    for award in many(process.node, "awards"):
        key = text(award, "id")
        several = suppliers(process, award) or [Supplier()]
        named = mentions[key].suppliers
        rows = [
            Row(
                one,
                superseded_by=_heir(award, one, heirs, mentions),
                no_longer_named=bool(named) and one.key not in named,
            )
            for one in several
            if (key, one.key) not in carried_out
        ]
        yield Agreement(process, award, {}, _distinct(several)), rows


def _carried_out(contracts: list[Agreed]) -> set[tuple[str, str]]:
    return {
        (text(agreement.award, "id"), one.supplier.key)
        for agreement, rows in contracts
        for one in rows
        if agreement.award
    }


def _mentions(process: Process) -> dict[str, _Mention]:
    """When each award is named for the first and the last time, and whom it names there."""
    found: dict[str, _Mention] = {}
    for release in process.releases:
        at_moment = moment(release)
        for award in many(release.node, "awards"):
            key = text(award, "id")
            before = found.get(key, _Mention(at_moment, at_moment, frozenset()))
            named = frozenset(one.key for one in suppliers(process, award)) or before.suppliers
            found[key] = _Mention(before.first, at_moment, named)
    return found


_Sameness = tuple[str, ...]


def _sameness(award: Node, supplier: Supplier) -> _Sameness:
    """What two awards share that are one award said twice: all but the id and the amount."""
    period = (text(award, "contractPeriod", "startDate"), text(award, "contractPeriod", "endDate"))
    lots = ",".join(sorted(award.get("relatedLots") or ()))
    return (supplier.key, text(award, "title"), text(award, "date"), *period, lots)


def _heirs(process: Process, mentions: dict[str, _Mention]) -> dict[_Sameness, str]:
    """By sameness, the award whose first mention is the latest."""
    found: dict[_Sameness, str] = {}
    for award in sorted(many(process.node, "awards"), key=lambda one: mentions[text(one, "id")].first):
        for supplier in suppliers(process, award):
            found[_sameness(award, supplier)] = text(award, "id")
    return found


def _heir(award: Node, supplier: Supplier, heirs: dict[_Sameness, str], mentions: dict[str, _Mention]) -> str:
    """The award that took this one's place: first named after this one was named for the last time.

    Some publishers give an award a new id when they correct it. Only an award with a date and a period
    is compared, so that two that say nothing are not taken for one.
    """
    same = _sameness(award, supplier)
    heir = heirs.get(same, "")
    own = text(award, "id")
    if heir in ("", own) or not (same[2] and same[4]):
        return ""
    return heir if mentions[heir].first > mentions[own].last else ""
