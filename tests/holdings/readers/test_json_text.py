"""JSON that every program reads alike is read; everything else is refused by its place, all of it at once."""

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonpurchase.holdings.readers import json_text
from commonpurchase.holdings.reckoning import integrity

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | TEXT
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


def problems(content: str | bytes) -> list[str]:
    value, found = json_text.read(content if isinstance(content, bytes) else content.encode(), "a.json")
    assert value is None or not found
    return [str(one) for one in found]


@given(JSON, st.booleans(), st.sampled_from([None, 1, 4]))
def test_what_another_program_wrote_is_read_as_it_meant_it(
    value: Any, escaped: bool, indent: int | None
) -> None:
    content = json.dumps(value, ensure_ascii=escaped, indent=indent).encode()

    read, found = json_text.read(content, "a.json")

    assert not found
    assert integrity.canonical(read) == integrity.canonical(value)


@given(st.binary(max_size=60))
def test_whatever_the_bytes_are_nothing_is_raised(content: bytes) -> None:
    value, found = json_text.read(content, "a.json")

    assert found or integrity.canonical(value)


@given(st.text(alphabet='{}[]",:0123456789eE+-.\\u dtrfalsn', max_size=40))
def test_whatever_the_text_is_nothing_is_raised(content: str) -> None:
    value, found = json_text.read(content.encode(), "a.json")

    assert found or integrity.canonical(value)


def test_every_mistake_is_told_with_its_path() -> None:
    assert problems('{"a": {"b": [1e999, "\\ud800"], "b": [2, 9007199254740992]}, "a\\udc00": NaN}') == [
        "a.json: found half a character in a name; expected whole characters",
        "a.json: found the name “b” more than once at a; expected each name once",
        "a.json: found the number 9007199254740992 at a.b[1]; expected a number of at most 9007199254740991",
        "a.json: found NaN at a\\udc00; expected a number that JSON knows",
    ]


@pytest.mark.parametrize("literal", ["-0", "-0.0", "0e0", "-0e5"])
def test_nothing_is_nothing_however_it_is_written(literal: str) -> None:
    value, _ = json_text.read(f"[{literal}]".encode(), "a.json")

    assert integrity.canonical(value) == b"[0]"
    assert math.copysign(1, value[0]) == 1


@pytest.mark.parametrize(
    "literal", ["9007199254740991", "-9007199254740991", "1e22", "0.1", "1.5e-7", "5e-324"]
)
def test_a_number_that_a_double_holds_is_read(literal: str) -> None:
    assert problems(f"[{literal}]") == []


@pytest.mark.parametrize(
    "literal",
    [
        "9007199254740992",
        "-9007199254740992",
        "1e400",
        "-1e400",
        "1e-400",
        "0.10000000000000000001",
        "1" * 5000,
    ],
)
def test_a_number_that_programs_read_in_two_ways_is_refused(literal: str) -> None:
    (found,) = problems(f"[{literal}]")

    assert f"the number {literal[:40]} at [0]" in found


@pytest.mark.parametrize(("depth", "count"), [(40, 0), (41, 1), (5_000, 1), (400_000, 1)])
def test_brackets_within_brackets_have_an_end(depth: int, count: int) -> None:
    assert len(problems("[" * depth + "1" + "]" * depth)) == count


def test_of_very_many_mistakes_the_first_are_told() -> None:
    assert len(problems("[" + "NaN," * 5_000 + "1]")) == json_text.MAX_PROBLEMS


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ({}, "an object"),
        ([1], "a list"),
        ("a", "“a”"),
        ("x" * 90, f"“{'x' * 60}…”"),
        (None, "null"),
        (True, "true"),
    ],
)
def test_a_value_is_quoted_as_a_person_would(value: object, shown: str) -> None:
    assert json_text.shown(value) == shown
