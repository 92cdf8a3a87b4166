"""The public register for anybody, proposals for their own organisation, drafts for those they are about."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from commonpurchase.contracts.queries import decisions
from commonpurchase.disclosures import queries as disclosures
from commonpurchase.history import queries as history
from commonpurchase.holdings.facts.register import (
    Beside,
    Draft,
    Entry,
    Hearing,
    Proposed,
    Source,
    Stage,
    Withheld,
)
from commonpurchase.holdings.facts.seeing import Kind
from commonpurchase.holdings.models import Hearing as HearingRow
from commonpurchase.holdings.models import Publication as Row
from commonpurchase.holdings.models import RegisterEntry as EntryRow
from commonpurchase.holdings.queries import attestations, seeing
from commonpurchase.holdings.reckoning import wording
from commonpurchase.holdings.reckoning.marking import in_order
from commonpurchase.organisations import queries as organisations
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Permission, Viewer
from commonpurchase.vocabulary.periods import in_words

NAMES = {
    Kind.ATTESTATION: "attestation",
    Kind.DECISION: "decision",
    Kind.DISCLOSURE: "summary of a disclosure",
}


def anybody(at: datetime) -> Viewer:
    """Whoever reads the register: signed in or not, it is the same for everybody."""
    return Viewer(at=at)


def entries(viewer: Viewer) -> list[Entry]:
    """The newest version of every entry that the viewer may read, the latest first."""
    rows = gate.visible(viewer, EntryRow).filter(corrected_by=None).select_related("issuer")
    return [_entry(viewer, row) for row in rows.order_by("-published_at", "pk")]


def own_entries(viewer: Viewer) -> list[Entry]:
    """The newest versions that the viewer's own organisation published, the latest first."""
    rows = gate.visible(viewer, EntryRow, Permission.CHANGE).filter(corrected_by=None)
    return [_entry(viewer, row) for row in rows.select_related("issuer").order_by("-published_at", "pk")]


def entry(viewer: Viewer, key: UUID) -> Entry:
    """One version of an entry, with the versions before and the one after it; `gate.NotFoundError`."""
    gate.open_record(viewer, EntryRow, key)
    return _entry(viewer, gate.visible(viewer, EntryRow).select_related("issuer").get(pk=key))


def publications(viewer: Viewer) -> list[Proposed]:
    """The proposals of the viewer's own organisation, the latest first."""
    rows = gate.visible(viewer, Row).prefetch_related("hearings").order_by("-proposed_at", "pk")
    return [fact(row, viewer.at) for row in rows]


def publication(viewer: Viewer, key: UUID) -> Proposed:
    """One proposal of the viewer's own organisation; `gate.NotFoundError` for everybody else."""
    return fact(gate.open_record(viewer, Row, key), viewer.at)


def heard(viewer: Viewer) -> list[tuple[Hearing, Draft]]:
    """The drafts about the viewer's own organisation that it can read and reply to, the latest first."""
    rows = gate.visible(viewer, HearingRow).filter(organisation=gate.organisation_of(viewer))
    found = rows.select_related("publication").order_by("-until", "pk")
    return [(hearing(row), _draft(row.publication)) for row in found if _stands(row.publication)]


def draft_about(viewer: Viewer, key: UUID) -> tuple[Hearing, Draft, str]:
    """A draft about the viewer's own organisation, and who would publish it; `gate.NotFoundError`."""
    row = gate.open_record(viewer, HearingRow, key)
    if row.organisation != viewer.organisation or not _stands(row.publication):
        raise gate.NotFoundError("draft")
    issuer = organisations.opened(viewer, row.label.originator).name
    return hearing(row), _draft(row.publication), issuer


def source(viewer: Viewer, kind: Kind, key: UUID) -> Source:
    """A record of the viewer's own organisation that an entry can be made from; else as `open_record`."""
    label = seeing.label_of(viewer, kind, key, Permission.CHANGE)
    if not seeing.publishable(kind, label):
        raise gate.NotFoundError(kind)
    said = f"{history.latest([key]).get(key, '')} {in_order(label)}"
    return Source(kind, key, label, hashlib.sha256(said.encode()).hexdigest())


