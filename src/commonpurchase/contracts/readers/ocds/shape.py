"""The part of OCDS that we read, as a shape; whatever a file holds is made to fit it before merging.

Only what fits the shape goes on, so nothing behind this has to fear a list where a text belongs.
"""

import unicodedata
from decimal import Decimal
from typing import Any

from commonpurchase.contracts.readers.ocds import limits
from commonpurchase.contracts.readers.ocds.files import clean

Node = dict[str, Any]

TEXT = "a text"
NUMBER = "a number"
FLAG = "true or false"
TEXTS = "a list of texts"

_VALUE = {"amount": NUMBER, "amountNet": NUMBER, "amountGross": NUMBER, "currency": TEXT}
_PERIOD = {
    "startDate": TEXT, "endDate": TEXT, "maxExtentDate": TEXT,
    "durationInDays": NUMBER, "durationInMonths": NUMBER,
}  # fmt: skip
_RENEWAL = {"description": TEXT, "maximumRenewals": NUMBER, "period": _PERIOD}
_CPV = {"scheme": TEXT, "id": TEXT}
_ITEMS = [{"classification": _CPV, "additionalClassifications": [_CPV]}]
_ORGANISATION = {
    "id": TEXT, "name": TEXT, "roles": TEXTS, "identifier": {"scheme": TEXT, "id": TEXT, "legalName": TEXT},
}  # fmt: skip
_RELATED = [{"id": TEXT, "relationship": TEXTS, "title": TEXT, "identifier": TEXT}]
_TERMS = {"hasRenewal": FLAG, "renewal": _RENEWAL, "options": {"description": TEXT}}
_AGREEMENT = {"id": TEXT, "title": TEXT, "description": TEXT, "status": TEXT, "value": _VALUE, **_TERMS}

RELEASE: Node = {
    "ocid": TEXT,
    "id": TEXT,
    "date": TEXT,
    "buyer": _ORGANISATION,
    "parties": [_ORGANISATION],
    "relatedProcesses": _RELATED,
    "tender": {
        **_AGREEMENT,
        "procuringEntity": _ORGANISATION,
        "procurementMethodDetails": TEXT,
        "techniques": {"hasFrameworkAgreement": FLAG},
        "classification": _CPV,
        "contractPeriod": _PERIOD,
        "items": _ITEMS,
        "lots": [{**_AGREEMENT, "contractPeriod": _PERIOD}],
    },
    "awards": [
        {
            **_AGREEMENT,
            "date": TEXT,
            "suppliers": [_ORGANISATION],
            "contractPeriod": _PERIOD,
            "relatedLots": TEXTS,
            "items": _ITEMS,
        }
    ],
    "contracts": [
        {
            **_AGREEMENT,
            "awardID": TEXT,
            "dateSigned": TEXT,
            "buyer": _ORGANISATION,
            "suppliers": [_ORGANISATION],
            "period": _PERIOD,
            "items": _ITEMS,
            "relatedProcesses": _RELATED,
        }
    ],
}

#: Lists that a later release replaces as a whole. All others merge by the `id` of what stands in them.
MERGE_RULES = {(*path, "items"): "wholeListMerge" for path in ((), ("tender",), ("awards",), ("contracts",))}

_MISSING = object()


def fitted(value: Node, faults: list[str]) -> Node:
    """A release as far as it fits; what does not is named in `faults` by its path."""
    return _object(value, RELEASE, "", faults)


def _object(value: Node, shape: Node, path: str, faults: list[str]) -> Node:
    fitting: Node = {}
    for name, inner in shape.items():
        if name in value:
            fit = _fit(value[name], inner, f"{path}.{name}" if path else name, faults)
            if fit is not _MISSING:
                fitting[name] = fit
    return fitting


def _fit(value: Any, shape: Any, path: str, faults: list[str]) -> Any:
    if value is None:
        return _nothing(shape)
    if isinstance(shape, dict):
        fit: Any = _object(value, shape, path, faults) if isinstance(value, dict) else _MISSING
    elif isinstance(shape, list):
        fit = _array(value, shape[0], path, faults) if isinstance(value, list) else _MISSING
    else:
        fit = _LEAVES[shape](value)
    if fit is _MISSING:
        expected = shape if isinstance(shape, str) else "an object" if isinstance(shape, dict) else "a list"
        faults.append(f"{path} is not {expected} and was passed over.")
    return fit


