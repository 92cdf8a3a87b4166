"""The list of contracts as a CSV file for a spreadsheet; nothing changes when it is brought in again."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from commonpurchase.contracts.facts import Line, SourcedDate
from commonpurchase.documents.facts import FORMULA_STARTS

HEADINGS = (
    "Contract",
    "Title",
    "Buyer",
    "Supplier",
    "Gate",
    "Because",
    "Opens",
    "Notice",
    "End",
    "Last update",
    "Next date",
)
#: Only for who decides: nobody else is told of decisions, nor that there is none.
DECIDED = ("Decision", "Decided on")
#: Behind a day that was worked out and not read; our own reader understands it.
INFERRED = "(inferred)"


def as_csv(lines: Sequence[Line], deciding: Iterable[UUID]) -> bytes:
    """UTF-8 with a mark; what is not known is blank, and no cell becomes a formula.

    `deciding` are the contracts at whose gates the reader decides.
    """
    ours = set(deciding)
    decides = any(line.contract.id in ours for line in lines)
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow((*HEADINGS, *DECIDED) if decides else HEADINGS)
    for line in lines:
        cells = (*_cells(line), *(_decision(line) if decides else ()))
        writer.writerow([_harmless(cell) for cell in cells])
    return written.getvalue().encode("utf-8-sig")


def _cells(line: Line) -> tuple[str, ...]:
    contract, said = line.contract, line.gate
    return (
        *(contract.reference, contract.title, contract.buyer, contract.supplier),
        *(", ".join(said.words), said.because, _day(said.opens_on if said.dated else None)),
        *(_sourced(contract.notice), _sourced(contract.end), _day(said.last_update_on), _day(line.next_on)),
    )


def _decision(line: Line) -> tuple[str, str]:
    decision = line.decision
    return (decision.outcome.value, _day(decision.decided_on)) if decision else ("", "")


def _sourced(on: SourcedDate | None) -> str:
    return f"{_day(on.on)} {INFERRED}" if on and on.inferred else _day(on.on if on else None)


def _day(on: date | None) -> str:
    return on.isoformat() if on else ""


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
