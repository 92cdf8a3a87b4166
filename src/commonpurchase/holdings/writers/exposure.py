"""The exposure report as a Word document, a PDF and a CSV file."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from commonpurchase.documents.facts import FORMULA_STARTS
from commonpurchase.documents.writers import pdf, word
from commonpurchase.holdings.facts.exposure import Pointer, Report, Row
from commonpurchase.holdings.facts.foi import Exemption, Search
from commonpurchase.holdings.reckoning.exposure import digest
from commonpurchase.holdings.rules.delivery import how
from commonpurchase.vocabulary.periods import in_words

TEMPLATES = Path(__file__).resolve().parents[1] / "templates" / "holdings"
HEADINGS = (
    "Item",
    "Number",
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


@dataclass(frozen=True)
class Part:
    """What stands beside the items in every file: a heading and its lines."""

    heading: str
    lines: tuple[str, ...]


def parts(report: Report, organisation: str) -> tuple[Part, ...]:
    """The one list from which Word, PDF and CSV take what is not about a single item."""
    asked = [
        f"Organisation: {organisation}",
        f"As of: {in_words(report.at.date())}, {report.at:%H:%M} UTC, by the ledger as it then stood",
        f"Words: {report.words or 'any'}",
        f"Class: {report.item_class or 'every class'}",
        f"Holding matrix: version {report.matrix_version}",
        f"Hash of this report: {digest(report)}",
    ]
    return (
        Part("Known not to be held", tuple(map(_pointer, report.not_held)) or ("Nothing.",)),
        Part(
            "Kept on its behalf by others: counts as what it holds",
            tuple(map(_pointer, report.on_behalf)) or ("Nothing.",),
        ),
        Part("Searches that were made", tuple(map(_search, report.searches)) or ("None yet.",)),
        Part("About this report", (*asked, *report.notes)),
    )


def as_csv(report: Report, organisation: str) -> bytes:
    """UTF-8 with a mark; a row an item, then the parts, a row a line; no cell becomes a formula."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(HEADINGS)
    writer.writerows([_harmless(cell) for cell in cells(row)] for row in report.rows)
    for part in parts(report, organisation):
        writer.writerows([part.heading, _harmless(line)] for line in part.lines)
    return written.getvalue().encode("utf-8-sig")


def as_word(report: Report, organisation: str) -> bytes:
    """The same as a Word document."""
    template = (TEMPLATES / "report.docx").read_bytes()
    return word.render(
        template,
        {
            "organisation": organisation,
            "on": in_words(report.at.date()),
            "matrix": report.matrix_version,
            "rows": [dict(zip(KEYS, cells(row), strict=True)) for row in report.rows],
            "parts": parts(report, organisation),
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
            "parts": [
                {"heading": one.heading, "lines": list(one.lines)} for one in parts(report, organisation)
            ],
        },
        at=report.at,
    )


def _pointer(one: Pointer) -> str:
    return f"{one.programme}: {one.custodian} keeps it. {one.how_to_ask} {one.because}".strip()


def _search(one: Search) -> str:
    return f"{in_words(one.on)}: “{one.terms}” in {one.scope}, by {one.by}; found {len(one.found)}"


def _consider(one: Exemption) -> str:
    return f"{one.id} ({one.title}): {' '.join(one.questions)}"


def _block(row: Row) -> dict[str, object]:
    """One item as a heading and its facts; what is not known is left out."""
    said = list(zip(HEADINGS, cells(row), strict=True))
    return {"heading": row.item.title, "facts": [list(pair) for pair in said[1:] if pair[1]]}


def cells(row: Row) -> Sequence[str]:
    """One item in words, in the order of the headings."""
    item, harm = row.item, row.item.harm
    return (
        item.title,
        item.number,
        str(item.id),
        item.originator,
        item.custodian,
        item.item_class.value,
        ", ".join(sorted(flag.value.replace("_", " ") for flag in item.flags)),
        how(row.mode, row.first),
        in_words(row.first.at.date()) if row.first else "",
        "; ".join(f"{one.law}: {one.printed}" for one in row.statuses),
        f"{harm.harm} (to {harm.to_whom}; said on {in_words(harm.made_on)})" if harm else "",
        item.consult.name if item.consult else "",
        "; ".join(map(_consider, row.candidates)),
        str(len(row.cases)) if row.cases else "",
    )


KEYS = tuple(heading.casefold().replace(" ", "_") for heading in HEADINGS)


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
