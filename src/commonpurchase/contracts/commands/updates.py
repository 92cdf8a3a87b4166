"""`commonpurchase import disclosure`: does for a supplier what the upload page does."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from django.db import transaction

from commonpurchase.contracts.actions import updates
from commonpurchase.contracts.commands.acting import UnknownOrganisationError, acting_for, organisation
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


def import_disclosure(
    file: Annotated[Path, typer.Argument(help="A filled-in workbook (.xlsx) or a .csv file.")],
    *,
    supplier: Annotated[str, typer.Option(help="The supplier whose file it is, by name.")],
    to: Annotated[list[str] | None, typer.Option(help="A customer who may see it; can be repeated.")] = None,
    acknowledge: Annotated[
        bool, typer.Option("--acknowledge", help="Send it. Without this, what would change is shown.")
    ] = False,
    on: Annotated[str, typer.Option(help="The day the data is of; today if left out.", metavar="DATE")] = "",
) -> None:
    """Bring in a supplier's disclosure as its next version, for the customers named.

    Exit status: 0 sent, 1 not sent (what it would change is shown), 2 on bad input, with nothing kept.
    """
    content = _content(file)
    try:
        by = acting_for(supplier)
        recipients = [organisation(name, by.at) for name in to or ()]
        # Leaving by any exit but the last undoes everything: nothing is kept that was not sent.
        with transaction.atomic():
            preview = _received(file.name, content, _day(on, by), by)
            told = _told(preview)
            if not acknowledge:
                _leave(told, organisation(supplier, by.at), recipients)
            _send(preview, recipients, by)
    except _REFUSALS as why:
        _stop([str(why)])
    # Only now: a command that fails says nothing on standard output.
    typer.echo("\n".join(told))
    typer.echo(f"Sent to {', '.join(one.name for one in recipients)}.")


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as why:
        _stop([f"{file}: found no readable file ({why.strerror}); expected an .xlsx workbook or a .csv file"])


def _day(written: str, by: Viewer) -> date:
    try:
        return date.fromisoformat(written) if written else by.at.date()
    except ValueError:
        _stop([f"--on: found “{written}”; expected a day such as 2026-03-01"])


def _received(name: str, content: bytes, on: date, by: Viewer) -> Preview:
    """The upload read; stops with every error by its place."""
    upload = disclosures.receive_upload(name=name, content=content, disclosed_on=on, by=by)
    preview = disclosed.preview(by, upload)
    if preview.reading.problems:
        _stop(map(str, preview.reading.problems))
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


def _send(preview: Preview, recipients: list[Organisation], by: Viewer) -> None:
    updates.send_update(
        upload=preview.upload.id,
        recipients=[one.id for one in recipients],
        against=preview.against,
        acknowledged=True,
        by=by,
    )


def _leave(told: list[str], supplier: Organisation, recipients: list[Organisation]) -> NoReturn:
    typer.echo("\n".join(told))
    typer.echo(custody.before_sharing(supplier, recipients))
    typer.echo("Nothing was kept. Add --acknowledge to send it.")
    raise typer.Exit(REFUSED)


def _stop(sentences: Iterable[str]) -> NoReturn:
    for sentence in sentences:
        typer.echo(sentence, err=True)
    raise typer.Exit(BAD_INPUT)
