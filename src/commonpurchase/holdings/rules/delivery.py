"""How far something may go, what must not be moved, and whether the ledger can be trusted."""

from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from commonpurchase.holdings.facts.custody import Answer, Cap, Event, Kind, Mode, Status
from commonpurchase.vocabulary.findings import Finding, cites, met, not_assessable, not_met
from commonpurchase.vocabulary.periods import in_words

#: How a mode is called where people read it.
WORDS = {
    Mode.NONE: "nothing",
    Mode.ATTEST: "a signed statement",
    Mode.REACH: "being able to open it",
    Mode.SEEN: "reading on screen",
    Mode.COPY: "a copy",
    Mode.OWN: "delivery under the receiver's own contract",
}


def how(mode: Mode, first: Event | None) -> str:
    """How an item is held, in words: what an organisation put here itself was delivered by nobody."""
    if mode is Mode.OWN and first is not None and first.kind is Kind.ORIGINATE:
        return "put here by the organisation itself"
    return WORDS[mode]


@cites("common-purchase/custody.4")
def the_delivery_stays_within_the_cap(requested: Mode, cap: Cap) -> Finding:
    """It goes no further than the receiver's law and the record's class allow by default."""
    if requested > cap.mode:
        return not_met(
            f"Asked for: {WORDS[requested]}. The furthest is {WORDS[cap.mode]}, because {cap.because}."
        )
    return met(f"{WORDS[requested].capitalize()} is within {WORDS[cap.mode]}, because {cap.because}.")


@cites("common-purchase/custody.5")
def the_matrix_has_an_answer(status: Status) -> Finding:
    """The holding matrix says what this mode means under this law."""
    if status.answer is Answer.NOT_KNOWN:
        return not_assessable(
            f"Version {status.matrix_version} of the holding matrix has no answer for {status.law} and "
            f"{WORDS[status.mode]}: it is treated as held."
        )
    return met(f"Under {status.law}, {WORDS[status.mode]}: {status.printed}.")


@cites("common-purchase/custody.6")
def no_request_holds_it(cases: Collection[UUID]) -> Finding:
    """No Freedom of Information request is open for it, so it may be deleted, moved or lowered."""
    if cases:
        number = f"{len(cases)} request{'s' if len(cases) > 1 else ''}"
        return not_met(f"It is held for {number}: to alter or erase it now may be an offence.")
    return met("No request holds it.")


@cites("common-purchase/custody.6")
def the_time_to_keep_it_is_over(keep_until: datetime | None, at: datetime) -> Finding:
    """Nothing obliges anybody to keep it longer; it may go from that moment on."""
    if keep_until is not None and keep_until > at:
        return not_met(f"It is to be kept until {in_words(keep_until.date())}.")
    return met("No time to keep it is still running.")


@cites("common-purchase/custody.7")
def the_ledger_runs_forward(events: Iterable[Event]) -> Finding:
    """Numbers only rise and times never fall, in the order of the rows as given."""
    for before, event in pairwise(events):
        if event.sequence <= before.sequence:
            return not_met(f"Row {event.sequence} stands after row {before.sequence}.")
        if event.at < before.at:
            return not_met(
                f"Row {event.sequence} is dated {event.at.isoformat()}, before row {before.sequence}, "
                f"{before.at.isoformat()}: a clock was wrong."
            )
    return met("Every row follows the one before it.")


@cites("common-purchase/custody.8")
def what_a_clause_obliges_goes_to_its_buyer(buyer: UUID | None, receiver: UUID) -> Finding:
    """Data that a buyer's own contract obliges the supplier to deliver is not routed to somebody else.

    `buyer`: whose clause obliges the supplier to deliver it; None where no clause does.
    """
    if buyer is not None and buyer != receiver:
        return not_met("A buyer's own contract obliges the supplier to deliver this: it goes to that buyer.")
    return met("No buyer's clause is passed by.")


@cites("common-purchase/custody.8")
def working_notes_stay_with_their_author(wrote: UUID, would_hold: UUID, *, is_note: bool) -> Finding:
    """A buyer's own working notes are not stored outside the buyer."""
    if is_note and wrote != would_hold:
        return not_met("These are working notes of the organisation that wrote them: they stay with it.")
    return met("Nobody's own notes are moved out.")


RULES = [
    the_delivery_stays_within_the_cap,
    the_matrix_has_an_answer,
    no_request_holds_it,
    the_time_to_keep_it_is_over,
    the_ledger_runs_forward,
    what_a_clause_obliges_goes_to_its_buyer,
    working_notes_stay_with_their_author,
]
