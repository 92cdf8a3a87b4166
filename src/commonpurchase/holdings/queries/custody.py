"""Programmes with their custodian's statement, and who may collect for others."""

from datetime import date, datetime
from uuid import UUID

from commonpurchase.holdings.facts.custody import (
    CustodyAnswer,
    CustodyStatement,
    Judged,
    Questions,
)
from commonpurchase.holdings.facts.exposure import Programme
from commonpurchase.holdings.models import Programme as Record
from commonpurchase.holdings.readers import policy
from commonpurchase.holdings.reckoning import delivery
from commonpurchase.holdings.rules import custody as rules
from commonpurchase.organisations import queries as organisations
from commonpurchase.organisations.facts import Organisation
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Permission, Viewer
from commonpurchase.vocabulary.findings import Finding


def programmes(viewer: Viewer, at: datetime | None = None) -> list[Programme]:
    """Every programme as it stood at a moment (now, if none is given), by name."""
    moment = at or viewer.at
    rows = gate.visible(viewer, Record).filter(begun_at__lte=moment).prefetch_related("statements")
    return [_programme(row, moment) for row in rows.select_related("custodian").order_by("name", "pk")]


def opened(viewer: Viewer, key: UUID) -> Programme:
    """One programme as it stands now; `gate.NotFoundError` if absent or hidden."""
    return _programme(gate.open_record(viewer, Record, key), viewer.at)


def statements(viewer: Viewer, key: UUID) -> list[CustodyStatement]:
    """Every version of a programme's statement, newest first."""
    row = gate.open_record(viewer, Record, key)
    return [_statement(row, one) for one in row.statements.order_by("-version")]


def judged(viewer: Viewer, key: UUID) -> Judged:
    """For whom the custodian holds a programme's data, and because of what."""
    row = gate.open_record(viewer, Record, key)
    return _judged(row, viewer.at)


def questions(on: date) -> Questions:
    """The ten questions as asked on a day."""
    return policy.questions(on)


def may_state(viewer: Viewer, key: UUID) -> bool:
    """Whether the viewer's organisation is the custodian that states."""
    return gate.visible(viewer, Record, Permission.CHANGE).filter(pk=key).exists()


def collectors(viewer: Viewer) -> list[tuple[Organisation, tuple[Finding, ...], bool]]:
    """The organisations of the workspace with what the rules find, those that may collect first."""
    claimed = [one for one in organisations.listed(viewer) if one.claimed]
    found = delivery.collectors(claimed, viewer.at.date())
    return [(one, findings, delivery.may_collect(findings)) for one, findings in found]


def members_of(viewer: Viewer, programme: Programme) -> list[Organisation]:
    """The members of a programme, by name."""
    return [one for one in organisations.listed(viewer) if one.id in programme.members]


def _programme(row: Record, at: datetime) -> Programme:
    judgement = _judged(row, at)
    return Programme(
        id=row.pk,
        name=row.name,
        custodian=row.custodian.name,
        members=frozenset(map(UUID, row.members)),
        basis=judgement.basis,
        because=judgement.because,
        how_to_ask=row.how_to_ask,
    )


def _judged(row: Record, at: datetime) -> Judged:
    said = [one for one in row.statements.all() if one.published_at <= at]
    latest = max(said, key=lambda one: one.version, default=None)
    statement = _statement(row, latest) if latest else None
    return rules.basis_of_programme(policy.questions(at.date()), statement, at.date())


def _statement(row: Record, one: object) -> CustodyStatement:
    from_row = vars(one)
    on = from_row["published_at"].date()
    answers = {
        int(number): CustodyAnswer(
            said["answer"],
            said.get("evidence", ""),
            date.fromisoformat(said["review_on"]) if said.get("review_on") else None,
        )
        for number, said in from_row["answers"].items()
    }
    return CustodyStatement(
        custodian=row.custodian_id,
        programme=row.pk,
        version=from_row["version"],
        questions_version=from_row["questions_version"],
        answers=answers,
        signed_by=from_row["signed_by"],
        signed_on=on,
        published_on=on,
    )


def kept_by(viewer: Viewer) -> dict[UUID, list[Programme]]:
    """The programmes of each custodian, by name, as they stand now."""
    found: dict[UUID, list[Programme]] = {}
    rows = gate.visible(viewer, Record).prefetch_related("statements").select_related("custodian")
    for row in rows.order_by("name", "pk"):
        found.setdefault(row.custodian_id, []).append(_programme(row, viewer.at))
    return found


def by_custodian(viewer: Viewer) -> dict[UUID, UUID]:
    """The programme of each custodian; of several, the first by name."""
    rows = gate.visible(viewer, Record).order_by("-name", "pk")
    return {row.custodian_id: row.pk for row in rows}


def changeable(viewer: Viewer, key: UUID) -> Programme:
    """One programme for its custodian; `gate.RefusedError` for others, `gate.NotFoundError` if hidden."""
    return _programme(gate.open_record(viewer, Record, key, Permission.CHANGE), viewer.at)
