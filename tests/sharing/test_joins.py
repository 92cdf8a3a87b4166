"""What is derived is at least as closed as everything it came from."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from commonpurchase.sharing.facts import NOBODY, Audience, Flag, Label, Permission, Viewer
from commonpurchase.sharing.reckoning.joins import derived, join, normal
from commonpurchase.sharing.rules.decide import decide
from tests.sharing import states
from tests.sharing.test_one_answer_everywhere import LABELS, ORGANISATIONS, VIEWERS

LATER = states.NOON + timedelta(days=1)
NOWHERE = UUID(int=999)


def sees(viewer: Viewer, label: Label) -> bool:
    return decide(viewer, Permission.SEE, label).allowed


def apart_from_originator(label: Label) -> Label:
    return replace(label, originator=NOWHERE)


@given(LABELS, LABELS)
def test_a_join_is_commutative(one: Label, other: Label) -> None:
    assert apart_from_originator(join(one, other)) == apart_from_originator(join(other, one))


@given(LABELS, LABELS, LABELS)
def test_a_join_is_associative(one: Label, two: Label, three: Label) -> None:
    assert join(join(one, two), three) == join(one, join(two, three))


@given(LABELS)
def test_a_join_with_itself_changes_nothing(label: Label) -> None:
    assert join(label, label) == normal(label)
    assert normal(normal(label)) == normal(label)


@given(VIEWERS, LABELS)
def test_a_normal_label_opens_to_the_same_viewers(viewer: Viewer, label: Label) -> None:
    assert sees(viewer, normal(label)) == sees(viewer, label)


@given(LABELS, LABELS)
def test_own_is_the_top(one: Label, other: Label) -> None:
    own = replace(other, audience=Audience.OWN)

    assert join(one, own).audience is join(own, one).audience is Audience.OWN


@given(VIEWERS, LABELS, LABELS)
def test_whoever_sees_a_join_without_being_its_originator_sees_both(
    viewer: Viewer, one: Label, other: Label
) -> None:
    joined = join(one, other)
    if viewer.organisation != joined.originator and sees(viewer, joined):
        assert sees(viewer, one)
        assert sees(viewer, other)


@given(VIEWERS, ORGANISATIONS, st.lists(LABELS, min_size=1, max_size=4))
def test_whoever_sees_what_another_derived_sees_every_input(
    viewer: Viewer, deriver: UUID, inputs: list[Label]
) -> None:
    if viewer.organisation != deriver and sees(viewer, derived(deriver, inputs)):
        assert all(sees(viewer, label) for label in inputs)


def test_whoever_sees_a_join_sees_every_input_at_boundaries_too() -> None:
    """Labels aimed at one and the same viewer, so that many joins open."""
    viewers, generated = states.generate(count=4_000, seed=3)
    by_viewer = {viewer: [one.label for one in generated if one.viewer is viewer] for viewer in viewers}
    opened = 0
    for viewer, labels in by_viewer.items():
        for one, other in zip(labels[::2], labels[1::2], strict=False):
            whole = derived(states.CONVENOR, [one, other])
            if viewer.organisation != states.CONVENOR and sees(viewer, whole):
                opened += 1
                assert sees(viewer, one)
                assert sees(viewer, other)
    assert opened > 50


def test_from_nothing_comes_an_own_record() -> None:
    assert derived(states.EKVIK, []) == Label(states.EKVIK)


def test_the_wall_protects_those_whose_records_went_in() -> None:
    sensitive = Label(states.NORDBYTE, Audience.MEMBERS, flags=frozenset({Flag.COMPETITIVELY_SENSITIVE}))
    rival = Viewer(at=states.NOON, organisation=states.TEKHANDEL, rivals=states.rivals(states.TEKHANDEL))
    buyer = Viewer(at=states.NOON, organisation=states.EKVIK)

    for inputs in ([sensitive], [sensitive, Label(states.CONVENOR, Audience.PUBLIC)]):
        summary = derived(states.CONVENOR, inputs)
        assert not sees(rival, summary)
        assert sees(buyer, summary)


def test_names_are_intersected_and_groups_added_up() -> None:
    one = Label(states.EKVIK, Audience.NAMED, frozenset({"a"}), frozenset({states.NORDBYTE, states.BRAND}))
    other = Label(states.EKVIK, Audience.NAMED, frozenset({"b"}), frozenset({states.NORDBYTE}))

    joined = join(one, other)

    assert (joined.named, joined.groups) == (frozenset({states.NORDBYTE}), frozenset({"a", "b"}))


def test_names_within_a_group_stay_within_both() -> None:
    named = Label(states.EKVIK, Audience.NAMED, named=frozenset({states.NORDBYTE}))
    group = Label(states.EKVIK, Audience.GROUP, groups=frozenset({"buyers"}))

    joined = join(group, named)

    assert joined.audience is Audience.NAMED
    assert (joined.named, joined.groups) == (named.named, group.groups)


def test_the_later_embargo_and_the_earlier_deletion_hold() -> None:
    one = Label(states.EKVIK, embargo_until=states.NOON, retain_until=LATER)
    other = Label(states.EKVIK, embargo_until=LATER, retain_until=states.NOON)

    joined = join(one, other)

    assert (joined.embargo_until, joined.retain_until) == (LATER, states.NOON)
    assert join(one, Label(states.EKVIK)).embargo_until == states.NOON


def test_what_two_people_sealed_is_for_nobody() -> None:
    one, other = (
        Label(states.EKVIK, flags=frozenset({Flag.SEALED}), author=person) for person in states.PEOPLE[:2]
    )

    joined = join(one, other)

    assert joined.author == NOBODY
    assert not any(
        sees(Viewer(at=states.NOON, person=person, organisation=states.EKVIK), joined)
        for person in states.PEOPLE
    )


def test_the_author_of_something_open_does_not_read_what_is_sealed_elsewhere() -> None:
    person = states.PEOPLE[0]
    not_sealed = Label(states.NORDBYTE, Audience.OWN, author=person)
    sealed = Label(states.EKVIK, flags=frozenset({Flag.SEALED}), author=person)
    author = Viewer(at=states.NOON, person=person, organisation=states.EKVIK)

    assert not sees(author, not_sealed)
    assert not sees(author, join(sealed, not_sealed))


def test_a_sealed_record_and_anything_else_make_something_for_nobody() -> None:
    sealed = Label(states.EKVIK, flags=frozenset({Flag.SEALED}), author=states.PEOPLE[0])
    author = Viewer(at=states.NOON, person=states.PEOPLE[0], organisation=states.EKVIK)

    assert sees(author, join(sealed, sealed))
    assert not sees(author, join(sealed, Label(states.FJORDBY)))
