"""Rules and clauses match both ways; each threshold is dated, sourced and used."""

import ast
import re
import tomllib
from datetime import date

import pytest

from commonpurchase.vocabulary.readers import declared
from tests.architecture.modules import PACKAGE, ROOT, clauses_of, functions_that_find, rules

#: The capabilities that the mission names.
CAPABILITIES = {
    f"{family}{number}"
    for family, count in {"C": 4, "K": 2, "R": 3, "L": 3, "G": 4, "X": 4, "B": 7, "S": 5}.items()
    for number in range(1, count + 1)
}
CLAUSES = declared.clauses()
DIALOGUE = {key for key in CLAUSES if key.startswith("dialogue-2025-09/")}
#: How many points the summary makes in each of its parts (the last bullets of a list may be split).
POINTS = {
    "introduction": 11, "contractual": 4, "commercial": 2, "reputational": 3, "relationship": 3,
    "peers": 4, "across": 5, "brands": 7,
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(rules()))
def test_each_rule_explains_itself_and_cites_clauses_that_exist(name: str) -> None:
    rule = rules()[name]

    assert rule.__doc__
    assert clauses_of(rule)
    assert set(clauses_of(rule)) <= CLAUSES.keys()


def test_every_function_that_answers_with_a_finding_is_listed_as_a_rule() -> None:
    assert [name for name, _ in functions_that_find() if name not in rules()] == []


def test_no_rule_is_named_like_a_command() -> None:
    verbs = ("check", "get", "is", "has", "validate", "assess", "ensure", "compute", "find")

    assert [name for name in rules() if name.rpartition(".")[2].split("_")[0] in verbs] == []


@pytest.mark.parametrize("key", sorted(CLAUSES))
def test_each_clause_is_put_into_practice_or_planned_or_says_why_it_is_not(key: str) -> None:
    clause = CLAUSES[key]
    cited = key in {one for rule in rules().values() for one in clauses_of(rule)}

    assert [cited, bool(clause.planned), bool(clause.no_rule)].count(True) == 1
    assert not clause.planned or clause.planned in CAPABILITIES
    assert clause.says.endswith(".")


@pytest.mark.parametrize("part", POINTS)
def test_no_point_of_the_summary_is_left_out(part: str) -> None:
    numbers = {int(found[1]) for key in DIALOGUE if (found := re.search(rf"/{part}\.(\d+)", key))}

    assert numbers == set(range(1, POINTS[part] + 1))


def test_every_part_of_the_summary_is_known() -> None:
    assert {key.split("/")[1].split(".")[0] for key in DIALOGUE} == POINTS.keys()


def test_what_the_dialogue_asks_of_renewals_is_built() -> None:
    clause = CLAUSES["dialogue-2025-09/contractual.4"]

    assert not clause.planned
    assert not clause.no_rule


def test_each_source_has_a_title_and_a_day() -> None:
    assert declared.sources().keys() == {key.split("/")[0] for key in CLAUSES}
    assert all(source.title and isinstance(source.on, date) for source in declared.sources().values())


@pytest.mark.parametrize("name", sorted(declared.parameters()))
def test_each_parameter_is_dated_sourced_and_used(name: str) -> None:
    parameter = declared.parameters()[name]
    days = [value.since for value in parameter.values]

    assert parameter.says.endswith(".")
    assert parameter.unit
    assert days == sorted(set(days))
    assert days
    assert all(value.source and isinstance(value.value, int) for value in parameter.values)
    assert any(f'"{name}"' in path.read_text() for path in PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("name", sorted(declared.tables()))
def test_each_table_is_dated_sourced_and_used(name: str) -> None:
    table = declared.tables()[name]
    days = [version.since for version in table.versions]

    assert table.says.endswith(".")
    assert days == sorted(set(days))
    assert days
    assert all(version.version and version.source and version.rows for version in table.versions)
    assert len({version.version for version in table.versions}) == len(table.versions)
    assert any(f'"{name}"' in path.read_text() for path in PACKAGE.rglob("*.py"))


def test_a_row_that_says_whether_it_is_confirmed_names_its_source() -> None:
    rows = [
        (name, row, cells)
        for name, table in declared.tables().items()
        for version in table.versions
        for row, cells in version.rows.items()
        if "confirmed" in cells
    ]

    assert [(name, row) for name, row, cells in rows if cells["confirmed"] not in {True, False}] == []
    assert [(name, row) for name, row, cells in rows if not cells.get("source")] == []
    assert rows


def test_what_is_declared_is_a_number_or_a_table_and_nothing_is_declared_twice() -> None:
    folder = declared.folder("parameters")
    names = [name for path in folder.glob("*.toml") for name in tomllib.loads(path.read_text())]

    assert sorted(names) == sorted([*declared.parameters(), *declared.tables()])


def test_a_clause_that_a_source_of_a_value_names_exists() -> None:
    named = [
        clause
        for parameter in declared.parameters().values()
        for value in parameter.values
        for clause in re.findall(r"[\w-]+/\w+\.[\w-]+", value.source)
    ]

    assert set(named) <= CLAUSES.keys()


def test_only_the_clock_reads_the_clock() -> None:
    """ruff forbids it by name; this looks for the calls themselves, however they were imported."""
    readers = [
        str(path.relative_to(ROOT))
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"today", "now", "utcnow"}
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in {"date", "datetime", "timezone", "time"}
    ]

    assert set(readers) <= {"src/commonpurchase/entrance/clock.py"}
