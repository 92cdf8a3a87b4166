"""The policy tables say what the specification says, cell by cell, and fail closed where they say nothing."""

from datetime import date

import pytest

from commonpurchase.holdings.facts.attestations import Class
from commonpurchase.holdings.facts.custody import PRINTED, Answer, Matrix, Mode
from commonpurchase.holdings.readers import policy
from commonpurchase.holdings.reckoning.delivery import cap
from commonpurchase.holdings.reckoning.holding import counts_as_held, laws, status
from commonpurchase.organisations.facts import Regime
from commonpurchase.organisations.reckoning import custody
from commonpurchase.sharing.facts import Flag

ON = date(2026, 3, 1)
MATRIX = policy.matrix(ON)
CAPS = policy.caps(ON)
A = Answer
#: sharing.md §1.3, row by row: NONE, ATTEST, REACH, SEEN, COPY, OWN and B.
SPECIFIED: dict[str, list[Answer]] = {
    "UK FOIA": [A.NO, A.NO, A.UNLIKELY, A.ARGUABLE, A.HELD, A.HELD, A.HELD],
    "Scotland FOISA": [A.NO, A.NO, A.UNLIKELY, A.ARGUABLE, A.HELD, A.HELD, A.HELD],
    "EIR 2004": [A.NO, A.NO, A.UNLIKELY, A.ARGUABLE, A.HELD, A.HELD, A.HELD],
    "Ireland FOI": [A.NO, A.NO, A.UNLIKELY, A.ARGUABLE, A.HELD, A.HELD, A.HELD],
    "Sweden TF": [A.NO, A.NO, A.LIKELY, A.HELD, A.HELD, A.HELD, A.HELD],
    "Norway offentleglova": [A.NO, A.NO, A.ARGUABLE, A.LIKELY, A.HELD, A.HELD, A.LIKELY],
    "Netherlands Woo": [A.NO, A.NO, A.UNLIKELY, A.ARGUABLE, A.HELD, A.HELD, A.ARGUABLE],
    "EU 1049/2001": [A.NO, A.NO, A.UNLIKELY, A.ARGUABLE, A.HELD, A.HELD, A.ARGUABLE],
}
ENTRUSTED = [Class.NAMED, Class.NDA, Class.SENSITIVE]


@pytest.mark.parametrize("law", SPECIFIED)
def test_the_matrix_is_the_one_that_is_specified(law: str) -> None:
    row = MATRIX.rows[law]

    assert [*(row.answers[mode] for mode in Mode), row.on_behalf] == SPECIFIED[law]
    assert row.source


@pytest.mark.parametrize(
    ("law", "column", "mark"),
    [
        ("Sweden TF", "reach", "library rule"),
        ("Ireland FOI", "on_behalf", "relates to the service"),
        ("Netherlands Woo", "on_behalf", "statute"),
        *((law, "attest", "statement itself is held") for law in SPECIFIED),
    ],
)
def test_a_mark_of_the_specification_stands_beside_its_cell(law: str, column: str, mark: str) -> None:
    assert mark in MATRIX.rows[law].notes[column]


@pytest.mark.parametrize("regime", Regime)
@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("on_behalf", [False, True])
@pytest.mark.parametrize("environmental", [False, True])
def test_every_regime_and_mode_has_an_answer_and_only_the_unknown_one_is_not_known(
    regime: Regime, mode: Mode, on_behalf: bool, environmental: bool
) -> None:
    found = [
        status(MATRIX, law, mode, on_behalf=on_behalf) for law in laws(regime, environmental=environmental)
    ]

    assert found
    assert all((one.answer is Answer.NOT_KNOWN) is (regime is Regime.UNKNOWN) for one in found)
    assert all(one.matrix_version == MATRIX.version for one in found)


