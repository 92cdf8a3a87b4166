"""A question over eight buyers and what may happen to it, step by step."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from commonpurchase.holdings import models
from commonpurchase.holdings.actions import release_plans, releases
from commonpurchase.holdings.facts.releases import Audience, Group, Question
from commonpurchase.holdings.queries import releases as queries
from commonpurchase.organisations.facts import Kind, Organisation
from commonpurchase.organisations.models import Mandate
from commonpurchase.sharing.facts import Viewer
from commonpurchase.sharing.reckoning.plans import Function
from tests import world as the_world
from tests.world import World

ASKED_AT = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
DEADLINE = datetime(2026, 2, 1, tzinfo=UTC)
CLOSED_AT = datetime(2026, 2, 2, 9, 0, tzinfo=UTC)
#: What the eight put in, in their order; none of them dominates.
FIGURES = (40_100, 52_300, 61_700, 70_900, 82_400, 91_300, 75_800, 66_600)


@dataclass(frozen=True)
class Scene:
    """Eight buyers, asked by the convenor, whose two stewards are Cora and Cees."""

    world: World
    buyers: tuple[Organisation, ...]
    cora: Viewer
    cees: Viewer

    def at(self, moment: datetime) -> "Scene":
        return replace(self, cora=replace(self.cora, at=moment), cees=replace(self.cees, at=moment))

    def buyer(self, place: int, at: datetime | None = None) -> Viewer:
        return the_world.viewer(self.buyers[place], at=at or self.cora.at)


def scene(world: World, *, kind: Kind = Kind.BUYER, at: datetime = ASKED_AT) -> Scene:
    """Contributors of one kind: buyers, or brands that compete with each other."""
    places = ["SE", "SE", "SE", "SE", "SE", "NO", "NO", "NO"]
    buyers = tuple(
        the_world.organisation(f"Party {name}", kind, country=country)
        for name, country in zip("ABCDEFGH", places, strict=True)
    )
    return Scene(world, buyers, *stewards(world, at))


def stewards(world: World, at: datetime) -> tuple[Viewer, Viewer]:
    found = []
    for name in ("cora", "cees"):
        person = the_world.account(world.convenor, f"{name}@faircircuits.example")
        Mandate.objects.filter(person=person).update(steward=True)
        found.append(replace(the_world.viewer(world.convenor, person=person, at=at), steward=True))
    return found[0], found[1]


def question(one: Scene, **changed: object) -> Question:
    units = tuple(buyer.id for buyer in one.buyers)
    asked = Question(
        text="Spend on laptops",
        measure="EUR",
        function=Function.SUM,
        start=date(2025, 1, 1),
        end=date(2026, 1, 1),
        deadline=DEADLINE,
        audience=Audience.MEMBERS,
        readers=(),
        step=0,
        digits=2,
        ranked=False,
        groups=(
            Group("all", "All contributors", units),
            Group("se", "Sweden", units[:5]),
            Group("no", "Norway", units[5:]),
        ),
    )
    return replace(asked, **changed)  # type: ignore[arg-type]


def asked(one: Scene, **changed: object) -> UUID:
    return release_plans.write(question=question(one, **changed), by=one.cora)


def asked_of(plan: UUID, buyer: Organisation) -> UUID:
    return models.FigureAsked.objects.get(plan=plan, contributor=buyer.id).pk


def answered(
    one: Scene,
    plan: UUID,
    figures: Mapping[int, float] | None = None,
    *,
    listed: bool = False,
    at: datetime = ASKED_AT,
) -> None:
    """Everybody answers, or those of the given places."""
    some = dict(enumerate(FIGURES)) if figures is None else figures
    for place, figure in some.items():
        release_plans.answer(
            asked=asked_of(plan, one.buyers[place]),
            figure=Decimal(str(figure)),
            listed=listed,
            by=one.buyer(place, at),
        )


def closed(
    one: Scene, figures: Mapping[int, float] | None = None, *, listed: bool = False, **changed: object
) -> UUID:
    plan = asked(one, **changed)
    answered(one, plan, figures, listed=listed)
    release_plans.close(plan=plan, by=one.at(CLOSED_AT).cora)
    return plan


def released(one: Scene, plan: UUID, at: datetime = CLOSED_AT) -> UUID:
    """Proposed by Cora, confirmed by Cees."""
    then = one.at(at)
    releases.propose(plan=plan, by=then.cora)
    return releases.confirm(plan=plan, by=then.cees)


def shown(one: Scene, release: UUID) -> dict[str, float | None]:
    """What a reader finds published, by group."""
    by = replace(one.buyer(0), at=CLOSED_AT + timedelta(days=3650))
    return {row.name: row.figure for row in queries.opened(by, release).table.rows}
