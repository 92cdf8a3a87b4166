"""Who may see, change and verify what, written a second time from the decision table of the sharing model.

Read from top to bottom: the first line that applies decides. It knows nothing of the permission table,
its predicates or the database, and stays under eighty lines so that a person can check it.
"""

from commonpurchase.sharing.facts import Audience, Flag, Label, Viewer


def may_see(viewer: Viewer, label: Label) -> bool:  # noqa: C901, PLR0911, PLR0912 - one line of the table each
    org, person, at = viewer.organisation, viewer.person, viewer.at
    if not viewer.active:
        return False
    if "sealed" in label.flags:
        return person is not None and label.author == person
    if org is not None and label.originator == org:
        return True
    if "competitively_sensitive" in label.flags:
        if org is None:
            return False  # a rival who signs out is still a rival
        if label.originator in viewer.rivals or label.subjects & viewer.rivals:
            return False
    if org in label.excluded:
        return False
    if "tender" in label.flags:
        decided = label.award_at is not None and label.award_at <= at
        if org is None or label.authority != org or not (decided or person in label.panel):
            return False
    if any(flag not in list(Flag) for flag in label.flags):
        return False
    if org is not None and label.custodian == org:
        return viewer.steward
    if label.embargo_until is not None and at < label.embargo_until:
        return False
    if "aggregate_only" in label.flags:
        return False
    if not (audience_admits(viewer, label) or has_grant(viewer, label)):
        return False
    if "nda" in label.flags and not has_agreements(viewer, label):
        return False
    return "protected" not in label.flags or (person is not None and person in label.handlers)


def audience_admits(viewer: Viewer, label: Label) -> bool:
    if label.audience == Audience.PUBLIC or viewer.organisation is None:
        return label.audience == Audience.PUBLIC
    if label.audience == Audience.GROUP:
        return bool(label.groups) and label.groups <= viewer.groups
    if label.audience == Audience.NAMED:
        return viewer.organisation in label.named and label.groups <= viewer.groups
    return label.audience == Audience.MEMBERS


def has_grant(viewer: Viewer, label: Label) -> bool:
    for g in label.grants:
        mine = g.organisation == viewer.organisation and (g.person is None or g.person == viewer.person)
        if mine and g.purpose == viewer.purpose and g.start <= viewer.at < min(g.end, g.revoked_at or g.end):
            return True
    return False


def has_agreements(viewer: Viewer, label: Label) -> bool:
    now = [a for a in viewer.agreements if a.start <= viewer.at < min(a.end, a.ended_at or a.end)]
    for secret in label.secrets:
        covers = [a for a in now if {secret.organisation, viewer.organisation} <= a.parties]
        if secret.organisation != viewer.organisation and not any(
            not a.programmes or secret.programme in a.programmes for a in covers
        ):
            return False
    return len(label.secrets) > 0 and viewer.organisation is not None


def may_change(viewer: Viewer, label: Label) -> bool:
    return label.originator == viewer.organisation and may_see(viewer, label)


def may_verify(viewer: Viewer, label: Label) -> bool:
    named = label.audience == Audience.NAMED and audience_admits(viewer, label)
    other = label.originator != viewer.organisation and "sealed" not in label.flags
    return named and other and "monitoring partners" in viewer.groups and may_see(viewer, label)
