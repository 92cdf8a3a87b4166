"""Due days for every day of 2025 to 2030, against a count that goes from day to day with its own holidays.

The holidays here are worked out from the statutes' own words (first Monday in May, seven weeks after
Easter …), not taken from the package that the calendars are read with.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

import pytest

from commonpurchase.holdings.facts.foi import Calendar, Clock, Step, Unit
from commonpurchase.holdings.readers import calendars, policy
from commonpurchase.holdings.reckoning import clocks

DAY = timedelta(days=1)
FIRST, LAST = date(2025, 1, 1), date(2030, 12, 31)
EVERY_DAY = [FIRST + n * DAY for n in range((LAST - FIRST).days + 1)]
MON, SAT, SUN = 0, 5, 6
ON = date(2026, 3, 1)


def easter(year: int) -> date:
    """Easter Sunday by the anonymous Gregorian computus."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    l_ = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * l_) // 451
    month, day = divmod(h + l_ - 7 * m + 114, 31)
    return date(year, month, day + 1)


def nth_monday(year: int, month: int, number: int) -> date:
    """The so-manieth Monday of a month; -1 is the last."""
    mondays = [day for n in range(31) if (day := date(year, month, 1) + n * DAY).month == month]
    return [day for day in mondays if day.weekday() == MON][number - (number > 0)]


def moved(day: date, *taken: date) -> date:
    """A bank holiday on a weekend: the next weekday that is not taken."""
    while day.weekday() in (SAT, SUN) or day in taken:
        day += DAY
    return day


def christmas(year: int) -> set[date]:
    """25 and 26 December and what stands in for them; no 25 December here is a Sunday."""
    first = moved(date(year, 12, 25))
    return {first, moved(date(year, 12, 26), first)}


def common_british(year: int) -> set[date]:
    return {
        moved(date(year, 1, 1)), easter(year) - 2 * DAY, nth_monday(year, 5, 1), nth_monday(year, 5, -1),
        *christmas(year),
    }  # fmt: skip


def england_and_wales(year: int) -> set[date]:
    return common_british(year) | {easter(year) + DAY, nth_monday(year, 8, -1)}


def scotland(year: int) -> set[date]:
    new_year = moved(date(year, 1, 1))
    world_cup = {date(2026, 6, 15)} if year == 2026 else set()
    return common_british(year) | world_cup | {
        moved(date(year, 1, 2), new_year), nth_monday(year, 8, 1), moved(date(year, 11, 30)),
    }  # fmt: skip


def northern_ireland(year: int) -> set[date]:
    return england_and_wales(year) | {moved(date(year, 3, 17)), moved(date(year, 7, 12))}


def united_kingdom(year: int) -> set[date]:
    return england_and_wales(year) | scotland(year) | northern_ireland(year)


def ireland(year: int) -> set[date]:
    brigid = date(year, 2, 1)
    if brigid.weekday() != 4:
        brigid = nth_monday(year, 2, 1)
    return {
        date(year, 1, 1), brigid, date(year, 3, 17), easter(year) + DAY, nth_monday(year, 5, 1),
        nth_monday(year, 6, 1), nth_monday(year, 8, 1), nth_monday(year, 10, -1),
        date(year, 12, 25), date(year, 12, 26),
    }  # fmt: skip


def netherlands(year: int) -> set[date]:
    king = date(year, 4, 27)
    sunday = easter(year)
    return {
        date(year, 1, 1), sunday - 2 * DAY, sunday + DAY, king - DAY if king.weekday() == SUN else king,
        date(year, 5, 5), sunday + 39 * DAY, sunday + 50 * DAY, date(year, 12, 25), date(year, 12, 26),
    }  # fmt: skip


def institutions(year: int) -> set[date]:
    sunday = easter(year)
    return {
        date(year, 1, 1), date(year, 1, 2), sunday - 3 * DAY, sunday - 2 * DAY, sunday + DAY,
        date(year, 5, 1), date(year, 5, 9), sunday + 39 * DAY, sunday + 40 * DAY, sunday + 50 * DAY,
        date(year, 7, 21), date(year, 8, 15), date(year, 11, 1), date(year, 11, 2),
        *(date(year, 12, day) for day in range(24, 32)),
    }  # fmt: skip


