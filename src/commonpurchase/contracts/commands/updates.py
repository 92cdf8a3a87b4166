"""`commonpurchase import disclosure`: does for a supplier what the upload page does."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from django.db import transaction

from commonpurchase.contracts.actions import updates
from commonpurchase.contracts.commands.acting import UnknownOrganisationError, acting_for, organisation
from commonpurchase.contracts.queries import updates as queries
from commonpurchase.contracts.reckoning import chosen
from commonpurchase.disclosures import actions as disclosures
from commonpurchase.disclosures import queries as disclosed
from commonpurchase.disclosures.facts import Fate, Preview
from commonpurchase.disclosures.readers import countries
from commonpurchase.disclosures.reckoning import wording
from commonpurchase.organisations.facts import Organisation
from commonpurchase.organisations.reckoning import custody
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Viewer

REFUSED, BAD_INPUT = 1, 2
_REFUSALS = (disclosures.NotReadyError, UnknownOrganisationError, gate.RefusedError)


@dataclass(frozen=True)
class Sending:
    """Of which day the data is, who receives it and for which contracts, and what is wrong with that."""

    on: date
    recipients: tuple[Organisation, ...]
    chosen: chosen.Chosen
    mistakes: tuple[str, ...]


def import_disclosure(  # noqa: PLR0913 - one for each option of the command line
    file: Annotated[Path, typer.Argument(help="A filled-in workbook (.xlsx) or a .csv file.")],
    *,
    supplier: Annotated[str, typer.Option(help="The supplier whose file it is, by name.")],
    to: Annotated[list[str] | None, typer.Option(help="A customer who may see it; can be repeated.")] = None,
    contract: Annotated[
        list[str] | None,
        typer.Option(
            help="A contract that it serves, by its number, or as BUYER: NUMBER where several buyers use the "
            "number; can be repeated. Its buyer must be named with --to as well. Of a customer for whom none "
            "is named, it serves all contracts.",
            metavar="NUMBER",
        ),
    ] = None,
    acknowledge: Annotated[
        bool, typer.Option("--acknowledge", help="Send it. Without this, what would change is shown.")
    ] = False,
    on: Annotated[str, typer.Option(help="The day the data is of; today if left out.", metavar="DATE")] = "",
) -> None:
    """Bring in a supplier's disclosure as its next version, for the customers named.

    Exit status: 0 sent, 1 not sent (what it would change is shown), 2 on bad input, with nothing kept.
    """
    content = _content(file)
    mistakes: tuple[str, ...] = ()
    try:
        by = acting_for(supplier)
        sending = _sending(on, to or [], contract or [], by)
        mistakes = sending.mistakes
        # Leaving by any exit but the last undoes everything: nothing is kept that was not sent.
        with transaction.atomic():
            preview = _received(file.name, content, sending, by)
            told = [*_told(preview), *chosen.served(sending.recipients, sending.chosen)]
            if acknowledge or to or contract:
                _send(preview, sending, by)
            if not acknowledge:
                _leave(told, organisation(supplier, by.at), sending)
    except _REFUSALS as why:
        _stop([*mistakes, str(why)])
    # Only now: a command that fails says nothing on standard output.
    typer.echo("\n".join(told))
    typer.echo(f"Sent to {', '.join(one.name for one in sending.recipients)}.")


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as why:
        _stop([f"{file}: found no readable file ({why.strerror}); expected an .xlsx workbook or a .csv file"])


def _sending(on: str, to: list[str], contracts: list[str], by: Viewer) -> Sending:
    """What the options say, with everything that is wrong with them; today where the day cannot be read."""
    mistakes, recipients, day = [], {}, by.at.date()
    try:
        day = date.fromisoformat(on) if on else day
    except ValueError:
        mistakes.append(f"--on: found “{on}”; expected a day such as 2026-03-01")
    for name in to:
        try:
            known = organisation(name, by.at)
            recipients[known.id] = known
        except UnknownOrganisationError as why:
            mistakes.append(f"--to: {why}")
    meant = chosen.by_number(contracts, queries.customers(by), recipients)
    mistakes += [f"--contract: {one}" for one in meant.mistakes]
    return Sending(day, tuple(recipients.values()), meant, tuple(mistakes))


def _received(name: str, content: bytes, sending: Sending, by: Viewer) -> Preview:
    """The upload read; stops with what is wrong with the options and every error by its place."""
    upload = disclosures.receive_upload(name=name, content=content, disclosed_on=sending.on, by=by)
    preview = disclosed.preview(by, upload)
    if mistakes := [*sending.mistakes, *map(str, preview.reading.problems)]:
        _stop(mistakes)
    return preview


def _told(preview: Preview) -> list[str]:
    """What the file says and would change, line by line."""
    lines = list(preview.reading.notes)
    for group in wording.groups(preview.difference, countries.name):
        lines.append(f"{group.fate.value.capitalize()}: {group.count}")
        if group.fate is not Fate.CONFIRMED:
            lines += [f"  {_line(one)}" for one in group.told]
    return lines


def _line(told: wording.Told) -> str:
    altered = "; ".join(f"{one.header}: {one.before} -> {one.after}" for one in told.altered)
    why = "not mentioned in the file" if told.unmentioned else altered
    return f"{told.site} ({told.about}), {told.where}" + (f": {why}" if why else "")


def _send(preview: Preview, sending: Sending, by: Viewer) -> None:
    """Send it. One that is not acknowledged is undone, but refused for the same reasons."""
    updates.send_update(
        upload=preview.upload.id,
        recipients=[one.id for one in sending.recipients],
        contracts=sending.chosen.contracts,
        against=preview.against,
        acknowledged=True,
        by=by,
    )


def _leave(told: list[str], supplier: Organisation, sending: Sending) -> NoReturn:
    typer.echo("\n".join(told))
    typer.echo(custody.before_sharing(supplier, sending.recipients))
    typer.echo("Nothing was kept. Add --acknowledge to send it.")
    raise typer.Exit(REFUSED)


def _stop(sentences: Iterable[str]) -> NoReturn:
    for sentence in sentences:
        typer.echo(sentence, err=True)
    raise typer.Exit(BAD_INPUT)
