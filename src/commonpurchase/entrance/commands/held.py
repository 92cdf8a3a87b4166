"""The steps of the example in which something is kept for others, and a request is answered."""

from collections.abc import Callable
from datetime import date

from commonpurchase.entrance.commands.cast import Cast, Table
from commonpurchase.holdings.actions import cases, custody, ledger
from commonpurchase.holdings.actions import programmes as joining
from commonpurchase.holdings.facts.custody import CustodyAnswer
from commonpurchase.holdings.queries import custody as programmes
from commonpurchase.holdings.queries import exposure
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Viewer

Day = Callable[[str], date]


def entered(take: Callable[[Cast, Table, Viewer], None], known: Cast, table: Table, by: Viewer) -> None:
    """Take a step as a page would: what it puts here is entered into the ledger."""
    with gate.noting() as notes:
        take(known, table, by)
    ledger.enter(notes=notes, by=by)


def begin(on: Day, known: Cast, table: Table, by: Viewer) -> None:
    """A custodian enters a programme and publishes its statement, and members agree.

    What is not said is answered right.
    """
    members = [known.organisations[name].id for name in table["for"]]
    key = joining.begin(
        name=table["name"],
        members=members,
        how_to_ask=table["how_to_ask"],
        by=by,
    )
    said = table.get("answers", {})
    answers = {
        one.number: CustodyAnswer(
            said.get(str(one.number), one.supports[0]),
            table["evidence"] if one.needs_evidence else "",
            on(table["review"]) if one.needs_evidence else None,
        )
        for one in programmes.questions(by.at.date()).asked
    }
    custody.state(programme=key, answers=answers, signed_by=table["signed_by"], by=by)
    for member in table["agreed"]:
        joining.join(programme=key, by=known.acting(known.email_of(member), by.at.date()))


def answer(_known: Cast, table: Table, by: Viewer) -> None:
    """An authority receives a request, holds what matches and searches."""
    key = cases.receive(asked=table["asked"], received_on=by.at.date(), laws=table["laws"], by=by)
    cases.place_hold(case=key, words=table["words"], by=by)
    report = exposure.report(by, by.at, words=table["words"], masked=False)
    found = [row.item.id for row in report.rows][: table["found"]]
    cases.search(case=key, terms=table["words"], scope=table["scope"], found=found, by=by)
