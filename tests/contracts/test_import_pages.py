"""Alice uploads a list, tells its columns, looks, imports; Bob sees his contract, Charlie nothing."""

import csv
import html
import io
import re
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from commonpurchase.contracts import models
from commonpurchase.contracts.actions import corrections, imports
from commonpurchase.contracts.facts import DateKind
from tests import world as the_world
from tests.contracts.lists import contract, table, written
from tests.contracts.readers.ocds import invented
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(world: World) -> Client:
    return the_world.signed_in(world.alice)


def upload(client: Client, content: bytes, name: str = "contracts.csv") -> str:
    """The address of the page of the uploaded file."""
    answer = client.post(reverse("contracts:import"), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def text(answer: object) -> str:
    content: bytes = answer.content  # type: ignore[attr-defined]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", content.decode())).split())


def confirm(client: Client, address: str, **data: str) -> HttpResponse:
    page = client.get(address).content.decode()
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    assert seen is not None
    return client.post(address, {"step": "import", "seen": seen[1], **data})  # type: ignore[return-value]


def test_a_file_that_is_too_large_says_so_and_offers_no_import(
    world: World, alice: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "MAX_CONTRACTS", 1)

    looked = alice.get(upload(alice, written(contract(1), contract(2))))

    assert "The file has 2 contracts; at most 1 can be imported at once. Split it." in text(looked)
    assert 'value="import"' not in looked.content.decode()


def test_the_whole_way_from_list_to_contracts(world: World, alice: Client) -> None:
    rows = contract(1), contract(2, end_on="soon"), contract(3, supplier="Lagerhus AB", title="Monitors")
    address = upload(alice, written(*rows))

    looked = text(alice.get(address))
    assert "contracts.csv: 3 rows: 2 taken, 1 set aside. Nothing has been kept yet." in looked
    assert "Nordbyte AB will see this." in looked
    assert "Ekvik stad will hold this as its own; in Sweden it is likely a public record." in looked
    assert "Column end_on: found “soon”; expected a day such as 2026-03-31 or 31.03.2026." in looked
    assert "1 organisation not in the workspace yet" in looked
    assert models.Contract.objects.count() == 0

    assert confirm(alice, address).status_code == 302
    done = text(alice.get(address))
    assert "contracts.csv was imported" in done
    assert "Added 2 Changed 0 Unchanged 0" in done
    assert "Monitors" in text(alice.get(reverse("contracts:list")))
    assert "not imported yet" not in text(alice.get(reverse("contracts:import"))).casefold()

    bob, charlie = the_world.signed_in(world.bob), the_world.signed_in(world.charlie)
    assert "Laptops" in text(bob.get(reverse("contracts:list")))
    assert "Monitors" not in text(bob.get(reverse("contracts:list")))
    assert "Laptops" not in text(charlie.get(reverse("contracts:list")))
    assert charlie.get(address).status_code == bob.get(address).status_code == 404
    assert charlie.post(address, {"step": "import"}).status_code == 404
    assert "contracts.csv" not in text(charlie.get(reverse("contracts:import")))


def test_one_row_is_a_row(alice: Client) -> None:
    address = upload(alice, written(contract()))

    assert "contracts.csv: 1 row: 1 taken, 0 set aside." in text(alice.get(address))
    confirm(alice, address)
    assert "1 row, 0 of them set aside" in text(alice.get(address))


def test_before_uploading_it_is_said_who_will_hold_the_file(alice: Client) -> None:
    page = text(alice.get(reverse("contracts:import")))

    assert "Ekvik stad will hold this as its own" in page
    assert "Nobody else sees anything of the file before you have looked at a preview" in page


def test_kept_to_ourselves_stays_with_the_organisation(world: World, alice: Client) -> None:
    address = upload(alice, written(contract()))

    confirm(alice, address, keep_to_ourselves="on")

    assert "New contracts were kept to your organisation." in text(alice.get(address))
    assert "Laptops" not in text(the_world.signed_in(world.bob).get(reverse("contracts:list")))


def test_columns_are_asked_for_once(alice: Client) -> None:
    lines = table("Stuk;Wie;Van wie;Bedragje", "C-1;Ekvik stad;Nordbyte AB;1 200")
    address = upload(alice, lines)
    page = text(alice.get(address))
    assert "has no heading that we know for the contract number, buyer or supplier" in page
    assert "C-1" in page

    half = alice.post(address, {"step": "columns", "column_0": "reference", "column_1": "buyer"})
    assert half.status_code == 422
    assert "Choose a column for supplier." in text(half)
    twice = {"column_0": "buyer", "column_1": "buyer", "column_2": "supplier"}
    assert "Buyer is chosen 2 times (Stuk; Wie); choose it once." in text(
        alice.post(address, {"step": "columns", **twice})
    )

    chosen = {"column_0": "reference", "column_1": "buyer", "column_2": "supplier", "column_3": "value"}
    answer = alice.post(address, {"step": "columns", **chosen, "currency": "eur"})
    assert answer.status_code == 302
    assert "EUR 1,200" in text(alice.get(address))

    assert "1 taken, 0 set aside" in text(alice.get(upload(alice, lines)))


def test_a_column_of_days_that_is_not_known_is_asked_about_once(alice: Client) -> None:
    lines = table("Contract ID;Buyer;Supplier;Frist", "C-1;Ekvik stad;Nordbyte AB;2026-12-31")
    address = upload(alice, lines)

    asked = text(alice.get(address))
    assert "contracts.csv has days in columns that we do not know: Frist." in asked
    assert "Not read from this file: Frist." in text(alice.get(f"{address}?step=preview"))

    chosen = {"column_0": "reference", "column_1": "buyer", "column_2": "supplier", "column_3": "end"}
    alice.post(address, {"step": "columns", **chosen})
    for page in (text(alice.get(address)), text(alice.get(upload(alice, lines)))):
        assert "Look at what the import changes" in page
        assert "31 December 2026" in page


def test_a_column_that_is_not_read_is_named_at_the_top_of_the_preview(alice: Client) -> None:
    address = upload(alice, written(contract(colour="red", gate="pass", note="")))

    page = alice.get(address).content.decode()

    assert page.index("Not read from this file: colour.") < page.index("<dl")
    assert f'href="{address}?step=columns"' in page


def test_a_list_without_its_own_organisation_names_it_once(alice: Client) -> None:
    address = upload(alice, table("Contract ID;Supplier", "C-1;Nordbyte AB"))

    chosen = {"column_0": "reference", "column_1": "supplier", "own": "buyer"}
    alice.post(address, {"step": "columns", **chosen})
    confirm(alice, address)

    assert models.Contract.objects.get().buyer.name == "Ekvik stad"


def test_recognised_columns_can_be_read_in_another_way(alice: Client) -> None:
    address = upload(alice, written(contract()))

    page = alice.get(f"{address}?step=columns").content.decode()

    assert "This is how contracts.csv is read now." in page
    assert re.search(r'<option value="reference" selected>', page)


def test_changes_and_kept_dates_are_shown_side_by_side(world: World, alice: Client) -> None:
    confirm(alice, upload(alice, written(contract())))
    corrections.confirm_date(
        contract=models.Contract.objects.get().pk,
        kind=DateKind.END,
        on=the_world.AT.date(),
        source="The signed contract",
        by=the_world.viewer(world.ekvik, person=world.alice),
    )

    page = text(alice.get(upload(alice, written(contract(title="Tablets", end_on="2027-12-31")))))

    assert "Title Laptops Tablets" in page
    assert "End 1 March 2026 31 December 2027 A person confirmed the date that is held." in page


def test_what_changed_meanwhile_is_looked_at_again(world: World, alice: Client) -> None:
    address = upload(alice, written(contract()))
    page = alice.get(address).content.decode()
    confirm(alice, upload(alice, written(contract(title="Tablets"))))

    seen = re.search(r'name="seen" value="([^"]*)"', page)
    assert seen is not None
    late = alice.post(address, {"step": "import", "seen": seen[1]})

    assert late.status_code == 409
    assert "The contracts changed since this preview was shown." in text(late)
    assert "Title Tablets Laptops" in text(late)
    assert confirm(alice, address).status_code == 302


def test_importing_twice_is_harmless(alice: Client) -> None:
    address = upload(alice, written(contract()))
    confirm(alice, address)

    assert alice.post(address, {"step": "import"}).status_code == 200
    assert models.Contract.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("scan.pdf", b"%PDF-1.7", "a PDF document"),
        ("list.xlsx", b"nothing", "called a workbook but is none"),
        ("notices.json.gz", b"\x1f\x8bnothing", "Nothing was taken over from this file."),
    ],
)
def test_a_file_that_cannot_be_read_says_why(alice: Client, name: str, content: bytes, said: str) -> None:
    page = text(alice.get(upload(alice, content, name)))

    assert f"{name} cannot be read" in page
    assert said in page


