"""Who may collect for others: outside Freedom of Information, by evidence that still counts."""

from datetime import date

from commonpurchase.organisations.facts import COMPETING, Organisation, Regime
from commonpurchase.vocabulary.findings import Finding, cites, met, not_assessable, not_met
from commonpurchase.vocabulary.periods import in_words


@cites("common-purchase/custody.3")
def the_collector_is_outside_freedom_of_information(organisation: Organisation, on: date) -> Finding:
    """No freedom-of-information law applies to it, and what shows that is not due for review."""
    name, due_on = organisation.name, organisation.regime_review_due_on
    if organisation.regime is Regime.UNKNOWN:
        return not_assessable(f"Which freedom-of-information law applies to {name} is not known.")
    if organisation.regime is not Regime.NONE:
        return not_met(f"{name} is subject to {organisation.regime}.")
    if not organisation.regime_evidence.strip():
        return not_assessable(f"Nothing shows that {name} is outside Freedom of Information.")
    if due_on is None:
        return not_assessable(f"No day is set to review whether {name} is outside Freedom of Information.")
    if due_on < on:
        return not_assessable(f"What shows it for {name} was due for review on {in_words(due_on)}.")
    return met(f"{name}: {organisation.regime_evidence}; to be reviewed by {in_words(due_on)}.")


@cites("common-purchase/custody.3")
def the_collector_competes_with_none_of_its_sources(organisation: Organisation) -> Finding:
    """It is of no kind whose organisations compete with those that would entrust data to it."""
    if organisation.kind in COMPETING:
        return not_met(f"{organisation.name} is a {organisation.kind}, and would hold what is its rivals'.")
    return met(f"{organisation.name} is a {organisation.kind}.")


RULES = [
    the_collector_is_outside_freedom_of_information,
    the_collector_competes_with_none_of_its_sources,
]
