"""The steps of the example in which organisations make keys, attest, agree to it and take it back."""

from uuid import UUID

from django.urls import reverse

from commonpurchase.contracts.facts import Model
from commonpurchase.disclosures import queries as disclosed
from commonpurchase.entrance.commands.cast import Cast, Table
from commonpurchase.holdings.actions import attestations, keys, register
from commonpurchase.holdings.facts.attestations import Claim, Scope
from commonpurchase.holdings.facts.issuing import Wanted
from commonpurchase.holdings.facts.register import Draft, Withheld
from commonpurchase.holdings.facts.seeing import Kind
from commonpurchase.holdings.queries import attestations as statements
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Viewer

#: Where the example is served if nothing else is: an address that is written into its statements.
SERVED = "http://localhost:8000"


def make_key(_known: Cast, _table: Table, by: Viewer) -> None:
    """An organisation makes its first or next key."""
    keys.make(address=lambda key: SERVED + reverse("holdings:status-list", args=[key]), by=by)


def attest(known: Cast, table: Table, by: Viewer) -> None:
    """Somebody has a statement reckoned; where `agreed_by` is named, that colleague confirms it at once."""
    wanted = Wanted(
        claim=Claim(table["claim"]),
        scope=_scope(table),
        recipients=frozenset(known.organisations[name].id for name in table["for"]),
        days=table["days"],
        declared=table.get("declared", False),
    )
    issued = attestations.issue(subject=known.organisations[table["about"]].id, wanted=wanted, by=by)
    if "agreed_by" in table:
        attestations.confirm(proposal=issued.proposal, by=known.acting(table["agreed_by"], by.at.date()))


def take_back(_known: Cast, table: Table, by: Viewer) -> None:
    """An issuer takes a statement back."""
    attestations.take_back(attestation=_signed(by, _scope(table)), because=table["because"], by=by)


def publish(known: Cast, table: Table, by: Viewer) -> None:
    """Two persons of a supplier publish an entry from one of its versions."""
    versions = disclosed.versions(by, gate.organisation_of(by))
    key = next(one.id for one in versions if one.number == table["version"])
    draft = Draft(table["text"].strip(), tuple(Withheld(*one) for one in table["withheld"]))
    proposal = register.propose(kind=Kind.DISCLOSURE, key=key, draft=draft, by=by)
    register.agree(publication=proposal, by=known.acting(table["agreed_by"], by.at.date()))
    register.publish(publication=proposal, by=by)


def _scope(table: Table) -> Scope:
    return Scope(tuple(Model(*model) for model in table["models"]), table["tier"])


def _signed(by: Viewer, scope: Scope) -> UUID:
    found = [one.id for one in statements.issued(by) if one.own and one.statement.scope == scope]
    if len(found) != 1:
        message = f"attestation of {scope}: found {len(found)}; expected one"
        raise ValueError(message)
    return found[0]