def test_a_file_of_which_nothing_can_be_taken_offers_no_import(alice: Client) -> None:
    page = alice.get(upload(alice, written(contract(end_on="soon")))).content.decode()

    assert "No contract could be taken from this file" in page
    assert 'name="seen"' not in page


def test_without_a_file_nothing_is_received(alice: Client) -> None:
    answer = alice.post(reverse("contracts:import"), {})

    assert answer.status_code == 422
    assert models.Import.objects.count() == 0


def test_a_hostile_cell_is_shown_as_text_and_never_becomes_a_formula(alice: Client) -> None:
    bad = contract(1, title='"><script>alert(1)</script>', end_on="=HYPERLINK(1)", supplier="@SUM(1)")
    address = upload(alice, written(bad))

    page = alice.get(address).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page

    answer = alice.get(f"{address}set-aside.csv")
    assert "attachment" in answer.headers["Content-Disposition"]
    why, *rest = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))[1]
    assert "found “=HYPERLINK(1)”" in why
    assert "'=HYPERLINK(1)" in rest
    assert "'@SUM(1)" in rest


def test_what_was_set_aside_can_be_mended_and_brought_in_again(alice: Client) -> None:
    address = upload(alice, written(contract(1), contract(2, end_on="soon")))
    confirm(alice, address)

    mended = alice.get(f"{address}set-aside.csv").content.replace(b",soon,", b",2026-12-31,")
    confirm(alice, upload(alice, mended, "mended.csv"))

    assert sorted(models.Contract.objects.values_list("reference", flat=True)) == ["C-1", "C-2"]


