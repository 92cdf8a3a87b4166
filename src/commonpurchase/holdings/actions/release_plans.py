"""A question is asked, answered, closed, opened again, set aside, and asked for a correction."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from commonpurchase.history import actions as history
from commonpurchase.holdings import models
from commonpurchase.holdings.facts.releases import Question, Stage
from commonpurchase.holdings.queries import release_plans as queries
from commonpurchase.holdings.queries import releases
from commonpurchase.holdings.reckoning import releases as reckoning
from commonpurchase.organisations import queries as organisations
from commonpurchase.sharing import actions as sharing
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Permission, Viewer
from commonpurchase.sharing.reckoning import joins, presets
from commonpurchase.sharing.reckoning.inference import UnsolvedError
from commonpurchase.vocabulary.findings import Finding, Verdict


class NotReadyError(ValueError):
    """A question, a figure or a release cannot go on as it is; the message says why."""


CLOSED = "The figures are closed already."
MAY_NOT_ASK = "Only those who look after the figures of a convenor or monitoring partner ask for figures."
UNSOLVED = "The audit gave no answer, so nothing can be published on the strength of it. Try again."


@transaction.atomic
def write(*, question: Question, by: Viewer) -> UUID:
    """Ask a question of everybody in its groups; returns the plan's id. `NotReadyError` with every reason."""
    if not queries.may_ask(by):
        raise gate.RefusedError(MAY_NOT_ASK)
    justified(*queries.written(by, question))
    return _ask(question, by, corrects=None)


@transaction.atomic
def correct(*, plan: UUID, deadline: datetime, by: Viewer) -> UUID:
    """Ask the same contributors of a published question for corrections; returns the new plan's id.

    What was published stays; after another audit over both, corrected sums stand beside it.
    """
    row = _locked(plan, by)
    _must_stand(row, by, Stage.RELEASED, "Only what was published can be corrected.")
    if gate.weighed(by, models.ReleasePlan).filter(corrects=row, set_aside_at=None).exists():
        raise NotReadyError("A correction of it was begun already.")
    contributors = set(queries.values_of(queries.snapshot(by, row.pk)))
    question = queries.question_of(row)
    same = tuple(
        replace(group, units=tuple(unit for unit in group.units if unit in contributors))
        for group in question.groups
    )
    return _ask(replace(question, groups=same, deadline=deadline), by, corrects=row)


@transaction.atomic
def answer(*, asked: UUID, figure: Decimal, listed: bool, by: Viewer) -> None:
    """Give one's own figure, or correct it; possible until the figures are closed."""
    row = _open_question(asked, by)
    person = gate.person_of(by)
    own = gate.visible(by, models.Figure, Permission.CHANGE).filter(asked=row).first()
    if own is None:
        own = models.Figure(
            label=sharing.attach(presets.aggregate_only(row.contributor_id, custodian=row.owner_id)),
            asked=row,
        )
    own.value, own.listed, own.given_at, own.given_by, own.withdrawn_at = figure, listed, by.at, person, None
    own.save()
    # The event says that a figure was given, not which.
    history.append(
        verb="holdings.give_figure", subject=("figure", own.pk), content={"asked": str(row.pk)}, by=by
    )


@transaction.atomic
def withdraw(*, asked: UUID, by: Viewer) -> None:
    """Take one's own figure back until the figures are closed; of a correction, the first one then stands."""
    row = _open_question(asked, by)
    own = gate.visible(by, models.Figure, Permission.CHANGE).filter(asked=row, withdrawn_at=None).first()
    if own is None:
        raise NotReadyError("There is no figure of yours to take back.")
    own.withdrawn_at = by.at
    own.save(update_fields=["withdrawn_at"])
    history.append(
        verb="holdings.withdraw_figure", subject=("figure", own.pk), content={"asked": str(row.pk)}, by=by
    )


@transaction.atomic
def close(*, plan: UUID, by: Viewer) -> None:
    """Freeze the figures of a question and audit everything that could be published of them."""
    row = _locked(plan, by)
    _must_stand(row, by, Stage.OPEN, CLOSED)
    justified(*queries.closing(by, queries.question_of(row)))
    models.FigureAsked.objects.filter(plan=row).update(closed_at=by.at)
    frozen = _freeze(row, by)
    try:
        found = queries.weigh(by, row, queries.values_of(frozen))
    except UnsolvedError as error:
        raise NotReadyError(UNSOLVED) from error
    inputs = [row.label.fact, frozen.label.fact]
    models.ReleaseAudit.objects.create(
        label=sharing.attach(joins.kept_to_itself(row.owner_id, inputs)),
        snapshot=frozen,
        table=reckoning.written(found.table),
        withheld=[{"name": one.name, "because": list(one.because)} for one in found.withheld],
        rivals=found.rivals,
        input_sha256=found.fingerprint,
        audited_at=by.at,
    )
    row.closed_at = by.at
    row.save(update_fields=["closed_at"])
    tell("holdings.close_release_plan", row, by, input_sha256=found.fingerprint)


