"""The value of a row: one amount with its currency and VAT basis, or the reason why it is unknown."""

import re
from decimal import Decimal
from typing import Any

import pycountry

from commonpurchase.contracts.readers.ocds import limits
from commonpurchase.contracts.readers.ocds.shape import Node, at, number, text
from commonpurchase.vocabulary.amounts import Basis, Money

_PLAIN = re.compile(r"\s*-?[0-9]{1,20}(?:\.[0-9]{1,10})?\s*")

Told = tuple[Money | None, list[str]]
"""The value, and what has to be said of it."""


def value(row_award: Node, row_contract: Node, tender: Node) -> Told:
    """The value of the contract; of the award where the contract tells none; never the estimate."""
    for node, whose in ((row_contract, "contract"), (row_award, "award")):
        if _is_told(node):
            money, notes = _money(at(node, "value") or {}, f"{whose}.value")
            return _doubted(money, tender, notes)
    estimate, _ = _money(at(tender, "value") or {}, "tender.value")
    notes = [f"Value unknown: none is stated; before the award {estimate} was expected."] if estimate else []
    return None, notes or ["Value unknown: none is stated."]


def _is_told(node: Node) -> bool:
    return any(number(node, "value", which) is not None for which in ("amount", "amountNet", "amountGross"))


def _money(node: Node, where: str) -> Told:
    """Net where one with VAT is stated beside it; gross only where nothing else is stated."""
    net, gross = number(node, "amountNet"), number(node, "amountGross")
    amount = number(node, "amount") if net is None else net
    if amount is None:
        return _one(gross, text(node, "currency"), Basis.GROSS, f"{where}.amountGross")
    basis = Basis.NET if net is not None or gross is not None else Basis.UNKNOWN
    money, notes = _one(amount, text(node, "currency"), basis, f"{where}.amount")
    with_vat, _ = _one(gross, text(node, "currency"), Basis.GROSS, where)
    if money and with_vat and with_vat.minor < money.minor:
        return money, [*notes, f"The value with VAT, {with_vat}, is below the one without, {money}."]
    return money, notes


def _one(written: Decimal | str | None, code: str, basis: Basis, where: str) -> Told:
    amount = _amount(written)
    found = f"{where} is {quoted(written)}"
    if amount is None or not amount.is_finite() or amount.adjusted() >= limits.MAX_DIGITS or amount < 0:
        return None, [f"Value unknown: {found}, which is no amount."]
    if amount <= limits.PLACEHOLDER:
        return None, [f"Value unknown: {found}, which stands for “not told”."]
    if not pycountry.currencies.get(alpha_3=code.upper()):
        shown = f"currency {quoted(code)}, which ISO 4217 does not know" if code else "no currency"
        return None, [f"Value unknown: {found} with {shown}."]
    return Money.of(amount, code.upper(), basis), []


def _amount(written: Decimal | str | None) -> Decimal | None:
    if isinstance(written, str):
        return Decimal(written.strip()) if _PLAIN.fullmatch(written) else None
    return written


def _doubted(money: Money | None, tender: Node, notes: list[str]) -> Told:
    """The same number in two currencies is a slip of a form: neither is taken."""
    expected, _ = _money(at(tender, "value") or {}, "tender.value")
    if not money or not expected or money.currency == expected.currency:
        return money, notes
    if money.minor == expected.minor:
        return None, [*notes, f"Value unknown: stated as {money}, but the tender says {expected}."]
    return money, [*notes, f"The tender was in {expected.currency}, the value is in {money.currency}."]


def quoted(found: Any) -> str:
    """What was found, short enough for a sentence and safe to print."""
    shown = str(found)
    shown = shown if len(shown) <= 40 else f"{shown[:40]}…"
    return "“" + "".join(one if one.isprintable() else "\ufffd" for one in shown) + "”"
