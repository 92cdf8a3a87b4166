"""Whether the dates of a contract can all be true."""

from itertools import combinations

from commonpurchase.contracts.facts import Contract
from commonpurchase.vocabulary.periods import in_words

#: In the order in which they come: of any two, the first is not after the second.
ORDER = (("start", "start"), ("end", "end"), ("maximum_end", "latest possible end"))


def out_of_order(contract: Contract) -> list[str]:
    """A sentence for every two dates that contradict each other; a notice date lies within the contract."""
    known = [(getattr(contract, field), name) for field, name in ORDER if getattr(contract, field)]
    pairs = list(combinations(known, 2))
    if contract.notice:
        notice = (contract.notice, "notice date")
        pairs += [(one, notice) for one in known if one[1] == "start"]
        pairs += [(notice, one) for one in known if one[1] == "end"]
    return [
        f"The {first_name}, {in_words(first.on)}, cannot be after the {second_name}, {in_words(second.on)}."
        for (first, first_name), (second, second_name) in pairs
        if first.on > second.on
    ]
