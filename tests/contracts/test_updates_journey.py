"""Bob uploads, mends, looks, chooses and sends; Alice sees it, Dana and Charlie do not."""

import io
import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from openpyxl import load_workbook

from commonpurchase.contracts.models import Served
from commonpurchase.disclosures.models import Disclosure, Upload
from tests import world as the_world
from tests.contracts import records
from tests.disclosures.sites import ASSEMBLY, BATTERY, csv
from tests.disclosures.uploading import FIRST
from tests.world import World

BAD = csv(ASSEMBLY.replace("Vietnam", "Atlantis"), BATTERY.replace(",2,", ",9,"))


def upload(client: Client, content: bytes = FIRST, name: str = "sites.csv", **data: object) -> HttpResponse:
    sent = {"file": SimpleUploadedFile(name, content), "disclosed_on": the_world.now().date(), **data}
    return client.post("/contracts/updates/", sent)  # type: ignore[return-value]


def uploaded(client: Client, content: bytes = FIRST) -> str:
    """The address of the upload's page."""
    return str(upload(client, content).headers["Location"])


def send(client: Client, address: str, **data: object) -> HttpResponse:
    page = client.get(address).content.decode()
    against = re.search(r'name="against" value="([^"]*)"', page)
    assert against is not None
    return client.post(address, {"against": against[1], **data})  # type: ignore[return-value]


def text(response: object) -> str:
    content: bytes = response.content  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", content.decode())


@pytest.fixture
def bob(world: World) -> Client:
    return the_world.signed_in(world.bob)


def test_the_whole_way_from_errors_to_customers(world: World, bob: Client) -> None:
    wrong = uploaded(bob, BAD)
    page = text(bob.get(wrong))
    assert "2 errors to mend in sites.csv" in page
    assert "Row 2, column country" in page
    assert "“Atlantis”" in page
    assert Disclosure.objects.count() == 0

    mended = uploaded(bob)
    page = text(bob.get(mended))
    assert "This is your first version, so every row is new." in page
    assert "Ekvik stad will hold a copy; in Sweden it is likely a public record." in page
    assert "checked" not in page

    answer = send(bob, mended, recipients=[str(world.ekvik.id)], acknowledged="on")
    assert answer.status_code == 302
    version = answer.headers["Location"]
    assert "Ekvik stad" in text(bob.get(version))

    for person, seen in ((world.alice, 200), (world.dana, 404), (world.charlie, 404)):
        client = the_world.signed_in(person)
        for address in (version, f"{version}rows.csv", f"{version}rows.xlsx"):
            assert client.get(address).status_code == seen
        assert (version in text(client.get("/disclosures/"))) == (seen == 200)

    page = text(the_world.signed_in(world.alice).get(version))
    assert "Lumora Assembly" in page
    assert "Vietnam" in page
    assert "Self-declared" in page
    assert "Whom else it chose is not shown to you." in page


def test_an_update_shows_before_and_after_and_the_buyer_sees_the_same(world: World, bob: Client) -> None:
    send(bob, uploaded(bob), recipients=[str(world.ekvik.id)], acknowledged="on")
    second = uploaded(bob, csv(ASSEMBLY.replace("12 Orchard", "14 Orchard")))

    page = text(bob.get(second))
    assert "<del>12 Orchard Road</del>" in page
    assert "1 of 2 earlier rows are not mentioned: Cellhaus." in page.replace(
        "Cellhaus. Sending", "Cellhaus. "
    )

    version = send(bob, second, recipients=[str(world.ekvik.id)], acknowledged="on").headers["Location"]
    page = text(the_world.signed_in(world.alice).get(version))
    assert "<ins>14 Orchard Road</ins>" in page
    assert "What changed since version 1" in page


def test_the_marked_file_has_every_error_in_its_place(bob: Client, world: World) -> None:
    address = uploaded(bob, BAD)

    answer = bob.get(f"{address}errors.xlsx")

    book = load_workbook(io.BytesIO(answer.content))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="sites-errors.xlsx"'
    assert book["Sheet"]["F2"].comment is not None
    assert book["Errors"].max_row == 3


def test_the_workbook_is_empty_at_first_and_filled_for_an_update(world: World, bob: Client) -> None:
    first = load_workbook(io.BytesIO(bob.get("/contracts/updates/workbook.xlsx").content))["Sites"]
    send(bob, uploaded(bob), recipients=[str(world.ekvik.id)], acknowledged="on")
    answer = bob.get("/contracts/updates/workbook.xlsx")
    second = load_workbook(io.BytesIO(answer.content))["Sites"]

    assert first["C2"].value is None
    assert [cell.value for cell in second["B"]][:3] == ["Status", "confirm", "confirm"]
    assert "disclosure-nordbyte-ab-update.xlsx" in answer.headers["Content-Disposition"]

    page = text(bob.get(str(upload(bob, answer.content, "update.xlsx").headers["Location"])))
    assert "2 rows" in page
    assert "Rows that are changed" not in page


@pytest.mark.parametrize(
    ("chosen", "acknowledged", "sentence"),
    [
        ("", "on", "Choose at least one customer"),
        ("ekvik", "", "Confirm that you have looked at what changes."),
        ("tekhandel", "on", "is not one of the available choices"),
    ],
)
def test_what_is_missing_is_said_and_what_was_ticked_stays(
    world: World, bob: Client, chosen: str, acknowledged: str, sentence: str
) -> None:
    recipients = [str(getattr(world, chosen).id)] if chosen else []

    answer = send(bob, uploaded(bob), recipients=recipients, acknowledged=acknowledged)

    assert answer.status_code == 422
    assert sentence in text(answer)
    assert text(answer).count("checked") == (1 if chosen == "ekvik" else 0)
    assert Disclosure.objects.count() == 0


