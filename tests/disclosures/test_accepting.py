from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from commonpurchase.disclosures import actions, models, queries
from commonpurchase.disclosures.facts import Fate, UploadState
from commonpurchase.history.models import Event
from commonpurchase.organisations.facts import Kind, Organisation
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Audience, Flag
from tests import world as the_world
from tests.disclosures.sites import ASSEMBLY, csv
from tests.disclosures.uploading import NEXT_DAY, upload, version
from tests.world import World


def accept(world: World, key: UUID, **changes: object) -> UUID:
    options: dict[str, object] = {
        "recipients": [world.ekvik.id],
        "against": None,
        "acknowledged": True,
        "by": the_world.viewer(world.nordbyte),
    }
    return actions.accept(upload=key, **{**options, **changes})  # type: ignore[arg-type]


def nothing_was_written() -> bool:
    return not (
        models.Disclosure.objects.exists()
        or models.SiteRow.objects.exists()
        or Event.objects.filter(verb="disclosures.accept").exists()
    )


def test_an_acknowledged_upload_becomes_the_first_version_with_its_rows(world: World) -> None:
    key = accept(world, upload(world.nordbyte))

    rows = models.SiteRow.objects.filter(disclosure=key).order_by("position")
    assert [(row.site_name, row.fate) for row in rows] == [
        ("Lumora Assembly", "added"),
        ("Cellhaus", "added"),
    ]
    assert len({row.reference for row in rows}) == 2
    assert Event.objects.filter(verb="disclosures.accept", subject=key).count() == 1


def test_its_label_names_the_recipients_and_stands_behind_the_wall(world: World) -> None:
    label = models.Disclosure.objects.get(pk=accept(world, upload(world.nordbyte))).label.fact

    assert label.audience is Audience.NAMED
    assert label.named == {world.ekvik.id}
    assert label.subjects == {world.nordbyte.id}
    assert label.flags == {Flag.COMPETITIVELY_SENSITIVE}


