"""Whether an agreement is a framework, a call-off from one, or a contract, and which framework that is."""

import re
from dataclasses import dataclass

from commonpurchase.contracts.facts import Stage
from commonpurchase.contracts.readers.ocds.rows import Agreement
from commonpurchase.contracts.readers.ocds.shape import many, text

_CALL_OFF = re.compile(r"call[- ]?off|mini[- ]?competition|dynamic purchasing|framework", re.IGNORECASE)
_FRAMEWORK = re.compile(r"\bframework\b(?! directive)", re.IGNORECASE)
#: How one large central purchasing body numbers its frameworks; others have no pattern that is safe to read.
_NUMBER = re.compile(r"\bRM\s?([0-9]{3,5})\b")


@dataclass(frozen=True)
class Told:
    """The stage, the framework where it is named, and what has to be said of how that was read."""

    stage: Stage
    framework: str = ""
    notes: tuple[str, ...] = ()


def of(agreement: Agreement) -> Told:
    """The stage of an agreement. A framework's value is a ceiling, never what is spent."""
    related = _related(agreement)
    node = agreement.process.node
    method = text(node, "tender", "procurementMethodDetails")
    if related is not None:
        return Told(Stage.CALL_OFF, related, () if related else (_UNNAMED,))
    if agreement.contract and agreement.process.is_framework:
        framework = text(agreement.award, "title") or text(node, "tender", "title")
        return Told(Stage.CALL_OFF, framework, ("Called off from the framework of the same process.",))
    if agreement.process.is_framework:
        return Told(Stage.FRAMEWORK, notes=(_CEILING,))
    if _CALL_OFF.search(method):
        return _called_off(agreement, method)
    if len(agreement.together) > 1 and _FRAMEWORK.search(_words(agreement)):
        read = "Read as a framework because it has several suppliers and its text speaks of one."
        return Told(Stage.FRAMEWORK, notes=(read, _CEILING))
    return Told(Stage.CONTRACT)


_CEILING = "A framework: its value is a ceiling over its whole life, not what is bought."
_UNNAMED = "A call-off; which framework it is from is not told."


def _related(agreement: Agreement) -> str | None:
    """The framework that the process or contract says it belongs to; empty when it does not name it."""
    for one in (
        *many(agreement.contract, "relatedProcesses"),
        *many(agreement.process.node, "relatedProcesses"),
    ):
        if "framework" in (one.get("relationship") or ()) or text(one, "id").casefold() == "framework":
            return text(one, "title") or text(one, "identifier")
    return None


def _called_off(agreement: Agreement, method: str) -> Told:
    numbers = sorted({f"RM{number}" for number in _NUMBER.findall(_words(agreement))})
    read = f"Read as a call-off because the procedure is “{method[:80]}”."
    if len(numbers) == 1:
        return Told(Stage.CALL_OFF, numbers[0], (read, "The framework's number was read from the text."))
    return Told(Stage.CALL_OFF, notes=(read, _UNNAMED))


def _words(agreement: Agreement) -> str:
    nodes = (agreement.contract, agreement.award, agreement.process.node.get("tender") or {})
    return " ".join(text(node, name) for node in nodes for name in ("title", "description"))
