"""An agreement opens what is under an NDA to its parties, from the last signature until its end."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from commonpurchase.documents.models import File
from commonpurchase.history.models import Event
from commonpurchase.sharing import gate
from commonpurchase.sharing.actions import agreements
from commonpurchase.sharing.actions.agreements import Draft, NotReadyError
from commonpurchase.sharing.facts import Viewer
from commonpurchase.sharing.models import Agreement
from commonpurchase.sharing.queries import agreements_of
from commonpurchase.sharing.reckoning import presets
from tests.sharing.states import EKVIK, FJORDBY, NOON, NORDBYTE, PEOPLE, TEKHANDEL, TICK, rivals
from tests.sharing.test_grants import kept

DAY = timedelta(days=1)
SHA = "ab" * 32
BOB = Viewer(at=NOON, person=PEOPLE[1], organisation=NORDBYTE, rivals=rivals(NORDBYTE))
ALICE = Viewer(at=NOON, person=PEOPLE[0], organisation=EKVIK)
CHARLIE = Viewer(at=NOON, person=PEOPLE[2], organisation=TEKHANDEL, rivals=rivals(TEKHANDEL))
LAST = 90 * DAY

pytestmark = pytest.mark.django_db


def written(**changes: object) -> Draft:
    parties = frozenset({NORDBYTE, EKVIK})
    smallest = Draft("Site lists", parties, NOON, NOON + LAST, SHA, carve_out=True)
    return replace(smallest, **changes)  # type: ignore[arg-type]


def in_force(*subject: UUID, **changes: object) -> UUID:
    key = agreements.draft(agreement=written(**changes), by=BOB)
    agreements.sign(agreement=key, name="Bo Nord, CEO", subject=subject, by=BOB)
    agreements.sign(agreement=key, name="Alice Ek, buyer", subject=subject, by=ALICE)
    return key


def looks(viewer: Viewer, at: datetime = NOON) -> Viewer:
    organisation = gate.organisation_of(viewer)
    return replace(viewer, at=at, agreements=agreements_of(organisation))


def sees(viewer: Viewer, row: File, at: datetime = NOON) -> bool:
    return gate.visible(looks(viewer, at), File).filter(pk=row.pk).exists()


def test_it_opens_what_is_under_an_nda_to_those_named_while_it_is_in_force() -> None:
    row = kept(presets.under_nda(NORDBYTE, EKVIK, FJORDBY, TEKHANDEL))

    in_force(EKVIK)

    assert [sees(ALICE, row, at) for at in (NOON, NOON + LAST - TICK, NOON + LAST)] == [True, True, False]
    assert not sees(CHARLIE, row)
    assert not sees(replace(ALICE, organisation=FJORDBY), row)


def test_it_covers_nothing_before_every_party_has_signed() -> None:
    row = kept(presets.under_nda(NORDBYTE, EKVIK))
    key = agreements.draft(agreement=written(), by=BOB)
    agreements.sign(agreement=key, name="Bo Nord, CEO", subject=(), by=BOB)
    assert not sees(ALICE, row)

    later = replace(ALICE, at=NOON + DAY)
    agreements.sign(agreement=key, name="Alice Ek, buyer", subject=(), by=later)

    assert [sees(ALICE, row, at) for at in (NOON + DAY - TICK, NOON + DAY)] == [False, True]


def test_it_covers_what_it_is_about() -> None:
    laptops, phones, anything = (
        kept(presets.under_nda(NORDBYTE, EKVIK, programme=one)) for one in ("laptops", "phones", "")
    )

    in_force(programmes=frozenset({"laptops"}))

    assert [sees(ALICE, row) for row in (laptops, phones, anything)] == [True, False, False]


def test_a_party_ends_it_and_it_is_closed_in_the_same_moment() -> None:
    row = kept(presets.under_nda(NORDBYTE, EKVIK))
    key = in_force()

    agreements.end(agreement=key, by=replace(ALICE, at=NOON + DAY))

    assert [sees(ALICE, row, at) for at in (NOON + DAY - TICK, NOON + DAY)] == [True, False]
    with pytest.raises(NotReadyError, match="ended already"):
        agreements.end(agreement=key, by=BOB)


def test_with_a_party_under_a_freedom_of_information_law_it_leaves_room_for_the_law() -> None:
    key = agreements.draft(agreement=written(carve_out=False), by=BOB)

    for who in (BOB, ALICE):
        with pytest.raises(NotReadyError, match="giving out what the law demands"):
            agreements.sign(agreement=key, name="Somebody", subject={EKVIK}, by=who)
    assert agreements_of(EKVIK) == frozenset()

    agreements.sign(agreement=key, name="Bo Nord", subject={FJORDBY}, by=BOB)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"parties": frozenset({NORDBYTE})}, "at least one other"),
        ({"parties": frozenset({EKVIK, FJORDBY})}, "between your organisation"),
        ({"title": "  "}, "what the agreement is called"),
        ({"end": NOON}, "ends after it starts"),
        ({"document_sha256": "abc"}, "SHA-256"),
        ({"document_sha256": "G" * 64}, "SHA-256"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(changes: dict[str, object], sentence: str) -> None:
    with pytest.raises(NotReadyError, match=sentence):
        agreements.draft(agreement=written(**changes), by=BOB)

    assert not Agreement.objects.exists()


def test_a_party_signs_once_with_a_name() -> None:
    key = agreements.draft(agreement=written(), by=BOB)

    with pytest.raises(NotReadyError, match="Say who signs"):
        agreements.sign(agreement=key, name=" ", subject=(), by=BOB)
    agreements.sign(agreement=key, name="Bo Nord", subject=(), by=BOB)
    with pytest.raises(NotReadyError, match="signed already"):
        agreements.sign(agreement=key, name="Bo Nord", subject=(), by=BOB)


def test_charlie_neither_sees_signs_nor_ends_it() -> None:
    key = in_force()

    assert not gate.visible(CHARLIE, Agreement).exists()
    with pytest.raises(gate.NotFoundError):
        agreements.sign(agreement=key, name="Charlie", subject=(), by=CHARLIE)
    with pytest.raises(gate.NotFoundError):
        agreements.end(agreement=key, by=CHARLIE)
    assert agreements_of(TEKHANDEL) == frozenset()


def test_history_keeps_no_names() -> None:
    key = in_force()

    told = str([vars(event) for event in Event.objects.filter(subject=key)])

    assert Event.objects.filter(subject=key).count() == 3
    assert "Bo Nord" not in told
    assert "Site lists" not in told
