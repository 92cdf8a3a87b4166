"""An uploaded workbook or CSV file to what it says, or to everything that is wrong with it at once."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from commonpurchase.disclosures.facts import Expectation, Reading, Said, Status
from commonpurchase.disclosures.readers import across, headers, rows
from commonpurchase.disclosures.reckoning import columns
from commonpurchase.documents.facts import Line, Sheet, Table
from commonpurchase.documents.readers import placeholders, tables
from commonpurchase.vocabulary.places import Place, Problem

#: More errors than anybody mends at once. A file full of them must not keep a server busy for minutes.
MAX_PROBLEMS = 5_000


def read(content: bytes, name: str, expecting: Expectation) -> Reading:
    """What a file says. With any problem nothing of it may be used; rows come in file order."""
    return understood(tables.read(content, name), name, expecting)


def understood(table: Table, name: str, expecting: Expectation) -> Reading:
    """The same, of a table that was read already."""
    if table.problems:
        return Reading(problems=table.problems)
    sheet = headers.sites(table.sheets)
    header = headers.header(sheet) if sheet else None
    if sheet is None or header is None:
        return Reading(problems=tuple(_no_header(name, [sheet] if sheet else table.sheets)))
    place = Place(name, sheet.name)
    wrong = headers.complaints(header, place)
    if wrong:
        return Reading(problems=tuple(wrong))
    reader = rows.Reader(header, place, expecting)
    said, problems = _rows(reader, sheet)
    said, first = (said, []) if expecting.previous else _as_first(said)
    if not said and not problems:
        problems.append(
            Problem(place, "only rows marked close, and nothing was sent before", "a row for every site")
        )
    problems += across.problems(said, expecting.previous, header.written, problems)
    notes = [
        *table.notes,
        *first,
        *placeholders.notes(cell for line in _below(reader, sheet) for cell in reader.emptied(line)),
        *(f"The column “{one}” is not ours and was not read." for one in header.unread),
    ]
    listed = _models(table.sheets)
    if listed:
        problems += across.not_listed(said, set(listed), header.written)
        notes += _without_site(said, listed)
    wrong_rows = {problem.place.row for problem in problems if problem.place.sheet == sheet.name}
    clean = tuple(line for line in said if line.place.row not in wrong_rows)
    return Reading(clean, tuple(sorted(problems)), tuple(notes))


def _no_header(name: str, sheets: Sequence[Sheet]) -> list[Problem]:
    """The columns that the likeliest header lacks; where there is none at all, what one has."""
    nearest = headers.nearest(sheets)
    if nearest:
        sheet, header = nearest
        return headers.complaints(header, Place(name, sheet.name))
    wanted = ", ".join(column.header for column in columns.REQUIRED)
    place = Place(name, sheets[0].name if len(sheets) == 1 else "")
    return [Problem(place, "no row with our column headers", f"a header row with at least {wanted}")]


def _rows(reader: rows.Reader, sheet: Sheet) -> tuple[list[Said], list[Problem]]:
    said: list[Said] = []
    problems: list[Problem] = []
    for line in _below(reader, sheet):
        if not _speaks(reader, line):
            continue
        if len(problems) >= MAX_PROBLEMS:
            place = replace(reader.place, row=line.number)
            problems.append(Problem(place, "too many errors above to go on from here", "those mended first"))
            break
        row, wrong = reader.read(line)
        said.append(row)
        problems += wrong
    if not said and not problems:
        problems.append(Problem(reader.place, "no rows below the header", "a row for every site"))
    return said, problems


def _below(reader: rows.Reader, sheet: Sheet) -> Iterator[Line]:
    return (line for line in sheet.lines if line.number > reader.header.number)


def _as_first(said: list[Said]) -> tuple[list[Said], list[str]]:
    """A first version updates nothing: references and statuses say nothing, closed rows were never open."""
    if not any(line.status or line.row.reference for line in said):
        return said, []
    rows = [line for line in said if line.status is not Status.CLOSE]
    closed = len(said) - len(rows)
    left_out = f" {closed} marked close {'was' if closed == 1 else 'were'} left out." if closed else ""
    note = f"You have sent nothing before, so every row counts as new.{left_out}"
    return [replace(line, status=None, row=replace(line.row, reference="")) for line in rows], [note]


def _speaks(reader: rows.Reader, line: Line) -> bool:
    """Whether any of our columns holds something: a remark beside the table is no row."""
    return any(reader.cell(line, field) is not None for field in reader.header.positions)


def _models(sheets: Sequence[Sheet]) -> dict[tuple[str, str], str]:
    sheet = headers.models(sheets)
    header = headers.header(sheet, at_least=2) if sheet else None
    return rows.models(header, sheet.lines) if sheet and header else {}


def _without_site(said: Sequence[Said], listed: dict[tuple[str, str], str]) -> list[str]:
    named = {(columns.folded(one.row.brand), columns.folded(one.row.product_model)) for one in said}
    missing = sorted(written for model, written in listed.items() if model not in named)
    return [f"The product model “{model}” has no site on the sheet {columns.SITES[0]}." for model in missing]
