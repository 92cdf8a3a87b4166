"""Open Gate may keep something for others: evidence, a programme, a published statement, a steward."""

from datetime import timedelta

from commonpurchase.holdings.actions import custody
from commonpurchase.holdings.actions import programmes as joining
from commonpurchase.holdings.facts.custody import CustodyAnswer
from commonpurchase.holdings.queries import custody as programmes
from commonpurchase.organisations.models import Mandate, Organisation
from tests import world as the_world
from tests.world import World


def collecting(world: World, *, wrong: bool = False) -> None:
    """`wrong`: one answer says that the buyers stand behind it."""
    due = the_world.now().date() + timedelta(days=300)
    known = Organisation.objects.filter(pk=world.monitor.id)
    known.update(regime_evidence="A trust under private law.", regime_review_due_on=due)
    erin = the_world.viewer(world.monitor, person=world.erin, at=the_world.now())
    key = joining.begin(
        name="Assembly in the east", members=[world.ekvik.id], how_to_ask="Write to the office.", by=erin
    )
    alice = the_world.viewer(world.ekvik, person=world.alice, at=the_world.now())
    joining.join(programme=key, by=alice)
    said = {
        one.number: CustodyAnswer(one.supports[0], "Its charter.", due if one.needs_evidence else None)
        for one in programmes.questions(erin.at.date()).asked
    }
    if wrong:
        said[3] = CustodyAnswer("yes")
    custody.state(programme=key, answers=said, signed_by="E. Tan", by=erin)
    Mandate.objects.filter(person=world.erin).update(steward=True)
