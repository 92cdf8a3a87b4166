"""Every kind of condition gives one answer, asked of a label or of the database."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db.models import Q

from commonpurchase.sharing import actions, queries
from commonpurchase.sharing.facts import (
    Always,
    Audience,
    Begun,
    Condition,
    Flag,
    Label,
    Meets,
    OneOf,
    Opposite,
    Permission,
    Viewer,
    Within,
)
from commonpurchase.sharing.models import Label as Row
from commonpurchase.sharing.models import between_bars, written
from tests.sharing import states
from tests.sharing.states import EKVIK, FJORDBY, NOON, NORDBYTE, TEKHANDEL

PERSON = states.PEOPLE[0]
LABELS = [
    Label(EKVIK),
    Label(FJORDBY, Audience.PUBLIC, embargo_until=NOON),
    Label(FJORDBY, Audience.MEMBERS, embargo_until=NOON + states.TICK),
    Label(EKVIK, Audience.GROUP, groups=frozenset({"buyers"})),
    Label(EKVIK, Audience.GROUP, groups=frozenset({"buyers", "consortium:1"})),
    Label(EKVIK, Audience.GROUP, groups=frozenset({"a|b"})),
    Label(EKVIK, Audience.GROUP, groups=frozenset({"a", "b"})),
    Label(EKVIK, Audience.GROUP, groups=frozenset({"|"})),
    Label(EKVIK, Audience.GROUP, groups=frozenset({"%7C"})),
    Label(EKVIK, Audience.GROUP, groups=frozenset({"BUYERS", "città più"})),
    Label(NORDBYTE, Audience.NAMED, named=frozenset({EKVIK, FJORDBY}), subjects=frozenset({TEKHANDEL})),
    Label(NORDBYTE, Audience.NAMED, excluded=frozenset({EKVIK})),
    Label(NORDBYTE, flags=frozenset({Flag.SEALED, Flag.NDA}), author=PERSON),
    Label(NORDBYTE, flags=frozenset({Flag.PERSONAL}), author=PERSON),
]
NAMES = ["buyers", "consortium:1", "a|b", "a", "b", "|", "%7C", "BUYERS", "città più"]
BASIC: list[Condition] = [
    Always(answer=True),
    Always(answer=False),
    OneOf("originator", frozenset({EKVIK, NORDBYTE})),
    OneOf("originator", frozenset()),
    OneOf("author", frozenset({PERSON})),
    OneOf("author", frozenset({None})),
    OneOf("author", frozenset({PERSON, None})),
    OneOf("author", frozenset({uuid4()})),
    OneOf("audience", frozenset({Audience.NAMED, Audience.PUBLIC})),
    Begun("embargo_until", NOON - states.TICK),
    Begun("embargo_until", NOON),
    Begun("embargo_until", NOON + states.TICK),
    Begun("retain_until", NOON),
    Meets("flags", frozenset({Flag.SEALED})),
    Meets("flags", frozenset({Flag.SEALED, Flag.PERSONAL})),
    Meets("flags", frozenset()),
    Meets("named", frozenset({EKVIK})),
    Meets("named", frozenset({TEKHANDEL})),
    Meets("named", frozenset()),
    Meets("subjects", frozenset({TEKHANDEL, EKVIK})),
    Meets("excluded", frozenset({EKVIK})),
    Within("groups", frozenset()),
    Within("groups", frozenset({""})),
    *(Within("groups", frozenset({name})) for name in NAMES),
    Within("groups", frozenset({"buyers", "consortium:1"})),
    Within("groups", frozenset({"a", "b"})),
    Within("groups", frozenset(NAMES)),
    Within("flags", frozenset(Flag)),
    Within("flags", frozenset({Flag.PERSONAL})),
    Within("flags", frozenset()),
    Within("named", frozenset({EKVIK})),
    Within("named", frozenset({EKVIK, FJORDBY})),
    Within("named", frozenset()),
]
CONDITIONS = [
    *BASIC,
    *(Opposite(condition) for condition in BASIC),
    *(Opposite(Opposite(condition)) for condition in BASIC),
]


@pytest.fixture
def rows(db: None) -> dict[UUID, Label]:
    return {actions.attach(label).pk: label for label in LABELS}


def holding(query: Q) -> set[UUID]:
    return set(Row.objects.filter(query).values_list("pk", flat=True))


def test_the_database_answers_as_the_label_does(rows: dict[UUID, Label]) -> None:
    wrong = [
        (condition, label)
        for condition in CONDITIONS
        for key, label in rows.items()
        if (key in holding(queries.as_q(condition))) != condition.holds(label)
    ]

    assert wrong == []


def test_excluding_a_condition_is_its_opposite(rows: dict[UUID, Label]) -> None:
    """No condition is unknown to the database, which would drop a record from both sides."""
    for condition in CONDITIONS:
        holds, opposite = holding(queries.as_q(condition)), holding(queries.as_q(Opposite(condition)))
        excluded = set(Row.objects.exclude(queries.as_q(condition)).values_list("pk", flat=True))
        assert holds | opposite == set(rows)
        assert not holds & opposite
        assert excluded == opposite


@pytest.mark.parametrize(
    "condition", [Meets("groups", frozenset({EKVIK})), Within("originator", frozenset())]
)
def test_a_condition_without_sql_opens_nothing(condition: Condition) -> None:
    with pytest.raises(ValueError, match="expected flags, groups or a role"):
        queries.as_q(condition)


def test_a_condition_nobody_knows_opens_nothing() -> None:
    with pytest.raises(AssertionError):
        queries.as_q("everybody")  # type: ignore[arg-type]


def test_groups_come_back_as_they_were_written(rows: dict[UUID, Label]) -> None:
    for row in Row.objects.filter(pk__in=rows):
        assert row.fact == rows[row.pk]


def test_groups_are_written_between_bars() -> None:
    assert written(["consortium:7", "buyers"]) == "|buyers||consortium:7|"
    assert between_bars("a|b%") == "|a%7Cb%25|"
    assert written([]) == ""


def test_a_group_without_a_name_is_not_written() -> None:
    with pytest.raises(ValueError, match="found a group without a name; expected a name such as buyers"):
        written(["buyers", ""])


def test_a_viewer_in_two_thousand_groups_is_answered(db: None) -> None:
    many = frozenset(f"consortium:{number}" for number in range(2_000))
    key = actions.attach(Label(EKVIK, Audience.GROUP, groups=frozenset(sorted(many)[::97]))).pk
    hidden = actions.attach(Label(EKVIK, Audience.GROUP, groups=frozenset({"consortium:7", "other"}))).pk
    viewer = Viewer(at=NOON, organisation=FJORDBY, groups=many)

    found = set(queries.permitted_labels(viewer, Permission.SEE).values_list("pk", flat=True))

    assert key in found
    assert hidden not in found


def test_thousands_of_rivals_and_names_are_answered(db: None) -> None:
    crowd = frozenset(UUID(int=10_000 + number) for number in range(3_000))
    sensitive = frozenset({Flag.COMPETITIVELY_SENSITIVE})
    label = Label(EKVIK, Audience.NAMED, named=crowd, subjects=crowd, excluded=crowd, flags=sensitive)
    row = actions.attach(label)
    rival = Viewer(at=NOON, organisation=NORDBYTE, rivals=crowd)

    assert Row.objects.get(pk=row.pk).fact == label
    assert row.pk not in queries.permitted_labels(rival, Permission.SEE).values_list("pk", flat=True)


def test_what_is_embargoed_opens_at_its_moment(db: None) -> None:
    row = actions.attach(Label(EKVIK, Audience.MEMBERS, embargo_until=NOON))
    viewer = Viewer(at=NOON, organisation=FJORDBY)

    def opened(at: timedelta) -> bool:
        looking = replace(viewer, at=NOON + at)
        return queries.permitted_labels(looking, Permission.SEE).filter(pk=row.pk).exists()

    assert [opened(at) for at in (-states.TICK, timedelta(0), states.TICK)] == [False, True, True]
