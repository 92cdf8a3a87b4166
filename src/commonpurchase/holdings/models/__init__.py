"""The records of this context, a file for each kind."""

from commonpurchase.holdings.models.attestations import Attestation, Consent, Key, Place, Proposal
from commonpurchase.holdings.models.cases import Case
from commonpurchase.holdings.models.custody import CustodyStatement, ItemStatement, Programme, ProgrammeMember
from commonpurchase.holdings.models.ledger import AskedReport, LedgerHead, LedgerRow, Standing

__all__ = [
    "AskedReport",
    "Attestation",
    "Case",
    "Consent",
    "CustodyStatement",
    "ItemStatement",
    "Key",
    "LedgerHead",
    "LedgerRow",
    "Place",
    "Programme",
    "ProgrammeMember",
    "Proposal",
    "Standing",
]
