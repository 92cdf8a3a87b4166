"""The periods that may give an agreement its dates, best first, and how a day is read from them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from commonpurchase.contracts.facts import SourcedDate
from commonpurchase.contracts.readers.ocds import limits
from commonpurchase.contracts.readers.ocds.amounts import quoted
from commonpurchase.contracts.readers.ocds.rows import Agreement
from commonpurchase.contracts.readers.ocds.shape import Node, at, text

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:$|[T ])")


@dataclass
class Dates:
    """What is known of the dates of an agreement; `notes` say why something is not."""

    start: SourcedDate | None = None
    end: SourcedDate | None = None
    maximum_end: SourcedDate | None = None
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Period:
    """A period, its path in the release, and whether it was only planned before the award."""

    path: str
    node: Node
    planned: bool = False


def of(agreement: Agreement) -> Iterator[Period]:
    """The contract's own period, the award's, its lot's, the tender's. The first to state a date decides."""
    tender = at(agreement.process.node, "tender") or {}
    if agreement.contract:
        yield Period(
            f"contracts[{text(agreement.contract, 'id')}].period", at(agreement.contract, "period") or {}
        )
    if agreement.award:
        path = f"awards[{text(agreement.award, 'id')}].contractPeriod"
        yield Period(path, at(agreement.award, "contractPeriod") or {})
    for lot in lots(agreement):
        yield Period(
            f"tender.lots[{text(lot, 'id')}].contractPeriod", at(lot, "contractPeriod") or {}, planned=True
        )
    yield Period("tender.contractPeriod", at(tender, "contractPeriod") or {}, planned=True)


def lots(agreement: Agreement) -> list[Node]:
    """The lot of the award, or the only lot; several lots with several periods say nothing."""
    process = agreement.process
    named = agreement.award.get("relatedLots") or ()
    if not named:
        return list(process.lots.values())[:1] if process.lots_agree else []
    own = [process.lots[key] for key in named if key in process.lots]
    return own[:1] if len({str(at(lot, "contractPeriod")) for lot in own}) == 1 else []


def stated(agreement: Agreement, periods: list[Period], name: str, dates: Dates) -> SourcedDate | None:
    """The first place that states a date decides; when it is impossible there, the date is unknown."""
    for period in periods:
        written = text(period.node, name)
        if written:
            return sourced(agreement, written, period, name, dates)
    return None


def sourced(
    agreement: Agreement, written: str, period: Period, name: str, dates: Dates
) -> SourcedDate | None:
    """A stated day with its path; an impossible one is unknown, with a note."""
    on = day(written)
    path = f"{period.path}.{name}"
    if on is None:
        dates.notes.append(f"{_WHICH[name]} unknown: {path} is {quoted(written)}, which is no possible day.")
        return None
    planned = ", planned before the award" if period.planned else ""
    return SourcedDate(on, f"{agreement.process.ocid}, {path}{planned}", inferred=period.planned)


_WHICH = {"startDate": "Start", "endDate": "End", "maxExtentDate": "Maximum end"}


def day(written: str) -> date | None:
    """The day as it is written, whatever the time zone; None for what is none or only a placeholder."""
    found = _DAY.match(written)
    if not found or not limits.FIRST_YEAR <= int(found[1]) <= limits.LAST_YEAR:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def count(written: Decimal | str | None, longest: int) -> int:
    """A whole number of days or months within reason, else nought."""
    if isinstance(written, str):
        written = Decimal(written) if written.isascii() and written.isdigit() else None
    if written is None or not written.is_finite() or not 1 <= written <= longest:
        return 0
    return int(written)
