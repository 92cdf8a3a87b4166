"""A list, a page, the decision and the reference give the same answer in every generated state."""

from collections import Counter
from collections.abc import Callable
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonpurchase.documents.models import File
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import MONITORS, Audience, Flag, Label, Permission, Viewer
from commonpurchase.sharing.rules.decide import decide
from tests.sharing import reference, states
from tests.sharing.conftest import ANSWERS, Written


@pytest.mark.parametrize("permission", Permission)
def test_a_list_shows_exactly_what_the_reference_allows(written: Written, permission: Permission) -> None:
    wrong = {
        viewer: written.expected(viewer, permission)
        ^ set(gate.visible(viewer, File, permission).values_list("pk", flat=True))
        for viewer in written.viewers
    }

    assert not any(wrong.values())


@pytest.mark.parametrize("permission", Permission)
def test_the_decision_is_the_reference(written: Written, permission: Permission) -> None:
    answer = ANSWERS[permission]
    wrong = [
        (viewer, state.label)
        for state in written.states.values()
        for viewer in {*written.viewers[::5], state.viewer}
        if decide(viewer, permission, state.label).allowed != answer(viewer, state.label)
    ]

    assert wrong == []


def test_a_page_opens_exactly_what_the_reference_allows(written: Written) -> None:
    """Asking to change tells three answers apart: hidden, only seen, changeable."""
    wrong = [
        state
        for key, state in written.states.items()
        if answered(state.viewer, key, Permission.CHANGE) != expected(state)
    ]
    seen = [key for key in list(written.states)[::10] if expected(written.states[key]) != "hidden"]

    assert wrong == []
    assert {answered(written.states[key].viewer, key, Permission.SEE) for key in seen} == {"opened"}


def expected(state: states.State) -> str:
    if not reference.may_see(state.viewer, state.label):
        return "hidden"
    return "opened" if reference.may_change(state.viewer, state.label) else "refused"


def answered(viewer: Viewer, key: UUID, permission: Permission) -> str:
    try:
        return "opened" if gate.open_record(viewer, File, key, permission).pk == key else "another"
    except gate.NotFoundError:
        return "hidden"
    except gate.RefusedError:
        return "refused"


def test_a_label_comes_back_from_the_database_as_it_was(written: Written) -> None:
    rows = File.objects.select_related("label").prefetch_related("label__parties")

    assert all(row.label.fact == written.states[row.pk].label for row in rows)


def test_what_one_may_see_is_there(written: Written) -> None:
    missing = [
        (viewer, key)
        for viewer in written.viewers
        for key in written.expected(viewer, Permission.SEE)
        - set(gate.visible(viewer, File).values_list("pk", flat=True))
    ]

    assert missing == []


@pytest.mark.parametrize("permission", Permission)
def test_what_one_may_do_more_with_one_may_see(written: Written, permission: Permission) -> None:
    for viewer in written.viewers:
        assert written.expected(viewer, permission) <= written.expected(viewer, Permission.SEE)


def test_the_states_are_many_and_stand_on_both_sides_of_every_boundary(
    written: Written, record_property: Callable[[str, object], None]
) -> None:
    met = Counter(name for state in written.states.values() for name in boundaries(state))
    pairs = len(written.states) * len(written.viewers)
    record_property("boundaries", dict(sorted(met.items())))
    record_property("states", len(written.states))
    record_property("decisions", len(Permission) * pairs)

    assert len(written.states) >= 2_000
    flags = [f"flag {flag.value}" for flag in Flag]
    audiences = [f"audience {audience.name}" for audience in Audience]
    assert {name: met[name] for name in [*BOUNDARIES, *flags, *audiences] if met[name] < 10} == {}


