"""Marking a record by its kind: its label is written anew; whoever comes to keep it gets a row."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from commonpurchase.holdings.actions import ledger
from commonpurchase.holdings.facts.marking import Marked
from commonpurchase.holdings.facts.seeing import Kind
from commonpurchase.holdings.queries import marking, seeing
from commonpurchase.holdings.rules import delivery
from commonpurchase.holdings.rules import marking as rules
from commonpurchase.sharing import actions as sharing
from commonpurchase.sharing import gate
from commonpurchase.sharing import queries as labels
from commonpurchase.sharing.actions import tenders
from commonpurchase.sharing.facts import Label, Permission, Viewer
from commonpurchase.vocabulary.findings import Finding, Verdict

NotMarkedError = sharing.NotMarkedError
NotAwardedError = tenders.NotAwardedError


@transaction.atomic
def mark(*, kind: Kind, key: UUID, chosen: Marked, by: Viewer) -> None:
    """Mark a record as its originator chose. `gate.NotFoundError`, `gate.RefusedError` (a hold, or what is
    made from others would be opened), or `NotMarkedError` with every reason.
    """
    before, after = marking.label_of(by, kind, key), marking.label_for(by, kind, key, chosen)
    _justified(*_findings(key, before, after, by))
    record = gate.open_record(by, labels.kinds()[seeing.MODELS[kind]], key, Permission.CHANGE)
    sharing.relabel(record=record, label=after, by=by, unread=marking.unread(by, key))
    if after.custodian is not None and after.custodian != before.custodian:
        ledger.entrust(kind=seeing.MODELS[kind], item=key, custodian=after.custodian, by=by)


def award(*, kind: Kind, key: UUID, at: datetime, by: Viewer) -> None:
    """Enter the award of the tender that a bid belongs to; `gate.NotFoundError` or `NotAwardedError`."""
    record = gate.open_record(by, labels.kinds()[seeing.MODELS[kind]], key)
    tenders.award(record=record, at=at, by=by)


def _findings(key: UUID, before: Label, after: Label, by: Viewer) -> list[Finding]:
    keeper = after.custodian if after.custodian != before.custodian else None
    found = [
        rules.it_is_kept_by_who_may_collect(before, after, marking.eligible(by)),
        rules.the_wall_around_others_stays(before, after),
        rules.nobody_behind_the_wall_is_named(after, seeing.behind_the_wall(by, after) - {before.originator}),
    ]
    if keeper is not None:
        found += [
            delivery.what_a_clause_obliges_goes_to_its_buyer(buyer, keeper)
            for buyer in marking.obliged(by, key) - after.named
        ]
    return found


def _justified(*findings: Finding) -> None:
    missing = dict.fromkeys(one.because for one in findings if one.verdict is Verdict.NOT_MET)
    if missing:
        raise NotMarkedError(" ".join(missing))
