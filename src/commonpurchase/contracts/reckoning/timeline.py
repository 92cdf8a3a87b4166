"""The dated points of a contract's renewal, in order."""

from datetime import date, timedelta

from commonpurchase.contracts.facts import Contract, Gate, Moment, SourcedDate, Terms

TODAY, ASKED_FOR = "Today", "The day asked for"


def moments(contract: Contract, gate: Gate, terms: Terms, on: date, *, today: date) -> list[Moment]:
    """Start, last update, opening, notice, end and the rest, by day; what is not known is left out.

    `on` is the day that the contract is looked at from; only where it is `today` is it called so.
    """
    points = [
        _sourced(contract.start, "Start"),
        _sourced(contract.end, "End"),
        _sourced(contract.maximum_end, "Latest possible end"),
        _sourced(contract.notice, "Notice date"),
        Moment(on, TODAY if on == today else ASKED_FOR, from_here=True),
    ]
    if gate.dated:
        points.append(Moment(gate.opens_on, "Gate opens", f"{terms.opens_days} days before the notice date"))
    if gate.last_update_on:
        lapses = gate.last_update_on + timedelta(days=terms.lifetime_days)
        points += [
            Moment(gate.last_update_on, "Last update"),
            Moment(
                lapses, "Data no longer current after", f"{terms.lifetime_days} days after the last update"
            ),
        ]
    return sorted((point for point in points if point), key=lambda point: (point.on, point.name))


def _sourced(dated: SourcedDate | None, name: str) -> Moment | None:
    if dated is None:
        return None
    state = (
        "confirmed" if dated.confirmed else "inferred, not confirmed" if dated.inferred else "not confirmed"
    )
    return Moment(dated.on, name, ", ".join(part for part in (dated.source, state) if part))
