"""Why not, in a sentence, for somebody who may see a record but not do more with it.

Never for a hidden record: that one answers as if it did not exist.
"""

from commonpurchase.sharing.facts import Decision, Permission

NOT_OPEN = "Your organisation may not {permission} this {thing}."
_NAMED_PARTNERS = "Only a monitoring partner that this {thing} names may {permission} it."
#: What a person is told about a condition that stood in the way. Only what the person's own
#: organisation knows anyway may stand here: nothing about others, their names or their agreements.
REASONS = {
    "not originated_by_viewer": "Only the organisation that put this {thing} here may {permission} it.",
    "not viewer_monitors": _NAMED_PARTNERS,
    "not open_to_those_named": _NAMED_PARTNERS,
    "not names_viewer": _NAMED_PARTNERS,
    "not viewer_is_in_its_groups": _NAMED_PARTNERS,
    "not put_here_by_another": "Your organisation put this {thing} here: another one must {permission} it.",
    "not not_sealed": NOT_OPEN,
    "viewer_is_inactive": "Your account is closed.",
}


def why_not(decision: Decision, permission: Permission, thing: str) -> str:
    """The refusal as a sentence; conditions that have none of their own are told as one and the same."""
    reasons = [REASONS[name] for name in decision.because if name in REASONS] or [NOT_OPEN]
    return " ".join(dict.fromkeys(reasons)).format(permission=permission, thing=thing)
