"""Edges that a person can check by hand, and small plans against exact fractions."""

import os
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest

from commonpurchase.sharing.reckoning.auditing import audit, breaches, withheld
from commonpurchase.sharing.reckoning.plans import Breach, Cell, Plan, Terms
from tests.sharing.reckoning import attacker

SEEDS = 1_000 if os.environ.get("HYPOTHESIS_PROFILE") == "prove" else 25
LARGE = [4_000_000, 7_000_003, 9e9]
#: So lenient that only what can be inferred decides.
LENIENT = Terms(round=0, p=10, q=100, min_contributors=1, max_share=100)


def plan(values: dict[str, float], *cells: str, terms: Terms = LENIENT, together: str = "") -> Plan:
    """Units of one letter; a cell is a word of them; `together` is one coalition."""
    return Plan(
        units=tuple(values),
        values=values,
        cells=tuple(Cell(word, tuple(word)) for word in cells),
        terms=terms,
        coalitions=(frozenset(together),) if together else (),
    )


def pairs(one: Plan) -> set[str]:
    return {f"{breach.attacker}>{breach.target}" for breach in breaches(one)}


def test_a_joiner_is_known_exactly_to_everybody() -> None:
    found = list(breaches(plan({"a": 40, "b": 50, "c": 60, "d": 70}, "abcd", "abc")))

    assert found[0] == Breach("outsider", "d", 70, 70, 70)
    assert {one.attacker for one in found if one.target == "d"} == {"outsider", "a", "b", "c"}


def test_of_two_each_knows_the_other() -> None:
    assert pairs(plan({"a": 40, "b": 50}, "ab")) == {"a>b", "b>a"}


def test_of_three_two_who_talk_know_the_third() -> None:
    assert pairs(plan({"a": 40, "b": 50, "c": 60}, "abc")) == set()
    assert pairs(plan({"a": 40, "b": 50, "c": 60}, "abc", together="ab")) == {"a+b>c"}


def test_a_coalition_of_everybody_has_nobody_left_to_attack() -> None:
    assert pairs(plan({"a": 40, "b": 50, "c": 60}, "abc", together="abc")) == set()


def test_the_second_estimates_the_first_by_the_p_percent_rule() -> None:
    # b knows that a is at most 109 - 50 = 59, which is 18 % more than 50; then at most 54, which is 8 %.
    assert pairs(plan({"a": 50, "b": 50, "c": 9}, "abc")) == set()
    assert pairs(plan({"a": 50, "b": 50, "c": 4}, "abc")) == {"a>b", "b>a"}


def test_a_tie_is_safe() -> None:
    # b knows that a is at most 55: exactly 10 % more.
    assert pairs(plan({"a": 50, "b": 50, "c": 5}, "abc")) == set()
    assert pairs(plan({"a": 50, "b": 50, "c": 4.99}, "abc")) == {"a>b", "b>a"}


def test_the_lower_bound_alone_is_a_breach() -> None:
    # b and c have at most the 14 of bcd together, and may have nothing.
    found = {
        (one.attacker, one.target): one
        for one in breaches(plan({"a": 80, "b": 6, "c": 6, "d": 2}, "abc", "bcd"))
    }

    outside = found["outsider", "a"]
    assert (outside.lower, outside.upper) == (78, 92)


def test_a_figure_of_0_must_not_be_known_to_be_0() -> None:
    nothing = {"a": 0.0, "b": 0.0, "c": 0.0}

    assert {breach.upper for breach in breaches(plan(nothing, "abc"))} == {0}
    assert pairs(plan(nothing | {"d": 9.0}, "abc", "abcd")) >= {"outsider>a", "outsider>d"}


def test_one_who_knows_to_have_it_all_learns_that_the_others_have_nothing() -> None:
    # Nobody else can have more than the sum, so c comes out of above as well.
    assert pairs(plan({"a": 0, "b": 0, "c": 9}, "abc")) == {"c>a", "c>b", "outsider>c", "a>c", "b>c"}
    assert pairs(plan({"a": 0, "b": 5, "c": 5}, "abc")) == {"b>c", "c>b"}


