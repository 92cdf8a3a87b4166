"""Texts: what a keyboard gives away, what is quoted, who is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonpurchase.engagement.reckoning.texts import named, names_of, quoted, tidied, words

SOURCE = "Every buyer asks in another format and nobody says why."


@pytest.mark.parametrize(
    "typed", ["He said “late” – twice", "He said „late” — twice\r\n", "  He  said «late» - twice "]
)
def test_keyboards_cannot_be_told_apart(typed: str) -> None:
    assert tidied(typed) == 'He said "late" - twice'


@given(st.text())
def test_what_is_tidied_is_tidy(typed: str) -> None:
    assert tidied(tidied(typed)) == tidied(typed)


def test_a_run_is_found_whatever_its_case_and_punctuation() -> None:
    assert (
        quoted("They said: EVERY buyer asks, in another format.", SOURCE, 5)
        == "every buyer asks in another format"
    )
    assert quoted("Every buyer asks in another way.", SOURCE, 5) == ""


@given(st.lists(st.sampled_from("abcdefgh"), min_size=4, max_size=30), st.integers(0, 25))
def test_every_run_that_is_too_long_is_found(letters: list[str], start: int) -> None:
    text = " ".join(letters)
    run = letters[start : start + 4]

    assert bool(quoted(" ".join(run), text, 3)) == (len(run) == 4)


def test_names_are_found_as_whole_words() -> None:
    assert named("Mr norell, of Fjordby Kommune.", ["Norell", "Fjordby kommune"]) == [
        "Norell",
        "Fjordby kommune",
    ]
    assert named("Norellian ways in Fjordbyen", ["Norell", "Fjordby"]) == []
    assert named("nothing", [""]) == []


def test_a_last_name_counts_alone_unless_it_is_too_short_to_tell() -> None:
    assert names_of("Bob Norell") == ["Bob Norell", "Norell"]
    assert names_of("Alva Ek") == ["Alva Ek"]
    assert words("É, ö!") == ["é", "ö"]
