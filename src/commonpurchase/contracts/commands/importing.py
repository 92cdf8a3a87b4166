"""`commonpurchase import contracts`: does for an organisation what the import page does."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, NoReturn
from uuid import UUID

import typer
from django.db import transaction

from commonpurchase.contracts.actions import imports as actions
from commonpurchase.contracts.commands import telling
from commonpurchase.contracts.commands.acting import UnknownOrganisationError, acting_for
from commonpurchase.contracts.facts import Fate, ImportOutcome, Preview, counted
from commonpurchase.contracts.queries import imports as queries
from commonpurchase.contracts.reckoning import audience, comparison, fields, listed, tallies, told
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Viewer

NOTHING_TAKEN, BAD_INPUT = 1, 2
_REFUSALS = (actions.NotReadyError, UnknownOrganisationError, gate.RefusedError)


class _UnreadableFilesError(Exception):
    """Undoes what was written; the sentences say which files cannot be read and why."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


def import_contracts(  # noqa: PLR0913 - one for each option of the command line
    files: Annotated[list[Path], typer.Argument(help="Lists (.xlsx, .csv) or OCDS (.json, .jsonl, .gz).")],
    *,
    holder: Annotated[str, typer.Option("--for", help="The organisation that brings them in, by name.")],
    column: telling.Column = None,
    own: telling.Own = None,
    currency: telling.Currency = None,
    day_order: telling.DayOrder = None,
    decimal_mark: telling.DecimalMark = None,
    keep_to_ourselves: Annotated[
        bool, typer.Option("--keep-to-ourselves", help="Show new contracts to nobody else.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print a list with one object a file.")] = False,
) -> None:
    """Import contracts: all files or none. The same file again changes nothing.

    --column and the four options after it must fit every list named, and are remembered for the next list
    with the same headings. What is not told stays as recognised, or as told before; an empty word, as in
    --currency "", takes back what was told. An OCDS file needs none of them, and is refused with any.

    Exit status: 0 when imported (some rows may be set aside), 1 when every row of a file was set aside,
    2 when a file or an option cannot be read; then nothing is kept.
    """
    said = told.understood(told.Words(column or (), own, currency, day_order, decimal_mark))
    contents, absent = _contents(files)
    wrong = [*said.mistakes, *absent]
    try:
        by = acting_for(holder)
        with transaction.atomic():
            keys = _received(contents, said, wrong, by)
            done = [_carried_out(key, by, keep_to_ourselves=keep_to_ourselves) for key in keys]
            transaction.set_rollback(dry_run)
    except _UnreadableFilesError as why:
        _stop(why.sentences)
    except _REFUSALS as why:
        _stop([*wrong, str(why)])
    if as_json:
        typer.echo(json.dumps([{**one, "dry_run": dry_run} for one in done], ensure_ascii=False, indent=2))
    else:
        _print(done, dry_run=dry_run)
    if any(one["set_aside"] and not one["taken"] for one in done):
        raise typer.Exit(NOTHING_TAKEN)


def _contents(files: Iterable[Path]) -> tuple[list[tuple[str, bytes]], list[str]]:
    """Name and content of each file, and a sentence for each that is not there."""
    contents, unreadable = [], []
    for file in files:
        try:
            contents.append((file.name, file.read_bytes()))
        except OSError as why:
            unreadable.append(f"{file}: found no readable file ({why.strerror}); expected a list or OCDS")
    return contents, unreadable


def _received(contents: list[tuple[str, bytes]], said: told.Told, wrong: list[str], by: Viewer) -> list[UUID]:
    """The imports, each read as it was told; whatever is wrong with any is named before anything stops."""
    keys = [actions.receive(name=name, content=content, by=by) for name, content in contents]
    if every := [*wrong, *(sentence for key in keys for sentence in _prepared(key, said, by))]:
        raise _UnreadableFilesError(every)
    return keys


def _prepared(key: UUID, said: told.Told, by: Viewer) -> list[str]:
    """Let a file be read as it was told; every reason why it cannot be."""
    preview = queries.previewed(by, key)
    if preview.read.problems or not said.options:
        return _unreadable(preview)
    if preview.layout is None:
        found = "found published notices (OCDS), which say themselves what each of their fields is"
        expected = f"expected a list, or an import without {', '.join(said.options)}"
        return [f"{preview.imported.name}: {found}; {expected}"]
    mapping, wrong = told.mapped(preview.layout, said)
    if not wrong and not said.mistakes:
        actions.map_columns(imported=key, mapping=mapping, by=by)
    return [f"{preview.imported.name}: {one}" for one in wrong]


def _carried_out(key: UUID, by: Viewer, *, keep_to_ourselves: bool) -> dict[str, Any]:
    """What became of a file. Files before it may have added what it only changes, so it is looked at anew."""
    preview = queries.previewed(by, key)
    return _told(preview, actions.carry_out(imported=key, keep_to_ourselves=keep_to_ourselves, by=by))


def _unreadable(preview: Preview) -> list[str]:
    name = preview.imported.name
    if preview.asks_for_columns and preview.layout:
        missing = [fields.LABELS[one] for one in preview.layout.missing]
        known = listed.in_short([one.heading for one in preview.layout.columns])
        found = f"found no column for {', '.join(missing).lower()} among {known}"
        return [f"{name}: {found}; expected known headings, or --column “HEADING={missing[0]}” and so on"]
    return [str(problem) for problem in preview.read.problems]


def _told(preview: Preview, outcome: ImportOutcome) -> dict[str, Any]:
    layout = preview.layout
    return {
        "file": preview.imported.name,
        **asdict(outcome),
        "taken": preview.read.rows_taken,
        "contracts": len(preview.read.drafts),
        "counts": preview.read.counts,
        "dates": [asdict(one) for one in comparison.known_dates(preview.read.drafts)],
        "set_aside_because": dict(tallies.by_reason(preview.read.set_aside)),
        "columns_read": {one.heading: fields.LABELS[one.field] for one in layout.columns if one.field}
        if layout
        else {},
        "columns_not_read": list(layout.unread) if layout else [],
        "read_with": told.in_words(layout.mapping, preview.holder.name) if layout else [],
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
    read = [f"{heading}={label}" for heading, label in one["columns_read"].items()]
    parts = {"columns read": read, "columns that were not read": one["columns_not_read"]}
    fates = ", ".join(f"{one[fate.value]} {fate.value}" for fate in Fate)
    return [
        f"{one['file']}: {counted(one['contracts'], 'contracts')} from "
        f"{counted(one['rows_in'], one['unit'])}: "
        f"{one['taken']} taken, {one['set_aside']} set aside.",
        f"{fates}; {counted(one['kept'], 'fields')} kept as they were",
        *(f"{what}: {count}" for what, count in one["counts"].items()),
        *map(_line, one["dates"]),
        *(f"set aside: {reason}: {count}" for reason, count in one["set_aside_because"].items()),
        *(f"{what}: {', '.join(names)}" for what, names in parts.items() if names),
        *one["read_with"],
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
