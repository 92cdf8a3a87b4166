"""What must hold of every audit: more is never safer, order and names do not matter, scale does not."""

import os
from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from commonpurchase.sharing.reckoning.auditing import audit
from commonpurchase.sharing.reckoning.plans import Audit, Cell, Plan, Terms

EXAMPLES = 1_000 if os.environ.get("HYPOTHESIS_PROFILE") == "prove" else 25
UNITS = tuple(f"B{number}" for number in range(9))
few = settings(max_examples=EXAMPLES, deadline=None)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    units = UNITS[: draw(st.integers(6, len(UNITS)))]
    group = st.lists(st.sampled_from(units), min_size=1, unique=True).map(tuple)
    wide = st.lists(st.sampled_from(units), min_size=5, unique=True).map(tuple)
    members = draw(st.lists(st.one_of(wide, wide, st.just(units), group), min_size=1, max_size=5))
    amount = st.integers(0, 40) | st.integers(1, 3_000)
    return Plan(
        units=units,
        values={unit: float(draw(amount)) for unit in units},
        cells=tuple(
            Cell(f"c{place}", of, draw(st.booleans()) or place < 2) for place, of in enumerate(members)
        ),
        terms=Terms(draw(st.sampled_from([0, 0, 1, 10, 100])), 10, 50, draw(st.sampled_from([3, 5])), 60),
        coalitions=tuple(draw(st.lists(group.map(frozenset), max_size=2))),
    )  # fmt: skip


def found(one: Audit) -> set[tuple[str, str]]:
    return {(breach.attacker, breach.target) for breach in one.breaches}


@few
@given(plans(), st.data())
def test_publishing_one_more_cell_never_makes_a_plan_safer(plan: Plan, data: st.DataObject) -> None:
    hidden = data.draw(st.sampled_from(plan.cells)).id

    more, less = audit(plan), audit(plan.without({hidden}))

    assert found(less) <= found(more)
    assert {one.cell for one in less.shortfalls} <= {one.cell for one in more.shortfalls}
    assert not more.safe or less.safe


@few
@given(plans(), st.data())
def test_one_more_coalition_never_makes_a_plan_safer(plan: Plan, data: st.DataObject) -> None:
    friends = frozenset(data.draw(st.sets(st.sampled_from(plan.units), min_size=2, max_size=3)))

    more = audit(replace(plan, coalitions=(*plan.coalitions, friends)))

    assert found(audit(plan)) <= found(more)
    assert not more.safe or audit(plan).safe


@few
@given(plans(), st.randoms(use_true_random=False))
def test_the_order_of_units_and_cells_does_not_matter_to_what_is_found(plan: Plan, random: Random) -> None:
    shuffled = replace(
        plan,
        units=tuple(random.sample(plan.units, len(plan.units))),
        cells=tuple(
            replace(cell, units=tuple(random.sample(cell.units, len(cell.units))))
            for cell in random.sample(plan.cells, len(plan.cells))
        ),
        coalitions=plan.coalitions[::-1],
    )

    one, other = audit(plan), audit(shuffled)

    assert _sides(one) == _sides(other)
    assert {short.cell for short in one.shortfalls} == {short.cell for short in other.shortfalls}


def _sides(one: Audit) -> set[tuple[frozenset[str], str]]:
    """A coalition is named in the order of units, so names are compared as sets."""
    return {(frozenset(breach.attacker.split("+")), breach.target) for breach in one.breaches}


@few
@given(plans())
def test_the_order_of_units_does_not_matter_to_what_is_withheld(plan: Plan) -> None:
    assert audit(replace(plan, units=plan.units[::-1])).withheld == audit(plan).withheld


@few
@given(plans())
def test_other_names_for_units_change_names_only(plan: Plan) -> None:
    names = {unit: f"Purchaser {number}" for number, unit in enumerate(plan.units)}
    renamed = Plan(
        units=tuple(names.values()),
        values={names[unit]: value for unit, value in plan.values.items()},
        cells=tuple(replace(cell, units=tuple(names[unit] for unit in cell.units)) for cell in plan.cells),
        terms=plan.terms,
        coalitions=tuple(frozenset(names[unit] for unit in one) for one in plan.coalitions),
    )

    one, other = audit(plan), audit(renamed)

    assert [(names[b.target], b.lower, b.upper) for b in one.breaches] == [
        (b.target, b.lower, b.upper) for b in other.breaches
    ]
    assert (one.withheld, one.safe) == (other.withheld, other.safe)


@few
@given(plans(), st.sampled_from([1 / 1024, 0.5, 4, 2**20]))
def test_another_unit_of_measure_changes_amounts_only(plan: Plan, by: float) -> None:
    scaled = replace(
        plan,
        values={unit: value * by for unit, value in plan.values.items()},
        terms=replace(plan.terms, round=plan.terms.round * by),
    )

    one, other = audit(plan), audit(scaled)

    assert found(one) == found(other)
    assert (one.withheld, one.safe) == (other.withheld, other.safe)


@few
@given(plans())
def test_without_what_it_withholds_a_plan_is_safe_and_asks_for_no_more(plan: Plan) -> None:
    held = audit(plan).withheld
    again = audit(plan.without(held))

    assert again == Audit()
    assert set(held) <= {cell.id for cell in plan.published}
