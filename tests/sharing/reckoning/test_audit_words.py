"""An audit in words for the convenor; and what the public sees, which gives no reason away."""

from dataclasses import replace

import pytest

from commonpurchase.sharing.reckoning.audit_words import sentences
from commonpurchase.sharing.reckoning.auditing import audit
from commonpurchase.sharing.reckoning.plans import Cell, Plan, Terms
from commonpurchase.sharing.reckoning.released import NOT_PUBLISHED, table

VALUES = {"Ekvik": 40.0, "Fjordby": 50.0, "Sydby": 60.0, "Norrby": 70.0, "Dalby": 80.0, "Åby": 1300.0}
UNITS = tuple(VALUES)
TERMS = Terms(round=0, p=10, q=50, min_contributors=3, max_share=50)


def plan(*cells: tuple[str, ...], terms: Terms = TERMS, together: tuple[str, ...] = ()) -> Plan:
    named = tuple(Cell(f"c{place}", units) for place, units in enumerate(cells))
    return Plan(UNITS, VALUES, named, terms, (frozenset(together),) if together else ())


def told(one: Plan) -> list[str]:
    return list(sentences(one, audit(one)))


def test_a_safe_plan_takes_two_sentences() -> None:
    assert told(plan(UNITS[:5], together=UNITS[1:3])) == [
        "SAFE: 1 cell over 6 units; tried were an outsider, each unit and 1 coalition.",
        "Nobody who was tried comes within 10 % of another’s figure.",
    ]


def test_whose_figure_comes_out_and_to_whom_is_said() -> None:
    assert told(plan(UNITS[:5], UNITS[:4])) == [
        "NOT SAFE: 2 cells over 6 units; tried were an outsider, each unit.",
        "Figures that come out (1 of 6):",
        "  Dalby: an outsider knows it exactly, 80; "
        "too close come also Ekvik, Fjordby, Sydby, Norrby and 1 more.",
        "Withhold c1; the rest is safe.",
        "In place of each stands “not published”, whatever the reason.",
    ]


def test_bounds_are_said_where_it_does_not_come_out_exactly() -> None:
    said = told(plan(UNITS[:5], UNITS[:4], terms=replace(TERMS, round=2)))

    assert any("Dalby: an outsider knows it lies from 78 to 82 (it is 80); too close" in one for one in said)


def test_a_figure_that_only_rounding_hides_is_said_to_be() -> None:
    said = told(plan(UNITS[:5], UNITS[:4], terms=replace(TERMS, round=100)))

    assert any("(it is 80), and nothing but rounding hides it; too close" in one for one in said)


def test_a_cell_that_falls_short_is_said_to_and_that_nothing_is_left() -> None:
    said = told(plan(UNITS, terms=replace(TERMS, min_contributors=7)))

    assert "  c0: it has 6 of the 7 contributors that it needs." in said
    assert "  c0: one contributor makes up more than 50 % of it." in said
    assert said[-1] == "That is everything: no sum over these units can be published."


def test_the_public_sees_one_word_for_every_reason() -> None:
    found = plan(UNITS[:5], UNITS[:4], UNITS, UNITS[:1])
    nobody_asked = replace(found, cells=(*found.cells, Cell("c4", UNITS[:5], published=False)))
    held = audit(nobody_asked).withheld

    shown = list(table(nobody_asked.without(held)))

    assert held == ("c1", "c2", "c3")
    assert [one.words for one in shown] == ["300", *([NOT_PUBLISHED] * 4)]
    assert {(one.figure, one.contributors, one.words) for one in shown[1:]} == {
        (None, NOT_PUBLISHED, NOT_PUBLISHED)
    }


@pytest.mark.parametrize(
    ("count", "least", "band"),
    [(3, 3, "3–4"), (5, 3, "5–9"), (5, 5, "5–9"), (9, 5, "5–9"), (10, 5, "10–19"),
     (20, 5, "20 or more"), (12, 12, "12–19")],
)  # fmt: skip
def test_contributors_are_told_as_a_band(count: int, least: int, band: str) -> None:
    units = tuple(f"B{place}" for place in range(count))
    one = Plan(
        units, dict.fromkeys(units, 1.0), (Cell("all", units),), replace(TERMS, min_contributors=least)
    )

    assert [shown.contributors for shown in table(one)] == [band]


def test_a_figure_is_rounded_half_to_even() -> None:
    steps = {25.0: 20.0, 35.0: 40.0, 24.0: 20.0, 0.0: 0.0}
    for value, published in steps.items():
        one = Plan(("a",), {"a": value}, (Cell("all", ("a",)),), replace(TERMS, round=10))
        assert one.figure(one.cells[0]) == published
