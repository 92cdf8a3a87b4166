"""What a credential of ours says, as a statement. It is read apart from the signature: see `credentials`."""

from commonpurchase.contracts.facts import Model
from commonpurchase.disclosures.facts import Evidence
from commonpurchase.holdings.facts.attestations import (
    ATTESTATION,
    Basis,
    Claim,
    Class,
    Count,
    Credential,
    Document,
    Party,
    Scope,
    Statement,
)
from commonpurchase.holdings.readers.fields import Fields
from commonpurchase.holdings.readers.json_text import Problems


def read(credential: Credential, name: str) -> tuple[Statement | None, Problems]:
    """The statement of an attestation; None and no problems for a credential of another kind."""
    if ATTESTATION not in credential.kinds:
        return None, ()
    fields = Fields(credential.document, name)
    statement = _statement(fields.inner("credentialSubject"))
    return (None, tuple(fields.problems)) if fields.problems else (statement, ())


def of_subject(subject: Document, name: str) -> Statement:
    """The statement of a subject that was written here; `ValueError` if it is none."""
    fields = Fields(subject, name)
    statement = _statement(fields)
    if statement is None or fields.problems:
        raise ValueError("; ".join(map(str, fields.problems)))
    return statement


def _statement(subject: Fields) -> Statement | None:
    claim, basis = subject.word("claim", Claim), _basis(subject.inner("basis"))
    scope, label = _scope(subject.inner("scope")), subject.word("labelClass", Class)
    party = Party(subject.text("name"), subject.text("id", needed=False))
    as_of, updated_on = subject.day("asOf", needed=True), subject.day("updatedOn")
    sites, countries = _count(subject, "sites"), _count(subject, "countries")
    if claim is None or basis is None or scope is None or label is None or as_of is None:
        return None
    return Statement(claim, party, scope, as_of, basis, label, sites, countries, updated_on)


def _basis(fields: Fields) -> Basis | None:
    evidence = fields.word("support", Evidence)
    checked_by, checked_on = fields.text("checkedBy", needed=False), fields.day("checkedOn")
    return Basis(evidence, checked_by, checked_on) if evidence else None


def _scope(fields: Fields) -> Scope | None:
    tier = fields.whole("tier")
    models = tuple(Model(one.text("brand"), one.text("model")) for one in fields.many("models"))
    return None if tier is None else Scope(models, tier)


def _count(subject: Fields, name: str) -> Count | None:
    """A count, or None where the file says nothing of it."""
    if name not in subject.value:
        return None
    fields = subject.inner(name)
    at_least, at_most = fields.whole("atLeast"), fields.whole("atMost", needed=False)
    if at_least is not None and at_most is not None and at_most < at_least:
        fields.wrong("atMost", f"at least {at_least}")
    return None if at_least is None else Count(at_least, at_most)
