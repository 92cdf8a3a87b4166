"""Rows that were set aside, as they are kept with an import and read again."""

from typing import Any

from commonpurchase.contracts.facts import SetAside
from commonpurchase.vocabulary.places import Place


def set_aside_as(one: SetAside) -> dict[str, Any]:
    """Plain lists and texts, with nothing lost."""
    return {
        "file": one.place.file,
        "sheet": one.place.sheet,
        "row": one.place.row,
        "reasons": list(one.reasons),
        "said": [list(pair) for pair in one.said],
        "kind": one.kind,
        "rows": one.rows,
    }


def set_aside_from(kept: dict[str, Any]) -> SetAside:
    """The row again."""
    return SetAside(
        place=Place(kept["file"], kept["sheet"], kept["row"]),
        reasons=tuple(kept["reasons"]),
        said=tuple((heading, content) for heading, content in kept["said"]),
        kind=kept["kind"],
        rows=kept["rows"],
    )
