"""The exposure report: what is held, how, since when, what is not; and no trace of the sensitive."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from uuid import UUID

import pytest

from commonpurchase.holdings.facts.attestations import Class
from commonpurchase.holdings.facts.custody import Answer, Basis, Event, Kind, Mode
from commonpurchase.holdings.facts.exposure import (
    BY_LAW,
    NEITHER,
    Consultee,
    Harm,
    Item,
    Known,
    Programme,
    Question,
    Report,
)
from commonpurchase.holdings.facts.foi import Search
from commonpurchase.holdings.readers import policy
from commonpurchase.holdings.reckoning import exposure
from commonpurchase.holdings.reckoning.holding import mode_of
from commonpurchase.organisations.facts import Kind as OrganisationKind
from commonpurchase.organisations.facts import Organisation, Regime
from commonpurchase.sharing.facts import Flag
from tests.holdings import ledgers
from tests.holdings.ledgers import EKVIK, LIST, NOON, NOTE, REQUEST, TICK

ON = NOON.date()
CITY = Organisation(EKVIK, "Ekvik stad", OrganisationKind.BUYER, "SE", "sv", Regime.SWEDEN_TF, claimed=True)
COUNCIL = replace(CITY, name="Stonebridge Council", regime=Regime.UK_FOIA, country="GB")
OWN_PURPOSE = Programme(
    UUID(int=31), "Site monitoring", "Fair Circuits", frozenset({EKVIK}), Basis.OWN_PURPOSE,
    "All ten questions are answered for it", "Write to its secretary",
)  # fmt: skip
ON_BEHALF = replace(OWN_PURPOSE, id=UUID(int=32), name="Spend service", basis=Basis.ON_BEHALF)
SITES = Item(
    LIST, "Sites list 7", Class.NDA, "Nordbyte AB", "Fair Circuits",
    flags=frozenset({Flag.NDA}),
    harm=Harm("Rivals could approach the sites", "Nordbyte AB", ON, date(2027, 3, 1)),
    consult=Consultee("Nordbyte AB", "foi@nordbyte.example"),
    keep_until=date(2030, 1, 1),
)  # fmt: skip
SPEND = Item(NOTE, "Annual figures", Class.AGGREGATE, "Ekvik stad", "Fair Circuits", programme=ON_BEHALF.id)
EVENTS = [
    Event(1, NOON, EKVIK, LIST, Kind.ATTEST, "v1"),
    Event(2, NOON + TICK, EKVIK, LIST, Kind.REACH_ON, "v1"),
    Event(3, NOON + 2 * TICK, EKVIK, LIST, Kind.FOI_HOLD, case=REQUEST),
    Event(4, NOON + 3 * TICK, EKVIK, LIST, Kind.COPY, "v1"),
]
KNOWN = Known(
    EVENTS, [SITES, SPEND], [OWN_PURPOSE, ON_BEHALF], policy.matrix(ON), policy.exemptions(ON),
    [Search("sites", "this workspace", "Alma Berg", ON, (LIST,))],
)  # fmt: skip


def at(ticks: int, organisation: Organisation = CITY, known: Known = KNOWN, **asked: object) -> Report:
    question = Question(organisation, NOON + ticks * TICK, **asked)  # type: ignore[arg-type]
    return exposure.report(question, known)


def test_a_row_says_how_since_when_and_what_the_law_likely_makes_of_it() -> None:
    [row] = [one for one in at(3).rows if one.item is SITES]

    assert (row.mode, row.first) == (Mode.COPY, EVENTS[3])
    assert [(one.law, one.printed) for one in row.statuses] == [("Sweden TF", "likely")]
    assert row.cases == {REQUEST}
    assert [one.id for one in row.candidates] == ["Sweden OSL 31:16"]
    assert row.item.harm
    assert row.item.consult


@pytest.mark.parametrize(
    ("ticks", "mode", "answer"),
    [
        (-1, None, None),
        (0, Mode.ATTEST, Answer.NO),
        (1, Mode.REACH, Answer.LIKELY),
        (3, Mode.COPY, Answer.HELD),
    ],
)
def test_the_past_is_told_as_it_was(ticks: int, mode: Mode | None, answer: Answer | None) -> None:
    rows = [one for one in at(ticks).rows if one.item is SITES]

    assert [(one.mode, one.statuses[0].answer) for one in rows] == ([(mode, answer)] if mode else [])


def test_later_rows_of_the_ledger_change_no_report_of_the_past() -> None:
    random = Random(ledgers.SEED)
    for rows in ledgers.ledgers(200):
        moment = random.choice(rows).at
        then = [one for one in rows if all(later.at > moment for later in rows[rows.index(one) :])]
        early = replace(KNOWN, events=[one for one in rows if one not in then])
        question = Question(CITY, moment)

        assert exposure.report(question, replace(KNOWN, events=rows)) == exposure.report(question, early)


def test_what_is_held_on_behalf_is_told_although_nothing_came_here() -> None:
    [row] = [one for one in at(3).rows if one.item is SPEND]

    assert (row.mode, row.first, row.on_behalf) == (Mode.NONE, None, True)
    assert row.statuses[0].answer is Answer.HELD
    assert "held on behalf" in row.statuses[0].note


def test_a_hold_is_placed_here_and_with_the_custodian_of_what_is_held_on_behalf() -> None:
    custodian = UUID(int=51)
    entrusted = replace(SITES, custodian_id=custodian)
    known = replace(KNOWN, items=[entrusted, replace(SPEND, custodian_id=custodian)])

    assert exposure.holds_to_place(at(3, known=known)) == {
        (EKVIK, LIST), (EKVIK, NOTE), (custodian, NOTE)
    }  # fmt: skip


def test_a_programme_kept_for_its_own_purpose_is_pointed_to() -> None:
    [pointer] = at(3).not_held

    assert (pointer.programme, pointer.custodian, pointer.how_to_ask) == (
        "Site monitoring", "Fair Circuits", "Write to its secretary"
    )  # fmt: skip


def test_an_outsider_holds_nothing_and_is_pointed_nowhere() -> None:
    charlie = replace(CITY, id=UUID(int=99), name="Charlie Ltd", regime=Regime.NONE)

    found = at(3, charlie)

    assert (found.rows, found.not_held) == ((), ())


def test_environmental_information_is_looked_up_under_both_laws() -> None:
    green = replace(SITES, flags=frozenset({Flag.ENVIRONMENTAL, Flag.NDA}))
    fumes = replace(SITES, emissions=True)

    [row] = at(3, COUNCIL, replace(KNOWN, items=[green])).rows
    [other] = at(3, COUNCIL, replace(KNOWN, items=[fumes])).rows

    assert [one.law for one in row.statuses] == ["UK FOIA", "EIR 2004"]
    assert [one.law for one in other.statuses] == ["UK FOIA", "EIR 2004"]
    assert "EIR 2004 reg.12(5)(e)" in {one.id for one in row.candidates}
    assert "EIR 2004 reg.12(5)(e)" not in {one.id for one in other.candidates}


@pytest.mark.parametrize("regime", [one for one in Regime if one not in {Regime.NONE, Regime.UNKNOWN}])
def test_only_exemptions_of_the_law_in_question_are_listed(regime: Regime) -> None:
    under = [regime.value]

    found = exposure.candidates(policy.exemptions(ON), SITES, under)

    assert found
    assert {one.law for one in found} == set(under)


def test_an_exemption_is_worth_considering_for_its_class_or_for_a_flag() -> None:
    by_class = replace(SITES, flags=frozenset())
    by_flag = replace(SITES, item_class=Class.MEMBERS)
    by_neither = replace(SITES, item_class=Class.MEMBERS, flags=frozenset({Flag.ENVIRONMENTAL}))

    def considered(item: Item) -> set[str]:
        return {one.id for one in exposure.candidates(policy.exemptions(ON), item, ["UK FOIA"])}

    assert considered(by_class) == {"UK FOIA s.41", "UK FOIA s.43(1)", "UK FOIA s.43(2)"}
    assert considered(by_flag) == {"UK FOIA s.41"}
    assert considered(by_neither) == set()


def test_environmental_information_rules_out_what_the_law_does_not_offer_for_it() -> None:
    dutch = [one for one in policy.exemptions(ON) if one.law == "Netherlands Woo"]
    green = replace(SITES, flags=frozenset({Flag.ENVIRONMENTAL}))

    assert [one.head for one in exposure.candidates(dutch, SITES, ["Netherlands Woo"])] == [
        "art. 5.1(1)(c)", "art. 5.1(2)(f)"
    ]  # fmt: skip
    assert [one.head for one in exposure.candidates(dutch, green, ["Netherlands Woo"])] == ["art. 5.1(2)(f)"]


def test_an_unknown_law_is_shown_as_not_known_and_not_left_out() -> None:
    unknown = replace(CITY, regime=Regime.UNKNOWN)

    [row] = at(3, unknown, replace(KNOWN, items=[SITES])).rows

    assert [one.printed for one in row.statuses] == ["not known"]


@pytest.mark.parametrize(
    ("words", "titles"),
    [("", ["Annual figures", "Sites list 7"]), ("LIST sites", ["Sites list 7"]), ("list gone", [])],
)
def test_a_report_is_narrowed_by_the_words_of_neutral_titles(words: str, titles: list[str]) -> None:
    assert [row.item.title for row in at(3, words=words).rows] == titles


def test_only_searches_made_by_then_are_told() -> None:
    tomorrow = replace(KNOWN.searches[0], on=ON + timedelta(days=1))

    found = at(3, known=replace(KNOWN, searches=[*KNOWN.searches, tomorrow]))

    assert found.searches == tuple(KNOWN.searches)


# --- What is sensitive leaves no trace ----------------------------------------------------------------


def world(random: Random) -> Known:
    """Random items, programmes and rows, some of them such that their existence is sensitive."""
    programmes = [
        replace(
            OWN_PURPOSE, id=UUID(int=40 + n), name=f"Programme {n}", basis=random.choice(list(Basis)),
            sensitive=random.random() < 0.3,
        )
        for n in range(3)
    ]  # fmt: skip
    items = [
        replace(
            SITES, id=key, title=f"List {random.randint(1, 3)}", item_class=random.choice(list(Class)),
            programme=random.choice([None, *(one.id for one in programmes)]), sensitive=random.random() < 0.4,
        )
        for key in (LIST, NOTE)
    ]  # fmt: skip
    searches = [Search("list", "all", "Alma Berg", ON, (LIST, NOTE))]
    return replace(
        KNOWN, events=ledgers.ledger(random), items=items, programmes=programmes, searches=searches
    )


def without_the_sensitive(known: Known) -> Known:
    """The same world, had the sensitive never come into being."""
    hidden = {one.id for one in known.programmes if one.sensitive}
    kept = [one for one in known.items if not one.sensitive and one.programme not in hidden]
    ids = {one.id for one in kept}
    return replace(
        known,
        items=kept,
        events=[one for one in known.events if one.item in ids],
        programmes=[one for one in known.programmes if one.id not in hidden],
        searches=[
            replace(one, found=tuple(key for key in one.found if key in ids)) for one in known.searches
        ],
    )


@pytest.mark.parametrize("organisation", [CITY, COUNCIL], ids=["Sweden", "United Kingdom"])
def test_a_masked_report_is_that_of_a_world_without_the_sensitive(organisation: Organisation) -> None:
    random, different = Random(ledgers.SEED), 0
    for _ in range(5_000 if ledgers.PROVE else 200):
        known = world(random)
        question = Question(organisation, NOON + 9 * TICK)

        shown = exposure.report(question, known)
        bare = exposure.report(question, without_the_sensitive(known))

        assert exposure.digest(shown) == exposure.digest(bare)
        different += exposure.digest(exposure.report(replace(question, masked=False), known)) != (
            exposure.digest(exposure.report(replace(question, masked=False), without_the_sensitive(known)))
        )
    assert different > 50  # the control: unmasked, the same comparison sees the difference


def test_the_officer_sees_everything_and_a_masked_report_says_that_it_may_not() -> None:
    known = replace(KNOWN, items=[replace(SITES, sensitive=True), SPEND])

    assert len(at(3, known=known, masked=False).rows) == 2
    assert len(at(3, known=known).rows) == 1
    assert at(3, known=known).notes == at(3).notes == (NEITHER, BY_LAW)


def test_the_same_question_gives_the_same_bytes_in_whatever_order_the_facts_come() -> None:
    random = Random(ledgers.SEED)
    for _ in range(100):
        known = world(random)
        shuffled = replace(
            known,
            events=random.sample(list(known.events), len(known.events)),
            items=random.sample(list(known.items), len(known.items)),
            programmes=random.sample(list(known.programmes), len(known.programmes)),
        )
        question = Question(COUNCIL, NOON + 9 * TICK, masked=False)

        assert exposure.digest(exposure.report(question, known)) == (
            exposure.digest(exposure.report(question, shuffled))
        )


def test_another_moment_another_version_or_another_word_gives_another_hash() -> None:
    newer = replace(KNOWN, matrix=replace(KNOWN.matrix, version="2"))

    found = {exposure.digest(one) for one in (at(3), at(2), at(3, words="sites"), at(3, known=newer))}

    assert len(found) == 4


def test_every_row_is_held_by_the_ledger_or_on_behalf() -> None:
    random = Random(ledgers.SEED + 1)
    for _ in range(200):
        known = world(random)
        moment = random.choice(known.events).at
        behalf = {one.id for one in known.programmes if one.basis is Basis.ON_BEHALF}

        found = {row.item.id for row in exposure.report(Question(CITY, moment, masked=False), known).rows}

        assert found == {
            item.id
            for item in known.items
            if item.programme in behalf or mode_of(known.events, EKVIK, item.id, moment) >= Mode.ATTEST
        }
