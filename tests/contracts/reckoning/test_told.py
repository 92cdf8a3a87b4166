"""What is told of a list's columns is understood as the page would, or named as a mistake."""

import pytest

from commonpurchase.contracts.facts import Column, Layout, Mapping
from commonpurchase.contracts.reckoning import fields
from commonpurchase.contracts.reckoning.told import Words, in_words, incomplete, mapped, understood

WHOLE = {"Nr": "reference", "Kund": "buyer", "Motpart": "supplier"}


def layout(*unread: str, **said: str) -> Layout:
    columns = (*(Column(heading, name) for heading, name in WHOLE.items()), *map(Column, unread))
    return Layout("", 1, columns, "|", Mapping(WHOLE, **said))


@pytest.mark.parametrize("written", ["Contract number", "contract  NUMBER", "reference"])
def test_a_field_is_known_by_its_label_or_its_name(written: str) -> None:
    assert understood(Words([f"Stuk = {written}"])).columns == {"Stuk": "reference"}


def test_every_field_that_the_page_offers_can_be_told() -> None:
    words = [f"{name}={label}" for name, label in fields.LABELS.items()]

    told = understood(Words(words))

    assert told.mistakes == ()
    assert told.columns == {name: name for name in fields.LABELS}


def test_a_heading_may_hold_an_equals_sign() -> None:
    assert understood(Words(["Pris (1=kr)=Value"])).columns == {"Pris (1=kr)": "value"}


@pytest.mark.parametrize(
    ("words", "mistake"),
    [
        (Words(["Stuk"]), "--column: found “Stuk”; expected HEADING=FIELD, such as"),
        (Words(["=Value"]), "--column: found “=Value”; expected HEADING=FIELD"),
        (Words(["Stuk="]), "--column: found “Stuk=”; expected HEADING=FIELD"),
        (
            Words(["Stuk=colour"]),
            "--column: found the field “colour”; expected one of Contract number, Buyer,",
        ),
        (Words(["Stuk=Value", "Stuk=Title"]), "--column: found “Stuk” more than once"),
        (Words(own="us"), "--own: found “us”; expected buyer or supplier"),
        (
            Words(currency="kr"),
            "--currency: found “kr”; expected three letters, such as SEK, NOK, GBP or EUR",
        ),
        (Words(currency="åäö"), "--currency: found “åäö”"),
        (Words(day_order="dmy"), "--day-order: found “dmy”; expected day first or month first"),
        (Words(decimal_mark=";"), "--decimal-mark: found “;”; expected a comma or a full stop"),
    ],
)
def test_what_says_nothing_is_named(words: Words, mistake: str) -> None:
    (found,) = understood(words).mistakes

    assert found.startswith(mistake)


def test_what_is_not_told_stays_as_it_is_read_now() -> None:
    told = understood(Words(["Belopp=Value"], day_order="Day-first"))

    mapping, mistakes = mapped(layout("Belopp", currency="SEK", decimal_mark=","), told)

    assert mistakes == []
    assert mapping == Mapping({**WHOLE, "Belopp": "value"}, "", "SEK", "day first", ",")


def test_an_empty_word_takes_back_what_was_told() -> None:
    told = understood(Words(own="", currency="", day_order="", decimal_mark=""))

    mapping, _ = mapped(layout(currency="SEK", day_order="day first", decimal_mark=","), told)

    assert told.mistakes == ()
    assert mapping == Mapping(WHOLE)
    assert told.options == ("--own", "--currency", "--day-order", "--decimal-mark")


def test_a_party_that_is_always_our_own_needs_its_column_not_read() -> None:
    twice, mistakes = mapped(layout(), understood(Words(own="buyer")))
    assert mistakes == ["Buyer is chosen 2 times (Kund; no column, your own organisation); choose it once."]
    assert twice.own == "buyer"

    mapping, mistakes = mapped(layout(), understood(Words(["kund=not read"], own="Buyer")))
    assert mistakes == []
    assert mapping == Mapping({"Nr": "reference", "Motpart": "supplier"}, "buyer")


def test_a_column_is_found_as_it_is_written_before_any_other_case() -> None:
    mapping, _ = mapped(layout("PRIS", "Pris"), understood(Words(["Pris=Value"])))

    assert "PRIS" not in mapping.columns
    assert mapping.columns["Pris"] == "value"


def test_two_columns_that_differ_in_punctuation_only_are_told_apart() -> None:
    told = understood(Words(["A-B=Value", "A B=Title"]))

    mapping, mistakes = mapped(layout("A B", "A-B"), told)

    assert mistakes == []
    assert mapping.columns == {**WHOLE, "A-B": "value", "A B": "title"}


def test_a_spelling_that_fits_two_columns_or_one_twice_is_named() -> None:
    _, either = mapped(layout("A B", "A-B"), understood(Words(["a_b=Value"])))
    _, twice = mapped(layout("A B"), understood(Words(["A-B=Value", "a b=Title"])))

    assert either == ["--column: found no column “a_b”; expected one of Nr, Kund, Motpart, A B, A-B"]
    assert twice == ["--column: found “a b” more than once; expected each heading once"]


def test_a_heading_that_a_table_lacks_is_not_told_again_as_a_missing_field() -> None:
    told = understood(Words(["Nr=Not read", "Numer=Contract number", "Motpart=Not read"]))

    assert mapped(layout(), told)[1] == [
        "--column: found no column “Numer”; expected one of Nr, Kund, Motpart",
        "Choose a column for supplier.",
    ]


def test_what_could_not_be_understood_is_not_told_again_as_a_missing_field() -> None:
    assert mapped(layout(), understood(Words(["Nr=Not read", "Numer"])))[1] == []


def test_a_mapping_is_whole_when_each_required_field_is_chosen_once() -> None:
    assert incomplete(Mapping(WHOLE)) == []
    assert incomplete(Mapping({"Nr": "reference", "Kund": "", "Motpart": "supplier"}, own="buyer")) == []
    assert incomplete(Mapping({"Nr": "reference"})) == [
        "Choose a column for buyer.",
        "Choose a column for supplier.",
    ]


def test_what_was_told_of_the_whole_file_is_said_in_words() -> None:
    assert in_words(Mapping(), "Ekvik stad") == []
    assert in_words(Mapping({}, "buyer", "SEK", "month first", "."), "Ekvik stad") == [
        "the buyer is always Ekvik stad",
        "amounts that name no currency are in SEK",
        "where no day shows its order: month first",
        "where no amount shows it: a full stop divides decimals",
    ]
