"""The verdict of the gate on the boundary days, and what goes with it."""

from datetime import date

import pytest

from commonpurchase.contracts.facts import (
    Duty,
    GateVerdict,
    LetterKind,
    Model,
    Outcome,
    Route,
    Terms,
    UpdateDuty,
)
from commonpurchase.contracts.rules.gate import judge
from tests.contracts.rules.smallest import (
    END,
    NOTICE,
    OBLIGED,
    OPENS,
    TERMS,
    contract,
    days,
    decision,
    disclosed,
)

CURRENT = disclosed(OPENS)
DUE = NOTICE - days(30)


@pytest.mark.parametrize(
    ("last", "on", "verdict"),
    [
        (None, OPENS - days(1), GateVerdict.NOT_OPEN),
        (None, OPENS, GateVerdict.NOT_ASSESSABLE),
        (OPENS - days(365), OPENS - days(1), GateVerdict.NOT_OPEN),
        (OPENS - days(366), OPENS - days(1), GateVerdict.NOT_OPEN),
        (OPENS - days(366), OPENS, GateVerdict.FAIL),
        (OPENS - days(365), OPENS, GateVerdict.CONDITIONAL),
        (NOTICE - days(366), OPENS, GateVerdict.CONDITIONAL),
        (NOTICE - days(365), OPENS, GateVerdict.PASS),
        (NOTICE - days(365), NOTICE, GateVerdict.PASS),
        (NOTICE - days(366), NOTICE - days(1), GateVerdict.CONDITIONAL),
        (NOTICE - days(366), NOTICE, GateVerdict.FAIL),
        (OPENS + days(1), OPENS, GateVerdict.NOT_ASSESSABLE),
        (NOTICE - days(365), NOTICE + days(1), GateVerdict.FAIL),
        (NOTICE - days(364), NOTICE + days(1), GateVerdict.PASS),
        (END, END + days(365), GateVerdict.PASS),
        (END, END + days(366), GateVerdict.FAIL),
        (None, END + days(1), GateVerdict.NOT_ASSESSABLE),
    ],
)
def test_the_gate_turns_on_exactly_these_days(last: date | None, on: date, verdict: GateVerdict) -> None:
    said = judge(contract(), disclosed(last) if last else disclosed(), on, TERMS)

    assert said.verdict is verdict
    assert said.because.endswith(".")


def test_a_pass_says_what_it_rests_on_in_whole_sentences() -> None:
    said = judge(contract(update_duty=OBLIGED), disclosed(date(2026, 1, 10)), DUE, TERMS)

    assert said.because == (
        "Nordbyte AB last updated its disclosed data on 10 January 2026; it is current until 10 January "
        "2027, which is not before the notice date, 1 July 2026. The contract obliges the supplier to update "
        "its data (clause 12.3). Nordbyte AB has 1 row, and 0 are older than 365 days."
    )
    assert (said.opens_on, said.notice_on, said.last_update_on) == (OPENS, NOTICE, date(2026, 1, 10))
    assert said.actions == ()


def test_what_has_passed_is_said_whatever_the_verdict() -> None:
    after_notice = judge(contract(), CURRENT, NOTICE + days(1), TERMS)
    after_end = judge(contract(), disclosed(), END + days(1), TERMS, decision())

    assert "The notice date, 1 July 2026, has passed." in after_notice.because
    assert "end date" not in after_notice.because
    assert "The notice date, 1 July 2026, has passed." in after_end.because
    assert "The end date, 31 December 2026, has passed." in after_end.because


def test_on_the_notice_date_itself_nothing_has_passed() -> None:
    assert "has passed" not in judge(contract(), CURRENT, NOTICE, TERMS).because


def test_without_a_notice_date_the_end_date_rules_and_because_says_so() -> None:
    said = judge(contract(notice=None), CURRENT, DUE, TERMS)

    assert (said.notice_on, said.opens_on) == (END, END - days(180))
    assert "No notice date is given, so the end date, 31 December 2026, is used." in said.because


def test_a_contract_without_any_date_is_not_assessable_and_does_not_crash() -> None:
    said = judge(contract(notice=None, end=None), CURRENT, DUE, TERMS)

    assert said.verdict is GateVerdict.NOT_ASSESSABLE
    assert "Neither a notice date nor an end date is known" in said.because
    assert not said.dated
    assert not said.overdue


def test_a_notice_date_is_enough_when_the_end_is_not_known() -> None:
    assert judge(contract(end=None), CURRENT, DUE, TERMS).verdict is GateVerdict.PASS


def test_conditions_are_dated_by_the_notice_date() -> None:
    said = judge(contract(), disclosed(NOTICE - days(366)), DUE, TERMS)

    assert said.verdict is GateVerdict.CONDITIONAL
    assert [action.by for action in said.actions] == [NOTICE]
    assert "Nordbyte AB updates its disclosed data" in said.actions[0].what


def test_a_model_without_a_current_row_makes_a_pass_conditional_and_nothing_else() -> None:
    buys = contract(models=(Model("Lumo", "L14"), Model("Lumo", "L15")))

    conditional = judge(buys, CURRENT, DUE, TERMS)
    verdicts = {
        judge(buys, disclosed(), DUE, TERMS).verdict,
        judge(buys, disclosed(DUE - days(366)), DUE, TERMS).verdict,
        judge(buys, CURRENT, OPENS - days(1), TERMS).verdict,
    }

    assert conditional.verdict is GateVerdict.CONDITIONAL
    assert conditional.because.startswith(
        "1 of the 2 product models in the contract has no current row: Lumo L15."
    )
    assert [action.by for action in conditional.actions] == [NOTICE]
    assert verdicts == {GateVerdict.NOT_ASSESSABLE, GateVerdict.FAIL, GateVerdict.NOT_OPEN}


