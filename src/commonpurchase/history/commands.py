"""What the command line offers of history."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from commonpurchase.history import queries
from commonpurchase.history.facts import Verification

#: Whoever can write to the database can rewrite the last events and the head alike.
CUT_OFF = "A cut-off end is noticed only if you pass --head with a head you kept elsewhere."


def verify(
    *,
    head: Annotated[
        str, typer.Option(help="A head written down earlier, which must still be in the chain.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """Check that no event was changed, removed or put in another order. Exit status 1 if one was.

    A cut-off end is noticed only if you pass --head with a head you kept elsewhere.
    """
    found = queries.verify(head.strip().lower())
    typer.echo(json.dumps(asdict(found) | {"holds": found.holds}) if as_json else _sentence(found, head))
    if not found.holds:
        raise typer.Exit(1)


def _sentence(found: Verification, kept: str) -> str:
    if found.holds:
        reach = "Nothing up to the head you passed was changed or cut off." if kept else CUT_OFF
        return f"{found.events} events, all in order.\nHead: {found.head or 'none yet'}\n{reach}"
    place = f"The chain is broken at event {found.broken_at}: {found.because}."
    return f"{place}\n{found.events} events before it hold."
