"""Meetings, who took part, what was said and what was made of it, each for those who may read it."""

from collections.abc import Sequence
from uuid import UUID

from commonpurchase.engagement import models
from commonpurchase.engagement.facts import (
    About,
    Attendance,
    Category,
    Draft,
    Meeting,
    Reach,
    Released,
    Said,
    Speaker,
    State,
)
from commonpurchase.engagement.queries import words
from commonpurchase.engagement.reckoning import categories
from commonpurchase.organisations import queries as organisations
from commonpurchase.organisations.facts import Organisation
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Viewer
from commonpurchase.vocabulary.hits import Hit
from commonpurchase.vocabulary.periods import in_words
from commonpurchase.vocabulary.readers import declared

FOUND = 50


def listed(viewer: Viewer) -> list[Meeting]:
    """The meetings that the viewer convenes or is invited to, the latest first."""
    rows = gate.visible(viewer, models.Meeting).select_related("convenor", "label")
    return [_fact(viewer, row) for row in rows.order_by("-held_on", "title", "pk")]


def opened(viewer: Viewer, key: UUID) -> Meeting:
    """One meeting; `gate.NotFoundError` if absent or hidden."""
    return _fact(viewer, gate.open_record(viewer, models.Meeting, key), whole=True)


def invitable(viewer: Viewer) -> list[Organisation]:
    """The organisations that can be invited, by name."""
    return [one for one in organisations.listed(viewer) if one.claimed and one.id != viewer.organisation]


def attendances(viewer: Viewer, meeting: UUID) -> list[Attendance]:
    """Who took part: for the convenor everybody, for anybody else its own organisation alone."""
    rows = gate.visible(viewer, models.Attendance).filter(meeting=meeting).select_related("organisation")
    return [_attendance(row) for row in rows.order_by("organisation__folded_name", "pk")]


def attendance(viewer: Viewer, key: UUID) -> Attendance:
    """That one organisation took part; `gate.NotFoundError` if absent or hidden."""
    return _attendance(gate.open_record(viewer, models.Attendance, key))


def agreed(viewer: Viewer, meeting: UUID) -> list[Organisation]:
    """The institutions that agreed themselves to be listed, for the convenor, by name."""
    return [one.organisation for one in attendances(viewer, meeting) if one.consented]


def speakers(viewer: Viewer, meeting: UUID) -> list[Speaker]:
    """Who may have said something, as its convenor knows it: who took part, or who is invited before that."""
    row = gate.open_record(viewer, models.Meeting, meeting)
    present = [one.organisation for one in attendances(viewer, meeting)]
    return categories.speakers(present or _invited(viewer, row), {UUID(one) for one in row.one_owner})


def fewest(viewer: Viewer) -> int:
    """Behind how many organisations a point must be able to hide, on the day of asking."""
    return declared.value("chatham_fewest_speakers", viewer.at.date())


def offered_to_speak(viewer: Viewer, meeting: UUID) -> list[Category]:
    """How a point of the viewer's organisation may be attributed, widest first.

    Reckoned over everybody invited, by the workspace: the numbers are shown to nobody.
    """
    row = gate.open_record(viewer, models.Meeting, meeting)
    own = organisations.opened(viewer, gate.organisation_of(viewer))
    among = categories.speakers(_invited(viewer, row), {UUID(one) for one in row.one_owner})
    return categories.offered(among, fewest(viewer), Category(own.kind.value, own.country))


def offered_to_write(viewer: Viewer, meeting: UUID) -> list[Category]:
    """How the convenor may attribute points in the summary, widest first."""
    return categories.offered(speakers(viewer, meeting), fewest(viewer))


def said(viewer: Viewer, meeting: UUID, about: About) -> list[Said]:
    """The points, or the gathered comments, in an order that follows from the texts alone."""
    rows = gate.visible(viewer, models.Contribution).filter(meeting=meeting, about=about.value)
    return [_said(row) for row in rows.order_by(*models.Contribution.ORDER)]


def contribution(viewer: Viewer, key: UUID) -> tuple[Said, UUID]:
    """One point or comment, and its meeting; `gate.NotFoundError` if absent or hidden."""
    row = gate.open_record(viewer, models.Contribution, key)
    return _said(row), row.meeting_id


