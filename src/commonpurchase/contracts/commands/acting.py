"""Who acts when a command writes: an organisation named by whoever runs the workspace's machine."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from commonpurchase.organisations import queries as organisations
from commonpurchase.organisations.facts import Organisation
from commonpurchase.sharing.facts import Viewer

#: Nobody's id: who runs the machine looks organisations up as any member may.
_MEMBER = UUID(int=0)
#: The clock belongs to the entrance, which lies above; a setting may name another.
_CLOCK = "commonpurchase.entrance.clock.now"


class UnknownOrganisationError(ValueError):
    """No organisation of the workspace has that name."""


def now() -> datetime:
    """This moment, from the workspace's clock."""
    moment: datetime = import_string(getattr(settings, "CLOCK", _CLOCK))()
    return moment


def organisation(name: str, at: datetime) -> Organisation:
    """The organisation of that name; `UnknownOrganisationError` if nobody of the workspace is called so."""
    known = organisations.named(Viewer(at=at, organisation=_MEMBER), name)
    if known is None:
        message = f"found “{name}”; expected the name of an organisation of this workspace"
        raise UnknownOrganisationError(message)
    return known


def acting_for(name: str) -> Viewer:
    """A viewer for the organisation of that name, now, without a person."""
    at = now()
    return organisations.acting(person=None, organisation=organisation(name, at).id, at=at)
