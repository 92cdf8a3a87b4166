"""Random release plans against an attacker of its own, with the control that it breaks.

`make test` tries a few; `make prove` tries 1,000 and prints the figures for docs/reference/proof.md.
"""

import pytest

from commonpurchase.sharing.reckoning import auditing
from tests.sharing.reckoning import attacker, contradictions, random_plans

EVERY = range(random_plans.COUNT)


@pytest.mark.parametrize("place", EVERY)
def test_the_audit_and_the_attacker_agree_and_nothing_comes_out_after_withholding(place: int) -> None:
    assert list(contradictions.of(place)) == []


@pytest.mark.parametrize("place", EVERY[:: 1 if random_plans.COUNT < 100 else 10])
def test_no_withheld_cell_could_be_put_back(place: int) -> None:
    assert list(contradictions.put_back(place)) == []


def test_without_the_audit_the_same_attacker_wins_in_most_plans() -> None:
    plans = contradictions.plans()[: random_plans.COUNT]
    won = [attacker.wins(attacker.naive(plan)) for plan in plans]
    exactly = [any(one.exact for one in found.values()) for found in won]
    outside = [any(not who for who, _ in found) for found in won]
    shown = sum(len(plan.published) - len(auditing.withheld(plan)) for plan in plans)
    cells = sum(len(plan.published) for plan in plans)
    kept = sum(len(attacker.naive(plan).published) for plan in plans)

    broken = sum(map(bool, won)) / len(plans)
    print(  # noqa: T201 - for docs/reference/proof.md
        f"\n{len(plans)} plans, seed {random_plans.SEED}: five units and the p % rule alone are broken in "
        f"{broken:.0%} (exactly {sum(exactly) / len(plans):.0%}, by an outsider "
        f"{sum(outside) / len(plans):.0%}) and publish {kept / cells:.0%} of cells; "
        f"the audit publishes {shown / cells:.0%}"
    )

    assert broken > 0.5
    assert shown > 0