BOUNDARIES: dict[str, Callable[[states.State], bool]] = {
    "seen": lambda s: reference.may_see(s.viewer, s.label),
    "verifiable": lambda s: reference.may_verify(s.viewer, s.label),
    "named to a partner but closed": lambda s: (
        named_to(s) and MONITORS in s.viewer.groups and not reference.may_see(s.viewer, s.label)
    ),
    "named to somebody who is no partner": lambda s: named_to(s) and MONITORS not in s.viewer.groups,
    "a partner's own": lambda s: MONITORS in s.viewer.groups and s.label.originator == s.viewer.organisation,
    "hidden": lambda s: not reference.may_see(s.viewer, s.label),
    "embargo a tick before": lambda s: s.label.embargo_until == s.viewer.at - states.TICK,
    "embargo at exactly the moment": lambda s: s.label.embargo_until == s.viewer.at,
    "embargo a tick after": lambda s: s.label.embargo_until == s.viewer.at + states.TICK,
    "own": lambda s: s.label.originator == s.viewer.organisation,
    "rival originator": lambda s: sensitive(s.label) and s.label.originator in s.viewer.rivals,
    "rival subject": lambda s: sensitive(s.label) and bool(s.label.subjects & s.viewer.rivals),
    "sensitive and signed out": lambda s: sensitive(s.label) and s.viewer.organisation is None,
    "named and excluded at once": lambda s: bool(s.label.named & s.label.excluded),
    "own audience with names": lambda s: s.label.audience is Audience.OWN and bool(s.label.named),
    "groups within": lambda s: bool(s.label.groups) and s.label.groups <= s.viewer.groups,
    "groups beyond": lambda s: (
        bool(s.label.groups - s.viewer.groups) and bool(s.label.groups & s.viewer.groups)
    ),
    "a group without a name": lambda s: s.label.audience is Audience.GROUP and not s.label.groups,
    "sealed by the viewer elsewhere": lambda s: sealed_by(s) and s.label.originator != s.viewer.organisation,
    "sealed by a colleague": lambda s: (
        Flag.SEALED in s.label.flags and not sealed_by(s) and s.label.originator == s.viewer.organisation
    ),
    "closed account": lambda s: not s.viewer.active,
    "nobody signed in": lambda s: s.viewer.person is None,
}


def boundaries(state: states.State) -> list[str]:
    flags = [f"flag {flag.value}" for flag in state.label.flags]
    met = [name for name, holds in BOUNDARIES.items() if holds(state)]
    return [*met, *flags, f"audience {state.label.audience.name}"]


def sensitive(label: Label) -> bool:
    return Flag.COMPETITIVELY_SENSITIVE in label.flags


def named_to(state: states.State) -> bool:
    return state.label.audience is Audience.NAMED and state.viewer.organisation in state.label.named


def sealed_by(state: states.State) -> bool:
    return Flag.SEALED in state.label.flags and state.label.author == state.viewer.person


ORGANISATIONS = st.sampled_from(states.ORGANISATIONS)
PEOPLE = st.sampled_from(states.PEOPLE)
GROUPS = st.frozensets(st.sampled_from(states.GROUPS), max_size=4)
LABELS = st.builds(
    Label,
    ORGANISATIONS,
    st.sampled_from(Audience),
    GROUPS,
    st.frozensets(ORGANISATIONS, max_size=3),
    st.frozensets(ORGANISATIONS, max_size=2),
    st.frozensets(ORGANISATIONS, max_size=2),
    st.frozensets(st.sampled_from(Flag), max_size=3),
    st.none() | PEOPLE,
    st.none() | st.sampled_from(states.MOMENTS),
)
VIEWERS = st.builds(
    Viewer,
    st.sampled_from(states.MOMENTS),
    st.none() | PEOPLE,
    st.none() | ORGANISATIONS,
    GROUPS,
    st.frozensets(ORGANISATIONS, max_size=3),
    st.booleans(),
)


@given(VIEWERS, LABELS)
def test_the_decision_is_the_reference_in_states_aimed_at_nothing(viewer: Viewer, label: Label) -> None:
    for permission, answer in ANSWERS.items():
        assert decide(viewer, permission, label).allowed == answer(viewer, label)


def test_the_reference_is_short_enough_to_read() -> None:
    with open(reference.__file__, encoding="utf-8") as text:
        assert len(text.readlines()) <= 80
