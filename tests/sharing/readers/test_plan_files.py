"""A release plan in a file: read as it stands, or every mistake named by its JSON path at once."""

import json
from datetime import date
from typing import Any

import pytest

from commonpurchase.sharing.readers import plan_files, release_terms
from commonpurchase.sharing.reckoning.plans import Cell, Function, Plan, Ranking, Terms

GOOD: dict[str, Any] = {
    "units": ["Ekvik", "Fjordby", "Åby kommun"],
    "values": {"Ekvik": 10, "Fjordby": 2.5, "Åby kommun": 0},
    "cells": [{"id": "all", "units": ["Fjordby", "Ekvik"], "published": True}],
    "round": 0,
    "p": 10,
    "q": 50,
    "min_contributors": 5,
    "coalitions": [["Ekvik", "Åby kommun"]],
}


def read(told: Any) -> tuple[Plan | None, list[str]]:
    content = told if isinstance(told, bytes) else json.dumps(told).encode()
    plan, problems = plan_files.read_plan(content, "plan.json", max_share=50)
    return plan, [str(problem) for problem in problems]


def wrong(**changed: Any) -> list[str]:
    plan, problems = read(GOOD | changed)
    assert plan is None
    return problems


def test_a_plan_is_read_as_it_stands() -> None:
    plan, problems = read(GOOD)

    assert problems == []
    assert plan == Plan(
        units=("Ekvik", "Fjordby", "Åby kommun"),
        values={"Ekvik": 10, "Fjordby": 2.5, "Åby kommun": 0},
        cells=(Cell("all", ("Fjordby", "Ekvik"), published=True),),
        terms=Terms(round=0, p=10, q=50, min_contributors=5, max_share=50),
        coalitions=(frozenset({"Ekvik", "Åby kommun"}),),
    )


def test_coalitions_may_be_left_out_and_a_share_may_be_said() -> None:
    plan, problems = read(
        {name: told for name, told in GOOD.items() if name != "coalitions"} | {"max_share": 25}
    )

    assert problems == []
    assert plan is not None
    assert (plan.coalitions, plan.terms.max_share) == ((), 25)


def test_a_byte_order_mark_is_no_mistake() -> None:
    assert read(b"\xef\xbb\xbf" + json.dumps(GOOD).encode())[1] == []


