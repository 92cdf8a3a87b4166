"""A custodian's statement; what is said of an item; copies that were deleted."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from commonpurchase.history import actions as history
from commonpurchase.holdings.actions import ledger
from commonpurchase.holdings.facts.custody import CustodyAnswer, Event, Kind, Mode
from commonpurchase.holdings.facts.exposure import Report
from commonpurchase.holdings.facts.ledger import Row
from commonpurchase.holdings.models import AskedReport, CustodyStatement, ItemStatement, Programme
from commonpurchase.holdings.queries import custody as queries
from commonpurchase.holdings.queries import ledger as entries
from commonpurchase.holdings.reckoning import exposure, holding
from commonpurchase.holdings.rules import delivery
from commonpurchase.sharing import actions as sharing
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Audience, Permission, Viewer
from commonpurchase.sharing.reckoning import presets
from commonpurchase.vocabulary.findings import Verdict


class NotReadyError(ValueError):
    """It cannot be written as it is; the message says everything that is missing or wrong."""


@dataclass(frozen=True)
class Said:
    """What an organisation says of an item."""

    harm: str = ""
    to_whom: str = ""
    until: date | None = None
    emissions: bool = False
    sensitive: bool = False


@transaction.atomic
def state(*, programme: UUID, answers: Mapping[int, CustodyAnswer], signed_by: str, by: Viewer) -> int:
    """Sign and publish the next version of a programme's custody statement; returns its number.

    A wrong or missing answer is published too: it makes the programme held on behalf of its members.
    """
    row = gate.open_record(by, Programme, programme, Permission.CHANGE)
    gate.person_of(by)
    if row.ended_at:
        raise NotReadyError("This programme was ended.")
    if not signed_by.strip():
        raise NotReadyError("Say who signs, and in which role.")
    last = row.statements.order_by("-version").first()
    written = CustodyStatement.objects.create(
        programme=row,
        version=last.version + 1 if last else 1,
        questions_version=queries.questions(by.at.date()).version,
        answers={
            str(number): {**asdict(one), "review_on": one.review_on.isoformat() if one.review_on else None}
            for number, one in answers.items()
        },
        signed_by=signed_by.strip(),
        published_at=by.at,
    )
    if row.label.audience != Audience.MEMBERS:
        sharing.relabel(record=row, label=presets.members(row.custodian_id), by=by)
    content = {"version": written.version, "answers": written.answers}
    history.append(verb="holdings.state_custody", subject=("programme", row.pk), content=content, by=by)
    return written.version


@transaction.atomic
def say_of(*, item: UUID, said: Said, by: Viewer) -> None:
    """Say what release of an item would do, as its originator or as somebody who has it."""
    _known(item, by)
    if said.harm.strip() and not said.to_whom.strip():
        raise NotReadyError("Say to whom the harm would come.")
    ItemStatement.objects.create(
        item=item, organisation=gate.organisation_of(by), made_at=by.at, **asdict(said)
    )
    history.append(verb="holdings.say_of", subject=("item", item), content=asdict(said), by=by)


@transaction.atomic
def confirm_deletion(*, item: UUID, by: Viewer) -> None:
    """Enter that the organisation has deleted its copies; refused while a request holds the item."""
    rows = _known(item, by)
    holdings = holding.held([row.event for row in rows], gate.organisation_of(by), item, by.at)
    finding = delivery.no_request_holds_it(holdings.cases)
    if finding.verdict is Verdict.NOT_MET:
        raise gate.RefusedError(finding.because)
    if holdings.mode is not Mode.COPY:
        raise NotReadyError("There is no copy to be deleted: what was delivered or made here stays.")
    event = Event(0, by.at, gate.organisation_of(by), item, Kind.DELETE_CONFIRMED, person=gate.person_of(by))
    ledger.append([Row(event, rows[-1].thing)])


@transaction.atomic
def note_report(*, report: Report, masked: bool, by: Viewer) -> str:
    """Keep that a report was asked for: the question and the hash of the answer; returns the hash."""
    question = {"at": report.at.isoformat(), "words": report.words, "masked": masked}
    if report.item_class:
        question["class"] = report.item_class
    digest = exposure.digest(report)
    row = AskedReport.objects.create(
        organisation=report.organisation,
        person=gate.person_of(by),
        asked_at=by.at,
        question=question,
        sha256=digest,
    )
    content = {**question, "sha256": row.sha256}
    history.append(
        verb="holdings.ask_report", subject=("organisation", report.organisation), content=content, by=by
    )
    return digest


def _known(item: UUID, by: Viewer) -> list[Row]:
    """What the ledger says of the viewer's organisation and an item; `gate.NotFoundError` if nothing."""
    rows = entries.of_item(by, item)
    if not rows:
        raise gate.NotFoundError("item")
    return rows
