"""When rows support a statement about sites: nothing is said that they do not show."""

from datetime import timedelta

from commonpurchase.disclosures.facts import Evidence
from commonpurchase.holdings.facts.attestations import Claim
from commonpurchase.holdings.facts.issuing import ISSUING, Shown
from commonpurchase.organisations.facts import Organisation
from commonpurchase.vocabulary.findings import Finding, cites, met, not_met

ALL = {Claim.ALL_SITES_DISCLOSED, Claim.ALL_SITES_VERIFIED}


@cites("common-purchase/attestation.9")
def its_issuer_answers_for_what_it_knows(issuer: Organisation) -> Finding:
    """Who attests discloses sites itself, collects for others, or checks them."""
    if issuer.kind not in ISSUING:
        return not_met(
            f"A {issuer.kind} receives attestations; suppliers, convenors and monitors issue them."
        )
    return met(f"{issuer.name} is a {issuer.kind}.")


@cites("common-purchase/attestation.9")
def every_model_has_a_site(shown: Shown) -> Finding:
    """Each model of the statement has at least one row of the tier that is in production."""
    if not shown.scope.models:
        return not_met("Choose at least one product model.")
    if shown.without:
        names = ", ".join(map(str, shown.without))
        return not_met(f"No site of tier {shown.scope.tier} in production is disclosed for {names}.")
    return met(f"Each of the {len(shown.scope.models)} models has a site of tier {shown.scope.tier}.")


@cites("common-purchase/attestation.10")
def all_of_them_is_said_by_who_discloses(claim: Claim, *, own: bool, declared: bool) -> Finding:
    """That these are all sites is the word of the supplier, given expressly; rows cannot show it."""
    if claim not in ALL:
        return met("It does not say that these are all of them.")
    if not own:
        return not_met("Only the supplier itself can say that these are all of its sites: choose “some”.")
    if not declared:
        return not_met("Rows do not show that none is missing: declare that these are all of the sites.")
    return met("The supplier declares that these are all of them.")


@cites("common-purchase/attestation.10")
def the_rows_leave_nothing_open(claim: Claim, shown: Shown, lifetime: timedelta) -> Finding:
    """A statement of all sites rests on rows that are current and leave neither tier nor model open."""
    if claim not in ALL:
        return met("A statement of some sites says on which day they were last updated.")
    old = [row for row in shown.rows if shown.on - row.disclosed_on > lifetime]
    unchecked = [row for row in shown.rows if row.support is not Evidence.VERIFIED]
    reasons = (
        (bool(old), f"{_rows(len(old))} older than {lifetime.days} days"),
        (
            bool(shown.doubtful),
            f"{_rows(len(shown.doubtful))} without a tier or model, so it is open whether these are all",
        ),
        (
            claim is Claim.ALL_SITES_VERIFIED and bool(unchecked),
            f"{_rows(len(unchecked))} that nobody has verified",
        ),
    )
    because = [reason for applies, reason in reasons if applies]
    if because:
        return not_met(f"The rows do not carry a statement of all sites: there {'; '.join(because)}.")
    return met("The rows are current and leave nothing open.")


def _rows(number: int) -> str:
    return "is 1 row" if number == 1 else f"are {number} rows"


RULES = [
    its_issuer_answers_for_what_it_knows,
    every_model_has_a_site,
    all_of_them_is_said_by_who_discloses,
    the_rows_leave_nothing_open,
]
