"""What disclosed data must show before a contract is extended or renewed."""

from dataclasses import replace
from datetime import date, timedelta

from commonpurchase.contracts.facts import Contract, Model
from commonpurchase.disclosures.facts import Disclosure, Row
from commonpurchase.vocabulary.findings import Finding, cites, met, not_assessable, not_met
from commonpurchase.vocabulary.periods import add_days, in_words


def known_on(disclosure: Disclosure, on: date) -> Disclosure:
    """What had been disclosed on or before a day: later rows do not exist yet."""
    return replace(disclosure, rows=tuple(row for row in disclosure.rows if row.disclosed_on <= on))


@cites("dialogue-2025-09/contractual.4")
def disclosed_data_is_current(disclosure: Disclosure, on: date, lifetime: timedelta) -> Finding:
    """Supply chain data was updated recently enough for the contract to be extended."""
    last = known_on(disclosure, on).last_update_on
    if last is None:
        return not_assessable(
            f"{disclosure.supplier} had not disclosed any supply chain data by {in_words(on)}."
        )
    age, until = on - last, add_days(last, lifetime.days)
    said = f"{disclosure.supplier} last updated its disclosed data on {in_words(last)}"
    if age > lifetime:
        return not_met(
            f"{said}, {age.days} days before {in_words(on)}; data is current for {lifetime.days} days, "
            f"so it was current until {in_words(until)} and an update is needed now."
        )
    return met(f"{said}; it is current until {in_words(until)}.")


@cites("dialogue-2025-09/contractual.4", "common-purchase/renewal.5")
def disclosed_data_will_be_current_on_the_notice_date(
    disclosure: Disclosure, on: date, notice_on: date, lifetime: timedelta
) -> Finding:
    """What is known on a day is recent enough to be relied on when notice must be given."""
    last = known_on(disclosure, on).last_update_on
    if last is None:
        return not_assessable(f"{disclosure.supplier} has disclosed nothing that could be current.")
    until = add_days(last, lifetime.days)
    if until < notice_on:
        return not_met(
            f"The data that {disclosure.supplier} last updated on {in_words(last)} is current until "
            f"{in_words(until)} only; an update is needed by the notice date, {in_words(notice_on)}."
        )
    return met(
        f"{disclosure.supplier} last updated its disclosed data on {in_words(last)}; it is current until "
        f"{in_words(until)}, which is not before the notice date, {in_words(notice_on)}."
    )


@cites("common-purchase/renewal.7")
def every_contract_model_has_a_current_row(
    contract: Contract, disclosure: Disclosure, on: date, lifetime: timedelta
) -> Finding:
    """Each product model that the contract buys has a site row recent enough to rely on."""
    if not contract.models:
        return not_assessable("The contract lists no product models, so none can be looked up.")
    missing = models_without_a_current_row(contract, disclosure, on, lifetime)
    if missing:
        many = len(contract.models) > 1
        count = (
            f"{len(missing)} of the {len(contract.models)} product models" if many else "The product model"
        )
        count = f"{count} in the contract"
        have = "has" if len(missing) == 1 else "have"
        return not_met(f"{count} {have} no current row: {', '.join(map(str, missing))}.")
    return met("Every product model in the contract has a current row.")


def models_without_a_current_row(
    contract: Contract, disclosure: Disclosure, on: date, lifetime: timedelta
) -> list[Model]:
    """The product models of the contract that no row within its lifetime names; names are folded.

    A row about a component says where that component is made, not the product.
    """
    rows = (row for row in known_on(disclosure, on).rows if not row.component.strip())
    current = {_key(row) for row in rows if on - row.disclosed_on <= lifetime}
    return [model for model in contract.models if _key(model) not in current]


@cites("common-purchase/renewal.8")
def no_row_is_older_than_the_lifetime(disclosure: Disclosure, on: date, lifetime: timedelta) -> Finding:
    """Not only the last update but every single row is recent; old rows are counted, never hidden."""
    rows = known_on(disclosure, on).rows
    old = sum(on - row.disclosed_on > lifetime for row in rows)
    count = "1 row" if len(rows) == 1 else f"{len(rows)} rows"
    verb = "is" if old == 1 else "are"
    said = f"{disclosure.supplier} has {count}, and {old} {verb} older than {lifetime.days} days."
    return not_met(said) if old else met(said)


def rows_of_models(contract: Contract, disclosure: Disclosure) -> tuple[Row, ...]:
    """The rows, of whatever age and component, that name a product model of the contract."""
    bought = {_key(model) for model in contract.models}
    return tuple(row for row in disclosure.rows if _key(row) in bought)


def _key(of: Model | Row) -> tuple[str, str]:
    """Brand and model with case and inner white space folded."""
    return _folded(of.brand), _folded(of.product_model)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


RULES = [
    disclosed_data_is_current,
    disclosed_data_will_be_current_on_the_notice_date,
    every_contract_model_has_a_current_row,
    no_row_is_older_than_the_lifetime,
]
