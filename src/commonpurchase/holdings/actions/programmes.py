"""Programmes: entered by their custodian, joined and left by those they serve, ended."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from commonpurchase.history import actions as history
from commonpurchase.holdings.actions.custody import NotReadyError
from commonpurchase.holdings.models import Programme, ProgrammeMember
from commonpurchase.holdings.reckoning import delivery
from commonpurchase.organisations import queries as organisations
from commonpurchase.sharing import actions as sharing
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Permission, Viewer
from commonpurchase.sharing.reckoning import presets


@transaction.atomic
def begin(*, name: str, members: Collection[UUID], how_to_ask: str, by: Viewer) -> UUID:
    """Enter a programme of which the viewer's organisation is the custodian; returns its id.

    Those it is to serve read it and are asked; nobody is a member before it agrees. Without a published
    statement it is held on behalf of its members. `NotReadyError` with every reason, one of them that
    this organisation may not keep data for others.
    """
    own = gate.organisation_of(by)
    known = {one.id for one in organisations.listed(by) if one.claimed} - {own}
    missing = [
        *(["what the programme is called"] if not name.strip() else []),
        *(["how to ask for what it keeps"] if not how_to_ask.strip() else []),
        *(["at least one member of this workspace besides yours"] if not set(members) & known else []),
    ]
    against = delivery.against_collecting(organisations.opened(by, own), by.at.date())
    if missing or against:
        raise NotReadyError(" ".join([*([f"Say {', and '.join(missing)}."] if missing else []), *against]))
    asked = sorted(set(members) & known)
    row = Programme.objects.create(
        label=sharing.attach(presets.named(own, *asked)),
        name=name.strip(),
        custodian_id=own,
        how_to_ask=how_to_ask.strip(),
        begun_at=by.at,
    )
    ProgrammeMember.objects.bulk_create(
        ProgrammeMember(programme=row, organisation=one, asked_at=by.at) for one in asked
    )
    _tell("holdings.begin_programme", row, by, name=row.name, asked=[str(one) for one in asked])
    return row.pk


@transaction.atomic
def join(*, programme: UUID, by: Viewer) -> None:
    """Agree, for the viewer's organisation, that the programme serves it; only who was asked can."""
    row, asked = _asked(programme, by)
    gate.person_of(by)
    if row.ended_at:
        raise NotReadyError("This programme was ended.")
    if asked.accepted_at:
        raise NotReadyError("Your organisation is a member already.")
    asked.accepted_at = by.at
    asked.save(update_fields=["accepted_at"])
    _tell("holdings.join_programme", row, by)


@transaction.atomic
def leave(*, programme: UUID, by: Viewer) -> None:
    """Decline, or leave from now on; what was kept for the organisation until now stays said so."""
    row, asked = _asked(programme, by)
    asked.left_at = by.at
    asked.save(update_fields=["left_at"])
    _tell("holdings.leave_programme", row, by)


@transaction.atomic
def end(*, programme: UUID, by: Viewer) -> None:
    """End a programme from now on, as its custodian may; its statements stay to be read by its members."""
    row = gate.open_record(by, Programme, programme, Permission.CHANGE)
    if row.ended_at:
        raise NotReadyError("This programme was ended already.")
    row.ended_at = by.at
    row.save(update_fields=["ended_at"])
    _tell("holdings.end_programme", row, by)


def _asked(programme: UUID, by: Viewer) -> tuple[Programme, ProgrammeMember]:
    """The programme and what the viewer's organisation is in it; `gate.RefusedError` if it was not asked."""
    row = gate.open_record(by, Programme, programme)
    members = row.members.select_for_update().filter(organisation=gate.organisation_of(by), left_at=None)
    found = members.first()
    if found is None:
        raise gate.RefusedError("The custodian of this programme has not named your organisation.")
    return row, found


def _tell(verb: str, row: Programme, by: Viewer, **content: object) -> None:
    history.append(verb=verb, subject=("programme", row.pk), content=content, by=by)