def test_a_manufacturers_version_needs_no_wall(world: World) -> None:
    maker = the_world.organisation("Lumora Assembly Ltd", Kind.MANUFACTURER, country="VN")
    content = csv(ASSEMBLY.replace("Nordbyte AB", maker.name))

    label = models.Disclosure.objects.get(pk=version(maker, world.ekvik, content=content)).label.fact

    assert label.flags == frozenset()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"acknowledged": False}, "Confirm that you have looked at what changes."),
        ({"recipients": []}, "Choose at least one customer"),
        ({"recipients": [uuid4()]}, "Choose only buyers"),
        ({"against": uuid4()}, "A colleague accepted another version meanwhile."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(
    world: World, changes: dict[str, object], sentence: str
) -> None:
    key = upload(world.nordbyte)

    with pytest.raises(actions.NotReadyError, match=sentence):
        accept(world, key, **changes)

    assert nothing_was_written()


@pytest.mark.parametrize("of", [lambda w: w.tekhandel, lambda w: w.nordbyte])
def test_a_reseller_cannot_be_chosen_as_a_customer(world: World, of: Callable[[World], Organisation]) -> None:
    with pytest.raises(actions.NotReadyError, match="Choose only buyers"):
        accept(world, upload(world.nordbyte), recipients=[of(world).id])


def test_a_file_with_errors_is_never_accepted(world: World) -> None:
    key = upload(world.nordbyte, csv(ASSEMBLY.replace("Vietnam", "Atlantis")))

    with pytest.raises(actions.NotReadyError, match="still has 1 error; nothing was taken over"):
        accept(world, key)

    assert nothing_was_written()


def test_a_file_is_accepted_once(world: World) -> None:
    key = upload(world.nordbyte)
    first = accept(world, key)

    with pytest.raises(actions.NotReadyError, match="accepted already"):
        accept(world, key, against=first)

    assert models.Disclosure.objects.count() == 1


def test_two_people_who_look_at_the_same_version_cannot_both_accept(world: World) -> None:
    mine, theirs = upload(world.nordbyte), upload(world.nordbyte, csv(ASSEMBLY))
    first = accept(world, theirs)

    with pytest.raises(actions.MovedOnError):
        accept(world, mine)

    assert models.Disclosure.objects.get().pk == first
    by = the_world.viewer(world.nordbyte)
    assert [change.fate for change in queries.preview(by, mine).difference.changes] == [
        Fate.CONFIRMED,
        Fate.ADDED,
    ]


def test_an_update_keeps_references_and_remembers_what_was_closed(world: World) -> None:
    first = version(world.nordbyte, world.ekvik)
    second = version(
        world.nordbyte, world.ekvik, content=csv(ASSEMBLY.replace("12 Orchard", "14 Orchard")), at=NEXT_DAY
    )

    before = {row.site_name: row.reference for row in models.SiteRow.objects.filter(disclosure=first)}
    after = {row.site_name: row for row in models.SiteRow.objects.filter(disclosure=second)}
    assert {name: row.reference for name, row in after.items()} == before
    assert {name: row.fate for name, row in after.items()} == {
        "Lumora Assembly": "changed",
        "Cellhaus": "closed",
    }


def test_the_data_cannot_be_of_a_day_to_come_or_older_than_the_last_version(world: World) -> None:
    with pytest.raises(actions.NotReadyError, match="a day to come"):
        upload(world.nordbyte, on=NEXT_DAY.date())

    version(world.nordbyte, world.ekvik)
    with pytest.raises(actions.NotReadyError, match="cannot be of an earlier day"):
        upload(world.nordbyte, at=NEXT_DAY, on=the_world.AT.date() - timedelta(days=1))


@pytest.mark.parametrize("of", [lambda w: w.ekvik, lambda w: w.convenor])
def test_only_suppliers_upload(world: World, of: Callable[[World], Organisation]) -> None:
    with pytest.raises(gate.RefusedError, match="Only resellers, brands and manufacturers"):
        upload(of(world))


def test_a_rival_can_neither_see_nor_touch_an_upload(world: World) -> None:
    key = upload(world.nordbyte)
    charlie = the_world.viewer(world.tekhandel)

    assert queries.uploads(charlie) == []
    for touch in (
        lambda: queries.preview(charlie, key),
        lambda: actions.withdraw(upload=key, by=charlie),
        lambda: accept(world, key, by=charlie),
    ):
        with pytest.raises(gate.NotFoundError):
            touch()


def test_an_upload_that_was_set_aside_waits_no_more(world: World) -> None:
    by, key = the_world.viewer(world.nordbyte), upload(world.nordbyte)

    actions.withdraw(upload=key, by=by)

    assert queries.uploads(by) == []
    assert queries.preview(by, key).upload.state is UploadState.WITHDRAWN
    with pytest.raises(actions.NotReadyError, match="set aside"):
        accept(world, key)
    with pytest.raises(actions.NotReadyError, match="set aside"):
        actions.withdraw(upload=key, by=by)


def test_a_version_can_be_shown_to_further_customers_by_its_supplier_only(world: World) -> None:
    key = version(world.nordbyte, world.ekvik)

    with pytest.raises(gate.RefusedError):
        actions.show_to(disclosure=key, recipients=[world.fjordby.id], by=the_world.viewer(world.ekvik))
    with pytest.raises(gate.NotFoundError):
        actions.show_to(disclosure=key, recipients=[world.fjordby.id], by=the_world.viewer(world.tekhandel))
    actions.show_to(disclosure=key, recipients=[world.fjordby.id], by=the_world.viewer(world.nordbyte))

    assert models.Disclosure.objects.get(pk=key).label.fact.named == {world.ekvik.id, world.fjordby.id}


def test_a_closed_account_accepts_nothing(world: World) -> None:
    key = upload(world.nordbyte)
    gone = replace(the_world.viewer(world.nordbyte), active=False)

    with pytest.raises(gate.NotFoundError):
        accept(world, key, by=gone)


def test_the_file_is_kept_as_it_came_even_with_errors(world: World) -> None:
    by = the_world.viewer(world.nordbyte)
    key = actions.receive_upload(name="x.pdf", content=b"%PDF-1.7", disclosed_on=by.at.date(), by=by)

    assert "a PDF document" in str(queries.preview(by, key).reading.problems[0])
