"""The first organisations and people of a workspace, given by whoever runs its machine."""

import secrets
from typing import Annotated, NoReturn
from uuid import UUID

import typer
from django.db import transaction

from commonpurchase.entrance import clock
from commonpurchase.organisations import actions, queries
from commonpurchase.organisations.facts import Kind, Organisation
from commonpurchase.sharing.facts import Viewer

#: Nobody's id: who runs the machine sees organisations as any member does.
_MEMBER = UUID(int=0)
NOT_REACHED = (
    "Not reached: names that people wrote themselves, into a reason, as who answers for a waiver or into a "
    "file, and copies of the workspace that were made before."
)
WHAT_ERASING_DOES = f"""Nothing was done yet. This erases {{email}} for good:
- the account with its name, address and password, its sessions, and for whom it acts;
- what lets the history say which of its events were theirs.
What they decided and confirmed stays, by “somebody who left”.
{NOT_REACHED}
To do it, say --yes."""


def add_account(  # noqa: PLR0913 - one for each option of the command line
    *,
    email: Annotated[str, typer.Argument(help="Signs in with it.")],
    organisation: Annotated[str, typer.Option(help="The organisation that the person acts for.")],
    name: Annotated[str, typer.Option(help="As it should stand under a letter.")] = "",
    kind: Annotated[
        Kind | None, typer.Option(help="Registers the organisation, as what it is in the chain.")
    ] = None,
    country: Annotated[str, typer.Option(help="Its country, as two letters, when it is registered.")] = "",
    steward: Annotated[
        bool, typer.Option("--steward", help="Reads what the organisation keeps for others.")
    ] = False,
) -> None:
    """Give somebody an account, and register the organisation if it is new and --kind says what it is.

    Prints a password that nobody else knows; the person changes it after signing in. Exit status 2
    when the organisation is not known, or the address has an account already.
    """
    password = secrets.token_urlsafe(12)
    with transaction.atomic():
        acts_for = _organisation(organisation, kind, country)
        if queries.has_account(email):
            _refuse(f"found an account for {email} already; expected an address without one")
        actions.give_account(
            email=email,
            name=name,
            password=password,
            organisation=acts_for.id,
            steward=steward,
            by=Viewer(at=clock.now()),
        )
    typer.echo(f"{email} may act for {acts_for.name}. Password, shown this once: {password}")


def erase_account(
    *,
    email: Annotated[str, typer.Argument(help="Who is forgotten, by the address they sign in with.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do it; without this nothing is done.")] = False,
) -> None:
    """Forget a person for good, for whoever asks to be. Without --yes only says what will happen.

    Exit status 1 when nothing was done for want of --yes, 2 when nobody signs in with the address.
    """
    person = queries.account_of(email)
    if person is None:
        _refuse(f"found nobody who signs in with {email}; expected somebody who does")
    if not yes:
        typer.echo(WHAT_ERASING_DOES.format(email=email))
        raise typer.Exit(1)
    actions.erase_person(person=person, by=Viewer(at=clock.now()))
    typer.echo(f"{email} is erased. What they did stays, by “somebody who left”. {NOT_REACHED}")


def _organisation(name: str, kind: Kind | None, country: str) -> Organisation:
    at = clock.now()
    known = queries.named(Viewer(at=at, organisation=_MEMBER), name)
    if known is not None:
        return known
    if kind is None:
        _refuse(f"found no organisation called “{name}”; expected one, or --kind to register it")
    return actions.register(name=name, kind=kind, country=country.upper(), by=Viewer(at=at))


def _refuse(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(2)
