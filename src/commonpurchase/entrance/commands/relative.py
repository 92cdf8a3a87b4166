"""Dates of the example, written relative to the day it is loaded on."""

import calendar
import re
from datetime import date, timedelta

_EXPRESSION = re.compile(r"D(?P<sign>[+-])(?P<count>\d+)(?P<unit>[dm])(?: (?P<edge>first|last))?")


def is_relative(text: str) -> bool:
    """Whether a cell holds a relative day, such as `D+21d`, `D-3m first` or `D+10m last`."""
    return _EXPRESSION.fullmatch(text) is not None


def day(text: str, loaded_on: date) -> date:
    """The day that an expression stands for; `ValueError` names one that cannot be read.

    `d` counts days and `m` months; `first` and `last` move to that day of the month.
    """
    found = _EXPRESSION.fullmatch(text)
    if found is None:
        message = f"found {text!r}; expected a relative day such as D+21d, D-3m first or D+10m last"
        raise ValueError(message)
    count = int(found["sign"] + found["count"])
    moved = loaded_on + timedelta(days=count) if found["unit"] == "d" else _months(loaded_on, count)
    return _edge(moved, found["edge"])


def _months(start: date, count: int) -> date:
    """The same day of another month, or that month's last."""
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def _edge(moved: date, edge: str | None) -> date:
    if edge is None:
        return moved
    last = calendar.monthrange(moved.year, moved.month)[1]
    return moved.replace(day=1 if edge == "first" else last)
