"""A row as a draft of a contract, or set aside with every reason why."""

import hashlib
import re

from commonpurchase.contracts.facts import Draft, SetAside
from commonpurchase.contracts.readers.ocds import amounts, dates, rows, stages
from commonpurchase.contracts.readers.ocds.compiled import Process
from commonpurchase.contracts.readers.ocds.rows import GONE, Row
from commonpurchase.contracts.readers.ocds.shape import Node, at, folded, many, text

#: Text that was read in the wrong encoding before it was published.
_BROKEN = re.compile(r"â€|Ã[\x80-\xbf]|Â[£ °·]|\ufffd")
#: Longer keys are cut and closed with a digest.
_KEY = 200


def of(row: Row) -> Draft | SetAside:
    """A row as a contract, when it names a buyer and a supplier and has not come to nothing."""
    buyer, buyer_notes = _buyer(row)
    faults = _faults(row, buyer)
    if faults:
        return SetAside(
            row.process.place, tuple(why for _, why in faults), _said(row, buyer), kind=faults[0][0]
        )
    return _draft(row, buyer, buyer_notes)


def _draft(row: Row, buyer: str, buyer_notes: list[str]) -> Draft:
    when = dates.of(row)
    tender = at(row.process.node, "tender") or {}
    money, value_notes = amounts.value(row.award if row.sole else {}, row.contract, tender)
    if len(row.together) > 1:
        sentence = f"{money} for {len(row.together)} suppliers together" if money else ""
        shared = f"Value unknown: the notice states {sentence}, not what each receives." if sentence else ""
        money, value_notes = None, [*filter(None, [shared]), *value_notes]
    told = stages.of(row)
    notes = (
        *told.notes,
        *buyer_notes,
        *value_notes,
        *when.notes,
        *_notes(row, buyer),
        *row.process.faults[:5],
    )
    return Draft(
        source_key=source_key(row, buyer),
        reference=_reference(row),
        buyer=buyer,
        supplier=row.supplier.name,
        title=_title(row),
        cpv=_cpv(row),
        value=money,
        start=when.start,
        end=when.end,
        maximum_end=when.maximum_end,
        framework=told.framework,
        stage=told.stage,
        notes=tuple(dict.fromkeys(notes)),
        place=row.process.place,
    )


def source_key(row: Row, buyer: str) -> str:
    """What makes a second reading the same contract: process, buyer, award, supplier.

    The buyer is always in it, because publishers weld several buyers' processes under one ocid. The
    first contract of an award has the award's key, so that an award and its later contract are one.
    """
    award, contract = text(row.award, "id"), text(row.contract, "id")
    own_award = award and not (row.contract and rows.is_framework(row.process))
    agreement = f"award {award}" if own_award and row.first else f"contract {contract}"
    key = " | ".join((row.process.ocid, folded(buyer), agreement, row.supplier.key))
    if len(key) <= _KEY:
        return key
    return f"{key[: _KEY - 33]} {hashlib.sha256(key.encode()).hexdigest()[:32]}"


def _buyer(row: Row) -> tuple[str, list[str]]:
    """The contract's own buyer, else the release's, else the party in that role, else who procures."""
    node = row.process.node
    parties = {text(party, "id"): text(party, "name") for party in many(node, "parties")}
    named = [text(p, "name") for p in many(node, "parties") if "buyer" in (p.get("roles") or ())]
    own = _named(at(row.contract, "buyer"), parties)
    main = own or _named(at(node, "buyer"), parties)
    notes = []
    others = [name for name in dict.fromkeys(named) if folded(name) != folded(main or named[0])]
    if others and not own:
        notes.append(f"Bought together with {', '.join(others[:5])}{' and more' if len(others) > 5 else ''}.")
    if main or named:
        return main or named[0], notes
    entity = _named(at(node, "tender", "procuringEntity"), parties) or next(
        (text(p, "name") for p in many(node, "parties") if "procuringEntity" in (p.get("roles") or ())), ""
    )
    return entity, ["No buyer is named; this is who runs the procedure."] if entity else []


