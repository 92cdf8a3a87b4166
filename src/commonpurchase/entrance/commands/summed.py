"""The steps of the example in which figures are asked for, given, and published as sums."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from uuid import UUID

from commonpurchase.entrance.commands.cast import Cast, Table
from commonpurchase.holdings.actions import release_plans, releases
from commonpurchase.holdings.facts.releases import Audience, Group, Question
from commonpurchase.holdings.queries import release_plans as plans
from commonpurchase.holdings.queries import releases as published
from commonpurchase.organisations import queries as organisations
from commonpurchase.sharing.facts import Viewer
from commonpurchase.sharing.reckoning.plans import Function
from commonpurchase.vocabulary.periods import add_days

Day = Callable[[str], date]


def ask(on: Day, known: Cast, table: Table, by: Viewer) -> None:
    """A steward of the convenor asks a question of several organisations."""
    groups = {"All contributors": table["asked"], **table.get("groups", {})}
    question = Question(
        text=table["text"],
        measure=table["measure"],
        function=Function.SUM,
        start=on(table["start"]),
        end=add_days(on(table["last"]), 1),
        deadline=datetime.combine(add_days(on(table["until"]), 1), time.min, tzinfo=UTC),
        audience=Audience.MEMBERS,
        readers=(),
        step=0,
        digits=plans.digits(by),
        ranked=False,
        groups=tuple(
            Group(f"g{place}", name, tuple(known.organisations[one].id for one in some))
            for place, (name, some) in enumerate(groups.items(), 1)
        ),
    )
    release_plans.write(question=question, by=_steward(by))


def answer(_known: Cast, table: Table, by: Viewer) -> None:
    """A contributor gives its figure."""
    asked = next(one.id for one in published.asked(by) if one.text == table["question"])
    release_plans.answer(asked=asked, figure=Decimal(table["figure"]), listed=False, by=by)


def go_on(_known: Cast, table: Table, by: Viewer) -> None:
    """A steward closes, proposes or confirms."""
    steward = _steward(by)
    plan = next(one.id for one in plans.listed(steward) if one.question.text == table["question"])
    for name in table["take"]:
        STEPS[name](plan, steward)


def _steward(by: Viewer) -> Viewer:
    """The same person as it signs in, with what its mandate says of stewards."""
    return organisations.viewer_for(person=by.person, organisation=by.organisation, at=by.at)


STEPS: dict[str, Callable[[UUID, Viewer], object]] = {
    "close": lambda plan, by: release_plans.close(plan=plan, by=by),
    "propose": lambda plan, by: releases.propose(plan=plan, by=by),
    "confirm": lambda plan, by: releases.confirm(plan=plan, by=by),
}
