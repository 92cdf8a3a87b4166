"""Bringing in contracts: nothing before it is confirmed, whole or not at all, only for whom it concerns."""

import json
from datetime import date
from uuid import UUID, uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from commonpurchase.contracts import models
from commonpurchase.contracts.actions import corrections, imports, taking_over
from commonpurchase.contracts.facts import (
    DateKind,
    Duty,
    Fate,
    ImportOutcome,
    Mapping,
    Model,
    Preview,
    UpdateDuty,
)
from commonpurchase.contracts.queries import contracts
from commonpurchase.contracts.queries import imports as queries
from commonpurchase.history.models import Event
from commonpurchase.history.queries import verify
from commonpurchase.organisations import queries as organisations
from commonpurchase.organisations.actions import enrol
from commonpurchase.organisations.facts import Kind
from commonpurchase.organisations.models import Organisation
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Flag, Viewer
from tests import world as the_world
from tests.contracts.lists import contract, table, written
from tests.contracts.readers.ocds import invented
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(world: World) -> Viewer:
    return the_world.viewer(world.ekvik, person=world.alice)


@pytest.fixture
def charlie(world: World) -> Viewer:
    return the_world.viewer(world.tekhandel, person=world.charlie)


def received(content: bytes, by: Viewer, name: str = "contracts.csv") -> UUID:
    return imports.receive(name=name, content=content, by=by)


def previewed(content: bytes, by: Viewer) -> Preview:
    return queries.previewed(by, received(content, by))


def imported(content: bytes, by: Viewer, *, keep: bool = False) -> ImportOutcome:
    return imports.carry_out(imported=received(content, by), keep_to_ourselves=keep, by=by)


def seen_by(viewer: Viewer) -> list[str]:
    return sorted(one.contract.reference for one in contracts.listed(viewer, viewer.at.date()))


def test_receiving_and_looking_write_no_contract_and_no_organisation(alice: Viewer) -> None:
    before = Organisation.objects.count()

    preview = previewed(written(contract(supplier="Nobody Yet AB")), alice)

    assert preview.unclaimed == ("Nobody Yet AB",)
    assert models.Contract.objects.count() == 0
    assert Organisation.objects.count() == before


def test_contracts_are_taken_over_with_their_dates_and_what_they_buy(world: World, alice: Viewer) -> None:
    rows = contract(1, product_models="Aurelis: Book 14", update_duty="Section 7"), contract(2, end_on="soon")

    outcome = imported(written(*rows), alice)

    assert (outcome.added, outcome.changed, outcome.set_aside, outcome.rows_in) == (1, 0, 1, 2)
    row = models.Contract.objects.get()
    held = contracts.opened(alice, row.pk, date(2026, 3, 1)).contract
    assert (held.buyer, held.supplier, str(held.value)) == ("Ekvik stad", "Nordbyte AB", "SEK 1,200,000")
    assert held.end is not None
    assert (held.end.on, held.end.source, held.end.confirmed) == (
        date(2026, 12, 31),
        "contracts.csv, row 2, column end_on",
        False,
    )
    assert held.update_duty.reference == "Section 7"
    assert [one.product_model for one in held.models] == ["Book 14"]
    assert (row.held_by, row.source_key) == (world.ekvik.id, "c-1")


def test_the_supplier_sees_its_contract_and_its_rival_nothing(
    world: World, alice: Viewer, charlie: Viewer
) -> None:
    bob = the_world.viewer(world.nordbyte, person=world.bob)

    imported(
        written(contract(1), contract(2, supplier="Tekhandel AB"), contract(3, supplier="Unknown AB")), alice
    )

    assert seen_by(alice) == ["C-1", "C-2", "C-3"]
    assert seen_by(bob) == ["C-1"]
    assert seen_by(charlie) == ["C-2"]
    label = models.Contract.objects.get(reference="C-1").label.fact
    assert label.flags == {Flag.COMPETITIVELY_SENSITIVE}
    assert label.subjects == label.named == {world.nordbyte.id}


def test_what_a_consortium_imports_its_buyer_and_its_supplier_see(world: World, charlie: Viewer) -> None:
    group = the_world.organisation("Joint Purchasing", Kind.FRAMEWORK_AUTHORITY)
    enrol(consortium=group.id, members=[world.ekvik.id], by=the_world.system())

    imported(written(contract()), the_world.viewer(group))

    label = models.Contract.objects.get().label.fact
    assert (label.originator, label.named) == (group.id, frozenset({world.ekvik.id, world.nordbyte.id}))
    assert seen_by(charlie) == []


