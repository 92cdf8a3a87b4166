"""The two files that the gate is asked of: contracts, and what suppliers have disclosed."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from commonpurchase.contracts.facts import Contract, SourcedDate
from commonpurchase.contracts.readers import duties
from commonpurchase.contracts.readers.gate_files import cells, tables
from commonpurchase.disclosures.facts import Disclosure, Row
from commonpurchase.vocabulary.amounts import Money
from commonpurchase.vocabulary.places import Problem

CONTRACTS = (
    "contract_id", "buyer", "supplier", "title", "cpv", "value", "currency",
    "start_on", "end_on", "max_end_on", "notice_on", "update_duty",
)  # fmt: skip
CONTRACTS_NEED = ("contract_id", "buyer", "supplier", "end_on")
DISCLOSURES = (
    "supplier", "brand", "product_model", "site_name", "address", "country", "tier", "disclosed_on",
)  # fmt: skip
DISCLOSURES_NEED = ("supplier", "disclosed_on")

Problems = tuple[Problem, ...]


@dataclass(frozen=True)
class Disclosed:
    """The rows of every supplier in a file."""

    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)

    def by(self, supplier: str) -> Disclosure:
        """What a supplier disclosed, its name trimmed and its capitals folded; empty when nothing."""
        return Disclosure(supplier, self.rows.get(folded(supplier), ()))


def folded(name: str) -> str:
    """A name for matching: trimmed, capitals and ß folded; white space inside it counts as written.

    A letter such as ö is the same however it is composed, of one code point or of two.
    """
    return unicodedata.normalize("NFC", name).strip().casefold()


def read_contracts(content: bytes, file: str) -> tuple[tuple[Contract, ...], Problems]:
    """The contracts of a CSV file in its order, and every problem; take them only if there is none."""
    table = tables.read(content, file, CONTRACTS, CONTRACTS_NEED)
    contracts = tuple(_contract(line) for line in table.lines)
    return contracts, _problems(table)


def read_disclosures(content: bytes, file: str) -> tuple[Disclosed, Problems]:
    """The disclosed rows of a CSV file by supplier, and every problem; take them only if there is none."""
    table = tables.read(content, file, DISCLOSURES, DISCLOSURES_NEED)
    rows: dict[str, list[Row]] = {}
    for line in table.lines:
        rows.setdefault(folded(line.named("supplier")), []).append(_row(line))
    return Disclosed({supplier: tuple(said) for supplier, said in rows.items()}), _problems(table)


def _problems(table: tables.Table) -> Problems:
    """All of them from the top of the file to its end."""
    every = table.problems + tuple(problem for line in table.lines for problem in line.problems)
    return tuple(sorted(every, key=lambda problem: problem.place.row))


def _contract(line: tables.Line) -> Contract:
    duty = duties.read(line.cells.get("update_duty", ""))
    return Contract(
        reference=line.named("contract_id"),
        buyer=line.named("buyer"),
        supplier=line.named("supplier"),
        title=line.cells.get("title", ""),
        cpv=line.cells.get("cpv", ""),
        value=_money(line),
        start=_dated(line, "start_on"),
        end=_dated(line, "end_on") if line.needed("end_on") else None,
        maximum_end=_dated(line, "max_end_on"),
        notice=_dated(line, "notice_on"),
        update_duty=duty.duty,
        notes=_remarks(line, duty),
    )


def _remarks(line: tables.Line, duty: duties.Answer) -> tuple[str, ...]:
    """How the cell about the duty was read, where that needs saying. It stops nothing: it may be blank."""
    found = tables.quoted(line.cells.get("update_duty", ""))
    return (f"Column update_duty: found {found}, {duty.remark}.",) if duty.remark else ()


def _money(line: tables.Line) -> Money | None:
    """The value with its currency; a value in no known currency is no amount of money."""
    amount, currency = line.read("value", cells.amount), line.read("currency", cells.currency)
    return None if amount is None or currency is None else Money.of(amount, currency)


def _dated(line: tables.Line, column: str) -> SourcedDate | None:
    on = line.read(column, cells.day)
    return SourcedDate(on, source=f"{line.file}, row {line.number}, column {column}") if on else None


def _row(line: tables.Line) -> Row:
    line.needed("disclosed_on")
    return Row(
        brand=line.cells.get("brand", ""),
        product_model=line.cells.get("product_model", ""),
        site_name=line.cells.get("site_name", ""),
        address=line.cells.get("address", ""),
        country=line.cells.get("country", ""),
        tier=line.read("tier", cells.tier),
        disclosed_on=line.read("disclosed_on", cells.day) or date.min,
    )