def test_published_notices_are_brought_in_like_a_list_and_say_what_was_read_how(
    world: World, alice: Client
) -> None:
    sold = invented.award("1", "Nordbyte AB", value=invented.value(5000, "SEK"))
    notices = invented.lines(invented.release(sold, buyer="Ekvik stad"), {"ocid": "no release"})
    address = upload(alice, notices, "notices.jsonl")

    page = text(alice.get(address))
    assert "1 taken, 1 set aside" in page
    assert "The notice identifies the supplier as" in page
    assert "Read the columns in another way" not in page

    assert confirm(alice, address).status_code == 302
    (held,) = models.Contract.objects.all()
    assert (held.buyer.name, held.supplier.name) == ("Ekvik stad", "Nordbyte AB")
    assert held.label.fact.named == {world.nordbyte.id}
    assert "Unchanged 1" in text(alice.get(upload(alice, notices, "again.jsonl")))


def test_a_large_preview_takes_few_queries(
    world: World, alice: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    rows = [contract(number, supplier=f"Supplier {number % 30}") for number in range(700)]
    key: UUID = imports.receive(
        name="many.csv", content=written(*rows), by=the_world.viewer(world.ekvik, person=world.alice)
    )

    with django_assert_max_num_queries(28):
        page = alice.get(reverse("contracts:import-one", args=[key]))

    assert "The first 100 of 700" in text(page)
