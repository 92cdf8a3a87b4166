"""Attestations as people meet them: looked at, signed, confirmed, downloaded, verified, taken back."""

import json
import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from commonpurchase.entrance import clock
from commonpurchase.holdings.models import Attestation, Key, Proposal
from tests.holdings import attesting
from tests.holdings.attesting import Scene
from tests.holdings.facilities import wrong
from tests.world import World, signed_in

pytestmark = pytest.mark.django_db
COMMAND = Path(sys.executable).with_name("commonpurchase")


@pytest.fixture
def scene(world: World) -> Scene:
    return attesting.scene(world, at=clock.now())


@pytest.fixture
def keyed(scene: Scene) -> Scene:
    for by in (scene.bob, scene.convenor):
        attesting.with_key(by)
    return scene


def client(scene: Scene, who: str) -> Client:
    person = getattr(scene, who).person
    assert person is not None
    return signed_in(person)


def form(
    scene: Scene, *recipients: str, claim: str = "sites-disclosed", **other: object
) -> dict[str, object]:
    names = recipients or ("ekvik",)
    chosen = [str(getattr(scene.world, name).id) for name in names]
    return {"claim": claim, "tier": "1", "models": ["0"], "days": "100", "recipients": chosen, **other}


def issue(scene: Scene, who: str, typed: dict[str, object]) -> Any:
    """Ask for the preview and, if there is one, go on from it as its button does."""
    asking, address = client(scene, who), reverse("holdings:issue", args=[scene.world.nordbyte.id])
    answer = asking.post(address, typed)
    if answer.status_code != 200:
        return answer
    return asking.post(address, {**typed, "seen": answer.context["seen"]})


def test_a_statement_is_looked_at_before_it_is_signed(keyed: Scene) -> None:
    asking, address = client(keyed, "bob"), reverse("holdings:issue", args=[keyed.world.nordbyte.id])
    preview = asking.post(address, form(keyed, claim="all-sites-disclosed", declared="on")).content.decode()

    assert not Attestation.objects.exists()
    assert (
        "Every tier 1 (final assembly) site that makes Aurelis Book 14 has been disclosed: 1 site" in preview
    )
    assert "Ekvik stad will hold a copy; in Sweden it is likely a public record" in preview
    assert "C6, competitively sensitive" in preview

    answer = issue(keyed, "bob", form(keyed, claim="all-sites-disclosed", declared="on"))

    assert answer.status_code == 302
    assert answer["Location"] == reverse("holdings:attestation", args=[Attestation.objects.get().pk])


def test_what_changed_since_it_was_looked_at_is_looked_at_again(keyed: Scene) -> None:
    asking, address = client(keyed, "bob"), reverse("holdings:issue", args=[keyed.world.nordbyte.id])
    seen = asking.post(address, form(keyed)).context["seen"]
    attesting.verified(keyed, clock.today())

    answer = asking.post(address, {**form(keyed), "seen": seen})

    assert answer.status_code == 200
    assert "It was verified by Open Gate" in answer.content.decode()
    assert not Attestation.objects.exists()


def test_other_recipients_than_were_looked_at_are_looked_at_again(keyed: Scene) -> None:
    asking, address = client(keyed, "bob"), reverse("holdings:issue", args=[keyed.world.nordbyte.id])
    seen = asking.post(address, form(keyed)).context["seen"]

    answer = asking.post(address, {**form(keyed, "ekvik", "monitor"), "seen": seen})

    assert answer.status_code == 200
    assert not Attestation.objects.exists()


def test_what_is_refused_keeps_everything_that_was_chosen(keyed: Scene) -> None:
    answer = issue(keyed, "bob", form(keyed, claim="all-sites-verified", days="9000"))

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "declare that these are all of the sites" in text
    assert "nobody has verified" in text
    assert "1 to 366 days, not 9000" in text
    assert 'value="9000"' in text
    assert (
        f'value="{keyed.world.ekvik.id}" id="recipient-1" aria-describedby="recipient-1-held" checked' in text
    )


@pytest.mark.parametrize(
    "typed",
    [
        {"models": ["7"]},
        {"tier": "3"},
        {"claim": "x"},
        {"recipients": [str(uuid4())]},
        {"days": "many"},
        {"models": []},
    ],
)
def test_what_was_not_offered_is_refused(keyed: Scene, typed: dict[str, object]) -> None:
    answer = issue(keyed, "bob", {**form(keyed), **typed})

    assert answer.status_code == 422
    assert not Proposal.objects.exists()


def test_a_competitor_cannot_be_smuggled_in(keyed: Scene) -> None:
    answer = issue(keyed, "bob", form(keyed, "tekhandel"))

    assert answer.status_code == 422
    assert not Proposal.objects.exists()


