"""The letters: right language, right tone, nothing that could break the document."""

import io
from datetime import date, timedelta
from uuid import uuid4

import docx
import pytest

from commonpurchase.contracts.facts import (
    Contract,
    Duty,
    Gate,
    GateVerdict,
    LetterKind,
    Model,
    SourcedDate,
    Terms,
    UpdateDuty,
)
from commonpurchase.contracts.writers import letters
from commonpurchase.disclosures.facts import Disclosure, Row
from commonpurchase.organisations.facts import Kind, Organisation, Regime

ON = date(2026, 3, 1)


def _letter(
    language: str = "en", last: date | None = date(2025, 1, 16), notice: date = date(2026, 5, 31)
) -> letters.Letter:
    rows = (Row("Aurelis", "Book 14", "Lantian", "1 Road", "CN", 1, last),) if last else ()
    return letters.Letter(
        contract=Contract(
            "K-17",
            "Ekvik stad",
            "Nordbyte AB",
            end=SourcedDate(date(2026, 8, 31)),
            title="Laptops & screens <2024> {{ 7 * 7 }}",
            update_duty=UpdateDuty(Duty.CLAUSE, "Section 7.2", "The supplier updates the list every year."),
            models=(Model("Aurelis", "Book 14"), Model("Aurelis", "View 27")),
        ),
        gate=Gate(GateVerdict.FAIL, "", notice - timedelta(days=180), notice, last),
        disclosed=Disclosure("Nordbyte AB", rows),
        terms=Terms(180, 365),
        sender=Organisation(
            uuid4(), "Ekvik stad", Kind.BUYER, "SE", "sv", Regime.SWEDEN_TF, True, "Street 1\nEkvik"
        ),
        recipient=Organisation(
            uuid4(), "Nordbyte AB", Kind.RESELLER, "SE", language, Regime.NONE, True, "Box 12"
        ),
        person="Alice Ek",
        written_on=ON,
        reply_days=14,
    )


def _text(letter: letters.Letter, kind: LetterKind) -> str:
    return "\n".join(p.text for p in docx.Document(io.BytesIO(letters.write(letter, kind))).paragraphs)


@pytest.mark.parametrize("kind", LetterKind)
@pytest.mark.parametrize(("language", "day"), [("en", "31 May 2026"), ("sv", "31 maj 2026")])
def test_a_letter_is_in_the_recipients_language(kind: LetterKind, language: str, day: str) -> None:
    text = _text(_letter(language), kind)

    assert day in text
    assert "Aurelis View 27" in text
    assert "{%" not in text


def test_a_letter_to_a_country_whose_language_we_lack_is_in_english() -> None:
    assert "Dear colleagues" in _text(_letter("nl"), LetterKind.PARTNERSHIP)


def test_only_the_formal_letter_quotes_the_clause() -> None:
    clause = "The supplier updates the list every year."

    assert clause in _text(_letter(), LetterKind.FORMAL)
    assert clause not in _text(_letter(), LetterKind.PARTNERSHIP)


def test_what_somebody_wrote_into_a_title_stays_text() -> None:
    assert "Laptops & screens <2024> {{ 7 * 7 }}" in _text(_letter(), LetterKind.PARTNERSHIP)


@pytest.mark.parametrize(
    ("kind", "language", "asked", "earlier"),
    [
        (LetterKind.PARTNERSHIP, "en", "a first list by 31 May 2026", ("update", "told us before")),
        (LetterKind.PARTNERSHIP, "sv", "en första lista senast 31 maj 2026", ("uppdatering", "tidigare")),
        (LetterKind.FORMAL, "en", "a complete disclosure by 31 May 2026", ("last update", "earlier row")),
        (LetterKind.FORMAL, "sv", "fullständiga uppgifter senast 31 maj 2026", ("senaste", "tidigare")),
    ],
)
def test_a_supplier_that_said_nothing_is_asked_for_a_first_list(
    kind: LetterKind, language: str, asked: str, earlier: tuple[str, ...]
) -> None:
    first, later = (_text(_letter(language, last), kind) for last in (None, date(2025, 1, 16)))

    assert asked in first
    assert [words for words in earlier if words in first] == []
    assert all(words in later for words in earlier)
    assert asked not in later


def test_after_the_notice_date_the_reply_time_counts_from_the_letter() -> None:
    late = _letter(notice=ON - timedelta(days=3))

    assert letters.needed_by(late) == date(2026, 3, 15)
    assert "15 March 2026" in _text(late, LetterKind.FORMAL)


def test_current_data_needs_no_update() -> None:
    current = _letter(last=date(2026, 2, 1))

    assert letters.needed_by(current) is None
    assert "thank you" in _text(current, LetterKind.PARTNERSHIP)


def test_one_row_is_spoken_of_as_one() -> None:
    assert "The one row we hold from you is more than 365 days old." in _text(
        _letter(), LetterKind.PARTNERSHIP
    )
    assert "Den enda rad som vi har från er är äldre än 365 dagar." in _text(_letter("sv"), LetterKind.FORMAL)
