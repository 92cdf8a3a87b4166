"""The first page says what is due, in order, and what to do first when nothing is."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from commonpurchase.contracts.facts import Due, Urgency
from commonpurchase.entrance import clock
from commonpurchase.entrance.pages.today import away, sections, summary
from commonpurchase.vocabulary.readers import declared
from tests import world as the_world
from tests.contracts import records
from tests.world import World, signed_in

ON = date(2026, 3, 1)


def due(urgency: Urgency, title: str = "Laptops", due_on: date = ON) -> Due:
    return Due(title, "because", "Decide", "contracts:one", UUID(int=1), due_on, urgency)


@pytest.mark.parametrize(
    ("days", "words"),
    [(-2, "2 days ago"), (-1, "yesterday"), (0, "today"), (1, "tomorrow"), (2, "in 2 days")],
)
def test_a_day_is_near_or_far_in_words(days: int, words: str) -> None:
    assert away(ON + timedelta(days=days), ON) == words


def test_overdue_and_due_stand_together_and_empty_headings_are_left_out() -> None:
    dues = [due(Urgency.OVERDUE, "a"), due(Urgency.NOW, "b"), due(Urgency.WAITING, "c")]

    found = [(one.heading, [item.due.title for item in one.items]) for one in sections(dues, ON)]

    assert found == [("Due now", ["a", "b"]), ("Waiting for others", ["c"])]


def test_the_summary_counts_by_urgency() -> None:
    dues = [due(Urgency.OVERDUE), due(Urgency.NOW), due(Urgency.NOW)]

    assert summary(dues) == "1 overdue, 2 due now"
    assert summary([]) == ""


def test_a_heading_shows_the_first_things_and_counts_the_rest() -> None:
    shown = declared.value("today_items", ON)
    dues = [due(Urgency.NOW, str(place)) for place in range(shown + 282)]

    [section] = sections(dues, ON)

    assert [item.due.title for item in section.items] == [str(place) for place in range(shown)]
    assert section.more == 282
    assert sections(dues[:shown], ON)[0].more == 0


@pytest.mark.parametrize(
    ("days", "address"), [(60, "?sort=next"), (190, "?verdict=not%20open&amp;sort=next")]
)
def test_what_does_not_fit_on_the_page_stands_in_the_list_it_leads_to(
    world: World, days: int, address: str
) -> None:
    today = clock.today()
    shown = declared.value("today_items", today)
    notice = today + timedelta(days=days)
    for place in range(shown + 2):
        records.contract(world.ekvik, world.nordbyte, end=notice, notice=notice, title=f"Lot {place}")
    alice = signed_in(world.alice)

    text = alice.get("/").content.decode()

    assert text.count('class="cp-due"') == shown
    assert f'and 2 more: <a href="/contracts/{address}">see all contracts' in text
    assert (
        alice.get(f"/contracts/{address}".replace("&amp;", "&")).context["page"].paginator.count == shown + 2
    )


def test_the_first_page_says_what_a_gate_is(world: World) -> None:
    today = clock.today()
    records.contract(world.ekvik, world.nordbyte, end=today, notice=today)

    text = signed_in(world.alice).get("/").content.decode()

    assert "A gate opens before a contract’s notice date and says whether what the supplier disclosed" in text


def test_what_is_overdue_leads_to_its_contract(world: World) -> None:
    today = clock.today()
    contract = records.contract(
        world.ekvik, world.nordbyte, end=today + timedelta(days=200), notice=today - timedelta(days=6)
    )

    text = signed_in(world.alice).get("/").content.decode()

    assert "1 overdue. Start at the top." in text
    assert "6 days ago" in text
    assert f"/contracts/{contract.pk}/" in text


def test_charlie_sees_nothing_of_it(world: World) -> None:
    today = clock.today()
    records.contract(world.ekvik, world.nordbyte, end=today, notice=today, title="Secret laptops")

    assert "Secret laptops" not in signed_in(world.charlie).get("/").content.decode()


def test_a_convenor_is_not_asked_for_contracts_or_workbooks(world: World) -> None:
    text = (
        signed_in(the_world.account(world.convenor, "femke@faircircuits.example")).get("/").content.decode()
    )

    assert "Nothing waits for you" in text
    assert "Take the workbook" not in text


@pytest.mark.parametrize(
    ("person", "step"), [("alice", "Bring in your contracts"), ("bob", "Take the workbook")]
)
def test_a_newcomer_is_told_what_to_do_first(world: World, person: str, step: str) -> None:
    text = signed_in(getattr(world, person)).get("/").content.decode()

    assert step in text


def test_whoever_has_contracts_but_nothing_due_is_told_so(world: World) -> None:
    far = clock.today() + timedelta(days=2000)
    records.contract(world.ekvik, world.nordbyte, end=far, notice=far)

    text = signed_in(world.alice).get("/").content.decode()

    assert "Nothing is due" in text
    assert "Bring in your contracts" not in text