@pytest.mark.parametrize("regime", [one for one in Regime if one not in {Regime.NONE, Regime.UNKNOWN}])
def test_nearer_is_never_held_less_and_on_behalf_never_less_than_without(regime: Regime) -> None:
    order = [A.NO, A.UNLIKELY, A.ARGUABLE, A.LIKELY, A.HELD]
    plain = [order.index(status(MATRIX, regime.value, mode).answer) for mode in Mode]
    behalf = [order.index(status(MATRIX, regime.value, mode, on_behalf=True).answer) for mode in Mode]

    assert plain == sorted(plain)
    assert all(one <= other for one, other in zip(plain, behalf, strict=True))


@pytest.mark.parametrize("law", SPECIFIED)
def test_the_column_on_behalf_counts_only_for_what_is_held_on_behalf(law: str) -> None:
    assert [status(MATRIX, law, mode).answer for mode in Mode] == SPECIFIED[law][:-1]
    assert status(MATRIX, law, Mode.NONE, on_behalf=True).answer is SPECIFIED[law][-1]


def test_the_note_is_that_of_the_column_that_decided() -> None:
    assert status(MATRIX, "UK FOIA", Mode.COPY, on_behalf=True).note == ""
    assert status(MATRIX, "UK FOIA", Mode.NONE, on_behalf=True).note == "held on behalf"
    assert status(MATRIX, "Netherlands Woo", Mode.NONE, on_behalf=True).note == (
        "held on behalf: held if a statute puts it with the body"
    )


def test_a_copy_is_held_although_the_column_on_behalf_says_less() -> None:
    assert status(MATRIX, "Netherlands Woo", Mode.COPY, on_behalf=True).answer is Answer.HELD
    assert status(MATRIX, "Netherlands Woo", Mode.NONE, on_behalf=True).answer is Answer.ARGUABLE


@pytest.mark.parametrize("mode", Mode)
def test_a_law_or_a_cell_that_is_missing_is_not_known_and_treated_as_held(mode: Mode) -> None:
    holed = Matrix("x", "", {"UK FOIA": policy._matrix_row("UK FOIA", {"reach": "unlikly", "source": "…"})})

    assert status(MATRIX, "Freedonia", mode).answer is Answer.NOT_KNOWN
    assert status(holed, "UK FOIA", mode).answer is Answer.NOT_KNOWN
    assert counts_as_held(Answer.NOT_KNOWN)


def test_environmental_information_is_asked_for_under_two_laws_in_the_united_kingdom() -> None:
    assert laws(Regime.UK_FOIA, environmental=True) == ("UK FOIA", "EIR 2004")
    assert laws(Regime.UK_FOIA) == ("UK FOIA",)


def test_nothing_is_printed_as_surer_than_likely_or_as_not_disclosable() -> None:
    assert set(PRINTED) == set(Answer)
    assert {PRINTED[one] for one in (A.LIKELY, A.HELD)} == {"likely"}
    assert PRINTED[A.ARGUABLE] == "arguable"
    assert not any("disclosable" in words or words in {"held", "no"} for words in PRINTED.values())


def test_the_sentence_before_sharing_says_what_the_matrix_says() -> None:
    """`organisations` lies below and keeps its own two columns until the two become one."""
    table = custody.TABLE
    likely = {custody.Likelihood.LIKELY: "likely", custody.Likelihood.ARGUABLE: "arguable"}

    assert (table.version, table.source) == (MATRIX.version, MATRIX.source)
    assert {regime.value for regime in table.rows} == set(MATRIX.rows) - {"none", "EIR 2004"}
    for regime, row in table.rows.items():
        for mode, likelihood in row.likelihood.items():
            assert likely[likelihood] == status(MATRIX, regime.value, Mode[mode.name]).printed


# --- Caps (I9) -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "regime", [Regime.SWEDEN_TF, Regime.NORWAY_OFFENTLEGLOVA, Regime.UNKNOWN, Regime.EU_1049]
)
@pytest.mark.parametrize("item_class", ENTRUSTED)
def test_in_sweden_and_norway_and_where_nothing_is_known_a_statement_is_the_furthest(
    regime: Regime, item_class: Class
) -> None:
    assert cap(CAPS, regime, item_class, obliged=False, chosen=False).mode is Mode.ATTEST