def test_nobody_puts_contracts_of_other_people_on_their_lists(world: World) -> None:
    charlie = the_world.viewer(world.tekhandel)

    imported(written(contract()), charlie)

    assert seen_by(charlie) == ["C-1"]
    for party in (world.ekvik, world.nordbyte):
        assert seen_by(the_world.viewer(party)) == []


def test_what_is_said_of_a_contract_beside_its_fields_is_kept(alice: Viewer) -> None:
    many = invented.release(
        invented.award("1", "Alder AB", "Birch AB"),
        buyer="Ekvik stad",
        tender=invented.tender(title="Devices framework"),
    )
    key = received(json.dumps(many).encode(), alice, "notices.json")

    imports.carry_out(imported=key, by=alice)

    rows = models.Contract.objects.all()
    assert {row.stage for row in rows} == {"framework"}
    assert all(row.notes for row in rows)
    line = contracts.opened(alice, rows[0].pk, the_world.AT.date())
    assert line.contract.notes == tuple(rows[0].notes)


def test_kept_to_ourselves_means_that_nobody_else_sees_it(world: World, alice: Viewer) -> None:
    imported(written(contract()), alice, keep=True)

    assert seen_by(alice) == ["C-1"]
    assert seen_by(the_world.viewer(world.nordbyte)) == []


def test_parties_that_nobody_knows_become_unclaimed_and_stay_with_the_importer(
    alice: Viewer, charlie: Viewer
) -> None:
    imported(written(contract(1, supplier="Lagerhus AB"), contract(2, supplier="lagerhus  ab")), alice)

    known = organisations.named(alice, "Lagerhus AB")
    assert known is not None
    assert (known.claimed, known.kind) == (False, Kind.RESELLER)
    assert Organisation.objects.filter(folded_name="lagerhus ab").count() == 1
    assert organisations.named(charlie, "Lagerhus AB") is None


def test_the_same_file_again_changes_nothing(alice: Viewer) -> None:
    content = written(contract(1), contract(2, product_models="Aurelis: Book 14"))
    imported(content, alice)
    before = list(models.Contract.objects.order_by("pk").values())
    events = Event.objects.filter(subject_kind="contract").count()

    outcome = imported(content, alice)

    assert (outcome.added, outcome.changed, outcome.unchanged) == (0, 0, 2)
    assert list(models.Contract.objects.order_by("pk").values()) == before
    assert Event.objects.filter(subject_kind="contract").count() == events


def test_the_same_import_carried_out_twice_counts_once(alice: Viewer) -> None:
    key = received(written(contract()), alice)

    first = imports.carry_out(imported=key, by=alice)

    assert imports.carry_out(imported=key, by=alice) == first
    assert models.Contract.objects.count() == 1


def test_a_later_file_changes_only_what_differs_and_leaves_what_it_omits(alice: Viewer) -> None:
    imported(written(contract(1), contract(2)), alice)

    preview = previewed(written(contract(1, end_on="2027-12-31", title="")), alice)
    imports.carry_out(imported=preview.imported.id, by=alice, seen=preview.fingerprint)

    (one,) = preview.of(Fate.CHANGED)
    assert [(each.field, each.before, each.after) for each in one.altered] == [
        ("End", "31 December 2026", "31 December 2027")
    ]
    row = models.Contract.objects.get(reference="C-1")
    assert row.title == "Laptops"
    assert row.dates.get(kind="end").on == date(2027, 12, 31)
    assert models.Contract.objects.filter(reference="C-2").exists()


def test_a_date_that_a_person_confirmed_is_never_overwritten(alice: Viewer) -> None:
    imported(written(contract()), alice)
    row = models.Contract.objects.get()
    corrections.confirm_date(
        contract=row.pk, kind=DateKind.END, on=date(2027, 6, 30), source="The signed contract", by=alice
    )

    preview = previewed(written(contract(end_on="2028-12-31", title="Tablets")), alice)
    outcome = imports.carry_out(imported=preview.imported.id, by=alice)

    assert (outcome.changed, outcome.kept) == (1, 1)
    assert preview.comparisons[0].kept[0].before == "30 June 2027"
    held = row.dates.get(kind="end")
    assert (held.on, held.source, held.confirmed_by) == (
        date(2027, 6, 30),
        "The signed contract",
        alice.person,
    )
    row.refresh_from_db()
    assert row.title == "Tablets"


def test_another_supplier_sees_the_contract_from_then_on_and_the_former_does_not(
    world: World, alice: Viewer, charlie: Viewer
) -> None:
    imported(written(contract()), alice)

    imported(written(contract(supplier="Tekhandel AB")), alice)

    assert seen_by(the_world.viewer(world.nordbyte)) == []
    assert seen_by(charlie) == ["C-1"]


