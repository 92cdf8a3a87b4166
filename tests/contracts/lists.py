"""Small lists of contracts as CSV files, honest and otherwise."""

import csv
import io

HEADINGS = (
    "contract_id",
    "buyer",
    "supplier",
    "title",
    "value",
    "currency",
    "start_on",
    "end_on",
    "notice_on",
)
LAPTOPS = {
    "contract_id": "C-1",
    "buyer": "Ekvik stad",
    "supplier": "Nordbyte AB",
    "title": "Laptops",
    "value": "1200000",
    "currency": "SEK",
    "start_on": "2024-01-01",
    "end_on": "2026-12-31",
    "notice_on": "2026-06-30",
}


def contract(number: int = 1, **cells: str) -> dict[str, str]:
    """One contract between Ekvik and Nordbyte, some of its cells changed or added."""
    return {**LAPTOPS, "contract_id": f"C-{number}", **cells}


def written(*rows: dict[str, str]) -> bytes:
    """The rows as a CSV file, under every heading that one of them uses."""
    headings = list(dict.fromkeys([*HEADINGS, *(name for row in rows for name in row)]))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, headings, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def table(*lines: str) -> bytes:
    """Lines of a CSV file as they stand."""
    return "\n".join(lines).encode()
