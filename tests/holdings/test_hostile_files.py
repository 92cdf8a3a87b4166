"""What somebody may do to a signed file, and what the check must say of each; no bit is without effect."""

import gzip
import json
import time
from collections.abc import Iterator

import pytest

from commonpurchase.holdings.readers import json_text
from tests.holdings import hostile, signing


@pytest.mark.parametrize("name", hostile.CASES)
def test_a_file_is_judged_as_it_must_be(name: str) -> None:
    case, expected = hostile.CASES[name]

    assert case() == expected


def test_every_outcome_is_reached() -> None:
    assert {expected for _, expected in hostile.CASES.values()} == {
        "valid", "unsupported", "tampered", "unknown issuer key", "revoked", "not yet valid", "expired",
        "status not checked", "bad input",
    }  # fmt: skip


def flipped(content: bytes) -> Iterator[bytes]:
    for place in range(len(content)):
        for bit in range(8):
            yield content[:place] + bytes([content[place] ^ 1 << bit]) + content[place + 1 :]


def test_no_bit_can_be_flipped_unnoticed() -> None:
    content = signing.attested()

    assert signing.outcome(content) == "valid"
    for other in flipped(content):
        assert signing.outcome(other) != "valid", other


def test_no_bit_of_a_status_list_can_be_flipped_unnoticed() -> None:
    content, listed = signing.attested(signing.LISTED), signing.listing()

    for other in flipped(listed):
        assert signing.outcome(content, other) in {"status not checked", "bad input"}, other


def test_cutting_or_doubling_any_byte_is_noticed_unless_it_means_the_same() -> None:
    content = signing.attested()
    for place in range(len(content)):
        for other in (
            content[:place],
            content[:place] + content[place + 1 :],
            content[: place + 1] + content[place:],
        ):
            if signing.outcome(other) == "valid":
                assert json.loads(other) == json.loads(content)


def test_a_file_written_another_way_means_the_same_and_is_valid() -> None:
    document = signing.document()
    backwards = dict(reversed(document.items()))

    assert signing.outcome(json.dumps(backwards, ensure_ascii=True, indent=8).encode()) == "valid"
    assert signing.outcome(b"\xef\xbb\xbf" + signing.attested()) == "valid"


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 500_000 + b"]" * 500_000,
        b'{"a":' * 150_000 + b"1" + b"}" * 150_000,
        b'{"type":"VerifiableCredential","a":' + b"9" * 1_000_000 + b"}",
        b'{"type":"VerifiableCredential","a":1e' + b"9" * 1_000_000 + b"}",
        b'{"type":"VerifiableCredential","a":0.' + b"1" * 1_000_000 + b"}",
        b"[" + b"1," * 500_000 + b"1]",
        b'{"' + b'a":1,"' * 170_000 + b'b":1}',
        signing.attested().replace(b'"proofValue": "z', b'"proofValue": "z' + b"2" * 1_000_000),
        signing.attested().replace(b"did:key:z", b"did:key:z" + b"2" * 300_000),
        gzip.compress(bytes(2**20)),
        bytes(json_text.MAX_FILE + 1),
    ],
    ids=[
        "lists",
        "objects",
        "digits",
        "exponent",
        "fraction",
        "many",
        "twice",
        "proof",
        "key",
        "gzip",
        "big",
    ],
)
def test_a_large_file_takes_no_time(content: bytes) -> None:
    started = time.process_time()

    assert signing.outcome(content) == "bad input"
    assert time.process_time() - started < 5
