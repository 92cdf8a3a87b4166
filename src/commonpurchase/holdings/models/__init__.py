"""The records of this context, a file for each kind."""

from commonpurchase.holdings.models.attestations import Attestation, Consent, Key, Place, Proposal

__all__ = ["Attestation", "Consent", "Key", "Place", "Proposal"]