@pytest.mark.parametrize("name", plan_files.REQUIRED)
def test_each_name_is_needed(name: str) -> None:
    plan, problems = read({one: told for one, told in GOOD.items() if one != name})

    assert plan is None
    assert f"plan.json, {name}: found nothing; expected a value" in problems


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"units": "Ekvik"}, "units: found \"Ekvik\"; expected a list of the names of units"),
        ({"units": []}, "units: found an empty list; expected at least one unit"),
        ({"units": [*GOOD["units"], "Ekvik"]}, "units[3]: found \"Ekvik\"; expected each unit once"),
        ({"units": [*GOOD["units"], " "]}, "units[3]: found \" \"; expected the name of a unit, as a text"),
        ({"units": [*GOOD["units"], 7]}, "units[3]: found 7; expected the name of a unit, as a text"),
        ({"values": []}, "values: found an empty list; expected an object, { … }"),
        ({"values": {"Ekvik": 1, "Åby kommun": 2}}, "values.Fjordby: found nothing; expected a value"),
        ({"values": GOOD["values"] | {"Oslo": 1}}, "values.Oslo: found the name \"Oslo\"; expected one of"),
        ({"values": GOOD["values"] | {"Ekvik": -1}}, "values.Ekvik: found -1; expected a number from 0"),
        ({"values": GOOD["values"] | {"Ekvik": 10**400}}, "values.Ekvik: found 1000"),
        ({"values": GOOD["values"] | {"Ekvik": True}}, "values.Ekvik: found true; expected a number"),
        ({"values": GOOD["values"] | {"Ekvik": "10"}}, "values.Ekvik: found \"10\"; expected a number"),
        ({"values": GOOD["values"] | {"Åby kommun": None}}, "values[\"Åby kommun\"]: found null; expected"),
        ({"cells": {}}, "cells: found an object; expected a list of cells"),
        ({"cells": ["all"]}, "cells[0]: found \"all\"; expected an object, { … }"),
        ({"cells": GOOD["cells"] * 2}, "cells[1].id: found \"all\"; expected each cell once"),
        ({"cells": [{"id": "x", "units": ["Ekvik"]}]}, "cells[0].published: found nothing; expected a value"),
        ({"cells": [{"id": "x", "units": ["Oslo"], "published": True}]}, "cells[0].units[0]: found \"Oslo\""),
        ({"cells": [{"id": "x", "units": [], "published": True}]}, "cells[0].units: found an empty list"),
        (
            {"cells": [{"id": "x", "units": ["Ekvik", "Ekvik"], "published": True}]},
            "cells[0].units[1]: found \"Ekvik\"; expected each unit once",
        ),
        ({"cells": [{"id": 1, "units": ["Ekvik"], "published": 1}]}, "cells[0].published: found 1"),
        ({"round": -1}, "round: found -1; expected a number from 0"),
        ({"round": 1e-9}, "round: found 1e-09; expected 0, or a step of at least 0.000001"),
        ({"p": 0}, "p: found 0; expected a number above 0 up to 100"),
        ({"p": 101}, "p: found 101; expected a number above 0 up to 100"),
        ({"q": 5}, "q: found 5; expected no less than p"),
        ({"min_contributors": 0}, "min_contributors: found 0; expected a number from 1"),
        ({"min_contributors": 2.5}, "min_contributors: found 2.5; expected a whole number"),
        ({"max_share": 0}, "max_share: found 0; expected a number above 0 up to 100"),
        ({"coalitions": ["Ekvik"]}, "coalitions[0]: found \"Ekvik\"; expected a list of units"),
        ({"coalitions": [[]]}, "coalitions[0]: found an empty list; expected at least one unit"),
        ({"coalitions": [["Oslo"]]}, "coalitions[0][0]: found \"Oslo\"; expected a unit that “units” lists"),
        ({"coalition": []}, "coalition: found the name \"coalition\"; expected one of units, values"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_by_its_path(changed: dict[str, Any], said: str) -> None:
    assert [problem for problem in wrong(**changed) if problem.startswith(f"plan.json, {said}")]


def test_a_unit_cannot_be_called_what_an_attacker_is_called() -> None:
    assert "stands for whoever knows no figure" in wrong(units=["outsider"], values={"outsider": 1})[0]
    assert any("joined by +" in one for one in wrong(
        units=["a", "b", "a+b"], values={"a": 1, "b": 1, "a+b": 1}, coalitions=[["b", "a"]], cells=[]
    ))  # fmt: skip


def test_every_mistake_is_named_at_once() -> None:
    found = wrong(
        values={"Ekvik": -1}, p="ten", round=None, cells=[{"id": "", "units": ["Oslo"], "published": 0}]
    )

    assert [one.split(": ")[0].removeprefix("plan.json, ") for one in found] == [
        "values.Fjordby", 'values["Åby kommun"]', "values.Ekvik",
        "cells[0].id", "cells[0].units[0]", "cells[0].published", "round", "p",
    ]  # fmt: skip


def test_a_name_that_stands_twice_is_a_mistake() -> None:
    plan, found = read(json.dumps(GOOD).replace('"p": 10', '"p": 20, "p": 10').encode())

    assert plan is None
    assert found == ["plan.json, p: found 10; expected each name once"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "plan.json, line 1, column 1: found the end of the file or line; expected JSON"),
        (b'{"units": [}', 'plan.json, line 1, column 12: found "}"; expected JSON'),
        (b"\xff\xfe{}", "plan.json, byte 1: found a byte that is not UTF-8; expected JSON"),
        (b'{"p": NaN}', "plan.json: found NaN; expected JSON"),
        (b"[" * 100_000, "plan.json: found a number too long to read, or lists too deep; expected JSON"),
        (b"1" * 5_000, "plan.json: found a number too long to read, or lists too deep; expected JSON"),
        (b"[]", "plan.json: found an empty list; expected an object, { … }"),
    ],
)
def test_what_is_no_json_is_said_where_it_stops(content: bytes, said: str) -> None:
    plan, found = read(content)

    assert plan is None
    assert found[0] == said


