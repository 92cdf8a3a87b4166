"""Before anything is shared: who would see it."""

from collections.abc import Iterable

from commonpurchase.sharing.facts import Label, Permission, Viewer
from commonpurchase.sharing.rules.decide import decide


def who_may(permission: Permission, label: Label, viewers: Iterable[Viewer]) -> list[Viewer]:
    """Those of the viewers who may do this with a record so labelled, in the order given."""
    return [viewer for viewer in viewers if decide(viewer, permission, label).allowed]
