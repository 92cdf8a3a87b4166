"""Organisations as facts, and who a signed-in person is to the gate."""

import unicodedata
from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from commonpurchase.organisations import facts, models
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import MONITORS, PaperState, Permission, Viewer
from commonpurchase.sharing.queries import agreements_of, papers
from commonpurchase.sharing.reckoning.presets import BUYERS
from commonpurchase.vocabulary.hits import Hit
from commonpurchase.vocabulary.readers import countries


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
    viewer = acting(person=person, organisation=organisation, at=at)
    mandate = models.Mandate.objects.filter(person=person, organisation=organisation, steward=True)
    return replace(viewer, steward=mandate.exists())


def acting(*, person: UUID | None, organisation: UUID, at: datetime) -> Viewer:
    """A viewer for an organisation, its groups, rivals and agreements; the mandate was checked before."""
    own = models.Organisation.objects.get(pk=organisation)
    consortia = models.Membership.objects.filter(member=own).values_list("consortium", flat=True)
    groups = {f"consortium:{consortium}" for consortium in consortia}
    rivals: set[UUID] = set()
    if own.kind in facts.BUYING:
        groups.add(BUYERS)
    if own.kind == facts.Kind.MONITORING_PARTNER:
        groups.add(MONITORS)
    if own.kind in facts.COMPETING:
        same_kind = models.Organisation.objects.filter(kind=own.kind).exclude(pk=own.pk)
        rivals = set(same_kind.values_list("pk", flat=True))
    return Viewer(
        at=at,
        person=person,
        organisation=own.pk,
        groups=frozenset(groups),
        rivals=frozenset(rivals),
        agreements=agreements_of(own.pk, _some_is_subject),
    )


def _some_is_subject(parties: Collection[UUID]) -> bool:
    """Whether a law, or one that is not known, applies to any of them."""
    under = models.Organisation.objects.filter(pk__in=parties).exclude(regime=facts.Regime.NONE.value)
    return under.exists()


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


def found(viewer: Viewer, *, words: str = "", kind: str = "") -> list[facts.Organisation]:
    """The organisations of a kind (any if empty) whose name or country holds every word, by name."""
    rows = _holding(gate.visible(viewer, models.Organisation), words)
    if kind:
        rows = rows.filter(kind=kind)
    return [fact(row) for row in rows.order_by("folded_name", "pk")]


def search(viewer: Viewer, words: str) -> list[Hit]:
    """The first fifty organisations whose name or country holds every word."""
    rows = _holding(gate.visible(viewer, models.Organisation), words).order_by("folded_name", "pk")[:50]
    return [Hit(row.name, _subtitle(row), "organisations:one", row.pk) for row in rows]


def _subtitle(row: models.Organisation) -> str:
    return ", ".join(filter(None, (row.kind.capitalize(), countries.name_of(row.country))))


def _holding(rows: QuerySet[models.Organisation], words: str) -> QuerySet[models.Organisation]:
    for word in fold(words).split():
        rows = rows.filter(Q(folded_name__contains=word) | Q(country__in=countries.codes_of(word)))
    return rows


def members(viewer: Viewer, consortium: UUID) -> list[facts.Organisation]:
    """The members of a consortium that the viewer may see, by name."""
    rows = gate.visible(viewer, models.Organisation).filter(consortia__consortium=consortium)
    return [fact(row) for row in rows.order_by("folded_name")]


def consortia(viewer: Viewer, member: UUID) -> list[facts.Organisation]:
    """The consortia an organisation belongs to, as far as the viewer may see them, by name."""
    rows = gate.visible(viewer, models.Organisation).filter(memberships__member=member)
    return [fact(row) for row in rows.order_by("folded_name")]


def may_amend(viewer: Viewer, key: UUID) -> bool:
    """Whether the viewer may amend the organisation: its own, or an unclaimed one it brought in."""
    return gate.visible(viewer, models.Organisation, Permission.CHANGE).filter(pk=key).exists()


def amendable(viewer: Viewer, key: UUID) -> facts.Organisation:
    """One organisation that the viewer may amend: hidden is `NotFoundError`, another's `RefusedError`."""
    try:
        return fact(gate.open_record(viewer, models.Organisation, key, Permission.CHANGE))
    except gate.RefusedError:
        message = f"Only people who act for {opened(viewer, key).name} can correct what is said of it."
        raise gate.RefusedError(message) from None


def without_room(viewer: Viewer) -> list[str]:
    """The viewer's standing agreements that say nothing of what a law demands: no law goes with them."""
    done = {PaperState.ENDED, PaperState.UNSIGNED}
    return [one.title for one in papers(viewer) if not one.carve_out and one.state(viewer.at) not in done]


def colleagues(viewer: Viewer) -> list[facts.Colleague]:
    """The people who may act for the viewer's own organisation, by name; never another's."""
    held = models.Mandate.objects.filter(
        organisation=gate.organisation_of(viewer), person__is_active=True
    ).select_related("person")
    people = [
        facts.Colleague(str(one.person), one.person.email, one.role, one.since, one.until) for one in held
    ]
    return sorted(people, key=lambda one: one.name.casefold())


def fold(name: str) -> str:
    """A name as it is matched: white space folded, case folded, letters such as ö composed."""
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()


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
        regime_evidence=row.regime_evidence,
        regime_reviewed_on=row.regime_reviewed_on,
        regime_review_due_on=row.regime_review_due_on,
    )


def has_account(email: str) -> bool:
    """Whether somebody signs in with this address; asked by whoever runs the workspace's machine."""
    return models.Person.objects.filter(email=email.casefold()).exists()


def account_of(email: str) -> UUID | None:
    """The person who signs in with this address; asked by whoever runs the workspace's machine."""
    row = models.Person.objects.filter(email=email.casefold()).first()
    return row.pk if row else None


def name_of_person(person: UUID) -> str:
    """The name of a person to show beside what it did, to those who may see what it did."""
    row = models.Person.objects.filter(pk=person).first()
    return str(row) if row else "somebody who left"
