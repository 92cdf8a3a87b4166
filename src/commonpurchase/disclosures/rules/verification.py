"""When a row counts as verified."""

from datetime import date, timedelta

from commonpurchase.disclosures.facts import Checked, Row
from commonpurchase.vocabulary.findings import Finding, cites, met, not_met
from commonpurchase.vocabulary.periods import in_words


@cites("common-purchase/evidence.1")
def the_check_has_taken_place(checked: Checked, on: date, lifetime: timedelta) -> Finding:
    """Rows were checked on a day that has come, not too long ago, and it is said what was found."""
    if checked.on > on:
        return not_met(f"A check cannot be of a day to come ({in_words(checked.on)}).")
    if on - checked.on > lifetime:
        return not_met(
            f"A check of {in_words(checked.on)} is more than {lifetime.days} days old; it verifies nothing."
        )
    if not checked.found.strip():
        return not_met("Say what was checked and what was found.")
    return met(f"checked on {in_words(checked.on)} by {checked.ground}")


@cites("common-purchase/evidence.1")
def what_was_checked_is_said_of_the_site(checked: Checked, rows: tuple[Row, ...]) -> Finding:
    """Every row that was checked is one that its supplier says, and there is at least one."""
    if not checked.references:
        return not_met("Choose at least one row that was checked.")
    known = {row.reference for row in rows}
    missing = len(checked.references - known)
    if missing:
        return not_met(f"{missing} of the rows chosen are not in force in this version: choose again.")
    return met(f"all {len(checked.references)} rows are in force in this version")


@cites("common-purchase/evidence.1")
def the_one_who_checks_does_not_sell(verifier: str, supplier: str, rows: tuple[Row, ...]) -> Finding:
    """Whoever verifies is neither the supplier nor the brand of what is made there."""
    names = {name.strip().casefold() for name in (supplier, *(row.brand for row in rows))}
    if verifier.strip().casefold() in names:
        return not_met(f"{verifier} sells what is made there: somebody else must verify it.")
    return met(f"{verifier} sells none of it")


RULES = [the_check_has_taken_place, what_was_checked_is_said_of_the_site, the_one_who_checks_does_not_sell]
