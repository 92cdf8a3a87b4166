"""What an originator may write on a label a second time: embargo and award follow rules of their own."""

from datetime import datetime

from commonpurchase.sharing.facts import Flag, Label
from commonpurchase.vocabulary.findings import Finding, cites, met, not_met
from commonpurchase.vocabulary.periods import in_words


@cites("common-purchase/marking.1")
def an_embargo_is_lengthened_before_anybody_reads(
    before: Label, after: Label, at: datetime, *, unread: bool
) -> Finding:
    """An embargo begins or grows only while nobody but the originator has read; it may always end sooner.

    `unread`: the ledger shows that nobody else has read it. Whoever does not know says no.
    """
    until = after.embargo_until
    if until is None or until <= at or (before.embargo_until and until <= before.embargo_until):
        return met("no embargo begins or grows")
    if not unread:
        return not_met(
            f"An embargo until {in_words(until.date())} would close what somebody else may have read: "
            "it can be lengthened only while nobody but your organisation has read it."
        )
    return met("nobody else has read it")


@cites("common-purchase/marking.2")
def the_award_is_the_authoritys_word(before: Label, after: Label) -> Finding:
    """When a tender was decided is for its authority to say; its originator's label repeats that."""
    same = before.authority == after.authority and Flag.TENDER in before.flags
    said = before.award_at if same else None
    if Flag.TENDER in after.flags and after.award_at != said:
        return not_met("When a tender was decided is for the buyer whose tender it is to enter.")
    return met("the label repeats what the authority said")


RULES = [
    an_embargo_is_lengthened_before_anybody_reads,
    the_award_is_the_authoritys_word,
]
