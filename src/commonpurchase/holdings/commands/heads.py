"""The heads of history and of the ledger, to be sent to members who keep them outside the workspace."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from commonpurchase.holdings.facts.ledger import End
from commonpurchase.holdings.queries import ledger


def head(
    *,
    ledger_head: Annotated[
        str, typer.Option("--ledger", help="A head of the ledger kept earlier, which must still be in it.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """Print where history and the ledger end, to be kept by members. Exit status 1 if the ledger is broken.

    Send both to two members each day: whoever cuts off or rewrites a chain cannot make a kept head fit.
    """
    found, end = ledger.verify(ledger_head.strip().lower()), ledger.ends()
    typer.echo(json.dumps(asdict(end) | {"because": found.because}) if as_json else _sentence(end))
    if not found.holds:
        typer.echo(f"The ledger is broken: {found.because}.", err=True)
        raise typer.Exit(1)


def _sentence(end: End) -> str:
    return (
        f"History: {end.events} events.\nHead: {end.history or 'none yet'}\n"
        f"Ledger: {end.rows} rows.\nHead: {end.ledger or 'none yet'}"
    )
