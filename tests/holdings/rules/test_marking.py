"""Who may come to keep a record, which walls stay, whom a walled record never names."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest

from commonpurchase.holdings.facts.marking import ELSEWHERE, WORDS, Marked, Preset
from commonpurchase.holdings.reckoning import marking
from commonpurchase.holdings.rules import marking as rules
from commonpurchase.sharing.facts import Audience, Flag, Label
from commonpurchase.sharing.reckoning import presets
from commonpurchase.sharing.reckoning.joins import covers, normal
from commonpurchase.vocabulary.findings import Finding, Verdict

EKVIK, NORDBYTE, TEKHANDEL, GATE, AURELIS = (UUID(int=number) for number in range(1, 6))
WALLED = replace(presets.competitive(EKVIK, NORDBYTE, subjects={NORDBYTE}), excluded=frozenset({AURELIS}))


def refuses(finding: Finding) -> bool:
    return finding.verdict is Verdict.NOT_MET


@pytest.mark.parametrize(
    ("before", "after", "eligible", "refused"),
    [
        (None, GATE, {GATE}, False),
        (None, GATE, {EKVIK}, True),
        (GATE, GATE, set(), False),
        (GATE, None, set(), False),
        (GATE, EKVIK, {GATE}, True),
    ],
)
def test_a_keeper_may_collect_or_was_it_before(
    before: UUID | None, after: UUID | None, eligible: set[UUID], refused: bool
) -> None:
    one, two = (Label(NORDBYTE, custodian=custodian) for custodian in (before, after))

    assert refuses(rules.it_is_kept_by_who_may_collect(one, two, eligible)) is refused


@pytest.mark.parametrize(
    ("before", "after", "refused"),
    [
        (WALLED, WALLED, False),
        (WALLED, presets.named(EKVIK, NORDBYTE), True),
        (WALLED, replace(WALLED, subjects=frozenset({EKVIK})), True),
        (WALLED, replace(WALLED, audience=Audience.OWN), False),
        (presets.competitive(NORDBYTE, EKVIK), presets.members(NORDBYTE), False),
        (presets.named(EKVIK, NORDBYTE), presets.members(EKVIK), False),
    ],
)
def test_the_wall_around_others_stays(before: Label, after: Label, refused: bool) -> None:
    assert refuses(rules.the_wall_around_others_stays(before, after)) is refused


def test_nobody_behind_the_wall_is_named_or_keeps_it() -> None:
    rule = rules.nobody_behind_the_wall_is_named

    assert refuses(rule(presets.competitive(NORDBYTE, TEKHANDEL), {TEKHANDEL}))
    assert refuses(rule(replace(presets.competitive(NORDBYTE), custodian=TEKHANDEL), {TEKHANDEL}))
    assert not refuses(rule(presets.competitive(NORDBYTE, EKVIK), {TEKHANDEL}))
    assert not refuses(rule(presets.named(NORDBYTE, TEKHANDEL), {TEKHANDEL}))


def marks(label: Label) -> Marked:
    return marking.chosen(label)


LABELS = {
    "own": presets.own(NORDBYTE),
    "members": presets.members(NORDBYTE),
    "buyers": presets.buyers_only(NORDBYTE),
    "named": presets.named(NORDBYTE, EKVIK),
    "nda": presets.under_nda(NORDBYTE, EKVIK, programme="laptops"),
    "nda and walled": replace(
        presets.under_nda(NORDBYTE, EKVIK),
        flags=frozenset({Flag.NDA, Flag.COMPETITIVELY_SENSITIVE}),
        subjects=frozenset({NORDBYTE}),
    ),
    "sensitive": presets.competitive(NORDBYTE, EKVIK, subjects={AURELIS}),
    "person": presets.person(NORDBYTE, EKVIK),
    "protected": presets.protected(NORDBYTE, EKVIK, handlers={TEKHANDEL}),
    "tender": presets.tender(NORDBYTE, EKVIK, panel={TEKHANDEL}),
    "walled around another": WALLED,
    "kept": replace(presets.own(NORDBYTE), custodian=GATE),
}


@pytest.mark.parametrize("label", LABELS.values(), ids=LABELS)
def test_what_is_marked_as_it_was_says_the_same(label: Label) -> None:
    assert marking.label(label, marks(label), derived=False) == normal(label)


@pytest.mark.parametrize("before", LABELS.values(), ids=LABELS)
@pytest.mark.parametrize("wish", LABELS.values(), ids=LABELS)
def test_what_is_made_from_others_is_never_opened(before: Label, wish: Label) -> None:
    chosen = replace(marks(wish), authority=EKVIK)

    assert covers(marking.label(before, chosen, derived=True), before)


def _loses_the_wall(label: Label) -> Label:
    return replace(label, flags=label.flags - {Flag.COMPETITIVELY_SENSITIVE})


def _loses_the_agreement(label: Label) -> Label:
    return replace(label, flags=label.flags - {Flag.NDA}, secrets=frozenset())


def _loses_who_was_left_out(label: Label) -> Label:
    return replace(label, excluded=frozenset())


def _loses_the_keeper(label: Label) -> Label:
    return replace(label, custodian=None)


def _loses_the_handlers(label: Label) -> Label:
    return replace(label, handlers=frozenset())


def _loses_whom_it_is_about(label: Label) -> Label:
    return replace(label, subjects=label.subjects & {label.originator})


PLANTED = [
    _loses_the_wall,
    _loses_the_agreement,
    _loses_who_was_left_out,
    _loses_the_keeper,
    _loses_the_handlers,
    _loses_whom_it_is_about,
]


@pytest.mark.parametrize("planted", PLANTED, ids=lambda one: one.__name__)
def test_a_marking_that_loses_something_is_found(planted: Callable[[Label], Label]) -> None:
    """The round trip above would fail: some label comes back otherwise."""
    assert any(
        planted(marking.label(label, marks(label), derived=False)) != normal(label)
        for label in LABELS.values()
    )


def test_each_class_has_a_name_and_a_sentence() -> None:
    assert set(WORDS) == set(Preset)
    assert {*(one.value for one in Preset), *ELSEWHERE} - {"own"} == {f"C{number}" for number in range(11)}
