"""Organisations are registered, named by imports, and given people who act for them."""

import uuid
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date

from django.contrib.admin.models import LogEntry
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q

from commonpurchase.history import actions as history
from commonpurchase.history.facts import Closing, Tombstone
from commonpurchase.organisations import facts, models, queries
from commonpurchase.organisations.reckoning import regimes
from commonpurchase.sharing import actions as sharing
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Label, Permission, Viewer
from commonpurchase.sharing.reckoning import presets

ENDED = "organisations.end_mandate"


@transaction.atomic
def register(*, name: str, kind: facts.Kind, by: Viewer, **details: object) -> facts.Organisation:
    """A claimed organisation that every member of the workspace can see."""
    key = uuid.uuid4()
    return _write(key, name, presets.members(key), by, kind=kind.value, claimed=True, **details)


@transaction.atomic
def name_unclaimed(*, name: str, kind: facts.Kind, by: Viewer, **details: object) -> facts.Organisation:
    """The organisation of that name, or a new unclaimed one that only the importer sees."""
    holder = gate.organisation_of(by)
    known = queries.named(by, name)
    return known or _write(
        uuid.uuid4(), name, presets.own(holder), by, kind=kind.value, claimed=False, **details
    )


class NotReadyError(ValueError):
    """It cannot be saved as it is; the message says everything that is missing."""


@transaction.atomic
def amend(*, key: uuid.UUID, details: facts.Details, by: Viewer) -> facts.Organisation:
    """Correct how an organisation is reached and what says which FOI regime it is under.

    Only the organisation itself may, or whoever brought in an unclaimed one: `gate.NotFoundError` when
    it is hidden, `gate.RefusedError` when it is another's; `NotReadyError` when another law comes without
    its evidence. What says the same as before writes nothing.
    """
    row = gate.open_record(by, models.Organisation, key, Permission.CHANGE)
    columns = asdict(details)
    missing = regimes.lacking(queries.fact(row), details)
    if missing:
        raise NotReadyError(" ".join(missing.values()))
    changed = {name: value for name, value in columns.items() if getattr(row, name) != value}
    if changed:
        models.Organisation.objects.filter(pk=key).update(**changed)
        history.append(
            verb="organisations.amend",
            subject=("organisation", key),
            content={name: str(value) for name, value in changed.items()},
            by=by,
        )
    return queries.opened(by, key)


@transaction.atomic
def enrol(*, consortium: uuid.UUID, members: Iterable[uuid.UUID], by: Viewer) -> None:
    """Make organisations members of a consortium; those that are stay, and nothing is written of them."""
    for member in members:
        _, new = models.Membership.objects.get_or_create(consortium_id=consortium, member_id=member)
        if new:
            history.append(
                verb="organisations.enrol",
                subject=("organisation", consortium),
                content={"member": member},
                by=by,
            )


@transaction.atomic
def give_account(
    *,
    email: str,
    name: str,
    password: str | None,
    organisation: uuid.UUID,
    by: Viewer,
    role: str = "",
    steward: bool = False,
) -> uuid.UUID:
    """An account that may act for the organisation; returns the person's id.

    Without a password nobody can sign in with it yet. A steward reads what the organisation keeps for others.
    """
    person = models.Person.objects.create_user(email=email, password=password, name=name)
    mandate = models.Mandate.objects.create(
        person=person, organisation_id=organisation, role=role, steward=steward
    )
    tell_of_mandate(verb="organisations.give_account", mandate=mandate, organisation=organisation, by=by)
    return person.pk


@transaction.atomic
def change_password(*, email: str, password: str, by: Viewer) -> uuid.UUID:
    """Give an account another password, which ends its sessions; returns the person's id.

    `LookupError` when nobody signs in with that address. Only the command line offers this.
    """
    person = models.Person.objects.filter(email=email.casefold()).first()
    if person is None:
        message = f"nobody signs in with {email}"
        raise LookupError(message)
    person.set_password(password)
    person.save(update_fields=["password"])
    tell_of_person(verb="organisations.change_password", person=person.pk, by=by)
    return person.pk


