"""Between moments, where a period ends before its end, and the days that people write."""

from datetime import UTC, date, datetime, time, timedelta

_TICK = timedelta(microseconds=1)


def begins(on: date) -> datetime:
    """The first moment of a day, in UTC."""
    return datetime.combine(on, time.min, tzinfo=UTC)


def ends(last: date) -> datetime:
    """The moment from which a last day is over. `last` must not be the last day of the calendar."""
    return begins(last + timedelta(days=1))


def last_day(end: datetime) -> date:
    """The last day of a period that ends before this moment."""
    return (end.astimezone(UTC) - _TICK).date()