def test_one_can_go_back_and_change_something(keyed: Scene) -> None:
    answer = client(keyed, "bob").post(
        reverse("holdings:issue", args=[keyed.world.nordbyte.id]), {**form(keyed), "change": "1"}
    )

    assert answer.status_code == 200
    assert 'value="100"' in answer.content.decode()


def test_without_a_key_one_may_look_and_is_told_how_to_get_one(scene: Scene) -> None:
    address = reverse("holdings:issue", args=[scene.world.nordbyte.id])
    page = client(scene, "bob").get(address).content.decode()
    answer = issue(scene, "bob", form(scene))

    assert reverse("holdings:keys", args=[scene.world.nordbyte.id]) in page
    assert answer.status_code == 422
    assert "make one first" in answer.content.decode()


def test_a_supplier_goes_straight_to_its_own_rows(keyed: Scene) -> None:
    answer = client(keyed, "bob").get(reverse("holdings:issue-start"))

    assert answer["Location"] == reverse("holdings:issue", args=[keyed.world.nordbyte.id])
    assert (
        "receives attestations"
        in client(keyed, "alice").get(reverse("holdings:issue-start")).content.decode()
    )


# --- A second person --------------------------------------------------------------------------


def confirmed(scene: Scene) -> UUID:
    proposed = issue(scene, "bob", form(scene, "fjordby"))
    proposal = Proposal.objects.get().pk
    assert proposed["Location"] == reverse("holdings:proposal", args=[proposal])
    client(scene, "britt").post(reverse("holdings:agree", args=[proposal]))
    return Attestation.objects.get().pk


def test_a_second_person_confirms_what_goes_to_those_who_see_no_rows(keyed: Scene) -> None:
    issue(keyed, "bob", form(keyed, "fjordby"))
    proposal = Proposal.objects.get().pk
    address = reverse("holdings:proposal", args=[proposal])
    own, second = (client(keyed, who).get(address).content.decode() for who in ("bob", "britt"))
    assert "I agree: sign it" in second
    assert "I agree: sign it" not in own
    assert "Waits for you" in client(keyed, "britt").get(reverse("holdings:attestations")).content.decode()

    answer = client(keyed, "britt").post(reverse("holdings:agree", args=[proposal]))

    key = Attestation.objects.get().pk
    assert answer["Location"] == reverse("holdings:attestation", args=[key])
    assert client(keyed, "dana").get(answer["Location"]).status_code == 200
    assert client(keyed, "alice").get(answer["Location"]).status_code == 404


def test_one_person_alone_cannot_confirm_and_is_told_why(keyed: Scene) -> None:
    issue(keyed, "bob", form(keyed, "fjordby"))
    proposal = Proposal.objects.get().pk

    for step in ("agree", "sign-proposal"):
        answer = client(keyed, "bob").post(reverse(f"holdings:{step}", args=[proposal]), follow=True)
        assert "second person" in answer.content.decode()
    assert not Attestation.objects.exists()


def test_the_convenors_proposal_is_signed_by_the_convenor_after_the_supplier_agreed_twice(
    keyed: Scene,
) -> None:
    issue(keyed, "convenor", form(keyed, "fjordby"))
    proposal = Proposal.objects.get().pk
    for who in ("bob", "britt"):
        client(keyed, who).post(reverse("holdings:agree", args=[proposal]))
    assert not Attestation.objects.exists()

    answer = client(keyed, "convenor").post(reverse("holdings:sign-proposal", args=[proposal]))

    key = Attestation.objects.get().pk
    assert answer["Location"] == reverse("holdings:attestation", args=[key])
    page = client(keyed, "bob").get(answer["Location"]).content.decode()
    assert "Bob" in page
    assert "Britt" in page
    assert "Britt" not in client(keyed, "dana").get(answer["Location"]).content.decode()


def test_a_proposal_is_set_aside_by_its_issuer(keyed: Scene) -> None:
    issue(keyed, "bob", form(keyed, "fjordby"))
    proposal = Proposal.objects.get().pk

    client(keyed, "britt").post(reverse("holdings:set-aside", args=[proposal]))

    page = client(keyed, "bob").get(reverse("holdings:proposal", args=[proposal])).content.decode()
    assert "Set aside" in page
    assert "sign it" not in page


# --- Charlie ----------------------------------------------------------------------------------


ABSENT = uuid4()


def plain(answer: Any, key: UUID = ABSENT) -> str:
    """A page without the key that was asked for and the token of its forms."""
    return re.sub(r'(?<=name="csrfmiddlewaretoken" value=")[^"]+', "", answer.content.decode()).replace(
        str(key), "key"
    )


