"""A meeting played step by step: Open Gate convenes, two buyers and a reseller are invited."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from commonpurchase.engagement.actions import meetings, slips, summaries
from commonpurchase.engagement.facts import ANYONE, About, Category, Plan, Reach, Said
from commonpurchase.engagement.queries import meetings as queries
from commonpurchase.organisations.facts import Organisation
from commonpurchase.sharing.facts import Viewer
from tests import world as the_world
from tests.world import World

DAY = timedelta(days=1)
WINDOW = 5
POINTS = [Said("Most want updates once a year, in one format."), Said("Some wait long for answers.")]


@dataclass(frozen=True)
class Meeting:
    """One meeting in a world, held on a day; its steps are taken on the days that follow."""

    world: World
    key: UUID
    held_on: date
    second: UUID
    """A colleague of Erin, who releases."""

    def at(self, days: int) -> datetime:
        return datetime.combine(self.held_on + days * DAY, time(9, tzinfo=UTC))

    def by(self, who: str, days: int = 1) -> Viewer:
        of = {"alice": "ekvik", "dana": "fjordby", "bob": "nordbyte", "charlie": "tekhandel"}
        organisation: Organisation = getattr(self.world, of.get(who, "monitor"))
        person = self.second if who == "second" else getattr(self.world, who)
        return the_world.viewer(organisation, person=person, at=self.at(days))

    def hands_in(self, who: str, text: str, category: Category = ANYONE, *, days: int = 1) -> UUID:
        return slips.hand_in(meeting=self.key, text=text, category=category, by=self.by(who, days))

    def attended(self) -> None:
        for organisation, people in (
            (self.world.ekvik, ["Alva Sten"]),
            (self.world.fjordby, ["Dana Fjeld", "Ola Holt"]),
            (self.world.nordbyte, ["Bob Norell"]),
        ):
            meetings.record_attendance(
                meeting=self.key, organisation=organisation.id, people=people, by=self.by("erin")
            )

    def closed(self) -> None:
        self.attended()
        meetings.close(meeting=self.key, by=self.by("erin", 3))

    def opened(self, points: list[Said] | None = None, *, days: int = 4) -> None:
        summaries.write(meeting=self.key, points=points or POINTS, by=self.by("erin", days))
        summaries.open_for_comments(meeting=self.key, by=self.by("erin", days))

    def gathered(self) -> None:
        summaries.gather(meeting=self.key, by=self.by("erin", 4 + WINDOW + 1))

    def answered(self) -> None:
        for one in queries.said(self.by("erin", 11), self.key, About.COMMENT):
            assert one.id is not None
            summaries.answer(comment=one.id, words="We changed it.", by=self.by("erin", 11))

    def consents(self, who: str) -> None:
        found = queries.attendances(self.by(who), self.key)[0]
        meetings.consent(attendance=found.id, agreed=True, by=self.by(who))

    def released(self, who: str = "second") -> UUID:
        by = self.by(who, 12)
        listed = [one.id for one in queries.agreed(by, self.key)]
        return summaries.release(meeting=self.key, listed=listed, by=by)


def plan(world: World, held_on: date, **changes: object) -> Plan:
    usual: dict[str, object] = {
        "title": "Updates of site lists",
        "held_on": held_on,
        "points_until": held_on + DAY,
        "reach": Reach.MEMBERS,
        "comment_days": WINDOW,
        "invited": frozenset({world.ekvik.id, world.fjordby.id, world.nordbyte.id}),
    }
    return Plan(**{**usual, **changes})  # type: ignore[arg-type]


def convened(world: World, held_on: date | None = None, **changes: object) -> Meeting:
    """A meeting thirty days ago, points until the day after it."""
    on = held_on or (the_world.now() - 30 * DAY).date()
    at = datetime.combine(on, time(8, tzinfo=UTC))
    by = the_world.viewer(world.monitor, person=world.erin, at=at)
    key = meetings.convene(plan=plan(world, on, **changes), by=by)
    second = the_world.account(world.monitor, f"eve{key.hex[:6]}@opengate.example", "Eve")
    return Meeting(world, key, on, second)
