"""Publishing (D4): one person proposes, another agrees, those it is about are heard, an entry is made."""

import hashlib
import json
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from commonpurchase.history import actions as history
from commonpurchase.holdings.facts.register import Draft, Proposed, Source, Stage
from commonpurchase.holdings.facts.register import Hearing as HearingFact
from commonpurchase.holdings.facts.seeing import Kind
from commonpurchase.holdings.models import Hearing, Publication, RegisterEntry
from commonpurchase.holdings.queries import register as queries
from commonpurchase.holdings.readers import policy
from commonpurchase.holdings.rules import register as rules
from commonpurchase.organisations import queries as organisations
from commonpurchase.sharing import actions as sharing
from commonpurchase.sharing import gate
from commonpurchase.sharing.actions import holds
from commonpurchase.sharing.facts import Permission, Viewer
from commonpurchase.sharing.reckoning import declassified, joins
from commonpurchase.vocabulary.findings import Finding, Verdict
from commonpurchase.vocabulary.readers import declared


class NotReadyError(ValueError):
    """It cannot be proposed, agreed to, replied to or published as it is; the message says everything why."""


@transaction.atomic
def propose(*, kind: Kind, key: UUID, draft: Draft, by: Viewer) -> UUID:
    """Propose a public entry made from an own record; returns the proposal's id. Nothing is public yet.

    `gate.NotFoundError`, `gate.RefusedError`, or `NotReadyError` with everything that is missing.
    """
    person, source = gate.person_of(by), queries.source(by, kind, key)
    _justified(
        rules.nothing_keeps_it_closed_for_good(source.label, by.at),
        rules.what_is_withheld_names_its_head(draft, policy.heads(by.at.date())),
    )
    row = Publication.objects.create(
        label=sharing.attach(joins.kept_to_itself(gate.organisation_of(by), [source.label])),
        record_kind=kind.value,
        record=key,
        input_sha256=source.sha256,
        text=draft.text.strip(),
        withheld=[vars(one) for one in draft.withheld],
        corrects=_corrected(draft, by),
        proposed_at=by.at,
        proposed_by=person,
    )
    _tell("holdings.propose_entry", row, by, input=source.sha256)
    return row.pk


@transaction.atomic
def agree(*, publication: UUID, by: Viewer) -> None:
    """Agree as the second person; those whom the entry is about can read the draft from now on."""
    seen, row = _locked(publication, by)
    if seen.stage is not Stage.WAITING:
        raise NotReadyError("It does not wait for a second person.")
    source = queries.source(by, seen.kind, seen.record)
    row.agreed_at, row.agreed_by = by.at, gate.person_of(by)
    _justified(*_findings(seen, source, by, agreed_by=row.agreed_by))
    row.save(update_fields=["agreed_at", "agreed_by"])
    until = by.at + timedelta(days=declared.value("register_reply_days", by.at.date()))
    own = gate.organisation_of(by)
    for subject in sorted(source.label.subjects - {own}):
        Hearing.objects.create(
            label=sharing.attach(declassified.heard(own, source.label, subject)),
            publication=row,
            organisation=subject,
            until=until,
        )
    _tell("holdings.agree_to_entry", row, by, input=source.sha256)


@transaction.atomic
def reply(*, hearing: UUID, said: str, beside: bool, by: Viewer) -> None:
    """Reply to a draft about the viewer's own organisation, once, while there is time."""
    draft, *_ = queries.draft_about(by, hearing)
    row = Hearing.objects.select_for_update().select_related("publication").get(pk=hearing)
    gate.person_of(by)
    if row.replied_at is not None or by.at >= draft.until or row.publication.entry_id:
        raise NotReadyError("There is no reply to give any more.")
    if beside and not said.strip():
        raise NotReadyError("Write what shall stand beside the entry.")
    row.said, row.beside, row.replied_at = said.strip(), beside, by.at
    row.save(update_fields=["said", "beside", "replied_at"])
    _tell("holdings.reply_to_entry", row.publication, by, beside=beside)


@transaction.atomic
def answer(*, publication: UUID, hearing: UUID, said: str, by: Viewer) -> None:
    """Answer a reply; whoever replied reads it."""
    seen, row = _locked(publication, by)
    if seen.stage in {Stage.PUBLISHED, Stage.SET_ASIDE} or not said.strip():
        raise NotReadyError("Write an answer, before the entry is published.")
    if not row.hearings.filter(pk=hearing).exclude(said="").update(answer=said.strip()):
        raise gate.NotFoundError("reply")
    _tell("holdings.answer_reply", row, by)


