"""Questions as their custodian's stewards see them; figures are weighed here and shown nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from commonpurchase.holdings import models
from commonpurchase.holdings.facts.releases import (
    ASKING,
    Answered,
    Audience,
    Audited,
    Group,
    Issue,
    Plan,
    Question,
    Stage,
    Table,
    Why,
)
from commonpurchase.holdings.reckoning import releases as reckoning
from commonpurchase.holdings.rules import releases as rules
from commonpurchase.organisations import queries as organisations
from commonpurchase.organisations.facts import BUYING, COMPETING, Organisation
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Permission, Viewer
from commonpurchase.sharing.readers import release_terms
from commonpurchase.sharing.reckoning.plans import Function
from commonpurchase.sharing.reckoning.plans import Terms as PlanTerms
from commonpurchase.vocabulary.findings import Finding
from commonpurchase.vocabulary.periods import add_days

#: Said to colleagues of the stewards.
NO_STEWARD = "Only those of your organisation who look after what it keeps for others open this."


@dataclass(frozen=True)
class Weighed:
    """What the audit makes of the figures of a question: what can be published, why not the rest."""

    table: Table
    withheld: tuple[Why, ...]
    rivals: bool
    fingerprint: str


def may_ask(viewer: Viewer) -> bool:
    """Whether the viewer may ask for figures: a steward of an organisation that collects for others."""
    if viewer.organisation is None or not viewer.steward:
        return False
    return organisations.opened(viewer, viewer.organisation).kind in ASKING


def possible(viewer: Viewer) -> list[Organisation]:
    """The organisations that can be asked for a figure, by name."""
    return [one for one in organisations.listed(viewer) if one.claimed and one.id != viewer.organisation]


def consortia(viewer: Viewer) -> list[tuple[Organisation, frozenset[UUID]]]:
    """Consortia with at least two members that could be asked, by name, and those members."""
    some = {one.id for one in possible(viewer)}
    found = [
        (one, frozenset({each.id for each in organisations.members(viewer, one.id)} & some))
        for one in organisations.listed(viewer)
    ]
    return [(one, members) for one, members in found if len(members) > 1]


def listed(viewer: Viewer) -> list[Plan]:
    """The questions that the viewer's organisation asks, the latest first; none for who is no steward."""
    if not viewer.steward:
        return []
    rows = _own(viewer).exclude(set_aside_at__isnull=False).order_by("-written_at", "-pk")
    return [_plan(viewer, row) for row in rows.select_related("owner")]


def opened(viewer: Viewer, key: UUID) -> Plan:
    """One question of one's own organisation, for a steward; `gate.NotFoundError`, `gate.RefusedError`."""
    return _plan(viewer, row_of(viewer, key))


def title(viewer: Viewer, key: UUID) -> str:
    """What is asked, for whoever of the custodian may know that it is."""
    return str(gate.open_record(viewer, models.ReleasePlan, key).question)


def row_of(viewer: Viewer, key: UUID) -> models.ReleasePlan:
    """The record that the gate opens to a steward of its custodian."""
    row = gate.open_record(viewer, models.ReleasePlan, key)
    if not viewer.steward:
        raise gate.RefusedError(NO_STEWARD)
    return row


def _own(viewer: Viewer) -> QuerySet[models.ReleasePlan]:
    return gate.visible(viewer, models.ReleasePlan, Permission.CHANGE)


def terms(viewer: Viewer, *, rivals: bool) -> PlanTerms:
    """The terms of this workspace today. They are shown on no page."""
    own = release_terms.Own(settings.RELEASE_P_PERCENT, settings.RELEASE_Q_PERCENT)
    return release_terms.terms(viewer.at.date(), own, rivals=rivals)


def digits(viewer: Viewer) -> int:
    """To how many significant digits figures are published today, unless to a multiple of something."""
    return release_terms.digits(viewer.at.date())


