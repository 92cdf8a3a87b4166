"""The contracts that a supplier means by their numbers, among those that it was offered."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from commonpurchase.contracts.facts import Contract, Customer
from commonpurchase.contracts.reckoning.listed import in_short
from commonpurchase.organisations.facts import BUYING, Organisation

_Offer = tuple[Customer, Contract]


@dataclass(frozen=True)
class Chosen:
    """The customers of whom contracts were chosen, each with those alone, and what is wrong, in sentences."""

    customers: tuple[Customer, ...] = ()
    mistakes: tuple[str, ...] = ()

    @property
    def contracts(self) -> frozenset[UUID]:
        """The ids of all that were chosen."""
        return frozenset(one.id for customer in self.customers for one in customer.contracts if one.id)


def by_number(written: Iterable[str], customers: Sequence[Customer], recipients: Collection[UUID]) -> Chosen:
    """What each “NUMBER” or “BUYER: NUMBER” stands for, in the order of the customers.

    A number that several buyers use is that of the one recipient among them. Copies of one contract,
    which its buyer and its supplier may each hold, are chosen together. What the supplier may not see
    is not offered, so it is answered like what does not exist.
    """
    offers = [(customer, one) for customer in customers for one in customer.contracts]
    nearest = [one for one in offers if one[0].organisation.id in recipients] or offers
    kept: list[_Offer] = []
    mistakes = []
    for words in dict.fromkeys(written):
        meant = _meant(words, offers, recipients)
        if len(_names(meant)) == 1:
            kept += meant
        else:
            mistakes.append(_mistake(words, meant or nearest, known=bool(meant)))
    ids = {one.id for _, one in kept}
    narrowed = (replace(one, contracts=tuple(c for c in one.contracts if c.id in ids)) for one in customers)
    return Chosen(tuple(one for one in narrowed if one.contracts), tuple(mistakes))


def served(recipients: Iterable[Organisation], chosen: Chosen) -> list[str]:
    """For which contracts of each buyer among the recipients a version counts, a sentence each."""
    of = {one.organisation.id: one.contracts for one in chosen.customers}
    return [_served(one, of.get(one.id, ())) for one in recipients if one.kind in BUYING]


def _served(buyer: Organisation, contracts: Iterable[Contract]) -> str:
    titles = {one.reference: one.title for one in contracts}
    if not titles:
        return f"Serves all contracts with {buyer.name}."
    named = (f"{number} ({title})" if title else number for number, title in titles.items())
    return f"Serves only these contracts with {buyer.name}: {', '.join(named)}."


def _meant(words: str, offers: Sequence[_Offer], recipients: Collection[UUID]) -> list[_Offer]:
    """As it is written before any other case, and of the recipients before any other buyer."""
    key = _key(words)
    found = [one for one in offers if key in {_key(one[1].reference), _key(_name(one))}]
    exact = [one for one in found if _spaced(words) in {_spaced(one[1].reference), _spaced(_name(one))}]
    found = exact or found
    return [one for one in found if one[0].organisation.id in recipients] or found


def _mistake(words: str, offers: Iterable[_Offer], *, known: bool) -> str:
    names = _names(offers)
    listed = in_short(names)
    if known:
        return f"found “{words}”, which {len(names)} contracts have; expected one of {listed}"
    expected = f"expected one of {listed}" if names else "this supplier sees no contract with a customer here"
    return f"found “{words}”; {expected}"


def _names(offers: Iterable[_Offer]) -> list[str]:
    return list(dict.fromkeys(map(_name, offers)))


def _name(offer: _Offer) -> str:
    customer, contract = offer
    return f"{customer.organisation.name}: {contract.reference}"


def _key(written: str) -> str:
    return _spaced(written).casefold()


def _spaced(written: str) -> str:
    """White space is of no matter, nor is it beside a colon."""
    return ":".join(" ".join(part.split()) for part in written.split(":"))
