"""`commonpurchase import contracts`: does for an organisation what the import page does."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from django.db import transaction

from commonpurchase.contracts.actions import imports as actions
from commonpurchase.contracts.commands.acting import UnknownOrganisationError, acting_for
from commonpurchase.contracts.facts import Fate, ImportOutcome, Preview
from commonpurchase.contracts.queries import imports as queries
from commonpurchase.contracts.reckoning import audience, comparison, fields, tallies
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Viewer

NOTHING_TAKEN, BAD_INPUT = 1, 2
_REFUSALS = (actions.NotReadyError, UnknownOrganisationError, gate.RefusedError)


class _UnreadableFilesError(Exception):
    """Undoes what was written; the sentences say which files cannot be read and why."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


def import_contracts(
    files: Annotated[list[Path], typer.Argument(help="Lists (.xlsx, .csv) or OCDS (.json, .jsonl, .gz).")],
    *,
    holder: Annotated[str, typer.Option("--for", help="The organisation that brings them in, by name.")],
    keep_to_ourselves: Annotated[
        bool, typer.Option("--keep-to-ourselves", help="Show new contracts to nobody else.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print a list with one object a file.")] = False,
) -> None:
    """Import contracts: all files or none. The same file again changes nothing.

    Exit status: 0 when imported (some rows may be set aside), 1 when every row of a file was set aside,
    2 when a file cannot be read; then nothing is kept.
    """
    contents = _contents(files)
    try:
        by = acting_for(holder)
        with transaction.atomic():
            told = _imported(contents, by, keep_to_ourselves=keep_to_ourselves)
            transaction.set_rollback(dry_run)
    except _UnreadableFilesError as why:
        _stop(why.sentences)
    except _REFUSALS as why:
        _stop([str(why)])
    if as_json:
        typer.echo(json.dumps([{**one, "dry_run": dry_run} for one in told], ensure_ascii=False, indent=2))
    else:
        _print(told, dry_run=dry_run)
    if any(one["set_aside"] and not one["taken"] for one in told):
        raise typer.Exit(NOTHING_TAKEN)


def _contents(files: Iterable[Path]) -> list[tuple[str, bytes]]:
    contents, unreadable = [], []
    for file in files:
        try:
            contents.append((file.name, file.read_bytes()))
        except OSError as why:
            unreadable.append(f"{file}: found no readable file ({why.strerror}); expected a list or OCDS")
    if unreadable:
        _stop(unreadable)
    return contents


def _imported(
    contents: list[tuple[str, bytes]], by: Viewer, *, keep_to_ourselves: bool
) -> list[dict[str, Any]]:
    """Each file received and carried out; every file that cannot be read is named before anything stops."""
    keys = [actions.receive(name=name, content=content, by=by) for name, content in contents]
    unreadable = [sentence for key in keys for sentence in _unreadable(queries.previewed(by, key))]
    if unreadable:
        raise _UnreadableFilesError(unreadable)
    told = []
    for key in keys:
        # Files before this one may have added what it only changes, so it is looked at again.
        preview = queries.previewed(by, key)
        told.append(
            _told(preview, actions.carry_out(imported=key, keep_to_ourselves=keep_to_ourselves, by=by))
        )
    return told


def _unreadable(preview: Preview) -> list[str]:
    name = preview.imported.name
    if preview.asks_for_columns and preview.layout:
        missing = ", ".join(fields.LABELS[one].lower() for one in preview.layout.missing)
        expected = "known headings, or a file like it whose columns were told on the import page"
        return [f"{name}: found no column for {missing}; expected {expected}"]
    return [str(problem) for problem in preview.read.problems]


def _told(preview: Preview, outcome: ImportOutcome) -> dict[str, Any]:
    return {
        "file": preview.imported.name,
        **asdict(outcome),
        "taken": preview.read.rows_taken,
        "contracts": len(preview.read.drafts),
        "counts": preview.read.counts,
        "dates": [asdict(one) for one in comparison.known_dates(preview.read.drafts)],
        "set_aside_because": dict(tallies.by_reason(preview.read.set_aside)),
        "columns_not_read": list(preview.layout.unread) if preview.layout else [],
        "notes": list(preview.read.notes),
        "who_will_see": audience.of_contracts(
            preview.holder, () if outcome.kept_to_ourselves else preview.receiving
        ),
    }


def _print(told: Iterable[dict[str, Any]], *, dry_run: bool) -> None:
    for one in told:
        typer.echo("\n  ".join(_lines(one)))
    if dry_run:
        typer.echo("Nothing was kept: this was a dry run.")


def _lines(one: dict[str, Any]) -> list[str]:
    unread = one["columns_not_read"]
    fates = ", ".join(f"{one[fate.value]} {fate.value}" for fate in Fate)
    return [
        f"{one['file']}: {one['contracts']} contracts from {one['rows_in']} {one['unit']}: "
        f"{one['taken']} taken, {one['set_aside']} set aside.",
        f"{fates}; {one['kept']} fields kept as they were",
        *(f"{what}: {count}" for what, count in one["counts"].items()),
        *map(_line, one["dates"]),
        *(f"set aside: {reason}: {count}" for reason, count in one["set_aside_because"].items()),
        *([f"columns that were not read: {', '.join(unread)}"] if unread else []),
        *one["notes"],
        one["who_will_see"],
    ]


def _line(dates: dict[str, Any]) -> str:
    known = f"{dates['stated']} known, {dates['inferred']} inferred, {dates['unknown']} unknown"
    return f"{dates['kind']}: {known}"


def _stop(sentences: Iterable[str]) -> NoReturn:
    for sentence in sentences:
        typer.echo(sentence, err=True)
    raise typer.Exit(BAD_INPUT)
