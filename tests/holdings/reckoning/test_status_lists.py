"""Lists of bits: what is packed comes back, the first place is the left-most bit, and bombs stay small."""

import base64
import gzip
import tracemalloc
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonpurchase.holdings.reckoning import status_lists

LEAST = status_lists.MIN_PLACES
#: The empty list that the W3C prints as an example in “Bitstring Status List v1.0”.
EXAMPLE = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"


def text(content: bytes) -> str:
    return "u" + base64.urlsafe_b64encode(content).rstrip(b"=").decode()


@settings(max_examples=25)
@given(st.sets(st.integers(0, LEAST - 1), max_size=30))
def test_what_is_packed_comes_back_bit_by_bit(places: set[int]) -> None:
    bits = status_lists.unpacked(status_lists.packed(places, LEAST))
    read = "".join(f"{byte:08b}" for byte in bits)

    assert {place for place, bit in enumerate(read) if bit == "1"} == places
    assert {place for place in [*places, 0, 7, 8, LEAST - 1] if status_lists.is_set(bits, place)} == places


def test_the_first_place_is_the_left_most_bit() -> None:
    bits = status_lists.unpacked(status_lists.packed([0, 10], LEAST))

    assert bits[:2] == b"\x80\x20"


def test_the_same_list_is_packed_into_the_same_text() -> None:
    assert status_lists.packed([5, 3], LEAST) == status_lists.packed({3, 5}, LEAST)


def test_the_standards_own_example_is_read() -> None:
    assert status_lists.unpacked(EXAMPLE) == bytes(16 * 1024)


@pytest.mark.parametrize("place", [-1, LEAST, 10**12])
def test_a_place_outside_the_list_is_said_not_guessed(place: int) -> None:
    bits = status_lists.unpacked(EXAMPLE)

    with pytest.raises(status_lists.UnreadableListError, match="below 131"):
        status_lists.is_set(bits, place)


@pytest.mark.parametrize("place", [-1, LEAST])
def test_a_place_outside_the_list_cannot_be_packed(place: int) -> None:
    with pytest.raises(status_lists.UnreadableListError, match=f"place {place}"):
        status_lists.packed([place], LEAST)


@pytest.mark.parametrize("size", [0, 8, LEAST - 8, LEAST + 1, status_lists.MAX_PLACES + 8])
def test_a_list_that_the_standard_does_not_allow_is_not_packed(size: int) -> None:
    with pytest.raises(status_lists.UnreadableListError, match="multiple of 8"):
        status_lists.packed([], size)


def test_a_list_that_is_too_short_hides_nobody_and_is_refused() -> None:
    with pytest.raises(status_lists.UnreadableListError, match="at least 131,072"):
        status_lists.unpacked(text(gzip.compress(bytes(16 * 1024 - 1))))


def test_a_bomb_is_refused_without_being_unpacked() -> None:
    packer = zlib.compressobj(level=9, wbits=31)
    bomb = text(b"".join(packer.compress(bytes(2**20)) for _ in range(500)) + packer.flush())
    tracemalloc.start()

    with pytest.raises(status_lists.UnreadableListError, match="more than 16,777,216 places"):
        status_lists.unpacked(bomb)

    assert tracemalloc.get_traced_memory()[1] < 16 * 2**20
    tracemalloc.stop()


def test_the_largest_list_is_read() -> None:
    assert len(status_lists.unpacked(status_lists.packed([1], status_lists.MAX_PLACES))) == 2**21


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("", "begins with u"),
        (EXAMPLE.removeprefix("u"), "begins with u"),
        ("z" + EXAMPLE[1:], "begins with u"),
        (EXAMPLE + "=", "base64url"),
        (EXAMPLE.replace("-", "+"), "base64url"),
        (EXAMPLE[:20] + "\n" + EXAMPLE[20:], "base64url"),
        (EXAMPLE[:20] + "é" + EXAMPLE[20:], "base64url"),
        ("uAB", "one way to write it"),
        (text(b"plain"), "gzip"),
        (text(zlib.compress(bytes(16 * 1024))), "gzip"),
        (text(gzip.compress(bytes(16 * 1024))[:-4]), "one whole piece"),
        (text(gzip.compress(bytes(16 * 1024)) + b"more"), "one whole piece"),
        (text(gzip.compress(bytes(16 * 1024)) * 2), "one whole piece"),
        ("u", "one whole piece"),
    ],
)
def test_a_text_that_is_no_list_is_refused_with_the_reason(written: str, says: str) -> None:
    with pytest.raises(status_lists.UnreadableListError, match=says):
        status_lists.unpacked(written)