def _nothing(shape: Any) -> Any:
    """What null says: in OCDS it takes back what an earlier release said, here down to every leaf."""
    if isinstance(shape, dict):
        inner = {name: _nothing(one) for name, one in shape.items()}
        return {name: one for name, one in inner.items() if one is not _MISSING}
    return _MISSING if isinstance(shape, list) else None


def _array(value: list[Any], shape: Node, path: str, faults: list[str]) -> list[Node]:
    most = limits.MAX_ROWS + 1 if "name" in shape or "suppliers" in shape else limits.MAX_LIST
    if len(value) > most:
        faults.append(f"{path} has {len(value):,} entries; the first {most:,} were read.")
    fitting = []
    for index, one in enumerate(value[:most]):
        if isinstance(one, dict):
            fitting.append(_object(one, shape, f"{path}[{index}]", faults))
        else:
            faults.append(f"{path}[{index}] is not an object and was passed over.")
    if "scheme" not in shape and "id" in shape:
        _identify(fitting, path, faults)
    return fitting


def _identify(nodes: list[Node], path: str, faults: list[str]) -> None:
    """Every object of a list gets an id that is its own, or merging would make one of two."""
    used: set[str] = set()
    for index, node in enumerate(nodes):
        own = node.get("id") or node.get("name") or _by_content(node) or f"#{index + 1}"
        name, copies = own, 1
        while name in used:
            copies += 1
            name = f"{own}#{copies}"
        if name != own and path != "parties":
            faults.append(f"{path} names {own} more than once; each is read by itself.")
        node["id"] = name
        used.add(name)


def _by_content(node: Node) -> str:
    """What tells an award without id from others: whom it names, for which lots."""
    several = [*(one["id"] for one in node.get("suppliers") or ()), *(node.get("relatedLots") or ())]
    return "#" + ", ".join(several) if several else ""


def _text(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)[: limits.MAX_TEXT].strip()
    return _numeral(value) if isinstance(value, Decimal) else _MISSING


def _numeral(value: Decimal) -> str:
    """An id that was written as a number, without a point that only Python would add."""
    plain = value.is_finite() and abs(value.adjusted()) < limits.MAX_DIGITS * 2
    return (f"{value:f}" if plain else str(value))[: limits.MAX_TEXT]


def _number(value: Any) -> Any:
    """A number stays a number; a text is kept to be quoted, because it may be one all the same."""
    if isinstance(value, str):
        return clean(value)[:100]
    return value if isinstance(value, Decimal) else _MISSING


def _flag(value: Any) -> Any:
    return value if isinstance(value, bool) else _MISSING


def _texts(value: Any) -> Any:
    several = value if isinstance(value, list) else [value]
    texts = [_text(one) for one in several[:1000]]
    return [text for text in texts if text is not _MISSING]


_LEAVES = {TEXT: _text, NUMBER: _number, FLAG: _flag, TEXTS: _texts}


def at(node: Node, *path: str) -> Any:
    """What stands at a path, or None."""
    for name in path:
        node = node.get(name) or {}
    return node or None


def number(node: Node, *path: str) -> Decimal | str | None:
    """The number at a path, the text that stands for one, or None. Nought is a number."""
    *way, last = path
    found: Decimal | str | None = (at(node, *way) or {}).get(last) if way else node.get(last)
    return found


def text(node: Node, *path: str) -> str:
    """The text at a path, or an empty one."""
    return str(at(node, *path) or "")


def many(node: Node, *path: str) -> list[Node]:
    """The objects in the list at a path."""
    return list(at(node, *path) or ())


def cpv(items: list[Node]) -> str:
    """The first CPV code of some items."""
    for item in items:
        for code in (at(item, "classification") or {}, *many(item, "additionalClassifications")):
            if text(code, "scheme").casefold() == "cpv" and text(code, "id"):
                return text(code, "id")
    return ""


def folded(name: str) -> str:
    """A name for matching: white space made single, capitals and ß folded, letters such as ö composed."""
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()