def rivals_read(viewer: Viewer, question: Question) -> bool:
    """Whether somebody who may read what is published competes with somebody who is asked."""
    known = organisations.listed(viewer)
    asked = [one for one in known if one.id in question.asked]
    if question.audience is Audience.PUBLIC:
        return any(one.kind in COMPETING for one in asked)
    readers = {one.id for one in known if _reads(question, one)}
    rivals = (organisations.acting(person=None, organisation=one.id, at=viewer.at).rivals for one in asked)
    return any(some & readers for some in rivals)


def _reads(question: Question, one: Organisation) -> bool:
    if question.audience is Audience.NAMED:
        return one.id in question.readers
    return question.audience is not Audience.BUYERS or one.kind in BUYING


def overlapping(viewer: Viewer, question: Question) -> list[tuple[date, date]]:
    """The periods, first and last day, for which the same was asked and that share a day with this one."""
    rows = gate.weighed(viewer, models.ReleasePlan).filter(
        owner=viewer.organisation,
        folded=organisations.fold(question.text),
        set_aside_at=None,
        period_start__lt=question.end,
        period_end__gt=question.start,
    )
    return [(row.period_start, add_days(row.period_end, -1)) for row in rows]


def written(viewer: Viewer, question: Question) -> list[Finding]:
    """What must hold before a question is asked."""
    least = terms(viewer, rivals=rivals_read(viewer, question)).min_contributors
    return [
        rules.enough_are_asked(len(question.asked), least),
        rules.its_custodian_puts_nothing_in(gate.organisation_of(viewer), question.asked),
        rules.it_was_not_asked_before(overlapping(viewer, question)),
        rules.the_period_is_over(question.end, question.deadline.date()),
    ]


def closing(viewer: Viewer, question: Question) -> list[Finding]:
    """What must hold before the figures of a question are closed."""
    return [
        rules.the_period_is_over(question.end, viewer.at.date()),
        rules.the_deadline_is_over(question.deadline, viewer.at),
    ]


def releasing(viewer: Viewer, question: Question, table: Table, *, rivals: bool) -> list[Finding]:
    """What must hold before the sums of a question are published."""
    months = release_terms.closed_months(viewer.at.date())
    shown = sum(row.figure is not None for row in table.rows)
    ordered = bool(table.order and table.order.names)
    return [
        rules.the_period_closed_long_ago(question.end, viewer.at.date(), months, rivals=rivals),
        rules.something_can_be_published(shown + ordered),
    ]


def figures(viewer: Viewer, row: models.ReleasePlan) -> dict[UUID, Decimal]:
    """The figures of a question as they stand, by contributor; the gate opens them to stewards alone.

    In a correction, those of the first time stand until they are corrected.
    """
    given = gate.weighed(viewer, models.Figure).filter(asked__plan=row, withdrawn_at=None)
    now = {one.asked.contributor_id: one.value for one in given.select_related("asked")}
    if row.corrects_id is None:
        return now
    return values_of(snapshot(viewer, row.corrects_id)) | now


def may_be_listed(viewer: Viewer, row: models.ReleasePlan) -> set[UUID]:
    """Those whose figure is in it and who may be named as contributors."""
    given = gate.weighed(viewer, models.Figure).filter(asked__plan=row, withdrawn_at=None, listed=True)
    agreed = {one.asked.contributor_id for one in given.select_related("asked")}
    before = snapshot(viewer, row.corrects_id).listed if row.corrects_id else []
    return agreed | {UUID(one) for one in before}


def snapshot(viewer: Viewer, plan: UUID) -> models.FigureSnapshot:
    """The figures of a closed question as they were frozen; `gate.NotFoundError` while it is open."""
    rows = gate.weighed(viewer, models.FigureSnapshot).filter(plan=plan, superseded_at=None)
    row = rows.select_related("label").first()
    if row is None:
        raise gate.NotFoundError("figure snapshot")
    return row


def audit_of(viewer: Viewer, plan: UUID) -> models.ReleaseAudit | None:
    """The audit of a closed question; none while it is open."""
    rows = gate.weighed(viewer, models.ReleaseAudit)
    return rows.filter(snapshot__plan=plan, snapshot__superseded_at=None).select_related("label").first()


