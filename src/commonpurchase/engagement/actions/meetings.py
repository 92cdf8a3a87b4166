"""A meeting is convened, who took part is recorded, institutions agree to be listed, points are read."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import combinations
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from commonpurchase.engagement import models
from commonpurchase.engagement.actions.opening import NotReadyError, justified, locked, may_step, step, tell
from commonpurchase.engagement.facts import About, Category, Plan, Speaker, State, Step
from commonpurchase.engagement.queries import meetings as queries
from commonpurchase.engagement.reckoning import categories
from commonpurchase.engagement.rules import meetings as rules
from commonpurchase.engagement.rules import speakers as speaking
from commonpurchase.history import actions as history
from commonpurchase.history.facts import Closing
from commonpurchase.organisations import queries as organisations
from commonpurchase.organisations.facts import COMPETING, Organisation
from commonpurchase.sharing import actions as sharing
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Audience, Permission, Viewer
from commonpurchase.sharing.reckoning import joins, presets
from commonpurchase.sharing.reckoning.stripping import strip_attribution

OVER = frozenset({State.RELEASED.value, State.CALLED_OFF.value})


@transaction.atomic
def convene(*, plan: Plan, by: Viewer) -> UUID:
    """Open a meeting to those invited; returns its id. `NotReadyError` with every reason."""
    own = organisations.opened(by, gate.organisation_of(by))
    invited = [one for one in queries.invitable(by) if one.id in plan.invited]
    justified(
        rules.it_says_what_is_planned(plan, [one.name for one in invited]),
        speaking.enough_take_part(categories.speakers(invited, plan.one_owner), queries.fewest(by)),
        rules.rivals_meet_for_a_recorded_reason(rivals([own, *invited]), plan.rivals_because),
    )
    row = models.Meeting.objects.create(
        label=sharing.attach(presets.named(own.id, *(one.id for one in invited))),
        convenor_id=own.id,
        title=" ".join(plan.title.split()),
        held_on=plan.held_on,
        points_until=plan.points_until,
        reach=plan.reach.value,
        comment_days=plan.comment_days,
        rivals_because=plan.rivals_because.strip(),
        one_owner=sorted(str(one) for one in plan.one_owner & plan.invited),
    )
    tell("convene", row, by, plan=str(plan), rivals_because=row.rivals_because)
    return row.pk


def rivals(present: Sequence[Organisation]) -> list[str]:
    """The names of those who compete with somebody else at the table, by name."""
    pairs = (
        pair
        for pair in combinations(present, 2)
        if pair[0].kind is pair[1].kind and pair[0].kind in COMPETING
    )
    return sorted({one.name for pair in pairs for one in pair})


@transaction.atomic
def record_attendance(*, meeting: UUID, organisation: UUID, people: Sequence[str], by: Viewer) -> None:
    """Record who took part for one organisation that was invited; without people the record goes.

    `gate.RefusedError` for whoever does not convene the meeting, `NotReadyError` for who was not invited.
    """
    row = locked(by, meeting)
    if row.state in OVER:
        raise NotReadyError("The meeting is over: who took part cannot be changed any more.")
    if organisation not in row.label.fact.named:
        raise NotReadyError("Only organisations that were invited can have taken part.")
    names = [name for name in (" ".join(one.split()) for one in people) if name]
    known = gate.visible(by, models.Attendance).filter(meeting=row, organisation=organisation).first()
    if known and not names:
        sharing.erase(record=known)
    elif known:
        models.Attendance.objects.filter(pk=known.pk).update(people=names)
    elif names:
        label = sharing.attach(presets.person(row.convenor_id, organisation))
        models.Attendance.objects.create(label=label, meeting=row, organisation_id=organisation, people=names)
    tell("record_attendance", row, by, organisation=str(organisation), people=names)


@transaction.atomic
def consent(*, attendance: UUID, agreed: bool, by: Viewer) -> None:
    """Say for one's own institution that it may be listed, or take that back, until the release."""
    row = gate.open_record(by, models.Attendance, attendance)
    if row.organisation_id != gate.organisation_of(by):
        raise gate.RefusedError("Only people who act for the organisation itself agree that it is listed.")
    if locked(by, row.meeting_id, Permission.SEE).state in OVER:
        raise NotReadyError("The summary is released: the list in it cannot be changed any more.")
    models.Attendance.objects.filter(pk=row.pk).update(consented=agreed)
    if not agreed:
        history.bury(closing=Closing.UNLIST, ids=[row.pk], by=by)
    history.append(
        verb="engagement.consent", subject=("attendance", row.pk), content={"agreed": agreed}, by=by
    )


