"""The only place that reads the clock."""

from datetime import UTC, date, datetime


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(tz=UTC)  # noqa: TID251 - the one place


def today() -> date:
    """This day, in UTC."""
    return now().date()
