"""Files of contracts that were brought in: what they hold, and what carrying them out would change."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from commonpurchase.contracts import facts, models
from commonpurchase.contracts.queries import contracts
from commonpurchase.contracts.readers import contract_tables, headers, ocds
from commonpurchase.contracts.reckoning import audience, comparison, kept
from commonpurchase.documents import queries as documents
from commonpurchase.documents.facts import File
from commonpurchase.documents.readers import tables
from commonpurchase.organisations import queries as organisations
from commonpurchase.organisations.facts import Organisation
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Permission, Viewer
from commonpurchase.vocabulary.places import Place, Problem

TABLE, OCDS = "table", "ocds"
_OCDS_ENDINGS = (".json", ".jsonl", ".ndjson", ".gz")


def kind_of(name: str) -> str:
    """Whether a file is read as a table or as OCDS, by how its name ends."""
    return OCDS if name.casefold().endswith(_OCDS_ENDINGS) else TABLE


def listed(viewer: Viewer) -> list[facts.Import]:
    """The files that the viewer's organisation brought in, the newest first."""
    rows = gate.visible(viewer, models.Import, Permission.CHANGE)
    # A long list of files must not fetch their bytes.
    rows = rows.select_related("file").defer("file__content", "set_aside")
    return [_fact(row) for row in rows.order_by("-file__received_at", "pk")]


def opened(viewer: Viewer, key: UUID) -> facts.Import:
    """One file that was brought in; `gate.NotFoundError` if absent or another organisation's."""
    return _fact(_row(viewer, key))


def previewed(viewer: Viewer, key: UUID) -> facts.Preview:
    """What a file holds and would change, read anew, beside the contracts as they are now."""
    imported = opened(viewer, key)
    holder = organisations.opened(viewer, gate.organisation_of(viewer))
    file = documents.opened(viewer, imported.file)
    layout, read = _read(viewer, imported, file, holder)
    compared = comparison.compared(read.drafts, _held(viewer), organisations.fold)
    everyone = known(viewer)
    parties = [name for draft in read.drafts for name in (draft.buyer, draft.supplier)]
    by_name = {organisations.fold(name): " ".join(name.split()) for name in parties}
    return facts.Preview(
        imported=imported,
        read=read,
        holder=holder,
        layout=layout,
        comparisons=compared,
        receiving=_receiving(viewer, holder, read.drafts, everyone),
        unclaimed=tuple(sorted(written for name, written in by_name.items() if name not in everyone)),
        fingerprint=comparison.fingerprint(compared),
    )


def members(viewer: Viewer) -> frozenset[UUID]:
    """The members of the viewer's organisation, if it is a consortium: it may show them their contracts."""
    own = gate.organisation_of(viewer)
    return frozenset(one.id for one in organisations.members(viewer, own))


def _receiving(
    viewer: Viewer, holder: Organisation, drafts: Iterable[facts.Draft], everyone: dict[str, Organisation]
) -> tuple[Organisation, ...]:
    """Who would see some contract of the file, by name."""
    pairs = {(organisations.fold(one.buyer), organisations.fold(one.supplier)) for one in drafts}
    of = members(viewer)
    found = {
        one.id: one
        for buyer, supplier in pairs
        for one in audience.receivers(holder, of, everyone.get(buyer), everyone.get(supplier))
    }
    return tuple(sorted(found.values(), key=_by_name))


def set_aside(viewer: Viewer, key: UUID) -> tuple[facts.SetAside, ...]:
    """The rows of a file that are not taken; once it was carried out, as they were then."""
    row = _row(viewer, key)
    if row.imported_at:
        return tuple(kept.set_aside_from(one) for one in row.set_aside)
    return previewed(viewer, key).read.set_aside


def held_rows(viewer: Viewer) -> dict[str, models.Contract]:
    """The contracts that the viewer's organisation holds, by source key."""
    own = gate.organisation_of(viewer)
    rows = gate.visible(viewer, models.Contract, Permission.CHANGE).filter(held_by=own)
    rows = rows.select_related("buyer", "supplier", "label").prefetch_related("dates", "models")
    return {row.source_key: row for row in rows}


def _held(viewer: Viewer) -> dict[str, facts.Contract]:
    return {key: contracts.fact(viewer, row) for key, row in held_rows(viewer).items()}


def known(viewer: Viewer) -> dict[str, Organisation]:
    """Organisations that the viewer may see, by folded name; a claimed one before an unclaimed."""
    everyone = sorted(organisations.listed(viewer), key=lambda one: (not one.claimed, str(one.id)))
    return {organisations.fold(one.name): one for one in reversed(everyone)}


def _by_name(one: Organisation) -> str:
    return one.name.casefold()


def _read(
    viewer: Viewer, imported: facts.Import, file: File, holder: Organisation
) -> tuple[facts.Layout | None, facts.ReadContracts]:
    if not imported.is_table:
        return None, ocds.read_ocds(file.content, file.name)
    table = tables.read(file.content, file.name)
    layout = headers.find(table.sheets)
    if table.problems or layout is None:
        problems = table.problems or (_empty(file.name),)
        return None, facts.ReadContracts(problems=problems, notes=table.notes)
    chosen = imported.mapping or _remembered(viewer, layout.signature)
    layout = headers.mapped(layout, chosen) if chosen else layout
    if layout.missing:
        return layout, facts.ReadContracts(notes=table.notes)
    return layout, contract_tables.read(table, file.name, layout, holder.name)


def _empty(name: str) -> Problem:
    return Problem(Place(name), "no rows", "a list of contracts with a row of headings")


def _remembered(viewer: Viewer, signature: str) -> facts.Mapping | None:
    rows = gate.visible(viewer, models.ColumnMapping, Permission.CHANGE).filter(header=signature)
    row = rows.order_by("pk").first()
    return facts.Mapping(**row.columns) if row else None


def _row(viewer: Viewer, key: UUID) -> models.Import:
    return gate.open_record(viewer, models.Import, key, Permission.CHANGE)


def _fact(row: models.Import) -> facts.Import:
    outcome: dict[str, Any] = row.outcome
    return facts.Import(
        id=row.pk,
        file=row.file_id,
        name=row.file.name,
        received_at=row.file.received_at,
        is_table=row.kind == TABLE,
        imported_at=row.imported_at,
        outcome=facts.ImportOutcome(**outcome) if outcome else None,
        mapping=facts.Mapping(**row.mapping) if row.mapping else None,
    )
