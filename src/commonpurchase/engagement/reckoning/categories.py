"""Categories made as wide as they have to be, and no wider."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from commonpurchase.engagement.facts import ANYONE, Category, Speaker
from commonpurchase.engagement.rules.speakers import plausible
from commonpurchase.organisations.facts import Organisation


def speakers(organisations: Iterable[Organisation], one_owner: Collection[UUID]) -> list[Speaker]:
    """Who may have said something; those of one owner count as one."""
    together = min(one_owner, default=None)
    return [
        Speaker(
            one.id,
            Category(one.kind.value, one.country),
            together if together and one.id in one_owner else one.id,
        )
        for one in organisations
    ]


def offered(among: Collection[Speaker], fewest: int, fitting: Category | None = None) -> list[Category]:
    """The categories with enough speakers in them, widest first; only those that fit one, if it is given."""
    known = {wide for one in among for wide in (one.category, one.category.wider, ANYONE)}
    enough = [one for one in known if plausible(one, (), among) >= fewest]
    return sorted(one for one in enough if fitting is None or one.holds(fitting))


def wide_enough(
    used: Collection[Category], among: Collection[Speaker], fewest: int
) -> Mapping[Category, Category]:
    """For each category that is used the one to use instead, so that enough may stand behind all of them.

    What has too few itself is made wider; where the others are ruled out by narrower categories beside
    it, those are made wider too. Ends, because categories only become wider.
    """
    instead = {one: one for one in used}
    while small := _too_small(set(instead.values()), among, fewest):
        inside = {one for one in instead.values() if small.holds(one) and one != small}
        target = small if inside else small.wider
        instead = {one: target if now == small or now in inside else now for one, now in instead.items()}
    return instead


def _too_small(used: Collection[Category], among: Collection[Speaker], fewest: int) -> Category | None:
    """The narrowest category behind which too few may stand; that of anyone only if others can be widened."""
    small = [one for one in used if plausible(one, used, among) < fewest]
    helpless = [ANYONE] if set(used) == {ANYONE} else []
    depth = Counter({one: bool(one.kind) + bool(one.country) for one in small})
    return max((one for one in small if one not in helpless), key=lambda one: (depth[one], one), default=None)
