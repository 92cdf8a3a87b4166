"""A release plan in a file: read as it stands, or every mistake named by its JSON path at once."""

import json
from datetime import date
from typing import Any

import pytest

from commonpurchase.sharing.readers import plan_files, release_terms
from commonpurchase.sharing.reckoning.plans import Cell, Plan, Terms

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
