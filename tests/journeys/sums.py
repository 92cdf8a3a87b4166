"""Questions of Open Gate to seven buyers, for the stage: one open, one closed, one published."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from commonpurchase.holdings.actions import release_plans, releases
from commonpurchase.holdings.facts.releases import Audience, Group
from commonpurchase.organisations.models import Mandate
from tests import world as the_world
from tests.holdings import releasing
from tests.holdings.releasing import Scene
from tests.world import World


def built(world: World, at: datetime) -> dict[str, UUID]:
    """The keys of the open question, Ekvik's part in it, the closed one, the published one, its release."""
    five = tuple(the_world.organisation(f"Party {name}") for name in "ABCDE")
    before = at - timedelta(days=40)
    second = the_world.account(world.monitor, "emil@opengate.example")
    Mandate.objects.filter(person__in=[world.erin, second]).update(steward=True)
    erin, emil = (
        replace(the_world.viewer(world.monitor, person=person, at=before), steward=True)
        for person in (world.erin, second)
    )
    one = Scene(world, (world.ekvik, world.fjordby, *five), erin, emil)
    published = _closed(one, before, at, text="Spend on laptops")
    then = one.at(at - timedelta(days=20))
    releases.propose(plan=published, by=then.cora)
    release = releases.confirm(plan=published, by=then.cees)
    open_plan = _asked(one, before, at + timedelta(days=20), text="Spend on phones")
    releasing.answered(one, open_plan, {1: 5_000.0}, at=before)
    return {
        "open_plan": open_plan,
        "asked": releasing.asked_of(open_plan, world.ekvik),
        "closed_plan": _closed(one, before, at, text="Spend on monitors"),
        "released_plan": published,
        "release": release,
    }


def _asked(one: Scene, before: datetime, until: datetime, *, text: str) -> UUID:
    units = tuple(buyer.id for buyer in one.buyers)
    groups = (
        Group("all", "All contributors", units),
        Group("few", "A small group", units[:3]),
    )
    end = (before - timedelta(days=10)).date()
    return releasing.asked(
        one,
        text=text,
        groups=groups,
        start=end - timedelta(days=365),
        end=end,
        deadline=until,
        audience=Audience.BUYERS,
        ranked=True,
    )


def _closed(one: Scene, before: datetime, at: datetime, *, text: str) -> UUID:
    plan = _asked(one, before, at - timedelta(days=30), text=text)
    releasing.answered(one, plan, dict(list(enumerate(releasing.FIGURES))[:7]), at=before)
    release_plans.close(plan=plan, by=one.at(at - timedelta(days=25)).cora)
    return plan
