"""What may be done in a case in which state, and whether its days can be true."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from commonpurchase.holdings.facts.foi import OPEN_TO, Act, Case, Deadline, Notice, State
from commonpurchase.vocabulary.findings import Finding, cites, met, not_assessable, not_met
from commonpurchase.vocabulary.periods import in_words

#: How each step is called in a sentence.
WORDS = {
    Act.HOLD: "place the hold",
    Act.SEARCH: "write a search down",
    Act.CONSULT: "write down who is asked",
    Act.REPLY: "write an answer down",
    Act.DECIDE: "write a decision",
    Act.NOTICE: "write the notice",
    Act.WITHDRAW: "take an entry back",
    Act.EXTEND: "extend the time",
    Act.DROP: "close it without an answer",
    Act.REOPEN: "open a review",
    Act.REVIEW: "write down what a review found",
    Act.LIFT: "lift the hold",
}
SHUT = frozenset({State.CLOSED, State.DROPPED})


@cites("common-purchase/foi.11")
def the_step_fits_the_state(state: State, act: Act) -> Finding:
    """The step is one of those that a case allows where it stands."""
    if act in OPEN_TO[state]:
        return met(f"While it stands at “{state}”, you can {WORDS[act]}.")
    if state in SHUT:
        return not_met(f"The case is closed: to {WORDS[act]}, open a review first.")
    at = " or ".join(f"“{one}”" for one in State if act in OPEN_TO[one])
    return not_met(f"The case stands at “{state}”: you can {WORDS[act]} at {at}.")


@cites("common-purchase/foi.12")
def the_days_follow_one_another(case: Case, notice: Notice, on: date, first: date) -> Finding:
    """Received, then sent, neither before `first` nor in time to come; a review after the sending."""
    wrong = list(_wrong_days(case.received_on, notice, on, first))
    if wrong:
        return not_met(" ".join(wrong))
    return met("Its days follow one another.")


@cites("common-purchase/foi.13")
def the_time_may_be_extended(
    case: Case, because: str, running: Collection[str], late: Sequence[str]
) -> Finding:
    """A law has an extension (`running`: those whose time is not over, `late`: those whose time is)."""
    missing = [
        *(["say why more time is needed"] if not because.strip() else []),
        *(["it was extended already"] if case.extension else []),
        *([f"the time under {' and '.join(late)} is over"] if late and not running else []),
        *([f"{' and '.join(case.laws)} has no extension"] if not late and not running else []),
    ]
    if missing:
        said = "; ".join(missing)
        return not_met(f"{said[0].upper()}{said[1:]}.")
    return met(f"Extended under {' and '.join(running)}.")


@cites("common-purchase/foi.2")
def the_hold_may_be_lifted(case: Case, on: date, leaves: Sequence[Deadline]) -> Finding:
    """The case is closed and the time for a review is over, by its notice and by each law (`leaves`)."""
    if case.state not in SHUT:
        return not_met(f"The case is not closed: {case.state}.")
    told = case.notice.deadline if case.notice else None
    if case.state is State.CLOSED and told is None:
        return not_assessable("The notice does not say until when a review can be asked for.")
    if len(leaves) < len(case.laws) or any(one.due_on is None for one in leaves):
        return not_assessable("How long its law leaves for a review is not known.")
    until = max(day for day in (told, *(one.due_on for one in leaves)) if day)
    if on <= until:
        return not_met(f"A review can be asked for until {in_words(until)}.")
    return met(f"The time for a review ended on {in_words(until)}.")


def _wrong_days(received: date, notice: Notice, on: date, first: date) -> Iterator[str]:
    sent, deadline = notice.sent_on, notice.deadline
    if received < first:
        yield f"Received on: found {in_words(received)}; expected a day since {in_words(first)}."
    if sent and sent < received:
        yield f"Sent on: found {in_words(sent)}; expected no day before the receipt on {in_words(received)}."
    if sent and sent > on:
        yield f"Sent on: found {in_words(sent)}; expected no day to come."
    if deadline and deadline <= (sent or received):
        since = (
            f"{in_words(sent)}, when it is sent" if sent else f"{in_words(received)}, when it was received"
        )
        yield f"A review can be asked for until: found {in_words(deadline)}; expected a day after {since}."


RULES = [
    the_step_fits_the_state,
    the_days_follow_one_another,
    the_time_may_be_extended,
    the_hold_may_be_lifted,
]
