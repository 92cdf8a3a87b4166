"""Laws of the decision: the wall opens to no rival, and what closes a record never opens it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from commonpurchase.sharing.facts import Audience, Flag, Label, Permission, Secret, Viewer
from commonpurchase.sharing.rules.decide import decide
from tests.sharing import states

VIEWERS, STATES = states.generate(count=1_000, seed=7)
PAIRS = [(viewer, state.label) for state in STATES for viewer in (state.viewer, *VIEWERS[::9])]


def sees(viewer: Viewer, label: Label) -> bool:
    return decide(viewer, Permission.SEE, label).allowed


def walled(viewer: Viewer, label: Label) -> bool:
    """Sensitive, not the viewer's own, not sealed, and a rival put it here or is its subject."""
    sensitive = Flag.COMPETITIVELY_SENSITIVE in label.flags and Flag.SEALED not in label.flags
    return (
        sensitive
        and label.originator != viewer.organisation
        and bool(viewer.rivals & (label.subjects | {label.originator}))
    )


WALLED = [(viewer, label) for viewer, label in PAIRS if walled(viewer, label)]


@pytest.mark.parametrize("audience", Audience)
def test_no_name_group_or_audience_opens_the_wall(audience: Audience) -> None:
    assert len(WALLED) > 50
    for viewer, label in WALLED:
        organisation = viewer.organisation or states.EKVIK
        tempting = replace(
            label,
            audience=audience,
            named=label.named | {organisation},
            groups=viewer.groups,
            excluded=frozenset(),
            embargo_until=None,
            flags=frozenset({Flag.COMPETITIVELY_SENSITIVE}),
        )
        assert not sees(viewer, tempting)
        assert not decide(viewer, Permission.CHANGE, tempting).allowed


def test_no_group_membership_of_the_viewer_opens_the_wall() -> None:
    for viewer, label in WALLED:
        assert not sees(replace(viewer, groups=frozenset(states.GROUPS)), label)


def test_signing_out_opens_no_wall() -> None:
    for viewer, label in WALLED:
        assert not sees(Viewer(at=viewer.at), replace(label, audience=Audience.PUBLIC))
        assert not sees(Viewer(at=viewer.at, person=viewer.person), replace(label, audience=Audience.PUBLIC))


def test_facts_that_are_not_sensitive_pass_the_wall() -> None:
    label = Label(states.NORDBYTE, Audience.MEMBERS, subjects=frozenset({states.NORDBYTE}))
    rival = Viewer(at=states.NOON, organisation=states.TEKHANDEL, rivals=states.rivals(states.TEKHANDEL))

    assert sees(rival, label)
    assert not sees(rival, replace(label, flags=frozenset({Flag.COMPETITIVELY_SENSITIVE})))


def test_a_reseller_reads_its_own_sensitive_records() -> None:
    label = Label(states.NORDBYTE, flags=frozenset({Flag.COMPETITIVELY_SENSITIVE}))

    assert sees(Viewer(at=states.NOON, organisation=states.NORDBYTE), label)


Closing = Callable[[Random, Viewer, Label], tuple[Viewer, Label]]


def one_more_flag(random: Random, viewer: Viewer, label: Label) -> tuple[Viewer, Label]:
    flag = random.choice([flag for flag in Flag if flag is not Flag.SEALED])
    return viewer, replace(label, flags=label.flags | {flag})


def one_more_exclusion(random: Random, viewer: Viewer, label: Label) -> tuple[Viewer, Label]:
    return viewer, replace(label, excluded=label.excluded | {random.choice(states.ORGANISATIONS)})


def one_more_subject(random: Random, viewer: Viewer, label: Label) -> tuple[Viewer, Label]:
    return viewer, replace(label, subjects=label.subjects | {random.choice(states.ORGANISATIONS)})


def one_more_group_asked(random: Random, viewer: Viewer, label: Label) -> tuple[Viewer, Label]:
    asked = label.groups or label.audience is not Audience.GROUP
    return viewer, replace(label, groups=label.groups | {random.choice(states.GROUPS)}) if asked else label


def an_embargo(random: Random, viewer: Viewer, label: Label) -> tuple[Viewer, Label]:
    until = random.choice(states.MOMENTS)
    return viewer, replace(label, embargo_until=max(until, label.embargo_until or until))


def one_name_fewer(random: Random, viewer: Viewer, label: Label) -> tuple[Viewer, Label]:
    return viewer, replace(label, named=label.named - {random.choice(states.ORGANISATIONS)})


def one_more_rival(random: Random, viewer: Viewer, label: Label) -> tuple[Viewer, Label]:
    rival = random.choice([one for one in states.ORGANISATIONS if one != viewer.organisation])
    return replace(viewer, rivals=viewer.rivals | {rival}), label


def a_closed_account(random: Random, viewer: Viewer, label: Label) -> tuple[Viewer, Label]:
    return replace(viewer, active=False), label


