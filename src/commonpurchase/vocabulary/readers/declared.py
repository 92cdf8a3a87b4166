"""Reads `parameters/*.toml` and `sources/*.toml`, from the checkout or from the installed package."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from commonpurchase.vocabulary.parameters import DatedTable, DatedValue, Parameter, TableVersion
from commonpurchase.vocabulary.sources import Clause, Source

PACKAGE = Path(__file__).resolve().parents[2]
CHECKOUT = PACKAGE.parents[1]


def folder(name: str) -> Path:
    """Where a folder of declared facts lies: inside an installed package, or beside `src/`."""
    installed = PACKAGE / "declared" / name
    return installed if installed.is_dir() else CHECKOUT / name


def _tables(name: str) -> dict[str, dict[str, Any]]:
    return {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted(folder(name).glob("*.toml"))
    }


@cache
def parameters() -> dict[str, Parameter]:
    """Every parameter by its name, values oldest first."""
    return {
        name: _parameter(name, table)
        for tables in _tables("parameters").values()
        for name, table in tables.items()
        if "values" in table
    }


def _parameter(name: str, table: dict[str, Any]) -> Parameter:
    values = [DatedValue(value["since"], value["value"], value["source"]) for value in table["values"]]
    return Parameter(name, table["says"], table["unit"], tuple(sorted(values, key=lambda v: v.since)))


def value(name: str, on: date) -> int:
    """The value of a parameter on a day."""
    return parameters()[name].at(on).value


@cache
def tables() -> dict[str, DatedTable]:
    """Every dated table by its name, versions oldest first; it lies in `parameters/` beside the numbers."""
    return {
        name: _dated_table(name, table)
        for declared in _tables("parameters").values()
        for name, table in declared.items()
        if "versions" in table
    }


def _dated_table(name: str, table: dict[str, Any]) -> DatedTable:
    versions = [TableVersion(**version) for version in table["versions"]]
    return DatedTable(name, table["says"], tuple(sorted(versions, key=lambda v: v.since)))


@cache
def sources() -> dict[str, Source]:
    """Every source by its id, the name of its file."""
    return {
        source: Source(source, tables["title"], tables["date"])
        for source, tables in _tables("sources").items()
    }


@cache
def clauses() -> dict[str, Clause]:
    """Every clause by its id, `source/part.number`."""
    return {
        f"{source}/{part}.{number}": Clause(f"{source}/{part}.{number}", **clause)
        for source, tables in _tables("sources").items()
        for part, numbers in tables.items()
        if isinstance(numbers, dict)
        for number, clause in numbers.items()
    }
