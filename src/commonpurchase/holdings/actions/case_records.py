"""What every step of a case does: open it for whoever may, look at its state, write it, tell history."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import transaction

from commonpurchase.history import actions as history
from commonpurchase.holdings.facts.foi import Act, State
from commonpurchase.holdings.models import Case
from commonpurchase.holdings.rules import foi_steps
from commonpurchase.organisations import queries as organisations
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Permission, Viewer
from commonpurchase.vocabulary.findings import Finding, Verdict


class NotReadyError(ValueError):
    """The case cannot go on as it is; the message names everything that is missing."""


class MovedOnError(ValueError):
    """Somebody has changed the case since it was read."""


@contextmanager
def unchanged(*, case: UUID, seen: int | None, by: Viewer) -> Iterator[None]:
    """Take a step only if the case still stands as it was read; `MovedOnError` before anything is written.

    `seen` is the version that was read. The case stays locked until the step is written.
    """
    with transaction.atomic():
        row = locked(case, by)
        if row.version != seen:
            raise MovedOnError("Somebody has changed this request since you opened it.")
        yield


def locked(case: UUID, by: Viewer, act: Act | None = None) -> Case:
    """The case, locked, for a person of its authority; `NotReadyError` where its state does not allow it."""
    opened = gate.open_record(by, Case, case, Permission.CHANGE)
    gate.person_of(by)
    row = Case.objects.select_for_update().get(pk=opened.pk)
    if act is not None:
        justified(foi_steps.the_step_fits_the_state(State(row.state), act))
    return row


def justified(finding: Finding) -> None:
    """`NotReadyError` with what is missing, unless nothing is."""
    if finding.verdict is not Verdict.MET:
        raise NotReadyError(finding.because)


def save(row: Case, verb: str, content: dict[str, Any], by: Viewer) -> None:
    """Write the case as its next version, and history."""
    row.changed_at = by.at
    row.version += 1
    row.save()
    noted(row, verb, content, by)


def noted(row: Case, verb: str, content: dict[str, Any], by: Viewer) -> None:
    """Tell history what was done in a case."""
    history.append(verb=f"holdings.case_{verb}", subject=("case", row.pk), content=content, by=by)


def said(because: str, by: Viewer) -> dict[str, str]:
    """Who does something today and why, as a case keeps it."""
    reason = because.strip()
    if not reason:
        raise NotReadyError("Say why.")
    at = by.at.isoformat()
    return {"by": name(by), "on": by.at.date().isoformat(), "at": at, "because": reason}


def name(by: Viewer) -> str:
    """The name of the person who acts."""
    return organisations.name_of_person(gate.person_of(by))


def plain(value: Any) -> Any:
    """Facts as JSON keeps them: days and ids as text."""
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value if value is None or isinstance(value, str | int | bool) else str(value)