def an_earlier_moment(random: Random, viewer: Viewer, label: Label) -> tuple[Viewer, Label]:
    """Of what opens in time; grants and agreements also close in time, so they are left out."""
    lasting, label = replace(viewer, agreements=frozenset()), replace(label, grants=frozenset())
    return replace(lasting, at=viewer.at - timedelta(microseconds=random.randint(1, 3))), label


def a_revocation(random: Random, viewer: Viewer, label: Label) -> tuple[Viewer, Label]:
    moments = [viewer.at, viewer.at - states.TICK]
    revoked = {
        replace(one, revoked_at=min(random.choice(moments), one.revoked_at or viewer.at))
        for one in label.grants
    }
    return viewer, replace(label, grants=frozenset(revoked))


def one_grant_fewer(random: Random, viewer: Viewer, label: Label) -> tuple[Viewer, Label]:
    kept = sorted(label.grants, key=str)[1:]
    return viewer, replace(label, grants=frozenset(kept))


def an_agreement_that_ends(random: Random, viewer: Viewer, label: Label) -> tuple[Viewer, Label]:
    ended = {replace(one, ended_at=min(viewer.at, one.ended_at or viewer.at)) for one in viewer.agreements}
    return replace(viewer, agreements=frozenset(ended)), label


def one_more_secret(random: Random, viewer: Viewer, label: Label) -> tuple[Viewer, Label]:
    secret = Secret(random.choice(states.ORGANISATIONS), random.choice(states.PROGRAMMES))
    return viewer, replace(label, secrets=label.secrets | {secret}) if label.secrets else label


def no_stewardship(random: Random, viewer: Viewer, label: Label) -> tuple[Viewer, Label]:
    return replace(viewer, steward=False), label


def one_handler_fewer(random: Random, viewer: Viewer, label: Label) -> tuple[Viewer, Label]:
    return viewer, replace(label, handlers=label.handlers - {random.choice(states.PEOPLE)})


def one_judge_fewer(random: Random, viewer: Viewer, label: Label) -> tuple[Viewer, Label]:
    return viewer, replace(label, panel=label.panel - {random.choice(states.PEOPLE)})


def no_purpose(random: Random, viewer: Viewer, label: Label) -> tuple[Viewer, Label]:
    return replace(viewer, purpose=None), label


def one_group_fewer(random: Random, viewer: Viewer, label: Label) -> tuple[Viewer, Label]:
    return replace(viewer, groups=viewer.groups - {random.choice(states.GROUPS)}), label


CLOSING: list[Closing] = [
    one_more_flag,
    one_more_exclusion,
    one_more_subject,
    one_more_group_asked,
    an_embargo,
    one_name_fewer,
    one_more_rival,
    a_closed_account,
    an_earlier_moment,
    one_group_fewer,
    a_revocation,
    one_grant_fewer,
    an_agreement_that_ends,
    one_more_secret,
    no_stewardship,
    one_handler_fewer,
    one_judge_fewer,
    no_purpose,
]


@pytest.mark.parametrize("closing", CLOSING, ids=lambda closing: closing.__name__)
def test_what_closes_a_record_opens_it_to_nobody(closing: Closing) -> None:
    random = Random(11)
    opened = [
        (viewer, label)
        for viewer, label in PAIRS
        if not sees(viewer, label) and sees(*closing(random, viewer, label))
    ]

    assert opened == []


def test_sealing_opens_a_record_to_its_author_only() -> None:
    for viewer, label in PAIRS:
        sealed = replace(label, flags=label.flags | {Flag.SEALED}, author=states.PEOPLE[0])
        if sees(viewer, sealed):
            assert viewer.person == states.PEOPLE[0]


def test_an_unknown_flag_closes_a_record() -> None:
    strange: frozenset[Flag] = frozenset({"quantum"})  # type: ignore[arg-type]
    label = Label(states.EKVIK, Audience.PUBLIC, flags=strange)

    assert not sees(Viewer(at=states.NOON, organisation=states.FJORDBY), label)
    assert sees(Viewer(at=states.NOON, organisation=states.EKVIK), label)


@pytest.mark.parametrize("audience", [-1, 5, 99, None, "everyone"])
def test_an_unknown_audience_is_nobody_else(audience: int) -> None:
    label = Label(states.EKVIK, audience, named=frozenset({states.FJORDBY}))  # type: ignore[arg-type]
    named = Viewer(at=states.NOON, organisation=states.FJORDBY)

    assert Audience(audience) is Audience.OWN
    assert not sees(named, label)


def test_a_refusal_names_what_stood_in_the_way() -> None:
    fjordby = Viewer(at=states.NOON, organisation=states.FJORDBY)

    assert decide(fjordby, Permission.CHANGE, Label(states.EKVIK)).because == ("not originated_by_viewer",)
    assert decide(replace(fjordby, active=False), Permission.SEE, Label(states.EKVIK)).because == (
        "viewer_is_inactive",
    )
    assert decide(fjordby, Permission.SEE, Label(states.FJORDBY)).because == ("originated_by_viewer",)
