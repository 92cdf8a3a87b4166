"""What one organisation is asked and has answered, what was published, and what is due; never who else."""

from datetime import timedelta
from uuid import UUID

from commonpurchase.contracts.facts import Due, Urgency
from commonpurchase.holdings import models
from commonpurchase.holdings.facts.releases import Asked, Audience, Plan, Published, Stage
from commonpurchase.holdings.queries import release_plans
from commonpurchase.holdings.reckoning import releases as reckoning
from commonpurchase.holdings.reckoning.days import last_day
from commonpurchase.organisations import queries as organisations
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Viewer
from commonpurchase.sharing.reckoning.plans import Function
from commonpurchase.vocabulary.readers import declared


def asked(viewer: Viewer) -> list[Asked]:
    """What the viewer's organisation is asked, those that wait for it first, then the latest deadline."""
    rows = gate.visible(viewer, models.FigureAsked).filter(
        contributor=viewer.organisation, set_aside_at__isnull=True
    )
    found = [_asked(viewer, row) for row in rows.order_by("-deadline", "pk")]
    return sorted(found, key=lambda one: not one.waits)


def opened_asked(viewer: Viewer, key: UUID) -> Asked:
    """One question to the viewer's organisation; `gate.NotFoundError` for everybody else, the asker too."""
    return _asked(viewer, asked_row(viewer, key))


def asked_row(viewer: Viewer, key: UUID) -> models.FigureAsked:
    """The record, for the organisation that is asked alone."""
    row = gate.open_record(viewer, models.FigureAsked, key)
    if row.contributor_id != viewer.organisation or row.set_aside_at:
        raise gate.NotFoundError("figure asked")
    return row


def own_figure(viewer: Viewer, row: models.FigureAsked) -> models.Figure | None:
    """The viewer's own figure, if it gave one and did not take it back."""
    mine = gate.visible(viewer, models.Figure).filter(
        label__originator=row.contributor_id, asked=row, withdrawn_at=None
    )
    return mine.first()


def published(viewer: Viewer) -> list[Published]:
    """What was published and the viewer may read, the latest first."""
    rows = gate.visible(viewer, models.PublishedSums).order_by("-released_at", "-pk")
    return [_published(viewer, row) for row in rows]


def opened(viewer: Viewer, key: UUID) -> Published:
    """One release; `gate.NotFoundError` if absent or hidden."""
    return _published(viewer, gate.open_record(viewer, models.PublishedSums, key))


def due(viewer: Viewer) -> list[Due]:
    """What waits for the viewer: figures it is asked for, questions to close or to confirm."""
    found = [_to_answer(viewer, one) for one in asked(viewer) if one.waits]
    return found + [one for plan in release_plans.listed(viewer) if (one := _to_do(viewer, plan))]


def _to_answer(viewer: Viewer, one: Asked) -> Due:
    last, on = last_day(one.deadline), viewer.at.date()
    soon = on + timedelta(days=declared.value("opening_soon_days", on))
    urgency = Urgency.OVERDUE if last < on else Urgency.NOW if last <= soon else Urgency.SOON
    return Due(
        title=one.text,
        why=f"{one.owner.name} asks for your figure, and publishes nothing but sums over several",
        step_label="Answer",
        step_url_name="holdings:asked",
        step_key=one.id,
        due_on=last,
        urgency=urgency,
    )


def _to_do(viewer: Viewer, plan: Plan) -> Due | None:
    """The next step of a steward: close what can be closed, confirm what another person proposed."""
    if plan.stage is Stage.OPEN and plan.question.deadline <= viewer.at:
        why, step = "the day until which figures could be given is over", "Close it"
    elif plan.stage is Stage.PROPOSED and plan.audit and plan.audit.proposed_by != viewer.person:
        why, step = "a second person must confirm what would be published", "Look at it"
    else:
        return None
    return Due(
        title=plan.question.text,
        why=why,
        step_label=step,
        step_url_name="holdings:release-plan",
        step_key=plan.id,
        due_on=last_day(plan.question.deadline),
        urgency=Urgency.NOW,
    )


def _asked(viewer: Viewer, row: models.FigureAsked) -> Asked:
    own = own_figure(viewer, row)
    release = gate.weighed(viewer, models.PublishedSums).filter(plan=row.plan_id).first()
    return Asked(
        id=row.pk,
        owner=organisations.opened(viewer, row.owner_id),
        text=row.question,
        measure=row.measure,
        function=Function(row.function),
        start=row.period_start,
        end=row.period_end,
        deadline=row.deadline,
        audience=Audience(row.audience),
        closed=row.closed_at is not None,
        figure=own.value if own else None,
        listed=own.listed if own else False,
        correction=row.correction,
        release=release.pk if release else None,
    )


def _published(viewer: Viewer, row: models.PublishedSums) -> Published:
    mine = gate.visible(viewer, models.FigureAsked).filter(plan=row.plan_id, contributor=viewer.organisation)
    own = mine.first()
    later = gate.weighed(viewer, models.PublishedSums).filter(corrects=row).first()
    before = gate.weighed(viewer, models.PublishedSums).filter(pk=row.corrects_id or row.pk).first()
    runs = row.owner_id == viewer.organisation and viewer.steward
    return Published(
        id=row.pk,
        owner=organisations.opened(viewer, row.owner_id),
        text=row.question,
        measure=row.measure,
        function=Function(row.function),
        start=row.period_start,
        end=row.period_end,
        audience=Audience(row.audience),
        table=reckoning.read(row.table),
        released_at=row.released_at,
        contributors=tuple(row.contributors),
        corrected_by=later.pk if later else None,
        corrects=before.pk if before and row.corrects_id else None,
        own=_asked(viewer, own) if own else None,
        runs=row.plan_id if runs else None,
    )
