"""A case goes along its states and closes only when nothing is missing; all that is missing is named."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest

from commonpurchase.holdings.facts.foi import (
    OWNERS,
    PARTS,
    TRANSITIONS,
    WITHHOLDING,
    Applied,
    Case,
    Deadline,
    ItemDecision,
    Notice,
    Outcome,
    Owner,
    Said,
    Search,
    State,
)
from commonpurchase.holdings.readers import policy
from commonpurchase.holdings.rules import foi, foi_decisions, foi_handling, foi_steps
from commonpurchase.vocabulary.findings import Finding, Verdict
from tests.holdings.rules.requests import (
    APPLIED,
    CASE,
    EXEMPTIONS,
    FIRST,
    NOT_HELD,
    NOTICE,
    ON,
    RECEIVED,
    REFUSED,
    RELEASED,
    SECOND,
)

DAY = timedelta(days=1)
CLOSED = replace(CASE, state=State.CLOSED)
DROPPED = Said("Alma Berg", ON, "the requester has withdrawn it: by letter")


def leaves(until: date) -> list[Deadline]:
    """What the law of the case leaves for a review."""
    return [Deadline("Law A", ON, until, 0, "by Law A", confirmed=True)]


def closing(case: Case) -> Finding:
    return foi.the_case_can_be_closed(case, EXEMPTIONS, ON)


# --- States -------------------------------------------------------------------------------------------


def test_every_state_has_an_owner_a_way_on_and_a_way_in() -> None:
    reached = {to for onwards in TRANSITIONS.values() for to in onwards} | {State.RECEIVED}

    assert set(TRANSITIONS) == set(OWNERS) == set(State) == reached
    done = {state for state, owner in OWNERS.items() if owner is Owner.NOBODY}
    assert done == {State.CLOSED, State.DROPPED}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("to", State)
def test_a_complete_case_goes_where_the_table_says_and_nowhere_else(state: State, to: State) -> None:
    case = replace(CASE, state=state, review="Upheld, by Olav Dahl", dropped=DROPPED)

    met = foi.the_case_may_go_on(case, to, EXEMPTIONS, ON).verdict is Verdict.MET

    assert met is (to in TRANSITIONS[state])


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("to", State)
def test_an_empty_case_never_goes_onwards_but_may_go_back_and_to_review(state: State, to: State) -> None:
    order = list(State)
    empty = Case(CASE.id, CASE.authority, CASE.laws, RECEIVED, CASE.asked, state=state)

    met = foi.the_case_may_go_on(empty, to, EXEMPTIONS, ON).verdict is Verdict.MET

    back = to is State.REVIEW or (to is not State.CLOSED and order.index(to) < order.index(state))
    assert met is (to in TRANSITIONS[state] and back)


def test_a_way_that_does_not_exist_names_those_that_do() -> None:
    found = foi.the_case_may_go_on(replace(CASE, state=State.RECEIVED), State.NOTICE, EXEMPTIONS, ON)

    assert (
        found.because
        == "From received a case goes to hold placed or closed without an answer, not to notice."
    )


def test_a_review_ends_with_what_it_found() -> None:
    found = foi.the_case_may_go_on(replace(CASE, state=State.REVIEW), State.CLOSED, EXEMPTIONS, ON)

    assert "what the review found" in found.because


# --- Closing -----------------------------------------------------------------------------------------

#: What may be missing: how a case loses it, and the words by which it is named.
MISSING: dict[str, tuple[dict[str, object], str]] = {
    "hold": ({"held_on": None}, "No hold is placed."),
    "search": ({"searches": ()}, "No search is written down."),
    "consultation": ({"consultations": ()}, "Still to be heard: Nordbyte AB."),
    "decision": ({"decisions": (REFUSED,)}, "Undecided: 1 of 2 items"),
    "notice": ({"notice": None}, "The notice lacks: "),
}


def test_a_complete_case_closes() -> None:
    assert (closing(CASE).verdict, closing(CASE).because) == (Verdict.MET, "Nothing is missing.")


@pytest.mark.parametrize("count", range(1, len(MISSING) + 1))
def test_whatever_is_missing_is_named_all_at_once(count: int) -> None:
    for names in combinations(MISSING, count):
        case = CASE
        for name in names:
            case = replace(case, **MISSING[name][0])  # type: ignore[arg-type]

        found = closing(case)

        assert found.verdict is Verdict.NOT_MET
        assert [name for name, (_, said) in MISSING.items() if said in found.because] == list(names)


@pytest.mark.parametrize("count", range(1, len(PARTS) + 1))
def test_every_missing_part_of_a_notice_is_named(count: int) -> None:
    for parts in combinations(PARTS, count):
        empty = {part: getattr(Notice(), part) for part in parts}
        found = foi_decisions.the_notice_is_complete(
            replace(CASE, notice=replace(NOTICE, **empty)), EXEMPTIONS
        )

        assert found.verdict is Verdict.NOT_MET
        assert [part for part, words in PARTS.items() if words in found.because] == list(parts)


def test_blanks_are_no_part_of_a_notice() -> None:
    blank = replace(CASE, notice=replace(NOTICE, why=" \n"))

    assert foi_decisions.the_notice_is_complete(blank, EXEMPTIONS).because == (
        "The notice lacks: why the exemption applies."
    )


def test_a_notice_of_full_release_needs_no_exemption() -> None:
    released = replace(CASE, decisions=(RELEASED, replace(RELEASED, item=SECOND)))
    notice = replace(NOTICE, exemption="", why="", balance="")

    assert foi_decisions.the_notice_is_complete(replace(released, notice=notice), EXEMPTIONS).verdict is (
        Verdict.MET
    )


def test_a_balance_is_needed_unless_every_exemption_applied_weighs_nothing() -> None:
    notice = replace(NOTICE, balance="")
    absolute = replace(REFUSED, applied=(Applied("A s.2", "It is on the web"),))
    both = replace(REFUSED, applied=(APPLIED, Applied("A s.2", "It is on the web")))

    def verdict(decision: ItemDecision) -> Verdict:
        case = replace(CASE, decisions=(RELEASED, decision), notice=notice)
        return foi_decisions.the_notice_is_complete(case, EXEMPTIONS).verdict

    assert [verdict(one) for one in (absolute, REFUSED, both)] == [
        Verdict.MET, Verdict.NOT_MET, Verdict.NOT_MET
    ]  # fmt: skip


# --- Decisions ---------------------------------------------------------------------------------------


def lacking(decision: ItemDecision) -> str:
    found = foi_decisions.lacking(decision, EXEMPTIONS, ("Law A",))
    return " ".join(one.because for one in found if one.verdict is not Verdict.MET)


@pytest.mark.parametrize("outcome", sorted(WITHHOLDING))
def test_what_is_kept_back_names_everything_it_lacks(outcome: Outcome) -> None:
    bare = lacking(ItemDecision(FIRST, outcome))
    empty = lacking(ItemDecision(FIRST, outcome, applied=(Applied("A s.3"),)))

    assert "the person who decided" in bare
    assert "an exemption" in bare
    assert "why A s.3 applies" in empty
    assert "reasons for and against release under A s.3" in empty
    assert "the qualified person's opinion for A s.3" in empty
    assert ("what is left out" in bare) is (outcome is Outcome.PART)


@pytest.mark.parametrize("applied", [replace(APPLIED, for_release=""), replace(APPLIED, against_release=" ")])
def test_reasons_are_given_both_ways(applied: Applied) -> None:
    assert "reasons for and against release under A s.1" in lacking(replace(REFUSED, applied=(applied,)))


@pytest.mark.parametrize(("name", "said"), [("B s.1", "B s.1"), ("C s.1", "C s.1"), ("", "an unnamed one")])
def test_an_exemption_of_another_law_or_of_none_does_not_count(name: str, said: str) -> None:
    other = replace(REFUSED, applied=(replace(APPLIED, exemption=name),))

    assert f"an exemption of Law A in place of {said}" in lacking(other)


def test_a_complete_decision_lacks_nothing() -> None:
    part = replace(REFUSED, outcome=Outcome.PART, withheld="The names of two sites")

    opinion = replace(
        REFUSED, applied=(replace(APPLIED, exemption="A s.3", opinion="Chief executive, 9 March, file 4"),)
    )

    assert [lacking(one) for one in (RELEASED, REFUSED, NOT_HELD, part, opinion)] == [""] * 5


def test_what_is_not_held_comes_with_help() -> None:
    assert "who may hold it" in lacking(replace(NOT_HELD, help=" "))


def test_silence_about_existence_needs_an_exemption_that_allows_it() -> None:
    allowed = replace(REFUSED, outcome=Outcome.NEITHER)
    other = replace(allowed, applied=(Applied("A s.2", "It is on the web"),))

    assert lacking(allowed) == ""
    unknown = replace(allowed, applied=(replace(APPLIED, exemption="C s.1"),))
    assert "No exemption that was applied allows" in lacking(unknown)
    assert lacking(other) == "No exemption that was applied allows to neither confirm nor deny."


def test_the_exemptions_that_are_declared_can_be_applied_as_they_are() -> None:
    exemptions = foi.by_id(policy.exemptions(ON))
    applied = Applied("UK FOIA s.43(2)", "Bids would follow it", "Prices are public money", "Bids would rise")

    found = foi_decisions.what_is_kept_back_rests_on_an_exemption(
        replace(REFUSED, applied=(applied,)), exemptions, ("UK FOIA",)
    )

    assert found.verdict is Verdict.MET


# --- Handling ----------------------------------------------------------------------------------------


def test_the_hold_comes_before_the_search_and_covers_everything_found() -> None:
    early = replace(CASE.searches[0], on=RECEIVED - DAY)

    too_early = foi_handling.the_hold_is_in_place(replace(CASE, searches=(early,)))
    loose = foi_handling.the_hold_is_in_place(replace(CASE, on_hold=frozenset({FIRST})))

    assert {too_early.verdict, loose.verdict} == {Verdict.NOT_MET}
    assert too_early.because == "A search was made before the hold was placed."
    assert loose.because == "1 of 2 items that match are not on hold."


@pytest.mark.parametrize(
    ("search", "said"),
    [
        (Search("", "everything", "Alma Berg", RECEIVED), "search 1: terms"),
        (Search("laptops", " ", "Alma Berg", RECEIVED), "search 1: scope"),
        (Search("laptops", "everything", "", RECEIVED), "search 1: the person"),
        (Search("laptops", "everything", "Alma Berg", RECEIVED, (CASE.id,)), "a decision on everything"),
    ],
)
def test_a_search_is_written_down_in_full(search: Search, said: str) -> None:
    found = foi_handling.the_search_is_written_down(replace(CASE, searches=(search,)))

    assert found.verdict is Verdict.NOT_MET
    assert said in found.because


def test_searches_and_items_are_counted_in_words_that_fit() -> None:
    twice = replace(CASE, searches=CASE.searches * 2)
    one = replace(CASE, items=(FIRST,), decisions=(RELEASED,))

    assert foi_handling.the_search_is_written_down(CASE).because == "Written down: 1 search."
    assert foi_handling.the_search_is_written_down(twice).because == "Written down: 2 searches."
    assert foi_handling.every_item_is_decided(CASE).because == "Decided: 2 items."
    assert foi_handling.every_item_is_decided(one).because == "Decided: 1 item."


def test_a_third_party_is_waited_for_until_its_days_are_over_and_silence_is_not_consent() -> None:
    asked = replace(CASE.consultations[0], replied_on=None, reply="")
    case = replace(CASE, consultations=(asked,))

    waiting = foi_handling.third_parties_were_heard(case, asked.reply_by)
    over = foi_handling.third_parties_were_heard(case, asked.reply_by + DAY)

    assert (waiting.verdict, over.verdict) == (Verdict.NOT_MET, Verdict.MET)
    assert "not consent" in over.because


def test_a_third_party_that_answered_is_not_waited_for() -> None:
    assert foi_handling.third_parties_were_heard(CASE, RECEIVED).verdict is Verdict.MET


def test_a_third_party_may_go_unasked_for_a_reason_that_is_written_down() -> None:
    unasked = replace(CASE.consultations[0], replied_on=None, not_asked_because="It published the list")

    found = foi_handling.third_parties_were_heard(replace(CASE, consultations=(unasked,)), RECEIVED)

    assert found.verdict is Verdict.MET


def test_nobody_knows_whom_to_hear_before_somebody_looked() -> None:
    assert foi_handling.third_parties_were_heard(replace(CASE, to_consult=None), ON).verdict is (
        Verdict.NOT_ASSESSABLE
    )


@pytest.mark.parametrize(
    ("decisions", "met"),
    [
        ((NOT_HELD,), True),
        ((replace(NOT_HELD, outcome=Outcome.NEITHER),), True),
        ((replace(NOT_HELD, outcome=Outcome.RELEASE),), False),
        ((NOT_HELD, NOT_HELD), False),
        ((), False),
    ],
)
def test_where_nothing_was_found_one_decision_says_so(decisions: tuple[ItemDecision, ...], met: bool) -> None:
    case = replace(CASE, items=(), decisions=decisions)

    assert (foi_handling.every_item_is_decided(case).verdict is Verdict.MET) is met


def test_an_item_is_decided_once() -> None:
    twice = replace(CASE, decisions=(RELEASED, RELEASED, REFUSED))

    assert "decided twice: 1" in foi_handling.every_item_is_decided(twice).because


@pytest.mark.parametrize(
    ("case", "on", "verdict"),
    [
        (CASE, date(2026, 5, 1), Verdict.NOT_MET),
        (replace(CASE, state=State.REVIEW), date(2026, 5, 1), Verdict.NOT_MET),
        (CLOSED, date(2026, 4, 30), Verdict.NOT_MET),
        (CLOSED, date(2026, 5, 1), Verdict.MET),
        (replace(CLOSED, notice=None), date(2026, 5, 1), Verdict.NOT_ASSESSABLE),
    ],
)
def test_a_hold_outlives_the_case_until_the_time_for_a_review_is_over(
    case: Case, on: date, verdict: Verdict
) -> None:
    assert foi_steps.the_hold_may_be_lifted(case, on, leaves(ON)).verdict is verdict


def test_an_answer_is_in_time_on_the_last_day_and_late_the_day_after() -> None:
    due_on = date(2026, 3, 30)
    deadline = Deadline("Law A", RECEIVED, due_on, 0, "20 working days", confirmed=True)

    assert foi_handling.the_answer_is_in_time(deadline, due_on).verdict is Verdict.MET
    late = foi_handling.the_answer_is_in_time(deadline, due_on + DAY)
    assert late.verdict is Verdict.NOT_MET
    assert late.because == ("Due on 30 March 2026, 1 day ago (20 working days).")


def test_without_a_count_nobody_can_be_late_and_the_days_are_told() -> None:
    open_ended = Deadline("Law C", RECEIVED, None, 18, "Law C sets no count", confirmed=False)

    found = foi_handling.the_answer_is_in_time(open_ended, ON)

    assert (found.verdict, found.because) == (
        Verdict.NOT_ASSESSABLE, "Law C sets no count; days gone by: 18."
    )  # fmt: skip