def test_rounding_hides_what_it_blurs() -> None:
    values = {"a": 40.0, "b": 50.0, "c": 60.0, "d": 70.0}
    coarse = replace(LENIENT, round=100)

    # Both read 200 (150 goes to the even hundred): d lies from 0 to 100, and the rank test finds it out.
    (first, *_) = breaches(plan(values, "abcd", "abc", terms=coarse))
    assert first == Breach("outsider", "d", 0, 100, 70)
    assert pairs(plan(values, "abcd", terms=coarse)) == set()


def test_rounding_to_ones_hides_nothing_large() -> None:
    found = list(breaches(plan({"a": 40, "b": 50, "c": 60}, "abc", "ab", terms=replace(LENIENT, round=1))))

    assert (found[0].target, found[0].lower, found[0].upper) == ("c", 59, 61)


def test_what_is_in_no_published_cell_is_safe() -> None:
    one = plan({"a": 40, "b": 50, "c": 60, "d": 1}, "abc")

    assert audit(one).safe
    assert audit(one.without({"abc"})).safe
    assert audit(replace(one, cells=())).safe


def test_a_sum_that_differs_in_a_small_one_shows_the_small_one() -> None:
    """A small figure beside figures a million times larger must not be lost in the solver's tolerance."""
    values = {"a": 3e9, "b": 4e9, "c": 5e9, "d": 2.0, "e": 3.0, "f": 4.0}

    assert pairs(plan(values, "abcdef", "abcef")) >= {"outsider>d", "a>d", "f>d"}
    # d knows that e and f have 41 together: f comes out to within 3 %, though not exactly.
    three = values | {"e": 1.0, "f": 40.0}
    assert withheld(plan(three, "abcdef", "abc")) == ("abc",)


def test_cells_are_withheld_by_priority() -> None:
    values = dict.fromkeys("abcdefg", 10.0)

    assert withheld(plan(values, "abcdefg", "abcdef", "abcd")) == ("abcdef",)
    assert withheld(plan(values, "abcd", "abcdefg", "abcdef")) == ("abcdef",)
    assert withheld(plan(values, "abcdef", "abcdefg", "abcd")) == ("abcdefg", "abcd")


@pytest.mark.parametrize("seed", range(SEEDS))
def test_bounds_are_those_of_exact_fractions_and_nothing_comes_out_after_withholding(seed: int) -> None:
    one = small(Random(seed))
    told = {(breach.attacker, breach.target): breach for breach in breaches(one)}
    expected = exactly_close(one)

    assert told.keys() == expected.keys(), one
    for pair, (lower, upper) in expected.items():
        near = pytest.approx((lower, upper), rel=1e-6, abs=1e-6 * one.values[pair[1]])
        assert (told[pair].lower, told[pair].upper) == near, one
    assert exactly_close(one.without(withheld(one))) == {}, one


def small(random: Random) -> Plan:
    """Four or five units, small and large figures together, three or four sums, two who talk."""
    letters = "abcde"[: random.choice([4, 5])]
    values = {letter: float(random.choice([0, 1, 2, 5, 9, 30, *LARGE])) for letter in letters}
    words = {"".join(sorted(random.sample(letters, random.randint(2, len(letters))))) for _ in range(3)}
    return plan(
        values, *sorted(words), terms=replace(LENIENT, round=random.choice([0, 0, 0, 2, 10])), together="ab"
    )


def exactly_close(one: Plan) -> dict[tuple[str, str], tuple[float, float]]:
    """Who comes too close to whom, in whole fractions, with what each works out."""
    found = {}
    for who in attacker.everybody(one):
        exact = attacker.exactly(one, who)
        name = "+".join(unit for unit in one.units if unit in who) or "outsider"
        for target, (lower, upper) in attacker.exact_intervals(one, who).items():
            value = Fraction(one.values[target])
            if upper is None:
                continue
            gap = min(upper - value, value - lower) * 10
            if gap < value or (value == 0 and upper == 0) or target in exact:
                found[name, target] = (float(lower), float(upper))
    return found
