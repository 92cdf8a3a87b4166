"""Each supplier of an award or contract as a draft, or set aside with every reason why."""

import hashlib
import re
from dataclasses import dataclass, replace

from commonpurchase.contracts.facts import Draft, SetAside
from commonpurchase.contracts.readers.ocds import amounts, dates, parties, stages
from commonpurchase.contracts.readers.ocds.compiled import Process
from commonpurchase.contracts.readers.ocds.rows import GONE, Agreement, Row
from commonpurchase.contracts.readers.ocds.shape import Node, at, cpv, folded, many, text
from commonpurchase.vocabulary.amounts import Money

#: Text that was read in the wrong encoding before it was published.
_BROKEN = re.compile(r"â€|Ã[\x80-\xbf]|Â[£ °·]|\ufffd")
#: Longer keys are cut and closed with a digest.
_KEY = 200


@dataclass(frozen=True)
class _Told:
    """What holds for every supplier of an award or contract."""

    agreement: Agreement
    buyer: str
    title: str
    value: Money | None
    notes: tuple[str, ...]


def of(agreement: Agreement, rows: list[Row]) -> list[Draft | SetAside]:
    """Each row as a contract, when it names a buyer and a supplier and has not come to nothing."""
    if not rows:
        return []
    buyer, notes = parties.buyer(agreement)
    value, value_notes = _value(agreement)
    when, stage = dates.of(agreement), stages.of(agreement)
    every = (*stage.notes, *notes, *value_notes, *when.notes, *agreement.process.faults[:5])
    told = _Told(agreement, buyer, _title(agreement), value, every)
    pattern = Draft(
        source_key="",
        reference=_reference(agreement),
        buyer=buyer,
        supplier="",
        title=told.title,
        cpv=_cpv(agreement),
        value=value,
        start=when.start,
        end=when.end,
        maximum_end=when.maximum_end,
        framework=stage.framework,
        stage=stage.stage,
        place=agreement.process.place,
    )
    return [_one(told, row, pattern) for row in rows]


def _one(told: _Told, row: Row, pattern: Draft) -> Draft | SetAside:
    faults = _faults(told, row)
    if faults:
        reasons = tuple(why for _, why in faults)
        return SetAside(pattern.place, reasons, _said(told, row), kind=faults[0][0])
    notes = tuple(dict.fromkeys((*told.notes, *_notes(told, row))))
    key = source_key(told.agreement, row, told.buyer)
    return replace(pattern, source_key=key, supplier=row.supplier.name, notes=notes)


def source_key(agreement: Agreement, row: Row, buyer: str) -> str:
    """What makes a second reading the same contract: process, buyer, award, supplier.

    The buyer is always in it, because publishers weld several buyers' processes under one ocid. The
    first contract of an award has the award's key, so that an award and its later contract are one.
    """
    award, contract = agreement.award_id, text(agreement.contract, "id")
    own_award = award and not (contract and agreement.process.is_framework)
    which = f"award {award}" if own_award and row.first else f"contract {contract}"
    key = " | ".join((agreement.process.ocid, folded(buyer), which, row.supplier.key))
    if len(key) <= _KEY:
        return key
    return f"{key[: _KEY - 33]} {hashlib.sha256(key.encode()).hexdigest()[:32]}"


def _value(agreement: Agreement) -> tuple[Money | None, list[str]]:
    """The value; unknown for each of several suppliers who share one, which is never split or multiplied."""
    tender = at(agreement.process.node, "tender") or {}
    award = agreement.award if agreement.sole else {}
    value, notes = amounts.value(award, agreement.contract, tender)
    if value and len(agreement.together) > 1:
        stated = f"{value} for {len(agreement.together)} suppliers together"
        return None, [f"Value unknown: the notice states {stated}, not what each receives.", *notes]
    return value, notes


