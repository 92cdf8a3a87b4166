"""Which models of a contract the supplier's current rows cover."""

from datetime import date, timedelta

from commonpurchase.contracts.facts import Contract, Model
from commonpurchase.disclosures.facts import Disclosure


def models_without_a_current_row(
    contract: Contract, disclosure: Disclosure, on: date, lifetime: timedelta
) -> list[Model]:
    """The contract's models for which no row on the day is within its lifetime; names are folded."""
    covered = {
        (_fold(row.brand), _fold(row.product_model))
        for row in disclosure.rows
        if row.disclosed_on <= on and on - row.disclosed_on <= lifetime
    }
    return [
        model for model in contract.models if (_fold(model.brand), _fold(model.product_model)) not in covered
    ]


def _fold(name: str) -> str:
    return " ".join(name.split()).casefold()
