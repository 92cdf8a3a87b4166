"""One event after the other, each holding the hash of the one before."""

from uuid import uuid4

from commonpurchase.history import actions
from commonpurchase.history.models import Event, Head, Salt
from tests import world as the_world


def test_an_event_follows_the_one_before(db: None) -> None:
    by = the_world.system()
    first = actions.append(verb="a.b", subject=("thing", uuid4()), content={"when": by.at}, by=by)
    second = actions.append(verb="a.b", subject=("thing", uuid4()), content={}, by=by)
    events = list(Event.objects.order_by("sequence"))
    assert [(e.sequence, e.previous, e.hash) for e in events] == [(1, "", first), (2, first, second)]
    head = Head.objects.get()
    assert (head.sequence, head.hash) == (2, second)
    assert Salt.objects.count() == 2
