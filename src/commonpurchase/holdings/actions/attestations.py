"""Statements about sites are proposed, agreed to, signed, and taken back."""

import secrets
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from commonpurchase.history import actions as history
from commonpurchase.history.facts import Closing
from commonpurchase.holdings import models
from commonpurchase.holdings.actions import signing
from commonpurchase.holdings.actions.keys import Chance
from commonpurchase.holdings.facts.issuing import Draft, Proposal, Stage, Wanted
from commonpurchase.holdings.queries import attestations as queries
from commonpurchase.holdings.queries import drafts, keys
from commonpurchase.holdings.reckoning import issuing
from commonpurchase.holdings.rules import agreeing as rules
from commonpurchase.holdings.writers.credentials import subject_of
from commonpurchase.organisations import queries as organisations
from commonpurchase.sharing import actions as sharing
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Label, Permission, Viewer
from commonpurchase.sharing.reckoning import joins
from commonpurchase.vocabulary.findings import Finding, Verdict
from commonpurchase.vocabulary.readers import declared


class NotReadyError(ValueError):
    """A statement cannot be proposed, agreed to, signed or taken back as it is; the message says why."""


@dataclass(frozen=True)
class Issue:
    """A proposal, and the statement that was signed from it, if it was."""

    proposal: UUID
    signed: UUID | None = None


NO_KEY = "Your organisation has no key to sign with yet: make one first."
NOT_WAITING = "This proposal does not wait for agreement any more."


@transaction.atomic
def propose(*, subject: UUID, wanted: Wanted, by: Viewer) -> UUID:
    """Write down a statement as the rows support it now; returns the proposal's id.

    Where recipients may not see the rows, it waits for two persons of the organisation whose rows they
    are; the proposer counts, if the rows are its own organisation's. `NotReadyError` with every reason.
    """
    person = gate.person_of(by)
    draft = drafts.drafted(by, subject, wanted)
    ours = draft.originator == draft.issuer.id
    people = [_enough_people(by)] if draft.beyond and ours else []
    _justified(*draft.findings, *people)
    _must_have_a_key(by)
    row = models.Proposal.objects.create(
        label=sharing.attach(_closed(joins.derived(draft.issuer.id, [draft.inputs]), draft)),
        issuer_id=draft.issuer.id,
        subject_id=subject,
        disclosure_id=draft.disclosure,
        input_sha256=draft.fingerprint,
        statement=subject_of(draft.statement),
        recipients=sorted(str(one.id) for one in draft.recipients),
        wider=bool(draft.beyond),
        days=wanted.days,
        proposed_at=by.at,
        proposed_by=person,
    )
    if draft.beyond and ours:
        row.consents.create(organisation=draft.originator, person=person, given_at=by.at)
    _tell("holdings.propose_attestation", row, by, recipients=row.recipients, wider=row.wider)
    return row.pk


@transaction.atomic
def issue(*, subject: UUID, wanted: Wanted, by: Viewer, chance: Chance = secrets.token_bytes) -> Issue:
    """Propose a statement, and sign it at once where nobody else need agree."""
    proposal = propose(subject=subject, wanted=wanted, by=by)
    if queries.proposed(by, proposal).stage is Stage.WAITING:
        return Issue(proposal)
    return Issue(proposal, sign(proposal=proposal, by=by, chance=chance))


@transaction.atomic
def agree(*, proposal: UUID, by: Viewer) -> None:
    """Agree, for the organisation whose rows they are, that the recipients may have the statement.

    `gate.RefusedError` for anybody else; `NotReadyError` if there is nothing to agree to, the person has
    agreed already, it is the only one, or the rows have changed.
    """
    seen = queries.proposed(by, proposal)
    row = _locked(by, proposal, Permission.SEE)
    if gate.organisation_of(by) != row.subject_id:
        raise gate.RefusedError("Only persons of the organisation whose rows they are agree to this.")
    if seen.stage is not Stage.WAITING:
        raise NotReadyError(NOT_WAITING)
    person = gate.person_of(by)
    if row.consents.filter(person=person).exists():
        raise NotReadyError("You have agreed already: a second person of your organisation must agree too.")
    now = drafts.fingerprint_of(by, row.disclosure_id)
    _justified(
        _enough_people(by),
        _recent(seen, by.at.date()),
        rules.the_rows_are_those_agreed_on(seen.fingerprint, now),
    )
    row.consents.create(organisation=row.subject_id, person=person, given_at=by.at)
    _tell("holdings.agree_to_attestation", row, by, recipients=row.recipients)


@transaction.atomic
def confirm(*, proposal: UUID, by: Viewer, chance: Chance = secrets.token_bytes) -> UUID | None:
    """Agree and, where that was the last agreement missing to one's own statement, sign it."""
    agree(proposal=proposal, by=by)
    seen = queries.proposed(by, proposal)
    if seen.own and seen.stage is Stage.READY:
        return sign(proposal=proposal, by=by, chance=chance)
    return None


