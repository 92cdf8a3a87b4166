"""Proposals and signed statements as facts, for those whom their labels open to."""

from dataclasses import replace
from uuid import UUID

from commonpurchase.holdings import models
from commonpurchase.holdings.facts.issuing import Agreed, Issued, Proposal, Stage, Wanted
from commonpurchase.holdings.queries import keys
from commonpurchase.holdings.readers import credentials, statements
from commonpurchase.holdings.reckoning import issuing
from commonpurchase.holdings.rules.issuing import ALL
from commonpurchase.organisations import queries as organisations
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Permission, Viewer
from commonpurchase.sharing.queries import PARTS

ON_FILE = "attestation.json"


def issued(viewer: Viewer) -> list[Issued]:
    """Every signed statement that the viewer may see, newest first."""
    rows = gate.visible(viewer, models.Attestation).select_related(*_WITH).prefetch_related(*PARTS)
    return [_issued(viewer, row) for row in rows.order_by("-issued_at", "pk")]


def opened(viewer: Viewer, key: UUID) -> Issued:
    """One signed statement, with who agreed to it for those it concerns; `gate.NotFoundError` if hidden."""
    row = gate.open_record(viewer, models.Attestation, key)
    told = viewer.organisation in {row.issuer_id, row.subject_id}
    one = _issued(viewer, row)
    return replace(one, agreed=_agreed(row.proposal), rests_on=row.proposal.disclosure_id) if told else one


def revocable(viewer: Viewer, key: UUID) -> Issued:
    """One statement that the viewer may take back: hidden is `NotFoundError`, another's `RefusedError`."""
    gate.open_record(viewer, models.Attestation, key, Permission.CHANGE)
    return opened(viewer, key)


def proposals(viewer: Viewer) -> list[Proposal]:
    """The proposals that still wait for somebody, as far as the viewer may see them, newest first."""
    rows = gate.visible(viewer, models.Proposal).filter(issued_at=None, set_aside_at=None)
    rows = rows.select_related("issuer", "subject").prefetch_related("consents")
    return [_proposal(viewer, row) for row in rows.order_by("-proposed_at", "pk")]


def proposed(viewer: Viewer, key: UUID) -> Proposal:
    """One proposal, whatever became of it; `gate.NotFoundError` if absent or hidden."""
    return _proposal(viewer, gate.open_record(viewer, models.Proposal, key))


def signed_from(viewer: Viewer, proposal: UUID) -> UUID | None:
    """The statement that was signed from a proposal, if the viewer may see it."""
    row = gate.visible(viewer, models.Attestation).filter(proposal=proposal).first()
    return row.pk if row else None


def may_agree(viewer: Viewer, proposal: Proposal) -> bool:
    """Whether the person could still agree: the rows are its organisation's, and it has not agreed."""
    persons = {one.person for one in proposal.agreed}
    ours = viewer.organisation == proposal.subject.id
    return proposal.stage is Stage.WAITING and ours and viewer.person not in persons


_WITH = ("issuer", "subject", "place__key", "label")


def _issued(viewer: Viewer, row: models.Attestation) -> Issued:
    content = bytes(row.content)
    credential, problems = credentials.read(content, ON_FILE)
    if credential is None:
        raise ValueError("; ".join(map(str, problems)))
    own = row.issuer_id == viewer.organisation
    revoked_at = row.place.revoked_at
    return Issued(
        id=row.pk,
        issuer=organisations.fact(row.issuer),
        subject=organisations.fact(row.subject),
        statement=statements.of_subject(credential.document["credentialSubject"], ON_FILE),
        issued_at=row.issued_at,
        valid_until=row.valid_until,
        force=issuing.force(viewer.at, row.valid_until, revoked_at),
        key=keys.fact(row.place.key, current=False),
        content=content,
        revoked_at=revoked_at,
        revoked_because=row.revoked_because,
        own=own,
        recipients=row.label.fact.named if own else frozenset(),
    )


def _proposal(viewer: Viewer, row: models.Proposal) -> Proposal:
    statement = statements.of_subject(row.statement, ON_FILE)
    agreed = _agreed(row)
    return Proposal(
        id=row.pk,
        issuer=organisations.fact(row.issuer),
        subject=organisations.fact(row.subject),
        statement=statement,
        wanted=Wanted(
            claim=statement.claim,
            scope=statement.scope,
            recipients=frozenset(map(UUID, row.recipients)),
            days=row.days,
            declared=statement.claim in ALL,
        ),
        fingerprint=row.input_sha256,
        wider=row.wider,
        proposed_at=row.proposed_at,
        proposed_by=row.proposed_by,
        stage=_stage(row, len(agreed)),
        agreed=agreed,
        own=row.issuer_id == viewer.organisation,
    )


def _stage(row: models.Proposal, agreed: int) -> Stage:
    if row.issued_at or row.set_aside_at:
        return Stage.SIGNED if row.issued_at else Stage.SET_ASIDE
    return Stage.WAITING if row.wider and agreed < 2 else Stage.READY


def _agreed(row: models.Proposal) -> tuple[Agreed, ...]:
    """Who agreed so far, by name: for the organisations whose statement and whose rows it is."""
    return tuple(
        Agreed(
            one.organisation, one.person, one.given_at, person_name=organisations.name_of_person(one.person)
        )
        for one in sorted(row.consents.all(), key=lambda one: one.given_at)
    )
