"""When an answer is due. Public holidays come in as a calendar; nothing here knows today.

The day of receipt is never counted. Where a law sets no count there is no due day: only the days gone by.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from commonpurchase.holdings.facts.foi import Calendar, Clock, Deadline, Unit
from commonpurchase.vocabulary.periods import in_words

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
SATURDAY = 5


class CalendarTooShortError(ValueError):
    """A count ran past the days for which the public holidays are known."""


def deadline(
    clock: Clock, received_on: date, on: date, calendar: Calendar, extension: Clock | None = None
) -> Deadline:
    """When an answer is due, or how long it has been where no count is set.

    `extension` is the clock of an extension that was made; it runs from the first due day. Raises
    `CalendarTooShortError` when the calendar does not reach far enough.
    """
    due_on = due(clock, received_on, calendar)
    clocks = [clock]
    if extension and due_on:
        due_on = due(extension, due_on, calendar)
        clocks.append(extension)
    return Deadline(
        law=clock.law,
        received_on=received_on,
        due_on=due_on,
        days_gone=(on - received_on).days,
        because=_because(clocks, received_on, due_on),
        confirmed=all(one.confirmed for one in clocks),
    )


def due(clock: Clock, start: date, calendar: Calendar) -> date | None:
    """The last day of a count that starts after a day; None where the law sets no count."""
    if clock.unit is Unit.PROMPTLY:
        return None
    if clock.unit is Unit.WEEKS:
        return _first_working_day(start + clock.count * WEEK, calendar)
    days = clock.count * (5 if clock.unit is Unit.FIVE_DAY_WEEKS else 1)
    return working_days_after(start, days, calendar)


def working_days_after(start: date, count: int, calendar: Calendar) -> date:
    """The so-manieth working day after a day, itself not counted; `count` is at least 1."""
    working = (day for day in _days_after(start) if is_working_day(day, calendar))
    for _ in range(count - 1):
        next(working)
    return next(working)


def is_working_day(day: date, calendar: Calendar) -> bool:
    """Neither a Saturday nor a Sunday nor a public holiday."""
    if not calendar.first <= day <= calendar.last:
        message = (
            f"the calendar of {calendar.name} runs from {calendar.first} to {calendar.last}; "
            f"whether {day} is a public holiday is not known"
        )
        raise CalendarTooShortError(message)
    return day.weekday() < SATURDAY and day not in calendar.days


def _first_working_day(day: date, calendar: Calendar) -> date:
    while not is_working_day(day, calendar):
        day += DAY
    return day


def _days_after(start: date) -> Iterator[date]:
    while True:
        start += DAY
        yield start


def _because(clocks: list[Clock], received_on: date, due_on: date | None) -> str:
    clock, *extended = clocks
    if due_on is None:
        return f"{clock.law} sets no count: received on {in_words(received_on)}, to be answered promptly"
    more = "".join(f", extended by {one.count} {one.unit}" for one in extended)
    unsure = "" if all(one.confirmed for one in clocks) else "; not confirmed, ask counsel"
    return (
        f"{clock.count} {clock.unit} after {in_words(received_on)}{more}, by the calendar of "
        f"{clock.calendar}: {in_words(due_on)}{unsure}"
    )
