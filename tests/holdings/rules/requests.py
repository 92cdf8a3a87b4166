"""The smallest case that can be closed, and its exemptions."""

from datetime import date
from uuid import UUID

from commonpurchase.holdings.facts.foi import (
    Applied,
    Case,
    Consultation,
    Exemption,
    ItemDecision,
    Notice,
    Outcome,
    Search,
    State,
)

RECEIVED, ON = date(2026, 3, 2), date(2026, 3, 20)
FIRST, SECOND = UUID(int=1), UUID(int=2)

EXEMPTIONS = {
    one.id: one
    for one in [
        Exemption("A s.1", "Law A", "s.1", "Confidence", ("From whom?",), "Law A", neither=True),
        Exemption("A s.2", "Law A", "s.2", "Had another way", ("Where?",), "Law A", balance=False),
        Exemption("A s.3", "Law A", "s.3", "Public affairs", ("Who?",), "Law A", opinion=True),
        Exemption("B s.1", "Law B", "s.1", "Confidence", ("From whom?",), "Law B"),
    ]
}
APPLIED = Applied("A s.1", "It was given in confidence", "People care", "Trust would go")
REFUSED = ItemDecision(SECOND, Outcome.REFUSE, "Alma Berg", (APPLIED,))
RELEASED = ItemDecision(FIRST, Outcome.RELEASE, "Alma Berg")
NOT_HELD = ItemDecision(None, Outcome.NOT_HELD, "Alma Berg", help="Fair Circuits collects it; write to it")
NOTICE = Notice(
    fact="One list is released, one refused",
    exemption="Section 1 of Law A",
    why="It was given in confidence",
    balance="People care; trust would go",
    review="Write to the council within 40 days",
    complaint="The commissioner",
    deadline=date(2026, 4, 30),
    sent_on=ON,
)
CASE = Case(
    id=UUID(int=9),
    authority=UUID(int=8),
    laws=("Law A",),
    received_on=RECEIVED,
    asked="Which factories make our laptops?",
    state=State.NOTICE,
    held_on=RECEIVED,
    items=(FIRST, SECOND),
    on_hold=frozenset({FIRST, SECOND}),
    searches=(Search("laptop factory", "holdings of 2 March", "Alma Berg", RECEIVED, (FIRST, SECOND)),),
    to_consult={SECOND: "Nordbyte AB"},
    consultations=(
        Consultation(SECOND, "Nordbyte AB", RECEIVED, date(2026, 3, 9), date(2026, 3, 6), "Please refuse"),
    ),
    decisions=(RELEASED, REFUSED),
    notice=NOTICE,
)
