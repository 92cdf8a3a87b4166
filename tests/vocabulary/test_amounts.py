"""Money in whole minor units."""

from decimal import Decimal

import pytest

from commonpurchase.vocabulary.amounts import Money


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("10.50", "SEK", 1050),
        ("10.505", "SEK", 1050),
        ("10.515", "SEK", 1052),
        ("1000", "JPY", 1000),
        ("1.2345", "KWD", 1234),
        ("0", "EUR", 0),
    ],
)
def test_money_is_kept_in_the_minor_unit_of_its_currency(amount: str, currency: str, minor: int) -> None:
    assert Money.of(Decimal(amount), currency).minor == minor


def test_money_shows_its_major_units() -> None:
    assert str(Money(123456, "EUR")) == "EUR 1,234.56"
    assert Money(123456, "JPY").major == Decimal(123456)
