"""Every address of the stage is asked; whatever of another's record is in the answer has its row before."""

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from django.db import transaction
from django.urls import reverse

from commonpurchase.contracts.models import Contract
from commonpurchase.disclosures.models import Disclosure
from commonpurchase.holdings.actions import ledger
from commonpurchase.holdings.facts.custody import Kind
from commonpurchase.holdings.models import LedgerRow
from commonpurchase.organisations.facts import Organisation
from commonpurchase.sharing import gate
from commonpurchase.sharing import queries as sharing
from commonpurchase.sharing.facts import Audience, Viewer
from commonpurchase.sharing.models import Labelled
from tests.journeys import stage as the_stage
from tests.journeys.stage import VISITS, Stage
from tests.world import World, signed_in

ASKED = [one for one in VISITS if one.who != "nobody" and one.kind != "button"]
#: The register itself names items by their key, as the ledger does; any row that it has of one is enough.
REGISTER = {f"holdings:{name}" for name in ("held", "file", "paper", "item", "case", "cases")}
OWN: dict[str, Callable[[World], Organisation]] = {
    "alice": lambda world: world.ekvik,
    "bob": lambda world: world.nordbyte,
    "dana": lambda world: world.fjordby,
    "erin": lambda world: world.monitor,
}


@pytest.fixture
def stage(world: World) -> Stage:
    return the_stage.built(world)


def entrusted() -> list[Labelled]:
    """Every record that is not for all members; what is sealed is one person's, and no row may name it."""
    return [
        row
        for model in sharing.kinds().values()
        for row in model._default_manager.select_related("label").prefetch_related(*sharing.PARTS)
        if (row.label.fact.flags or row.label.audience < Audience.MEMBERS) and not row.label.sealed
    ]


def words_of(record: Labelled) -> Iterator[str]:
    """What gives a record away in an answer: its key, and words that stand in no other record."""
    yield str(record.pk)
    if isinstance(record, Contract):
        yield record.reference
    if isinstance(record, Disclosure):
        yield from (row.site_name for row in record.rows.all())


def shown(body: str) -> dict[UUID, UUID]:
    """The records in an answer, each with its originator."""
    return {
        record.pk: record.label.originator
        for record in entrusted()
        if any(word in body for word in words_of(record))
    }


def missing(stage: Stage) -> tuple[list[str], int]:
    """Addresses whose answer shows another's record without a row, and how many were shown in all."""
    found, count = [], 0
    for visit in ASKED:
        person = getattr(stage.world, visit.who)
        own = OWN[visit.who](stage.world)
        with transaction.atomic():
            address = reverse(visit.name, args=visit.keys(stage)) + (visit.query and f"?{visit.query}")
            body = signed_in(person).get(address).content.decode("utf-8", "replace")
            others = {key for key, originator in shown(body).items() if originator != own.id}
            rows = LedgerRow.objects.filter(organisation=own.id, item__in=others)
            if visit.name not in REGISTER:
                rows = rows.filter(kind__in=[Kind.VIEW.value, Kind.COPY.value])
            found += [visit.id for _ in others - set(rows.values_list("item", flat=True))]
            count += len(others)
            transaction.set_rollback(True)
    return found, count


def test_no_address_shows_a_record_that_the_ledger_does_not_know(stage: Stage) -> None:
    found, count = missing(stage)

    assert found == []
    # The search would find something: many answers do show what others put here.
    assert count >= 10


def test_a_page_that_the_gate_took_no_note_of_would_be_found(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "note", lambda *_, **__: None)
    monkeypatch.setattr(gate, "note", lambda *_, **__: None)

    assert missing(stage)[0] != []


def test_a_ledger_that_is_only_written_for_pages_would_be_found(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = ledger.deliver

    def pages_only(*, notes: gate.Notes, download: bool, by: Viewer) -> None:
        if not download:
            original(notes=notes, download=download, by=by)

    monkeypatch.setattr(ledger, "deliver", pages_only)

    assert {one.split(" ")[0] for one in missing(stage)[0]} >= {"disclosures:csv"}
