"""Dated values, looked up by day."""

from datetime import date

import pytest

from commonpurchase.vocabulary.parameters import (
    DatedTable,
    DatedValue,
    NoValueYetError,
    Parameter,
    TableVersion,
)

LIFETIME = Parameter(
    "disclosure_lifetime_days",
    "How long data is current.",
    "days",
    (DatedValue(date(2020, 1, 1), 400, "first"), DatedValue(date(2024, 1, 1), 365, "second")),
)


@pytest.mark.parametrize(
    ("on", "value"),
    [(date(2020, 1, 1), 400), (date(2023, 12, 31), 400), (date(2024, 1, 1), 365), (date.max, 365)],
)
def test_a_value_holds_from_its_day_until_the_next_one_takes_over(on: date, value: int) -> None:
    assert LIFETIME.at(on).value == value


def test_before_its_first_day_a_parameter_has_no_value_and_says_from_when_it_has() -> None:
    with pytest.raises(
        NoValueYetError, match=r"disclosure_lifetime_days has no value on 2019-12-31; .*2020-01-01"
    ):
        LIFETIME.at(date(2019, 12, 31))


TABLE = DatedTable(
    "mode_caps",
    "How far data goes.",
    (
        TableVersion(date(2020, 1, 1), "1", "first", {"row": {"cell": "copy"}}),
        TableVersion(date(2024, 1, 1), "2", "second", {"row": {"cell": "seen"}}),
    ),
)


@pytest.mark.parametrize(
    ("on", "version"),
    [(date(2020, 1, 1), "1"), (date(2023, 12, 31), "1"), (date(2024, 1, 1), "2"), (date.max, "2")],
)
def test_a_version_of_a_table_holds_from_its_day_until_the_next_one_takes_over(
    on: date, version: str
) -> None:
    assert TABLE.at(on).version == version


def test_before_its_first_day_a_table_has_no_version_and_says_from_when_it_has() -> None:
    with pytest.raises(NoValueYetError, match=r"mode_caps has no version on 2019-12-31; .*2020-01-01"):
        TABLE.at(date(2019, 12, 31))
