"""Generated states, aimed at boundaries: a label that just opens to a viewer, then one or two twists."""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

from commonpurchase.sharing.facts import Audience, Flag, Label, Viewer

COUNT = 20_000 if os.environ.get("HYPOTHESIS_PROFILE") == "prove" else 2_100
SEED = 20_260_301
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
TICK = timedelta(microseconds=1)
MOMENTS = [NOON - TICK, NOON, NOON + TICK]

ORGANISATIONS = [UUID(int=100 + number) for number in range(8)]
EKVIK, FJORDBY, NORDBYTE, TEKHANDEL, SKRIVBORD, BRAND, OTHER_BRAND, CONVENOR = ORGANISATIONS
PEOPLE = [UUID(int=200 + number) for number in range(5)]
#: Names with the separator in them, names that contain others, the same name in another case.
GROUPS = [
    "buyers",
    "monitoring partners",
    "consortium:1",
    "consortium:12",
    "a",
    "b",
    "a|b",
    "|",
    "%7C",
    "BUYERS",
    "c d",
    "a%",
]
LOOKALIKES = {
    "monitoring partners": "monitoring partner",
    "buyers": "BUYERS",
    "BUYERS": "buyers",
    "consortium:1": "consortium:12",
    "a|b": "a",
    "|": "%7C",
}
COMPETING = [{NORDBYTE, TEKHANDEL, SKRIVBORD}, {BRAND, OTHER_BRAND}]


@dataclass(frozen=True)
class State:
    """A label and the viewer it was aimed at."""

    viewer: Viewer
    label: Label


def rivals(organisation: UUID | None) -> frozenset[UUID]:
    return frozenset(
        rival for field in COMPETING if organisation in field for rival in field - {organisation}
    )


def viewers(random: Random) -> list[Viewer]:
    """About forty: every organisation with several people, groups and moments, and those without one."""
    found = [
        Viewer(
            at=random.choice(MOMENTS),
            person=random.choice(PEOPLE),
            organisation=organisation,
            groups=frozenset(random.sample(GROUPS, random.choice([0, 1, 2, 3, 5]))),
            rivals=rivals(organisation),
        )
        for organisation in ORGANISATIONS
        for _ in range(4)
    ]
    nobody = [Viewer(at=at) for at in MOMENTS]
    without_organisation = [Viewer(at=NOON, person=person) for person in PEOPLE[:2]]
    closed = [replace(found[index], active=False) for index in (0, 9, 17)]
    return [*found, *nobody, *without_organisation, *closed]


def generate(count: int = COUNT, seed: int = SEED) -> tuple[list[Viewer], list[State]]:
    random = Random(seed)
    looking = viewers(random)
    return looking, [state(random, random.choice(looking)) for _ in range(count)]


def state(random: Random, viewer: Viewer) -> State:
    label = random.choice(OPENINGS)(random, viewer)
    for _ in range(random.choice([0, 1, 1, 2])):
        label = random.choice(TWISTS)(random, viewer, label)
    return State(viewer, label)


def other(random: Random, viewer: Viewer) -> UUID:
    return random.choice([one for one in ORGANISATIONS if one != viewer.organisation])


def originated(random: Random, viewer: Viewer) -> Label:
    return Label(viewer.organisation or random.choice(ORGANISATIONS))


def written(random: Random, viewer: Viewer) -> Label:
    author = viewer.person or random.choice(PEOPLE)
    return Label(random.choice(ORGANISATIONS), flags=frozenset({Flag.SEALED}), author=author)


def public(random: Random, viewer: Viewer) -> Label:
    return Label(other(random, viewer), Audience.PUBLIC)


def members(random: Random, viewer: Viewer) -> Label:
    return Label(other(random, viewer), Audience.MEMBERS)


def group(random: Random, viewer: Viewer) -> Label:
    mine = sorted(viewer.groups) or GROUPS
    asked = random.sample(mine, random.randint(1, min(3, len(mine))))
    return Label(other(random, viewer), Audience.GROUP, groups=frozenset(asked))


def named(random: Random, viewer: Viewer) -> Label:
    names = {viewer.organisation or random.choice(ORGANISATIONS), random.choice(ORGANISATIONS)}
    return Label(other(random, viewer), Audience.NAMED, named=frozenset(names))


OPENINGS = [originated, written, public, members, group, group, named, named]

Twist = Callable[[Random, Viewer, Label], Label]


def embargo(random: Random, viewer: Viewer, label: Label) -> Label:
    return replace(label, embargo_until=viewer.at + random.choice([-TICK, 0 * TICK, TICK]))


def flag(random: Random, viewer: Viewer, label: Label) -> Label:
    return replace(
        label, flags=label.flags | {random.choice(list(Flag))}, author=label.author or random.choice(PEOPLE)
    )


def sensitive(random: Random, viewer: Viewer, label: Label) -> Label:
    return replace(label, flags=label.flags | {Flag.COMPETITIVELY_SENSITIVE})


def from_a_rival(random: Random, viewer: Viewer, label: Label) -> Label:
    return replace(sensitive(random, viewer, label), originator=near(random, viewer))


def about_somebody(random: Random, viewer: Viewer, label: Label) -> Label:
    subjects = label.subjects | {near(random, viewer)}
    return replace(sensitive(random, viewer, label), subjects=subjects)


def excluded(random: Random, viewer: Viewer, label: Label) -> Label:
    whom = random.choice([viewer.organisation or EKVIK, random.choice(ORGANISATIONS)])
    return replace(label, excluded=label.excluded | {whom})


def one_more_name(random: Random, viewer: Viewer, label: Label) -> Label:
    return replace(label, named=label.named | {viewer.organisation or random.choice(ORGANISATIONS)})


def without_the_name(random: Random, viewer: Viewer, label: Label) -> Label:
    return replace(label, named=label.named - {viewer.organisation or EKVIK})


def one_more_group(random: Random, viewer: Viewer, label: Label) -> Label:
    return replace(label, groups=label.groups | {random.choice(GROUPS)})


def a_lookalike_group(random: Random, viewer: Viewer, label: Label) -> Label:
    """Only a group whose name resembles one of the viewer's."""
    alike = [LOOKALIKES[group] for group in sorted(viewer.groups) if group in LOOKALIKES]
    return replace(label, groups=frozenset({random.choice(alike or GROUPS)}))


def no_groups(random: Random, viewer: Viewer, label: Label) -> Label:
    return replace(label, groups=frozenset())


def another_audience(random: Random, viewer: Viewer, label: Label) -> Label:
    return replace(label, audience=random.choice(list(Audience)))


def another_author(random: Random, viewer: Viewer, label: Label) -> Label:
    return replace(label, author=random.choice(PEOPLE), flags=label.flags | {Flag.SEALED})


def another_originator(random: Random, viewer: Viewer, label: Label) -> Label:
    return replace(label, originator=near(random, viewer))


def near(random: Random, viewer: Viewer) -> UUID:
    """A rival, the viewer's own organisation, or any."""
    choices = [viewer.organisation or EKVIK, random.choice(ORGANISATIONS), *sorted(viewer.rivals)]
    return random.choice(choices)


TWISTS: list[Twist] = [
    embargo,
    flag,
    flag,
    sensitive,
    from_a_rival,
    about_somebody,
    excluded,
    one_more_name,
    without_the_name,
    one_more_group,
    a_lookalike_group,
    no_groups,
    another_audience,
    another_author,
    another_originator,
]