def test_another_supplier_does_not_open_what_is_kept_to_ourselves(alice: Viewer, charlie: Viewer) -> None:
    imported(written(contract()), alice, keep=True)

    imported(written(contract(supplier="Tekhandel AB")), alice)

    assert seen_by(charlie) == []


def test_two_organisations_may_hold_the_same_number(world: World, alice: Viewer) -> None:
    imported(written(contract()), alice)

    outcome = imported(written(contract(buyer="Fjordby kommune")), the_world.viewer(world.fjordby))

    assert outcome.added == 1
    assert models.Contract.objects.count() == 2


def test_what_fails_half_way_leaves_nothing(alice: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    imported(written(contract(2)), alice)
    key = received(written(contract(1, supplier="Lagerhus AB"), contract(2, title="Tablets")), alice)
    before = Event.objects.count()

    def fail(*_: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(taking_over, "_change_models", fail)
    with pytest.raises(RuntimeError):
        imports.carry_out(imported=key, by=alice)

    assert list(models.Contract.objects.values_list("reference", "title")) == [("C-2", "Laptops")]
    assert not Organisation.objects.filter(folded_name="lagerhus ab").exists()
    assert Event.objects.count() == before
    assert queries.opened(alice, key).outcome is None


def test_history_tells_of_the_file_the_import_and_each_contract(alice: Viewer) -> None:
    imported(written(contract(1)), alice)
    imported(written(contract(1, title="Tablets")), alice)

    verbs = list(Event.objects.order_by("sequence").values_list("verb", flat=True))
    assert verbs[-8:] == [
        "documents.keep",
        "contracts.receive_import",
        "contracts.add_contract",
        "contracts.carry_out_import",
        "documents.keep",
        "contracts.receive_import",
        "contracts.change_contract",
        "contracts.carry_out_import",
    ]
    assert verify().holds


def test_what_was_shown_must_still_hold_when_it_is_confirmed(alice: Viewer) -> None:
    preview = previewed(written(contract()), alice)
    imported(written(contract(title="Tablets")), alice)

    with pytest.raises(imports.MovedOnError, match="Look at it again"):
        imports.carry_out(imported=preview.imported.id, by=alice, seen=preview.fingerprint)

    assert models.Contract.objects.get().title == "Tablets"


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("list.csv", b"", "an empty file"),
        ("list.pdf", b"%PDF-1.7", "a PDF document"),
        ("list.xlsx", b"PK not really", "workbook"),
        ("list.csv", b"\n \n", "an empty file"),
    ],
)
def test_a_file_that_cannot_be_read_is_not_imported(
    alice: Viewer, name: str, content: bytes, why: str
) -> None:
    key = received(content, alice, name)

    assert why in str(queries.previewed(alice, key).read.problems[0])
    with pytest.raises(imports.NotReadyError, match=why):
        imports.carry_out(imported=key, by=alice)


def test_a_file_with_more_contracts_than_one_import_can_take_says_how_many(
    alice: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "MAX_CONTRACTS", 1)

    with pytest.raises(imports.NotReadyError, match=r"has 2 contracts; at most 1 .* Split it"):
        imported(written(contract(1), contract(2)), alice)

    assert models.Contract.objects.count() == 0


DUTCH = ("Stuk;Wie;Van wie;Tot", "C-1;Ekvik stad;Nordbyte AB;31-12-2026")
MAPPED = Mapping({"Stuk": "reference", "Wie": "buyer", "Van wie": "supplier", "Tot": "end"})


def test_unknown_columns_are_asked_for_and_remembered_for_the_next_file(alice: Viewer) -> None:
    preview = previewed(table(*DUTCH), alice)
    assert preview.asks_for_columns
    with pytest.raises(imports.NotReadyError, match="which columns"):
        imports.carry_out(imported=preview.imported.id, by=alice)

    imports.map_columns(imported=preview.imported.id, mapping=MAPPED, by=alice)
    assert imports.carry_out(imported=preview.imported.id, by=alice).added == 1

    again = previewed(table(DUTCH[0].upper(), "C-2;Ekvik stad;Nordbyte AB;31-12-2027"), alice)
    assert not again.asks_for_columns
    assert len(again.of(Fate.ADDED)) == 1


def test_a_mapping_is_one_organisations_own(alice: Viewer, charlie: Viewer) -> None:
    imports.map_columns(imported=received(table(*DUTCH), alice), mapping=MAPPED, by=alice)

    assert previewed(table(*DUTCH), charlie).asks_for_columns


