"""The dates of an award or contract: each from the best place that states it, or inferred, or unknown."""

from collections.abc import Callable
from datetime import date

from commonpurchase.contracts.facts import SourcedDate
from commonpurchase.contracts.readers.ocds import extents, limits, periods
from commonpurchase.contracts.readers.ocds.periods import Dates, Period
from commonpurchase.contracts.readers.ocds.rows import Agreement
from commonpurchase.contracts.readers.ocds.shape import number, text
from commonpurchase.vocabulary.periods import add_days, in_words, term_ends


def of(agreement: Agreement) -> Dates:
    """The dates of an agreement. A contract's own period goes before the award's, a lot's, the tender's."""
    dates = Dates()
    told = list(periods.of(agreement))
    dates.start = periods.stated(agreement, told, "startDate", dates)
    dates.end = _end(agreement, told, dates)
    if dates.start and dates.end and dates.end.on < dates.start.on:
        found = f"{in_words(dates.end.on)}, before the start, {in_words(dates.start.on)}"
        dates.notes.append(f"End unknown: it is stated as {found}.")
        dates.end = None
    dates.maximum_end = extents.maximum(agreement, told, dates)
    return dates


def _end(agreement: Agreement, told: list[Period], dates: Dates) -> SourcedDate | None:
    for period in told:
        if text(period.node, "endDate"):
            return periods.sourced(agreement, text(period.node, "endDate"), period, "endDate", dates)
        end = _from_duration(agreement, period, dates)
        if end:
            return end
    return None


def _from_duration(agreement: Agreement, period: Period, dates: Dates) -> SourcedDate | None:
    """The last day of a stated number of months or days from the start, or from the signature."""
    start = periods.day(text(period.node, "startDate")) or (dates.start.on if dates.start else None)
    signed = "" if start else " of the signature"
    start = start or periods.day(text(agreement.contract, "dateSigned"))
    for name, longest, last_day in _DURATIONS:
        count = periods.count(number(period.node, name), longest)
        if start and count:
            source = (
                f"{agreement.process.ocid}, {period.path}.{name} {count} from the day{signed or ' it starts'}"
            )
            return SourcedDate(last_day(start, count), source, inferred=True)
    return None


_DURATIONS: tuple[tuple[str, int, Callable[[date, int], date]], ...] = (
    ("durationInMonths", limits.MAX_TERM_MONTHS, lambda start, count: term_ends(start, [count])[0]),
    ("durationInDays", limits.MAX_TERM_DAYS, lambda start, count: add_days(start, count - 1)),
)
