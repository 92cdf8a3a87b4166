"""A list, a page, the decision and the reference give the same answer in every generated state."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from commonpurchase.documents.models import File
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import (
    MONITORS,
    Agreement,
    Audience,
    Flag,
    Grant,
    Label,
    Permission,
    Purpose,
    Secret,
    Viewer,
)
from commonpurchase.sharing.models import PARTS
from commonpurchase.sharing.rules.decide import decide
from tests.sharing import reference, states
from tests.sharing.conftest import ANSWERS, Written


def test_the_database_that_was_named_is_the_one_that_answers(written: Written) -> None:
    assert connection.vendor == ("postgresql" if settings.SERVER else "sqlite")


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
    """Asking to change tells three answers apart: hidden, only seen, changeable.

    Lists of every state are asked above; one by one, every eighth is enough for a short run.
    """
    asked = list(written.states.items())[:: 1 if states.LONG else 8]
    wrong = [
        state for key, state in asked if answered(state.viewer, key, Permission.CHANGE) != expected(state)
    ]
    seen = [key for key, _ in asked[::5] if expected(written.states[key]) != "hidden"]

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
    rows = File.objects.select_related("label").prefetch_related(*PARTS)

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
    "a grant opens it": lambda s: opened_without(s, grants=frozenset()),
    "a grant at its very start": lambda s: any(g.start == s.viewer.at for g in mine(s)),
    "a grant at its very end": lambda s: any(g.end == s.viewer.at for g in mine(s)),
    "a grant revoked this moment": lambda s: any(g.revoked_at == s.viewer.at for g in mine(s)),
    "a grant revoked a tick later": lambda s: any(g.revoked_at == s.viewer.at + states.TICK for g in mine(s)),
    "a grant for another purpose": lambda s: any(g.purpose != s.viewer.purpose for g in mine(s)),
    "a grant for a colleague": lambda s: any(g.person not in {None, s.viewer.person} for g in mine(s)),
    "an agreement opens it": lambda s: opened_if(s, agreements=frozenset()),
    "an agreement at its very start": lambda s: any(a.start == s.viewer.at for a in agreed(s)),
    "an agreement at its very end": lambda s: any(a.end == s.viewer.at for a in agreed(s)),
    "an agreement ended this moment": lambda s: any(a.ended_at == s.viewer.at for a in agreed(s)),
    "an agreement about a programme": lambda s: any(a.programmes for a in agreed(s)),
    "two secrets": lambda s: len(s.label.secrets) > 1,
    "a steward reads it": lambda s: opened_if(s, steward=False),
    "kept by the viewer's, who is no steward": lambda s: (
        s.label.custodian == s.viewer.organisation is not None and not s.viewer.steward
    ),
    "a panel reads it before the award": lambda s: opened_without(s, panel=frozenset()),
    "a tender decided this moment": lambda s: tender(s) and s.label.award_at == s.viewer.at,
    "a tender decided a tick later": lambda s: tender(s) and s.label.award_at == s.viewer.at + states.TICK,
    "a tender not decided": lambda s: tender(s) and s.label.award_at is None,
    "a handler reads it": lambda s: opened_without(s, handlers=frozenset()),
    "closed account": lambda s: not s.viewer.active,
    "nobody signed in": lambda s: s.viewer.person is None,
}


def boundaries(state: states.State) -> list[str]:
    flags = [f"flag {flag.value}" for flag in state.label.flags]
    met = [name for name, holds in BOUNDARIES.items() if holds(state)]
    return [*met, *flags, f"audience {state.label.audience.name}"]


def opened_without(state: states.State, **changes: object) -> bool:
    """The label opens, and would not without this."""
    spoilt = replace(state.label, **changes)  # type: ignore[arg-type]
    return reference.may_see(state.viewer, state.label) and not reference.may_see(state.viewer, spoilt)


def opened_if(state: states.State, **changes: object) -> bool:
    """The label opens to the viewer, and would not if the viewer lacked this."""
    spoilt = replace(state.viewer, **changes)  # type: ignore[arg-type]
    return reference.may_see(state.viewer, state.label) and not reference.may_see(spoilt, state.label)


def mine(state: states.State) -> list[Grant]:
    return [one for one in state.label.grants if one.organisation == state.viewer.organisation]


def agreed(state: states.State) -> list[Agreement]:
    """The viewer's agreements with those whose secrets the label holds."""
    secrets = {one.organisation for one in state.label.secrets} - {state.viewer.organisation}
    return [one for one in state.viewer.agreements if one.parties & secrets and Flag.NDA in state.label.flags]


def tender(state: states.State) -> bool:
    return Flag.TENDER in state.label.flags and state.label.authority == state.viewer.organisation


def sensitive(label: Label) -> bool:
    return Flag.COMPETITIVELY_SENSITIVE in label.flags


def named_to(state: states.State) -> bool:
    return state.label.audience is Audience.NAMED and state.viewer.organisation in state.label.named


def sealed_by(state: states.State) -> bool:
    return Flag.SEALED in state.label.flags and state.label.author == state.viewer.person


ORGANISATIONS = st.sampled_from(states.ORGANISATIONS)
PEOPLE = st.sampled_from(states.PEOPLE)
GROUPS = st.frozensets(st.sampled_from(states.GROUPS), max_size=4)
MOMENTS = st.sampled_from(states.MOMENTS)
EARLIER, LATER = st.just(states.NOON - states.DAY), st.just(states.NOON + states.DAY)
PROGRAMMES = st.sampled_from(states.PROGRAMMES)
GRANTS = st.builds(
    Grant,
    ORGANISATIONS,
    st.sampled_from(Purpose),
    EARLIER | st.just(states.NOON - states.TICK),
    LATER | st.just(states.NOON),
    st.none() | PEOPLE,
    st.none() | MOMENTS,
)
AGREEMENTS = st.builds(
    Agreement,
    st.frozensets(ORGANISATIONS, min_size=2, max_size=3),
    EARLIER | MOMENTS,
    LATER,
    st.frozensets(PROGRAMMES, max_size=2),
    st.none() | MOMENTS,
)
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
    secrets=st.frozensets(st.builds(Secret, ORGANISATIONS, PROGRAMMES), max_size=2),
    custodian=st.none() | ORGANISATIONS,
    authority=st.none() | ORGANISATIONS,
    award_at=st.none() | st.sampled_from(states.MOMENTS),
    panel=st.frozensets(PEOPLE, max_size=2),
    handlers=st.frozensets(PEOPLE, max_size=2),
    grants=st.frozensets(GRANTS, max_size=2),
)
VIEWERS = st.builds(
    Viewer,
    st.sampled_from(states.MOMENTS),
    st.none() | PEOPLE,
    st.none() | ORGANISATIONS,
    GROUPS,
    st.frozensets(ORGANISATIONS, max_size=3),
    st.booleans(),
    st.frozensets(AGREEMENTS, max_size=2),
    st.none() | st.sampled_from(Purpose),
    st.booleans(),
)


@given(VIEWERS, LABELS)
def test_the_decision_is_the_reference_in_states_aimed_at_nothing(viewer: Viewer, label: Label) -> None:
    for permission, answer in ANSWERS.items():
        assert decide(viewer, permission, label).allowed == answer(viewer, label)


def test_the_reference_is_short_enough_to_read() -> None:
    with open(reference.__file__, encoding="utf-8") as text:
        assert len(text.readlines()) <= 80
