"""Organisations as facts, and who a signed-in person is to the gate."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from commonpurchase.organisations import facts, models
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Viewer
from commonpurchase.sharing.reckoning.presets import BUYERS


def mandates(person: UUID, on: date) -> list[facts.Organisation]:
    """The organisations that a person may act for on a day, by name."""
    held = models.Mandate.objects.filter(
        Q(since__isnull=True) | Q(since__lte=on), Q(until__isnull=True) | Q(until__gt=on), person=person
    ).select_related("organisation")
    return sorted((fact(mandate.organisation) for mandate in held), key=lambda o: o.name)


def viewer_for(*, person: UUID | None, organisation: UUID | None, at: datetime) -> Viewer:
    """The viewer that the gate asks about: acts for the organisation, if the mandate still holds."""
    held = mandates(person, at.date()) if person else []
    if organisation is None or organisation not in {one.id for one in held}:
        return Viewer(at=at, person=person)
    return acting(person=person, organisation=organisation, at=at)


def acting(*, person: UUID | None, organisation: UUID, at: datetime) -> Viewer:
    """A viewer for an organisation, its groups and its rivals; the mandate was checked before."""
    own = models.Organisation.objects.get(pk=organisation)
    consortia = models.Membership.objects.filter(member=own).values_list("consortium", flat=True)
    groups = {f"consortium:{consortium}" for consortium in consortia}
    rivals: set[UUID] = set()
    if own.kind in facts.BUYING:
        groups.add(BUYERS)
    if own.kind in facts.COMPETING:
        same_kind = models.Organisation.objects.filter(kind=own.kind).exclude(pk=own.pk)
        rivals = set(same_kind.values_list("pk", flat=True))
    return Viewer(
        at=at, person=person, organisation=own.pk, groups=frozenset(groups), rivals=frozenset(rivals)
    )


def listed(viewer: Viewer) -> list[facts.Organisation]:
    """Every organisation that the viewer may see, by name."""
    return [fact(row) for row in gate.visible(viewer, models.Organisation).order_by("name")]


def opened(viewer: Viewer, key: UUID) -> facts.Organisation:
    """One organisation; `gate.NotFoundError` if absent or hidden."""
    return fact(gate.open_record(viewer, models.Organisation, key))


def named(viewer: Viewer, name: str) -> facts.Organisation | None:
    """The organisation of that name, trimmed and case-folded; a claimed one before an unclaimed."""
    rows = gate.visible(viewer, models.Organisation).filter(folded_name=fold(name))
    row = rows.order_by("-claimed", "pk").first()
    return fact(row) if row else None


def fold(name: str) -> str:
    """A name as it is matched: white space folded, case folded."""
    return " ".join(name.split()).casefold()


def fact(row: models.Organisation) -> facts.Organisation:
    """A record as a fact, for those to whom the gate has opened it."""
    return facts.Organisation(
        id=row.pk,
        name=row.name,
        kind=facts.Kind(row.kind),
        country=row.country,
        language=row.language,
        regime=facts.Regime(row.regime),
        claimed=row.claimed,
        contact_address=row.contact_address,
        contact_email=row.contact_email,
    )


def name_of_person(person: UUID) -> str:
    """The name of a person to show beside what it did, to those who may see what it did."""
    row = models.Person.objects.filter(pk=person).first()
    return str(row) if row else "somebody who left"