def test_charlie_finds_no_trace_and_every_step_answers_as_if_nothing_were_there(keyed: Scene) -> None:
    key = confirmed(keyed)
    issue(keyed, "bob", form(keyed, "fjordby"))
    waiting = Proposal.objects.get(issued_at=None).pk
    charlie = client(keyed, "charlie")

    assert "Nordbyte" not in charlie.get(reverse("holdings:attestations")).content.decode()
    for name in ("attestation", "attestation-file", "take-back"):
        hidden, absent = (charlie.get(reverse(f"holdings:{name}", args=[one])) for one in (key, ABSENT))
        assert hidden.status_code == absent.status_code == 404
        assert plain(hidden, key) == plain(absent)
    for name in ("agree", "sign-proposal", "set-aside"):
        assert charlie.post(reverse(f"holdings:{name}", args=[waiting])).status_code == 404
    assert charlie.get(reverse("holdings:proposal", args=[waiting])).status_code == 404
    assert charlie.post(reverse("holdings:take-back", args=[key]), {"because": "x"}).status_code == 404
    assert charlie.get(reverse("holdings:issue", args=[keyed.world.nordbyte.id])).status_code == 404


def test_who_only_received_it_cannot_take_it_back(keyed: Scene) -> None:
    issue(keyed, "bob", form(keyed))
    key = Attestation.objects.get().pk

    answer = client(keyed, "alice").post(reverse("holdings:take-back", args=[key]), {"because": "x"})

    assert answer.status_code == 403
    assert Attestation.objects.get().place.revoked_at is None


# --- The real command on files from the real pages ----------------------------------------------


