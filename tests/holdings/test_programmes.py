"""A programme serves those that agreed, from then on until they leave; nobody is made a member."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.urls import reverse

from commonpurchase.holdings.actions import custody, programmes
from commonpurchase.holdings.facts.custody import CustodyAnswer
from commonpurchase.holdings.queries import custody as queries
from commonpurchase.organisations import actions as organisations
from commonpurchase.organisations.facts import Details, Regime
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Viewer
from tests import world as the_world
from tests.world import World, signed_in

DAY = timedelta(days=1)


def erin(world: World) -> Viewer:
    return the_world.viewer(world.monitor, person=world.erin, at=the_world.now())


def alice(world: World, later: timedelta = timedelta()) -> Viewer:
    return the_world.viewer(world.ekvik, person=world.alice, at=the_world.now() + later)


def charlie(world: World) -> Viewer:
    return the_world.viewer(world.tekhandel, person=world.charlie, at=the_world.now())


@pytest.fixture
def begun(world: World) -> UUID:
    return programmes.begin(
        name="Assembly in the east", members=[world.ekvik.id], how_to_ask="Write to us.", by=erin(world)
    )


def test_whoever_was_named_is_no_member_before_it_agrees(world: World, begun: UUID) -> None:
    client = signed_in(world.alice)
    assert queries.opened(erin(world), begun).members == frozenset()
    assert "Assembly in the east" not in client.get(reverse("holdings:held")).content.decode()

    client.post(reverse("holdings:programme-join", args=[begun]))

    assert queries.opened(erin(world), begun).members == {world.ekvik.id}
    assert "Assembly in the east" in client.get(reverse("holdings:held")).content.decode()


def test_whoever_declines_hears_no_more_of_it_and_is_no_member(world: World, begun: UUID) -> None:
    programmes.leave(programme=begun, by=alice(world))

    assert queries.asked_to_join(alice(world)) == []
    assert queries.opened(erin(world), begun).members == frozenset()
    with pytest.raises(gate.RefusedError):
        programmes.join(programme=begun, by=alice(world))


def test_a_member_that_left_was_one_until_then(world: World, begun: UUID) -> None:
    programmes.join(programme=begun, by=alice(world))
    programmes.leave(programme=begun, by=alice(world, 2 * DAY))

    by_day = [
        [one.members for one in queries.programmes(erin(world), the_world.now() + days * DAY)]
        for days in (1, 2, 3)
    ]
    assert by_day == [[{world.ekvik.id}], [frozenset()], [frozenset()]]


def test_before_the_statement_only_those_named_know_of_it(world: World, begun: UUID) -> None:
    address = reverse("holdings:programme", args=[begun])
    assert signed_in(world.charlie).get(address).status_code == 404
    assert signed_in(world.alice).get(address).status_code == 200

    custody.state(programme=begun, answers={1: CustodyAnswer("both")}, signed_by="E. Tan", by=erin(world))

    assert signed_in(world.charlie).get(address).status_code == 200


def test_whoever_was_not_named_neither_joins_nor_ends_it(world: World, begun: UUID) -> None:
    custody.state(programme=begun, answers={1: CustodyAnswer("both")}, signed_by="E. Tan", by=erin(world))

    for step in (programmes.join, programmes.leave, programmes.end):
        with pytest.raises(gate.RefusedError):
            step(programme=begun, by=charlie(world))
    assert queries.opened(erin(world), begun).members == frozenset()


def test_a_programme_that_ended_is_over_from_then_on(world: World, begun: UUID) -> None:
    programmes.join(programme=begun, by=alice(world))
    programmes.end(programme=begun, by=erin(world))

    assert queries.programmes(alice(world)) == []
    assert queries.by_custodian(alice(world)) == {}
    with pytest.raises(custody.NotReadyError, match="ended"):
        custody.state(programme=begun, answers={}, signed_by="E. Tan", by=erin(world))
    with pytest.raises(custody.NotReadyError, match="ended already"):
        programmes.end(programme=begun, by=erin(world))


def test_a_rival_of_its_sources_keeps_nothing_for_others(world: World) -> None:
    with pytest.raises(custody.NotReadyError, match="would hold what is its rivals'"):
        programmes.begin(name="X", members=[world.ekvik.id], how_to_ask="Write.", by=charlie(world))

    client = signed_in(world.charlie)
    typed = {"name": "Secret bids", "members": [str(world.ekvik.id)], "how_to_ask": "Write to us."}
    page = client.post(reverse("holdings:begin"), typed)
    assert page.status_code == 422
    assert "would hold what is its rivals" in page.content.decode()
    assert queries.programmes(alice(world)) == []


def test_an_authority_keeps_nothing_outside_freedom_of_information(world: World) -> None:
    today = the_world.now().date()
    british = Details("", "", "en", Regime.UK_FOIA, "listed in schedule 1", today, today + 300 * DAY)
    organisations.amend(key=world.monitor.id, details=british, by=erin(world))

    with pytest.raises(custody.NotReadyError, match="is subject to UK FOIA"):
        programmes.begin(name="X", members=[world.ekvik.id], how_to_ask="Write.", by=erin(world))


def test_of_two_programmes_of_one_custodian_the_one_on_behalf_counts(world: World, begun: UUID) -> None:
    other = programmes.begin(name="Zinc", members=[world.ekvik.id], how_to_ask="Write.", by=erin(world))
    for key in (begun, other):
        programmes.join(programme=key, by=alice(world))
    answers = {one.number: _right(world, one) for one in queries.questions(the_world.now().date()).asked}
    custody.state(programme=begun, answers=answers, signed_by="E. Tan", by=erin(world))
    assert queries.by_custodian(alice(world)) == {world.monitor.id: other}

    custody.state(programme=other, answers=answers, signed_by="E. Tan", by=erin(world))
    custody.state(programme=begun, answers={}, signed_by="E. Tan", by=erin(world))
    assert queries.by_custodian(alice(world)) == {world.monitor.id: begun}


def _right(world: World, asked: object) -> CustodyAnswer:
    review = the_world.now().date() + 300 * DAY
    evidence = asked.needs_evidence  # type: ignore[attr-defined]
    return CustodyAnswer(asked.supports[0], "articles" if evidence else "", review if evidence else None)  # type: ignore[attr-defined]
