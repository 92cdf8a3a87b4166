"""Keys as text: one text for each key and one key for each text, worked out in two ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonpurchase.holdings.reckoning import keys
from tests.holdings import curve, signing

BYTES = st.binary(max_size=70)


def base58(content: bytes) -> str:
    """Base58 digit by digit, as one does long division by hand."""
    zeros = 0
    while zeros < len(content) and content[zeros] == 0:
        zeros += 1
    digits = [0]
    for byte in content:
        carry = byte
        for place, digit in enumerate(digits):
            carry += digit * 256
            digits[place], carry = carry % 58, carry // 58
        while carry:
            digits.append(carry % 58)
            carry //= 58
    while digits and digits[-1] == 0:
        digits.pop()
    return "1" * zeros + "".join(keys.ALPHABET[digit] for digit in reversed(digits))


@given(BYTES)
def test_base58_is_what_long_division_gives_and_comes_back(content: bytes) -> None:
    text = keys.to_base58(content)

    assert text == base58(content)
    assert keys.from_base58(text) == content


@given(st.text(alphabet=keys.ALPHABET, max_size=keys.MAX_TEXT))
def test_every_base58_text_is_the_only_one_for_its_bytes(text: str) -> None:
    assert keys.to_base58(keys.from_base58(text)) == text


@pytest.mark.parametrize("letter", [*"0OIl", " ", "\n", "é", "٣", "_"])
def test_a_letter_outside_the_alphabet_is_refused(letter: str) -> None:
    with pytest.raises(keys.UnreadableKeyError, match="base58"):
        keys.from_base58(f"abc{letter}def")


def test_a_text_that_takes_long_to_decode_is_refused() -> None:
    with pytest.raises(keys.UnreadableKeyError, match="at most 128"):
        keys.from_base58("2" * 129)


@given(st.binary(min_size=32, max_size=32))
def test_a_seed_gives_the_public_key_that_the_curve_gives(seed: bytes) -> None:
    assert keys.public_of(seed) == curve.public_of(seed)


@given(st.binary(min_size=32, max_size=32))
def test_a_did_key_leads_back_to_its_key(seed: bytes) -> None:
    did = keys.did_of(keys.public_of(seed))

    assert did.startswith("did:key:z6Mk")
    assert keys.public_key(did) == keys.public_of(seed)
    assert keys.did_in(keys.method_of(did)) == did
    assert keys.seed_of(keys.to_multibase(keys.SECRET + seed)) == seed


@pytest.mark.parametrize("point", sorted(curve.of_small_order()))
def test_a_key_that_anybody_can_sign_for_is_refused(point: curve.Point) -> None:
    for sign in (0, 1):
        y = point[1] | sign << 255
        with pytest.raises(keys.OtherKeyError, match="anybody can sign for"):
            keys.public_key(keys.did_of(y.to_bytes(32, "little")))


@pytest.mark.parametrize("over", range(19))
def test_a_key_written_in_a_second_way_is_refused(over: int) -> None:
    with pytest.raises(keys.OtherKeyError):
        keys.public_key(keys.did_of((curve.P + over).to_bytes(32, "little")))


@pytest.mark.parametrize(
    ("prefix", "body", "says"),
    [
        (b"\xec\x01", 32, "another kind"),
        (b"\x80\x24", 33, "another kind"),
        (b"\xed", 32, "another kind"),
        (b"\xed\x01", 31, "31 bytes"),
        (b"\xed\x01", 33, "33 bytes"),
        (b"\xed\x01", 0, "0 bytes"),
        (b"", 0, "another kind"),
    ],
)
def test_a_did_key_of_another_kind_or_length_is_refused(prefix: bytes, body: int, says: str) -> None:
    with pytest.raises(keys.UnreadableKeyError, match=says):
        keys.public_key("did:key:" + keys.to_multibase(prefix + b"\x07" * body))


@pytest.mark.parametrize(
    "text", ["", "did:web:vakt.example", "z6MkehRgf7yJbgaGfYsdoAsKdBPE3dj2CYhowQdcjqSJgvVd"]
)
def test_what_is_no_did_key_is_refused(text: str) -> None:
    with pytest.raises(keys.UnreadableKeyError, match="did:key"):
        keys.public_key(text)


@pytest.mark.parametrize("beginning", ["", "u", "m", "f", "Z", "M"])
def test_another_multibase_is_refused(beginning: str) -> None:
    with pytest.raises(keys.UnreadableKeyError, match="begins with z"):
        keys.from_multibase(beginning + "2222" if beginning else "")


@pytest.mark.parametrize("length", [0, 63, 65])
def test_a_signature_has_64_bytes(length: int) -> None:
    with pytest.raises(keys.UnreadableKeyError, match="64 bytes"):
        keys.signature(keys.to_multibase(b"\x07" * length))


@pytest.mark.parametrize("fragment", ["", "#", "#key-1", f"#{signing.CHARLIE.removeprefix('did:key:')}"])
def test_a_did_key_has_no_other_key_than_its_own(fragment: str) -> None:
    with pytest.raises(keys.UnreadableKeyError):
        keys.did_in(signing.DID + fragment)


def test_a_method_of_another_kind_belongs_to_no_did_key() -> None:
    assert keys.did_in("did:web:vakt.example#key-1") == ""


def test_what_is_no_secret_key_is_refused() -> None:
    with pytest.raises(keys.UnreadableKeyError, match="private key"):
        keys.seed_of(signing.DID.removeprefix("did:key:"))
