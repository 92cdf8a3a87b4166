"""A point or a comment is handed in, corrected, withdrawn: sealed for the person who does.

No event is written: the chain of history names whoever acts, and that would be the author. What was handed
in stands in the convenor's event when the collection closes, all of it at once and without authors.
"""

from uuid import UUID

from django.db import transaction

from commonpurchase.engagement import models
from commonpurchase.engagement.actions.opening import NotReadyError
from commonpurchase.engagement.facts import ANYONE, About, Category, State
from commonpurchase.engagement.queries import meetings as queries
from commonpurchase.engagement.reckoning.texts import tidied
from commonpurchase.sharing import actions as sharing
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Viewer
from commonpurchase.sharing.reckoning import presets

LONGEST = 4_000
CLOSED = (
    "Nothing can be handed in, corrected or withdrawn now: everything was written anew without its author."
)
TOO_LATE = "The time to hand something in is over."


@transaction.atomic
def hand_in(*, meeting: UUID, text: str, by: Viewer, category: Category = ANYONE) -> UUID:
    """Hand in a point, or a comment while the summary is open; returns its id, which only its author can use.

    `gate.RefusedError` for the convenor, which writes the summary; `NotReadyError` with what is wrong.
    """
    author = gate.person_of(by)
    row = gate.open_record(by, models.Meeting, meeting)
    if row.convenor_id == gate.organisation_of(by):
        raise gate.RefusedError("The convenor writes the summary, and hands in nothing itself.")
    about = _open_for(row, by)
    slip = models.Slip.objects.create(
        label=sharing.attach(presets.sealed_author(row.convenor_id, author)),
        meeting=row,
        about=about.value,
        **_columns(row, text, category, by),
    )
    return slip.pk


@transaction.atomic
def correct(*, slip: UUID, text: str, by: Viewer, category: Category = ANYONE) -> None:
    """Replace what one handed in oneself; nobody learns that it was ever different."""
    row = gate.open_record(by, models.Slip, slip)
    meeting = gate.open_record(by, models.Meeting, row.meeting_id)
    _open_for(meeting, by)
    models.Slip.objects.filter(pk=row.pk).update(**_columns(meeting, text, category, by))


@transaction.atomic
def withdraw(*, slip: UUID, by: Viewer) -> None:
    """Delete what one handed in oneself; nobody learns that it was ever there."""
    row = gate.open_record(by, models.Slip, slip)
    _open_for(gate.open_record(by, models.Meeting, row.meeting_id), by)
    sharing.erase(record=row)


def _open_for(row: models.Meeting, by: Viewer) -> About:
    """What can be handed in now; `NotReadyError` if nothing can."""
    if row.state == State.COLLECTING.value:
        if by.at.date() > row.points_until:
            raise NotReadyError(TOO_LATE)
        return About.POINT
    if row.state == State.COMMENTING.value and row.comments_until:
        if by.at >= row.comments_until:
            raise NotReadyError(TOO_LATE)
        return About.COMMENT
    raise NotReadyError(CLOSED)


def _columns(row: models.Meeting, text: str, category: Category, by: Viewer) -> dict[str, str]:
    plain = tidied(text)
    if not plain or len(plain) > LONGEST:
        raise NotReadyError(f"Found {len(plain)} characters; expected some, and at most {LONGEST}.")
    if category != ANYONE and (
        row.state != State.COLLECTING.value or category not in queries.offered_to_speak(by, row.pk)
    ):
        raise NotReadyError("So few fit this category that it would give you away: choose a wider one.")
    return {"text": plain, "kind": category.kind, "country": category.country}