@transaction.atomic
def sign(*, proposal: UUID, by: Viewer, chance: Chance = secrets.token_bytes) -> UUID:
    """Sign a proposal in the name of its issuer, once whoever must agree has; returns the statement's id."""
    seen = queries.proposed(by, proposal)
    row = _locked(by, proposal, Permission.CHANGE)
    if seen.stage in {Stage.SIGNED, Stage.SET_ASIDE}:
        raise NotReadyError(f"This proposal was {seen.stage} already.")
    gate.person_of(by)
    draft = drafts.drafted(by, row.subject_id, seen.wanted)
    agreed = [one for one in seen.agreed if _still_acts(one.person, one.organisation, by.at.date())]
    _justified(
        *draft.findings,
        _recent(seen, by.at.date()),
        rules.the_rows_are_those_agreed_on(seen.fingerprint, draft.fingerprint),
        rules.two_persons_agreed(draft.beyond, draft.originator, agreed),
    )
    if not drafts.same(draft.statement, seen.statement):
        raise NotReadyError(
            "The rows show something else today than when this was proposed: propose it again."
        )
    _must_have_a_key(by)
    try:
        signed = signing.write(row, seen, draft, chance, by)
    except keys.SecretLostError as lost:
        raise NotReadyError(str(lost)) from lost
    _tell(
        "holdings.sign_attestation",
        row,
        by,
        attestation=str(signed.pk),
        recipients=row.recipients,
        redacted=bool(draft.beyond),
        agreed=[str(one.person) for one in agreed],
        sha256=sha256(signed.content).hexdigest(),
    )
    return signed.pk


@transaction.atomic
def set_aside(*, proposal: UUID, by: Viewer) -> None:
    """Set a proposal aside, as its issuer may; nothing was signed."""
    seen = queries.proposed(by, proposal)
    row = _locked(by, proposal, Permission.CHANGE)
    if seen.stage in {Stage.SIGNED, Stage.SET_ASIDE}:
        raise NotReadyError(f"This proposal was {seen.stage} already.")
    row.set_aside_at = by.at
    row.save(update_fields=["set_aside_at"])
    _tell("holdings.set_attestation_aside", row, by)


@transaction.atomic
def take_back(*, attestation: UUID, because: str, by: Viewer) -> None:
    """Take a signed statement back for good: its bit in the status list is set, and the reason shown."""
    row = gate.open_record(by, models.Attestation, attestation, Permission.CHANGE)
    place = models.Place.objects.select_for_update().get(pk=row.place_id)
    if place.revoked_at:
        raise NotReadyError("This statement was taken back already.")
    _justified(rules.it_says_why_it_is_taken_back(because))
    history.bury(closing=Closing.TAKE_BACK, ids=[row.pk], by=by)
    place.revoked_at, row.revoked_because = by.at, because.strip()
    place.save(update_fields=["revoked_at"])
    row.save(update_fields=["revoked_because"])
    history.append(
        verb="holdings.take_attestation_back",
        subject=("attestation", row.pk),
        content={"because": row.revoked_because, "index": place.index},
        by=by,
    )


def _closed(joined: Label, draft: Draft) -> Label:
    """A proposal is for its issuer, and for those whose rows they are if they must agree to it."""
    asked = {draft.originator} - {draft.issuer.id} if draft.beyond else set()
    return issuing.addressed(joined, asked)


def _tell(verb: str, row: models.Proposal, by: Viewer, **content: object) -> None:
    """Every step names the hashes of what went in."""
    inputs = {str(row.disclosure_id): row.input_sha256}
    history.append(verb=verb, subject=("proposal", row.pk), content={"inputs": inputs, **content}, by=by)


def _locked(by: Viewer, proposal: UUID, permission: Permission) -> models.Proposal:
    """The proposal, locked; `gate.NotFoundError` or `gate.RefusedError` where the viewer may not."""
    gate.open_record(by, models.Proposal, proposal, permission)
    return models.Proposal.objects.select_for_update().get(pk=proposal)


def _must_have_a_key(by: Viewer) -> None:
    if keys.own(by) is None:
        raise NotReadyError(NO_KEY)


def _enough_people(by: Viewer) -> Finding:
    own, on = organisations.opened(by, gate.organisation_of(by)), by.at.date()
    acting = [
        one
        for one in organisations.colleagues(by)
        if (one.since is None or one.since <= on) and (one.until is None or one.until > on)
    ]
    return rules.there_are_two_to_agree(own.name, len(acting))


def _still_acts(person: UUID, organisation: UUID, on: date) -> bool:
    return any(one.id == organisation for one in organisations.mandates(person, on))


def _recent(seen: Proposal, on: date) -> Finding:
    return rules.the_proposal_is_recent(
        seen.proposed_at.date(), on, declared.value("attestation_proposal_days", on)
    )


def _justified(*findings: Finding) -> None:
    missing = [finding.because for finding in findings if finding.verdict is Verdict.NOT_MET]
    if missing:
        raise NotReadyError(" ".join(missing))
