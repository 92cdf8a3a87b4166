"""Who may see and change what, written a second time from the decision table of the sharing model.

Read from top to bottom: the first line that applies decides. It knows nothing of the permission
table, its predicates or the database, and stays under eighty lines so that a person can check it.
What the model opens under an agreement (a non-disclosure agreement, a panel, a case, a purpose)
stays closed here, because agreements do not exist yet.
"""

from commonpurchase.sharing.facts import Audience, Flag, Label, Viewer

CLOSED_WITHOUT_AGREEMENT = ["nda", "personal", "tender", "protected"]
KNOWN = [flag.value for flag in Flag]


def may_see(viewer: Viewer, label: Label) -> bool:  # noqa: C901, PLR0911 - one line of the table each
    org = viewer.organisation
    if not viewer.active:
        return False
    if "sealed" in label.flags:
        return viewer.person is not None and label.author == viewer.person
    if org is not None and label.originator == org:
        return True
    if "competitively_sensitive" in label.flags:
        if org is None:
            return False  # a rival who signs out is still a rival
        for rival in viewer.rivals:
            if rival == label.originator or rival in label.subjects:
                return False
    if org in label.excluded:
        return False
    if label.embargo_until is not None and viewer.at < label.embargo_until:
        return False
    if "aggregate_only" in label.flags:
        return False
    for flag in label.flags:
        if flag in CLOSED_WITHOUT_AGREEMENT or flag not in KNOWN:
            return False
    return admitted(viewer, label)


def admitted(viewer: Viewer, label: Label) -> bool:
    org = viewer.organisation
    if label.audience == Audience.PUBLIC:
        return True
    if org is None:
        return False
    if label.audience == Audience.MEMBERS:
        return True
    if label.audience == Audience.GROUP:
        return len(label.groups) > 0 and in_all_groups(viewer, label)
    if label.audience == Audience.NAMED:
        return org in label.named and in_all_groups(viewer, label)
    return False


def in_all_groups(viewer: Viewer, label: Label) -> bool:
    return all(group in viewer.groups for group in label.groups)


def may_change(viewer: Viewer, label: Label) -> bool:
    if not viewer.active or viewer.organisation is None:
        return False
    if "sealed" in label.flags and (viewer.person is None or label.author != viewer.person):
        return False
    return label.originator == viewer.organisation


def may_verify(viewer: Viewer, label: Label) -> bool:
    """Whoever checks for others checks what others say and named it for, never its own."""
    if label.audience != Audience.NAMED or label.originator == viewer.organisation:
        return False
    return "sealed" not in label.flags and "monitoring partners" in viewer.groups and may_see(viewer, label)
