"""A token of its own in every confidential text, and who may see it: whoever sees the record it stands in."""

import io
import pickle
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Model

from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Viewer
from commonpurchase.sharing.models import Labelled
from commonpurchase.sharing.queries import kinds
from tests.architecture import doors

LENGTH = 16
LETTERS = "bcdfghjklmnpqrstvwxz"

HASH = "a hash, from which nobody reads what was hashed"
CODE = "one of a list that everybody knows"
MATCHED = "by it records of both sides are matched; a token would part them"
SIGNED = "goes into a signed file or comes from it; a token would break the signature"
KEYS = "ids and numbers by which the program finds things; no words"
#: Texts of labelled records that hold no token, each with its reason; every other one does.
WITHOUT = {
    "Agreement.programmes": MATCHED,
    "Agreement.document_sha256": HASH,
    "Organisation.folded_name": "the name once more, folded, to be searched",
    "Organisation.country": CODE,
    "Organisation.language": CODE,
    "File.media_type": CODE,
    "File.sha256": HASH,
    "SiteRow.reference": MATCHED,
    "SiteRow.brand": MATCHED,
    "SiteRow.product_model": MATCHED,
    "SiteRow.product_category": MATCHED,
    "SiteRow.country": CODE,
    "Import.kind": CODE,
    "Import.mapping": KEYS,
    "Import.outcome": KEYS,
    "Contract.source_key": MATCHED,
    "Contract.cpv": CODE,
    "Contract.currency": CODE,
    "Contract.said_by_people": KEYS,
    "ContractedModel.brand": MATCHED,
    "ContractedModel.product_model": MATCHED,
    "GateDecision.basis": "what was judged, copied into the same record",
    "GateDecision.gate": "what the gate said, copied into the same record",
    "Key.did": "a public key",
    "Key.salt": "random bytes",
    "Key.list_id": "an address that is published",
    "Proposal.input_sha256": HASH,
    "Proposal.statement": SIGNED,
    "Proposal.recipients": KEYS,
    "Attestation.content": SIGNED,
    "Case.laws": CODE,
    "Case.items": KEYS,
    "Case.to_consult": KEYS,
    "CustodyStatement.questions_version": CODE,
    "RegisterEntry.record_kind": CODE,
    "RegisterEntry.sha256": HASH,
    "Publication.record_kind": CODE,
    "Publication.input_sha256": HASH,
}
#: Fields that fewer see than the record they stand in: those of the organisation named here.
OWN = {"ContractDate.source": "contract.held_by", "Mandate.role": "organisation_id"}
#: Fields that others see too: those who see a record of this kind that leads to it. What was released says
#: of which meeting it is, and a meeting's title names nobody; a public entry names who published it; whoever
#: a draft is about reads it to reply.
ALSO = {
    "Meeting.title": ("releasedsummary", "meeting"),
    "Organisation.name": ("registerentry", "issuer"),
    "Publication.text": ("hearing", "publication"),
}
#: Names in files that were uploaded, which become tokens there.
IN_FILES = (b"Cellhaus", b"Docking stations", b"Nummer X")


@dataclass(frozen=True)
class Canary:
    """A token, the record whose readers may see it, and the organisation if it is for that one only."""

    token: str
    where: str
    model: type[Labelled]
    record: UUID
    own: UUID | None = None


def columns() -> Iterator[tuple[type[Model], Any]]:
    """Every text of a record that opens with a label; choices are no text."""
    guarded = doors.guarded()
    for model in doors.own_models():
        for column in model._meta.get_fields() if model.__name__ in guarded else ():
            texts = (models.TextField, models.CharField, models.JSONField, models.BinaryField)
            if isinstance(column, texts) and not column.choices:
                yield model, column


def name_of(model: type[Model], column: Any) -> str:
    return f"{model.__name__}.{column.name}"


def root_of(row: Any) -> Labelled | None:
    """The labelled record that a row belongs to; itself if it is one."""
    if isinstance(row, Labelled):
        return row
    for column in row._meta.concrete_fields:
        if column.is_relation and column.related_model.__name__ in doors.guarded():
            above = getattr(row, column.name)
            found = root_of(above) if above is not None else None
            if found is not None:
                return found
    return None


def plant(random: Random) -> list[Canary]:
    """Put a token into every text that has words in it; returns them."""
    found = []
    for model, column in columns():
        where = name_of(model, column)
        if where in WITHOUT:
            continue
        for row in model._default_manager.order_by("pk"):
            token = "".join(random.choice(LETTERS) for _ in range(LENGTH))
            before = getattr(row, column.name)
            after = marked(before, token)
            root = root_of(row)
            if after == before or root is None:
                continue
            model._default_manager.filter(pk=row.pk).update(**{column.name: after})
            found.append(Canary(token, where, type(root), root.pk, owner(row, where)))
    return found


def owner(row: Any, where: str) -> UUID | None:
    if where not in OWN:
        return None
    for step in OWN[where].split("."):
        row = getattr(row, step)
    return row  # type: ignore[no-any-return]


def marked(value: Any, token: str) -> Any:
    """The same with the token in it; unchanged where there are no words."""
    if isinstance(value, str):
        return f"{token}@elsewhere.example" if "@" in value else f"{value} {token}".strip()
    if isinstance(value, bytes | memoryview):
        written = bytes(value)
        for known in IN_FILES:
            written = written.replace(known, token.encode())
        return written if written != bytes(value) else value
    if isinstance(value, list):
        return [marked_leaf(one, token) for one in value]
    return marked_leaf(value, token)


def marked_leaf(value: Any, token: str) -> Any:
    """Within JSON, words are what has a space in it; the rest are keys and codes."""
    if isinstance(value, dict):
        return {name: marked_leaf(one, token) for name, one in value.items()}
    if isinstance(value, list):
        return [marked_leaf(one, token) for one in value]
    return f"{value} {token}" if isinstance(value, str) and " " in value else value


def foreign(canaries: Iterable[Canary], viewer: Viewer) -> dict[str, Canary]:
    """The tokens that this viewer must never get."""
    seen: dict[type[Labelled], frozenset[UUID]] = {}
    found = {}
    for one in canaries:
        if one.model not in seen:
            keys = gate.weighed(viewer, one.model).values_list("pk", flat=True)
            seen[one.model] = frozenset(keys)
        hidden = one.record not in seen[one.model]
        if hidden and one.where in ALSO:
            kind, to = ALSO[one.where]
            hidden = not gate.weighed(viewer, kinds()[kind]).filter(**{to: one.record}).exists()
        if hidden or (one.own is not None and one.own != viewer.organisation):
            found[one.token] = one
    return found


def spoken(content: bytes, tokens: dict[str, Canary]) -> list[Canary]:
    """The tokens in some bytes, inside a workbook or a Word file too."""
    whole = b"\0".join([content, *unpacked(content)])
    text = whole.decode("utf-8", "replace")
    return [canary for token, canary in tokens.items() if token in text]


def unpacked(content: bytes) -> Iterator[bytes]:
    if content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield archive.read(name)
            yield archive.comment


def kept_in_cache(cache: Any) -> bytes:
    """Everything that the tests' cache holds, as it lies there."""
    return pickle.dumps(getattr(cache, "_cache", {}))
