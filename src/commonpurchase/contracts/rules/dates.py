"""What the dates of a contract say about its renewal on a day."""

from datetime import date

from commonpurchase.contracts.facts import Contract, Decision
from commonpurchase.vocabulary.findings import Finding, Verdict, cites, met, not_assessable, not_met
from commonpurchase.vocabulary.periods import add_days, in_words


def opening_day(contract: Contract, opens_days: int) -> date | None:
    """The first day on which the gate is open; None without a date to reckon from."""
    notice_on = notice_date(contract)
    return notice_on and add_days(notice_on, -opens_days)


def notice_date(contract: Contract) -> date | None:
    """The day by which notice must be given; the end date stands in for a notice date nobody gave."""
    dated = contract.notice or contract.end
    return dated.on if dated else None


@cites("common-purchase/renewal.9")
def a_notice_date_is_given(contract: Contract) -> Finding:
    """The contract says by which day notice must be given."""
    if contract.notice:
        return met(f"The notice date is {in_words(contract.notice.on)}.")
    if contract.end:
        return not_met(f"No notice date is given, so the end date, {in_words(contract.end.on)}, is used.")
    return not_assessable(
        "Neither a notice date nor an end date is known, so nobody can say when the gate opens."
    )


@cites("common-purchase/renewal.1")
def the_gate_is_open(contract: Contract, on: date, opens_days: int) -> Finding:
    """The notice date is near enough for the renewal to be decided."""
    notice_on, opens_on = notice_date(contract), opening_day(contract, opens_days)
    if notice_on is None or opens_on is None:
        return not_assessable(
            "Neither a notice date nor an end date is known, so the gate has no opening day."
        )
    if on < opens_on:
        return not_met(
            f"The gate opens on {in_words(opens_on)}, {opens_days} days before the notice date, "
            f"{in_words(notice_on)}."
        )
    return met(f"The gate has been open since {in_words(opens_on)}.")


@cites("common-purchase/renewal.2")
def the_notice_date_has_not_passed(contract: Contract, on: date) -> Finding:
    """Notice can still be given."""
    notice_on = notice_date(contract)
    if notice_on is None:
        return not_assessable("Neither a notice date nor an end date is known, so none can have passed.")
    named = "notice date" if contract.notice else "end date, used as the notice date"
    if on > notice_on:
        return not_met(f"The {named}, {in_words(notice_on)}, has passed.")
    return met(f"The {named}, {in_words(notice_on)}, has not passed.")


@cites("common-purchase/renewal.2")
def the_notice_date_did_not_pass_undecided(
    contract: Contract, on: date, decision: Decision | None = None
) -> Finding:
    """Nobody let the notice date go by: it is still to come, or a decision was made."""
    passed = the_notice_date_has_not_passed(contract, on)
    if passed.verdict is Verdict.MET:
        return met("Nobody is late: the day to decide by is still to come.")
    if passed.verdict is Verdict.NOT_ASSESSABLE:
        return passed
    if decision is None or decision.decided_on > on:
        return not_met("No decision is known, so it counts as overdue.")
    return met(f"A decision was made on {in_words(decision.decided_on)}.")


@cites("common-purchase/renewal.2")
def the_contract_has_not_ended(contract: Contract, on: date) -> Finding:
    """There is still a contract to extend."""
    if contract.end is None:
        return not_assessable("The end date of the contract is not known.")
    if on > contract.end.on:
        return not_met(f"The end date, {in_words(contract.end.on)}, has passed.")
    return met(f"The contract runs until {in_words(contract.end.on)}.")


@cites("common-purchase/renewal.4")
def an_extension_is_left(contract: Contract) -> Finding:
    """The contract can still be extended beyond its present end."""
    if contract.end is None or contract.maximum_end is None:
        return not_assessable("It is not known whether the contract can be extended.")
    end_on, maximum_on = contract.end.on, contract.maximum_end.on
    if end_on >= maximum_on:
        return not_met(
            f"No extension is left after the end date, {in_words(end_on)}, because the maximum end date is "
            f"{in_words(maximum_on)}: the way on is a new procurement."
        )
    return met(f"The contract can be extended until {in_words(maximum_on)} at the latest.")


RULES = [
    a_notice_date_is_given,
    the_gate_is_open,
    the_notice_date_has_not_passed,
    the_notice_date_did_not_pass_undecided,
    the_contract_has_not_ended,
    an_extension_is_left,
]
