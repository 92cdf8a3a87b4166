"""A table of contracts as drafts: every row is taken or set aside, and the two add up."""

from collections.abc import Iterable

from commonpurchase.contracts.facts import Draft, Duty, Layout, ReadContracts, SetAside
from commonpurchase.contracts.readers import headers
from commonpurchase.contracts.readers.contract_tables import columns, rows
from commonpurchase.contracts.reckoning import repeated
from commonpurchase.documents.facts import Line, Sheet, Table
from commonpurchase.documents.readers import placeholders

NO_WORDS = "The clause's own words are not given; a formal letter needs them."
Row = tuple[Line, rows.Context, Draft | SetAside]


def read(table: Table, name: str, layout: Layout, own: str = "") -> ReadContracts:
    """The contracts of a table whose layout misses nothing. `own` names the importing organisation.

    Every sheet with the same header is read; others are named in the notes.
    """
    sheets = headers.alike(table.sheets, layout)
    lines = [line for sheet, index in sheets for line in sheet.lines[index + 1 :]]
    width = len(next(sheet.lines[index].cells for sheet, index in sheets))
    known = columns.of(layout, lines, width)
    read_rows: list[Row] = []
    for sheet, index in sheets:
        context = rows.Context(name, sheet.name, known, layout.mapping, own)
        read_rows += [(line, context, rows.read(line, context)) for line in sheet.lines[index + 1 :]]
    drafts, set_aside, notes = _apart(read_rows)
    return ReadContracts(
        drafts=tuple(drafts),
        set_aside=tuple(set_aside),
        rows_in=len(lines),
        rows_taken=len(lines) - len(set_aside),
        notes=(
            *table.notes,
            *_left_out(table.sheets, [sheet.name for sheet, _ in sheets]),
            *placeholders.notes(cell for line in lines for cell in known.emptied(line)),
            *_wordless(drafts),
            *notes,
        ),
    )


def _apart(read_rows: Iterable[Row]) -> tuple[list[Draft], list[SetAside], list[str]]:
    """Drafts, rows set aside in the order of the file, and a note for each row that says nothing new."""
    found = list(read_rows)
    told = repeated.told([one for _, _, one in found if isinstance(one, Draft)])
    drafts, aside, notes = [], [], [*told.notes]
    for line, context, read_one in found:
        if isinstance(read_one, SetAside):
            aside.append(read_one)
            continue
        one = told.apart.get(read_one.place, read_one)
        if one.source_key in told.contradicted:
            aside.append(rows.set_aside(line, context, [told.contradicted[one.source_key]]))
        elif one.place in told.again:
            notes.append(told.again[one.place])
        else:
            drafts.append(one)
    return drafts, aside, notes


def _wordless(drafts: list[Draft]) -> list[str]:
    """A note on the contracts with a clause that the file only refers to."""
    found = [one for one in drafts if one.update_duty.duty is Duty.CLAUSE and not one.update_duty.text]
    rows = repeated.rows_of(found) if found else ""
    return [f"{rows[0].upper()}{rows[1:]}: {NO_WORDS}"] if found else []


def _left_out(sheets: Iterable[Sheet], taken: list[str]) -> list[str]:
    left = [one for one in sheets if one.name not in taken and one.lines]
    return [f"Sheet {one.name} was not read: its columns are not those of the list." for one in left]
