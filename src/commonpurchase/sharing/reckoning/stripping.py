"""The declassifier `strip_attribution`: what was said opens, because who said it is not in it any more."""

from collections.abc import Collection
from uuid import UUID

from commonpurchase.sharing.facts import Audience, Flag, Label


class NotStrippableError(ValueError):
    """What went in is closed for more than the sake of its speakers; leaving them out does not open it."""


def strip_attribution(joined: Label, audience: Audience, named: Collection[UUID] = ()) -> Label:
    """The label of something unattributed, made from what is so labelled together, for a wider audience.

    Only the seal of an author goes. `NotStrippableError` where anything else keeps the inputs closed.
    """
    others = joined.flags - {Flag.SEALED}
    if others or joined.excluded or joined.embargo_until or joined.custodian:
        found = ", ".join(sorted(others)) or "an embargo, an exclusion or a custodian"
        message = f"found {found}; expected nothing but the seal of an author"
        raise NotStrippableError(message)
    return Label(joined.originator, audience, named=frozenset(named), retain_until=joined.retain_until)
