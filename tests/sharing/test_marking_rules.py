"""Embargo and award on a label written a second time: every case, against a second reading."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import product

import pytest

from commonpurchase.sharing import actions
from commonpurchase.sharing.actions import tenders
from commonpurchase.sharing.facts import Audience, Flag, Label, Viewer
from commonpurchase.sharing.models import Label as Row
from commonpurchase.sharing.reckoning import presets
from commonpurchase.sharing.rules import marking as rules
from commonpurchase.vocabulary.findings import Finding, Verdict, met
from tests.sharing.conftest import as_file
from tests.sharing.states import EKVIK, FJORDBY, NOON, NORDBYTE, PEOPLE, TEKHANDEL, rivals

DAY = timedelta(days=1)
MOMENTS = [None, NOON - DAY, NOON, NOON + DAY, NOON + 2 * DAY]
BOB = Viewer(at=NOON, person=PEOPLE[1], organisation=NORDBYTE, rivals=rivals(NORDBYTE))
ALICE = Viewer(at=NOON, person=PEOPLE[0], organisation=EKVIK)
Rule = Callable[..., Finding]


def label(until: datetime | None) -> Label:
    return Label(NORDBYTE, Audience.NAMED, named=frozenset({EKVIK}), embargo_until=until)


def closes_what_was_open(before: datetime | None, after: datetime | None) -> bool:
    """A second reading: some moment from now on was open before and is closed after."""
    probes = [NOON + hours * timedelta(hours=6) for hours in range(12)]
    opened = [one for one in probes if before is None or one >= before]
    return any(after is not None and one < after for one in opened)


def wrong_cases(rule: Rule) -> list[object]:
    """Where a rule answers otherwise than the second reading."""
    return [
        (before, after, unread)
        for before, after, unread in product(MOMENTS, MOMENTS, [True, False])
        if (rule(label(before), label(after), NOON, unread=unread).verdict is Verdict.NOT_MET)
        != (closes_what_was_open(before, after) and not unread)
    ]


def test_an_embargo_grows_only_unread_and_shrinks_always() -> None:
    assert wrong_cases(rules.an_embargo_is_lengthened_before_anybody_reads) == []


def _asks_nobody(before: Label, after: Label, at: datetime, *, unread: bool) -> Finding:
    return met("")


def _is_always_read(before: Label, after: Label, at: datetime, *, unread: bool) -> Finding:
    return rules.an_embargo_is_lengthened_before_anybody_reads(before, after, at, unread=False)


def _forgets_the_one_before(before: Label, after: Label, at: datetime, *, unread: bool) -> Finding:
    return rules.an_embargo_is_lengthened_before_anybody_reads(label(None), after, at, unread=unread)


def _lets_a_first_one_begin(before: Label, after: Label, at: datetime, *, unread: bool) -> Finding:
    if before.embargo_until is None:
        return met("")
    return rules.an_embargo_is_lengthened_before_anybody_reads(before, after, at, unread=unread)


def _counts_what_is_over(before: Label, after: Label, at: datetime, *, unread: bool) -> Finding:
    return rules.an_embargo_is_lengthened_before_anybody_reads(before, after, at - 9 * DAY, unread=unread)


def _a_day_is_nothing(before: Label, after: Label, at: datetime, *, unread: bool) -> Finding:
    return rules.an_embargo_is_lengthened_before_anybody_reads(before, after, at + DAY, unread=unread)


PLANTED = [
    _asks_nobody,
    _is_always_read,
    _forgets_the_one_before,
    _lets_a_first_one_begin,
    _counts_what_is_over,
    _a_day_is_nothing,
]


@pytest.mark.parametrize("planted", PLANTED, ids=lambda one: one.__name__)
def test_a_planted_bug_in_the_embargo_is_found(planted: Rule) -> None:
    assert wrong_cases(planted) != []


def bid(award_at: datetime | None = None) -> Row:
    row = actions.attach(presets.tender(NORDBYTE, EKVIK, panel={PEOPLE[0]}))
    Row.objects.filter(pk=row.pk).update(award_at=award_at)
    row.refresh_from_db()
    return row


def test_who_does_not_know_the_ledger_lengthens_no_embargo(db: None) -> None:
    file = as_file(actions.attach(presets.named(NORDBYTE, EKVIK)))
    file.save()

    with pytest.raises(actions.NotMarkedError):
        actions.relabel(record=file, label=label(NOON + DAY), by=BOB)
    actions.relabel(record=file, label=label(NOON + DAY), by=BOB, unread=True)

    assert Row.objects.get(pk=file.label_id).embargo_until == NOON + DAY


@pytest.mark.parametrize(
    ("said", "written", "allowed"),
    [
        (None, None, True),
        (None, NOON, False),
        (NOON, NOON, True),
        (NOON, None, False),
        (NOON, NOON + DAY, False),
    ],
)
def test_a_bidder_does_not_enter_the_award(
    db: None, said: datetime | None, written: datetime | None, allowed: bool
) -> None:
    file = as_file(bid(said))
    file.save()
    after = Label(
        **{**vars(presets.tender(NORDBYTE, EKVIK, panel={PEOPLE[0], PEOPLE[3]})), "award_at": written}
    )

    if allowed:
        actions.relabel(record=file, label=after, by=BOB)
    else:
        with pytest.raises(actions.NotMarkedError, match="for the buyer whose tender it is"):
            actions.relabel(record=file, label=after, by=BOB)

    assert Row.objects.get(pk=file.label_id).award_at == said


def test_of_another_authoritys_tender_an_old_award_does_not_count() -> None:
    before = Label(**{**vars(presets.tender(NORDBYTE, FJORDBY, panel=())), "award_at": NOON})
    after = Label(**{**vars(presets.tender(NORDBYTE, EKVIK, panel=())), "award_at": NOON})

    assert rules.the_award_is_the_authoritys_word(before, after).verdict is Verdict.NOT_MET


def test_only_a_person_on_the_panel_of_the_authority_enters_the_award(db: None) -> None:
    file = as_file(bid())
    file.save()
    others = [
        BOB,
        Viewer(at=NOON, person=PEOPLE[3], organisation=EKVIK),
        Viewer(at=NOON, organisation=EKVIK),
        Viewer(at=NOON, person=PEOPLE[0], organisation=FJORDBY),
        Viewer(at=NOON, person=PEOPLE[2], organisation=TEKHANDEL, rivals=rivals(TEKHANDEL)),
    ]

    for viewer in others:
        with pytest.raises(LookupError):
            tenders.award(record=file, at=NOON, by=viewer)
    tenders.award(record=file, at=NOON + DAY, by=ALICE)
    tenders.award(record=file, at=NOON, by=ALICE)
    with pytest.raises(tenders.NotAwardedError, match="entered already"):
        tenders.award(record=file, at=NOON + DAY, by=ALICE)

    assert Row.objects.get(pk=file.label_id).award_at == NOON


def test_what_is_no_bid_has_no_award(db: None) -> None:
    file = as_file(actions.attach(presets.named(NORDBYTE, EKVIK)))
    file.save()

    with pytest.raises(LookupError):
        tenders.award(record=file, at=NOON, by=ALICE)
    assert Flag.TENDER not in Row.objects.get(pk=file.label_id).fact.flags
