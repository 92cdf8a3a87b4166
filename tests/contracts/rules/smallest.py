"""The smallest facts that the renewal rules can judge; each test changes the one thing it is about."""

from datetime import date, timedelta

from commonpurchase.contracts.facts import Contract, Decision, Duty, Outcome, SourcedDate, Terms, UpdateDuty
from commonpurchase.disclosures.facts import Disclosure, Row

NOTICE = date(2026, 7, 1)
END = date(2026, 12, 31)
TERMS = Terms(opens_days=180, lifetime_days=365)
LIFETIME = timedelta(days=365)
OPENS = NOTICE - timedelta(days=180)
OBLIGED = UpdateDuty(Duty.CLAUSE, "clause 12.3", "The supplier updates its data every year.")


def days(count: int) -> timedelta:
    return timedelta(days=count)


def contract(
    notice: date | None = NOTICE, end: date | None = END, maximum: date | None = None, **more: object
) -> Contract:
    dates = {"notice": notice, "end": end, "maximum_end": maximum}
    sourced = {name: SourcedDate(on) for name, on in dates.items() if on}
    return Contract(reference="C-1", buyer="Ekvik stad", supplier="Nordbyte AB", **sourced, **more)  # type: ignore[arg-type]


def row(on: date, brand: str = "Lumo", product_model: str = "L14") -> Row:
    return Row(brand, product_model, "Delta Assembly", "1 Harbour Road", "CN", 1, on)


def disclosed(*on: date) -> Disclosure:
    return Disclosure("Nordbyte AB", tuple(row(day) for day in on))


def decision(outcome: Outcome = Outcome.EXTEND, on: date = NOTICE, **more: str) -> Decision:
    return Decision(outcome, on, more.pop("decided_by", "Anna Lund"), **more)  # type: ignore[arg-type]
