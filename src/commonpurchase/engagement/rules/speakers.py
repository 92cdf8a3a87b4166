"""Nothing is attributed to so few that it is as good as a name."""

from collections.abc import Collection, Iterable

from commonpurchase.engagement.facts import Category, Speaker
from commonpurchase.vocabulary.findings import Finding, cites, met, not_met


def plausible(category: Category, used: Collection[Category], speakers: Iterable[Speaker]) -> int:
    """How many independent organisations may stand behind a point attributed so.

    Readers take it that each point got the narrowest category that fits. So whoever fits a narrower
    category that is used beside it is ruled out. Organisations of one owner count as one; an owner
    of which one part is ruled out counts no more than it would otherwise.
    """
    narrower = [one for one in used if category.holds(one) and one != category]
    left = {
        one.holding
        for one in speakers
        if one.fits(category) and not any(one.fits(other) for other in narrower)
    }
    return len(left)


@cites("common-purchase/chatham.1", "dialogue-2025-09/introduction.9")
def every_category_has_plausible_speakers(
    used: Collection[Category], speakers: Collection[Speaker], fewest: int
) -> Finding:
    """Behind every category that is used there may stand so many, also once the others are ruled out."""
    counts = {category: plausible(category, used, speakers) for category in sorted(set(used))}
    few = {category: count for category, count in counts.items() if count < fewest}
    if few:
        named = "; ".join(f"{_plain(category)}: {count}" for category, count in few.items())
        return not_met(
            f"At least {fewest} organisations must be able to stand behind each way of attributing a point, "
            f"whoever fits a narrower one left out. Found {named}. Choose a wider one, or make the narrower "
            "ones beside it wider."
        )
    return met(f"Behind each of the {len(counts)} categories there may stand {fewest} organisations or more.")


@cites("common-purchase/chatham.2")
def enough_take_part(speakers: Collection[Speaker], fewest: int) -> Finding:
    """A meeting has so many independent organisations that nothing said in it gives one away."""
    count = len({one.holding for one in speakers})
    if count < fewest:
        return not_met(
            f"At least {fewest} organisations of different owners must take part beside the convenor, or "
            f"whatever is said gives away who said it; found {count}."
        )
    return met(f"{count} organisations of different owners take part.")


def _plain(category: Category) -> str:
    if not category.kind:
        return "any participant"
    return f"{category.kind}, {category.country}" if category.country else category.kind


RULES = [every_category_has_plausible_speakers, enough_take_part]
