"""The dates of the contracts that are listed, as a calendar file (iCalendar, RFC 5545)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from commonpurchase.contracts.facts import Line

PRODUCT = "-//Common Purchase//Contracts//EN"


def as_ics(lines: Sequence[Line], at: datetime, address: str) -> bytes:
    """One all-day event a date; bringing the file in again moves an event and never doubles it.

    `at`: the moment it was made. `address`: where a contract's page is, with `{key}` for its id.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Contracts")
    for line in lines:
        for kind, on, says in _dates(line):
            event = Event()
            event.add("uid", f"{line.contract.id}.{kind}@common-purchase")
            event.add("dtstamp", at)
            event.add("dtstart", on)
            event.add("dtend", on + timedelta(days=1))
            event.add("summary", f"{says}: {line.contract.title or line.contract.reference}")
            event.add("description", f"{line.contract.buyer}, {line.contract.supplier}. {line.gate.because}")
            event.add("url", address.format(key=line.contract.id))
            event.add("transp", "TRANSPARENT")
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _dates(line: Line) -> Iterator[tuple[str, date, str]]:
    """What is known of a contract's days: the gate's while nothing is decided, conditions after that."""
    contract, gate, decision = line.contract, line.gate, line.decision
    if decision:
        yield from _conditions((action.by, action.what) for action in decision.actions)
    elif gate.dated:
        yield "opens", gate.opens_on, "The gate opens"
        if contract.notice:
            yield "notice", contract.notice.on, "Last day for notice"
    if contract.end:
        yield "end", contract.end.on, "The contract ends"


def _conditions(actions: Iterable[tuple[date, str]]) -> Iterator[tuple[str, date, str]]:
    for number, (by, what) in enumerate(actions, start=1):
        yield f"condition-{number}", by, what
