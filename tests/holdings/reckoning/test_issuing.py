"""Whatever the rows' label: a statement opens to nobody but those named, and never past the wall."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from commonpurchase.holdings.facts.attestations import Class
from commonpurchase.holdings.reckoning import issuing
from commonpurchase.holdings.reckoning.delivery import class_of
from commonpurchase.sharing.facts import Audience, Flag, Grant, Label, Permission, Purpose, Viewer
from commonpurchase.sharing.reckoning import presets
from commonpurchase.sharing.reckoning.joins import covers, derived
from commonpurchase.sharing.rules.decide import decide
from tests.sharing.states import EKVIK, FJORDBY, NORDBYTE, TEKHANDEL
from tests.sharing.test_one_answer_everywhere import LABELS, VIEWERS
from tests.world import AT

ISSUERS = some.sampled_from([NORDBYTE, FJORDBY, EKVIK])


def sees(viewer: Viewer, label: Label) -> bool:
    return decide(viewer, Permission.SEE, label).allowed


def statement(issuer: UUID, inputs: Label, *readers: UUID) -> Label:
    return issuing.addressed(derived(issuer, [inputs]), readers)


@given(inputs=LABELS, viewer=VIEWERS, issuer=ISSUERS)
def test_nobody_but_issuer_named_and_custodian_sees_a_statement(
    inputs: Label, viewer: Viewer, issuer: UUID
) -> None:
    label = statement(issuer, replace(inputs, custodian=None), EKVIK)

    if sees(viewer, label):
        assert viewer.organisation in {issuer, EKVIK} or viewer.person == label.author


@given(inputs=LABELS, viewer=VIEWERS, issuer=ISSUERS)
def test_the_wall_and_every_flag_stand_before_a_statement_as_before_its_rows(
    inputs: Label, viewer: Viewer, issuer: UUID
) -> None:
    everybody = [one for one in (viewer.organisation,) if one]
    label = statement(issuer, inputs, *everybody)

    assert inputs.flags <= label.flags
    assert inputs.excluded <= label.excluded
    walled = Flag.COMPETITIVELY_SENSITIVE in inputs.flags and inputs.originator in viewer.rivals
    if walled and viewer.organisation != issuer and Flag.SEALED not in label.flags:
        assert not sees(viewer, label)


@given(inputs=LABELS, viewer=VIEWERS, issuer=ISSUERS)
def test_whoever_is_not_beyond_the_rows_may_see_them(inputs: Label, viewer: Viewer, issuer: UUID) -> None:
    """So what goes to nobody beyond needs no second person: it opens nothing that was closed."""
    if viewer.organisation is None or viewer.organisation == issuer:
        return
    plain = replace(viewer, person=None, steward=False, purpose=None)
    beyond = issuing.beyond(inputs, {viewer.organisation: viewer})

    if not beyond:
        assert sees(plain, replace(inputs, grants=frozenset()))


GRANT = Grant(EKVIK, Purpose.RESEARCH, AT, AT + timedelta(days=1))
PASSING = {
    "by a grant": replace(presets.own(NORDBYTE), grants=frozenset({GRANT})),
    "as a steward": presets.aggregate_only(NORDBYTE, custodian=EKVIK),
    "as the author": presets.sealed_author(NORDBYTE, UUID(int=7)),
}


@pytest.mark.parametrize("inputs", PASSING.values(), ids=PASSING)
def test_who_sees_the_rows_for_a_while_or_in_person_only_is_beyond_them(inputs: Label) -> None:
    looking = Viewer(AT, UUID(int=7), EKVIK, purpose=Purpose.RESEARCH, steward=True)

    assert sees(looking, inputs)
    assert issuing.beyond(inputs, {EKVIK: looking}) == {EKVIK}


def test_within_the_rows_audience_the_label_is_the_join_or_closer() -> None:
    inputs = presets.competitive(NORDBYTE, EKVIK, FJORDBY)

    assert covers(statement(NORDBYTE, inputs, EKVIK), derived(NORDBYTE, [inputs]))
    assert not covers(statement(NORDBYTE, inputs, EKVIK, UUID(int=999)), derived(NORDBYTE, [inputs]))


def test_an_aggregate_a_tender_and_an_embargo_stay_what_they_were() -> None:
    later = AT.replace(year=2027)
    for inputs in (
        presets.aggregate_only(NORDBYTE),
        presets.tender(NORDBYTE, FJORDBY, panel=()),
        replace(presets.named(NORDBYTE, EKVIK), embargo_until=later),
        replace(presets.named(NORDBYTE), excluded=frozenset({EKVIK})),
        presets.under_nda(NORDBYTE, EKVIK),
    ):
        assert not sees(Viewer(AT, organisation=EKVIK), statement(NORDBYTE, inputs, EKVIK))


def test_the_class_follows_the_label() -> None:
    assert class_of(statement(NORDBYTE, presets.competitive(NORDBYTE), EKVIK)) is Class.SENSITIVE
    assert class_of(statement(NORDBYTE, presets.under_nda(NORDBYTE), EKVIK)) is Class.NDA
    assert class_of(statement(NORDBYTE, presets.public(NORDBYTE), EKVIK)) is Class.NAMED


def test_a_wider_audience_of_the_rows_is_narrowed_to_those_named() -> None:
    label = statement(NORDBYTE, presets.members(NORDBYTE), EKVIK)

    assert label.audience is Audience.NAMED
    assert not sees(Viewer(AT, organisation=TEKHANDEL), label)
