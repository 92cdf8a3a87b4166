"""The dates of a row, each from the best place that states it; or inferred, marked so; or unknown, and why."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from commonpurchase.contracts.facts import SourcedDate
from commonpurchase.contracts.readers.ocds import limits
from commonpurchase.contracts.readers.ocds.amounts import quoted
from commonpurchase.contracts.readers.ocds.rows import Row
from commonpurchase.contracts.readers.ocds.shape import Node, at, many, number, text
from commonpurchase.contracts.reckoning import terms_in_text
from commonpurchase.vocabulary.periods import add_days, in_words, term_ends

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:$|[T ])")
#: Days in running text, as 31/03/2028; where day and month could be either, a month more does not matter here.
_WRITTEN = re.compile(r"\b([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})\b")
#: A stated term may miss the months in the text by so many days and still be that term.
_TOLERANCE = 31


@dataclass
class Dates:
    """What is known of the dates of a row; `notes` say why something is not."""

    start: SourcedDate | None = None
    end: SourcedDate | None = None
    maximum_end: SourcedDate | None = None
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Period:
    """A period, its path in the release, and whether it was only planned before the award."""

    path: str
    node: Node
    planned: bool = False


def of(row: Row) -> Dates:
    """The dates of a row. A contract's own period goes before the award's, a lot's, the tender's."""
    dates = Dates()
    periods = list(_periods(row))
    dates.start = _stated(row, periods, "startDate", dates)
    dates.end = _end(row, periods, dates)
    if dates.start and dates.end and dates.end.on < dates.start.on:
        found = f"{in_words(dates.end.on)}, before the start, {in_words(dates.start.on)}"
        dates.notes.append(f"End unknown: it is stated as {found}.")
        dates.end = None
    dates.maximum_end = _maximum(row, periods, dates)
    return dates


def _periods(row: Row) -> Iterator[_Period]:
    tender = at(row.process.node, "tender") or {}
    if row.contract:
        yield _Period(f"contracts[{text(row.contract, 'id')}].period", at(row.contract, "period") or {})
    if row.award:
        path = f"awards[{text(row.award, 'id')}].contractPeriod"
        yield _Period(path, at(row.award, "contractPeriod") or {})
    for lot in _lots(row):
        yield _Period(
            f"tender.lots[{text(lot, 'id')}].contractPeriod", at(lot, "contractPeriod") or {}, planned=True
        )
    yield _Period("tender.contractPeriod", at(tender, "contractPeriod") or {}, planned=True)


def _lots(row: Row) -> list[Node]:
    """The lot of the award, or the only lot; several lots with several periods say nothing."""
    lots = many(row.process.node, "tender", "lots")
    named = set(row.award.get("relatedLots") or ())
    own = [lot for lot in lots if text(lot, "id") in named] if named else lots
    alike = len({str(at(lot, "contractPeriod")) for lot in own}) == 1
    return own[:1] if alike else []


def _stated(row: Row, periods: list[_Period], name: str, dates: Dates) -> SourcedDate | None:
    """The first place that states a date decides; when it is impossible there, the date is unknown."""
    for period in periods:
        written = text(period.node, name)
        if written:
            return _sourced(row, written, period, name, dates)
    return None


def _sourced(row: Row, written: str, period: _Period, name: str, dates: Dates) -> SourcedDate | None:
    on = day(written)
    path = f"{period.path}.{name}"
    if on is None:
        dates.notes.append(f"{_WHICH[name]} unknown: {path} is {quoted(written)}, which is no possible day.")
        return None
    planned = ", planned before the award" if period.planned else ""
    return SourcedDate(on, f"{row.process.ocid}, {path}{planned}", inferred=period.planned)


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


def _end(row: Row, periods: list[_Period], dates: Dates) -> SourcedDate | None:
    for period in periods:
        if text(period.node, "endDate"):
            return _sourced(row, text(period.node, "endDate"), period, "endDate", dates)
        end = _from_duration(row, period, dates)
        if end:
            return end
    return None


def _from_duration(row: Row, period: _Period, dates: Dates) -> SourcedDate | None:
    """The last day of a stated number of months or days from the start, or from the signature."""
    start = day(text(period.node, "startDate")) or (dates.start.on if dates.start else None)
    signed = "" if start else " of the signature"
    start = start or day(text(row.contract, "dateSigned"))
    for name, longest, last_day in _DURATIONS:
        count = _count(number(period.node, name), longest)
        if start and count:
            source = f"{row.process.ocid}, {period.path}.{name} {count} from the day{signed or ' it starts'}"
            return SourcedDate(last_day(start, count), source, inferred=True)
    return None


_DURATIONS: tuple[tuple[str, int, Callable[[date, int], date]], ...] = (
    ("durationInMonths", limits.MAX_TERM_MONTHS, lambda start, count: term_ends(start, [count])[0]),
    ("durationInDays", limits.MAX_TERM_DAYS, lambda start, count: add_days(start, count - 1)),
)


def _count(written: Decimal | str | None, longest: int) -> int:
    """A whole number of days or months within reason, else nought."""
    if isinstance(written, str):
        written = Decimal(written) if written.isascii() and written.isdigit() else None
    if written is None or not written.is_finite() or not 1 <= written <= longest:
        return 0
    return int(written)


def _maximum(row: Row, periods: list[_Period], dates: Dates) -> SourcedDate | None:
    """The stated extent; else the end and the extensions that the renewal or the text speaks of."""
    stated = _stated(row, periods, "maxExtentDate", dates)
    if stated and dates.end and stated.on < dates.end.on:
        found = f"{in_words(stated.on)}, before the end, {in_words(dates.end.on)}"
        dates.notes.append(f"Maximum end unknown: it is stated as {found}.")
        return None
    if stated or any(text(period.node, "maxExtentDate") for period in periods):
        return stated
    for path, extensions in _extensions(row):
        if extensions:
            return _extended(row, path, extensions, dates)
    if any(at(node, "hasRenewal") for _, node in _agreements(row)):
        dates.notes.append("Maximum end unknown: it may be renewed, but not how long is told.")
    return None


def _agreements(row: Row) -> list[tuple[str, Node]]:
    """The nodes that may speak of renewal, by path."""
    named = [
        ("contracts", row.contract),
        ("awards", row.award),
        *(("tender.lots", lot) for lot in _lots(row)),
    ]
    found = [(f"{path}[{text(node, 'id')}]", node) for path, node in named if node]
    return [*found, ("tender", at(row.process.node, "tender") or {})]


def _extensions(row: Row) -> Iterator[tuple[str, tuple[terms_in_text.Extension, ...]]]:
    """What each place says of extensions: fields about renewal first, then descriptions and titles."""
    agreements = _agreements(row)
    for path, node in agreements:
        renewal = at(node, "renewal") or {}
        yield (
            f"{path}.renewal.description",
            terms_in_text.extensions(text(renewal, "description"), of_renewal=True),
        )
        yield f"{path}.renewal", _counted(renewal)
    for path, node in agreements:
        yield f"{path}.options.description", terms_in_text.extensions(text(node, "options", "description"))
        for name in ("description", "title"):
            yield f"{path}.{name}", terms_in_text.extensions(text(node, name))


def _counted(renewal: Node) -> tuple[terms_in_text.Extension, ...]:
    """A number of renewals of a stated length."""
    months = _count(number(renewal, "period", "durationInMonths"), limits.MAX_TERM_MONTHS)
    months = months or round(
        _count(number(renewal, "period", "durationInDays"), limits.MAX_TERM_DAYS) / 30.4375
    )
    times = _count(number(renewal, "maximumRenewals"), 100) or 1
    if not months:
        return ()
    return (terms_in_text.Extension((months,) * times, None, f"{times} renewals of {months} months"),)


def _extended(
    row: Row, path: str, extensions: tuple[terms_in_text.Extension, ...], dates: Dates
) -> SourcedDate | None:
    if len(extensions) > 1:
        lengths = " and of ".join(f"{one.total} months" for one in extensions)
        dates.notes.append(f"Maximum end unknown: {path} speaks of extensions of {lengths}.")
        return None
    (extension,) = extensions
    if not dates.end:
        dates.notes.append(f"Maximum end unknown without an end; {path} says: “{extension.matched}”")
        return None
    read = f"{row.process.ocid}, {path}, read as {extension.total} months more: “{extension.matched}”"
    found = SourcedDate(_last_day(dates.end.on, extension.total), read, inferred=True)
    return _weighed(found, extension, dates)


def _last_day(end: date, months: int) -> date:
    return term_ends(add_days(end, 1), [months])[0]


def _weighed(found: SourcedDate, extension: terms_in_text.Extension, dates: Dates) -> SourcedDate | None:
    """An end that already counts the extensions is itself the last possible day."""
    ends = _ends_told(extension, dates)
    if not dates.end or not ends or _is_near(dates.end.on, [first for first, _ in ends]):
        return found
    if _is_near(dates.end.on, [whole for _, whole in ends]):
        dates.notes.append(
            f"The end date seems to count the extensions already; the text says: “{extension.matched}”"
        )
        return replace(found, on=dates.end.on)
    if extension.initial is None:
        return found
    dates.notes.append(f"Maximum end unknown: the stated dates do not fit the text “{extension.matched}”")
    return None


def _ends_told(extension: terms_in_text.Extension, dates: Dates) -> list[tuple[date, date]]:
    """The ends that the text tells, without and with the extensions: as a first term, or as a day."""
    firsts = [on for on in map(_written_day, _WRITTEN.finditer(extension.matched)) if on]
    if dates.start and extension.initial is not None:
        firsts.append(_last_day(add_days(dates.start.on, -1), extension.initial))
    return [(first, _last_day(first, extension.total)) for first in firsts]


def _written_day(found: re.Match[str]) -> date | None:
    return day(f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}")


def _is_near(end: date, told: list[date]) -> bool:
    return any(abs((end - one).days) <= _TOLERANCE for one in told)
