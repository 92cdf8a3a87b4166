"""Who must agree before a statement is signed, how long it and its proposal count, and how it ends."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from commonpurchase.holdings.facts.issuing import Agreed
from commonpurchase.organisations.facts import Organisation
from commonpurchase.vocabulary.findings import Finding, cites, met, not_met
from commonpurchase.vocabulary.periods import in_words


@cites("common-purchase/attestation.11")
def two_persons_agreed(
    beyond: Collection[Organisation], originator: UUID, agreed: Collection[Agreed]
) -> Finding:
    """Where some may not see the rows, two persons of the organisation whose rows they are agreed."""
    if not beyond:
        return met("Everybody whom it is for may see the rows themselves.")
    persons = {one.person for one in agreed if one.organisation == originator}
    if len(persons) < 2:
        names = ", ".join(one.name for one in beyond)
        missing = "two persons" if not persons else "a second person"
        return not_met(f"{names} may not see the rows: {missing} of whoever disclosed them must agree first.")
    return met("Two persons of the organisation that disclosed the rows agreed.")


@cites("common-purchase/attestation.11")
def it_is_for_somebody(recipients: Collection[Organisation]) -> Finding:
    """A statement names at least one organisation that may receive it."""
    if not recipients:
        return not_met("Choose at least one organisation that it is for.")
    return met(f"It is for {len(recipients)} organisations.")


@cites("common-purchase/attestation.11")
def it_opens_to_those_it_is_for(closed_to: Collection[Organisation]) -> Finding:
    """Nobody is named as a recipient to whom the statement would stay closed."""
    if closed_to:
        names = ", ".join(one.name for one in closed_to)
        return not_met(
            f"It would stay closed to {names}: the rows are under a non-disclosure agreement that is not in "
            "force with them, under an embargo, or closed to them by whoever disclosed them."
        )
    return met("Everybody whom it is for could open it.")


@cites("common-purchase/attestation.11")
def there_are_two_to_agree(name: str, people: int) -> Finding:
    """An organisation whose agreement is needed has two persons who act for it."""
    if people < 2:
        return not_met(
            f"Two persons must agree, and only one acts for {name} here: ask whoever runs the workspace to "
            "give a colleague an account, or choose only recipients who may see the rows."
        )
    return met(f"{people} persons act for {name}.")


@cites("common-purchase/attestation.11")
def the_rows_are_those_agreed_on(before: str, now: str) -> Finding:
    """Nothing that the statement rests on has changed since it was proposed."""
    if before != now:
        return not_met("The rows or their checks changed since this was proposed: propose it again.")
    return met("The rows are those that it was proposed on.")


@cites("common-purchase/attestation.12")
def it_counts_for_a_limited_time(days: int, longest: int) -> Finding:
    """A statement counts for at least a day and no longer than the limit."""
    if not 1 <= days <= longest:
        return not_met(f"It can count for 1 to {longest} days, not {days}.")
    return met(f"It counts for {days} days.")


@cites("common-purchase/attestation.12")
def the_proposal_is_recent(proposed_on: date, on: date, longest: int) -> Finding:
    """A proposal that waited too long speaks of a day long past."""
    if (on - proposed_on).days > longest:
        return not_met(f"It was proposed on {in_words(proposed_on)}; after {longest} days, propose it again.")
    return met(f"It was proposed on {in_words(proposed_on)}.")


@cites("common-purchase/attestation.12")
def it_says_why_it_is_taken_back(because: str) -> Finding:
    """Whoever holds the statement reads why it does not count any more."""
    return met("It says why.") if because.strip() else not_met("Say why, for those who hold the statement.")


RULES = [
    two_persons_agreed,
    it_is_for_somebody,
    it_opens_to_those_it_is_for,
    there_are_two_to_agree,
    the_rows_are_those_agreed_on,
    it_counts_for_a_limited_time,
    the_proposal_is_recent,
    it_says_why_it_is_taken_back,
]
