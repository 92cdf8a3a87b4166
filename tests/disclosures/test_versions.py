from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonpurchase.disclosures import actions, models, queries
from commonpurchase.disclosures.facts import Fate
from commonpurchase.organisations.facts import Organisation
from commonpurchase.sharing import gate
from commonpurchase.sharing.models import Party
from tests import world as the_world
from tests.disclosures.sites import ASSEMBLY, BATTERY, csv
from tests.disclosures.uploading import FIRST, NEXT_DAY, version
from tests.world import World

LATER = NEXT_DAY + timedelta(days=1)
ONE = csv(ASSEMBLY)
OTHER = csv(BATTERY)


def test_a_named_buyer_sees_the_rows_and_others_find_nothing(world: World) -> None:
    key = version(world.nordbyte, world.ekvik)

    alice = the_world.viewer(world.ekvik)
    assert [row.site_name for row in queries.opened(alice, key).rows] == ["Lumora Assembly", "Cellhaus"]
    for outsider in (world.fjordby, world.tekhandel, world.convenor):
        viewer = the_world.viewer(outsider)
        assert queries.versions(viewer) == []
        assert queries.in_force(viewer, world.nordbyte.id, LATER.date()).rows == ()
        for query in (queries.opened, queries.difference_of):
            with pytest.raises(gate.NotFoundError):
                query(viewer, key)


def test_a_version_named_to_a_rival_by_mistake_stays_behind_the_wall(world: World) -> None:
    key = version(world.nordbyte, world.ekvik)
    label = models.Disclosure.objects.get(pk=key).label
    Party.objects.create(label=label, role=Party.NAMED, who=world.tekhandel.id)

    with pytest.raises(gate.NotFoundError):
        queries.opened(the_world.viewer(world.tekhandel), key)


def test_in_force_is_the_latest_version_accepted_by_the_day(world: World) -> None:
    version(world.nordbyte, world.ekvik)
    version(world.nordbyte, world.ekvik, content=ONE, at=NEXT_DAY)
    alice = the_world.viewer(world.ekvik, at=LATER)

    def sites_on(on: date) -> list[str]:
        return [row.site_name for row in queries.in_force(alice, world.nordbyte.id, on).rows]

    assert sites_on(the_world.AT.date() - timedelta(days=1)) == []
    assert sites_on(the_world.AT.date()) == ["Lumora Assembly", "Cellhaus"]
    assert sites_on(NEXT_DAY.date()) == ["Lumora Assembly"]


def test_nothing_disclosed_is_a_disclosure_without_rows_that_names_its_supplier(world: World) -> None:
    disclosure = queries.in_force(the_world.viewer(world.ekvik), world.nordbyte.id, LATER.date())

    assert (disclosure.supplier, disclosure.rows, disclosure.id) == ("Nordbyte AB", (), None)


def test_a_buyer_who_was_left_out_keeps_what_it_was_shown_before(world: World) -> None:
    version(world.nordbyte, world.ekvik, world.fjordby)
    version(world.nordbyte, world.ekvik, content=ONE, at=NEXT_DAY)
    dana = the_world.viewer(world.fjordby, at=LATER)

    assert len(queries.in_force(dana, world.nordbyte.id, LATER.date()).rows) == 2


def everything_seen(world: World) -> list[object]:
    """All that Fjordby's viewer gets, but for ids and references, which are random."""
    dana, on = the_world.viewer(world.fjordby, at=LATER), LATER.date()
    current = queries.in_force(dana, world.nordbyte.id, on)
    seen: list[object] = [current.version, [replace(row, reference="") for row in current.rows]]
    seen += [one.version for one in queries.sent(dana, on)]
    for one in queries.versions(dana):
        opened = queries.opened(dana, one.id)
        changes = queries.difference_of(dana, one.id).changes
        seen += [
            one.number,
            opened.number,
            opened.recipients,
            [replace(row, reference="") for row in opened.rows],
        ]
        seen += [(change.fate, change.before, change.after and change.after.site_name) for change in changes]
    return seen


def test_versions_that_were_not_shown_leave_no_trace(world: World) -> None:
    version(world.tekhandel, world.fjordby, content=FIRST.replace(b"Nordbyte", b"Tekhandel"))
    version(world.nordbyte, world.fjordby)
    seen = everything_seen(world)
    models.Disclosure.objects.filter(supplier=world.nordbyte.id).delete()

    for place in range(3):
        secret = csv(ASSEMBLY, BATTERY.replace("Cellhaus", f"Secret {place}"))
        version(world.nordbyte, world.ekvik, content=secret, at=the_world.AT - timedelta(hours=9 - place))
    version(world.nordbyte, world.fjordby)

    assert everything_seen(world) == seen
    assert "Secret" not in str(seen)


def test_a_difference_is_against_what_the_same_viewer_saw_before(world: World) -> None:
    version(world.nordbyte, world.fjordby)
    version(world.nordbyte, world.ekvik, content=ONE, at=NEXT_DAY)
    third = version(world.nordbyte, world.ekvik, world.fjordby, content=OTHER, at=LATER)

    def fates(viewer: Organisation) -> list[tuple[Fate, str]]:
        changes = queries.difference_of(the_world.viewer(viewer, at=LATER), third).changes
        return [(change.fate, (change.after or change.before).site_name) for change in changes]  # type: ignore[union-attr]

    assert fates(world.ekvik) == [(Fate.CLOSED, "Lumora Assembly"), (Fate.ADDED, "Cellhaus")]
    assert (Fate.CLOSED, "Lumora Assembly") in fates(world.fjordby)


def test_whom_else_a_supplier_told_is_shown_to_the_supplier_alone(world: World) -> None:
    key = version(world.nordbyte, world.ekvik, world.fjordby)

    alice, bob = the_world.viewer(world.ekvik), the_world.viewer(world.nordbyte)
    assert queries.opened(alice, key).recipients == frozenset()
    assert queries.opened(bob, key).recipients == {world.ekvik.id, world.fjordby.id}


def test_a_buyer_shown_a_version_later_sees_it_from_then_on(world: World) -> None:
    key = version(world.nordbyte, world.ekvik)

    actions.show_to(disclosure=key, recipients=[world.fjordby.id], by=the_world.viewer(world.nordbyte))

    assert queries.opened(the_world.viewer(world.fjordby), key).number == 1


def test_listing_many_versions_costs_no_more_queries_than_one(world: World) -> None:
    def cost() -> int:
        viewer = the_world.viewer(world.ekvik, at=LATER)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            queries.versions(viewer)
            queries.sent(viewer, LATER.date())
            queries.contents(viewer, [one.id for one in queries.versions(viewer)], LATER.date())
        return len(captured)

    version(world.nordbyte, world.ekvik)
    before = cost()
    for hours in range(1, 5):
        version(world.nordbyte, world.ekvik, content=FIRST, at=the_world.AT + timedelta(hours=hours))

    assert cost() == before
