from datetime import date

import pytest

from commonpurchase.entrance.commands.relative import day, is_relative

DAY = date(2026, 1, 31)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("D+0d", DAY),
        ("D+21d", date(2026, 2, 21)),
        ("D-366d", date(2025, 1, 30)),
        ("D+1m", date(2026, 2, 28)),
        ("D+1m last", date(2026, 2, 28)),
        ("D-22m first", date(2024, 3, 1)),
        ("D+25m last", date(2028, 2, 29)),
        ("D-1m", date(2025, 12, 31)),
    ],
)
def test_an_expression_moves_the_day_of_loading(written: str, meant: date) -> None:
    assert is_relative(written)
    assert day(written, DAY) == meant


@pytest.mark.parametrize("written", ["", "2026-01-31", "D", "D+1", "D+1w", "D+1m middle", "Dell", " D+1d"])
def test_anything_else_is_left_alone_and_refused_when_asked_for(written: str) -> None:
    assert not is_relative(written)
    with pytest.raises(ValueError, match="expected a relative day"):
        day(written, DAY)
