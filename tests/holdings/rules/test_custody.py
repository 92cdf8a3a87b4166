"""Ten questions, no score: one wrong or missing answer is enough."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from commonpurchase.holdings.facts.custody import Basis, CustodyAnswer, CustodyStatement
from commonpurchase.holdings.readers import policy
from commonpurchase.holdings.rules import custody
from commonpurchase.vocabulary.findings import Verdict

ON = date(2026, 3, 1)
QUESTIONS = policy.questions(ON)
NUMBERS = [question.number for question in QUESTIONS.asked]
RIGHT = {question.number: CustodyAnswer(question.supports[0]) for question in QUESTIONS.asked}
ANSWERS = RIGHT | {8: CustodyAnswer("no", "Articles of association, § 2", date(2026, 3, 1))}
STATEMENT = CustodyStatement(
    custodian=UUID(int=1),
    programme=UUID(int=2),
    version=3,
    questions_version=QUESTIONS.version,
    answers=ANSWERS,
    signed_by="Nadia Holm",
    signed_on=date(2026, 2, 1),
    published_on=date(2026, 2, 2),
)
WRONG = [
    (question.number, option)
    for question in QUESTIONS.asked
    for option in question.options
    if option not in question.supports
]


def test_ten_right_answers_make_it_a_purpose_of_its_own() -> None:
    judged = custody.basis_of_programme(QUESTIONS, STATEMENT, ON)

    assert judged.basis is Basis.OWN_PURPOSE
    assert "signed by Nadia Holm on 1 February 2026" in judged.because


@pytest.mark.parametrize(("number", "answer"), WRONG)
def test_any_wrong_answer_makes_it_on_behalf_and_is_named(number: int, answer: str) -> None:
    answers = ANSWERS | {number: replace(ANSWERS[number], answer=answer)}

    judged = custody.basis(QUESTIONS, answers, ON)

    assert judged.basis is Basis.ON_BEHALF
    assert f"question {number} (" in judged.because
    assert answer in judged.because
    assert custody.every_answer_supports_a_purpose_of_its_own(QUESTIONS, answers).verdict is Verdict.NOT_MET


@pytest.mark.parametrize("number", NUMBERS)
def test_any_missing_answer_makes_it_on_behalf_and_is_named(number: int) -> None:
    for answers in (
        {key: one for key, one in ANSWERS.items() if key != number},
        ANSWERS | {number: CustodyAnswer(" ")},
    ):
        judged = custody.basis(QUESTIONS, answers, ON)

        assert judged.basis is Basis.ON_BEHALF
        assert f"{number} (unanswered)" in judged.because
        found = custody.every_question_is_answered(QUESTIONS, answers, ON)
        assert found.verdict is Verdict.NOT_ASSESSABLE


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("other", NUMBERS)
def test_every_wrong_and_every_missing_answer_is_named_at_once(number: int, other: int) -> None:
    answers = ANSWERS | {number: replace(ANSWERS[number], answer="something else"), other: CustodyAnswer("")}

    because = custody.basis(QUESTIONS, answers, ON).because

    assert f"{other} (unanswered)" in because
    assert number == other or f"{number} (" in because.partition("No answer that counts")[0]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (CustodyAnswer("no"), "without evidence and a day to review it"),
        (CustodyAnswer("no", "Articles"), "without evidence and a day to review it"),
        (CustodyAnswer("no", " ", date(2027, 1, 1)), "without evidence and a day to review it"),
        (CustodyAnswer("no", "Articles", date(2026, 2, 28)), "due for review since 28 February 2026"),
    ],
)
def test_whether_the_custodian_is_itself_open_to_requests_needs_evidence_that_holds(
    answer: CustodyAnswer, said: str
) -> None:
    judged = custody.basis(QUESTIONS, ANSWERS | {8: answer}, ON)

    assert judged.basis is Basis.ON_BEHALF
    assert f"8 ({said})" in judged.because


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"signed_by": " "}, "is not signed"),
        ({"signed_on": None}, "is not signed"),
        ({"signed_on": date(2026, 3, 2)}, "is not signed"),
        ({"published_on": None}, "is not published"),
        ({"published_on": date(2026, 3, 2)}, "is not published"),
        ({"questions_version": "0"}, "answers the questions in version 0"),
    ],
)
def test_a_statement_counts_once_signed_published_and_on_the_questions_that_hold(
    change: dict[str, object], said: str
) -> None:
    judged = custody.basis_of_programme(QUESTIONS, replace(STATEMENT, **change), ON)  # type: ignore[arg-type]

    assert judged.basis is Basis.ON_BEHALF
    assert said in judged.because


def test_a_statement_counts_from_the_day_it_is_signed_and_published() -> None:
    today = replace(STATEMENT, signed_on=ON, published_on=ON)

    assert custody.the_statement_is_signed_and_published(today, ON).verdict is Verdict.MET


def test_a_statement_on_other_questions_is_not_assessable() -> None:
    old = replace(STATEMENT, questions_version="0")

    found = custody.the_statement_answers_the_questions_asked_now(QUESTIONS, old)

    assert found.verdict is Verdict.NOT_ASSESSABLE


def test_a_missing_answer_is_not_said_to_be_a_wrong_one() -> None:
    answers = ANSWERS | {3: CustodyAnswer(" ")}

    assert custody.every_answer_supports_a_purpose_of_its_own(QUESTIONS, answers).verdict is Verdict.MET


def test_without_a_statement_it_is_on_behalf() -> None:
    assert custody.basis_of_programme(QUESTIONS, None, ON).basis is Basis.ON_BEHALF
