"""What must have been done in a case before the next step: held, searched, heard, decided, in time."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from commonpurchase.holdings.facts.foi import Case, Deadline, Outcome, Search
from commonpurchase.vocabulary.findings import Finding, cites, met, not_assessable, not_met
from commonpurchase.vocabulary.periods import in_words


@cites("common-purchase/foi.1")
def the_answer_is_in_time(deadline: Deadline, on: date) -> Finding:
    """The day by which the law wants an answer has not passed."""
    if deadline.due_on is None:
        return not_assessable(f"{deadline.because}; days gone by: {deadline.days_gone}.")
    if on > deadline.due_on:
        late = (on - deadline.due_on).days
        return not_met(
            f"Due on {in_words(deadline.due_on)}, {_counted(late, 'day')} ago ({deadline.because})."
        )
    return met(f"Due on {in_words(deadline.due_on)} ({deadline.because}).")


@cites("common-purchase/foi.2")
def the_hold_is_in_place(case: Case) -> Finding:
    """Everything that matches was put on hold before it was searched for."""
    if case.held_on is None:
        return not_met("No hold is placed.")
    if any(search.on < case.held_on for search in case.searches):
        return not_met("A search was made before the hold was placed.")
    loose = len(set(case.items) - case.on_hold)
    if loose:
        return not_met(f"{loose} of {len(case.items)} items that match are not on hold.")
    return met(f"On hold since {in_words(case.held_on)}.")


@cites("common-purchase/foi.3")
def the_search_is_written_down(case: Case) -> Finding:
    """At least one search: its terms, its scope, who made it, and nothing found that the case leaves out."""
    if not case.searches:
        return not_met("No search is written down.")
    missing = [f"search {number}: {what}" for number, what in _unwritten(case)]
    if missing:
        return not_met(f"The search log lacks {'; '.join(missing)}.")
    return met(f"Written down: {_counted(len(case.searches), 'search', 'searches')}.")


@cites("common-purchase/foi.4")
def third_parties_were_heard(case: Case, on: date) -> Finding:
    """Each third party was heard, had its days, or it is written down why it was not asked."""
    if case.to_consult is None:
        return not_assessable("Nobody has looked yet whom to consult.")
    heard = {one.item for one in case.consultations if one.replied_on or one.not_asked_because.strip()}
    asked = {one.item for one in case.consultations}
    waited_for = {one.item for one in case.consultations if one.reply_by >= on}
    silent = asked - waited_for - heard
    waiting = sorted(
        party for item, party in case.to_consult.items() if item not in heard and item not in silent
    )
    if waiting:
        return not_met(f"Still to be heard: {', '.join(waiting)}.")
    more = f" {len(silent)} did not answer, which is not consent." if silent else ""
    return met(f"Every third party was heard or had its days.{more}")


@cites("common-purchase/foi.5")
def every_item_is_decided(case: Case) -> Finding:
    """Each item that was found has one decision; where nothing was found, the request has one."""
    counted = Counter(one.item for one in case.decisions)
    if not case.items:
        outcomes = [one.outcome for one in case.decisions if one.item is None]
        if len(outcomes) == 1 and outcomes[0] in {Outcome.NOT_HELD, Outcome.NEITHER}:
            return met("Nothing was found, and that is decided.")
        return not_met("Nothing was found: one decision must say so, with help, or leave it open.")
    undecided = [item for item in case.items if counted[item] == 0]
    twice = [item for item in case.items if counted[item] > 1]
    if undecided or twice:
        return not_met(
            f"Undecided: {len(undecided)} of {len(case.items)} items; decided twice: {len(twice)}."
        )
    return met(f"Decided: {_counted(len(case.items), 'item')}.")


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _unwritten(case: Case) -> Iterator[tuple[int, str]]:
    for number, search in enumerate(case.searches, start=1):
        yield from ((number, what) for what in _lacks(search))
        if set(search.found) - set(case.items):
            yield number, "a decision on everything it found"


def _lacks(search: Search) -> list[str]:
    written = {"terms": search.terms, "scope": search.scope, "the person": search.by}
    return [name for name, value in written.items() if not value.strip()]


RULES = [
    the_answer_is_in_time,
    the_hold_is_in_place,
    the_search_is_written_down,
    third_parties_were_heard,
    every_item_is_decided,
]
