"""One row of a table of contracts: a draft, or set aside with every reason."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from commonpurchase.contracts.facts import Draft, Duty, Mapping, SetAside, SourcedDate, UpdateDuty
from commonpurchase.contracts.readers import amounts, days
from commonpurchase.contracts.readers.contract_tables.columns import Columns
from commonpurchase.contracts.readers.days import NO_END
from commonpurchase.contracts.readers.duties import Answer
from commonpurchase.contracts.reckoning import fields, repeated
from commonpurchase.disclosures.readers.cells import UnreadableError, shown
from commonpurchase.documents.facts import Line
from commonpurchase.documents.readers.placeholders import is_placeholder
from commonpurchase.vocabulary.amounts import Basis, Money
from commonpurchase.vocabulary.places import Place

#: A sentence for the person, and a few words to count alike faults by.
Fault = tuple[str, str]


@dataclass(frozen=True)
class Context:
    """What every row of a sheet shares: where it stands, how it is read, whose file it is."""

    file: str
    sheet: str
    columns: Columns
    mapping: Mapping
    own: str


def read(line: Line, context: Context) -> Draft | SetAside:
    """The contract that a row tells of, or the row with every reason why it cannot be taken."""
    place = Place(context.file, context.sheet, line.number)
    faults = _too_wide(line, context)
    values = {} if faults else _values(line, context, faults)
    value = None if faults else _value(line, values, context, faults)
    faults += _missing(values, context) + _with_itself(values) + _out_of_order(values) if values else []
    if faults:
        return set_aside(line, context, faults)
    values["inferred"] = {name for name in fields.DATES if days.is_inferred(context.columns.cell(name, line))}
    return _draft(values, value, place, context)


def set_aside(line: Line, context: Context, faults: list[Fault]) -> SetAside:
    """A row with its reasons and all that it says."""
    return SetAside(
        place=Place(context.file, context.sheet, line.number),
        reasons=tuple(sentence for sentence, _ in faults),
        said=context.columns.said(line),
        kind=faults[0][1],
    )


def _too_wide(line: Line, context: Context) -> list[Fault]:
    """A row of a CSV file with more cells than the header was split in a wrong place."""
    beyond = [cell for cell in line.cells[context.columns.width :] if cell is not None]
    if context.sheet or not beyond:
        return []
    found = f"The row has {len(line.cells)} cells, but the header has {context.columns.width}"
    return [
        (f"{found}: put quotation marks around a text with a separator in it.", "more cells than headings")
    ]


def _values(line: Line, context: Context, faults: list[Fault]) -> dict[str, Any]:
    values: dict[str, Any] = {context.mapping.own: context.own} if context.mapping.own else {}
    for name, reader in context.columns.readers.items():
        cell = context.columns.cell(name, line)
        try:
            values[name] = _plain(name, reader(cell), line, context, values)
        except UnreadableError as why:
            heading = context.columns.headings[name]
            values[name] = why
            faults.append(
                (
                    f"Column {heading}: found {shown(cell)}; expected {why}.",
                    f"{fields.LABELS[name]} cannot be read",
                )
            )
    return values


def _remark(values: dict[str, Any], sentence: str) -> None:
    """Keep a sentence that goes with the contract."""
    values.setdefault("remarks", []).append(sentence)


def _plain(name: str, found: object, line: Line, context: Context, values: dict[str, Any]) -> object:
    """The value itself; what its reader remarks on is said with the column and the cell."""
    if not isinstance(found, Answer):
        return found
    if found.remark:
        heading = context.columns.headings[name]
        _remark(values, f"Column {heading}: found {shown(context.columns.cell(name, line))}, {found.remark}.")
    return found.duty


def _missing(values: dict[str, Any], context: Context) -> list[Fault]:
    """Required fields without a value, or with a word that stands for none."""
    faults = []
    for name in fields.REQUIRED:
        value, label = values.get(name), fields.LABELS[name]
        if not value:
            faults.append((f"{label} is missing.", f"{label} is missing"))
        elif name in context.columns.headings and is_placeholder(value):
            found = f"Column {context.columns.headings[name]}: found {shown(value)}"
            faults.append((f"{found}; expected the {label.lower()} itself.", f"{label} is missing"))
    return faults


def _with_itself(values: dict[str, Any]) -> list[Fault]:
    buyer, supplier = values.get("buyer"), values.get("supplier")
    names = [one for one in (buyer, supplier) if isinstance(one, str) and one and not is_placeholder(one)]
    if len(names) < len(fields.OWN_PARTIES) or repeated.key_of(names[0]) != repeated.key_of(names[1]):
        return []
    return [(f"{names[0]} is named as buyer and as supplier.", "Buyer and supplier are the same")]


def _out_of_order(values: dict[str, Any]) -> list[Fault]:
    faults = []
    for earlier, later in (("start", "end"), ("end", "maximum_end")):
        first, last = values.get(earlier), values.get(later)
        if isinstance(first, date) and isinstance(last, date) and last < first:
            names = fields.LABELS[later], fields.LABELS[earlier]
            faults.append(
                (f"{names[0]} ({last}) lies before {names[1].lower()} ({first}).", "Dates out of order")
            )
    return faults


def _value(line: Line, values: dict[str, Any], context: Context, faults: list[Fault]) -> Money | None:
    amount, columns = values.get("value"), context.columns
    if not isinstance(amount, Decimal):
        return None
    heading = columns.headings["value"]
    beside = amounts.currency_with(columns.cell("value", line))
    column = values.get("currency")
    stated = column if isinstance(column, str) else ""
    if beside and stated and beside != stated:
        found = f"Column {heading} says {beside}, but column {columns.headings['currency']} says {stated}."
        faults.append((found, "Two currencies for one amount"))
    code = stated or beside or fields.currency_in(heading) or context.mapping.currency
    if not code and not isinstance(column, UnreadableError):
        found = f"Column {heading}: found {shown(columns.cell('value', line))} without a currency"
        faults.append((f"{found}; expected a currency for every amount.", "Amount without a currency"))
    basis = values.get("value_basis") or Basis(fields.basis_in(heading) or Basis.UNKNOWN)
    if code and amounts.too_fine(amount, code):
        found = f"Column {heading}: {shown(columns.cell('value', line))} has more decimals than {code} has"
        _remark(values, f"{found}, so the value counts as not known.")
        return None
    return Money.of(amount, code, basis) if code and isinstance(basis, Basis) else None


def _draft(values: dict[str, Any], value: Money | None, place: Place, context: Context) -> Draft:
    start, end, maximum_end, notice = (_sourced(values, name, place, context) for name in fields.DATES)
    return Draft(
        source_key=repeated.key_of(values["reference"]),
        reference=values["reference"],
        buyer=values["buyer"],
        supplier=values["supplier"],
        title=values.get("title", ""),
        cpv=values.get("cpv", ""),
        value=value,
        framework=values.get("framework", ""),
        update_duty=_duty(values),
        models=values.get("product_models", ()),
        notes=_remarks(values),
        place=place,
        start=start,
        end=end,
        maximum_end=maximum_end,
        notice=notice,
    )


def _remarks(values: dict[str, Any]) -> tuple[str, ...]:
    open_ended = [name for name in fields.DATES if values.get(name) == NO_END]
    remarks = [f"{fields.LABELS[name]}: 9999-12-31 was read as “not known”." for name in open_ended]
    return (*remarks, *values.get("remarks", ()))


def _sourced(values: dict[str, Any], name: str, place: Place, context: Context) -> SourcedDate | None:
    on = values.get(name)
    if on is None or on == NO_END:
        return None
    at = Place(place.file, place.sheet, place.row, context.columns.headings[name])
    return SourcedDate(on, source=str(at), inferred=name in values["inferred"])


def _duty(values: dict[str, Any]) -> UpdateDuty:
    """The clause's own words, where the file has them, say that there is a clause."""
    stated: UpdateDuty = values.get("update_duty") or UpdateDuty()
    words = values.get("duty_text") or ""
    duty = Duty.CLAUSE if words and stated.duty is Duty.UNKNOWN else stated.duty
    return UpdateDuty(duty, stated.reference, words if duty is Duty.CLAUSE else "")
