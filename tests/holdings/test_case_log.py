"""What a hostile officer tries with a request: nothing written is lost, and nothing closed is changed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from commonpurchase.holdings.actions import case_changes as changes
from commonpurchase.holdings.actions import cases as actions
from commonpurchase.holdings.facts.foi import (
    Act,
    Applied,
    Case,
    ItemDecision,
    Notice,
    Outcome,
    Short,
    State,
)
from commonpurchase.holdings.models import Case as Record
from commonpurchase.holdings.queries import cases, exposure
from commonpurchase.organisations.facts import Regime
from commonpurchase.organisations.models import Organisation
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Viewer
from tests import world as the_world
from tests.holdings.ledgers import PROVE
from tests.holdings.test_cases import alice, held, item, received
from tests.world import World, signed_in

DAY = timedelta(days=1)
#: Longer than any law leaves for a review.
LONG = 120
ROUNDS = 25 if PROVE else 2


def case_of(world: World, key: UUID, days: int = 0) -> Case:
    return cases.opened(alice(world, days), key).case


def searched(world: World) -> tuple[UUID, UUID]:
    key, case = held(world)
    actions.search(case=case, terms="factory", scope="here", found=[key], by=alice(world))
    return key, case


def consulted(world: World) -> tuple[UUID, UUID]:
    key, case = searched(world)
    actions.move(case=case, to=State.CONSULT, by=alice(world))
    actions.consult(case=case, item=key, by=alice(world))
    actions.reply(case=case, item=key, words="WE OBJECT", by=alice(world))
    return key, case


def decided(world: World) -> tuple[UUID, UUID]:
    key, case = consulted(world)
    actions.move(case=case, to=State.DECIDE, by=alice(world))
    actions.decide(case=case, decision=ItemDecision(key, Outcome.RELEASE), by=alice(world))
    actions.move(case=case, to=State.NOTICE, by=alice(world))
    return key, case


def told(by: Viewer, **other: object) -> Notice:
    days = {"deadline": by.at.date() + LONG * DAY, "sent_on": by.at.date()}
    whole = Notice("It is released.", review="Write to us.", complaint="Write to the court.", **days)  # type: ignore[arg-type]
    return replace(whole, **other)  # type: ignore[arg-type]


def closed(world: World) -> tuple[UUID, UUID]:
    key, case = decided(world)
    actions.tell(case=case, notice=told(alice(world)), by=alice(world))
    actions.move(case=case, to=State.CLOSED, by=alice(world))
    return key, case


# --- A closed case, and the days of a case ------------------------------------------------------------


def steps(world: World, key: UUID, case: UUID) -> dict[Act, Callable[[], object]]:
    by = alice(world)
    return {
        Act.HOLD: lambda: actions.place_hold(case=case, words="", by=by),
        Act.SEARCH: lambda: actions.search(case=case, terms="x", scope="y", found=[], by=by),
        Act.CONSULT: lambda: actions.consult(case=case, item=key, by=by),
        Act.REPLY: lambda: actions.reply(case=case, item=key, words="Fine", by=by),
        Act.DECIDE: lambda: actions.decide(case=case, decision=ItemDecision(key, Outcome.REFUSE), by=by),
        Act.NOTICE: lambda: actions.tell(case=case, notice=Notice(), by=by),
        Act.WITHDRAW: lambda: changes.withdraw(case=case, entry="searches:0", because="x", by=by),
        Act.EXTEND: lambda: changes.extend(case=case, because="x", by=by),
        Act.DROP: lambda: changes.drop(case=case, why=Short.MISTAKE, because="x", by=by),
        Act.REVIEW: lambda: actions.review(case=case, found="x", by=by),
    }


def test_nothing_changes_a_closed_case(world: World) -> None:
    key, case = closed(world)
    before = Record.objects.values().get(pk=case)

    for act, take in steps(world, key, case).items():
        with pytest.raises(actions.NotReadyError, match="The case is closed"):
            take()
        assert Record.objects.values().get(pk=case) == before, act


def test_a_review_opens_a_closed_case_with_its_reason_and_what_stood_stays(world: World) -> None:
    key, case = closed(world)
    by = alice(world)
    with pytest.raises(actions.NotReadyError, match="who asked for the review"):
        actions.move(case=case, to=State.REVIEW, by=by)
    with pytest.raises(actions.NotReadyError, match="who asked for the review"):
        changes.reopen(case=case, because=" ", by=by)

    changes.reopen(case=case, because="The requester, by letter", by=by)
    with pytest.raises(actions.NotReadyError, match="what the review found"):
        actions.move(case=case, to=State.CLOSED, by=by)
    actions.review(case=case, found="Not upheld, by Olav Dahl", by=by)
    actions.move(case=case, to=State.DECIDE, by=by)
    actions.decide(case=case, decision=ItemDecision(key, Outcome.RELEASE), by=by)
    actions.move(case=case, to=State.NOTICE, by=by)
    actions.tell(case=case, notice=told(by, fact="All of it is released."), by=by)

    fact = case_of(world, case)
    assert [(one.opened.because, one.found) for one in fact.reviews] == [
        ("The requester, by letter", "Not upheld, by Olav Dahl")
    ]
    assert [one.fact for one in fact.earlier_notices] == ["It is released."]
    page = signed_in(world.alice).get(reverse("holdings:case", args=[case])).content.decode()
    assert "It is released." in page
    assert "All of it is released." in page
    assert "The requester, by letter" in page


@pytest.mark.parametrize(
    ("other", "because"),
    [
        ({"sent_on": date(2020, 1, 1), "deadline": date(2020, 2, 1)}, "before the receipt"),
        ({"sent_on": date(2100, 1, 1), "deadline": date(2100, 2, 1)}, "no day to come"),
        ({"deadline": date(2020, 1, 1)}, "expected a day after"),
        ({"sent_on": None, "deadline": date(2020, 1, 1)}, "expected a day after"),
    ],
)
def test_days_that_cannot_be_true_are_refused_and_named(
    world: World, other: dict[str, date | None], because: str
) -> None:
    _, case = decided(world)

    with pytest.raises(actions.NotReadyError, match=because):
        actions.tell(case=case, notice=told(alice(world), **other), by=alice(world))

    assert case_of(world, case).notice is None


def test_a_notice_that_leaves_a_day_does_not_shorten_what_the_law_leaves(world: World) -> None:
    _, case = decided(world)
    by = alice(world)
    actions.tell(case=case, notice=told(by, deadline=by.at.date() + DAY), by=by)
    actions.move(case=case, to=State.CLOSED, by=by)

    for days in (0, 2, 20):
        with pytest.raises(actions.NotReadyError, match="A review can be asked for until"):
            actions.lift_hold(case=case, by=alice(world, days))
    actions.lift_hold(case=case, by=alice(world, LONG))
    assert case_of(world, case, LONG).on_hold == frozenset()


def test_a_review_holds_again_what_was_let_go(world: World) -> None:
    key, case = closed(world)
    later = alice(world, LONG + 1)
    actions.lift_hold(case=case, by=later)
    changes.reopen(case=case, because="The court asks", by=later)

    actions.place_hold(case=case, words="", by=later)

    assert key in case_of(world, case, LONG + 1).on_hold
    actions.move(case=case, to=State.DECIDE, by=later)


# --- The log ------------------------------------------------------------------------------------------


def test_asking_again_does_not_lose_an_objection(world: World) -> None:
    key, case = consulted(world)

    actions.consult(case=case, item=key, by=alice(world))
    actions.consult(case=case, item=key, because="It has answered", by=alice(world))
    actions.reply(case=case, item=key, words="We still object", by=alice(world))

    said = [one.reply for one in case_of(world, case).consultations]
    assert said == ["WE OBJECT", "We still object", ""]
    page = signed_in(world.alice).get(reverse("holdings:case", args=[case])).content.decode()
    assert "WE OBJECT" in page


def test_a_search_that_was_wrong_is_taken_back_and_stays_in_the_log(world: World) -> None:
    key, case = consulted(world)
    with pytest.raises(actions.NotReadyError, match="Say why"):
        changes.withdraw(case=case, entry="searches:0", because=" ", by=alice(world))
    with pytest.raises(gate.NotFoundError):
        changes.withdraw(case=case, entry="searches:7", because="x", by=alice(world))
    moment = the_world.now()
    before = len(exposure.report(alice(world), moment).searches)

    later = replace(alice(world), at=moment + timedelta(seconds=1))
    changes.withdraw(case=case, entry="searches:0", because="It ticked a wrong box", by=later)

    fact = case_of(world, case)
    assert (fact.items, fact.searches, fact.consultations) == ((), (), ())
    assert key in fact.on_hold, "what may yet be asked for stays held"
    assert {one.id for one in fact.log if one.taken_back} == {"searches:0", "consultations:0"}
    page = signed_in(world.alice).get(reverse("holdings:case", args=[case])).content.decode()
    assert "It ticked a wrong box" in page
    assert "WE OBJECT" in page
    assert before == len(exposure.report(later, moment).searches) == 1
    assert exposure.report(later, later.at).searches == ()


def test_a_decision_can_rest_on_several_exemptions_and_is_read_back(world: World) -> None:
    key, case = consulted(world)
    by = alice(world)
    actions.move(case=case, to=State.DECIDE, by=by)
    first, second = [one.id for one in cases.exemptions(case_of(world, case), by.at.date())][:2]
    for number, one in enumerate((first, second)):
        applied = Applied(one, f"reason {number}", f"for {number}", f"against {number}")
        decision = ItemDecision(key, Outcome.REFUSE, applied=(applied,))
        actions.decide(case=case, decision=decision, also=number > 0, by=by)

    (standing,) = case_of(world, case).decisions
    assert [one.exemption for one in standing.applied] == [first, second]
    page = signed_in(world.alice).get(reverse("holdings:case", args=[case])).content.decode()
    assert all(f"{word} {number}" in page for word in ("reason", "for", "against") for number in (0, 1))
    assert "replaced by a later decision" in page


@pytest.mark.parametrize("why", Short)
def test_a_case_that_is_none_is_closed_short_and_keeps_its_hold(world: World, why: Short) -> None:
    key, case = held(world)
    with pytest.raises(actions.NotReadyError, match="Say how you know"):
        changes.drop(case=case, why=why, because="", by=alice(world))
    with pytest.raises(actions.NotReadyError, match="why it is closed"):
        actions.move(case=case, to=State.DROPPED, by=alice(world))

    changes.drop(case=case, why=why, because="A letter of today", by=alice(world))

    with pytest.raises(actions.NotReadyError, match="A review can be asked for until"):
        actions.lift_hold(case=case, by=alice(world))
    with pytest.raises(actions.NotReadyError, match="The case is closed"):
        actions.place_hold(case=case, words="", by=alice(world))
    assert key in case_of(world, case).on_hold
    assert (
        "A letter of today"
        in signed_in(world.alice).get(reverse("holdings:case", args=[case])).content.decode()
    )
    actions.lift_hold(case=case, by=alice(world, LONG))


# --- More time ----------------------------------------------------------------------------------------


def under(world: World, regime: Regime, received_on: date) -> UUID:
    Organisation.objects.filter(pk=world.ekvik.id).update(regime=regime.value)
    return actions.receive(asked="x", received_on=received_on, laws=[regime.value], by=alice(world))


def test_time_is_extended_where_the_law_allows_it_once_and_in_time(world: World) -> None:
    today = the_world.now().date()
    without = under(world, Regime.UK_FOIA, today)
    late = under(world, Regime.NETHERLANDS_WOO, today - 60 * DAY)
    fine = under(world, Regime.NETHERLANDS_WOO, today)

    for case, because, match in [
        (without, "much", "UK FOIA has no extension"),
        (late, "much", "time under Netherlands Woo is over"),
        (fine, " ", "Say why more time is needed"),
    ]:
        with pytest.raises(actions.NotReadyError, match=match):
            changes.extend(case=case, because=because, by=alice(world))
    before = cases.opened(alice(world), fine).deadlines[0].due_on
    assert changes.extend(case=fine, because="Two thousand pages", by=alice(world)) == ["Netherlands Woo"]
    after = cases.opened(alice(world), fine).deadlines[0].due_on
    assert before
    assert after
    assert after > before
    with pytest.raises(actions.NotReadyError, match="extended already"):
        changes.extend(case=fine, because="More", by=alice(world))


# --- Slips of the year, holds on nothing --------------------------------------------------------------


@pytest.mark.parametrize("wrong", ["0001-01-01", "0026-11-02", "1800-01-01", "1999-12-31"])
def test_a_slip_of_the_year_is_named(world: World, wrong: str) -> None:
    law = Regime.SWEDEN_TF.value
    answer = signed_in(world.alice).post(
        reverse("holdings:receive"), {"asked": "x", "received_on": wrong, "laws": [law]}
    )

    assert answer.status_code == 422
    assert "expected a day since 1 January 2000" in answer.content.decode()
    assert not Record.objects.exists()
    with pytest.raises(actions.NotReadyError, match="expected a day since 1 January 2000"):
        actions.receive(asked="x", received_on=date.fromisoformat(wrong), laws=[law], by=alice(world))


@pytest.mark.parametrize("wrong", [date.min, date(26, 11, 2), date(1800, 1, 1), date.max])
def test_a_case_with_an_impossible_day_still_lists_and_can_be_closed(world: World, wrong: date) -> None:
    case = received(world)
    laws = [Regime.SWEDEN_TF.value, Regime.NETHERLANDS_WOO.value]
    Record.objects.filter(pk=case).update(received_on=wrong, laws=laws)
    client = signed_in(world.alice)

    for address in (reverse("holdings:cases"), reverse("holdings:case", args=[case])):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "not known" in answer.content.decode()
    typed = {"version": 0, "drop-why": Short.MISTAKE.value, "drop-because": "The year is wrong"}
    assert client.post(reverse("holdings:case-step", args=[case, "drop"]), typed).status_code == 302
    assert client.get(reverse("holdings:cases")).status_code == 200


def test_a_hold_on_nothing_is_no_hold(world: World) -> None:
    key, case = item(world), received(world)

    with pytest.raises(actions.NotReadyError, match="Nothing that your organisation has fits “Thornacre”"):
        actions.place_hold(case=case, words="Thornacre", by=alice(world))
    assert case_of(world, case).held_on is None
    assert actions.place_hold(case=case, words="nordbyte", by=alice(world)) == 1
    assert case_of(world, case).on_hold == {key}


# --- Two browsers -------------------------------------------------------------------------------------


def saved(client: Client, case: UUID, version: int | None, fact: str) -> tuple[int, str]:
    typed = {"notice-fact": fact, **({} if version is None else {"version": version})}
    answer = client.post(reverse("holdings:case-step", args=[case, "notice"]), typed)
    return answer.status_code, answer.content.decode()


def kept(case: UUID) -> str:
    return str((Record.objects.get(pk=case).notice or {})["fact"])


def two_browsers(world: World) -> tuple[list[int], str, str]:
    """Two officers open the same request and each saves a notice: what they got, and what is kept."""
    _, case = decided(world)
    version = case_of(world, case).version
    first, second = signed_in(world.alice), signed_in(world.alice)
    one, _ = saved(first, case, version, "The first text")
    two, page = saved(second, case, version, "The second text")
    return [one, two], page, kept(case)


def test_of_two_browsers_the_second_is_told_and_both_texts_are_kept(world: World) -> None:
    codes, page, stands = two_browsers(world)

    assert (codes, stands) == ([302, 409], "The first text")
    assert "The first text" in page
    assert "The second text" in page
    assert "Somebody has changed this request" in page


def test_a_form_that_says_no_version_is_not_believed(world: World) -> None:
    _, case = decided(world)

    assert saved(signed_in(world.alice), case, None, "x")[0] == 409
    gone = signed_in(world.alice).post(reverse("holdings:case-move", args=[case]), {"to": "decide"})
    assert gone.status_code == 409
    assert case_of(world, case).state is State.NOTICE


def test_what_came_back_with_a_conflict_can_be_sent_again(world: World) -> None:
    _, case = decided(world)
    version, client = case_of(world, case).version, signed_in(world.alice)
    saved(client, case, version, "The first text")
    _, page = saved(client, case, version, "The second text")

    assert f'name="version" value="{version + 1}"' in page
    assert saved(client, case, version + 1, "Both texts")[0] == 302


def test_no_change_is_lost_however_often_two_collide(world: World) -> None:
    """In each round 8 writers have read the same version: one is kept, seven are told."""
    _, case = decided(world)
    client, codes = signed_in(world.alice), []
    for number in range(ROUNDS):
        version = case_of(world, case).version
        codes += [saved(client, case, version, f"{number} {one}")[0] for one in range(8)]
        assert kept(case) == f"{number} 0"

    assert (codes.count(302), codes.count(409)) == (ROUNDS, 7 * ROUNDS)


def test_the_control_loses_the_first_text(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the comparison the last writer wins."""

    @contextmanager
    def unlooked(**_: object) -> Iterator[None]:
        yield

    monkeypatch.setattr("commonpurchase.holdings.actions.cases.unchanged", unlooked)
    monkeypatch.setattr("commonpurchase.holdings.pages.cases._seen", lambda _: Record.objects.get().version)

    codes, _, stands = two_browsers(world)

    assert (codes, stands) == ([302, 302], "The second text")
