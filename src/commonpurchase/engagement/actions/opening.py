"""What the actions on meetings share: the meeting locked, a step taken, findings that must hold."""

from uuid import UUID

from commonpurchase.engagement import models
from commonpurchase.engagement.facts import TRANSITIONS, State, Step
from commonpurchase.engagement.rules import meetings as rules
from commonpurchase.history import actions as history
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Permission, Viewer
from commonpurchase.vocabulary.findings import Finding, Verdict


class NotReadyError(ValueError):
    """A meeting, a point or a summary cannot go on as it is; the message says everything that is missing."""


def locked(by: Viewer, meeting: UUID, permission: Permission = Permission.CHANGE) -> models.Meeting:
    """The meeting, locked; `gate.NotFoundError`, or `gate.RefusedError` for whoever does not convene it."""
    gate.open_record(by, models.Meeting, meeting, permission)
    return models.Meeting.objects.select_for_update().get(pk=meeting)


def justified(*findings: Finding) -> None:
    """`NotReadyError` with every reason, if something is not met."""
    missing = [finding.because for finding in findings if finding.verdict is Verdict.NOT_MET]
    if missing:
        raise NotReadyError(" ".join(missing))


def may_step(row: models.Meeting, step: Step) -> Finding:
    """Whether the step comes next."""
    return rules.the_step_comes_next(State(row.state), step)


def step(row: models.Meeting, taken: Step, **changes: object) -> None:
    """Put the meeting into the state that a step leads to."""
    state = TRANSITIONS[State(row.state), taken]
    models.Meeting.objects.filter(pk=row.pk).update(state=state.value, **changes)


def tell(verb: str, row: models.Meeting, by: Viewer, **content: object) -> None:
    """Write an event about the meeting: whatever the convenor did, and nothing of what others handed in."""
    history.append(verb=f"engagement.{verb}", subject=("meeting", row.pk), content=content, by=by)
