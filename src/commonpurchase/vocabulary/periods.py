"""Days and terms: half-open periods, adding days and months, terms such as 5+2+2 years.

Everything here stays inside the calendar that Python knows (years 1 to 9999): what would fall outside
it stops at its first or last day, so that a mistyped year gives a strange answer, never a crash.
"""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

#: Whole months from year 0 to the last month of the calendar.
LAST_MONTH = date.max.year * 12 + 11
FIRST_MONTH = date.min.year * 12

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True)
class Period:
    """From a day, included, until a day, excluded; None is open-ended."""

    start: date | None = None
    end: date | None = None

    def __contains__(self, on: date) -> bool:
        return (self.start is None or self.start <= on) and (self.end is None or on < self.end)


def add_days(start: date, days: int) -> date:
    """The day so many days on (or back, when negative), or the end of the calendar."""
    ordinal = min(max(start.toordinal() + days, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(ordinal)


def add_months(start: date, months: int) -> date:
    """The same day so many months on; the last day of a shorter month stands in for a missing day."""
    index = start.year * 12 + start.month - 1 + months
    if index > LAST_MONTH:
        return date.max
    if index < FIRST_MONTH:
        return date.min
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def term_ends(start: date, months: Sequence[int]) -> list[date]:
    """The last day of a term and of each extension after it (5+2+2 years is [60, 24, 24]).

    Each is reckoned from the start, so that a short month on the way shortens nothing after it.
    """
    return [_last_day(start, total) for total in accumulate(months)]


def _last_day(start: date, months: int) -> date:
    """The day before the same day so many months on; in a month without that day, its last day."""
    same_day = add_months(start, months)
    if same_day.day < start.day or same_day == date.max:
        return same_day
    return add_days(same_day, -1)


def in_words(on: date) -> str:
    """A day as a person writes it: 1 March 2026. The machine's locale has no say."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"
