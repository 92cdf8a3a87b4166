"""What the command line offers of sharing: the audit of a release plan in a file, without a database."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from commonpurchase.sharing.readers import plan_files, release_terms
from commonpurchase.sharing.reckoning import audit_words
from commonpurchase.sharing.reckoning.auditing import audit
from commonpurchase.sharing.reckoning.inference import UnsolvedError
from commonpurchase.sharing.reckoning.plans import Audit, Plan
from commonpurchase.vocabulary.places import Place, Problem

NOT_SAFE, BAD_INPUT = 1, 2
UNSOLVED = "found a plan that the solver gives no answer to; expected figures that it can tell apart"


def audit_release_plan(
    file: Annotated[Path, typer.Argument(help="The release plan, a JSON file.", metavar="FILE")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """Say whether published sums would let anybody come too close to another's figure, and what to withhold.

    Tried are an outsider, every unit with its own figure and every coalition with the figures of its
    members, against everything the plan publishes. Needs every figure: run it where they may be held.

    Exit status: 0 safe, 1 not safe, 2 on bad input.
    """
    plan, problems = _read(file)
    if plan is None:
        for problem in problems:
            typer.echo(_printable(str(problem)), err=True)
        raise typer.Exit(BAD_INPUT)
    try:
        found = audit(plan)
    except UnsolvedError as why:
        typer.echo(_printable(f"{file}: {UNSOLVED} ({why})"), err=True)
        raise typer.Exit(BAD_INPUT) from None
    told = _in_json(found) if as_json else "\n".join(map(_printable, audit_words.sentences(plan, found)))
    typer.echo(told)
    if not found.safe:
        raise typer.Exit(NOT_SAFE)


def _read(file: Path) -> tuple[Plan | None, tuple[Problem, ...]]:
    try:
        content = file.read_bytes()
    except OSError as error:
        why = (error.strerror or "it cannot be read").lower()
        return None, (Problem(Place(str(file)), why, "a JSON file that can be read"),)
    return plan_files.read_plan(content, str(file), release_terms.newest_max_share())


def _in_json(found: Audit) -> str:
    """In ASCII, which every terminal and pipe can carry."""
    return json.dumps(
        {"safe": found.safe, "breaches": [asdict(one) for one in found.breaches], "withheld": found.withheld},
        indent=2,
        allow_nan=False,
    )


def _printable(line: str) -> str:
    """Text from a file must not steer the terminal that shows it."""
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in line)
