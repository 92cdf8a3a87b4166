"""A signed file examined and judged: its signature, its issuer's key, its period, its status."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from commonpurchase.holdings.facts.attestations import (
    LIST_OF_BITS,
    STATUS_LIST,
    Answer,
    Credential,
    Examined,
    Outcome,
    Standing,
    Status,
    StatusEntry,
)
from commonpurchase.holdings.reckoning import integrity, keys, status_lists
from commonpurchase.holdings.rules import attestations, signatures
from commonpurchase.vocabulary.findings import Finding, Verdict
from commonpurchase.vocabulary.places import Problem


def examine(credential: Credential) -> Examined:
    """The credential with whose key it is signed, and whether the signature fits."""
    proof = credential.proof
    signer = keys.did_in(proof.method)
    if not signer or not proof.signature:
        return Examined(credential, signer, None)
    try:
        public = keys.public_key(signer)
    except keys.OtherKeyError as other:
        return Examined(credential, signer, None, other.found)
    written = credential.document["proof"]
    options = written[0] if isinstance(written, list) else written
    return Examined(
        credential, signer, integrity.holds(credential.document, options, proof.signature, public)
    )


def check(
    credential: Credential,
    at: datetime,
    *,
    lists: Sequence[Credential] = (),
    known_key: str = "",
    problems: Sequence[Problem] = (),
) -> Answer:
    """What a credential is worth at a moment, and why.

    `lists` are status lists that were given with it, `known_key` the did:key that its issuer is known
    by (empty: none), `problems` what keeps its statement from being put in words.
    """
    examined = examine(credential)
    status = status_of(credential, at, lists=lists, known_key=known_key)
    judged = _judged(examined, at, known_key, status, problems)
    wrong = [(outcome, finding) for outcome, finding in judged if finding.verdict is not Verdict.MET]
    outcome, because = (wrong[0][0], wrong[0][1].because) if wrong else (Outcome.VALID, _valid(judged))
    findings = tuple(finding for _, finding in judged)
    return Answer(outcome, because, at, examined, status, findings, bool(known_key))


def _valid(judged: list[tuple[Outcome, Finding]]) -> str:
    """What a valid signature is worth: nothing was changed, and whose the key is."""
    said = {finding.rule: finding.because for _, finding in judged}
    rules = (
        signatures.nothing_was_changed_since_it_was_signed,
        signatures.the_key_is_the_issuers,
    )
    return " ".join(said[rule.__name__] for rule in rules)


def _judged(
    examined: Examined, at: datetime, known_key: str, status: Status, problems: Sequence[Problem]
) -> list[tuple[Outcome, Finding]]:
    """Every finding with the outcome that it brings when it is not met, the most telling first."""
    credential = examined.credential
    unchecked = Outcome.TAMPERED if examined.signer else Outcome.UNKNOWN_KEY
    taken_back = _named(signatures.it_was_not_taken_back, status)
    revoked = status.standing is Standing.REVOKED
    return [
        (Outcome.UNSUPPORTED, _named(signatures.it_is_signed_in_a_way_that_is_read, examined)),
        (unchecked, _named(signatures.nothing_was_changed_since_it_was_signed, examined)),
        (Outcome.UNKNOWN_KEY, _named(signatures.the_key_is_the_issuers, examined, known_key)),
        *([(Outcome.REVOKED, taken_back)] if revoked else []),
        (Outcome.UNSUPPORTED, _named(attestations.what_it_says_can_be_put_in_words, problems)),
        (Outcome.NOT_YET_VALID, _named(signatures.it_has_begun, credential, at)),
        (Outcome.EXPIRED, _named(signatures.it_has_not_ended, credential, at)),
        *([] if revoked else [(Outcome.NOT_CHECKED, taken_back)]),
    ]


def _named(rule: Callable[..., Finding], *given: object) -> Finding:
    return replace(rule(*given), rule=rule.__name__)


def status_of(credential: Credential, at: datetime, *, lists: Sequence[Credential], known_key: str) -> Status:
    """Whether a credential was taken back, by every list that it names; a list that fails tells nothing."""
    if not credential.statuses:
        return Status(Standing.NONE_NAMED, "It names no list by which it could be taken back.")
    told = [_told(entry, credential, at, lists, known_key) for entry in credential.statuses]
    order = (Standing.REVOKED, Standing.NOT_CHECKED, Standing.NOT_REVOKED)
    return min(told, key=lambda one: order.index(one.standing))


def _told(
    entry: StatusEntry, credential: Credential, at: datetime, lists: Sequence[Credential], known_key: str
) -> Status:
    listed = next((one for one in lists if one.id == entry.list_id), None)
    if listed is None:
        given = f"the list given is {lists[0].id or 'without a name'}" if lists else "it was not given"
        said = f"Whether it was taken back is not known: the list {entry.list_id} says so, and {given}."
        return Status(Standing.NOT_CHECKED, said)
    try:
        _must_be_relied_on(listed, credential, at, known_key)
        revoked = status_lists.is_set(status_lists.unpacked(_bits(listed, entry)), entry.index)
    except status_lists.UnreadableListError as wrong:
        return Status(
            Standing.NOT_CHECKED, f"The status list cannot be relied on: {wrong}.", listed.valid_from
        )
    of = f" by the list of {signatures.moment(listed.valid_from)}" if listed.valid_from else ""
    if revoked:
        return Status(Standing.REVOKED, f"Its issuer has taken it back{of}.", listed.valid_from)
    return Status(Standing.NOT_REVOKED, f"Its issuer has not taken it back{of}.", listed.valid_from)


def _must_be_relied_on(listed: Credential, credential: Credential, at: datetime, known_key: str) -> None:
    """`UnreadableListError` with the reason unless the list is signed by the same issuer and counts now."""
    examined = examine(listed)
    findings = [finding for _, finding in _judged(examined, at, known_key, _NO_STATUS, ())]
    reasons = [
        *(_as_part(finding.because) for finding in findings if finding.verdict is not Verdict.MET),
        *(["it is no status list"] if STATUS_LIST not in listed.kinds else []),
        *(["it is of another issuer"] if listed.issuer.id != credential.issuer.id else []),
        *(["it names a list itself"] if listed.statuses else []),
        *([_ENDLESS] if listed.valid_until is None else []),
    ]
    if reasons:
        raise status_lists.UnreadableListError(reasons[0])


_NO_STATUS = Status(Standing.NONE_NAMED, "")
_ENDLESS = "it does not say until when it counts, so an old copy would hide what was taken back since"


def _as_part(sentence: str) -> str:
    """A sentence as part of another one."""
    return sentence[:1].lower() + sentence[1:].rstrip(".")


def _bits(listed: Credential, entry: StatusEntry) -> str:
    """The packed bits of a list that speaks of what the entry asks."""
    subject = listed.document.get("credentialSubject")
    if not isinstance(subject, dict) or LIST_OF_BITS not in _several(subject.get("type")):
        raise status_lists.UnreadableListError("it holds no list of bits")
    if entry.purpose not in _several(subject.get("statusPurpose")):
        raise status_lists.UnreadableListError(f"it does not speak of {entry.purpose}")
    written = subject.get("encodedList")
    if not isinstance(written, str):
        raise status_lists.UnreadableListError("it holds no list of bits")
    return written


def _several(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
