"""The exposure report as a Word document, a PDF and a CSV file."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from commonpurchase.documents.facts import FORMULA_STARTS
from commonpurchase.documents.writers import pdf, word
from commonpurchase.holdings.facts.exposure import Report, Row
from commonpurchase.holdings.rules.delivery import WORDS
from commonpurchase.vocabulary.periods import in_words

TEMPLATES = Path(__file__).resolve().parents[1] / "templates" / "holdings"
HEADINGS = (
    "Item",
    "Reference",
    "Originator",
    "Custodian",
    "Class",
    "Flags",
    "How",
    "Since",
    "Status",
    "Harm of release",
    "To consult",
    "To consider",
    "Held for requests",
)


def as_csv(report: Report) -> bytes:
    """UTF-8 with a mark; a row an item, then what is known not to be held; no cell becomes a formula."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(HEADINGS)
    writer.writerows([_harmless(cell) for cell in cells(row)] for row in report.rows)
    for pointer in report.not_held:
        said = f"Known not to be held: {pointer.custodian} keeps it. {pointer.how_to_ask}"
        writer.writerow([_harmless(pointer.programme), "", "", _harmless(pointer.custodian), "", "", said])
    return written.getvalue().encode("utf-8-sig")


def as_word(report: Report, organisation: str) -> bytes:
    """The same as a Word document, with its notes and the searches that were made."""
    template = (TEMPLATES / "report.docx").read_bytes()
    return word.render(
        template,
        {
            "organisation": organisation,
            "on": in_words(report.at.date()),
            "matrix": report.matrix_version,
            "rows": [dict(zip(KEYS, cells(row), strict=True)) for row in report.rows],
            "not_held": report.not_held,
            "searches": report.searches,
            "notes": report.notes,
        },
    )


def as_pdf(report: Report, organisation: str) -> bytes:
    """The same as a tagged PDF, for paper and for whoever asks for a file that nobody edits."""
    return pdf.render(
        (TEMPLATES / "report.typ").read_bytes(),
        {
            "heading": f"What {organisation} holds",
            "lead": (
                f"As of {in_words(report.at.date())}, {report.at:%H:%M} UTC, by the ledger as it then stood "
                f"and version {report.matrix_version} of the holding matrix."
            ),
            "notes": list(report.notes),
            "rows": [_block(row) for row in report.rows],
            "not_held": [f"{one.programme}: {one.custodian}. {one.how_to_ask}" for one in report.not_held],
            "searches": [
                f"{in_words(one.on)}: “{one.terms}” in {one.scope}, by {one.by}; found {len(one.found)}"
                for one in report.searches
            ],
        },
        at=report.at,
    )


def _block(row: Row) -> dict[str, object]:
    """One item as a heading and its facts; what is not known is left out."""
    said = list(zip(HEADINGS, cells(row), strict=True))
    return {"heading": row.item.title, "facts": [list(pair) for pair in said[1:] if pair[1]]}


def cells(row: Row) -> Sequence[str]:
    """One item in words, in the order of the headings."""
    item, harm = row.item, row.item.harm
    return (
        item.title,
        str(item.id),
        item.originator,
        item.custodian,
        item.item_class.value,
        ", ".join(sorted(flag.value.replace("_", " ") for flag in item.flags)),
        WORDS[row.mode],
        in_words(row.first.at.date()) if row.first else "",
        "; ".join(f"{one.law}: {one.printed}" for one in row.statuses),
        f"{harm.harm} (to {harm.to_whom}; said on {in_words(harm.made_on)})" if harm else "",
        item.consult.name if item.consult else "",
        "; ".join(one.id for one in row.candidates),
        str(len(row.cases)) if row.cases else "",
    )


KEYS = tuple(heading.casefold().replace(" ", "_") for heading in HEADINGS)


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
