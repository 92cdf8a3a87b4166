"""A monitoring partner verifies rows; everybody who sees the rows reads it, and nobody else anything."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from commonpurchase.disclosures import actions, models, queries
from commonpurchase.disclosures.facts import Checked, Evidence, Ground, Row, Version
from commonpurchase.history.models import Event
from commonpurchase.organisations.facts import Kind, Organisation
from commonpurchase.sharing import gate
from commonpurchase.sharing.models import Party
from tests import world as the_world
from tests.disclosures.sites import ASSEMBLY, BATTERY, csv
from tests.disclosures.uploading import FIRST, NEXT_DAY, version
from tests.world import World

LATER = NEXT_DAY + timedelta(days=1)
SAID = "The line was running; the licence carries the name given."


def verify(
    key: UUID,
    of: Organisation,
    *sites: str,
    at: datetime = NEXT_DAY,
    on: date | None = None,
    found: str = SAID,
) -> UUID:
    by = the_world.viewer(of, at=at)
    rows = models.SiteRow.objects.filter(disclosure=key, site_name__in=sites or ("Lumora Assembly",))
    references = frozenset(rows.values_list("reference", flat=True))
    checked = Checked(references, on or the_world.AT.date(), Ground.VISIT, found)
    return actions.verify(disclosure=key, checked=checked, by=by)


def seen(of: Organisation, key: UUID, at: datetime = LATER) -> Version:
    return queries.opened(the_world.viewer(of, at=at), key)


def supports(rows: tuple[Row, ...]) -> dict[str, Evidence]:
    return {row.site_name: row.support for row in rows}


def latest(world: World, content: bytes, *recipients: Organisation, at: datetime = LATER) -> UUID:
    return version(world.nordbyte, *(recipients or (world.ekvik,)), content=content, at=at)


def test_whoever_sees_a_row_reads_who_verified_it_when_and_how(world: World) -> None:
    key = version(world.nordbyte, world.ekvik, world.monitor)

    verify(key, world.monitor)

    for of in (world.ekvik, world.nordbyte, world.monitor):
        opened = seen(of, key)
        row = next(row for row in opened.rows if row.site_name == "Lumora Assembly")
        assert (row.support, row.verified_by, row.verified_on, row.verified_how) == (
            Evidence.VERIFIED,
            "Open Gate",
            the_world.AT.date(),
            "a visit to the site",
        )
        assert supports(opened.rows)["Cellhaus"] is Evidence.SELF_DECLARED
        said = opened.verifications[0]
        assert (said.found, said.sites, said.own) == (SAID, ("Lumora Assembly",), of == world.monitor)


def test_it_is_written_to_the_history_without_a_name(world: World) -> None:
    key = version(world.nordbyte, world.monitor)

    verify(key, world.monitor)

    event = Event.objects.get(verb="disclosures.verify")
    assert event.subject == key
    assert SAID not in str(vars(event))


@pytest.mark.parametrize(
    ("of", "refusal"),
    [
        ("ekvik", gate.RefusedError),
        ("nordbyte", gate.RefusedError),
        ("fjordby", gate.NotFoundError),
        ("tekhandel", gate.NotFoundError),
        ("convenor", gate.NotFoundError),
    ],
)
def test_nobody_verifies_but_a_monitoring_partner_that_is_named(
    world: World, of: str, refusal: type[Exception]
) -> None:
    key = version(world.nordbyte, world.ekvik)

    with pytest.raises(refusal):
        verify(key, getattr(world, of))
    with pytest.raises(gate.NotFoundError):
        verify(key, world.monitor)

    assert not models.Verification.objects.exists()
    assert not Event.objects.filter(verb="disclosures.verify").exists()


def test_a_convenor_that_is_named_is_told_who_may(world: World) -> None:
    key = version(world.nordbyte, world.convenor)

    with pytest.raises(gate.RefusedError, match="Only a monitoring partner that this disclosure names"):
        verify(key, world.convenor)


def test_charlie_learns_of_no_verification_even_if_named_by_mistake(world: World) -> None:
    key = version(world.nordbyte, world.ekvik, world.monitor)
    verify(key, world.monitor)
    label = models.Disclosure.objects.get(pk=key).label
    Party.objects.create(label=label, role=Party.NAMED, who=world.tekhandel.id)
    charlie = the_world.viewer(world.tekhandel, at=LATER)

    with pytest.raises(gate.NotFoundError):
        queries.opened(charlie, key)
    assert queries.search(charlie, "Lumora") == []
    assert not queries.may_verify(charlie, key)


def test_everything_that_is_missing_is_said_at_once_and_nothing_is_written(world: World) -> None:
    key = version(world.nordbyte, world.monitor)

    with pytest.raises(actions.NotReadyError) as refused:
        verify(key, world.monitor, "no such site", on=LATER.date())

    assert "Choose at least one row" in str(refused.value)
    assert "a day to come" in str(refused.value)
    assert not models.Verification.objects.exists()


def test_a_row_of_another_version_cannot_be_chosen(world: World) -> None:
    key = version(world.nordbyte, world.monitor)
    checked = Checked(frozenset({"S-FOREIGN"}), the_world.AT.date(), Ground.VISIT, SAID)

    with pytest.raises(actions.NotReadyError, match="not in force in this version"):
        actions.verify(disclosure=key, checked=checked, by=the_world.viewer(world.monitor, at=NEXT_DAY))


def test_a_verification_goes_with_its_row_to_buyers_who_see_only_the_later_version(world: World) -> None:
    first = version(world.nordbyte, world.ekvik, world.monitor)
    verify(first, world.monitor, "Lumora Assembly", "Cellhaus")

    second = latest(world, csv(ASSEMBLY, BATTERY.replace("3 Mill", "5 Mill")), world.fjordby)

    rows = supports(seen(world.fjordby, second, at=LATER).rows)
    assert rows == {"Lumora Assembly": Evidence.VERIFIED, "Cellhaus": Evidence.SELF_DECLARED}
    assert seen(world.fjordby, second).verifications[0].sites == ("Lumora Assembly",)


def test_it_reaches_later_versions_that_its_verifier_was_not_shown(world: World) -> None:
    first = version(world.nordbyte, world.ekvik, world.monitor)
    moved = csv(ASSEMBLY, BATTERY.replace("3 Mill", "5 Mill"))
    second = version(world.nordbyte, world.ekvik, content=moved, at=NEXT_DAY)

    verify(first, world.monitor, "Lumora Assembly", "Cellhaus", at=LATER)

    rows = supports(seen(world.ekvik, second).rows)
    assert rows == {"Lumora Assembly": Evidence.VERIFIED, "Cellhaus": Evidence.SELF_DECLARED}
    with pytest.raises(gate.NotFoundError):
        seen(world.monitor, second)


def test_a_row_that_is_closed_and_comes_back_is_not_verified(world: World) -> None:
    first = version(world.nordbyte, world.ekvik, world.monitor)
    verify(first, world.monitor)
    version(world.nordbyte, world.ekvik, content=csv(BATTERY), at=LATER)

    third = latest(world, FIRST, at=LATER + timedelta(days=1))

    assert supports(seen(world.ekvik, third, at=LATER + timedelta(days=2)).rows) == {
        "Lumora Assembly": Evidence.SELF_DECLARED,
        "Cellhaus": Evidence.SELF_DECLARED,
    }


def test_what_is_taken_back_stays_to_be_read_and_verifies_no_more(world: World) -> None:
    first = version(world.nordbyte, world.ekvik, world.monitor)
    said = verify(first, world.monitor)
    second = latest(world, FIRST, world.ekvik, world.monitor)
    by = the_world.viewer(world.monitor, at=LATER + timedelta(days=1))

    actions.withdraw_verification(disclosure=second, verification=said, because="Another site.", by=by)

    for key in (first, second):
        opened = seen(world.ekvik, key, at=LATER + timedelta(days=2))
        assert Evidence.VERIFIED not in supports(opened.rows).values()
        assert opened.verifications[0].withdrawn_because == "Another site."


@pytest.mark.parametrize("of", ["ekvik", "nordbyte", "tekhandel", "another"])
def test_only_its_verifier_takes_a_verification_back(world: World, of: str) -> None:
    another = the_world.organisation("Second Look", Kind.MONITORING_PARTNER, country="MY")
    key = version(world.nordbyte, world.ekvik, world.monitor, another)
    said = verify(key, world.monitor)
    who = another if of == "another" else getattr(world, of)

    for verification in (said, uuid4()):
        with pytest.raises((gate.NotFoundError, gate.RefusedError)):
            actions.withdraw_verification(
                disclosure=key, verification=verification, because="x", by=the_world.viewer(who, at=LATER)
            )

    assert models.Verification.objects.get().withdrawn_at is None


@pytest.mark.parametrize("because", ["", "  "])
def test_taking_back_needs_a_reason_and_happens_once(world: World, because: str) -> None:
    key = version(world.nordbyte, world.monitor)
    said = verify(key, world.monitor)
    by = the_world.viewer(world.monitor, at=LATER)

    with pytest.raises(actions.NotReadyError, match="Say why"):
        actions.withdraw_verification(disclosure=key, verification=said, because=because, by=by)
    actions.withdraw_verification(disclosure=key, verification=said, because="Wrong gate.", by=by)
    with pytest.raises(actions.NotReadyError, match="taken back already"):
        actions.withdraw_verification(disclosure=key, verification=said, because="Again.", by=by)


def test_as_of_an_earlier_day_a_row_is_what_it_was_then(world: World) -> None:
    key = version(world.nordbyte, world.ekvik, world.monitor)
    said = verify(key, world.monitor, at=NEXT_DAY)
    actions.withdraw_verification(
        disclosure=key, verification=said, because="x", by=the_world.viewer(world.monitor, at=LATER)
    )
    alice = the_world.viewer(world.ekvik, at=LATER)

    days = (the_world.AT.date(), NEXT_DAY.date(), LATER.date())
    found = [supports(queries.in_force(alice, world.nordbyte.id, on).rows)["Lumora Assembly"] for on in days]

    assert found == [Evidence.SELF_DECLARED, Evidence.VERIFIED, Evidence.SELF_DECLARED]


def test_the_database_refuses_a_row_that_calls_itself_verified(world: World) -> None:
    key = version(world.nordbyte, world.ekvik)

    with pytest.raises(IntegrityError), transaction.atomic():
        models.SiteRow.objects.filter(disclosure=key).update(evidence=Evidence.VERIFIED.value)


def test_a_rows_verification_costs_no_query_of_its_own(world: World) -> None:
    key = version(world.nordbyte, world.ekvik, world.monitor)
    alice = the_world.viewer(world.ekvik, at=LATER)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            queries.contents(alice, [key], LATER.date())
            queries.opened(alice, key)
        return len(captured)

    verify(key, world.monitor, "Cellhaus")
    before = cost()
    for _ in range(3):
        verify(key, world.monitor, "Lumora Assembly", "Cellhaus")

    assert cost() == before


@pytest.mark.parametrize("found", ["-", "n/a", "TBD", "…"])
def test_words_that_say_nothing_are_no_finding(world: World, found: str) -> None:
    key = version(world.nordbyte, world.monitor)

    with pytest.raises(actions.NotReadyError, match="what was found"):
        verify(key, world.monitor, found=found)


def test_a_verification_counts_for_two_years_and_is_still_to_be_read_afterwards(world: World) -> None:
    key = version(world.nordbyte, world.ekvik, world.monitor)
    verify(key, world.monitor, on=the_world.AT.date())

    def support(days: int) -> Evidence:
        opened = seen(world.ekvik, key, at=the_world.AT + timedelta(days=days))
        return supports(opened.rows)["Lumora Assembly"]

    assert [support(days) for days in (2, 730, 731)] == [
        Evidence.VERIFIED,
        Evidence.VERIFIED,
        Evidence.SELF_DECLARED,
    ]
    assert seen(world.ekvik, key, at=the_world.AT + timedelta(days=900)).verifications[0].found == SAID


def test_what_the_supplier_acknowledged_does_not_change_with_anybodys_word(world: World) -> None:
    first = version(world.nordbyte, world.ekvik, world.monitor)
    second = latest(
        world, csv(ASSEMBLY.replace("12 Orchard", "14 Orchard"), BATTERY), world.ekvik, world.monitor
    )
    alice = the_world.viewer(world.ekvik, at=LATER + timedelta(days=2))

    before = queries.difference_of(alice, second)
    said = verify(first, world.monitor, "Lumora Assembly", "Cellhaus", at=LATER)
    verify(second, world.monitor, "Lumora Assembly", at=LATER)
    by = the_world.viewer(world.monitor, at=LATER)
    actions.withdraw_verification(disclosure=first, verification=said, because="x", by=by)

    assert queries.difference_of(alice, second) == before


def test_a_word_taken_back_stays_to_be_read_in_later_versions(world: World) -> None:
    first = version(world.nordbyte, world.ekvik, world.monitor)
    said = verify(first, world.monitor)
    by = the_world.viewer(world.monitor, at=NEXT_DAY)
    actions.withdraw_verification(disclosure=first, verification=said, because="Another site.", by=by)

    second = latest(world, FIRST, world.fjordby)

    [read] = seen(world.fjordby, second).verifications
    assert read.withdrawn_because == "Another site."
