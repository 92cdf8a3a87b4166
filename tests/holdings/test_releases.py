"""Sums over others' figures: asked, answered, closed, audited, released by two, corrected."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError

from commonpurchase.history import actions as history
from commonpurchase.history.models import Event
from commonpurchase.holdings import models
from commonpurchase.holdings.actions import release_plans, releases
from commonpurchase.holdings.actions.release_plans import NotReadyError
from commonpurchase.holdings.facts.releases import Audience, Group, Stage
from commonpurchase.holdings.queries import release_plans as plans
from commonpurchase.holdings.queries import releases as queries
from commonpurchase.organisations.facts import Kind
from commonpurchase.sharing import gate
from commonpurchase.sharing.reckoning.plans import Function
from tests import world as the_world
from tests.holdings import releasing
from tests.holdings.releasing import CLOSED_AT, DEADLINE, FIGURES, Scene
from tests.world import World


@pytest.fixture
def one(world: World) -> Scene:
    return releasing.scene(world)


def test_what_two_persons_release_is_read_by_those_it_is_for(one: Scene) -> None:
    release = releasing.released(one, releasing.closed(one))

    found = queries.opened(the_world.viewer(one.world.tekhandel, at=CLOSED_AT), release)

    assert {row.name: (row.figure, row.contributors) for row in found.table.rows} == {
        "All contributors": (540_000, "5–9"),
        "Sweden": (310_000, "5–9"),
        "Norway": (None, "not published"),
    }
    assert found.contributors == ()


def test_every_figure_is_its_contributors_alone(one: Scene) -> None:
    plan = releasing.closed(one)
    figure = models.Figure.objects.get(asked__contributor=one.buyers[0].id)

    assert gate.open_record(one.buyer(0), models.Figure, figure.pk).value == FIGURES[0]
    colleague = the_world.viewer(one.world.convenor)
    for other in (one.buyer(1), colleague, the_world.viewer(one.world.tekhandel)):
        with pytest.raises(gate.NotFoundError):
            gate.open_record(other, models.Figure, figure.pk)
    assert gate.open_record(one.cora, models.Figure, figure.pk)
    for number in FIGURES:
        assert str(number) not in repr(plans.opened(one.cora, plan))


def test_nobody_learns_who_else_is_asked(one: Scene) -> None:
    plan = releasing.asked(one)
    mine = releasing.asked_of(plan, one.buyers[0])
    before = queries.opened_asked(one.buyer(0), mine)

    releasing.answered(one, plan, {1: 5.0, 2: 6.0})

    assert queries.opened_asked(one.buyer(0), mine) == before
    for other in (one.buyer(1), one.cora, the_world.viewer(one.world.tekhandel)):
        with pytest.raises(gate.NotFoundError):
            queries.opened_asked(other, mine)
    with pytest.raises(gate.NotFoundError):
        plans.opened(one.buyer(0), plan)
    with pytest.raises(gate.RefusedError, match="look after"):
        plans.opened(the_world.viewer(one.world.convenor), plan)


def test_nobody_answers_for_another(one: Scene) -> None:
    mine = releasing.asked_of(releasing.asked(one), one.buyers[0])

    for other in (one.buyer(1), one.cora, the_world.viewer(one.world.tekhandel)):
        with pytest.raises(gate.NotFoundError):
            release_plans.answer(asked=mine, figure=Decimal(1), listed=False, by=other)
        with pytest.raises(gate.NotFoundError):
            release_plans.withdraw(asked=mine, by=other)


def test_a_figure_is_corrected_and_taken_back_until_the_close_and_never_after(one: Scene) -> None:
    plan = releasing.asked(one)
    releasing.answered(one, plan)
    mine, by = releasing.asked_of(plan, one.buyers[7]), one.buyer(7)
    release_plans.answer(asked=mine, figure=Decimal("123.45"), listed=True, by=by)
    assert queries.opened_asked(by, mine).figure == Decimal("123.45")
    release_plans.withdraw(asked=mine, by=by)
    assert queries.opened_asked(by, mine).figure is None
    with pytest.raises(NotReadyError, match="no figure of yours"):
        release_plans.withdraw(asked=mine, by=by)

    release_plans.close(plan=plan, by=one.at(CLOSED_AT).cora)

    assert len(plans.values_of(plans.snapshot(one.cora, plan))) == 7
    with pytest.raises(NotReadyError, match="closed already"):
        release_plans.answer(asked=mine, figure=Decimal(1), listed=False, by=by)
    with pytest.raises(NotReadyError, match="closed already"):
        release_plans.withdraw(asked=mine, by=by)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"groups": ()}, "Ask at least 5 organisations"),
        ({"end": date(2026, 3, 1)}, "The period must be over first"),
    ],
)
def test_a_question_that_cannot_be_answered_is_not_asked(
    one: Scene, changed: dict[str, object], said: str
) -> None:
    with pytest.raises(NotReadyError, match=said):
        releasing.asked(one, **changed)


def test_who_keeps_the_figures_puts_none_in(one: Scene) -> None:
    units = (*(buyer.id for buyer in one.buyers), one.world.convenor.id)

    with pytest.raises(NotReadyError, match="cannot put in one of its own"):
        releasing.asked(one, groups=(Group("all", "All", units),))


def test_only_stewards_of_a_convenor_or_monitoring_partner_ask(one: Scene) -> None:
    asked = releasing.question(one)
    buyer = replace(one.buyer(0), steward=True)

    for by in (replace(one.cora, steward=False), buyer):
        with pytest.raises(gate.RefusedError, match="ask for figures"):
            release_plans.write(question=asked, by=by)


@pytest.mark.parametrize("text", ["Spend on laptops", "  spend ON  laptops"])
def test_the_same_question_is_not_asked_twice_for_a_day(one: Scene, text: str) -> None:
    plan = releasing.asked(one)
    later = {"start": date(2025, 12, 31), "end": date(2026, 1, 2), "text": text}

    with pytest.raises(NotReadyError, match="joins late waits for the next period"):
        releasing.asked(one, **later)

    release_plans.set_aside(plan=plan, by=one.cora)
    assert releasing.asked(one, **later)


def test_the_next_period_begins_where_the_last_one_ended(one: Scene) -> None:
    releasing.asked(one)

    assert releasing.asked(one, start=date(2026, 1, 1), end=date(2026, 1, 8))


def test_nothing_closes_before_the_day_that_was_promised(one: Scene) -> None:
    plan = releasing.asked(one)
    early, due = (one.at(DEADLINE + timedelta(seconds=by)).cora for by in (-1, 0))

    with pytest.raises(NotReadyError, match="the day that they were promised"):
        release_plans.close(plan=plan, by=early)

    release_plans.close(plan=plan, by=due)
    assert plans.opened(due, plan).stage is Stage.CLOSED


def test_one_person_alone_releases_nothing(one: Scene) -> None:
    plan = releasing.closed(one)
    then = one.at(CLOSED_AT)
    with pytest.raises(NotReadyError, match="Nobody has proposed"):
        releases.confirm(plan=plan, by=then.cora)
    releases.propose(plan=plan, by=then.cora)

    with pytest.raises(NotReadyError, match="second person"):
        releases.confirm(plan=plan, by=then.cora)
    with pytest.raises(gate.RefusedError):
        releases.confirm(plan=plan, by=the_world.viewer(one.world.convenor, at=CLOSED_AT))
    for other in (one.buyer(0), the_world.viewer(one.world.tekhandel)):
        with pytest.raises(gate.NotFoundError):
            releases.confirm(plan=plan, by=other)

    assert not models.PublishedSums.objects.exists()
    assert releases.confirm(plan=plan, by=then.cees)


def test_the_database_itself_refuses_one_person_twice(one: Scene) -> None:
    release = models.PublishedSums.objects.get(pk=releasing.released(one, releasing.closed(one)))

    with pytest.raises(IntegrityError):
        models.PublishedSums.objects.filter(pk=release.pk).update(confirmed_by=release.proposed_by)


def test_a_proposal_can_be_taken_back_and_what_is_closed_opened_again_before_release(one: Scene) -> None:
    plan = releasing.closed(one)
    then = one.at(CLOSED_AT)
    releases.propose(plan=plan, by=then.cora)
    with pytest.raises(NotReadyError, match="not proposed"):
        release_plans.reopen(plan=plan, deadline=CLOSED_AT, by=then.cora)
    releases.take_back(plan=plan, by=then.cees)
    release_plans.reopen(plan=plan, deadline=CLOSED_AT + timedelta(days=1), by=then.cora)
    releasing.answered(one, plan, {0: 45_000.0}, at=CLOSED_AT)
    later = one.at(CLOSED_AT + timedelta(days=2))
    release_plans.close(plan=plan, by=later.cora)

    assert plans.values_of(plans.snapshot(one.cora, plan))[one.buyers[0].id] == 45_000
    assert releasing.released(one, plan, later.cora.at)


def test_after_release_nothing_is_opened_set_aside_or_released_again(one: Scene) -> None:
    plan = releasing.closed(one)
    releasing.released(one, plan)
    by = one.at(CLOSED_AT)

    for act in (
        lambda: release_plans.reopen(plan=plan, deadline=CLOSED_AT, by=by.cora),
        lambda: release_plans.set_aside(plan=plan, by=by.cora),
        lambda: release_plans.close(plan=plan, by=by.cora),
        lambda: releases.propose(plan=plan, by=by.cora),
        lambda: releases.confirm(plan=plan, by=by.cees),
    ):
        with pytest.raises(NotReadyError):
            act()


def test_what_changed_after_the_proposal_is_not_released(one: Scene, settings: object) -> None:
    plan = releasing.closed(one)
    releases.propose(plan=plan, by=one.at(CLOSED_AT).cora)
    settings.RELEASE_P_PERCENT, settings.RELEASE_Q_PERCENT = 99.0, 99.0  # type: ignore[attr-defined]

    with pytest.raises(NotReadyError, match="changed since it was proposed"):
        releases.confirm(plan=plan, by=one.at(CLOSED_AT).cees)


def test_history_tells_of_the_release_and_no_event_holds_a_figure(
    one: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[dict[str, Any]] = []
    append = history.append

    def noted(**event: Any) -> str:
        told.append(event)
        return append(**event)

    monkeypatch.setattr(history, "append", noted)

    releasing.released(one, releasing.closed(one))

    release = next(event for event in told if event["verb"] == "holdings.release_aggregate")
    assert len(release["content"]["input_sha256"]) == 64
    said = " ".join(str(event["content"]) for event in told)
    assert not any(str(number) in said for number in FIGURES)
    assert Event.objects.filter(verb="holdings.release_aggregate").count() == 1


def test_where_a_competitor_reads_the_period_must_have_closed_a_year_before(world: World) -> None:
    one = releasing.scene(world, kind=Kind.BRAND)
    plan = releasing.closed(one)
    then = one.at(CLOSED_AT)
    assert plans.opened(then.cora, plan).audit is not None
    assert plans.rivals_read(then.cora, plans.question_of(models.ReleasePlan.objects.get(pk=plan)))

    with pytest.raises(NotReadyError, match="1 January 2027 on: 12 months after the period"):
        releases.propose(plan=plan, by=then.cora)

    a_year_on = CLOSED_AT.replace(year=2027)
    assert releasing.released(one, plan, a_year_on)


@pytest.mark.parametrize(
    ("audience", "rivals"), [(Audience.BUYERS, False), (Audience.NAMED, False), (Audience.PUBLIC, True)]
)
def test_the_terms_for_rivals_hold_where_a_rival_reads(
    world: World, audience: Audience, rivals: bool
) -> None:
    one = releasing.scene(world, kind=Kind.BRAND)
    asked = releasing.question(one, audience=audience, readers=(world.ekvik.id,))

    assert plans.rivals_read(one.cora, asked) is rivals


@pytest.mark.parametrize(("kind", "figure"), [(Kind.BUYER, 300), (Kind.BRAND, None)])
def test_a_share_above_a_quarter_is_withheld_from_rivals_and_shown_to_others(
    world: World, kind: Kind, figure: int | None
) -> None:
    figures = {0: 90.0, **dict.fromkeys(range(1, 8), 30.0)}
    one = releasing.scene(world, kind=kind)
    groups = (*releasing.question(one).groups[:1], Group("less", "Less", releasing.question(one).asked[1:]))
    plan = releasing.closed(one, figures, groups=groups)

    audit = plans.opened(one.cora, plan).audit

    assert audit is not None
    assert audit.rivals is (kind is Kind.BRAND)
    assert audit.table.rows[0].figure == figure


def test_contributors_are_named_only_if_all_agreed(one: Scene) -> None:
    plan = releasing.asked(one)
    releasing.answered(one, plan, listed=True)
    release_plans.close(plan=plan, by=one.at(CLOSED_AT).cora)

    found = queries.opened(the_world.viewer(one.world.ekvik, at=CLOSED_AT), releasing.released(one, plan))

    assert found.contributors == tuple(buyer.name for buyer in one.buyers)


def test_one_that_did_not_agree_is_enough_for_no_list(one: Scene) -> None:
    plan = releasing.asked(one)
    releasing.answered(one, plan, listed=True)
    releasing.answered(one, plan, {3: 70_900.0})
    release_plans.close(plan=plan, by=one.at(CLOSED_AT).cora)

    found = queries.opened(the_world.viewer(one.world.ekvik, at=CLOSED_AT), releasing.released(one, plan))

    assert found.contributors == ()


def corrected(one: Scene, plan: UUID, figures: dict[int, float]) -> UUID:
    deadline = CLOSED_AT + timedelta(days=10)
    again = release_plans.correct(plan=plan, deadline=deadline, by=one.at(CLOSED_AT).cora)
    releasing.answered(one, again, figures, at=CLOSED_AT)
    release_plans.close(plan=again, by=one.at(deadline).cora)
    return again


def test_a_correction_is_over_the_same_contributors_and_says_what_it_corrects(one: Scene) -> None:
    plan = releasing.closed(one, dict(list(enumerate(FIGURES))[:7]))
    first = releasing.released(one, plan)
    again = corrected(one, plan, {0: 140_100.0})

    second = releasing.released(one, again, CLOSED_AT + timedelta(days=11))

    assert set(plans.values_of(plans.snapshot(one.cora, again))) == {buyer.id for buyer in one.buyers[:7]}
    assert not models.FigureAsked.objects.filter(plan=again, contributor=one.buyers[7].id).exists()
    reader = the_world.viewer(one.world.ekvik, at=CLOSED_AT)
    assert queries.opened(reader, first).corrected_by == second
    assert queries.opened(reader, second).corrects == first
    assert releasing.shown(one, first)["All contributors"] == 470_000
    assert releasing.shown(one, second)["All contributors"] == 570_000


def test_a_correction_is_withheld_where_both_together_would_give_somebody_away(one: Scene) -> None:
    """Whose first figure was 0 is known by the difference, to whoever knows who corrected it."""
    plan = releasing.closed(one, {**dict(enumerate(FIGURES)), 0: 0.0}, step=0, digits=6)
    releasing.released(one, plan)

    again = corrected(one, plan, {0: 99_000.0})

    audit = plans.opened(one.cora, again).audit
    assert audit is not None
    assert all(row.figure is None for row in audit.table.rows)
    assert any("Party A" in said for why in audit.withheld for said in why.because)


def test_only_what_was_published_is_corrected_and_once_at_a_time(one: Scene) -> None:
    plan = releasing.closed(one)
    with pytest.raises(NotReadyError, match="Only what was published"):
        release_plans.correct(plan=plan, deadline=DEADLINE, by=one.cora)
    releasing.released(one, plan)
    release_plans.correct(plan=plan, deadline=DEADLINE, by=one.cora)

    with pytest.raises(NotReadyError, match="begun already"):
        release_plans.correct(plan=plan, deadline=DEADLINE, by=one.cora)


@pytest.mark.parametrize("zero", [False, True])
def test_the_same_words_stand_for_every_reason_a_sum_of_nothing_too(one: Scene, *, zero: bool) -> None:
    figures = dict(enumerate(FIGURES)) | (dict.fromkeys((5, 6, 7), 0.0) if zero else {})
    release = releasing.released(one, releasing.closed(one, figures))

    row = queries.opened(one.buyer(0), release).table.rows[2]
    assert (row.figure, row.contributors) == (None, "not published")
    assert row.name == "Norway"


def test_means_and_the_order_of_groups_are_published_where_they_hold(one: Scene) -> None:
    units = tuple(buyer.id for buyer in one.buyers)
    groups = (Group("all", "All", units), Group("a", "First five", units[:5]), Group("b", "Few", units[6:]))
    release = releasing.released(
        one, releasing.closed(one, function=Function.MEAN, ranked=True, groups=groups)
    )

    found = queries.opened(one.buyer(0), release).table

    assert found.rows[0].figure == 68_000
    assert found.order is not None
    assert "Few" not in found.order.names


def test_a_buyers_release_is_for_buyers(one: Scene) -> None:
    release = releasing.released(one, releasing.closed(one, audience=Audience.BUYERS))

    assert queries.opened(the_world.viewer(one.world.ekvik), release)
    with pytest.raises(gate.NotFoundError):
        queries.opened(the_world.viewer(one.world.tekhandel), release)


def test_whoever_is_due_is_told_so_and_nobody_else(one: Scene) -> None:
    plan = releasing.asked(one)
    releasing.answered(one, plan, {0: 5.0})

    assert queries.due(one.buyer(0)) == []
    assert [due.step_label for due in queries.due(one.buyer(1))] == ["Answer"]
    assert queries.due(the_world.viewer(one.world.tekhandel)) == []
    assert queries.due(one.cora) == []
    assert [due.step_label for due in queries.due(one.at(CLOSED_AT).cora)] == ["Close it"]
    release_plans.close(plan=plan, by=one.at(CLOSED_AT).cora)
    assert queries.due(one.buyer(1)) == []


def test_who_proposed_is_not_asked_to_confirm(one: Scene) -> None:
    plan = releasing.closed(one)
    then = one.at(CLOSED_AT)
    releases.propose(plan=plan, by=then.cora)

    assert queries.due(then.cora) == []
    assert [due.step_label for due in queries.due(then.cees)] == ["Look at it"]
