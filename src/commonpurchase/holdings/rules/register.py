"""When something may become public: what it is made from, who agreed, who was heard."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from commonpurchase.holdings.facts.register import Draft, Head, Hearing
from commonpurchase.sharing.facts import Flag, Label
from commonpurchase.sharing.reckoning.declassified import NEVER
from commonpurchase.vocabulary.findings import Finding, cites, met, not_met
from commonpurchase.vocabulary.periods import in_words


@cites("common-purchase/register.1")
def nothing_keeps_it_closed_for_good(label: Label, at: datetime) -> Finding:
    """No flag forbids it for ever, its embargo is over and its tender decided."""
    if label.flags & NEVER:
        return not_met(
            "What is sealed, protected, about a person or for sums only is never made into a public entry."
        )
    if label.embargo_until is not None and label.embargo_until > at:
        return not_met(f"It is under embargo until {in_words(label.embargo_until.date())}.")
    if Flag.TENDER in label.flags and (label.award_at is None or label.award_at > at):
        return not_met("Its tender is not decided.")
    return met("nothing keeps it closed for good")


@cites("common-purchase/register.2")
def two_persons_of_one_organisation_agree(
    proposed_by: UUID, agreed_by: UUID | None, people: Collection[UUID]
) -> Finding:
    """Another person than the one who proposed it agreed, and both still act for the organisation."""
    if agreed_by is None or agreed_by == proposed_by:
        return not_met("A second person of your organisation must agree: not the one who proposed it.")
    if not {proposed_by, agreed_by} <= set(people):
        return not_met("Somebody who proposed or agreed does not act for your organisation any more.")
    return met("two persons of the organisation agree")


@cites("common-purchase/register.3")
def those_it_is_about_were_heard(hearings: Iterable[Hearing], at: datetime) -> Finding:
    """Each of them replied or let the time to reply go by; a reply not shown beside it was answered."""
    for one in hearings:
        if one.replied_at is None and at < one.until:
            return not_met(f"An organisation that it is about can reply until {in_words(one.until.date())}.")
        if one.said and not one.beside and not one.answer:
            return not_met("A reply that does not stand beside the entry must be answered first.")
    return met("everybody was heard")


@cites("common-purchase/register.4")
def the_record_is_as_it_was(proposed_from: str, now: str) -> Finding:
    """The record that an entry is made from has not changed since the entry was proposed."""
    if proposed_from != now:
        return not_met(
            "The record, or how it is marked, has changed since this was proposed: propose it anew."
        )
    return met("the record is as it was")


@cites("common-purchase/register.5")
def what_is_withheld_names_its_head(draft: Draft, heads: Collection[Head]) -> Finding:
    """An entry says something, and everything it leaves out has a head that the workspace knows."""
    if not draft.text.strip():
        return not_met("Say what the entry says.")
    known = {one.id for one in heads}
    if any(not one.what.strip() or one.head not in known for one in draft.withheld):
        return not_met("Say of everything that is withheld what it is and under which head.")
    return met("everything withheld has its head")


RULES = [
    nothing_keeps_it_closed_for_good,
    two_persons_of_one_organisation_agree,
    those_it_is_about_were_heard,
    the_record_is_as_it_was,
    what_is_withheld_names_its_head,
]
