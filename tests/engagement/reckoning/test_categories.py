"""Categories are made wide enough: behind each may stand three, whoever is ruled out."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from commonpurchase.engagement.facts import ANYONE, Category, Speaker
from commonpurchase.engagement.reckoning.categories import offered, wide_enough
from commonpurchase.engagement.rules.speakers import every_category_has_plausible_speakers, plausible
from commonpurchase.vocabulary.findings import Verdict

NARROW = st.builds(Category, st.sampled_from(["buyer", "reseller", "brand"]), st.sampled_from(["SE", "NO"]))
GATHERED = st.lists(st.tuples(NARROW, st.integers(0, 12)), min_size=3, max_size=14)


def speakers(some: list[tuple[Category, int]]) -> list[Speaker]:
    return [
        Speaker(UUID(int=place), category, UUID(int=100 + owner))
        for place, (category, owner) in enumerate(some)
    ]


def of(*counts: tuple[str, str, int]) -> list[Speaker]:
    """So many organisations of a kind and country, each with an owner of its own."""
    flat = [Category(kind, country) for kind, country, count in counts for _ in range(count)]
    return speakers([(category, place) for place, category in enumerate(flat)])


RESELLERS = Category("reseller")
SWEDISH = Category("reseller", "SE")


def met(used: set[Category], among: list[Speaker]) -> bool:
    return every_category_has_plausible_speakers(used, among, 3).verdict is Verdict.MET


def test_the_only_swedish_reseller_is_not_named_by_its_country() -> None:
    among = of(("reseller", "NO", 4), ("reseller", "SE", 1))

    assert met({RESELLERS}, among)
    assert not met({SWEDISH}, among)
    assert SWEDISH not in offered(among, 3)


def test_nor_is_the_only_one_that_is_not_swedish_by_leaving_the_country_out() -> None:
    among = of(("reseller", "SE", 4), ("reseller", "NO", 1))

    assert met({SWEDISH}, among)
    assert not met({SWEDISH, RESELLERS}, among)
    assert wide_enough({SWEDISH, RESELLERS}, among, 3) == {SWEDISH: RESELLERS, RESELLERS: RESELLERS}


def test_nor_is_the_only_brand_by_being_called_a_participant_where_all_others_are_not() -> None:
    among = of(("reseller", "SE", 5), ("buyer", "SE", 5), ("brand", "SE", 1))
    used = {RESELLERS, Category("buyer"), ANYONE}

    assert not met(used, among)
    assert set(wide_enough(used, among, 3).values()) == {ANYONE}


def test_organisations_of_one_owner_count_as_one() -> None:
    assert plausible(SWEDISH, (), speakers([(SWEDISH, 1), (SWEDISH, 1), (SWEDISH, 2)])) == 2


@given(GATHERED, st.sets(st.one_of(NARROW, st.just(ANYONE), st.just(RESELLERS)), min_size=1))
def test_what_is_made_wide_enough_keeps_the_rule_and_still_fits(
    some: list[tuple[Category, int]], used: set[Category]
) -> None:
    among = speakers(some)
    instead = wide_enough(used, among, 3)

    assert all(wider.holds(category) for category, wider in instead.items())
    if plausible(ANYONE, (), among) >= 3:
        assert met(set(instead.values()), among)


@given(GATHERED, st.sets(NARROW, min_size=1))
def test_what_needs_no_widening_is_left_alone(some: list[tuple[Category, int]], used: set[Category]) -> None:
    among = speakers(some)

    if met(used, among):
        assert wide_enough(used, among, 3) == {one: one for one in used}


@given(GATHERED, st.sets(NARROW), NARROW)
def test_using_one_more_category_never_lets_more_stand_behind_another(
    some: list[tuple[Category, int]], used: set[Category], more: Category
) -> None:
    among = speakers(some)

    for category in {*used, RESELLERS, ANYONE}:
        assert plausible(category, {*used, more}, among) <= plausible(category, used, among)
