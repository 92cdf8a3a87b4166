from uuid import uuid4

import pytest

from commonpurchase.contracts.reckoning.audience import decider, receivers
from commonpurchase.organisations.facts import Kind, Organisation, Regime


def organisation(name: str, kind: Kind = Kind.BUYER, *, claimed: bool = True) -> Organisation:
    return Organisation(uuid4(), name, kind, "SE", "sv", Regime.UNKNOWN, claimed, "")


EKVIK, FJORDBY = organisation("Ekvik stad"), organisation("Fjordby kommune")
NORDBYTE, TEKHANDEL = organisation("Nordbyte AB", Kind.RESELLER), organisation("Tekhandel AB", Kind.RESELLER)
BODY = organisation("Norra inköp", Kind.FRAMEWORK_AUTHORITY)
BRAND = organisation("Aurelis", Kind.BRAND)


@pytest.mark.parametrize(
    ("holder", "buyer", "supplier", "see"),
    [
        (EKVIK, EKVIK, NORDBYTE, (NORDBYTE,)),
        (NORDBYTE, EKVIK, NORDBYTE, (EKVIK,)),
        (NORDBYTE, NORDBYTE, TEKHANDEL, ()),
        (NORDBYTE, NORDBYTE, BRAND, (BRAND,)),
        (TEKHANDEL, EKVIK, NORDBYTE, ()),
        (FJORDBY, EKVIK, NORDBYTE, ()),
        (EKVIK, EKVIK, organisation("Lagerhus AB", Kind.RESELLER, claimed=False), ()),
        (EKVIK, EKVIK, None, ()),
        (BODY, EKVIK, NORDBYTE, (EKVIK, NORDBYTE)),
    ],
    ids=[
        "buyer", "supplier", "from a rival", "from a brand", "a rival's affair", "another buyer's affair",
        "unclaimed", "unknown", "body",
    ],
)  # fmt: skip
def test_only_parties_who_will_see_it_are_named(
    holder: Organisation, buyer: Organisation, supplier: Organisation | None, see: tuple[Organisation, ...]
) -> None:
    members = frozenset({EKVIK.id}) if holder is BODY else frozenset()

    assert receivers(holder, members, buyer, supplier) == see


@pytest.mark.parametrize(
    ("holder", "expected"), [(EKVIK, EKVIK), (BODY, BODY), (NORDBYTE, EKVIK), (TEKHANDEL, EKVIK)]
)
def test_the_buyer_decides_or_whoever_buys_for_it(holder: Organisation, expected: Organisation) -> None:
    buying = {EKVIK.id, FJORDBY.id, BODY.id}

    assert decider(holder.id, EKVIK.id, NORDBYTE.id, buying) == expected.id