@transaction.atomic
def reopen(*, plan: UUID, deadline: datetime, by: Viewer) -> None:
    """Let everybody who was asked answer and correct again; never after its sums were published."""
    row = _locked(plan, by)
    _must_stand(row, by, Stage.CLOSED, "Only what is closed, and not proposed, can be opened again.")
    gate.weighed(by, models.FigureSnapshot).filter(plan=row, superseded_at=None).update(superseded_at=by.at)
    models.FigureAsked.objects.filter(plan=row).update(closed_at=None, deadline=deadline)
    row.closed_at, row.deadline = None, deadline
    row.save(update_fields=["closed_at", "deadline"])
    tell("holdings.reopen_release_plan", row, by)


@transaction.atomic
def set_aside(*, plan: UUID, by: Viewer) -> None:
    """Give a question up before anything of it is published; those asked do not see it any more."""
    row = _locked(plan, by)
    if queries.stage_of(row, None) in {Stage.RELEASED, Stage.SET_ASIDE}:
        raise NotReadyError("It was published or set aside already.")
    models.FigureAsked.objects.filter(plan=row).update(set_aside_at=by.at)
    row.set_aside_at = by.at
    row.save(update_fields=["set_aside_at"])
    tell("holdings.set_release_plan_aside", row, by)


def justified(*findings: Finding) -> None:
    """Go on only where every rule is met; `NotReadyError` with everything that is not."""
    missing = [one.because for one in findings if one.verdict is not Verdict.MET]
    if missing:
        raise NotReadyError(" ".join(missing))


def tell(verb: str, row: models.ReleasePlan, by: Viewer, **content: object) -> None:
    """Write down what happened to a question; no figure stands in history."""
    history.append(verb=verb, subject=("release plan", row.pk), content=content, by=by)


def _ask(question: Question, by: Viewer, corrects: models.ReleasePlan | None) -> UUID:
    owner = gate.organisation_of(by)
    says = {
        "owner_id": owner,
        "question": question.text,
        "measure": question.measure,
        "function": question.function.value,
        "period_start": question.start,
        "period_end": question.end,
        "audience": question.audience.value,
        "deadline": question.deadline,
    }
    row = models.ReleasePlan.objects.create(
        label=sharing.attach(presets.own(owner)),
        folded=organisations.fold(question.text),
        readers=[str(one) for one in question.readers],
        groups=[{"id": one.id, "name": one.name, "units": _texts(one.units)} for one in question.groups],
        coalitions=[_texts(sorted(some)) for some in question.coalitions],
        step=question.step,
        digits=question.digits,
        ranked=question.ranked,
        corrects=corrects,
        written_at=by.at,
        written_by=gate.person_of(by),
        **says,
    )
    for unit in question.asked:
        models.FigureAsked.objects.create(
            label=sharing.attach(presets.named(owner, unit)),
            plan=row,
            contributor_id=unit,
            correction=corrects is not None,
            **says,
        )
    tell("holdings.ask_for_figures", row, by, asked=len(question.asked))
    return row.pk


def _texts(units: Iterable[UUID]) -> list[str]:
    return [str(unit) for unit in units]


def _freeze(row: models.ReleasePlan, by: Viewer) -> models.FigureSnapshot:
    given = gate.weighed(by, models.Figure).filter(asked__plan=row, withdrawn_at=None)
    labels = [one.label.fact for one in given.select_related("label")]
    if row.corrects_id:
        labels.append(queries.snapshot(by, row.corrects_id).label.fact)
    return models.FigureSnapshot.objects.create(
        label=sharing.attach(joins.kept_to_itself(row.owner_id, labels)),
        plan=row,
        values={str(unit): str(value) for unit, value in queries.figures(by, row).items()},
        listed=sorted(map(str, queries.may_be_listed(by, row))),
        taken_at=by.at,
    )


def _open_question(asked: UUID, by: Viewer) -> models.FigureAsked:
    """What the viewer's organisation is asked, locked and still open."""
    releases.asked_row(by, asked)
    row = gate.weighed(by, models.FigureAsked).select_for_update(of=("self",)).get(pk=asked)
    if row.closed_at:
        raise NotReadyError(f"{CLOSED} A mistake can still be corrected if whoever asked opens a correction.")
    return row


def _locked(plan: UUID, by: Viewer) -> models.ReleasePlan:
    queries.row_of(by, plan)
    rows = gate.weighed(by, models.ReleasePlan).select_for_update(of=("self",))
    return rows.select_related("label").get(pk=plan)


def _must_stand(row: models.ReleasePlan, by: Viewer, stage: Stage, otherwise: str) -> None:
    if queries.stage_of(row, queries.audit_of(by, row.pk)) is not stage:
        raise NotReadyError(otherwise)
