"""The one place where a permission is decided."""

from collections.abc import Sequence

from commonpurchase.sharing.facts import Decision, Label, Permission, Predicate, Viewer
from commonpurchase.sharing.rules.permissions import GRANTED, REFUSED


def decide(viewer: Viewer, permission: Permission, label: Label) -> Decision:
    """May this viewer do this with a record so labelled? A refusal names what stood in the way."""
    for line in REFUSED:
        if _holds(line, viewer, label):
            return Decision(allowed=False, because=tuple(test.__name__ for test in line))
    misses = []
    for line in GRANTED[permission]:
        if _holds(line, viewer, label):
            return Decision(allowed=True, because=tuple(test.__name__ for test in line))
        misses.append(next(test.__name__ for test in line if not test(viewer).holds(label)))
    return Decision(allowed=False, because=tuple(f"not {miss}" for miss in dict.fromkeys(misses)))


def _holds(line: Sequence[Predicate], viewer: Viewer, label: Label) -> bool:
    return all(test(viewer).holds(label) for test in line)