def _named(organisation: Node | None, parties: dict[str, str]) -> str:
    node = organisation or {}
    return text(node, "name") or parties.get(text(node, "id"), "")


def _faults(row: Row, buyer: str) -> list[tuple[str, str]]:
    """Every reason to set a row aside: in a few words, and as a sentence."""
    short = text(row.main, "id").removeprefix(row.process.ocid).lstrip("-")
    what = f"{'Contract' if row.contract else 'Award'} {short} of {row.process.ocid}"
    name, title, found = row.supplier.name, _title(row), []
    if text(row.main, "status").casefold() in GONE:
        status = text(row.main, "status")
        found.append(("came to nothing", f"{what} is {status}."))
    if row.superseded_by:
        heir = row.superseded_by.removeprefix(row.process.ocid).lstrip("-")
        again = f"{what} is said again by a later release as award {heir}, with the same supplier, lots,"
        found.append(("corrected under another award id", f"{again} date and period: the later one counts."))
    if not buyer:
        found.append(("no buyer", f"{what} names no buyer."))
    if not name:
        found.append(("no supplier", f"{what} names no supplier."))
    elif folded(name) in {folded(title), folded(text(row.process.node, "tender", "title"))}:
        found.append(
            ("supplier is the title", f"{what} gives its title, “{name}”, as the name of the supplier.")
        )
    return found


def _said(row: Row, buyer: str) -> tuple[tuple[str, str], ...]:
    """What the row said, for whoever mends it."""
    money, notes = amounts.value(row.award, row.contract, at(row.process.node, "tender") or {})
    said = {
        "ocid": row.process.ocid,
        "contract": text(row.contract, "id"),
        "award": text(row.award, "id"),
        "buyer": buyer,
        "supplier": row.supplier.name,
        "supplier id": row.supplier.identifier,
        "title": _title(row),
        "value": str(money or " ".join(notes)),
    }
    return tuple((heading, content) for heading, content in said.items() if content)


def _title(row: Row) -> str:
    return (
        text(row.contract, "title")
        or text(row.award, "title")
        or text(row.process.node, "tender", "title")
        or text(row.main, "description")[:200]
    )


def _reference(row: Row) -> str:
    """The buyer's own number of the procedure, and of the award or contract where ids are short."""
    own, agreement = text(row.process.node, "tender", "id"), text(row.main, "id")
    if not own or agreement.startswith("#"):
        return own or row.process.ocid
    several = len(many(row.process.node, "awards")) > 1 or len(many(row.process.node, "contracts")) > 1
    return f"{own} / {agreement}" if several and agreement != own else own


def _cpv(row: Row) -> str:
    """The CPV code of the contract's or award's first item, else of the tender."""
    tender = at(row.process.node, "tender") or {}
    items = [
        *many(row.contract, "items"),
        *many(row.award, "items"),
        {"classification": tender.get("classification")},
    ]
    for item in (*items, *many(tender, "items")):
        for code in (at(item, "classification") or {}, *many(item, "additionalClassifications")):
            if text(code, "scheme").casefold() == "cpv" and text(code, "id"):
                return text(code, "id")
    return ""


def _notes(row: Row, buyer: str) -> list[str]:
    found = []
    if row.process.welded > 1:
        found.append(
            f"{row.process.ocid} holds the processes of {row.process.welded} buyers; they are read apart."
        )
    if row.no_longer_named:
        found.append("The last release that names suppliers no longer names this one: confirm that it holds.")
    status = text(row.main, "status").casefold()
    if status in {"pending", "terminated"}:
        found.append(f"Its status is {status}.")
    if row.supplier.identifier:
        found.append(f"The notice identifies the supplier as {row.supplier.identifier}.")
    if any(_BROKEN.search(told) for told in (buyer, row.supplier.name, _title(row))):
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
