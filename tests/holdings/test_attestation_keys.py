"""Keys: made from chance and the workspace's secret, told to members, replaced without losing anything."""

from uuid import uuid4

import pytest
from pytest_django import Settings

from commonpurchase.holdings.actions import attestations, keys
from commonpurchase.holdings.facts.issuing import Issued
from commonpurchase.holdings.models import Key
from commonpurchase.holdings.queries import attestations as statements
from commonpurchase.holdings.queries import keys as queries
from commonpurchase.holdings.readers import credentials
from commonpurchase.holdings.reckoning import checks, seeds
from commonpurchase.holdings.reckoning.keys import did_of, public_of
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Viewer
from tests.holdings import attesting
from tests.holdings.attesting import Scene
from tests.world import AT, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(world: World) -> Scene:
    return attesting.scene(world)


def test_a_key_is_made_from_chance_and_a_secret_that_lies_elsewhere(scene: Scene, settings: Settings) -> None:
    key = keys.make(address=attesting.address, by=scene.bob, chance=lambda length: b"\x07" * length)

    row = Key.objects.get(pk=key)
    assert bytes(row.salt) == b"\x07" * 32
    expected = seeds.seed(
        settings.SECRET_KEY, organisation=scene.world.nordbyte.id, number=1, salt=b"\x07" * 32
    )
    assert row.did == did_of(public_of(expected))
    assert row.list_id == attesting.address(key)


def test_every_part_makes_another_seed() -> None:
    organisation, salt = uuid4(), b"s" * 32
    made = {
        seeds.seed("secret", organisation=organisation, number=1, salt=salt),
        seeds.seed("secret!", organisation=organisation, number=1, salt=salt),
        seeds.seed("secret", organisation=uuid4(), number=1, salt=salt),
        seeds.seed("secret", organisation=organisation, number=2, salt=salt),
        seeds.seed("secret", organisation=organisation, number=1, salt=b"t" * 32),
    }

    assert len(made) == 5
    assert {len(one) for one in made} == {32}


def test_no_seed_lies_in_the_database(scene: Scene) -> None:
    attesting.with_key(scene.bob)

    key = queries.own(scene.bob)
    assert key is not None
    stored = [value for row in Key.objects.values_list() for value in row]
    assert queries.seed_of(key) not in [
        bytes(value) for value in stored if isinstance(value, bytes | memoryview)
    ]


def test_members_see_an_organisations_keys_newest_first(scene: Scene) -> None:
    attesting.with_key(scene.bob)
    attesting.with_key(scene.britt)

    seen = queries.of(scene.charlie, scene.world.nordbyte.id)

    assert [(one.number, one.current) for one in seen] == [(2, True), (1, False)]
    with pytest.raises(gate.NotFoundError):
        queries.of(scene.charlie, uuid4())


def test_what_an_older_key_signed_is_verified_and_taken_back_with_that_key(scene: Scene) -> None:
    attesting.with_key(scene.bob)
    signed = attesting.signed(scene, scene.world.ekvik)
    attesting.with_key(scene.bob)
    new = attesting.signed(scene, scene.world.ekvik)

    one, other = (statements.opened(scene.bob, key) for key in (signed, new))
    assert (one.key.number, other.key.number) == (1, 2)
    assert verdict(scene, one) == "valid"
    attestations.take_back(attestation=signed, because="An error.", by=scene.bob)
    assert verdict(scene, statements.opened(scene.bob, signed)) == "revoked"
    assert verdict(scene, other) == "valid"


def verdict(scene: Scene, one: Issued) -> str:
    read, _ = credentials.read(one.content, "a")
    listed, _ = credentials.read(queries.status_list(scene.alice, one.key.id), "l")
    assert read is not None
    assert listed is not None
    return checks.check(read, AT, lists=[listed], known_key=one.key.did).outcome.value


def test_a_secret_that_was_replaced_still_signs_while_it_is_named(scene: Scene, settings: Settings) -> None:
    key = attesting.with_key(scene.bob)
    before = queries.status_list(scene.alice, key)
    old = settings.SECRET_KEY

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another secret", [old]
    assert queries.status_list(scene.alice, key) == before
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(queries.SecretLostError, match="Key 1 cannot sign"):
        queries.status_list(scene.alice, key)


def test_the_list_tells_no_name_and_the_same_bytes_all_day(scene: Scene) -> None:
    key = attesting.with_key(scene.bob)
    attesting.signed(scene, scene.world.ekvik)

    morning, evening = (queries.status_list(Viewer(at=AT.replace(hour=hour)), key) for hour in (0, 23))

    assert morning == evening
    assert b"Nordbyte" not in morning
    assert queries.status_list(attesting.later(Viewer(at=AT), days=1), key) != morning


def test_a_list_that_does_not_exist_is_not_found(scene: Scene) -> None:
    with pytest.raises(gate.NotFoundError):
        queries.status_list(scene.alice, uuid4())


def test_a_key_is_made_by_a_person_for_an_organisation(scene: Scene) -> None:
    for viewer in (Viewer(at=AT), Viewer(at=AT, organisation=scene.world.nordbyte.id)):
        with pytest.raises(gate.RefusedError):
            attesting.with_key(viewer)
    assert not Key.objects.exists()
