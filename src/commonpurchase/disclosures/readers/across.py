"""What can only be seen across rows: duplicates, references, and what was said before."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from commonpurchase.disclosures.facts import Evidence, Row, Said, Status
from commonpurchase.disclosures.reckoning import columns
from commonpurchase.disclosures.reckoning.difference import differing, matched, merged
from commonpurchase.vocabulary.places import Problem

#: Columns by field, as the file itself heads them.
Headers = dict[str, str]


def problems(
    said: Sequence[Said], previous: Sequence[Row], headers: Headers, known: Sequence[Problem] = ()
) -> list[Problem]:
    """Everything wrong between the rows of a file, and between them and the version before.

    A cell that is `known` to be wrong already is not held against its row a second time.
    """
    told = {(problem.place.row, problem.place.column) for problem in known}
    found = [*_duplicates(said, headers), *_references(said, previous, headers)]
    partners = matched(previous, said)
    for index, line in enumerate(said):
        before = previous[partners[index]] if index in partners else None
        found += _against(line, before, headers)
        found += _confirmed(line, before, headers, told)
    return found


def not_listed(said: Sequence[Said], models: set[tuple[str, str]], headers: Headers) -> list[Problem]:
    """Rows about a model that the workbook's own sheet of product models does not list."""
    return [
        _problem(
            line,
            "product_model",
            f"{line.row.brand} {line.row.product_model}, which is not on the sheet {columns.MODELS[0]}",
            "a model listed there: add it, or correct this cell",
            headers,
        )
        for line in said
        if line.status is not Status.CLOSE and all(_model(line.row)) and _model(line.row) not in models
    ]


def _model(row: Row) -> tuple[str, str]:
    return columns.folded(row.brand), columns.folded(row.product_model)


def _problem(line: Said, field: str, found: str, expected: str, headers: Headers) -> Problem:
    column = headers.get(field, columns.BY_FIELD[field].header)
    return Problem(replace(line.place, column=column), found, expected)


def _duplicates(said: Sequence[Said], headers: Headers) -> Iterator[Problem]:
    first: dict[tuple[str, ...], int] = {}
    for line in said:
        if line.status is Status.CLOSE or not (line.row.brand and line.row.site_name):
            continue
        earlier = first.setdefault(line.row.key, line.place.row)
        if earlier != line.place.row:
            found = f"the same brand, model, component and site as row {earlier}"
            expected = "each once: delete one, or if two sites share a name, add the town to it"
            yield _problem(line, "site_name", found, expected, headers)


def _references(said: Sequence[Said], previous: Sequence[Row], headers: Headers) -> Iterator[Problem]:
    known = {row.reference for row in previous}
    first: dict[str, int] = {}
    for line in said:
        reference = line.row.reference
        if not reference:
            continue
        earlier = first.setdefault(reference, line.place.row)
        if reference not in known:
            expected = "a reference from your latest workbook, or an empty cell for a new row"
            yield _problem(line, "reference", f"the unknown reference {reference}", expected, headers)
        elif earlier != line.place.row:
            found = f"the reference {reference}, which row {earlier} has too"
            yield _problem(line, "reference", found, "each once; a new row has none", headers)


def _against(line: Said, before: Row | None, headers: Headers) -> Iterator[Problem]:
    if before is None and line.status and not line.row.reference:
        expected = "an empty cell: no earlier row matches, so this one is new"
        yield _problem(line, "status", line.status.value, expected, headers)
    claimed = line.row.evidence is Evidence.VERIFIED and line.status is not Status.CLOSE
    if claimed and (before is None or before.support is not Evidence.VERIFIED):
        expected = "self-declared or documented: only a monitoring partner can verify a row"
        yield _problem(line, "evidence", "verified", expected, headers)


def _confirmed(
    line: Said, before: Row | None, headers: Headers, told: set[tuple[int, str]]
) -> Iterator[Problem]:
    if before is None or line.status is not Status.CONFIRM:
        return
    differ = {field: columns.BY_FIELD[field].header for field in differing(before, merged(before, line))}
    changed = [
        name for field, name in differ.items() if (line.place.row, headers.get(field, name)) not in told
    ]
    if changed:
        found = f"confirm, although it differs from before in {', '.join(changed)}"
        yield _problem(line, "status", found, "change, or the row as it was", headers)
