"""From agreements to their sentences and their pictures."""

from collections.abc import Iterable
from datetime import date

from commonpurchase.contracts.facts import Moment
from commonpurchase.holdings.facts.agreements import Bar, Contracted
from commonpurchase.organisations.facts import Organisation, Regime


def which_law(subject: Iterable[Organisation]) -> str:
    """Which freedom-of-information law matters for whom, in one sentence; empty for nobody."""
    said = [
        f"{one.name}: not known here" if one.regime is Regime.UNKNOWN else f"{one.name}: {one.regime.value}"
        for one in subject
    ]
    return f"The law that matters: {'; '.join(said)}." if said else ""


def moments(agreement: Contracted, today: date) -> list[Moment]:
    """The dated points of an agreement, by day."""
    paper = agreement.paper
    points = [
        Moment(agreement.starts, "Start", "as written"),
        Moment(agreement.last, "Last day", "as written"),
        Moment(today, "Today", from_here=True),
        *(
            Moment(one.signed_on, f"{one.organisation.name} signs", one.signed_by)
            for one in agreement.parties
            if one.signed_on
        ),
    ]
    if agreement.ended_on:
        points.append(Moment(agreement.ended_on, "Ended early", "covers nothing new from here on"))
    if paper.survives_until:
        points.append(Moment(paper.survives_until, "Secrets kept until", "what was learned under it"))
    return sorted(points, key=lambda point: (point.on, point.name))


def bars(agreements: Iterable[Contracted]) -> list[Bar]:
    """Each agreement as a bar, in the order given; one ended early stops there."""
    return [
        Bar(
            one.paper.title,
            one.state,
            one.starts,
            max(one.starts, min(one.last, one.ended_on or one.last)),
            one.paper.survives_until,
        )
        for one in agreements
    ]
