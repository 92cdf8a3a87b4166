"""Worked examples of rules and of the gate; the answers are asked of the rules, never written down."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from commonpurchase.contracts.facts import (
    Contract,
    Decision,
    Duty,
    Gate,
    Model,
    Outcome,
    SourcedDate,
    Terms,
    UpdateDuty,
)
from commonpurchase.contracts.rules import dates, duty, renewal
from commonpurchase.contracts.rules.gate import judge
from commonpurchase.disclosures.facts import Disclosure, Row
from commonpurchase.vocabulary.findings import Finding

TERMS = Terms(opens_days=180, lifetime_days=365)
LIFETIME = timedelta(days=365)
CONTRACT = Contract(
    "C-1",
    "Ekvik stad",
    "Nordbyte AB",
    start=SourcedDate(date(2022, 1, 1)),
    end=SourcedDate(date(2026, 12, 31)),
    maximum_end=SourcedDate(date(2028, 12, 31)),
    notice=SourcedDate(date(2026, 7, 1)),
    update_duty=UpdateDuty(Duty.CLAUSE, "clause 12.3"),
)
WAIVER = Decision(Outcome.WAIVE, date(2026, 6, 1), "Anna Lund", "No other supplier", waived_by="Eva Holm")
EXTENDED = Decision(Outcome.EXTEND, date(2026, 6, 1), "Anna Lund")


def disclosed(*on: date) -> Disclosure:
    """What the supplier said on these days, one row each."""
    rows = [Row("Lumo", "L14", "Delta Assembly", "1 Harbour Road", "CN", 1, day) for day in on]
    return Disclosure("Nordbyte AB", tuple(rows))


DAY = date(2026, 6, 1)
FRESH, LAPSING, OLD = disclosed(date(2026, 1, 10)), disclosed(date(2025, 6, 10)), disclosed(date(2025, 5, 31))
MODELS = replace(CONTRACT, models=(Model("Lumo", "L14"), Model("Lumo", "L15")))
LAST_TERM = replace(CONTRACT, maximum_end=CONTRACT.end)
NO_NOTICE = replace(CONTRACT, notice=None)
NO_DUTY = replace(CONTRACT, update_duty=UpdateDuty(Duty.NONE))

#: Contract, what was disclosed, the day, the decision if any: in the words of the reader.
GATES: list[tuple[str, Gate]] = [
    ("Before the gate opens", judge(CONTRACT, FRESH, date(2026, 1, 1), TERMS)),
    ("Nothing was disclosed", judge(CONTRACT, disclosed(), DAY, TERMS)),
    ("The update is 366 days old", judge(CONTRACT, OLD, DAY, TERMS)),
    ("Current today, not on the notice date", judge(CONTRACT, LAPSING, DAY, TERMS)),
    ("A model without a current row", judge(MODELS, FRESH, DAY, TERMS)),
    ("Current until after the notice date", judge(CONTRACT, FRESH, DAY, TERMS)),
    ("No notice date", judge(NO_NOTICE, FRESH, date(2026, 7, 4), TERMS)),
    ("No duty to update", judge(NO_DUTY, FRESH, DAY, TERMS)),
    ("No extension left", judge(LAST_TERM, FRESH, DAY, TERMS)),
    ("The notice date passed undecided", judge(CONTRACT, OLD, date(2026, 7, 2), TERMS)),
    ("Waived", judge(CONTRACT, OLD, DAY, TERMS, WAIVER)),
]

Rule = Callable[..., Finding]
RULES: dict[Rule, list[Finding]] = {
    renewal.disclosed_data_is_current: [
        renewal.disclosed_data_is_current(said, DAY, LIFETIME) for said in (FRESH, OLD, disclosed())
    ],
    renewal.disclosed_data_will_be_current_on_the_notice_date: [
        renewal.disclosed_data_will_be_current_on_the_notice_date(said, DAY, date(2026, 7, 1), LIFETIME)
        for said in (FRESH, LAPSING)
    ],
    renewal.every_contract_model_has_a_current_row: [
        renewal.every_contract_model_has_a_current_row(of, FRESH, DAY, LIFETIME) for of in (MODELS, CONTRACT)
    ],
    renewal.no_row_is_older_than_the_lifetime: [
        renewal.no_row_is_older_than_the_lifetime(said, DAY, LIFETIME)
        for said in (FRESH, disclosed(date(2026, 1, 10), date(2024, 1, 10)))
    ],
    dates.a_notice_date_is_given: [dates.a_notice_date_is_given(of) for of in (CONTRACT, NO_NOTICE)],
    dates.the_gate_is_open: [dates.the_gate_is_open(CONTRACT, on, 180) for on in (date(2026, 1, 1), DAY)],
    dates.the_notice_date_has_not_passed: [
        dates.the_notice_date_has_not_passed(CONTRACT, on) for on in (date(2026, 7, 1), date(2026, 7, 2))
    ],
    dates.the_notice_date_did_not_pass_undecided: [
        dates.the_notice_date_did_not_pass_undecided(CONTRACT, date(2026, 7, 2), made)
        for made in (None, EXTENDED)
    ],
    dates.the_contract_has_not_ended: [
        dates.the_contract_has_not_ended(CONTRACT, on) for on in (date(2026, 12, 31), date(2027, 1, 1))
    ],
    dates.an_extension_is_left: [
        dates.an_extension_is_left(of) for of in (CONTRACT, LAST_TERM, replace(CONTRACT, maximum_end=None))
    ],
    duty.contract_obliges_the_supplier_to_update: [
        duty.contract_obliges_the_supplier_to_update(of)
        for of in (CONTRACT, NO_DUTY, replace(CONTRACT, update_duty=UpdateDuty()))
    ],
    duty.the_gate_is_not_waived: [duty.the_gate_is_not_waived(DAY, made) for made in (None, WAIVER)],
}
