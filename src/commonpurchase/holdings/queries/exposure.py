"""The exposure report of the viewer's own organisation, as of any moment since it has a ledger."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from commonpurchase.holdings.facts.exposure import Harm, Known, Question, Report
from commonpurchase.holdings.facts.foi import Search
from commonpurchase.holdings.models import AskedReport, ItemStatement, Standing
from commonpurchase.holdings.queries import cases, custody, ledger
from commonpurchase.holdings.readers import policy
from commonpurchase.holdings.reckoning import exposure, holding, items
from commonpurchase.organisations import queries as organisations
from commonpurchase.organisations.facts import Organisation, Regime
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Viewer


def report(viewer: Viewer, at: datetime, *, words: str = "", masked: bool = True) -> Report:
    """What the viewer's organisation holds at a moment, by the ledger as it then stood."""
    own = _as_it_stood(viewer, at)
    recorded = own.regime is not Regime.UNKNOWN or at >= viewer.at
    return exposure.report(Question(own, at, words, masked, recorded), _known(viewer, at))


def asked(viewer: Viewer) -> list[tuple[datetime, str, Mapping[str, Any], str]]:
    """The reports that were asked for, newest first: when, by whom, the question, the answer's hash."""
    rows = AskedReport.objects.filter(organisation=gate.organisation_of(viewer)).order_by("-pk")[:50]
    return [
        (one.asked_at, organisations.name_of_person(one.person), one.question, one.sha256) for one in rows
    ]


def said_of(viewer: Viewer, item: UUID) -> ItemStatement | None:
    """What the viewer's own organisation said of an item last."""
    rows = ItemStatement.objects.filter(item=item, organisation=gate.organisation_of(viewer))
    return rows.order_by("pk").last()


def _as_it_stood(viewer: Viewer, at: datetime) -> Organisation:
    """The organisation under the law that was recorded for it then; today's says nothing of that."""
    own = organisations.opened(viewer, gate.organisation_of(viewer))
    if at >= viewer.at:
        return own
    last = Standing.objects.filter(organisation=own.id, since__lte=at).order_by("pk").last()
    return replace(own, regime=Regime(last.regime) if last else Regime.UNKNOWN)


def _known(viewer: Viewer, at: datetime) -> Known:
    every = items.own_numbers(ledger.of_own(viewer))
    past = {event.sequence for event in holding.until([row.event for row in every], at)}
    rows = [row for row in every if row.event.sequence in past]
    programmes = custody.programmes(viewer, at)
    by_custodian = custody.by_custodian(viewer, at)
    harms, marks = _said(viewer, {row.event.item: row.thing.originator for row in rows}, at)
    names = {one.id: one.name for one in organisations.listed(viewer)}
    on = at.astimezone(UTC).date()
    return Known(
        events=[row.event for row in rows],
        items=items.items(rows, names, harms, marks, by_custodian),
        programmes=programmes,
        matrix=policy.matrix(on),
        exemptions=policy.exemptions(on),
        searches=_searches(viewer, at),
    )


def _searches(viewer: Viewer, at: datetime) -> tuple[Search, ...]:
    return tuple(search for case in cases.entered(viewer, at) for search in case.searches)


def _said(
    viewer: Viewer, originators: Mapping[UUID, UUID], at: datetime
) -> tuple[dict[UUID, Harm], dict[UUID, frozenset[str]]]:
    """The originators' statements of harm, and the marks that count for the viewer's organisation.

    Its own marks count as it set them last, and nobody else's words take them away. That a record tells of
    emissions counts from its originator too; that it is sensitive does not: a holder leaves out what itself
    marks so.
    """
    harms: dict[UUID, Harm] = {}
    own: dict[UUID, frozenset[str]] = {}
    told: dict[UUID, frozenset[str]] = {}
    mine = gate.organisation_of(viewer)
    for one in ItemStatement.objects.filter(item__in=originators, made_at__lte=at).order_by("pk"):
        if one.organisation == originators[one.item] and one.harm:
            harms[one.item] = Harm(one.harm, one.to_whom, one.made_at.date(), one.until)
        said = {"emissions": one.emissions, "sensitive": one.sensitive}
        marks = frozenset(name for name, holds in said.items() if holds)
        if one.organisation == originators[one.item]:
            told[one.item] = marks & {"emissions"}
        if one.organisation == mine:
            own[one.item] = marks
    every = own.keys() | told.keys()
    return harms, {key: own.get(key, frozenset()) | told.get(key, frozenset()) for key in every}
