"""Days and terms: half-open periods, adding months, terms such as 5+2+2 years."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Period:
    """From a day, included, until a day, excluded; None is open-ended."""

    start: date | None = None
    end: date | None = None

    def __contains__(self, on: date) -> bool:
        return (self.start is None or self.start <= on) and (self.end is None or on < self.end)


def add_months(start: date, months: int) -> date:
    """The same day so many months on; the last day of a shorter month stands in for a missing day."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def term_ends(start: date, months: list[int]) -> list[date]:
    """The last day of a term and of each extension after it (5+2+2 years is [60, 24, 24])."""
    total, ends = 0, []
    for term in months:
        total += term
        ends.append(add_months(start, total) - timedelta(days=1))
    return ends


def in_words(on: date) -> str:
    """A day as a person writes it: 1 March 2026."""
    return f"{on.day} {on:%B %Y}"
