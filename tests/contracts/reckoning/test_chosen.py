"""The contracts that a supplier names are those that it was offered, never more and never others."""

from uuid import UUID

from commonpurchase.contracts.facts import Contract, Customer
from commonpurchase.contracts.reckoning.chosen import Chosen, by_number, served
from commonpurchase.organisations.facts import Kind, Organisation, Regime


def customer(number: int, name: str, *references: str, kind: Kind = Kind.BUYER) -> Customer:
    contracts = (
        Contract(reference, name, "Nordbyte AB", id=UUID(int=100 * number + place))
        for place, reference in enumerate(references)
    )
    return Customer(
        Organisation(UUID(int=number), name, kind, "SE", "sv", Regime.NONE, claimed=True), tuple(contracts)
    )


EKVIK = customer(1, "Ekvik stad", "A-1", "a-1", "B: 2", "C-3", "C-3")
FJORDBY = customer(2, "Fjordby kommune", "A-1", "D-4")
BOTH = (EKVIK, FJORDBY)


def numbers(chosen: Chosen) -> list[tuple[str, list[str]]]:
    return [(one.organisation.name, [c.reference for c in one.contracts]) for one in chosen.customers]


def test_copies_of_one_contract_are_chosen_together() -> None:
    chosen = by_number(["C-3"], BOTH, ())

    assert numbers(chosen) == [("Ekvik stad", ["C-3", "C-3"])]
    assert len(chosen.contracts) == 2
    assert served([EKVIK.organisation], chosen) == ["Serves only these contracts with Ekvik stad: C-3."]


def test_letters_as_they_are_written_come_before_any_other_case() -> None:
    assert numbers(by_number(["ekvik stad : a-1"], BOTH, ())) == []
    assert numbers(by_number(["Ekvik stad: a-1"], BOTH, ())) == [("Ekvik stad", ["a-1"])]
    assert numbers(by_number(["d-4"], BOTH, ())) == [("Fjordby kommune", ["D-4"])]


def test_a_number_may_hold_a_colon_itself() -> None:
    assert numbers(by_number(["b:2"], BOTH, ())) == [("Ekvik stad", ["B: 2"])]
    assert numbers(by_number(["Ekvik stad: B: 2"], BOTH, ())) == [("Ekvik stad", ["B: 2"])]


def test_a_recipient_comes_before_other_buyers_and_never_adds_one() -> None:
    assert numbers(by_number(["A-1"], BOTH, {UUID(int=2)})) == [("Fjordby kommune", ["A-1"])]
    assert numbers(by_number(["D-4"], BOTH, {UUID(int=1)})) == [("Fjordby kommune", ["D-4"])]
    assert by_number(["A-1"], BOTH, {UUID(int=1), UUID(int=2)}).mistakes != ()


def test_a_long_list_of_what_there_is_is_cut_and_says_so() -> None:
    many = customer(3, "Ekvik", *(f"K-{number}" for number in range(14)))

    (mistake,) = by_number(["nothing", "nothing"], [many], ()).mistakes

    assert mistake.startswith("found “nothing”; expected one of Ekvik: K-0, Ekvik: K-1, ")
    assert mistake.endswith("Ekvik: K-9 and 4 more")


def test_what_there_is_of_the_recipients_is_told_before_the_rest() -> None:
    (mistake,) = by_number(["nothing"], BOTH, {UUID(int=2)}).mistakes

    assert mistake == "found “nothing”; expected one of Fjordby kommune: A-1, Fjordby kommune: D-4"


def test_only_buyers_are_said_to_be_served() -> None:
    convenor = customer(4, "Fair Circuits", kind=Kind.CONVENOR)

    assert served([convenor.organisation, EKVIK.organisation], Chosen()) == [
        "Serves all contracts with Ekvik stad."
    ]
