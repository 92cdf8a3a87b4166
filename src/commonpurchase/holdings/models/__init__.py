"""The records of this context, a file for each kind."""

from commonpurchase.holdings.models.attestations import Attestation, Consent, Key, Place, Proposal
from commonpurchase.holdings.models.cases import Case
from commonpurchase.holdings.models.custody import CustodyStatement, ItemStatement, Programme, ProgrammeMember
from commonpurchase.holdings.models.ledger import AskedReport, LedgerHead, LedgerRow, Standing
from commonpurchase.holdings.models.register import Hearing, Publication, RegisterEntry
from commonpurchase.holdings.models.releases import (
    Figure,
    FigureAsked,
    FigureSnapshot,
    PublishedSums,
    ReleaseAudit,
    ReleasePlan,
)

__all__ = [
    "AskedReport",
    "Attestation",
    "Case",
    "Consent",
    "CustodyStatement",
    "Figure",
    "FigureAsked",
    "FigureSnapshot",
    "Hearing",
    "ItemStatement",
    "Key",
    "LedgerHead",
    "LedgerRow",
    "Place",
    "Programme",
    "ProgrammeMember",
    "Proposal",
    "Publication",
    "PublishedSums",
    "RegisterEntry",
    "ReleaseAudit",
    "ReleasePlan",
    "Standing",
]
