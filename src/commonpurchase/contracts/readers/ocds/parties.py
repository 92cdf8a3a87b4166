"""Who buys: the contract's own buyer, the release's, the party in that role, or who runs the procedure."""

from commonpurchase.contracts.readers.ocds.compiled import Process
from commonpurchase.contracts.readers.ocds.rows import Agreement
from commonpurchase.contracts.readers.ocds.shape import Node, at, folded, text

_PROCURES = "No buyer is named; this is who runs the procedure."


def buyer(agreement: Agreement) -> tuple[str, list[str]]:
    """The buyer's name, empty when nobody is named, and what has to be said of it."""
    process = agreement.process
    own = _name(at(agreement.contract, "buyer"), process)
    if own:
        return own, []
    # Those who buy under contracts of their own are not the buyers of the framework above them.
    named = [name for name in process.roles.get("buyer", ()) if folded(name) not in process.own_buyers]
    main = _name(at(process.node, "buyer"), process) or next(iter(named), "")
    if main:
        return main, _together([name for name in named if folded(name) != folded(main)])
    entity = _name(at(process.node, "tender", "procuringEntity"), process)
    entity = entity or next(iter(process.roles.get("procuringEntity", ())), "")
    return entity, [_PROCURES] if entity else []


def _together(others: list[str]) -> list[str]:
    shown = ", ".join(others[:5]) + (f" and {len(others) - 5} more" if len(others) > 5 else "")
    return [f"Bought together with {shown}."] if others else []


def _name(organisation: Node | None, process: Process) -> str:
    """The name of an organisation, which may stand only among the parties."""
    node = organisation or {}
    return text(node, "name") or text(process.parties.get(text(node, "id"), {}), "name")
