"""The published worked example of the p % rule holds in our own functions."""

import json

import pytest

from commonpurchase.sharing.reckoning.concentration import (
    dominates,
    equivalent_p,
    holds_p,
    protection_needed,
)
from tests.real import data

pytestmark = pytest.mark.real


def test_the_worked_example_of_the_handbook_holds() -> None:
    told = json.loads(data.path("worked_examples/sdc_p_percent_rule.json").read_text())
    given, expected, near = told["inputs"], told["expected"], told["tolerance"]
    one, two, four = given["ex1"], given["ex2"], given["ex4"]
    first = [one["x1"], one["x2"], one["X"] - one["x1"] - one["x2"]]
    second = [two["x1"], two["x2"], two["X"] - two["x1"] - two["x2"]]

    assert dominates(first, one["k"]) != expected["ex1"]["safe_1_90"]
    assert 100 * ((one["X"] - one["x2"]) / one["x1"] - 1) == pytest.approx(
        expected["ex1"]["overestimate_pct_by_second"], abs=near
    )
    assert holds_p(first, 10) != expected["ex1"]["unsafe_p10"]

    share = expected["ex2"]["k_equiv"]
    assert equivalent_p(share) == pytest.approx(two["p"], abs=near)
    assert two["X"] - two["x2"] == expected["ex2"]["upper_estimate"]
    assert 100 * ((two["X"] - two["x2"]) / two["x1"] - 1) == pytest.approx(
        expected["ex2"]["overestimate_pct"], abs=near
    )
    assert holds_p(second, two["p"]) == expected["ex2"]["safe_p10"]
    assert dominates(second, share, largest=2) == expected["ex2"]["unsafe_2_k"]

    assert dominates(four["contributions"], four["k"]) == expected["ex4"]["unsafe_1_85"]
    assert four["contributions"][0] / four["k"] * 100 == pytest.approx(
        expected["ex4"]["min_safe_upper_bound"], abs=near
    )
    assert equivalent_p(80) == pytest.approx(expected["conversion"]["k80"], abs=near)
    assert equivalent_p(95) == pytest.approx(expected["conversion"]["k95"], abs=near)
    assert protection_needed(first, 10) > 0 > protection_needed(second, 10)
