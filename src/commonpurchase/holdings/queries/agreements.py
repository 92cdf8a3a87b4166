"""The agreements of the viewer's organisation, with their parties by name."""

from datetime import UTC
from uuid import UUID

from commonpurchase.holdings.facts.agreements import Contracted, Party
from commonpurchase.holdings.reckoning.days import last_day
from commonpurchase.organisations import queries as organisations
from commonpurchase.organisations.facts import Organisation, Regime
from commonpurchase.sharing import gate
from commonpurchase.sharing import queries as sharing
from commonpurchase.sharing.facts import Paper, PaperState, Viewer


def listed(viewer: Viewer) -> list[Contracted]:
    """The agreements that the viewer's organisation is a party to, the latest start first."""
    known = {one.id: one for one in organisations.listed(viewer)}
    return [_contracted(viewer, one, known) for one in sharing.papers(viewer)]


def opened(viewer: Viewer, key: UUID) -> Contracted:
    """One agreement; `gate.NotFoundError` if absent or not the viewer's."""
    known = {one.id: one for one in organisations.listed(viewer)}
    return _contracted(viewer, paper(viewer, key), known)


def paper(viewer: Viewer, key: UUID) -> Paper:
    """One agreement as it is written; `gate.NotFoundError` if absent or not the viewer's."""
    found = next((one for one in sharing.papers(viewer) if one.id == key), None)
    if found is None:
        raise gate.NotFoundError("agreement")
    return found


def subject(parties: list[Organisation]) -> list[Organisation]:
    """Those that are, or may be, subject to a freedom-of-information law: what is not known counts."""
    return [one for one in parties if one.regime is not Regime.NONE]


def possible_parties(viewer: Viewer) -> list[Organisation]:
    """The organisations that one can agree with here, by name: claimed ones, no competitor, not one's own.

    What a draft is called is read by its parties, and competitors tell each other nothing here.
    """
    without = {viewer.organisation, *viewer.rivals}
    return [one for one in organisations.listed(viewer) if one.claimed and one.id not in without]


def _contracted(viewer: Viewer, paper: Paper, known: dict[UUID, Organisation]) -> Contracted:
    parties = [
        Party(known[one.organisation], one.by, one.at.astimezone(UTC).date() if one.at is not None else None)
        for one in paper.signatures
        if one.organisation in known
    ]
    parties.sort(key=lambda one: one.organisation.name.casefold())
    under = subject([one.organisation for one in parties])
    return Contracted(
        paper=paper,
        state=_state(paper, viewer, under),
        parties=tuple(parties),
        subject=tuple(under),
        starts=paper.start.astimezone(UTC).date(),
        last=last_day(paper.end),
        ended_on=paper.ended_at.astimezone(UTC).date() if paper.ended_at else None,
        own_signed=any(one.organisation.id == viewer.organisation and one.signed_on for one in parties),
    )


def _state(paper: Paper, viewer: Viewer, under: list[Organisation]) -> PaperState:
    """Where it stands; without the carve-out it covers nothing while a party is, or may be, under a law."""
    state = paper.state(viewer.at)
    covers = state in {PaperState.IN_FORCE, PaperState.TO_COME}
    return PaperState.SUSPENDED if covers and under and not paper.carve_out else state