def test_both_reasons_for_a_condition_are_given_each_with_its_action() -> None:
    buys = contract(models=(Model("Lumo", "L15"),))

    said = judge(buys, disclosed(NOTICE - days(366)), DUE, TERMS)

    assert "an update is needed by the notice date" in said.because
    assert "The product model in the contract has no current row" in said.because
    assert len(said.actions) == 2


@pytest.mark.parametrize(
    ("on", "by"), [(NOTICE, NOTICE), (NOTICE + days(1), END), (END, END), (END + days(1), END + days(1))]
)
def test_an_action_is_never_due_in_the_past(on: date, by: date) -> None:
    said = judge(contract(models=(Model("Lumo", "L15"),)), disclosed(on), on, TERMS)

    assert [action.by for action in said.actions] == [by]


@pytest.mark.parametrize(
    ("duty", "binding", "letters"),
    [
        (OBLIGED, True, (LetterKind.PARTNERSHIP, LetterKind.FORMAL)),
        (UpdateDuty(Duty.NONE), False, (LetterKind.PARTNERSHIP,)),
        (UpdateDuty(), False, (LetterKind.PARTNERSHIP,)),
    ],
)
def test_without_a_duty_the_result_is_advice_and_only_a_partnership_letter_is_offered(
    duty: UpdateDuty, binding: bool, letters: tuple[LetterKind, ...]
) -> None:
    said = judge(contract(update_duty=duty), disclosed(), DUE, TERMS)

    assert (said.binding, said.letters) == (binding, letters)
    assert ("advice" in said.because) is not binding


def test_with_no_extension_left_the_way_on_is_a_new_procurement() -> None:
    last_term = judge(contract(maximum=END), CURRENT, DUE, TERMS)
    one_left = judge(contract(maximum=END + days(1)), CURRENT, DUE, TERMS)

    assert (last_term.route, one_left.route) == (Route.NEW_PROCUREMENT, Route.EXTENSION)
    assert "new procurement" in last_term.because
    assert "can be extended until 1 January 2027 at the latest" in one_left.because
    assert last_term.verdict is one_left.verdict is GateVerdict.PASS


def test_a_waiver_names_the_person_and_the_reason_and_keeps_what_it_waives() -> None:
    waiver = decision(Outcome.WAIVE, on=DUE, reason="No other supplier", waived_by="Eva Holm")

    said = judge(contract(), disclosed(), DUE, TERMS, waiver)

    assert said.verdict is GateVerdict.WAIVED
    assert said.because.startswith(
        "Eva Holm waived the gate on 1 June 2026 for this reason: No other supplier."
    )
    assert "Without a waiver the verdict is not assessable." in said.because
    assert said.actions == ()


def test_a_waived_condition_asks_for_nothing_more() -> None:
    waiver = decision(Outcome.WAIVE, on=DUE, reason="No other supplier")
    lapsing = disclosed(NOTICE - days(366))

    assert judge(contract(), lapsing, DUE, TERMS).actions
    assert judge(contract(), lapsing, DUE, TERMS, waiver).actions == ()


@pytest.mark.parametrize("outcome", [one for one in Outcome if one is not Outcome.WAIVE])
def test_no_other_decision_changes_the_verdict(outcome: Outcome) -> None:
    decided = decision(outcome, on=DUE)

    assert judge(contract(), disclosed(), DUE, TERMS, decided).verdict is GateVerdict.NOT_ASSESSABLE


def test_a_waiver_of_a_later_day_or_without_a_reason_waives_nothing() -> None:
    later = decision(Outcome.WAIVE, on=DUE + days(1), reason="No other supplier")
    bare = decision(Outcome.WAIVE, on=DUE)

    assert judge(contract(), disclosed(), DUE, TERMS, later).verdict is GateVerdict.NOT_ASSESSABLE
    assert judge(contract(), disclosed(), DUE, TERMS, bare).verdict is GateVerdict.NOT_ASSESSABLE


@pytest.mark.parametrize("last", [None, NOTICE - days(400), NOTICE - days(10)])
def test_passing_the_notice_date_undecided_is_overdue_and_changes_no_verdict(last: date | None) -> None:
    disclosure = disclosed(last) if last else disclosed()

    on_the_day = judge(contract(), disclosure, NOTICE, TERMS)
    after = judge(contract(), disclosure, NOTICE + days(1), TERMS)

    assert (on_the_day.overdue, after.overdue) == (False, True)
    assert after.verdict is on_the_day.verdict
    assert "No decision is known, so it counts as overdue." in after.because


def test_every_finding_that_the_gate_rests_on_carries_its_rule_and_its_reason() -> None:
    findings = judge(contract(), CURRENT, DUE, TERMS).findings

    assert len({finding.rule for finding in findings}) == len(findings) == 12
    assert all(finding.because.endswith(".") for finding in findings)


@pytest.mark.parametrize("day", [date.min, date(1, 2, 28), date(9999, 12, 31), date.max])
def test_the_ends_of_the_calendar_do_not_overflow(day: date) -> None:
    far = Terms(opens_days=36_525, lifetime_days=36_525)

    for on in (date.min, DUE, date.max):
        said = judge(contract(notice=day, end=day, maximum=day), disclosed(day, DUE), on, far)
        assert said.notice_on == day
        assert said.because
