"""A list that may be long, in a sentence that must not be."""

from collections.abc import Sequence

#: More would bury the mistake that it is told for.
MOST = 10


def in_short(names: Sequence[str]) -> str:
    """The first of them between commas, and how many more there are."""
    more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
    return f"{', '.join(names[:MOST])}{more}"