def own_slips(viewer: Viewer, meeting: UUID) -> list[Said]:
    """What the viewer itself handed in and nobody else reads, by its text."""
    rows = gate.visible(viewer, models.Slip).filter(meeting=meeting, label__sealed=True)
    return [_said(row) for row in rows.order_by("text", "pk")]


def own_slip(viewer: Viewer, key: UUID) -> tuple[Said, UUID]:
    """One point or comment of the viewer's own, and its meeting; `gate.NotFoundError` for anybody else."""
    row = gate.open_record(viewer, models.Slip, key)
    return _said(row), row.meeting_id


def draft(viewer: Viewer, meeting: UUID) -> Draft | None:
    """The summary before its release: the convenor's while it is written, then for those who took part."""
    row = gate.visible(viewer, models.Summary).filter(meeting=meeting).first()
    return Draft(row.pk, row.meeting_id, words.points(row.points)) if row else None


def draft_of(viewer: Viewer, key: UUID) -> Draft:
    """One summary before its release by its own key; `gate.NotFoundError` if absent or hidden."""
    row = gate.open_record(viewer, models.Summary, key)
    return Draft(row.pk, row.meeting_id, words.points(row.points))


def opener(viewer: Viewer, meeting: UUID) -> UUID | None:
    """The person who opened the summary for comments, for colleagues of that person."""
    row = gate.visible(viewer, models.Summary).filter(meeting=meeting).first()
    return row.opened_by if row and row.label.originator == viewer.organisation else None


def releases(viewer: Viewer) -> list[Released]:
    """The released summaries that the viewer may read, the latest meeting first."""
    rows = gate.visible(viewer, models.ReleasedSummary).select_related("meeting__convenor")
    return [_released(row) for row in rows.order_by("-meeting__held_on", "meeting__title", "pk")]


def released(viewer: Viewer, key: UUID) -> Released:
    """One released summary; `gate.NotFoundError` if absent or hidden."""
    return _released(gate.open_record(viewer, models.ReleasedSummary, key))


def released_of(viewer: Viewer, meeting: UUID) -> Released | None:
    """The released summary of a meeting, if there is one."""
    return next((one for one in releases(viewer) if one.meeting == meeting), None)


def search(viewer: Viewer, asked: str) -> list[Hit]:
    """The first fifty released summaries whose title or text holds every word."""
    rows = gate.visible(viewer, models.ReleasedSummary).select_related("meeting")
    for word in organisations.fold(asked).split():
        rows = rows.filter(folded__contains=word)
    return [
        Hit(row.meeting.title, f"Meeting of {in_words(row.meeting.held_on)}", "engagement:summary", row.pk)
        for row in rows.order_by("-meeting__held_on", "meeting__title", "pk")[:FOUND]
    ]


def _fact(viewer: Viewer, row: models.Meeting, *, whole: bool = False) -> Meeting:
    own = row.convenor_id == viewer.organisation
    return Meeting(
        id=row.pk,
        title=row.title,
        held_on=row.held_on,
        points_until=row.points_until,
        convenor=organisations.fact(row.convenor),
        own=own,
        reach=Reach(row.reach),
        comment_days=row.comment_days,
        state=State(row.state),
        comments_until=row.comments_until,
        invited=tuple(_invited(viewer, row)) if own and whole else (),
        rivals_because=row.rivals_because if own else "",
    )


def _invited(viewer: Viewer, row: models.Meeting) -> Sequence[Organisation]:
    named = row.label.fact.named
    return [one for one in organisations.listed(viewer) if one.id in named]


def _attendance(row: models.Attendance) -> Attendance:
    return Attendance(
        id=row.pk,
        meeting=row.meeting_id,
        organisation=organisations.fact(row.organisation),
        people=tuple(row.people),
        consented=row.consented,
    )


def _said(row: models.Contribution | models.Slip) -> Said:
    category = Category(row.kind, row.country)
    return Said(row.text, category, words.told(category), row.pk, getattr(row, "answer", ""))


def _released(row: models.ReleasedSummary) -> Released:
    meeting = row.meeting
    return Released(
        id=row.pk,
        meeting=meeting.pk,
        title=meeting.title,
        held_on=meeting.held_on,
        convenor=organisations.fact(meeting.convenor),
        points=words.points(row.points),
        institutions=tuple(row.institutions),
        people=row.people,
        released_on=row.released_on,
        reach=Reach(meeting.reach),
    )