def sweden(year: int) -> set[date]:
    sunday = easter(year)
    midsummer_eve = next(day for n in range(19, 26) if (day := date(year, 6, n)).weekday() == 4)
    return {
        date(year, 1, 1), date(year, 1, 6), sunday - 2 * DAY, sunday + DAY, date(year, 5, 1),
        sunday + 39 * DAY, date(year, 6, 6), midsummer_eve,
        *(date(year, 12, day) for day in (24, 25, 26, 31)),
    }  # fmt: skip


def norway(year: int) -> set[date]:
    sunday = easter(year)
    return {
        date(year, 1, 1), sunday - 3 * DAY, sunday - 2 * DAY, sunday + DAY, date(year, 5, 1),
        date(year, 5, 17), sunday + 39 * DAY, sunday + 50 * DAY, date(year, 12, 25), date(year, 12, 26),
    }  # fmt: skip


BY_STATUTE: dict[str, Callable[[int], set[date]]] = {
    "United Kingdom": united_kingdom,
    "England and Wales": england_and_wales,
    "Scotland": scotland,
    "Northern Ireland": northern_ireland,
    "Ireland": ireland,
    "Netherlands": netherlands,
    "EU institutions": institutions,
    "Sweden": sweden,
    "Norway": norway,
}


@cache
def closed(name: str) -> frozenset[date]:
    """Saturdays, Sundays and holidays of seven years, from the statutes."""
    holidays = {day for year in range(2025, 2032) for day in BY_STATUTE[name](year)}
    days = (FIRST + n * DAY for n in range(7 * 366))
    return frozenset(day for day in days if day.weekday() in (SAT, SUN)) | holidays


@cache
def calendar(name: str) -> Calendar:
    return calendars.calendar(name, 2025, 2031)


def day_by_day(clock: Clock, start: date) -> date:
    """Walk from the day after; count what the law counts; stop on the last one."""
    day, off = start, closed(clock.calendar)
    if clock.unit is Unit.WEEKS:
        for _ in range(7 * clock.count):
            day += DAY
        while day in off:
            day += DAY
        return day
    wanted = clock.count * (5 if clock.unit is Unit.FIVE_DAY_WEEKS else 1)
    while wanted:
        day += DAY
        wanted -= day not in off
    return day


COUNTED = [one for one in policy.clocks(FIRST) if one.unit is not Unit.PROMPTLY]


@pytest.mark.parametrize("name", BY_STATUTE)
def test_every_working_day_of_seven_years_is_one_by_the_statutes_too(name: str) -> None:
    wrong = [
        day
        for day in (FIRST + n * DAY for n in range(7 * 365))
        if clocks.is_working_day(day, calendar(name)) is (day in closed(name))
    ]

    assert wrong == []


def test_every_calendar_has_its_count_here() -> None:
    assert set(BY_STATUTE) == set(calendars.CALENDARS)


@pytest.mark.parametrize("clock", COUNTED, ids=lambda one: f"{one.law}, {one.step}")
def test_the_due_day_is_right_for_every_day_of_six_years(clock: Clock) -> None:
    wrong = [
        day for day in EVERY_DAY if clocks.due(clock, day, calendar(clock.calendar)) != day_by_day(clock, day)
    ]

    assert wrong == []
    assert len(EVERY_DAY) == 2191


@pytest.mark.parametrize("name", ["England and Wales", "Scotland", "Northern Ireland"])
def test_twenty_working_days_by_the_calendar_of_each_part_of_the_kingdom(name: str) -> None:
    clock = Clock("UK FOIA", Step.ANSWER, 20, Unit.WORKING_DAYS, name, confirmed=True, source="")

    assert [
        day for day in EVERY_DAY if clocks.due(clock, day, calendar(name)) != day_by_day(clock, day)
    ] == []


@pytest.mark.parametrize("clock", COUNTED, ids=lambda one: f"{one.law}, {one.step}")
def test_without_the_holidays_the_count_would_be_wrong_on_many_days(clock: Clock) -> None:
    """The control: a calendar that knows weekends only is found out."""
    weekends = Calendar(clock.calendar, FIRST, date(2031, 12, 31), frozenset())

    wrong = [day for day in EVERY_DAY if clocks.due(clock, day, weekends) != day_by_day(clock, day)]

    assert len(wrong) > (30 if clock.unit is Unit.WEEKS else 300)


@pytest.mark.parametrize("off_by", [-1, 1])
def test_a_count_that_is_one_day_off_would_be_found_on_nearly_every_day(off_by: int) -> None:
    clock = policy.clock("UK FOIA", FIRST)
    assert clock

    wrong = [
        day
        for day in EVERY_DAY
        if clocks.working_days_after(day, clock.count + off_by, calendar(clock.calendar))
        != day_by_day(clock, day)
    ]

    assert len(wrong) == len(EVERY_DAY)


