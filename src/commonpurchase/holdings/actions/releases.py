"""Declassifier D1: sums are proposed by one person of their custodian and released by another, at once."""

from uuid import UUID

from django.db import transaction

from commonpurchase.holdings import models
from commonpurchase.holdings.actions.release_plans import (
    UNSOLVED,
    NotReadyError,
    justified,
    tell,
)
from commonpurchase.holdings.queries import release_plans as queries
from commonpurchase.holdings.reckoning import releases as reckoning
from commonpurchase.holdings.rules import releases as rules
from commonpurchase.organisations import queries as organisations
from commonpurchase.sharing import actions as sharing
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Viewer
from commonpurchase.sharing.reckoning import joins
from commonpurchase.sharing.reckoning.inference import UnsolvedError
from commonpurchase.vocabulary.findings import Verdict

NOT_CLOSED = "Close the figures first."
OUT = "It was published already; what was published is never changed."


@transaction.atomic
def propose(*, plan: UUID, by: Viewer) -> None:
    """Propose to publish exactly what the audit shows; a second person must confirm it."""
    row, audit = _audited(plan, by)
    question = queries.question_of(row)
    table = reckoning.read(audit.table)
    justified(*queries.releasing(by, question, table, rivals=audit.rivals))
    if audit.proposed_by is not None:
        raise NotReadyError("It was proposed already.")
    audit.proposed_at, audit.proposed_by = by.at, gate.person_of(by)
    audit.save(update_fields=["proposed_at", "proposed_by"])
    tell("holdings.propose_release", row, by, input_sha256=audit.input_sha256)


@transaction.atomic
def take_back(*, plan: UUID, by: Viewer) -> None:
    """Take a proposal back; nothing was published."""
    row, audit = _audited(plan, by)
    if audit.proposed_by is None:
        raise NotReadyError("Nobody has proposed to publish it.")
    audit.proposed_at = audit.proposed_by = None
    audit.save(update_fields=["proposed_at", "proposed_by"])
    tell("holdings.take_release_back", row, by)


@transaction.atomic
def confirm(*, plan: UUID, by: Viewer) -> UUID:
    """Publish what another person proposed, after auditing it once more; returns the release's id.

    `NotReadyError` for the person who proposed it, and where anything changed since.
    """
    row, audit = _audited(plan, by)
    proposer, person = audit.proposed_by, gate.person_of(by)
    justified(rules.another_person_confirms(proposer, person))
    frozen = queries.snapshot(by, row.pk)
    try:
        found = queries.weigh(by, row, queries.values_of(frozen))
    except UnsolvedError as error:
        raise NotReadyError(UNSOLVED) from error
    question = queries.question_of(row)
    justified(
        rules.it_is_what_was_proposed(audit.input_sha256, found.fingerprint),
        *queries.releasing(by, question, found.table, rivals=found.rivals),
    )
    release = _publish(row, audit, frozen, by, rivals=found.rivals)
    row.released_at = by.at
    row.save(update_fields=["released_at"])
    tell(
        "holdings.release_aggregate",
        row,
        by,
        release=str(release.pk),
        input_sha256=audit.input_sha256,
        proposed_by=str(proposer),
    )
    return release.pk


def _publish(
    row: models.ReleasePlan,
    audit: models.ReleaseAudit,
    frozen: models.FigureSnapshot,
    by: Viewer,
    *,
    rivals: bool,
) -> models.PublishedSums:
    """Declassifier D1: the join of all that went in, opened to the readers that the question named."""
    question = queries.question_of(row)
    inputs = [row.label.fact, frozen.label.fact, audit.label.fact]
    return models.PublishedSums.objects.create(
        label=sharing.attach(
            reckoning.label(joins.derived(row.owner_id, inputs), question.audience, question.readers)
        ),
        plan=row,
        corrects=gate.weighed(by, models.PublishedSums).filter(plan=row.corrects_id or row.pk).first(),
        table=audit.table,
        contributors=_listed(frozen, by, rivals=rivals),
        proposed_by=audit.proposed_by or gate.person_of(by),
        confirmed_by=gate.person_of(by),
        released_at=by.at,
        owner_id=row.owner_id,
        question=row.question,
        measure=row.measure,
        function=row.function,
        period_start=row.period_start,
        period_end=row.period_end,
        audience=row.audience,
    )


def _audited(plan: UUID, by: Viewer) -> tuple[models.ReleasePlan, models.ReleaseAudit]:
    """The question, for a steward of its custodian, and its audit, locked; not published yet."""
    row = queries.row_of(by, plan)
    audit = queries.audit_of(by, plan)
    if row.released_at or row.set_aside_at:
        raise NotReadyError(OUT)
    if audit is None:
        raise NotReadyError(NOT_CLOSED)
    locked = gate.weighed(by, models.ReleaseAudit).select_for_update(of=("self",))
    return row, locked.select_related("label").get(pk=audit.pk)


def _listed(frozen: models.FigureSnapshot, by: Viewer, *, rivals: bool) -> list[str]:
    """The contributors by name, if every one of them agreed and no competitor of one reads it."""
    values = queries.values_of(frozen)
    some = [one for one in organisations.listed(by) if one.id in values]
    agreed = {UUID(one) for one in frozen.listed}
    finding = rules.everybody_agreed_to_be_listed(some, agreed)
    return [one.name for one in some] if finding.verdict is Verdict.MET and not rivals else []
