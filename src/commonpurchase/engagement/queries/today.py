"""What is due in meetings, for the first page."""

from datetime import date

from commonpurchase.contracts.facts import Due, Urgency
from commonpurchase.engagement.facts import Meeting, State
from commonpurchase.engagement.queries import meetings
from commonpurchase.sharing.facts import Viewer
from commonpurchase.vocabulary.periods import in_words


def due(viewer: Viewer, on: date) -> list[Due]:
    """The next step of each meeting whose turn is the viewer's, whatever anybody has handed in."""
    found = [_due(meeting, on) for meeting in meetings.listed(viewer)]
    return [one for one in found if one]


def _due(meeting: Meeting, on: date) -> Due | None:
    until = meeting.comments_until.date() if meeting.comments_until else None
    if meeting.own:
        return _of_its_convenor(meeting, until, on)
    if meeting.state is State.COLLECTING and on <= meeting.points_until:
        why = f"Points can be handed in until {in_words(meeting.points_until)}; who said what stays with you."
        return _step(meeting, why, "Hand in a point", meeting.points_until, on)
    if meeting.state is State.COMMENTING and until and on < until:
        why = "The summary is open for comments, for you and everybody else who took part."
        return _step(meeting, why, "Read the summary", until, on)
    return None


def _of_its_convenor(meeting: Meeting, until: date | None, on: date) -> Due | None:
    if meeting.state is State.COLLECTING and on > meeting.points_until:
        return _step(meeting, "The time to hand in points is over.", "Close it", meeting.points_until, on)
    if meeting.state is State.COMMENTING and until and on >= until:
        return _step(meeting, "The time for comments is over.", "Gather the comments", until, on)
    return None


def _step(meeting: Meeting, why: str, label: str, due_on: date, on: date) -> Due:
    urgency = Urgency.OVERDUE if due_on < on else Urgency.NOW
    return Due(meeting.title, why, label, "engagement:meeting", meeting.id, due_on, urgency)
