"""The example: as data, for any day of loading, and as it is told through the actions."""

import csv
import re
import tomllib
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from commonpurchase.contracts.facts import Draft, ReadContracts
from commonpurchase.contracts.readers import contract_tables, headers
from commonpurchase.documents.readers import tables
from commonpurchase.entrance.commands import example

FOLDER = example.FOLDER
DAY = date(2026, 11, 24)
LISTS = sorted((FOLDER / "contracts").glob("*.csv"))
#: Ends of months, leap days and turns of the year: where sums of months go wrong.
AWKWARD = [date(2026, 1, 31), date(2028, 2, 29), date(2026, 12, 31), date(2027, 3, 1), date(2026, 8, 30)]


def toml(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text())


def read(path: Path, day: date) -> ReadContracts:
    content = example.Story(day, FOLDER).rendered(path)
    table = tables.read(content, path.name)
    layout = headers.find(table.sheets)
    assert layout is not None
    assert layout.missing == ()
    assert layout.unread == ()
    return contract_tables.read(table, path.name, layout)


def drafts(day: date) -> list[Draft]:
    return [draft for path in LISTS for draft in read(path, day).drafts]


def sites() -> set[tuple[str, str]]:
    files = (FOLDER / "disclosures").glob("*.csv")
    lines = [line for path in files for line in csv.DictReader(path.read_text().splitlines())]
    return {(line["Site name"], line["Country"]) for line in lines}


def test_there_is_as_much_of_everything_as_was_promised() -> None:
    kinds = Counter(one["kind"] for one in toml("organisations")["organisation"])
    buyers = [
        one
        for one in toml("organisations")["organisation"]
        if one["kind"] in {"buyer", "framework authority"}
    ]

    assert kinds["buyer"] + kinds["framework authority"] >= 8
    assert kinds["framework authority"] == 2
    assert len({one["country"] for one in buyers}) == 5
    assert (kinds["reseller"], kinds["brand"], kinds["manufacturer"]) == (4, 5, 3)
    assert (kinds["convenor"], kinds["monitoring partner"], kinds["label body"]) == (1, 1, 1)
    assert len(sites()) == 45
    assert len(drafts(DAY)) >= 64


def test_every_address_belongs_to_nobody() -> None:
    text = (FOLDER / "organisations.toml").read_text()

    addresses = re.findall(r"[\w.-]+@([\w.-]+)", text)
    assert addresses
    assert all(host.endswith(".example") for host in addresses)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_a_list_is_understood_whole_in_its_own_language(path: Path) -> None:
    found = read(path, DAY)

    assert found.problems == ()
    assert found.set_aside == ()
    assert found.adds_up


@pytest.mark.parametrize("day", [*AWKWARD, *(DAY + timedelta(days=17 * step) for step in range(22))], ids=str)
def test_the_dates_of_every_contract_are_in_order_whatever_the_day(day: date) -> None:
    wrong = []
    for draft in drafts(day):
        known = [one.on for one in (draft.start, draft.notice, draft.end, draft.maximum_end) if one]
        wrong += [draft.reference] if known != sorted(known) else []

    assert wrong == []


@pytest.mark.parametrize("day", [DAY, *AWKWARD], ids=str)
def test_notices_are_due_within_a_month_and_one_has_passed_whatever_the_day(day: date) -> None:
    away = [(one.notice.on - day).days for one in drafts(day) if one.notice]

    assert sum(0 <= days <= 31 for days in away) >= 15
    assert sum(days < 0 for days in away) >= 2
    assert 180 in away
    assert 179 in away
    assert 201 in away


def test_every_pattern_is_there() -> None:
    found = drafts(DAY)

    assert any(one.notice is None for one in found)
    assert any(one.maximum_end is None for one in found)
    assert any(one.end and one.maximum_end and one.end.on == one.maximum_end.on for one in found)
    assert any(one.models == () for one in found)
    assert {one.update_duty.duty.value for one in found} == {"clause", "none", "unknown"}
    assert {one.value.currency for one in found if one.value} == {"SEK", "NOK", "GBP", "EUR"}
    assert {one.value.basis.value for one in found if one.value} == {"net", "gross", "unknown"}
    assert any(one.value is None for one in found)
