"""What the command line offers of history."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from commonpurchase.history import queries
from commonpurchase.history.facts import Verification


def verify(
    *,
    head: Annotated[
        str, typer.Option(help="A head written down earlier, which must still be in the chain.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """Check that no event was changed, removed or put in another order. Exit status 1 if one was."""
    found = queries.verify(head.strip().lower())
    typer.echo(json.dumps(asdict(found) | {"holds": found.holds}) if as_json else _sentence(found))
    if not found.holds:
        raise typer.Exit(1)


def _sentence(found: Verification) -> str:
    if found.holds:
        return f"{found.events} events, all in order.\nHead: {found.head or 'none yet'}"
    place = f"The chain is broken at event {found.broken_at}: {found.because}."
    return f"{place}\n{found.events} events before it hold."
