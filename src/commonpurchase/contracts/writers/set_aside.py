"""Rows that were set aside, as a CSV file to mend and bring in again."""

import csv
import io
from collections.abc import Sequence

from commonpurchase.contracts.facts import SetAside
from commonpurchase.contracts.reckoning import fields
from commonpurchase.documents.facts import FORMULA_STARTS


def as_csv(rows: Sequence[SetAside]) -> bytes:
    """UTF-8 with a mark: why, where, then every cell under its own heading; no cell becomes a formula."""
    headings = list(dict.fromkeys(heading for one in rows for heading, _ in one.said))
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(map(_harmless, [*fields.OURS_ASIDE, *headings]))
    writer.writerows(map(_harmless, _cells(one, headings)) for one in rows)
    return written.getvalue().encode("utf-8-sig")


def _cells(one: SetAside, headings: Sequence[str]) -> list[str]:
    said = dict(one.said)
    row = str(one.place.row) if one.place.row else ""
    return [" ".join(one.reasons), one.place.sheet, row, *(said.get(heading, "") for heading in headings)]


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
