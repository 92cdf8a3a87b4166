"""When an agreement may come into force, and when a grant may be given."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from commonpurchase.sharing.facts import Flag, Grant, Label
from commonpurchase.vocabulary.findings import Finding, cites, met, not_met


@cites("common-purchase/agreement.1")
def an_agreement_leaves_room_for_the_law(subject: Collection[UUID], *, carve_out: bool) -> Finding:
    """A party that is or may be subject to Freedom of Information keeps to an agreement within its law."""
    if carve_out or not subject:
        return met("it keeps no party from what a law demands")
    return not_met(
        "A party is, or may be, subject to a freedom-of-information law. An agreement cannot keep it from "
        "giving out what the law demands, so it must say so before it can come into force."
    )


@cites("common-purchase/agreement.2")
def an_agreement_names_its_time_and_its_text(start: datetime, end: datetime, sha256: str) -> Finding:
    """An agreement ends after it starts, and the signed text is known by its hash."""
    if start >= end:
        return not_met("An agreement ends after it starts.")
    if len(sha256) != 64 or set(sha256) - set("0123456789abcdef"):
        return not_met("Give the SHA-256 hash of the signed document: 64 digits and letters from a to f.")
    return met("its time and its text are known")


@cites("common-purchase/agreement.3")
def a_grant_is_for_a_limited_time(grant: Grant, at: datetime, longest: timedelta) -> Finding:
    """A grant ends after it starts, in time to come, and within the longest time."""
    if grant.end <= max(grant.start, at):
        return not_met("A grant ends after it starts, on a day to come.")
    if grant.end - grant.start > longest:
        return not_met(f"A grant opens for at most {longest.days} days; after that you can grant anew.")
    return met("it ends in time")


@cites("common-purchase/agreement.3")
def a_grant_goes_to_nobody_behind_the_wall(grant: Grant, label: Label, rivals: Collection[UUID]) -> Finding:
    """What tells of competition is granted to no competitor of its originator or of those it is about."""
    if Flag.COMPETITIVELY_SENSITIVE in label.flags and grant.organisation in rivals:
        return not_met("A competitor never sees this, with a grant or without one.")
    return met("no competitor is among them")


RULES = [
    an_agreement_leaves_room_for_the_law,
    an_agreement_names_its_time_and_its_text,
    a_grant_is_for_a_limited_time,
    a_grant_goes_to_nobody_behind_the_wall,
]