def values_of(row: models.FigureSnapshot) -> dict[UUID, Decimal]:
    """The frozen figures, by contributor."""
    return {UUID(one): Decimal(value) for one, value in row.values.items()}


def weigh(viewer: Viewer, row: models.ReleasePlan, values: Mapping[UUID, Decimal]) -> Weighed:
    """Audit figures of a question, with everything ever published for it, under the terms of today."""
    question = question_of(row)
    rivals = rivals_read(viewer, question)
    amounts = {unit: float(value) for unit, value in values.items()}
    plan = reckoning.planned(question, amounts, terms(viewer, rivals=rivals), _earlier(viewer, row))
    names = {one.id: one.name for one in organisations.listed(viewer)}
    table, withheld = reckoning.audited(question, plan, names)
    return Weighed(table, withheld, rivals, reckoning.fingerprint(question, amounts, table))


def _earlier(viewer: Viewer, row: models.ReleasePlan) -> list[Issue]:
    """What was published of this question and period before, oldest first."""
    found: list[Issue] = []
    before = row.corrects
    while before is not None:
        release = gate.weighed(viewer, models.PublishedSums).get(plan=before)
        values = {unit: float(value) for unit, value in values_of(snapshot(viewer, before.pk)).items()}
        found.insert(0, Issue(question_of(before), values, reckoning.read(release.table)))
        before = before.corrects
    return found


def question_of(row: models.ReleasePlan) -> Question:
    """What a record asks."""
    return Question(
        text=row.question,
        measure=row.measure,
        function=Function(row.function),
        start=row.period_start,
        end=row.period_end,
        deadline=row.deadline,
        audience=Audience(row.audience),
        readers=tuple(UUID(one) for one in row.readers),
        step=row.step,
        digits=row.digits,
        ranked=row.ranked,
        groups=tuple(Group(one["id"], one["name"], tuple(map(UUID, one["units"]))) for one in row.groups),
        coalitions=tuple(frozenset(map(UUID, some)) for some in row.coalitions),
    )


def _plan(viewer: Viewer, row: models.ReleasePlan) -> Plan:
    question = question_of(row)
    found = audit_of(viewer, row.pk)
    audit = _audited(found) if found else None
    release = gate.weighed(viewer, models.PublishedSums).filter(plan=row).first()
    return Plan(
        id=row.pk,
        owner=organisations.opened(viewer, row.owner_id),
        question=question,
        stage=stage_of(row, found),
        answered=_answered(viewer, row, question),
        findings=tuple(
            releasing(viewer, question, audit.table, rivals=audit.rivals)
            if audit
            else closing(viewer, question)
        ),
        audit=audit,
        corrects=row.corrects_id,
        release=release.pk if release else None,
    )


def stage_of(row: models.ReleasePlan, audit: models.ReleaseAudit | None) -> Stage:
    """Where a question stands."""
    if row.set_aside_at:
        return Stage.SET_ASIDE
    if row.released_at:
        return Stage.RELEASED
    if audit is None or row.closed_at is None:
        return Stage.OPEN
    return Stage.PROPOSED if audit.proposed_by else Stage.CLOSED


def _answered(viewer: Viewer, row: models.ReleasePlan, question: Question) -> tuple[Answered, ...]:
    given = gate.weighed(viewer, models.Figure).filter(asked__plan=row, withdrawn_at=None)
    who = set(given.values_list("asked__contributor", flat=True))
    asked = [one for one in organisations.listed(viewer) if one.id in question.asked]
    return tuple(Answered(one, one.id in who) for one in asked)


def _audited(row: models.ReleaseAudit) -> Audited:
    kept: list[Any] = row.withheld
    return Audited(
        table=reckoning.read(row.table),
        withheld=tuple(Why(one["name"], tuple(one["because"])) for one in kept),
        rivals=row.rivals,
        audited_at=row.audited_at,
        proposed_by=row.proposed_by,
        proposed_by_name=organisations.name_of_person(row.proposed_by) if row.proposed_by else "",
    )