@pytest.mark.parametrize("law", ["Sweden TF", "Norway offentleglova"])
def test_without_a_set_count_only_the_days_gone_are_told(law: str) -> None:
    clock = policy.clock(law, FIRST)
    assert clock

    for received in EVERY_DAY[::97]:
        said = clocks.deadline(clock, received, received + 12 * DAY, calendar(clock.calendar))

        assert (said.due_on, said.days_gone) == (None, 12)
        assert "sets no count" in said.because


#: First due day and extended one as the institutions themselves counted them in published letters.
@pytest.mark.parametrize(
    ("registered", "due_on", "extended"),
    [
        (date(2016, 4, 21), date(2016, 5, 18), date(2016, 6, 8)),
        (date(2019, 10, 25), date(2019, 11, 18), date(2019, 12, 9)),
        (date(2021, 9, 6), date(2021, 9, 27), date(2021, 10, 18)),
        (date(2023, 3, 17), date(2023, 4, 12), date(2023, 5, 4)),
    ],
)
def test_the_institutions_count_as_their_letters_do(registered: date, due_on: date, extended: date) -> None:
    clock = policy.clock("EU 1049/2001", FIRST)
    more = policy.clock("EU 1049/2001", FIRST, Step.EXTENSION)
    assert clock
    assert more
    days = calendars.around(clock.calendar, registered)

    assert clocks.due(clock, registered, days) == due_on
    assert clocks.deadline(clock, registered, registered, days, more).due_on == extended


def test_an_irish_acknowledgement_counts_as_its_department_did() -> None:
    """A request of 21 August 2024 was to be decided by 18 September 2024 (decision 152070)."""
    clock = policy.clock("Ireland FOI", FIRST)
    assert clock

    assert clocks.due(clock, date(2024, 8, 21), calendars.around("Ireland", date(2024, 8, 21))) == date(
        2024, 9, 18
    )


def test_an_extension_is_counted_from_the_first_due_day_and_said() -> None:
    clock = policy.clock("Netherlands Woo", FIRST)
    more = policy.clock("Netherlands Woo", FIRST, Step.EXTENSION)
    assert clock
    assert more

    said = clocks.deadline(clock, date(2026, 3, 6), date(2026, 3, 16), calendar("Netherlands"), more)

    # Four weeks end on Good Friday; the next day that counts is the Tuesday after Easter.
    assert said.due_on == date(2026, 4, 21)
    assert said.because == (
        "4 weeks after 6 March 2026, extended by 2 weeks, by the calendar of Netherlands: 21 April 2026; "
        "not confirmed, ask counsel"
    )
    assert not said.confirmed


def test_without_an_extension_the_first_due_day_stands() -> None:
    clock = policy.clock("UK FOIA", FIRST)
    assert clock

    said = clocks.deadline(clock, date(2026, 3, 2), date(2026, 3, 2), calendar("United Kingdom"))

    assert (said.due_on, said.days_gone, said.confirmed) == (date(2026, 3, 31), 0, True)
    assert said.because.endswith("by the calendar of United Kingdom: 31 March 2026")


def test_what_sets_no_count_cannot_be_extended_into_one() -> None:
    clock = policy.clock("Sweden TF", FIRST)
    more = policy.clock("EIR 2004", FIRST, Step.EXTENSION)
    assert clock

    assert clocks.deadline(clock, ON, ON, calendar("United Kingdom"), more).due_on is None


def test_there_is_no_extension_where_no_count_is_set_for_one() -> None:
    without = {one.law for one in policy.clocks(FIRST)} - {
        one.law for one in policy.clocks(FIRST) if one.step is Step.EXTENSION
    }

    assert without == {"UK FOIA", "Scotland FOISA", "Sweden TF", "Norway offentleglova"}


def test_a_count_that_outruns_its_calendar_says_so() -> None:
    clock = policy.clock("UK FOIA", FIRST)
    assert clock

    with pytest.raises(
        clocks.CalendarTooShortError, match="runs from 2025-01-01 to 2025-12-31; whether 2026"
    ):
        clocks.due(clock, date(2025, 12, 10), calendars.calendar("United Kingdom", 2025, 2025))


def test_a_calendar_of_an_unknown_place_is_refused() -> None:
    with pytest.raises(KeyError, match="Atlantis"):
        calendars.calendar("Atlantis", 2025, 2025)
