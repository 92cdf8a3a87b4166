"""Yes, no, not known or a clause: the same reading for the pages and for `commonpurchase gate`."""

import pytest

from commonpurchase.contracts.facts import Duty, UpdateDuty
from commonpurchase.contracts.readers import duties, gate_files
from tests.contracts.lists import contract, written
from tests.contracts.readers.test_contract_tables import read


def words(several: str) -> list[str]:
    return several.split()


YES = words("yes Yes TRUE 1 x clause ja J sant waar wahr kyllä")
NO = (
    *words("no No N NONE false 0 nej Nej nei Nee ingen inget geen nein kein ei"),
    *("no clause", "Nej.", "(none)", "“nej”", "no duty"),
)
UNKNOWN = (
    *words("unknown ? - – . … n/a N.A. NA TBD tbc okänt okänd oklart saknas ukjent mangler ukendt onbekend"),
    *words("ontbreekt unbekannt null"),
    *("", "not known", "vet ej", "vet ikke", "niet bekend", "not applicable", "to be confirmed", "n.v.t."),
    *("Don't know", "no idea", "ingen uppgift", "geen idee"),
)
CLAUSES = (
    *("§ 7.2", "§1", "clause 12.3", "Annex 3, section 7", "7", "12.3", "IV", "II.b", "Annex B", "No. 7"),
    *("No 7.2", "Punkt 4", "avsnitt B", "artikel VI", "Klausul-B", "Sustainability appendix"),
    *("The supplier updates its list every year.", "No later than in March the supplier updates it."),
)
UNCLEAR = (
    "maybe", "kanske", "kanskje", "misschien", "partly", "B", "yes/no", "not yet", "ej ännu",
    "soon", "probably yes", "kanske ja", "ask legal", "it is unknown", "supplier says no",
    "need not update", "the contract has no clause", "there is no such duty in this contract",
    "avtalet saknar klausul", "Det finns ingen sådan klausul", "er is geen clausule", "clause not found",
    "clause 7 does not oblige", "supplier refused", "under utredning", "utredes av jurist",
    "awaiting legal review", "ask legal 2026", "will ask 3 suppliers", "§ TBD", "2026-01-01", "yes?", "2026",
    "three suppliers", "clause 7?",
)  # fmt: skip
ANSWERED = {
    "No, see the minutes": UpdateDuty(Duty.NONE),
    "Nej, enligt bilaga 3": UpdateDuty(Duty.NONE),
    "Ingen skyldighet": UpdateDuty(Duty.NONE),
    "Geen plicht (2024)": UpdateDuty(Duty.NONE),
    "TBD by legal": UpdateDuty(),
    "Not applicable (framework)": UpdateDuty(),
    "okänt – fråga juridik": UpdateDuty(),
}


def told(*said: str) -> list[duties.Answer]:
    return [duties.read(one) for one in said]


def test_a_plain_answer_is_what_it_says_in_every_language() -> None:
    assert {one.duty.duty for one in told(*YES)} == {Duty.CLAUSE}
    assert {one.duty.duty for one in told(*NO)} == {Duty.NONE}
    assert {one.duty.duty for one in told(*UNKNOWN)} == {Duty.UNKNOWN}
    assert {(one.duty.reference, one.remark) for one in told(*YES, *NO, *UNKNOWN)} == {("", "")}


@pytest.mark.parametrize("said", CLAUSES)
def test_what_may_be_a_clause_is_kept_as_it_is_written(said: str) -> None:
    assert duties.read(said) == duties.Answer(UpdateDuty(Duty.CLAUSE, said))


@pytest.mark.parametrize(
    ("said", "reference"), [("Yes, clause 7", "clause 7"), ("ja: avsnitt 7", "avsnitt 7"), ("Yes (§7)", "§7")]
)
def test_a_yes_before_a_clause_is_no_part_of_its_reference(said: str, reference: str) -> None:
    assert duties.read(said) == duties.Answer(UpdateDuty(Duty.CLAUSE, reference))


@pytest.mark.parametrize(("said", "meant"), ANSWERED.items())
def test_an_answer_with_a_remark_stays_that_answer_and_says_so(said: str, meant: UpdateDuty) -> None:
    answer = duties.read(said)

    assert answer.duty == meant
    assert answer.remark.startswith("which was read as ")


@pytest.mark.parametrize("said", UNCLEAR)
def test_a_word_that_is_neither_an_answer_nor_a_clause_obliges_nobody(said: str) -> None:
    assert duties.read(said) == duties.UNCLEAR


@pytest.mark.parametrize("said", [*YES, *NO, *UNKNOWN, *CLAUSES, *ANSWERED, *UNCLEAR])
def test_the_pages_and_the_gate_command_read_the_duty_alike(said: str) -> None:
    file = written(contract(update_duty=said))

    (draft,) = read(file).drafts
    (judged,), problems = gate_files.read_contracts(file, "c.csv")

    assert not problems
    assert draft.update_duty == judged.update_duty == duties.read(said).duty
    assert len(draft.notes) == len(judged.notes) == bool(duties.read(said).remark)


def test_an_unclear_word_is_named_with_its_column() -> None:
    (draft,) = read(written(contract(update_duty="maybe"))).drafts

    assert draft.notes == (f"Column update_duty: found “maybe”, {duties.UNCLEAR.remark}.",)
