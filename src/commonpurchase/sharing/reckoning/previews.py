"""Before anything is shared: who would see it."""

from collections.abc import Iterable
from dataclasses import replace

from commonpurchase.sharing.facts import Decision, Grant, Label, Permission, Viewer
from commonpurchase.sharing.rules.decide import decide


def who_may(permission: Permission, label: Label, viewers: Iterable[Viewer]) -> list[Viewer]:
    """Those of the viewers who may do this with a record so labelled, in the order given."""
    return [viewer for viewer in viewers if decide(viewer, permission, label).allowed]


def sees(viewer: Viewer, label: Label) -> Decision:
    """Whether this viewer may see a record so labelled, and because of what."""
    return decide(viewer, Permission.SEE, label)


def granted(label: Label, grant: Grant) -> Label:
    """The label as it would be with one grant more."""
    return replace(label, grants=label.grants | {grant})
