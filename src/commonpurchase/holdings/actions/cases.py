"""A request is handled by persons of the authority that was asked: hold, search, decide, tell, close."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from datetime import date
from uuid import UUID

from django.db import transaction

from commonpurchase.holdings.actions import ledger
from commonpurchase.holdings.actions.case_records import (
    MovedOnError,
    NotReadyError,
    justified,
    locked,
    name,
    noted,
    plain,
    said,
    save,
    unchanged,
)
from commonpurchase.holdings.facts.custody import Event, Kind
from commonpurchase.holdings.facts.foi import Act, Consultation, ItemDecision, Notice, Search, State
from commonpurchase.holdings.facts.ledger import Row
from commonpurchase.holdings.models import Case
from commonpurchase.holdings.queries import cases as queries
from commonpurchase.holdings.queries import exposure
from commonpurchase.holdings.queries import ledger as entries
from commonpurchase.holdings.readers import calendars, policy
from commonpurchase.holdings.reckoning.clocks import working_days_after
from commonpurchase.holdings.rules import foi_steps
from commonpurchase.organisations import queries as organisations
from commonpurchase.sharing import actions as sharing
from commonpurchase.sharing import gate
from commonpurchase.sharing.actions import holds
from commonpurchase.sharing.facts import Viewer
from commonpurchase.sharing.reckoning import presets
from commonpurchase.vocabulary.periods import in_words

__all__ = [
    "MovedOnError",
    "NotReadyError",
    "consult",
    "decide",
    "lift_hold",
    "move",
    "place_hold",
    "receive",
    "reply",
    "review",
    "search",
    "tell",
    "unchanged",
]


@transaction.atomic
def receive(*, asked: str, received_on: date, laws: Sequence[str], by: Viewer) -> UUID:
    """Enter a request that reached the viewer's organisation; returns the case's id."""
    own, person = gate.organisation_of(by), gate.person_of(by)
    known = queries.laws_of(by)
    missing = [
        *(["no freedom-of-information law is recorded for your organisation"] if not known else []),
        *(["say what is asked for"] if not asked.strip() else []),
        *(["choose the law it is asked under"] if not set(laws) & set(known) else []),
        *_unlikely(received_on, by.at.date()),
    ]
    if missing:
        said_at_once = "; ".join(missing)
        raise NotReadyError(f"{said_at_once[0].upper()}{said_at_once[1:]}.")
    row = Case.objects.create(
        label=sharing.attach(presets.own(own)),
        authority_id=own,
        laws=[one for one in known if one in set(laws)],
        received_on=received_on,
        received_by=person,
        asked=asked.strip(),
        changed_at=by.at,
    )
    noted(row, "receive", {"asked": row.asked, "on": str(received_on)}, by)
    return row.pk


@transaction.atomic
def place_hold(*, case: UUID, words: str, by: Viewer) -> int:
    """Hold everything that matches, before anything is searched; returns how many items are held."""
    row = locked(case, by, Act.HOLD)
    ledger.settle(by=by)
    report = exposure.report(by, by.at, words=words, masked=False)
    if words.strip() and not report.rows:
        raise NotReadyError(
            f"Nothing that your organisation has fits “{words.strip()}”: found 0 items; expected at least "
            "one. Use other words, or none to hold everything."
        )
    _hold(row, [one.item.id for one in report.rows], by)
    if row.held_on is None:
        row.held_on = by.at.date()
    if row.state == State.RECEIVED.value:
        row.state = State.HOLD_PLACED.value
    save(row, "place_hold", {"items": len(report.rows), "words": words}, by)
    return len(report.rows)


@transaction.atomic
def search(*, case: UUID, terms: str, scope: str, found: Collection[UUID], by: Viewer) -> None:
    """Write a search down, and what it found; what it found is held, and its originators are to be heard."""
    row = locked(case, by, Act.SEARCH)
    if not terms.strip() or not scope.strip():
        raise NotReadyError("Say which words were searched for, and where.")
    if row.held_on is None:
        raise NotReadyError("Place the hold first: nothing may be lost while it is searched for.")
    known = {one.event.item for one in entries.of_own(by)}
    if set(found) - known:
        raise NotReadyError("Choose only items that your organisation has.")
    written = Search(terms.strip(), scope.strip(), name(by), by.at.date(), tuple(sorted(found)))
    row.searches = [*row.searches, {**plain(asdict(written)), "at": by.at.isoformat()}]
    row.items = sorted({*row.items, *map(str, found)})
    _hold(row, found, by)
    row.to_consult = to_hear(row, by)
    if row.state == State.HOLD_PLACED.value:
        row.state = State.SEARCH.value
    save(row, "search", {"terms": terms, "found": len(found)}, by)


@transaction.atomic
def consult(*, case: UUID, item: UUID, because: str = "", by: Viewer) -> None:
    """Write down that a third party was asked today, or why it is not asked. Silence is not consent."""
    row = locked(case, by, Act.CONSULT)
    party = (row.to_consult or {}).get(str(item))
    if party is None:
        raise gate.NotFoundError("third party")
    days = policy.consultation_days(by.at.date())
    clock = policy.clock(row.laws[0], row.received_on)
    calendar = calendars.around(clock.calendar if clock else "EU institutions", by.at.date())
    written = Consultation(
        item, party, by.at.date(), working_days_after(by.at.date(), days, calendar), not_asked_because=because
    )
    row.consultations = [*row.consultations, plain(asdict(written))]
    save(row, "consult", {"item": str(item), "asked": not because}, by)


@transaction.atomic
def reply(*, case: UUID, item: UUID, words: str, by: Viewer) -> None:
    """Write down what a third party answered, beside whatever it answered before."""
    row = locked(case, by, Act.REPLY)
    asked = [one for one in row.consultations if one["item"] == str(item) and queries.stands(one)]
    asked = [one for one in asked if not one["not_asked_because"]]
    if not asked or not words.strip():
        raise NotReadyError("Write what the third party answered, once it was asked.")
    answer = {"reply": words.strip(), "replied_on": by.at.date().isoformat()}
    open_one = next((one for one in asked if not one["reply"]), None)
    if open_one is None:
        row.consultations = [*row.consultations, {**asked[-1], **answer}]
    else:
        open_one.update(answer)
    save(row, "reply", {"item": str(item)}, by)


@transaction.atomic
def decide(*, case: UUID, decision: ItemDecision, also: bool = False, by: Viewer) -> None:
    """Write the decision on one item, or on the whole where nothing was found; an earlier one is replaced.

    `also`: what the earlier decision rests on stays, and the exemptions of this one are added.
    """
    row = locked(case, by, Act.DECIDE)
    if decision.item is not None and str(decision.item) not in row.items:
        raise gate.NotFoundError("item")
    written = plain(asdict(decision) | {"by": name(by)})
    earlier = [one for one in row.decisions if one["item"] == written["item"] and queries.stands(one)]
    if also:
        written["applied"] = [*(old for one in earlier for old in one["applied"]), *written["applied"]]
    for one in earlier:
        one["withdrawn"] = said("replaced by a later decision", by)
    row.decisions = [*row.decisions, written]
    save(row, "decide", written, by)


@transaction.atomic
def tell(*, case: UUID, notice: Notice, by: Viewer) -> None:
    """Keep what the requester is told; what is missing keeps the case open, not the notice unsaved.

    Days that cannot be true are refused. A notice that was sent stays readable when another replaces it.
    """
    row = locked(case, by, Act.NOTICE)
    today = by.at.date()
    fact, first = queries.fact(by, row), policy.first_day(today)
    justified(foi_steps.the_days_follow_one_another(fact, notice, today, first))
    if row.notice and row.notice.get("sent_on"):
        row.earlier_notices = [*row.earlier_notices, row.notice]
    row.notice = plain(asdict(notice))
    save(row, "tell", row.notice, by)


@transaction.atomic
def review(*, case: UUID, found: str, by: Viewer) -> None:
    """Write down what a review found, and who made it."""
    row = locked(case, by, Act.REVIEW)
    row.review = found.strip()
    if row.reviews:
        row.reviews[-1]["found"] = row.review
    save(row, "review", {"found": row.review}, by)


@transaction.atomic
def move(*, case: UUID, to: State, by: Viewer) -> None:
    """Take a case to its next state. `NotReadyError` names everything that is missing.

    A review is opened by `case_changes.reopen`, which wants the reason.
    """
    row = locked(case, by, Act.REOPEN if to is State.REVIEW else None)
    if to is State.REVIEW:
        raise NotReadyError("Say who asked for the review, and why.")
    justified(queries.missing(queries.fact(by, row), to, by.at.date()))
    row.state = to.value
    save(row, "move", {"to": to.value}, by)


@transaction.atomic
def lift_hold(*, case: UUID, by: Viewer) -> None:
    """Lift the hold of a closed case once the time for a review is over."""
    row = locked(case, by, Act.LIFT)
    fact = queries.fact(by, row)
    justified(foi_steps.the_hold_may_be_lifted(fact, by.at.date(), queries.review_times(fact, by.at.date())))
    ledger.append(_rows(row, fact.on_hold, Kind.FOI_RELEASE, by))
    holds.lift(case=row.pk, by=by)
    save(row, "lift_hold", {"items": len(fact.on_hold)}, by)


def _hold(row: Case, items: Iterable[UUID], by: Viewer) -> None:
    fresh = set(items) - queries.fact(by, row).on_hold if row.held_on else set(items)
    rows = _rows(row, fresh, Kind.FOI_HOLD, by)
    if rows:
        ledger.append(rows)
    holds.place(records=[(one.thing.kind, one.event.item) for one in rows], case=row.pk, by=by)


def _rows(row: Case, items: Iterable[UUID], kind: Kind, by: Viewer) -> list[Row]:
    last = {one.event.item: one for one in entries.of_items(by, list(items))}
    person = gate.person_of(by)
    return [
        Row(Event(0, by.at, row.authority_id, item, kind, case=row.pk, person=person), last[item].thing)
        for item in sorted(last)
    ]


def to_hear(row: Case, by: Viewer) -> dict[str, str]:
    """The originators of what was found, but the authority itself."""
    names = {one.id: one.name for one in organisations.listed(by)}
    found = entries.of_items(by, [UUID(one) for one in row.items])
    return {
        str(one.event.item): names.get(one.thing.originator, "an organisation that left")
        for one in found
        if one.thing.originator != row.authority_id
    }


def _unlikely(received_on: date, today: date) -> list[str]:
    """What speaks against a day of receipt."""
    first = policy.first_day(today)
    if received_on < first:
        return [f"received on: found {in_words(received_on)}; expected a day since {in_words(first)}"]
    return ["it cannot have been received on a day to come"] if received_on > today else []