def _faults(told: _Told, row: Row) -> list[tuple[str, str]]:
    """Every reason to set a row aside: in a few words, and as a sentence."""
    agreement, name = told.agreement, row.supplier.name
    ocid, status = agreement.process.ocid, text(agreement.main, "status")
    kind = "Contract" if agreement.contract else "Award"
    what = f"{kind} {_short(text(agreement.main, 'id'), ocid)} of {ocid}"
    found = []
    if status.casefold() in GONE:
        found.append(("came to nothing", f"{what} is {status}."))
    if row.superseded_by:
        heir = _short(row.superseded_by, ocid)
        again = f"{what} is said again by a later release as award {heir}, with the same supplier, lots,"
        found.append(("corrected under another award id", f"{again} date and period: the later one counts."))
    if not told.buyer:
        found.append(("no buyer", f"{what} names no buyer."))
    if not name:
        found.append(("no supplier", f"{what} names no supplier."))
    elif folded(name) in {folded(told.title), folded(text(agreement.process.node, "tender", "title"))}:
        said = f"{what} gives its title, “{name}”, as the name of the supplier."
        found.append(("supplier is the title", said))
    elif folded(name) == folded(told.buyer):
        found.append(("buyer and supplier are the same", f"{what} names {name} as buyer and as supplier."))
    return found


def _short(key: str, ocid: str) -> str:
    """An id without the ocid that some publishers begin it with."""
    return key.removeprefix(ocid).lstrip("-")


def _said(told: _Told, row: Row) -> tuple[tuple[str, str], ...]:
    """What the row said, for whoever mends it."""
    agreement = told.agreement
    money, notes = amounts.value(agreement.award, agreement.contract, {})
    said = {
        "ocid": agreement.process.ocid,
        "contract": text(agreement.contract, "id"),
        "award": agreement.award_id,
        "buyer": told.buyer,
        "supplier": row.supplier.name,
        "supplier id": row.supplier.identifier,
        "title": told.title,
        "value": str(money or " ".join(notes)),
    }
    return tuple((heading, content) for heading, content in said.items() if content)


def _title(agreement: Agreement) -> str:
    return (
        text(agreement.contract, "title")
        or text(agreement.award, "title")
        or text(agreement.process.node, "tender", "title")
        or text(agreement.main, "description")[:200]
    )


def _reference(agreement: Agreement) -> str:
    """The buyer's own number of the procedure, and of the award or contract where there are several."""
    node = agreement.process.node
    own, key = text(node, "tender", "id"), text(agreement.main, "id")
    if not own or agreement.process.is_single or key.startswith("#") or key == own:
        return own or agreement.process.ocid
    return f"{own} / {_short(key, agreement.process.ocid)}"


def _cpv(agreement: Agreement) -> str:
    """The CPV code of the contract's or award's own items, else of the tender."""
    own = [*many(agreement.contract, "items"), *many(agreement.award, "items")]
    return cpv(own) or agreement.process.cpv


def _notes(told: _Told, row: Row) -> list[str]:
    process, found = told.agreement.process, []
    if process.welded > 1:
        found.append(f"{process.ocid} holds the processes of {process.welded} buyers; they are read apart.")
    if row.no_longer_named:
        found.append("The last release that names suppliers no longer names this one: confirm that it holds.")
    status = text(told.agreement.main, "status").casefold()
    if status in {"pending", "terminated"}:
        found.append(f"Its status is {status}.")
    if row.supplier.identifier:
        found.append(f"The notice identifies the supplier as {row.supplier.identifier}.")
    if any(_BROKEN.search(words) for words in (told.buyer, row.supplier.name, told.title)):
        found.append("Some letters were broken before it was published; they are kept as they stand.")
    return found


def without_award(process: Process) -> SetAside:
    """A process in which nothing is awarded yet."""
    tender = at(process.node, "tender") or {}
    money, notes = amounts.value({}, {}, tender)
    stage = f" (status {text(tender, 'status')})" if text(tender, "status") else ""
    said = {
        "ocid": process.ocid,
        "buyer": text(process.node, "buyer", "name"),
        "title": text(tender, "title"),
        "value": str(money or " ".join(notes)),
        "lots": "; ".join(_lot(lot) for lot in many(tender, "lots")[:20] if at(lot, "value")),
    }
    reason = f"{process.ocid} has no award yet{stage}: there is no contract to take over."
    return SetAside(
        process.place, (reason,), tuple((key, one) for key, one in said.items() if one), "no award yet"
    )


def _lot(lot: Node) -> str:
    money, notes = amounts.value(lot, {}, {})
    return f"lot {text(lot, 'id')}: {money or ' '.join(notes)}"