@transaction.atomic
def publish(*, publication: UUID, by: Viewer) -> UUID:
    """Make the public entry; returns its id. `NotReadyError` with every condition that is not met."""
    seen, row = _locked(publication, by)
    if seen.stage in {Stage.PUBLISHED, Stage.SET_ASIDE}:
        raise NotReadyError(f"This was {seen.stage} already.")
    gate.person_of(by)
    source = queries.source(by, seen.kind, seen.record)
    _justified(
        *_findings(seen, source, by, agreed_by=seen.agreed_by),
        rules.those_it_is_about_were_heard(seen.hearings, by.at),
    )
    own = gate.organisation_of(by)
    beside = [_beside(one, by.at) for one in seen.hearings]
    text = json.dumps([seen.draft.text, row.withheld, beside], sort_keys=True, ensure_ascii=False)
    entry = RegisterEntry.objects.create(
        label=sharing.attach(declassified.published(own, source.label)),
        issuer_id=own,
        record_kind=row.record_kind,
        text=row.text,
        withheld=row.withheld,
        beside=beside,
        published_at=by.at,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        corrects=_corrected(seen.draft, by),
    )
    row.entry = entry
    row.save(update_fields=["entry"])
    _tell("holdings.publish_entry", row, by, entry=str(entry.pk), input=source.sha256, output=entry.sha256)
    return entry.pk


@transaction.atomic
def set_aside(*, publication: UUID, by: Viewer) -> None:
    """Set a proposal aside that was not published; `gate.RefusedError` while it is held for a request."""
    seen, row = _locked(publication, by)
    if seen.stage in {Stage.PUBLISHED, Stage.SET_ASIDE}:
        raise NotReadyError(f"This was {seen.stage} already.")
    holds.require_free(record=row)
    row.set_aside_at = by.at
    row.save(update_fields=["set_aside_at"])
    _tell("holdings.set_entry_aside", row, by)


def _findings(seen: Proposed, source: Source, by: Viewer, *, agreed_by: UUID | None) -> tuple[Finding, ...]:
    people = {
        one
        for one in (seen.proposed_by, agreed_by)
        if one and gate.organisation_of(by) in {held.id for held in organisations.mandates(one, by.at.date())}
    }
    return (
        rules.nothing_keeps_it_closed_for_good(source.label, by.at),
        rules.two_persons_of_one_organisation_agree(seen.proposed_by, agreed_by, people),
        rules.the_record_is_as_it_was(seen.input_sha256, source.sha256),
    )


def _beside(one: HearingFact, at: datetime) -> dict[str, object]:
    """What stands beside an entry of one organisation: named only where it wants its reply to be read."""
    said = one.said if one.beside else ""
    looking = organisations.acting(person=None, organisation=one.organisation, at=at)
    name = organisations.opened(looking, one.organisation).name if said else ""
    return {"name": name, "said": said, "silent": one.replied_at is None}


def _corrected(draft: Draft, by: Viewer) -> RegisterEntry | None:
    """The entry that this is the next version of: an own one, and the newest of its versions."""
    if draft.corrects is None:
        return None
    row = gate.open_record(by, RegisterEntry, draft.corrects, Permission.CHANGE)
    if gate.visible(by, RegisterEntry).filter(corrects=row).exists():
        raise NotReadyError("That entry has a newer version: correct that one.")
    return row


def _locked(publication: UUID, by: Viewer) -> tuple[Proposed, Publication]:
    gate.open_record(by, Publication, publication, Permission.CHANGE)
    row = Publication.objects.select_for_update().prefetch_related("hearings").get(pk=publication)
    return queries.fact(row, by.at), row


def _tell(verb: str, row: Publication, by: Viewer, **content: object) -> None:
    history.append(verb=verb, subject=("publication", row.pk), content=content, by=by)


def _justified(*findings: Finding) -> None:
    missing = dict.fromkeys(one.because for one in findings if one.verdict is Verdict.NOT_MET)
    if missing:
        raise NotReadyError(" ".join(missing))
