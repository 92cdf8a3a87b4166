"""Programmes with their custodian's statement, and who may collect for others."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from commonpurchase.holdings.facts.custody import (
    Basis,
    CustodyAnswer,
    CustodyStatement,
    Judged,
    Questions,
)
from commonpurchase.holdings.facts.exposure import Programme
from commonpurchase.holdings.models import Programme as Record
from commonpurchase.holdings.models import ProgrammeMember
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
    rows = gate.visible(viewer, Record).filter(_standing(moment)).prefetch_related("statements", "members")
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


def standing(viewer: Viewer, key: UUID) -> str:
    """What the viewer's organisation is in a programme: `member`, `asked`, or nothing."""
    row = gate.open_record(viewer, Record, key)
    found = row.members.filter(organisation=gate.organisation_of(viewer), left_at=None).first()
    return "" if found is None else "member" if found.accepted_at else "asked"


def asked_to_join(viewer: Viewer) -> list[Programme]:
    """The programmes whose custodian asks the viewer's organisation to be a member, by name."""
    waiting = Q(members__organisation=viewer.organisation, members__accepted_at=None, members__left_at=None)
    rows = gate.visible(viewer, Record).filter(_standing(viewer.at) & waiting)
    rows = rows.select_related("custodian").prefetch_related("statements", "members")
    return [_programme(row, viewer.at) for row in rows.order_by("name", "pk")]


def _programme(row: Record, at: datetime) -> Programme:
    judgement = _judged(row, at)
    return Programme(
        id=row.pk,
        name=row.name,
        custodian=row.custodian.name,
        members=frozenset(one.organisation for one in row.members.all() if _serves(one, at)),
        basis=judgement.basis,
        because=judgement.because,
        how_to_ask=row.how_to_ask,
        ended=row.ended_at is not None and row.ended_at <= at,
    )


def _standing(at: datetime) -> Q:
    """Entered by a moment and not ended by it."""
    return Q(begun_at__lte=at) & (Q(ended_at=None) | Q(ended_at__gt=at))


def _serves(one: ProgrammeMember, at: datetime) -> bool:
    """Whether it was a member at a moment: it had agreed, and not left."""
    joined = one.accepted_at is not None and one.accepted_at <= at
    return joined and (one.left_at is None or at < one.left_at)


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
    return _by_custodian(viewer, viewer.at)


def by_custodian(viewer: Viewer, at: datetime | None = None) -> dict[UUID, UUID]:
    """The programme of each custodian under which the viewer's organisation would hold what it keeps.

    Of several, one that is kept on behalf of the organisation; nothing is made to look less held.
    """
    return {
        custodian: max(
            programmes, key=lambda one: (viewer.organisation in one.members, one.basis is Basis.ON_BEHALF)
        ).id
        for custodian, programmes in _by_custodian(viewer, at or viewer.at).items()
    }


def _by_custodian(viewer: Viewer, at: datetime) -> dict[UUID, list[Programme]]:
    rows = gate.visible(viewer, Record).filter(_standing(at))
    rows = rows.select_related("custodian").prefetch_related("statements", "members")
    found: dict[UUID, list[Programme]] = {}
    for row in rows.order_by("name", "pk"):
        found.setdefault(row.custodian_id, []).append(_programme(row, at))
    return found


def changeable(viewer: Viewer, key: UUID) -> Programme:
    """One programme for its custodian; `gate.RefusedError` for others, `gate.NotFoundError` if hidden."""
    return _programme(gate.open_record(viewer, Record, key, Permission.CHANGE), viewer.at)