@pytest.mark.parametrize(
    "regime", [Regime.UK_FOIA, Regime.SCOTLAND_FOISA, Regime.IRELAND_FOI, Regime.NETHERLANDS_WOO]
)
@pytest.mark.parametrize("item_class", ENTRUSTED)
def test_elsewhere_it_may_be_read_on_screen(regime: Regime, item_class: Class) -> None:
    assert cap(CAPS, regime, item_class, obliged=False, chosen=False).mode is Mode.SEEN


@pytest.mark.parametrize("regime", Regime)
@pytest.mark.parametrize("item_class", Class)
def test_a_copy_goes_out_only_where_nothing_is_entrusted_or_it_was_chosen(
    regime: Regime, item_class: Class
) -> None:
    by_default = cap(CAPS, regime, item_class, obliged=False, chosen=False)

    if by_default.mode >= Mode.COPY:
        assert regime is Regime.NONE or item_class in {
            Class.PUBLIC, Class.MEMBERS, Class.CHATHAM, Class.BUYERS
        }  # fmt: skip
    assert cap(CAPS, regime, item_class, obliged=False, chosen=True).mode is Mode.COPY
    assert cap(CAPS, regime, item_class, obliged=True, chosen=False).mode is Mode.OWN


@pytest.mark.parametrize("item_class", [Class.AGGREGATE, Class.PERSON, Class.PROTECTED, Class.TENDER])
def test_a_class_without_a_cap_falls_to_a_statement_and_says_that_none_is_known(item_class: Class) -> None:
    found = cap(CAPS, Regime.UK_FOIA, item_class, obliged=False, chosen=False)

    assert (found.mode, found.because) == (Mode.ATTEST, f"no cap is known for {item_class} under UK FOIA")


# --- The other tables ------------------------------------------------------------------------------


def test_the_ten_questions_are_asked_in_order_and_each_can_be_answered_right() -> None:
    questions = policy.questions(ON)

    assert [one.number for one in questions.asked] == list(range(1, 11))
    assert all(set(one.supports) < set(one.options) for one in questions.asked)
    assert [one.number for one in questions.asked if one.needs_evidence] == [8]


def test_every_law_has_a_clock_and_every_clock_says_whether_it_is_confirmed() -> None:
    answered = {one.law for one in policy.clocks(ON) if one.step == "answer"}

    assert answered == set(SPECIFIED)
    assert {one.law for one in policy.clocks(ON) if one.confirmed} == {
        "UK FOIA", "Netherlands Woo", "Norway offentleglova"
    }  # fmt: skip


def test_an_unknown_law_has_no_clock() -> None:
    assert policy.clock("Freedonia", ON) is None


@pytest.mark.parametrize("law", SPECIFIED)
def test_every_law_has_exemptions_to_consider_with_questions_to_answer(law: str) -> None:
    found = [one for one in policy.exemptions(ON) if one.law == law]

    assert found
    assert all(one.questions and all(asked.endswith((".", "?")) for asked in one.questions) for one in found)
    assert all(one.source for one in found)


def test_the_classes_and_flags_that_exemptions_name_exist() -> None:
    flags = {flag.value for flag in Flag} | {"emissions"}
    found = policy.exemptions(ON)

    assert {name for one in found for name in one.classes} <= {one.value for one in Class}
    assert {name for one in found for name in one.flags | one.unless} <= flags


def test_silence_about_existence_is_open_only_where_a_source_says_so() -> None:
    assert {one.id for one in policy.exemptions(ON) if one.neither} == {"UK FOIA s.41", "UK FOIA s.43(2)"}


def test_a_third_party_has_one_working_week() -> None:
    assert policy.consultation_days(ON) == 5
