"""What must hold before a question is asked, closed, and its sums are published."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from commonpurchase.organisations.facts import Organisation
from commonpurchase.vocabulary.findings import Finding, cites, met, not_met
from commonpurchase.vocabulary.periods import add_months, in_words


@cites("common-purchase/aggregate.1")
def enough_are_asked(asked: int, least: int) -> Finding:
    """At least as many organisations are asked as a published sum has."""
    if asked < least:
        return not_met(f"Ask at least {least} organisations: no sum of fewer is ever published.")
    return met(f"{asked} organisations are asked.")


@cites("common-purchase/aggregate.1")
def its_custodian_puts_nothing_in(owner: UUID, asked: Collection[UUID]) -> Finding:
    """Whoever keeps the figures and decides what is published has none of its own among them."""
    if owner in asked:
        return not_met("Your organisation keeps the figures, so it cannot put in one of its own.")
    return met("Your organisation has no figure of its own among them.")


@cites("common-purchase/aggregate.2")
def it_was_not_asked_before(overlapping: Collection[tuple[date, date]]) -> Finding:
    """The same question was not asked for a period that shares a day with this one."""
    if overlapping:
        start, last = next(iter(overlapping))
        return not_met(
            f"The same was asked for {in_words(start)} to {in_words(last)}. Who joins late waits for the "
            "next period; a mistake is mended by a correction with the same organisations."
        )
    return met("It was not asked before for any of these days.")


@cites("common-purchase/aggregate.2")
def the_period_is_over(end: date, on: date) -> Finding:
    """The period has ended before the figures are closed."""
    if on < end:
        return not_met(f"The period must be over first; it ends before {in_words(end)}.")
    return met("The period is over.")


@cites("common-purchase/aggregate.2")
def the_deadline_is_over(deadline: datetime, at: datetime) -> Finding:
    """Everybody had until the day that was promised to answer or correct."""
    if at < deadline:
        return not_met("Those asked can answer and correct until the day that they were promised.")
    return met("The day until which answers could be given is over.")


@cites("common-purchase/aggregate.3")
def the_period_closed_long_ago(end: date, on: date, months: int, *, rivals: bool) -> Finding:
    """What a competitor of a contributor may read is old enough to say nothing of today."""
    if not rivals:
        return met("No competitor of a contributor is among the readers.")
    first = add_months(end, months)
    if on < first:
        return not_met(
            "A competitor of somebody who is asked is among the readers, so it can be published from "
            f"{in_words(first)} on: {months} months after the period."
        )
    return met(f"The period closed at least {months} months ago.")


@cites("common-purchase/aggregate.4")
def something_can_be_published(figures: int) -> Finding:
    """At least one sum, or the order of the groups, holds every term."""
    if not figures:
        return not_met("Nothing in it can be published.")
    return met(f"{figures} of its cells can be published.")


@cites("common-purchase/aggregate.5")
def another_person_confirms(proposed_by: UUID | None, person: UUID) -> Finding:
    """The person who confirms a release is not the one who proposed it."""
    if proposed_by is None:
        return not_met("Nobody has proposed to publish it yet.")
    if proposed_by == person:
        return not_met("You proposed it: a second person who looks after the figures must confirm it.")
    return met("A second person confirms it.")


@cites("common-purchase/aggregate.5")
def it_is_what_was_proposed(before: str, now: str) -> Finding:
    """Nothing that the release rests on has changed since it was proposed."""
    if before != now:
        return not_met("What can be published changed since it was proposed: take it back, and look again.")
    return met("It is what was proposed.")


@cites("common-purchase/aggregate.6")
def everybody_agreed_to_be_listed(
    contributors: Collection[Organisation], agreed: Collection[UUID]
) -> Finding:
    """Contributors are named only if each of them agreed; one that did not is enough for no list."""
    if not contributors or any(one.id not in agreed for one in contributors):
        return not_met("Who contributed is not told.")
    return met("Everybody who contributed agreed to be named.")


RULES = [
    enough_are_asked,
    its_custodian_puts_nothing_in,
    it_was_not_asked_before,
    the_period_is_over,
    the_deadline_is_over,
    the_period_closed_long_ago,
    something_can_be_published,
    another_person_confirms,
    it_is_what_was_proposed,
    everybody_agreed_to_be_listed,
]
