"""Terms such as 5+2+2 years: when each ends, the latest end, and which extensions are left."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from commonpurchase.contracts.facts import Contract, SourcedDate
from commonpurchase.vocabulary.periods import term_ends

MONTHS_IN_A_YEAR = 12


def years(*terms: int) -> tuple[int, ...]:
    """A pattern in whole years as the months that everything here reckons in: 5, 2, 2 is 60, 24, 24."""
    return tuple(term * MONTHS_IN_A_YEAR for term in terms)


def maximum_end(start: date, months: Sequence[int]) -> date:
    """The last day of the last extension; a term that outruns the calendar ends with it."""
    return term_ends(start, months)[-1]


def extensions_left(start: date, months: Sequence[int], end: date) -> list[date]:
    """The end of each extension that a contract ending on `end` can still take, soonest first."""
    return [later for later in term_ends(start, months) if later > end]


def after(contract: Contract, months: Sequence[int], taken: int) -> Contract:
    """The contract with its end and maximum end reckoned from its start, after `taken` extensions.

    The dates are marked as inferred. A notice date belongs to the end it was given for, so it is
    dropped. A contract without a start is returned as it is.
    """
    if contract.start is None:
        return contract
    ends = term_ends(contract.start.on, months)
    source = f"reckoned from the start date and terms of {'+'.join(map(str, months))} months"
    return replace(
        contract,
        end=SourcedDate(ends[taken], source, inferred=True),
        maximum_end=SourcedDate(ends[-1], source, inferred=True),
        notice=None,
    )
