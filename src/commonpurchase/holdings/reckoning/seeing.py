"""Who of an organisation sees a record: asked of the one decision, for each way its people can look."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import product
from uuid import UUID

from commonpurchase.holdings.reckoning.days import last_day
from commonpurchase.sharing.facts import Agreement, Decision, Flag, Grant, Label, Viewer
from commonpurchase.sharing.reckoning import reasons
from commonpurchase.sharing.reckoning.previews import sees
from commonpurchase.vocabulary.periods import in_words


@dataclass(frozen=True)
class Way:
    """One way in: somebody of an organisation, looking for something, and the decision on it."""

    viewer: Viewer
    decision: Decision


def looks(label: Label, base: Viewer, persons: Iterable[UUID]) -> Iterator[Viewer]:
    """Everybody of an organisation whom a label could tell apart, the least particular first.

    `persons`: those of its people whom the label mentions, on a panel or as handlers.
    """
    own = [grant for grant in label.grants if grant.organisation == base.organisation]
    whom = [None, *sorted({*persons, *(grant.person for grant in own if grant.person)})]
    purposes = [None, *sorted({grant.purpose for grant in own})]
    stewards = [False, True] if label.custodian == base.organisation else [False]
    for purpose, steward, person in product(purposes, stewards, whom):
        yield replace(base, person=person, purpose=purpose, steward=steward)


def ways(label: Label, viewers: Iterable[Viewer]) -> list[Way]:
    """The ways in that ask least: without a purpose if that is enough, else one for each purpose."""
    open_ways = [way for viewer in viewers if (way := Way(viewer, sees(viewer, label))).decision.allowed]
    least: dict[object, Way] = {}
    for way in open_ways:
        least.setdefault(way.viewer.purpose, way)
    return [least[None]] if None in least else list(least.values())


def because(label: Label, way: Way) -> tuple[str, ...]:
    """Why an organisation sees a record, in sentences for its originator, with the days that end it."""
    said = [*reasons.of_an_organisation(way.decision), *_until(label, way)]
    if way.viewer.person and not _by_grant(way):
        said.append("Only those of its people whom the record names.")
    return tuple(said)


def because_of_mine(label: Label, viewer: Viewer) -> tuple[str, ...]:
    """Why the viewer itself sees a record, in sentences about itself, with the days that end it."""
    way = Way(viewer, sees(viewer, label))
    return (*reasons.to_whoever_looks(way.decision), *_until(label, way))


def closed(label: Label, at: datetime) -> tuple[str, ...]:
    """What keeps a record closed to others, in sentences for its originator."""
    flags = [reasons.CLOSED_BY[flag] for flag in Flag if flag in label.flags]
    if label.embargo_until and label.embargo_until > at:
        flags.append(f"Under embargo: closed to others until {in_words(label.embargo_until.date())}.")
    return tuple(flags)


def waits_for_its_award(label: Label, viewer: Viewer) -> bool:
    """Whether it is a bid for the viewer's own organisation that is not decided yet."""
    own = Flag.TENDER in label.flags and label.authority == viewer.organisation
    return own and viewer.person is not None and (label.award_at is None or label.award_at > viewer.at)


def _until(label: Label, way: Way) -> list[str]:
    """Until when the grants and agreements last that a way in rests on."""
    said = []
    if _by_grant(way):
        said += [_of_grant(grant) for grant in _granting(label, way.viewer)]
    if Flag.NDA in label.flags and not _stays_open(label, way.viewer):
        ends = _covered_until(label, way.viewer)
        said += [f"Under an agreement until {in_words(last_day(ends))}."] if ends else []
    return said


def _by_grant(way: Way) -> bool:
    return "granted_to_viewer" in way.decision.because


def _of_grant(grant: Grant) -> str:
    return f"Granted for {grant.purpose} until {in_words(last_day(grant.end))}."


def _granting(label: Label, viewer: Viewer) -> list[Grant]:
    """The grants that open a record to a viewer now."""
    own = [
        grant
        for grant in label.grants
        if grant.organisation == viewer.organisation
        and grant.purpose == viewer.purpose
        and grant.person in {None, viewer.person}
        and grant.open_at(viewer.at)
    ]
    return sorted(own, key=lambda grant: grant.end)


def _stays_open(label: Label, viewer: Viewer) -> bool:
    """No agreement is asked of the originator or of the custodian."""
    return viewer.organisation in {label.originator, label.custodian}


def _covered_until(label: Label, viewer: Viewer) -> datetime | None:
    """The moment from which no longer every secret of a record is covered, as agreements stand now."""
    in_force = [one for one in viewer.agreements if one.in_force(viewer.at)]
    ends = [
        max(
            (one.end for one in in_force if _covers(one, secret.organisation, secret.programme)), default=None
        )
        for secret in label.secrets
        if secret.organisation != viewer.organisation
    ]
    return min((one for one in ends if one), default=None)


def _covers(agreement: Agreement, organisation: UUID, programme: str) -> bool:
    about = not agreement.programmes or programme in agreement.programmes
    return about and organisation in agreement.parties
