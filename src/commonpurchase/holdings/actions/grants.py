"""Granting a record by its kind, and taking a grant back."""

from uuid import UUID

from commonpurchase.holdings.facts.seeing import Kind
from commonpurchase.holdings.queries import seeing
from commonpurchase.sharing import gate
from commonpurchase.sharing import queries as sharing
from commonpurchase.sharing.actions import grants
from commonpurchase.sharing.facts import Grant, Permission, Viewer

NotGrantedError = grants.NotGrantedError


def give(*, kind: Kind, key: UUID, grant: Grant, by: Viewer) -> UUID:
    """Open a record to one more organisation; returns the grant's id.

    Only to those who are offered: `gate.NotFoundError`, `gate.RefusedError` or `NotGrantedError`.
    """
    if grant.organisation not in {one.id for one in seeing.grantable(by, kind, key)}:
        raise NotGrantedError("This cannot be granted to that organisation.")
    record = gate.open_record(by, sharing.kinds()[seeing.MODELS[kind]], key, Permission.CHANGE)
    return grants.give(record=record, grant=grant, by=by)


def revoke(*, kind: Kind, key: UUID, grant: UUID, by: Viewer) -> None:
    """Take a grant of this record back from this moment on; `gate.NotFoundError` for any other grant."""
    record = gate.open_record(by, sharing.kinds()[seeing.MODELS[kind]], key, Permission.CHANGE)
    if grant not in sharing.grants_given(by, record):
        raise gate.NotFoundError("grant")
    grants.revoke(grant=grant, by=by)