@transaction.atomic
def close(*, meeting: UUID, by: Viewer) -> None:
    """Close the collection: every point is written anew without its author, and the sealed ones are deleted.

    All at once, each attributed as widely as it has to be. `NotReadyError` with every reason.
    """
    row = locked(by, meeting)
    present = queries.speakers(by, meeting) if queries.attendances(by, meeting) else []
    justified(
        may_step(row, Step.CLOSE),
        rules.points_are_collected_to_the_end(row.points_until, by.at.date()),
        speaking.enough_take_part(present, queries.fewest(by)),
    )
    written = strip(row, About.POINT, present, by)
    step(row, Step.CLOSE)
    tell("strip_attribution", row, by, points=written)


@transaction.atomic
def call_off(*, meeting: UUID, by: Viewer) -> None:
    """Call a meeting off: what was handed in and written is deleted, unless it is held for a request."""
    row = locked(by, meeting)
    justified(may_step(row, Step.CALL_OFF))
    _discard(_slips(row))
    discard_inputs(row, by)
    step(row, Step.CALL_OFF)
    tell("call_off", row, by)


@transaction.atomic
def clear(*, meeting: UUID, by: Viewer) -> None:
    """Delete what was kept beyond the release because it was held for a request, as far as it is free now."""
    row = locked(by, meeting)
    if row.state not in OVER:
        raise NotReadyError("Points and summary are deleted when the summary is released.")
    discard_inputs(row, by)
    tell("clear", row, by)


def strip(row: models.Meeting, about: About, among: Sequence[Speaker], by: Viewer) -> list[str]:
    """Write what was handed in anew, without authors and in the order of the texts; returns their hashes.

    The order, the keys and the labels follow from the texts and from chance, and never from when or by
    whom something was handed in.
    """
    slips = list(_slips(row).filter(about=about.value))
    used = [Category(one.kind, one.country) for one in slips]
    instead = categories.wide_enough(used, among, queries.fewest(by))
    pairs = [(instead[category], one) for category, one in zip(used, slips, strict=True)]
    for category, one in sorted(pairs, key=lambda pair: (pair[0], pair[1].text)):
        inputs = [row.label.fact, one.label.fact]
        models.Contribution.objects.create(
            label=sharing.attach(
                strip_attribution(
                    joins.derived(row.convenor_id, inputs), Audience.NAMED, row.label.fact.named
                )
            ),
            meeting=row,
            about=about.value,
            text=one.text,
            kind=category.kind,
            country=category.country,
        )
    _discard(slips)
    history.bury(closing=Closing.PART, ids=[row.pk], by=by)
    return sorted(sha256(one.text.encode()).hexdigest() for one in slips)


def discard_inputs(row: models.Meeting, by: Viewer) -> None:
    """Delete points, comments and the unreleased summary; what is held for a request stays as it is."""
    history.bury(closing=Closing.FORGET, ids=[row.pk], by=by)
    _discard(gate.visible(by, models.Contribution, Permission.CHANGE).filter(meeting=row))
    _discard(gate.visible(by, models.Summary, Permission.CHANGE).filter(meeting=row))


def _slips(row: models.Meeting) -> QuerySet[models.Slip]:
    """The sealed ones: nobody but their authors reads them, and nothing of this is shown to anybody."""
    return models.Slip.objects.filter(meeting=row).select_related("label")


def _discard(records: Iterable[models.Slip | models.Contribution | models.Summary]) -> None:
    for one in records:
        try:
            sharing.erase(record=one)
        except gate.RefusedError:
            continue
