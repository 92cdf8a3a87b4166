"""What changes the course of a case: entries taken back, more time, a review, an end without an answer.

Nothing is deleted by it: the log keeps every entry with who changed it and why.
"""

from typing import Any
from uuid import UUID

from django.db import transaction

from commonpurchase.holdings.actions.case_records import NotReadyError, justified, locked, said, save
from commonpurchase.holdings.actions.cases import to_hear
from commonpurchase.holdings.facts.foi import Act, Short, State
from commonpurchase.holdings.models import Case
from commonpurchase.holdings.queries import cases as queries
from commonpurchase.holdings.rules import foi_steps
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Viewer

LISTS = ("searches", "consultations", "decisions")


@transaction.atomic
def withdraw(*, case: UUID, entry: str, because: str, by: Viewer) -> None:
    """Take an entry of the log back, for a reason; it stays readable and counts no more.

    What only a search that is taken back had found leaves the case, with what was decided on it; the hold
    on it stays. `gate.NotFoundError` for an entry that is not there or does not stand.
    """
    row = locked(case, by, Act.WITHDRAW)
    name, _, place = entry.partition(":")
    standing = {f"{one}:{at}": what for one in LISTS for at, what in enumerate(getattr(row, one))}
    found = standing.get(entry)
    if found is None or not queries.stands(found):
        raise gate.NotFoundError("entry")
    found["withdrawn"] = said(because, by)
    if name == "searches":
        _leave_out(row, f"search {int(place) + 1} was taken back: {because.strip()}", by)
    save(row, "withdraw", {"entry": entry, "because": because}, by)


@transaction.atomic
def extend(*, case: UUID, because: str, by: Viewer) -> list[str]:
    """Extend the time to answer, where a law has an extension; returns under which laws."""
    row = locked(case, by, Act.EXTEND)
    running, late = queries.extensible(by, case)
    fact = queries.fact(by, row)
    justified(foi_steps.the_time_may_be_extended(fact, because, running, late))
    row.extended, row.extension = True, {**said(because, by), "laws": running}
    save(row, "extend", {"because": because, "laws": running}, by)
    return running


@transaction.atomic
def drop(*, case: UUID, why: Short, because: str, by: Viewer) -> None:
    """Close a case without an answer; its hold stays for as long as a review could be asked for."""
    row = locked(case, by, Act.DROP)
    if not because.strip():
        raise NotReadyError("Say how you know.")
    row.dropped = said(f"{why.value}: {because.strip()}", by)
    justified(queries.missing(queries.fact(by, row), State.DROPPED, by.at.date()))
    row.state = State.DROPPED.value
    save(row, "drop", row.dropped, by)


@transaction.atomic
def reopen(*, case: UUID, because: str, by: Viewer) -> None:
    """Open a review of a closed case: who asked for it, and why."""
    row = locked(case, by, Act.REOPEN)
    if not because.strip():
        raise NotReadyError("Say who asked for the review, and why.")
    row.reviews = [*row.reviews, {**said(because, by), "found": ""}]
    row.review, row.state = "", State.REVIEW.value
    save(row, "reopen", {"because": because}, by)


def _leave_out(row: Case, because: str, by: Viewer) -> None:
    """Reckon anew what was found, and take back what was said of anything that is no longer in it."""
    found = {str(item) for one in row.searches if queries.stands(one) for item in one["found"]}
    row.items = sorted(found)
    row.to_consult = to_hear(row, by)
    said_of: list[dict[str, Any]] = [*row.consultations, *row.decisions]
    for one in said_of:
        if one["item"] and one["item"] not in found and queries.stands(one):
            one["withdrawn"] = said(because, by)
