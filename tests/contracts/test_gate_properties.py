"""What holds of the gate for every contract, every disclosure and every day."""

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from commonpurchase.contracts.facts import Contract, GateVerdict, Terms
from commonpurchase.contracts.rules.gate import judge
from tests.contracts.rules.smallest import contract, days, disclosed

FIRST, LAST = date(2023, 1, 1), date(2027, 12, 31)
DAYS = st.dates(FIRST, LAST)
TERMS = st.builds(Terms, opens_days=st.integers(0, 400), lifetime_days=st.integers(0, 800))
CONTRACTS = st.builds(contract, notice=st.none() | DAYS, end=DAYS, maximum=st.none() | DAYS)
SAID = st.lists(DAYS, max_size=4)

#: From bad to good. "Not open" is no step on this scale: it depends on the day alone.
SCALE = [GateVerdict.NOT_ASSESSABLE, GateVerdict.FAIL, GateVerdict.CONDITIONAL, GateVerdict.PASS]


def as_the_issue_says(of: Contract, said: Sequence[date], on: date, terms: Terms) -> GateVerdict:
    """The verdict as the request for this gate words it, written without looking at the rules."""
    dated = of.notice or of.end
    assert dated is not None
    ago = [(on - day).days for day in said if day <= on]
    if (dated.on - on).days > terms.opens_days:
        return GateVerdict.NOT_OPEN
    if not ago:
        return GateVerdict.NOT_ASSESSABLE
    if min(ago) > terms.lifetime_days:
        return GateVerdict.FAIL
    if min(ago) + (dated.on - on).days > terms.lifetime_days:
        return GateVerdict.CONDITIONAL
    return GateVerdict.PASS


@given(of=CONTRACTS, said=SAID, on=DAYS, terms=TERMS)
def test_the_verdict_is_the_one_that_was_asked_for(
    of: Contract, said: list[date], on: date, terms: Terms
) -> None:
    assert judge(of, disclosed(*said), on, terms).verdict is as_the_issue_says(of, said, on, terms)


@given(of=CONTRACTS, terms=TERMS, on=DAYS, before=st.integers(-1, 1), age=st.integers(-1, 1))
def test_the_verdict_is_right_on_the_days_around_each_boundary(
    of: Contract, terms: Terms, on: date, before: int, age: int
) -> None:
    assert of.notice or of.end
    notice_on = (of.notice or of.end).on  # type: ignore[union-attr]
    opening = notice_on - days(terms.opens_days + before)
    for day in (opening, notice_on + days(before), on):
        said = [day - days(terms.lifetime_days + age), notice_on - days(terms.lifetime_days + age)]
        assert judge(of, disclosed(*said), day, terms).verdict is as_the_issue_says(of, said, day, terms)


@given(of=CONTRACTS, said=SAID, more=st.lists(DAYS, min_size=1, max_size=3), on=DAYS, terms=TERMS)
def test_disclosing_more_never_makes_a_verdict_worse(
    of: Contract, said: list[date], more: list[date], on: date, terms: Terms
) -> None:
    before = judge(of, disclosed(*said), on, terms).verdict
    after = judge(of, disclosed(*said, *more), on, terms).verdict

    assert before is after is GateVerdict.NOT_OPEN or SCALE.index(after) >= SCALE.index(before)


@given(of=CONTRACTS, said=SAID, later=st.lists(st.integers(1, 900), max_size=3), on=DAYS, terms=TERMS)
def test_what_was_disclosed_later_changes_not_one_word(
    of: Contract, said: list[date], later: list[int], on: date, terms: Terms
) -> None:
    with_later = disclosed(*said, *(on + timedelta(days=count) for count in later))

    assert judge(of, with_later, on, terms) == judge(of, disclosed(*said), on, terms)


@given(of=CONTRACTS, said=SAID, on=DAYS, terms=TERMS, wait=st.integers(1, 900))
def test_waiting_alone_never_makes_an_open_gate_better(
    of: Contract, said: list[date], on: date, terms: Terms, wait: int
) -> None:
    """Nothing new is disclosed while time passes."""
    known = disclosed(*(day for day in said if day <= on))
    now, later = judge(of, known, on, terms), judge(of, known, on + days(wait), terms)

    assert now.verdict is GateVerdict.NOT_OPEN or SCALE.index(later.verdict) <= SCALE.index(now.verdict)


@given(of=CONTRACTS, said=SAID, on=DAYS, terms=TERMS)
def test_the_gate_opens_before_notice_and_every_reason_is_a_sentence(
    of: Contract, said: list[date], on: date, terms: Terms
) -> None:
    gate = judge(of, disclosed(*said), on, terms)

    assert gate.opens_on <= gate.notice_on
    assert gate.because[0].isupper() or gate.because[0].isdigit()
    assert gate.because.endswith(".")
    assert gate.overdue is (on > gate.notice_on)
    assert bool(gate.actions) is (gate.verdict is GateVerdict.CONDITIONAL)
    assert all(action.by >= on for action in gate.actions)
