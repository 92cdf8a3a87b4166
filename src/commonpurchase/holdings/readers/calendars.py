"""Public holidays per jurisdiction, from the `holidays` package. A calendar is complete for whole years.

Known gaps, all of them on the side of a due day that is too early: days that the Netherlands equates with
holidays by decree (such as the Friday after Ascension Day), proclamations newer than the package, and
whatever an institution of the Union adds to the pattern below; each institution publishes its list each year.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

import holidays

from commonpurchase.holdings.facts.foi import Calendar

Years = Sequence[int]


def calendar(name: str, first: int, last: int) -> Calendar:
    """The public holidays of a jurisdiction for whole years, both included.

    Raises `KeyError` for a name that `CALENDARS` does not have.
    """
    days = CALENDARS[name](range(first, last + 1))
    return Calendar(name, date(first, 1, 1), date(last, 12, 31), frozenset(days))


def around(name: str, received_on: date) -> Calendar:
    """A calendar that reaches as far as any clock that starts on a day."""
    return calendar(name, received_on.year, received_on.year + 1)


def _country(code: str, part: str | None = None, *kinds: str) -> Callable[[Years], set[date]]:
    def days(years: Years) -> set[date]:
        return set(holidays.country_holidays(code, subdiv=part, years=years, categories=("public", *kinds)))

    return days


def _together(*parts: Callable[[Years], set[date]]) -> Callable[[Years], set[date]]:
    def days(years: Years) -> set[date]:
        return {day for part in parts for day in part(years)}

    return days


def _institutions(years: Years) -> set[date]:
    """The pattern of the lists that the Commission publishes (OJ C 39, 12.2.2013, p. 26), year by year.

    Belgium's days without 11 November, with the days around Easter, Ascension Day and the turn of the year.
    """
    belgian = holidays.country_holidays("BE", years=years, language="en_US")
    easter = [day for day, name in belgian.items() if name == "Easter Sunday"]
    return {
        *(day for day in belgian if (day.month, day.day) != (11, 11)),
        *_offsets(easter, (-3, -2, 40)),
        *(date(year, month, day) for year in years for month, day in [(1, 2), (5, 9), (11, 2)]),
        *(date(year, 12, day) for year in years for day in range(24, 32)),
    }


def _offsets(days: Iterable[date], offsets: Iterable[int]) -> set[date]:
    return {day + timedelta(days=offset) for day in days for offset in offsets}


ENGLAND, WALES = _country("GB", "ENG"), _country("GB", "WLS")
SCOTLAND, NORTHERN_IRELAND = _country("GB", "SCT"), _country("GB", "NIR")

#: By the name that the clocks use. The Act's working day asks after every part of the United Kingdom.
CALENDARS: dict[str, Callable[[Years], set[date]]] = {
    "United Kingdom": _together(ENGLAND, WALES, SCOTLAND, NORTHERN_IRELAND),
    "England and Wales": _together(ENGLAND, WALES),
    "Scotland": SCOTLAND,
    "Northern Ireland": NORTHERN_IRELAND,
    "Ireland": _country("IE"),
    # 5 May counts every year under Algemene termijnenwet art. 3; the package calls it optional in most.
    "Netherlands": _country("NL", None, "optional"),
    # Eves that lag (1930:173) puts on a level with holidays stand under "de_facto".
    "Sweden": _country("SE", None, "de_facto"),
    "Norway": _country("NO"),
    "EU institutions": _institutions,
}