@transaction.atomic
def erase_person(*, person: uuid.UUID, by: Viewer) -> None:
    """Forget a person for good: the account, its mandates and sessions, and the salt of its history.

    What it decided, accepted and confirmed stays, under an id that names nobody any more. `LookupError`
    when there is no such account. Only the command line and Django's admin offer this.
    """
    row = models.Person.objects.filter(pk=person).first()
    if row is None:
        message = "found no account with this id; expected one to erase"
        raise LookupError(message)
    for mandate in row.mandates.all():
        tell_of_mandate(verb=ENDED, mandate=mandate, organisation=mandate.organisation_id, by=by)
    history.bury(closing=Closing.ERASE, ids=[person], by=by)
    _end_sessions(person)
    _forget_what_administrators_did(person)
    row.delete()  # takes its mandates, its addresses and what it did as an administrator with it
    # Who erases themselves would otherwise be given a new salt by the event that says so.
    history.erase_person(person=person, by=replace(by, person=None) if by.person == person else by)


@transaction.atomic
def carry_out(*, stone: Tombstone, by: Viewer) -> None:
    """Do once more what a line of the tombstone log says of a person, in a copy that was put back."""
    person = uuid.UUID(stone.ids[0])
    if stone.closing is Closing.ERASE:
        if models.Person.objects.filter(pk=person).exists():
            erase_person(person=person, by=by)
        return
    until = date.fromisoformat(stone.ids[2])
    models.Mandate.objects.filter(
        Q(until__isnull=True) | Q(until__gt=until), person=person, organisation=uuid.UUID(stone.ids[1])
    ).update(until=until)
    content = {"at": stone.at}
    history.append(verb="organisations.carry_out", subject=("person", person), content=content, by=by)


@transaction.atomic
def end_every_session(*, by: Viewer) -> None:
    """Sign everybody out: a copy that was put back must not know sessions that were over."""
    Session.objects.all().delete()
    history.append(verb="organisations.end_sessions", subject=("workspace", uuid.uuid4()), content={}, by=by)


def tell_of_person(*, verb: str, person: uuid.UUID, by: Viewer, **content: object) -> None:
    """Write to history what was done to an account, inside the transaction that does it.

    The event holds the id of the account; what is said of it is hashed, and never a name or an address.
    """
    history.append(verb=verb, subject=("person", person), content=content, by=by)


def tell_of_mandate(*, verb: str, mandate: models.Mandate, organisation: uuid.UUID, by: Viewer) -> None:
    """Write to history that who may act for an organisation has changed, inside that transaction."""
    content = {
        "person": mandate.person_id,
        "role": mandate.role,
        "steward": mandate.steward,
        "since": mandate.since,
        "until": mandate.until,
    }
    if mandate.until is not None or verb == ENDED:
        until = by.at.date() if verb == ENDED or mandate.until is None else mandate.until
        history.bury(closing=Closing.END_MANDATE, ids=[mandate.person_id, organisation, until], by=by)
    history.append(verb=verb, subject=("organisation", organisation), content=content, by=by)


def _end_sessions(person: uuid.UUID) -> None:
    """A session holds its person inside a signed text, so each has to be opened."""
    sessions = Session.objects.iterator()
    theirs = [one.pk for one in sessions if one.get_decoded().get(SESSION_KEY) == str(person)]
    Session.objects.filter(pk__in=theirs).delete()


def _forget_what_administrators_did(person: uuid.UUID) -> None:
    """Django's own log of its administration repeats the name of the account that was administered."""
    of_people = LogEntry.objects.filter(content_type__app_label="organisations", content_type__model="person")
    of_people.filter(object_id=str(person)).delete()


def _write(key: uuid.UUID, name: str, label: Label, by: Viewer, **columns: object) -> facts.Organisation:
    row = models.Organisation.objects.create(
        pk=key,
        name=" ".join(name.split()),
        folded_name=queries.fold(name),
        label=sharing.attach(label),
        **columns,
    )
    history.append(
        verb="organisations.register", subject=("organisation", key), content={"name": name}, by=by
    )
    return queries.fact(row)
