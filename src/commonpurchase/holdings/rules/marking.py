"""What may be marked how: who keeps it, who is behind the wall, what is not routed past a buyer."""

from collections.abc import Collection
from uuid import UUID

from commonpurchase.sharing.facts import Flag, Label
from commonpurchase.vocabulary.findings import Finding, cites, met, not_met


@cites("common-purchase/marking.3")
def it_is_kept_by_who_may_collect(before: Label, after: Label, eligible: Collection[UUID]) -> Finding:
    """Whoever comes to keep it may collect for others; whoever keeps it already may go on."""
    new = after.custodian
    if new is None or new == before.custodian or new in eligible:
        return met("nobody keeps it who may not")
    return not_met(
        "Only an organisation outside Freedom of Information, with evidence and a programme with a "
        "statement, may keep it for you."
    )


@cites("common-purchase/marking.4")
def the_wall_around_others_stays(before: Label, after: Label) -> Finding:
    """What is competitively sensitive to somebody else stays so: that is not the originator's alone."""
    others = before.subjects - {before.originator}
    if Flag.COMPETITIVELY_SENSITIVE not in before.flags or not others:
        return met("the wall stands around nobody else")
    if Flag.COMPETITIVELY_SENSITIVE not in after.flags or others - after.subjects:
        return not_met(
            "It is about another organisation, whose competitors must not learn of it: that wall stays."
        )
    return met("the wall around others stays")


@cites("common-purchase/marking.4")
def nobody_behind_the_wall_is_named(after: Label, rivals: Collection[UUID]) -> Finding:
    """What is competitively sensitive names no competitor: it would not see it, and need not be told."""
    behind = after.named & frozenset(rivals)
    if Flag.COMPETITIVELY_SENSITIVE in after.flags and (behind or after.custodian in rivals):
        return not_met("A competitor never sees this, named or not.")
    return met("no competitor is named")


RULES = [it_is_kept_by_who_may_collect, the_wall_around_others_stays, nobody_behind_the_wall_is_named]