def test_contracts_can_be_chosen_and_are_served(world: World, bob: Client) -> None:
    end = the_world.now().date() + timedelta(days=300)
    chosen = records.contract(world.ekvik, world.nordbyte, end=end, reference="E-1")
    records.contract(world.ekvik, world.nordbyte, end=end, reference="E-2")
    hidden = records.contract(world.ekvik, world.tekhandel, end=end, reference="SECRET-3", title="Rival")
    address = uploaded(bob)

    assert "SECRET-3" not in text(bob.get(address))
    refused = send(
        bob, address, contracts=[str(chosen.pk)], recipients=[str(world.fjordby.id)], acknowledged="on"
    )
    assert "You chose a contract with Ekvik stad, but not Ekvik stad itself." in text(refused)
    assert send(bob, address, contracts=[str(hidden.pk)], acknowledged="on").status_code != 302
    assert Disclosure.objects.count() == 0

    send(bob, address, contracts=[str(chosen.pk)], recipients=[str(world.ekvik.id)], acknowledged="on")
    assert [one.contract_id for one in Served.objects.all()] == [chosen.pk]


def test_a_colleague_who_was_faster_is_told_of_and_the_new_difference_is_shown(
    world: World, bob: Client
) -> None:
    mine, theirs = uploaded(bob, csv(ASSEMBLY)), uploaded(bob)
    stale = {"against": "", "recipients": [str(world.ekvik.id)], "acknowledged": "on"}
    send(bob, theirs, recipients=[str(world.ekvik.id)], acknowledged="on")

    answer = bob.post(mine, stale)

    assert answer.status_code == 409
    assert "A colleague accepted another version meanwhile." in text(answer)
    assert "Cellhaus" in text(answer)
    assert f'name="against" value="{Disclosure.objects.get().pk}"' in text(answer)
    assert Disclosure.objects.count() == 1


def test_a_sent_upload_leads_to_its_version_and_one_set_aside_back(world: World, bob: Client) -> None:
    sent, aside = uploaded(bob), uploaded(bob)
    version = send(bob, sent, recipients=[str(world.ekvik.id)], acknowledged="on").headers["Location"]

    assert bob.get(sent).headers["Location"] == version
    assert bob.post(f"{aside}set-aside/").headers["Location"] == "/contracts/updates/"
    assert bob.get(aside).headers["Location"] == "/contracts/updates/"
    assert bob.get(f"{aside}set-aside/").status_code == 405


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"disclosed_on": "2999-01-01"}, "cannot be of a day to come"),
        ({"disclosed_on": "soon"}, "Enter a valid date"),
        ({"file": ""}, "This field is required"),
        ({"file": SimpleUploadedFile("empty.csv", b"")}, "empty"),
        ({"file": SimpleUploadedFile("big.csv", b"x" * (10 * 2**20 + 1))}, "at most 10 MiB can be uploaded"),
    ],
)
def test_an_upload_that_cannot_be_received_says_why(bob: Client, data: dict[str, Any], sentence: str) -> None:
    answer = upload(bob, **data)

    assert answer.status_code == 422
    assert sentence in text(answer)
    assert Upload.objects.count() == 0


@pytest.mark.parametrize("person", ["alice", "dana", "charlie"])
def test_an_upload_is_its_suppliers_alone(world: World, bob: Client, person: str) -> None:
    address = uploaded(bob)
    client = the_world.signed_in(getattr(world, person))

    for answer in (
        client.get(address),
        client.post(address, {"acknowledged": "on", "recipients": [str(world.ekvik.id)]}),
        client.get(f"{address}errors.xlsx"),
        client.post(f"{address}set-aside/"),
        client.post(f"/disclosures/{UUID(int=1)}/show/"),
    ):
        assert answer.status_code == 404
    assert Upload.objects.filter(withdrawn_at=None).count() == 1


def test_a_buyer_has_no_updates_to_send(world: World) -> None:
    alice = the_world.signed_in(world.alice)

    assert alice.get("/contracts/updates/").status_code == 403
    assert alice.get("/contracts/updates/workbook.xlsx").status_code == 403
    assert "Send an update" not in text(alice.get("/disclosures/"))


def test_a_supplier_shows_a_version_to_a_further_customer(world: World, bob: Client) -> None:
    version = str(
        send(bob, uploaded(bob), recipients=[str(world.ekvik.id)], acknowledged="on").headers["Location"]
    )
    dana, alice = the_world.signed_in(world.dana), the_world.signed_in(world.alice)

    assert alice.post(f"{version}show/", {"recipients": [str(world.fjordby.id)]}).status_code == 403
    assert dana.get(version).status_code == 404
    assert "Choose at least one customer" in text(bob.post(f"{version}show/", follow=True))
    bob.post(f"{version}show/", {"recipients": [str(world.fjordby.id)]})

    assert "first version that you were shown" in text(dana.get(version))
    assert the_world.signed_in(world.charlie).get(version).status_code == 404


def test_what_a_hostile_cell_says_is_text_on_every_page(world: World, bob: Client) -> None:
    hostile = csv(ASSEMBLY.replace("Lumora Assembly", "<script>alert(1)</script>"))
    address = uploaded(bob, hostile)

    assert "<script>alert" not in text(bob.get(address))
    version = send(bob, address, recipients=[str(world.ekvik.id)], acknowledged="on").headers["Location"]
    assert "&lt;script&gt;alert(1)" in text(the_world.signed_in(world.alice).get(version))
