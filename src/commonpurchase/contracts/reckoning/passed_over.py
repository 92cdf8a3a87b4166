"""Columns of a list that would not be read, and which of them a person should be asked about."""

from commonpurchase.contracts.facts import Layout
from commonpurchase.contracts.reckoning import fields


def headings(layout: Layout) -> tuple[str, ...]:
    """The columns that hold something and are read as nothing; those of our own files are left out."""
    return tuple(
        one.heading
        for one in layout.columns
        if not one.field and one.samples and not fields.is_ours(one.heading)
    )


def like_days(layout: Layout) -> tuple[str, ...]:
    """Those that look like days, while some date of a contract has no column and nobody was asked yet."""
    known = {one.field for one in layout.columns}
    if layout.told or known.issuperset(fields.DATES):
        return ()
    held = {one.heading for one in layout.columns if one.holds_days}
    return tuple(heading for heading in headings(layout) if heading in held)
