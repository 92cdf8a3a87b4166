"""A request is handled by persons of the authority that was asked: hold, search, decide, tell, close."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from commonpurchase.history import actions as history
from commonpurchase.holdings.actions import ledger
from commonpurchase.holdings.facts.custody import Event, Kind
from commonpurchase.holdings.facts.foi import Consultation, ItemDecision, Notice, Search, State
from commonpurchase.holdings.facts.ledger import Row
from commonpurchase.holdings.models import Case
from commonpurchase.holdings.queries import cases as queries
from commonpurchase.holdings.queries import exposure
from commonpurchase.holdings.queries import ledger as entries
from commonpurchase.holdings.readers import calendars, policy
from commonpurchase.holdings.reckoning.clocks import working_days_after
from commonpurchase.holdings.rules import foi_handling
from commonpurchase.organisations import queries as organisations
from commonpurchase.sharing import actions as sharing
from commonpurchase.sharing import gate
from commonpurchase.sharing.actions import holds
from commonpurchase.sharing.facts import Permission, Viewer
from commonpurchase.sharing.reckoning import presets
from commonpurchase.vocabulary.findings import Finding, Verdict


class NotReadyError(ValueError):
    """The case cannot go on as it is; the message names everything that is missing."""


@transaction.atomic
def receive(*, asked: str, received_on: date, laws: Sequence[str], by: Viewer) -> UUID:
    """Enter a request that reached the viewer's organisation; returns the case's id."""
    own, person = gate.organisation_of(by), gate.person_of(by)
    known = queries.laws_of(by)
    missing = [
        *(["no freedom-of-information law is recorded for your organisation"] if not known else []),
        *(["say what is asked for"] if not asked.strip() else []),
        *(["choose the law it is asked under"] if not set(laws) & set(known) else []),
        *(["it cannot have been received on a day to come"] if received_on > by.at.date() else []),
    ]
    if missing:
        raise NotReadyError(f"{'; '.join(missing)}.".capitalize())
    row = Case.objects.create(
        label=sharing.attach(presets.own(own)),
        authority_id=own,
        laws=[one for one in known if one in set(laws)],
        received_on=received_on,
        received_by=person,
        asked=asked.strip(),
        changed_at=by.at,
    )
    _noted(row, "receive", {"asked": row.asked, "on": str(received_on)}, by)
    return row.pk


@transaction.atomic
def place_hold(*, case: UUID, words: str, by: Viewer) -> int:
    """Hold everything that matches, before anything is searched; returns how many items are held."""
    row = _locked(case, by)
    ledger.settle(by=by)
    report = exposure.report(by, by.at, words=words, masked=False)
    _hold(row, [one.item.id for one in report.rows], by)
    if row.held_on is None:
        row.held_on = by.at.date()
    if row.state == State.RECEIVED.value:
        row.state = State.HOLD_PLACED.value
    _save(row, "place_hold", {"items": len(report.rows), "words": words}, by)
    return len(report.rows)


@transaction.atomic
def search(*, case: UUID, terms: str, scope: str, found: Collection[UUID], by: Viewer) -> None:
    """Write a search down, and what it found; what it found is held, and its originators are to be heard."""
    row = _locked(case, by)
    if not terms.strip() or not scope.strip():
        raise NotReadyError("Say which words were searched for, and where.")
    if row.held_on is None:
        raise NotReadyError("Place the hold first: nothing may be lost while it is searched for.")
    known = {one.event.item for one in entries.of_own(by)}
    if set(found) - known:
        raise NotReadyError("Choose only items that your organisation has.")
    written = Search(terms.strip(), scope.strip(), _name(by), by.at.date(), tuple(sorted(found)))
    row.searches = [*row.searches, {**_plain(asdict(written)), "at": by.at.isoformat()}]
    row.items = sorted({*row.items, *map(str, found)})
    _hold(row, found, by)
    row.to_consult = _to_hear(row, by)
    if row.state == State.HOLD_PLACED.value:
        row.state = State.SEARCH.value
    _save(row, "search", {"terms": terms, "found": len(found)}, by)


@transaction.atomic
def consult(*, case: UUID, item: UUID, because: str = "", by: Viewer) -> None:
    """Write down that a third party was asked today, or why it is not asked. Silence is not consent."""
    row = _locked(case, by)
    party = (row.to_consult or {}).get(str(item))
    if party is None:
        raise gate.NotFoundError("third party")
    days = policy.consultation_days(by.at.date())
    clock = policy.clock(row.laws[0], row.received_on)
    calendar = calendars.around(clock.calendar if clock else "EU institutions", by.at.date())
    written = Consultation(
        item, party, by.at.date(), working_days_after(by.at.date(), days, calendar), not_asked_because=because
    )
    row.consultations = [*_others(row.consultations, item), _plain(asdict(written))]
    _save(row, "consult", {"item": str(item), "asked": not because}, by)


@transaction.atomic
def reply(*, case: UUID, item: UUID, words: str, by: Viewer) -> None:
    """Write down what a third party answered."""
    row = _locked(case, by)
    asked = next((one for one in row.consultations if one["item"] == str(item)), None)
    if asked is None or not words.strip():
        raise NotReadyError("Write what the third party answered, once it was asked.")
    answered = {**asked, "reply": words.strip(), "replied_on": by.at.date().isoformat()}
    row.consultations = [*_others(row.consultations, item), answered]
    _save(row, "reply", {"item": str(item)}, by)


@transaction.atomic
def decide(*, case: UUID, decision: ItemDecision, by: Viewer) -> None:
    """Write the decision on one item, or on the whole where nothing was found; the last one counts."""
    row = _locked(case, by)
    if decision.item is not None and str(decision.item) not in row.items:
        raise gate.NotFoundError("item")
    written = _plain(asdict(decision) | {"by": _name(by)})
    row.decisions = [one for one in row.decisions if one["item"] != written["item"]] + [written]
    _save(row, "decide", written, by)


@transaction.atomic
def tell(*, case: UUID, notice: Notice, by: Viewer) -> None:
    """Keep what the requester is told; what is missing keeps the case open, not the notice unsaved."""
    row = _locked(case, by)
    row.notice = _plain(asdict(notice))
    _save(row, "tell", row.notice, by)


@transaction.atomic
def review(*, case: UUID, found: str, by: Viewer) -> None:
    """Write down what a review found, and who made it."""
    row = _locked(case, by)
    row.review = found.strip()
    _save(row, "review", {"found": row.review}, by)


@transaction.atomic
def extend(*, case: UUID, by: Viewer) -> None:
    """Extend the time to answer, where the law has an extension."""
    row = _locked(case, by)
    row.extended = True
    _save(row, "extend", {}, by)


@transaction.atomic
def move(*, case: UUID, to: State, by: Viewer) -> None:
    """Take a case to its next state. `NotReadyError` names everything that is missing."""
    row = _locked(case, by)
    _justified(queries.missing(queries.fact(by, row), to, by.at.date()))
    row.state = to.value
    _save(row, "move", {"to": to.value}, by)


@transaction.atomic
def lift_hold(*, case: UUID, by: Viewer) -> None:
    """Lift the hold of a closed case once the time for a review is over."""
    row = _locked(case, by)
    fact = queries.fact(by, row)
    _justified(foi_handling.the_hold_may_be_lifted(fact, by.at.date()))
    ledger.append(_rows(row, fact.on_hold, Kind.FOI_RELEASE, by))
    holds.lift(case=row.pk, by=by)
    _save(row, "lift_hold", {"items": len(fact.on_hold)}, by)


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


def _to_hear(row: Case, by: Viewer) -> dict[str, str]:
    """The originators of what was found, but the authority itself."""
    names = {one.id: one.name for one in organisations.listed(by)}
    found = entries.of_items(by, [UUID(one) for one in row.items])
    return {
        str(one.event.item): names.get(one.thing.originator, "an organisation that left")
        for one in found
        if one.thing.originator != row.authority_id
    }


def _locked(case: UUID, by: Viewer) -> Case:
    opened = gate.open_record(by, Case, case, Permission.CHANGE)
    gate.person_of(by)
    return Case.objects.select_for_update().get(pk=opened.pk)


def _justified(finding: Finding) -> None:
    if finding.verdict is not Verdict.MET:
        raise NotReadyError(finding.because)


def _save(row: Case, verb: str, content: dict[str, Any], by: Viewer) -> None:
    row.changed_at = by.at
    row.save()
    _noted(row, verb, content, by)


def _noted(row: Case, verb: str, content: dict[str, Any], by: Viewer) -> None:
    history.append(verb=f"holdings.case_{verb}", subject=("case", row.pk), content=content, by=by)


def _name(by: Viewer) -> str:
    return organisations.name_of_person(gate.person_of(by))


def _others(said: Sequence[dict[str, Any]], item: UUID) -> list[dict[str, Any]]:
    return [one for one in said if one["item"] != str(item)]


def _plain(value: Any) -> Any:
    """Facts as JSON keeps them: days and ids as text."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, str | int | bool) else str(value)
