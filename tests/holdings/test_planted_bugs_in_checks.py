"""Each planted bug spoils one step of the check; the table of hostile files must show it.

The control of `test_hostile_files`: a table that lets one of these live proves nothing.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta, timezone
from hashlib import sha256
from typing import Any

import pytest

from commonpurchase.holdings.facts.attestations import (
    STANDARD,
    STATUS_LIST,
    Credential,
    Examined,
    Standing,
    Status,
)
from commonpurchase.holdings.readers import credentials, fields, json_text
from commonpurchase.holdings.reckoning import checks, integrity, keys, status_lists
from commonpurchase.holdings.rules import signatures
from commonpurchase.vocabulary.findings import Finding, met
from tests.holdings import hostile, signing

Patch = pytest.MonkeyPatch

TRUE_EXAMINE, TRUE_TOLD, TRUE_IS_SET = checks.examine, checks._told, status_lists.is_set
TRUE_KIND = signatures.it_is_signed_in_a_way_that_is_read
TRUE_KEY, TRUE_BEGUN = signatures.the_key_is_the_issuers, signatures.it_has_begun
TRUE_ENDED, TRUE_RELIED = signatures.it_has_not_ended, checks._must_be_relied_on


def always(rule: str) -> Callable[[Patch], None]:
    """A rule that is met whatever it is asked."""
    return lambda patch: patch.setattr(signatures, rule, lambda *_: met("always"))


def blind(**to: Any) -> Callable[[Patch], None]:
    """The kind of signature is judged as if its proof said this."""

    def kind(examined: Examined) -> Finding:
        proof = replace(examined.credential.proof, **to)
        return TRUE_KIND(replace(examined, credential=replace(examined.credential, proof=proof)))

    return lambda patch: patch.setattr(signatures, TRUE_KIND.__name__, kind)


def any_kind_of_status(patch: Patch) -> None:
    def kind(examined: Examined) -> Finding:
        return TRUE_KIND(replace(examined, credential=replace(examined.credential, statuses=())))

    patch.setattr(signatures, TRUE_KIND.__name__, kind)


def believes_every_list(patch: Patch) -> None:
    patch.setattr(checks, "_must_be_relied_on", lambda *_: None)


def list_as(change: Callable[[Credential], Credential]) -> Callable[[Patch], None]:
    """A list is judged as if it said something else."""

    def relied(listed: Credential, credential: Credential, *rest: Any) -> None:
        TRUE_RELIED(change(listed), credential, *rest)

    return lambda patch: patch.setattr(checks, "_must_be_relied_on", relied)


def takes_a_list_of_anybody(patch: Patch) -> None:
    def relied(listed: Credential, credential: Credential, *rest: Any) -> None:
        TRUE_RELIED(listed, replace(credential, issuer=listed.issuer), *rest)

    patch.setattr(checks, "_must_be_relied_on", relied)


def takes_any_list(patch: Patch) -> None:
    def told(entry: Any, credential: Any, at: Any, lists: Any, known: str) -> Status:
        return TRUE_TOLD(entry, credential, at, [replace(one, id=entry.list_id) for one in lists], known)

    patch.setattr(checks, "_told", told)


def unknown_is_well(patch: Patch) -> None:
    def told(*given: Any) -> Status:
        status = TRUE_TOLD(*given)
        revoked = status.standing is Standing.REVOKED
        return status if revoked else replace(status, standing=Standing.NOT_REVOKED)

    patch.setattr(checks, "_told", told)


def only_the_first_status(patch: Patch) -> None:
    patch.setattr(status_lists, "is_set", lambda bits, index: TRUE_IS_SET(bits, min(index, 131_071)))


def right_most_bit_first(patch: Patch) -> None:
    patch.setattr(status_lists, "is_set", lambda bits, index: TRUE_IS_SET(bits, index ^ 7))


def one_place_off(patch: Patch) -> None:
    patch.setattr(status_lists, "is_set", lambda bits, index: TRUE_IS_SET(bits, max(0, index - 1)))


def unpacks_everything(patch: Patch) -> None:
    patch.setattr(status_lists, "MAX_PLACES", 2**40)


def hashes_the_document_only(patch: Patch) -> None:
    patch.setattr(integrity, "hash_data", lambda document, _: sha256(integrity.canonical(document)).digest())


def forgets_the_contexts(patch: Patch) -> None:
    """As the standard has it: the proof's contexts stand in for the document's."""
    true = integrity.holds

    def holds(document: Any, proof: Any, *rest: Any) -> bool:
        return true({**document, "@context": proof.get("@context")}, proof, *rest)

    patch.setattr(integrity, "holds", holds)


def takes_the_issuers_word(patch: Patch) -> None:
    def key(examined: Examined, known_key: str) -> Finding:
        issuer = replace(examined.credential.issuer, id=examined.signer)
        believed = replace(examined, credential=replace(examined.credential, issuer=issuer))
        return TRUE_KEY(believed, known_key)

    patch.setattr(signatures, TRUE_KEY.__name__, key)


def lets_composed_letters_pass(patch: Patch) -> None:
    true = integrity.canonical
    patch.setattr(
        integrity, "canonical", lambda value: unicodedata.normalize("NFC", true(value).decode()).encode()
    )


class Forgetful(json_text._Object):
    """An object that does not remember which names stood in it twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.twice = []