def test_a_mapping_may_be_changed_and_must_be_complete(alice: Viewer) -> None:
    key = received(table(*DUTCH), alice)
    with pytest.raises(imports.NotReadyError, match=r"column for buyer\. Choose a column for supplier\."):
        imports.map_columns(imported=key, mapping=Mapping({"Stuk": "reference"}), by=alice)
    with pytest.raises(imports.NotReadyError, match="End is chosen 2 times"):
        imports.map_columns(imported=key, mapping=Mapping({**MAPPED.columns, "Ook": "end"}), by=alice)

    imports.map_columns(imported=key, mapping=MAPPED, by=alice)
    imports.map_columns(imported=key, mapping=Mapping({**MAPPED.columns, "Tot": "notice"}), by=alice)

    assert models.ColumnMapping.objects.count() == 1
    assert queries.previewed(alice, key).comparisons[0].after.notice is not None


def test_once_carried_out_its_columns_stay_as_they_were_read(alice: Viewer) -> None:
    key = received(written(contract()), alice)
    imports.carry_out(imported=key, by=alice)

    with pytest.raises(imports.NotReadyError, match="imported already"):
        imports.map_columns(imported=key, mapping=MAPPED, by=alice)


def test_what_was_set_aside_is_kept_as_it_was(alice: Viewer) -> None:
    key = received(written(contract(1), contract(2, end_on="soon")), alice)
    before = queries.set_aside(alice, key)

    imports.carry_out(imported=key, by=alice)

    assert queries.set_aside(alice, key) == before
    assert len(before) == 1


def test_an_import_is_hidden_from_everybody_else(world: World, alice: Viewer, charlie: Viewer) -> None:
    key = received(written(contract()), alice)

    for other in (charlie, the_world.viewer(world.nordbyte), the_world.viewer(world.fjordby)):
        assert queries.listed(other) == []
        for ask in (queries.opened, queries.previewed, queries.set_aside):
            with pytest.raises(gate.NotFoundError):
                ask(other, key)
        with pytest.raises(gate.NotFoundError):
            imports.carry_out(imported=key, by=other)
        with pytest.raises(gate.NotFoundError):
            imports.map_columns(imported=key, mapping=MAPPED, by=other)
    assert [one.id for one in queries.listed(alice)] == [key]
    with pytest.raises(gate.NotFoundError):
        queries.opened(alice, uuid4())


def test_somebody_who_acts_for_nobody_cannot_bring_in_a_file() -> None:
    with pytest.raises(gate.RefusedError):
        received(written(contract()), Viewer(at=the_world.AT))


def test_seven_hundred_contracts_are_read_in_few_queries(
    alice: Viewer, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    key = received(
        written(*[contract(number, supplier=f"Supplier {number % 9}") for number in range(700)]), alice
    )

    with django_assert_max_num_queries(12):
        preview = queries.previewed(alice, key)
    assert len(preview.of(Fate.ADDED)) == 700

    assert imports.carry_out(imported=key, by=alice).added == 700
    with django_assert_max_num_queries(12):
        assert len(queries.previewed(alice, key).of(Fate.UNCHANGED)) == 700


def test_what_a_person_said_survives_the_same_file_again(world: World, alice: Viewer) -> None:
    file = written(
        contract(update_duty="clause 7", duty_text="Every year.", product_models="Aurelis: Book 14")
    )
    imported(file, alice)
    (line,) = contracts.listed(alice, alice.at.date())
    assert line.contract.id
    corrections.set_duty(contract=line.contract.id, duty=UpdateDuty(Duty.NONE), by=alice)
    corrections.set_models(contract=line.contract.id, bought=[Model("Noruma", "Beam 24")], by=alice)
    corrections.confirm_date(contract=line.contract.id, kind=DateKind.NOTICE, on=None, source="", by=alice)

    assert previewed(file, alice).comparisons[0].fate is Fate.UNCHANGED
    outcome = imported(file, alice)

    assert (outcome.changed, outcome.unchanged) == (0, 1)
    (line,) = contracts.listed(alice, alice.at.date())
    assert line.contract.update_duty == UpdateDuty(Duty.NONE)
    assert line.contract.models == (Model("Noruma", "Beam 24"),)
    assert line.contract.notice is None


def test_several_suppliers_under_one_number_are_seen_by_each_and_known_again(
    world: World, alice: Viewer, charlie: Viewer
) -> None:
    imported(written(contract()), alice)
    both = written(contract(), contract(supplier="Tekhandel AB"))

    outcome = imported(both, alice)

    assert (outcome.added, outcome.set_aside) == (1, 0)
    assert imported(both, alice).unchanged == 2
    assert imported(written(contract(supplier="Tekhandel AB")), alice).changed == 1
    nordbyte = the_world.viewer(world.nordbyte)
    (theirs,) = contracts.listed(charlie, charlie.at.date())
    assert theirs.contract.supplier == "Tekhandel AB"
    assert [one.contract.supplier for one in contracts.listed(nordbyte, nordbyte.at.date())] == [
        "Nordbyte AB"
    ]
