import pytest

from commonpurchase.documents import actions, queries
from commonpurchase.history.models import Event
from commonpurchase.sharing import gate
from commonpurchase.sharing.reckoning import presets
from tests import world as the_world
from tests.world import World


def test_a_file_comes_back_exactly_as_it_was_kept(world: World) -> None:
    by = the_world.viewer(world.nordbyte)

    key = actions.keep(
        name="C:\\Users\\bob\\sites.csv",
        media_type="text/csv",
        content=b"a\0\xff",
        label=presets.own(world.nordbyte.id),
        by=by,
    )

    file = queries.opened(by, key)
    assert (file.name, file.content, file.received_at) == ("sites.csv", b"a\0\xff", the_world.AT)
    assert Event.objects.filter(verb="documents.keep", subject=key).count() == 1


def test_a_rival_finds_no_file(world: World) -> None:
    key = actions.keep(
        name="sites.csv",
        media_type="text/csv",
        content=b"a",
        label=presets.own(world.nordbyte.id),
        by=the_world.viewer(world.nordbyte),
    )

    with pytest.raises(gate.NotFoundError):
        queries.opened(the_world.viewer(world.tekhandel), key)