def last_name_wins(patch: Patch) -> None:
    patch.setattr(json_text, "_Object", Forgetful)


def rounds_numbers(patch: Patch) -> None:
    patch.setattr(json_text, "_number", lambda literal: min(float(literal), 1e300))


def reads_the_first_letter_of_a_signature_twice(patch: Patch) -> None:
    patch.setattr(keys, "from_multibase", lambda text: keys.from_base58(text[1:]))


WEST = timezone(timedelta(hours=-2))

PLANTED: dict[str, Callable[[Patch], None]] = {
    "every signature holds": lambda patch: patch.setattr(integrity, "holds", lambda *_: True),
    "the proof's options are not signed": hashes_the_document_only,
    "contexts may be added": forgets_the_contexts,
    "whatever key signs is the issuer's": always("the_key_is_the_issuers"),
    "whoever signs is the issuer": takes_the_issuers_word,
    "the key that is known is not asked": lambda patch: patch.setattr(
        signatures, TRUE_KEY.__name__, lambda examined, _: TRUE_KEY(examined, "")
    ),
    "keys that anybody can sign for": lambda patch: patch.setattr(keys, "_SMALL", set()),
    "any fragment of a key": lambda patch: patch.setattr(
        keys, "did_in", lambda method: method.partition("#")[0] if method.startswith("did:key:") else ""
    ),
    "any multibase": reads_the_first_letter_of_a_signature_twice,
    "a signature of any length": lambda patch: patch.setattr(keys, "signature", keys.from_multibase),
    "it never begins too late": always("it_has_begun"),
    "it begins a moment late": lambda patch: patch.setattr(
        signatures, TRUE_BEGUN.__name__, lambda one, at: TRUE_BEGUN(one, at - hostile.SECOND)
    ),
    "it never ends": always("it_has_not_ended"),
    "it ends a moment late": lambda patch: patch.setattr(
        signatures, TRUE_ENDED.__name__, lambda one, at: TRUE_ENDED(one, at - hostile.SECOND)
    ),
    "the signature's own end": lambda patch: patch.setattr(
        signatures,
        TRUE_ENDED.__name__,
        lambda one, at: TRUE_ENDED(replace(one, proof=replace(one.proof, expires=None)), at),
    ),
    "several signatures": blind(number=1),
    "a chain of signatures": blind(chained=False),
    "any purpose": blind(purpose="assertionMethod"),
    "any cryptosuite": blind(kind="DataIntegrityProof", suite="eddsa-jcs-2022"),
    "any version": lambda patch: patch.setattr(credentials, "_first_context", lambda _: STANDARD),
    "any kind of status": any_kind_of_status,
    "every list is believed": believes_every_list,
    "a list of another issuer": takes_a_list_of_anybody,
    "a list that has ended": list_as(lambda listed: replace(listed, valid_until=signing.utc(2099, 1, 1))),
    "a list still to come": list_as(lambda listed: replace(listed, valid_from=None)),
    "a list of any kind": list_as(lambda listed: replace(listed, kinds=(STATUS_LIST,))),
    "any list for the one that is named": takes_any_list,
    "not known is well": unknown_is_well,
    "the last place for every one beyond": only_the_first_status,
    "the right-most bit first": right_most_bit_first,
    "one place off": one_place_off,
    "a bomb is unpacked": unpacks_everything,
    "the last of two names wins": last_name_wins,
    "numbers are rounded": rounds_numbers,
    "letters are composed": lets_composed_letters_pass,
    "moments without a zone are local": lambda patch: patch.setattr(fields, "UTC", WEST),
}


def deviating() -> list[str]:
    return [name for name, (case, expected) in hostile.CASES.items() if case() != expected]


def test_without_a_bug_nothing_deviates() -> None:
    assert deviating() == []


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_bug_is_found(name: str, monkeypatch: Patch) -> None:
    PLANTED[name](monkeypatch)

    assert deviating() != []
