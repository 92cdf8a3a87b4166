"""The records of this context, a file for each kind."""

from commonpurchase.holdings.models.attestations import Attestation, Consent, Key, Place, Proposal
from commonpurchase.holdings.models.ledger import AskedReport, LedgerHead, LedgerRow, Standing

__all__ = [
    "AskedReport",
    "Attestation",
    "Consent",
    "Key",
    "LedgerHead",
    "LedgerRow",
    "Place",
    "Proposal",
    "Standing",
]