def summary(viewer: Viewer, kind: Kind, key: UUID) -> str:
    """What an entry could say of a record, naming nobody but its originator."""
    return _SUMMARIES[kind](viewer, key)


def fact(row: Row, at: datetime) -> Proposed:
    """A proposal as a fact, for those to whom the gate has opened it."""
    hearings = tuple(hearing(one) for one in row.hearings.all())
    return Proposed(
        id=row.pk,
        kind=Kind(row.record_kind),
        record=row.record,
        input_sha256=row.input_sha256,
        draft=_draft(row),
        proposed_at=row.proposed_at,
        proposed_by=row.proposed_by,
        agreed_at=row.agreed_at,
        agreed_by=row.agreed_by,
        stage=_stage(row, hearings, at),
        hearings=tuple(sorted(hearings, key=lambda one: str(one.organisation))),
        entry=row.entry_id,
    )


def hearing(row: HearingRow) -> Hearing:
    """A hearing as a fact."""
    return Hearing(row.pk, row.organisation, row.until, row.said, row.beside, row.replied_at, row.answer)


def _stage(row: Row, hearings: Iterable[Hearing], at: datetime) -> Stage:
    if row.entry_id:
        return Stage.PUBLISHED
    if row.set_aside_at:
        return Stage.SET_ASIDE
    if row.agreed_at is None:
        return Stage.WAITING
    pending = any(one.replied_at is None and at < one.until for one in hearings)
    return Stage.HEARD if pending else Stage.READY


def _stands(row: Row) -> bool:
    return row.set_aside_at is None


def _draft(row: Row) -> Draft:
    return Draft(row.text, _withheld(row.withheld), row.corrects_id)


def _withheld(said: Iterable[Any]) -> tuple[Withheld, ...]:
    return tuple(Withheld(one["what"], one["head"]) for one in said)


def _entry(viewer: Viewer, row: EntryRow) -> Entry:
    earlier = []
    before = row.corrects
    while before is not None:
        earlier.append((before.pk, before.published_at.date()))
        before = before.corrects
    later = gate.visible(viewer, EntryRow).filter(corrects=row.pk).first()
    return Entry(
        id=row.pk,
        issuer=row.issuer.name,
        kind=NAMES[Kind(row.record_kind)],
        text=row.text,
        withheld=_withheld(row.withheld),
        beside=tuple(Beside(one["name"], one["said"], one["silent"]) for one in row.beside),
        published_on=row.published_at.date(),
        sha256=row.sha256,
        version=len(earlier) + 1,
        earlier=tuple(earlier),
        later=later.pk if later else None,
    )


def _disclosure(viewer: Viewer, key: UUID) -> str:
    version = disclosures.opened(viewer, key)
    models = {(row.brand, row.product_model) for row in version.rows}
    sites = {(row.site_name, row.address) for row in version.rows}
    countries = {row.country for row in version.rows}
    return (
        f"{version.supplier_name} keeps a list of the sites where {len(models)} of its product models are "
        f"made: {len(sites)} sites in {len(countries)} countries, data of {in_words(version.disclosed_on)}."
    )


def _decision(viewer: Viewer, key: UUID) -> str:
    decision = decisions.replayed(viewer, key).decision
    own = organisations.opened(viewer, gate.organisation_of(viewer)).name
    on = in_words(decision.decided_on)
    return f"{own} decided at the renewal gate of a contract on {on}: {decision.outcome}."


_SUMMARIES: dict[Kind, Callable[[Viewer, UUID], str]] = {
    Kind.DISCLOSURE: _disclosure,
    Kind.DECISION: _decision,
    Kind.ATTESTATION: lambda viewer, key: wording.in_sentences(attestations.opened(viewer, key).statement),
}
