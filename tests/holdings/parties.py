"""Organisations as facts, for rules that need no database."""

from uuid import uuid4

from commonpurchase.organisations.facts import Kind, Organisation, Regime


def organisation(name: str, kind: Kind = Kind.RESELLER, regime: Regime = Regime.NONE) -> Organisation:
    return Organisation(uuid4(), name, kind, "SE", "sv", regime, claimed=True)
