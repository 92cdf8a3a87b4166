"""Bringing in a file of contracts: received, its columns told, carried out whole or not at all."""

from dataclasses import asdict
from uuid import UUID

from django.db import IntegrityError, transaction

from commonpurchase.contracts import facts, models
from commonpurchase.contracts.actions import taking_over
from commonpurchase.contracts.queries import imports as queries
from commonpurchase.contracts.readers import headers
from commonpurchase.contracts.reckoning import told
from commonpurchase.contracts.reckoning.kept import set_aside_as
from commonpurchase.documents import actions as documents
from commonpurchase.history import actions as history
from commonpurchase.sharing import actions as sharing
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Permission, Viewer
from commonpurchase.sharing.reckoning import presets

_MEDIA = {
    ".csv": "text/csv",
    ".txt": "text/csv",
    ".tsv": "text/csv",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".ndjson": "application/jsonl",
    ".gz": "application/gzip",
}
#: A city has some hundreds. One import is one transaction, and while it writes nobody else can.
MAX_CONTRACTS = 5_000
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class NotReadyError(ValueError):
    """An import cannot be carried out as it is; the message says why, and what to do."""


class MovedOnError(NotReadyError):
    """The contracts changed after the preview was shown: it must be looked at again."""


_MOVED_ON = "The contracts changed since this preview was shown. Look at it again, then import."


@transaction.atomic
def receive(*, name: str, content: bytes, by: Viewer) -> UUID:
    """Keep a file of contracts for the viewer's organisation alone; returns the import's id.

    No contract is read from it or written yet.
    """
    own = presets.own(gate.organisation_of(by))
    ending = f".{name.casefold().rpartition('.')[2]}"
    file = documents.keep(
        name=name, media_type=_MEDIA.get(ending, _WORKBOOK), content=content, label=own, by=by
    )
    row = models.Import.objects.create(file_id=file, kind=queries.kind_of(name), label=sharing.attach(own))
    _remember("receive_import", row, {"file": str(file)}, by)
    return row.pk


@transaction.atomic
def map_columns(*, imported: UUID, mapping: facts.Mapping, by: Viewer) -> None:
    """Say how the columns of a table are read, for this file and for every later one with its header.

    `NotReadyError` when a required field is left without a column, or one is given to several.
    """
    row = _waiting(imported, by)
    if wrong := told.incomplete(mapping):
        raise NotReadyError(" ".join(wrong))
    layout = queries.previewed(by, imported).layout
    if layout is None:
        raise NotReadyError("This file has no columns to choose from.")
    chosen = asdict(headers.mapped(layout, mapping).mapping)
    row.mapping = chosen
    row.save(update_fields=["mapping"])
    known = gate.visible(by, models.ColumnMapping, Permission.CHANGE).filter(header=layout.signature)
    if not known.update(columns=chosen):
        own = sharing.attach(presets.own(gate.organisation_of(by)))
        models.ColumnMapping.objects.create(header=layout.signature, columns=chosen, label=own)
    _remember("map_columns", row, {"mapping": chosen}, by)


def carry_out(
    *, imported: UUID, by: Viewer, keep_to_ourselves: bool = False, seen: str = ""
) -> facts.ImportOutcome:
    """Take over what a file tells, whole or not at all; carried out already, it only says what became of it.

    A new contract is shown to its buyer and supplier, where they have joined, unless it is kept to
    ourselves; one that is held keeps the audience it has. `seen` is the fingerprint of the preview
    that a person confirmed. `NotReadyError` says what is missing, `MovedOnError` that it would now do
    something else than was shown.
    """
    try:
        with transaction.atomic():
            return _carried_out(imported, seen, keep_to_ourselves=keep_to_ourselves, by=by)
    except IntegrityError as clash:
        # Somebody imported the same contract meanwhile.
        raise MovedOnError(_MOVED_ON) from clash


def _carried_out(imported: UUID, seen: str, *, keep_to_ourselves: bool, by: Viewer) -> facts.ImportOutcome:
    gate.open_record(by, models.Import, imported, Permission.CHANGE)
    row = models.Import.objects.select_for_update().get(pk=imported)
    if row.imported_at:
        return facts.ImportOutcome(**row.outcome)
    preview = queries.previewed(by, imported)
    _ready(preview, seen)
    taking_over.take_over(row, preview, keep_to_ourselves=keep_to_ourselves, by=by)
    outcome = _outcome(preview, keep_to_ourselves=keep_to_ourselves)
    row.imported_at = by.at
    row.outcome = asdict(outcome)
    row.set_aside = [set_aside_as(one) for one in preview.read.set_aside]
    row.mapping = asdict(preview.layout.mapping) if preview.layout else {}
    row.save(update_fields=["imported_at", "outcome", "set_aside", "mapping"])
    _remember("carry_out_import", row, {"outcome": row.outcome}, by)
    return outcome


def too_many(preview: facts.Preview) -> str:
    """A sentence where a file has more contracts than one import can take; otherwise nothing."""
    if len(preview.comparisons) <= MAX_CONTRACTS:
        return ""
    found = f"The file has {len(preview.comparisons):,} contracts"
    return f"{found}; at most {MAX_CONTRACTS:,} can be imported at once. Split it."


def _waiting(imported: UUID, by: Viewer) -> models.Import:
    row = gate.open_record(by, models.Import, imported, Permission.CHANGE)
    if row.imported_at:
        raise NotReadyError("This file was imported already. Upload it again to read it in another way.")
    return row


def _ready(preview: facts.Preview, seen: str) -> None:
    if preview.read.problems:
        raise NotReadyError(" ".join(f"{one}." for one in preview.read.problems))
    if preview.asks_for_columns:
        raise NotReadyError("Say first which columns hold the contract number, the buyer and the supplier.")
    if not preview.read.adds_up:
        raise NotReadyError("The rows that were read are not all accounted for, so nothing was imported.")
    if sentence := too_many(preview):
        raise NotReadyError(sentence)
    if seen and seen != preview.fingerprint:
        raise MovedOnError(_MOVED_ON)


def _outcome(preview: facts.Preview, *, keep_to_ourselves: bool) -> facts.ImportOutcome:
    return facts.ImportOutcome(
        added=len(preview.of(facts.Fate.ADDED)),
        changed=len(preview.of(facts.Fate.CHANGED)),
        unchanged=len(preview.of(facts.Fate.UNCHANGED)),
        kept=sum(len(one.kept) for one in preview.comparisons),
        set_aside=sum(one.rows for one in preview.read.set_aside),
        rows_in=preview.read.rows_in,
        unit=preview.read.unit,
        kept_to_ourselves=keep_to_ourselves,
    )


def _remember(verb: str, row: models.Import, content: dict[str, object], by: Viewer) -> None:
    history.append(verb=f"contracts.{verb}", subject=("import", row.pk), content=content, by=by)
