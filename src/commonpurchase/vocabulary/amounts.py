"""Money as whole minor units with its currency and its VAT basis."""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum

#: Currencies of ISO 4217 whose minor unit is not a hundredth.
EXPONENTS = {"ISK": 0, "JPY": 0, "KRW": 0, "VND": 0, "BHD": 3, "KWD": 3, "TND": 3}


class Basis(StrEnum):
    """Whether an amount includes value-added tax."""

    NET = "net"
    GROSS = "gross"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Money:
    """An amount in whole minor units (cents, öre, pence) of one currency."""

    minor: int
    currency: str
    basis: Basis = Basis.UNKNOWN

    @classmethod
    def of(cls, amount: Decimal, currency: str, basis: Basis = Basis.UNKNOWN) -> "Money":
        """Money from major units, rounded half to even to the currency's minor unit."""
        exponent = EXPONENTS.get(currency, 2)
        minor = (amount * 10**exponent).quantize(Decimal(1), rounding=ROUND_HALF_EVEN)
        return cls(int(minor), currency, basis)

    @property
    def major(self) -> Decimal:
        """The amount in major units (euros, kronor, pounds)."""
        exponent = EXPONENTS.get(self.currency, 2)
        return Decimal(self.minor).scaleb(-exponent)

    def __str__(self) -> str:
        major = self.major
        return f"{self.currency} {int(major) if major == int(major) else major:,}"