def test_a_number_that_overflows_is_a_mistake() -> None:
    plan, found = read(json.dumps(GOOD).replace('"p": 10', '"p": 1e999').encode())

    assert plan is None
    assert "found a number too large to hold" in found[0]


def test_the_declared_terms_are_dated_and_can_be_read() -> None:
    terms = release_terms.terms(date(2026, 3, 1))

    assert terms == Terms(round=1000, p=10, q=50, min_contributors=5, max_share=50)
    assert release_terms.newest_max_share() == terms.max_share


CELL = GOOD["cells"][0]
MORE = GOOD | {
    "digits": 2,
    "cells": [CELL | {"told": [12, 13]}, CELL | {"id": "mean", "function": "mean"}],
    "rankings": [{"id": "order", "cells": ["all", "mean"], "published": False}],
}


def test_means_digits_rankings_and_what_is_out_may_be_said() -> None:
    plan, problems = read(MORE)

    assert problems == []
    assert plan is not None
    assert plan.terms.digits == 2
    assert plan.cells[0].told == (12, 13)
    assert [cell.function for cell in plan.cells] == [Function.SUM, Function.MEAN]
    assert plan.rankings == (Ranking("order", ("all", "mean"), published=False),)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"digits": 0}, "digits: found 0; expected a number from 1 to 15"),
        ({"digits": 2.5}, "digits: found 2.5; expected a whole number"),
        ({"round": 10}, "round: found 10; expected 0 beside “digits”"),
        ({"cells": [CELL | {"function": "x"}]}, "cells[0].function: found \"x\"; expected sum or mean"),
        ({"cells": [CELL | {"told": 5}]}, "cells[0].told: found 5; expected a list of two numbers"),
        ({"cells": [CELL | {"told": [5]}]}, "cells[0].told: found a list; expected two numbers"),
        ({"cells": [CELL | {"told": [5, "x"]}]}, "cells[0].told[1]: found \"x\"; expected a number"),
        ({"cells": [CELL | {"told": [5, 6]}], "rankings": []}, "two numbers with the sum 12.5 between"),
        (
            {"cells": [CELL | {"told": [12, 13], "published": False}], "rankings": []},
            "cells[0].published: found false; expected true: it was published before",
        ),
        ({"rankings": {}}, "rankings: found an object; expected a list of rankings"),
        ({"rankings": [{"id": "r", "cells": ["all"], "published": True}]}, "expected at least two cells"),
        ({"rankings": [{"id": "r", "cells": 5, "published": True}]}, "expected a list of ids of cells"),
        (
            {"rankings": [{"id": "all", "cells": ["all", "mean"], "published": True}]},
            "rankings[0].id: found \"all\"; expected another id: a cell is called so",
        ),
        (
            {"rankings": [{"id": "r", "cells": ["all", "none"], "published": True}]},
            "rankings[0].cells[1]: found \"none\"; expected a cell that “cells” lists",
        ),
    ],
)  # fmt: skip
def test_a_mistake_in_what_may_be_said_is_named(changed: dict[str, Any], said: str) -> None:
    plan, problems = read(MORE | changed)

    assert plan is None
    assert any(said in one for one in problems), problems


def test_a_deployment_draws_its_own_p_and_q_and_they_are_not_printed() -> None:
    own = release_terms.Own(p=7.25, q=31.5)
    found = release_terms.terms(date(2026, 3, 1), own)

    assert (found.p, found.q, found.max_share) == (7.25, 31.5, 50)
    assert "7.25" not in repr(own)
    assert release_terms.terms(date(2026, 3, 1)).p == 10


@pytest.mark.parametrize("own", [(0, 50), (100, 200), (10, 5)])
def test_terms_that_protect_nothing_are_refused_without_their_values(own: tuple[float, float]) -> None:
    with pytest.raises(release_terms.TermsError, match="p must lie between 0 and 100"):
        release_terms.terms(date(2026, 3, 1), release_terms.Own(*own))


def test_where_a_rival_reads_the_terms_are_those_for_rivals() -> None:
    found = release_terms.terms(date(2026, 3, 1), rivals=True)

    assert (found.min_contributors, found.max_share) == (5, 25)
