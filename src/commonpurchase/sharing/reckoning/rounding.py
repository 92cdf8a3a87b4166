"""How an amount is rounded before it is published, and what the rounded figure still tells of the amount."""

from decimal import ROUND_HALF_EVEN, Decimal


def rounded(amount: float, step: float, digits: int) -> float:
    """To so many significant digits or, where `digits` is 0, to the nearest multiple of a step.

    A half goes to the even one; a step of 0 leaves the amount as it is. Amounts are never negative.
    """
    if digits:
        written = Decimal(repr(float(amount)))
        return float(written.quantize(_unit(written, digits), ROUND_HALF_EVEN)) if amount else 0.0
    return round(amount / step) * step if step else amount


def span(figure: float, step: float, digits: int) -> tuple[float, float]:
    """Between what an amount lies that was published as this figure, both included.

    Half a unit to each side. With significant digits the unit is that of the figure; just below a power of
    ten it is ten times finer, and of a figure of 0 nothing is left open.
    """
    if not digits:
        return figure - step / 2, figure + step / 2
    if not figure:
        return 0.0, 0.0
    written = Decimal(repr(float(figure)))
    half = _unit(written, digits) / 2
    below = half / 10 if written.normalize().as_tuple().digits == (1,) else half
    return float(written - below), float(written + half)


def _unit(amount: Decimal, digits: int) -> Decimal:
    """The place of the last significant digit of an amount above 0, such as 100 for 12,345 and three."""
    return Decimal((0, (1,), amount.adjusted() - digits + 1))
