"""For whom a custodian holds a programme's data: ten questions, and no score (sharing.md §1.2)."""

from collections.abc import Iterator, Mapping
from datetime import date

from commonpurchase.holdings.facts.custody import (
    Basis,
    CustodyAnswer,
    CustodyStatement,
    Judged,
    Question,
    Questions,
)
from commonpurchase.vocabulary.findings import Finding, Verdict, cites, met, not_assessable, not_met
from commonpurchase.vocabulary.periods import in_words

Answers = Mapping[int, CustodyAnswer]
UNSIGNED = "There is no custody statement."


@cites("common-purchase/custody.1")
def every_question_is_answered(questions: Questions, answers: Answers, on: date) -> Finding:
    """Each question has an answer and, where one is asked for, evidence that is not due for review."""
    missing = [f"{question.number} ({why})" for question, why in _missing(questions, answers, on)]
    if missing:
        return not_assessable(f"No answer that counts to question {', '.join(missing)}.")
    return met(f"All {len(questions.asked)} questions are answered.")


@cites("common-purchase/custody.1")
def every_answer_supports_a_purpose_of_its_own(questions: Questions, answers: Answers) -> Finding:
    """No answer says that a buyer stands behind the collecting."""
    wrong = [
        f"{question.number} ({question.asks} {answers[question.number].answer})"
        for question in questions.asked
        if _is_wrong(question, answers)
    ]
    if wrong:
        return not_met(f"The answer does not support it to question {', '.join(wrong)}.")
    return met("No answer speaks against a purpose of the custodian's own.")


@cites("common-purchase/custody.2")
def the_statement_is_signed_and_published(statement: CustodyStatement, on: date) -> Finding:
    """A person of the custodian signed this version, and it was published."""
    if not statement.signed_by.strip() or statement.signed_on is None or statement.signed_on > on:
        return not_met(f"Version {statement.version} of the custody statement is not signed.")
    if statement.published_on is None or statement.published_on > on:
        return not_met(f"Version {statement.version} of the custody statement is not published.")
    return met(
        f"Version {statement.version} was signed by {statement.signed_by} on {in_words(statement.signed_on)}."
    )


@cites("common-purchase/custody.1")
def the_statement_answers_the_questions_asked_now(
    questions: Questions, statement: CustodyStatement
) -> Finding:
    """The numbers mean the same questions: the statement answers the version that holds."""
    if statement.questions_version != questions.version:
        return not_assessable(
            f"The statement answers the questions in version {statement.questions_version}; "
            f"the version that holds is {questions.version}."
        )
    return met(f"It answers the questions in version {questions.version}.")


def basis(questions: Questions, answers: Answers, on: date) -> Judged:
    """The basis that ten answers give; any wrong or missing one makes it on behalf."""
    return _judged(
        [
            every_answer_supports_a_purpose_of_its_own(questions, answers),
            every_question_is_answered(questions, answers, on),
        ]
    )


def basis_of_programme(questions: Questions, statement: CustodyStatement | None, on: date) -> Judged:
    """The basis of a programme: its statement is signed, published, current, and answers all ten right."""
    if statement is None:
        return Judged(Basis.ON_BEHALF, UNSIGNED)
    return _judged(
        [
            the_statement_is_signed_and_published(statement, on),
            the_statement_answers_the_questions_asked_now(questions, statement),
            every_answer_supports_a_purpose_of_its_own(questions, statement.answers),
            every_question_is_answered(questions, statement.answers, on),
        ]
    )


def _judged(findings: list[Finding]) -> Judged:
    against = [finding.because for finding in findings if finding.verdict is not Verdict.MET]
    if against:
        return Judged(Basis.ON_BEHALF, " ".join(against))
    return Judged(Basis.OWN_PURPOSE, " ".join(finding.because for finding in findings))


def _missing(questions: Questions, answers: Answers, on: date) -> Iterator[tuple[Question, str]]:
    for question in questions.asked:
        given = answers.get(question.number, CustodyAnswer(""))
        if not given.answer.strip():
            yield question, "unanswered"
        elif question.needs_evidence and (not given.evidence.strip() or given.review_on is None):
            yield question, "without evidence and a day to review it"
        elif given.review_on is not None and given.review_on < on:
            yield question, f"due for review since {in_words(given.review_on)}"


def _is_wrong(question: Question, answers: Answers) -> bool:
    given = answers.get(question.number)
    return given is not None and given.answer.strip() != "" and given.answer not in question.supports


RULES = [
    every_question_is_answered,
    every_answer_supports_a_purpose_of_its_own,
    the_statement_is_signed_and_published,
    the_statement_answers_the_questions_asked_now,
]
