"""Generated states, aimed at boundaries: a label that just opens to a viewer, then one or two twists."""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

from commonpurchase.sharing.facts import Agreement, Audience, Flag, Grant, Label, Purpose, Secret, Viewer

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "prove"
COUNT = 20_000 if LONG else 4_000
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
PROGRAMMES = ["laptops", "laptop", "LAPTOPS", "phones", ""]
DAY = timedelta(days=1)
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
            agreements=frozenset(agreement(random, organisation) for _ in range(random.choice([0, 1, 2, 3]))),
            purpose=random.choice([None, *Purpose]),
            steward=random.random() < 0.5,
        )
        for organisation in ORGANISATIONS
        for _ in range(4)
    ]
    found += [two_agreements(organisation) for organisation in ORGANISATIONS[:3]]
    nobody = [Viewer(at=at) for at in MOMENTS]
    without_organisation = [Viewer(at=NOON, person=person) for person in PEOPLE[:2]]
    closed = [replace(found[index], active=False) for index in (0, 9, 17)]
    return [*found, *nobody, *without_organisation, *closed]


def span(random: Random) -> tuple[datetime, datetime, datetime | None]:
    """Start, end and an early end, each a tick from noon or far from it."""
    start = random.choice([NOON - DAY, NOON - DAY, *MOMENTS])
    end = random.choice([NOON + DAY, NOON + DAY, *(moment for moment in MOMENTS if moment > start)])
    return start, end, random.choice([None, None, *MOMENTS])


def agreement(random: Random, organisation: UUID) -> Agreement:
    start, end, ended = span(random)
    others = random.sample([one for one in ORGANISATIONS if one != organisation], random.choice([1, 2]))
    mine = {organisation} if random.random() < 0.75 else set()
    programmes = random.sample(PROGRAMMES[:4], random.choice([0, 0, 1, 2]))
    return Agreement(frozenset({*mine, *others}), start, end, frozenset(programmes), ended)


def two_agreements(organisation: UUID) -> Viewer:
    """With two partners, about one programme each."""
    partners = [one for one in ORGANISATIONS if one != organisation][-2:]
    agreed = {
        Agreement(frozenset({organisation, partner}), NOON - DAY, NOON + DAY, frozenset({programme}))
        for partner, programme in zip(partners, PROGRAMMES[2:4], strict=True)
    }
    return Viewer(NOON, PEOPLE[0], organisation, rivals=rivals(organisation), agreements=frozenset(agreed))


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


def granted(random: Random, viewer: Viewer) -> Label:
    return a_grant(
        random, viewer, Label(other(random, viewer), random.choice([Audience.OWN, Audience.NAMED]))
    )


def under_nda(random: Random, viewer: Viewer) -> Label:
    return an_nda(random, viewer, named(random, viewer))


def own_under_embargo(random: Random, viewer: Viewer) -> Label:
    return embargo(random, viewer, originated(random, viewer))


def sealed_by_a_colleague(random: Random, viewer: Viewer) -> Label:
    return another_author(random, viewer, originated(random, viewer))


def sealed_and_named(random: Random, viewer: Viewer) -> Label:
    author = viewer.person or random.choice(PEOPLE)
    return replace(named(random, viewer), flags=frozenset({Flag.SEALED}), author=author)


def kept_for_sums(random: Random, viewer: Viewer) -> Label:
    """Kept by the viewer's organisation, and closed to everybody else by its embargo or its flag."""
    label = replace(
        in_custody(random, viewer), flags=random.choice([frozenset(), frozenset({Flag.AGGREGATE_ONLY})])
    )
    return embargo(random, viewer, label)


def crossed(random: Random, viewer: Viewer) -> Label:
    """A partner's secret, of the programme of another agreement or of this one."""
    partners = sorted({one for agreed in viewer.agreements for one in agreed.parties}) or ORGANISATIONS
    programmes = sorted({one for agreed in viewer.agreements for one in agreed.programmes}) or PROGRAMMES
    secret = Secret(random.choice(partners), random.choice(programmes))
    return replace(named(random, viewer), flags=frozenset({Flag.NDA}), secrets=frozenset({secret}))


def in_custody(random: Random, viewer: Viewer) -> Label:
    keeper = random.choice([viewer.organisation, viewer.organisation, random.choice(ORGANISATIONS)])
    return Label(other(random, viewer), random.choice([Audience.OWN, Audience.NAMED]), custodian=keeper)


def bid(random: Random, viewer: Viewer) -> Label:
    return a_tender(random, viewer, named(random, viewer))


def case(random: Random, viewer: Viewer) -> Label:
    return a_case(random, viewer, named(random, viewer))


OPENINGS = [
    originated, own_under_embargo, written, sealed_and_named, sealed_by_a_colleague, public, members, group,
    group, group, named, named, granted, granted, under_nda, under_nda, under_nda, in_custody, kept_for_sums,
    kept_for_sums, bid, case, case, crossed,
]  # fmt: skip

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


def a_grant(random: Random, viewer: Viewer, label: Label) -> Label:
    start, end, revoked = span(random)
    given = Grant(
        organisation=random.choice(
            [viewer.organisation or EKVIK, viewer.organisation or EKVIK, near(random, viewer)]
        ),
        purpose=random.choice([viewer.purpose or Purpose.RESEARCH] * 3 + list(Purpose)),
        start=start,
        end=end,
        person=random.choice([None, None, viewer.person, random.choice(PEOPLE)]),
        revoked_at=revoked,
    )
    return replace(label, grants=label.grants | {given})


def an_nda(random: Random, viewer: Viewer, label: Label) -> Label:
    """Whose secret it is: mostly somebody's with whom the viewer has an agreement, about its programme."""
    secret = Secret(random.choice([label.originator, *ORGANISATIONS]), random.choice(PROGRAMMES))
    if viewer.agreements and random.random() < 0.8:
        agreed, another = (random.choice(sorted(viewer.agreements, key=str)) for _ in range(2))
        about = sorted((another if random.random() < 0.3 else agreed).programmes)
        programme = random.choice([*about, *about, *PROGRAMMES])
        secret = Secret(random.choice(sorted(agreed.parties)), programme)
    return replace(label, flags=label.flags | {Flag.NDA}, secrets=label.secrets | {secret})


def no_secret(random: Random, viewer: Viewer, label: Label) -> Label:
    return replace(label, secrets=frozenset())


def a_tender(random: Random, viewer: Viewer, label: Label) -> Label:
    return replace(
        label,
        flags=label.flags | {Flag.TENDER},
        authority=random.choice([viewer.organisation, viewer.organisation, None, near(random, viewer)]),
        award_at=random.choice([None, *MOMENTS]),
        panel=frozenset(
            {random.choice(PEOPLE), *([viewer.person] if viewer.person and random.random() < 0.5 else [])}
        ),
    )


def a_case(random: Random, viewer: Viewer, label: Label) -> Label:
    mine = [viewer.person] if viewer.person and random.random() < 0.6 else []
    return replace(
        label, flags=label.flags | {Flag.PROTECTED}, handlers=frozenset({random.choice(PEOPLE), *mine})
    )


def a_custodian(random: Random, viewer: Viewer, label: Label) -> Label:
    return replace(label, custodian=near(random, viewer))


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
    a_grant,
    an_nda,
    an_nda,
    no_secret,
    a_tender,
    a_case,
    a_custodian,
    a_custodian,
]
