"""Where a case may go next, and whether it may close: never while a required part is missing."""

from collections.abc import Callable, Iterator
from datetime import date

from commonpurchase.holdings.facts.foi import TRANSITIONS, Case, Exemption, State
from commonpurchase.holdings.rules import foi_decisions, foi_handling
from commonpurchase.holdings.rules.foi_decisions import Exemptions
from commonpurchase.vocabulary.findings import Finding, Verdict, cites, met, not_met

Check = Callable[[Case, Exemptions, date], list[Finding]]
ORDER = list(State)


@cites("common-purchase/foi.9")
def the_case_may_go_on(case: Case, to: State, exemptions: Exemptions, on: date) -> Finding:
    """The next state follows from the present one, and nothing that must come before it is missing."""
    onwards = TRANSITIONS[case.state]
    if to not in onwards:
        return not_met(f"From {case.state} a case goes to {' or '.join(onwards)}, not to {to}.")
    missing = list(_missing(case, to, exemptions, on)) if _is_onwards(case.state, to) else []
    if to is State.DROPPED and case.dropped is None:
        missing = ["It is not written down why it is closed without an answer."]
    if missing:
        return not_met(" ".join(missing))
    return met(f"From {case.state} to {to}.")


@cites("common-purchase/foi.9")
def the_case_can_be_closed(case: Case, exemptions: Exemptions, on: date) -> Finding:
    """Held, searched, heard, decided, told: nothing is missing; what is missing is all named at once."""
    missing = list(_missing(case, State.CLOSED, exemptions, on))
    if missing:
        return not_met(" ".join(missing))
    return met("Nothing is missing.")


@cites("common-purchase/foi.9")
def the_review_is_written_down(case: Case) -> Finding:
    """A case under review says what the review found."""
    if case.state is State.REVIEW and not case.review.strip():
        return not_met("It is not written down what the review found, and who made it.")
    return met("There is no review, or it is written down.")


def by_id(exemptions: tuple[Exemption, ...]) -> Exemptions:
    """Exemptions by their id, as the rules ask for them."""
    return {one.id: one for one in exemptions}


def _missing(case: Case, to: State, exemptions: Exemptions, on: date) -> Iterator[str]:
    for state, check in REQUIRED:
        if ORDER.index(state) <= ORDER.index(to):
            yield from (
                finding.because
                for finding in check(case, exemptions, on)
                if finding.verdict is not Verdict.MET
            )


def _is_onwards(state: State, to: State) -> bool:
    """A review is always open to whoever was refused, so nothing stands before it."""
    if to in {State.REVIEW, State.DROPPED}:
        return False
    return to is State.CLOSED or ORDER.index(to) > ORDER.index(state)


def _held(case: Case, exemptions: Exemptions, on: date) -> list[Finding]:  # noqa: ARG001 - all checks alike
    return [foi_handling.the_hold_is_in_place(case)]


def _searched(case: Case, exemptions: Exemptions, on: date) -> list[Finding]:  # noqa: ARG001 - all checks alike
    return [foi_handling.the_search_is_written_down(case)]


def _heard(case: Case, exemptions: Exemptions, on: date) -> list[Finding]:  # noqa: ARG001 - all checks alike
    return [foi_handling.third_parties_were_heard(case, on)]


def _decided(case: Case, exemptions: Exemptions, on: date) -> list[Finding]:  # noqa: ARG001 - all checks alike
    by_item = [foi_decisions.lacking(one, exemptions, case.laws) for one in case.decisions]
    return [foi_handling.every_item_is_decided(case), *(one for found in by_item for one in found)]


def _told(case: Case, exemptions: Exemptions, on: date) -> list[Finding]:  # noqa: ARG001 - all checks alike
    return [foi_decisions.the_notice_is_complete(case, exemptions), the_review_is_written_down(case)]


#: What must be in order before a case enters a state, and every state after it.
REQUIRED: tuple[tuple[State, Check], ...] = (
    (State.HOLD_PLACED, _held),
    (State.CONSULT, _searched),
    (State.DECIDE, _heard),
    (State.NOTICE, _decided),
    (State.CLOSED, _told),
)

RULES = [the_case_may_go_on, the_case_can_be_closed, the_review_is_written_down]