def verify(folder: Path, *options: str) -> tuple[int, str]:
    ran = subprocess.run(
        [str(COMMAND), "verify", str(folder / "a.json"), *options],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    return ran.returncode, ran.stdout + ran.stderr


def downloaded(scene: Scene, who: str, folder: Path) -> tuple[str, str]:
    """The statement as `who` downloads it, the list as somebody without an account does; list and key."""
    row = Attestation.objects.get()
    file = client(scene, who).get(reverse("holdings:attestation-file", args=[row.pk]))
    assert file["Content-Disposition"].startswith('attachment; filename="attestation-')
    (folder / "a.json").write_bytes(file.content)
    listed = Client().get(reverse("holdings:status-list", args=[row.place.key_id]))
    (folder / "list.json").write_bytes(listed.content)
    return str(folder / "list.json"), row.place.key.did


def test_what_was_downloaded_is_verified_by_the_command(keyed: Scene, tmp_path: Path) -> None:
    confirmed(keyed)
    listed, did = downloaded(keyed, "dana", tmp_path)

    code, said = verify(tmp_path, "--status", listed, "--issuer-key", did)
    assert code == 0, said
    assert said.startswith("VALID")
    assert "Some tier 1 (final assembly) sites that make Aurelis Book 14 have been disclosed: 1 site" in said

    assert verify(tmp_path)[1].startswith("STATUS NOT CHECKED")
    ended = str(clock.today() + timedelta(days=101))
    assert verify(tmp_path, "--status", listed, "--on", ended)[1].startswith("EXPIRED")
    stale = str(clock.today() + timedelta(days=8))
    assert verify(tmp_path, "--status", listed, "--on", stale)[1].startswith("STATUS NOT CHECKED")
    other = Key.objects.exclude(did=did).get().did
    assert verify(tmp_path, "--status", listed, "--issuer-key", other)[1].startswith("UNKNOWN ISSUER KEY")


def test_one_changed_number_is_found_by_the_command(keyed: Scene, tmp_path: Path) -> None:
    confirmed(keyed)
    listed, did = downloaded(keyed, "dana", tmp_path)
    document = json.loads((tmp_path / "a.json").read_text())
    document["credentialSubject"]["sites"]["atLeast"] += 1
    document["credentialSubject"]["sites"]["atMost"] += 1
    (tmp_path / "a.json").write_text(json.dumps(document))

    code, said = verify(tmp_path, "--status", listed, "--issuer-key", did)

    assert code == 1
    assert said.startswith("TAMPERED")


def test_what_was_taken_back_on_its_page_is_revoked_for_the_command(keyed: Scene, tmp_path: Path) -> None:
    key = confirmed(keyed)
    address = reverse("holdings:take-back", args=[key])
    assert client(keyed, "bob").post(address, {"because": ""}).status_code == 422
    client(keyed, "bob").post(address, {"because": "A site was left out."})

    listed, did = downloaded(keyed, "dana", tmp_path)
    code, said = verify(tmp_path, "--status", listed, "--issuer-key", did)

    assert code == 1
    assert said.startswith("REVOKED")
    page = client(keyed, "dana").get(reverse("holdings:attestation", args=[key])).content.decode()
    assert "A site was left out." in page


def test_the_list_is_for_anybody_and_tells_neither_name_nor_number(keyed: Scene) -> None:
    confirmed(keyed)
    key = Key.objects.get(organisation=keyed.world.nordbyte.id).pk

    answer = Client().get(reverse("holdings:status-list", args=[key]))

    assert answer.status_code == 200
    assert b"Nordbyte" not in answer.content
    assert Client().get(reverse("holdings:status-list", args=[uuid4()])).status_code == 404


def test_a_workspace_that_lost_its_secret_says_so_and_signs_nothing(keyed: Scene, settings: Settings) -> None:
    waiting = issue(keyed, "bob", form(keyed, "fjordby"))["Location"]
    key = Key.objects.get(organisation=keyed.world.nordbyte.id)
    britt, bob = client(keyed, "britt"), client(keyed, "bob")
    settings.SECRET_KEY_FALLBACKS = []
    Key.objects.update(salt=b"another salt")

    listed = Client().get(reverse("holdings:status-list", args=[key.pk]))
    agreed = britt.post(f"{waiting}agree/", follow=True)
    site = bob.get(reverse("holdings:facility", args=[keyed.version.pk]), {"row": "R1"})

    assert (listed.status_code, agreed.status_code, site.status_code) == (503, 200, 403)
    assert all("secret was changed" in answer.content.decode() for answer in (listed, agreed, site))
    assert not Attestation.objects.exists()


# --- Keys and facility records -------------------------------------------------------------------


def test_a_key_is_made_and_shown_on_the_organisations_page(scene: Scene) -> None:
    made = client(scene, "bob").post(reverse("holdings:make-key"))

    key = Key.objects.get()
    assert made["Location"] == reverse("holdings:keys", args=[scene.world.nordbyte.id])
    assert key.list_id == f"http://testserver{reverse('holdings:status-list', args=[key.pk])}"
    page = client(scene, "alice").get(reverse("organisations:one", args=[scene.world.nordbyte.id]))
    assert key.did in page.content.decode()


def test_the_next_key_signs_what_is_new(keyed: Scene) -> None:
    client(keyed, "bob").post(reverse("holdings:make-key"))
    issue(keyed, "bob", form(keyed))

    assert Attestation.objects.get().place.key.number == 2


def facility(scene: Scene, who: str, row: str = "R1") -> Any:
    return client(scene, who).get(reverse("holdings:facility", args=[scene.version.pk]), {"row": row})


def test_a_site_that_one_sees_is_a_facility_record_signed_by_whoever_takes_it(keyed: Scene) -> None:
    attesting.with_key(keyed.alice)

    answer = facility(keyed, "alice")

    record = json.loads(answer.content)
    assert answer["Content-Disposition"] == 'attachment; filename="facility-record-C6.json"'
    assert record["issuer"]["name"] == "Ekvik stad"
    assert record["credentialSubject"]["labelClass"] == "C6"
    assert all(
        name not in answer.content.decode() for name in ("Nordbyte", "Aurelis", str(keyed.world.nordbyte.id))
    )
    assert (
        json.loads(facility(keyed, "bob").content)["credentialSubject"]["facility"]["id"]
        == (record["credentialSubject"]["facility"]["id"])
    )


def test_a_facility_record_is_checked_by_the_command(keyed: Scene, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(facility(keyed, "bob").content)

    code, said = verify(tmp_path)

    assert code == 0, said
    assert said.startswith("VALID")


def test_a_rival_and_whoever_sees_no_rows_gets_no_facility_record(keyed: Scene) -> None:
    for who in ("charlie", "dana"):
        assert facility(keyed, who).status_code == 404
        assert (
            client(keyed, who).get(reverse("holdings:facilities", args=[keyed.version.pk])).status_code == 404
        )


def test_a_row_that_does_not_exist_has_no_record_and_without_a_key_none_is_signed(keyed: Scene) -> None:
    assert facility(keyed, "bob", "R9").status_code == 404
    assert facility(keyed, "alice").status_code == 403


def test_the_schema_that_is_asked_of_elsewhere_is_not_broken_by_our_word(keyed: Scene) -> None:
    subject = json.loads(facility(keyed, "bob").content)["credentialSubject"]
    schema = {"type": "object", "properties": {"type": {"type": "array"}}, "additionalProperties": True}

    assert list(wrong(subject, schema, schema)) == []
