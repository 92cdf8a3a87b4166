"""What a statement must say before it is signed, and to be put in words when it is read."""

from collections.abc import Sequence

from commonpurchase.disclosures.facts import Evidence
from commonpurchase.holdings.facts.attestations import Claim, Count, Statement
from commonpurchase.vocabulary.findings import Finding, cites, met, not_met
from commonpurchase.vocabulary.periods import in_words
from commonpurchase.vocabulary.places import Problem


@cites("common-purchase/attestation.1")
def what_it_says_can_be_put_in_words(problems: Sequence[Problem]) -> Finding:
    """An attestation is written in the form that is known here."""
    if problems:
        return not_met(f"It is signed, but not in a form known here: {'; '.join(map(str, problems))}.")
    return met("What it says is in a form known here.")


@cites("common-purchase/attestation.1", "dialogue-2025-09/contractual.4")
def the_statement_says_what_it_rests_on(statement: Statement) -> Finding:
    """It names its subject, models and tier, when data was updated, and who checked where somebody did."""
    missing = [what for applies, what in (*_left_out(statement), *_at_odds(statement)) if applies]
    if missing:
        return not_met(f"Before it is signed, the statement must say {'; '.join(missing)}.")
    return met(f"It says what it rests on, as of {in_words(statement.as_of)}.")


def _left_out(statement: Statement) -> tuple[tuple[bool, str], ...]:
    basis = statement.basis
    verified = basis.evidence is Evidence.VERIFIED
    return (
        (not statement.subject.name.strip(), "whom it speaks of"),
        (not statement.scope.models, "which product models"),
        (statement.scope.tier not in range(1, 5), "which tier, from 1 to 4"),
        (statement.updated_on is None, "when the data was last updated"),
        (verified and not (basis.checked_by.strip() and basis.checked_on), "who checked it, and when"),
    )


def _at_odds(statement: Statement) -> tuple[tuple[bool, str], ...]:
    basis = statement.basis
    verified = basis.evidence is Evidence.VERIFIED
    says_verified = bool(basis.checked_by or basis.checked_on) or statement.claim is Claim.ALL_SITES_VERIFIED
    days = [on for on in (statement.updated_on, basis.checked_on) if on]
    return (
        (says_verified and not verified, "that it rests on a verification, as it speaks of one"),
        (not all(map(_counts, (statement.sites, statement.countries))), "counts that can be true"),
        (any(on > statement.as_of for on in days), "only days that had come on the day it speaks as of"),
    )


def _counts(count: Count | None) -> bool:
    if count is None:
        return True
    return count.at_least >= 0 and (count.at_most is None or count.at_least <= count.at_most)


RULES = [what_it_says_can_be_put_in_words, the_statement_says_what_it_rests_on]
