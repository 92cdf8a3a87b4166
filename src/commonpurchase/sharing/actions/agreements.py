"""Non-disclosure agreements: drafted, signed by every party, ended early."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from commonpurchase.history import actions as history
from commonpurchase.history.facts import Closing
from commonpurchase.sharing import actions, facts, gate
from commonpurchase.sharing.models import Agreement, Signature, written
from commonpurchase.sharing.reckoning import presets
from commonpurchase.sharing.rules import agreements as rules
from commonpurchase.vocabulary.findings import Finding, Verdict


class NotReadyError(ValueError):
    """An agreement cannot be drafted, signed or ended as it is; the message says why."""


@dataclass(frozen=True)
class Draft:
    """What an agreement says before anybody has signed it. `document_sha256` is of its signed text."""

    title: str
    parties: frozenset[UUID]
    start: datetime
    end: datetime
    document_sha256: str
    carve_out: bool
    programmes: frozenset[str] = frozenset()
    survives_until: date | None = None


@transaction.atomic
def draft(*, agreement: Draft, by: facts.Viewer) -> UUID:
    """Write an agreement that its parties can read and sign; returns its id."""
    own = gate.organisation_of(by)
    if own not in agreement.parties or len(agreement.parties) < 2:
        raise NotReadyError("An agreement is between your organisation and at least one other.")
    if agreement.parties & by.rivals:
        raise NotReadyError("Competitors make no agreement here: each would read what the other writes.")
    if not agreement.title.strip():
        raise NotReadyError("Say what the agreement is called.")
    _justified(
        rules.an_agreement_names_its_time_and_its_text(
            agreement.start, agreement.end, agreement.document_sha256
        )
    )
    if agreement.end <= by.at:
        raise NotReadyError("Its last day has passed: an agreement is drafted for days to come.")
    row = Agreement.objects.create(
        label=actions.attach(presets.named(own, *agreement.parties - {own})),
        title=agreement.title.strip(),
        programmes=written(agreement.programmes),
        start=agreement.start,
        end=agreement.end,
        survives_until=agreement.survives_until,
        document_sha256=agreement.document_sha256,
        carve_out=agreement.carve_out,
    )
    Signature.objects.bulk_create(
        Signature(agreement=row, organisation=party) for party in sorted(agreement.parties)
    )
    history.append(
        verb="sharing.draft_agreement",
        subject=("agreement", row.pk),
        content={"draft": str(agreement)},
        by=by,
    )
    return row.pk


@transaction.atomic
def sign(*, agreement: UUID, name: str, subject: Collection[UUID], by: facts.Viewer) -> None:
    """Sign for the viewer's organisation; with the last signature the agreement comes into force.

    `subject`: the parties that are, or may be, subject to Freedom of Information; whoever knows
    organisations says so. `NotReadyError` when the agreement may not come into force.
    """
    row, signature = _signature(agreement, by)
    if signature.signed_at:
        raise NotReadyError("Your organisation has signed already.")
    if row.ended_at or row.end <= by.at:
        raise NotReadyError("This agreement is over: it was withdrawn, or its last day has passed.")
    if not name.strip():
        raise NotReadyError("Say who signs, and in which role.")
    _justified(
        rules.an_agreement_leaves_room_for_the_law(
            {one.organisation for one in row.signatures.all()} & set(subject), carve_out=row.carve_out
        )
    )
    signature.signed_by, signature.signed_at = name.strip(), by.at
    signature.save(update_fields=["signed_by", "signed_at"])
    if not row.signatures.filter(signed_at=None).exists():
        row.in_force_at = by.at
        row.save(update_fields=["in_force_at"])
    content = {"organisation": str(signature.organisation), "signed_by": signature.signed_by}
    history.append(verb="sharing.sign_agreement", subject=("agreement", row.pk), content=content, by=by)


@transaction.atomic
def end(*, agreement: UUID, by: facts.Viewer) -> None:
    """End an agreement now, as any of its parties may; what was learned under it stays secret."""
    row, _ = _signature(agreement, by)
    if row.ended_at:
        raise NotReadyError("This agreement was ended already.")
    history.bury(closing=Closing.END_AGREEMENT, ids=[row.pk], by=by)
    row.ended_at = by.at
    row.save(update_fields=["ended_at"])
    history.append(verb="sharing.end_agreement", subject=("agreement", row.pk), content={}, by=by)


def _signature(agreement: UUID, by: facts.Viewer) -> tuple[Agreement, Signature]:
    """The agreement and the viewer's own line in it; parties alone see an agreement."""
    gate.open_record(by, Agreement, agreement)
    row = Agreement.objects.select_for_update().get(pk=agreement)
    return row, row.signatures.get(organisation=gate.organisation_of(by))


def _justified(*findings: Finding) -> None:
    missing = [finding.because for finding in findings if finding.verdict is Verdict.NOT_MET]
    if missing:
        raise NotReadyError(" ".join(missing))
