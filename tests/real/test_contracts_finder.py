"""200 real releases of a national portal, with figures that were worked out apart from this code."""

import json
import re
from collections import Counter
from decimal import Decimal

import pytest

from commonpurchase.contracts.actions import imports
from commonpurchase.contracts.facts import Draft, ReadContracts, Stage
from commonpurchase.contracts.queries import imports as previews
from commonpurchase.contracts.readers.ocds import read_ocds
from tests import world as the_world
from tests.real import data

pytestmark = pytest.mark.real
FILE = "procurement/uk/contracts_finder_200.jsonl"

#: The reference measured this over all processes, each award once: our figures must come to it.
EVERY_AWARD_ONCE = Decimal("967677552.86")
#: An amount in that sum that its publisher corrected under a new award id: £18,848,731 became £188,487.
CORRECTED = Decimal(18_848_731)


@pytest.fixture(scope="module")
def content() -> bytes:
    return data.path(FILE).read_bytes()


@pytest.fixture(scope="module")
def found(content: bytes) -> ReadContracts:
    read = read_ocds(content, "contracts_finder_200.jsonl")
    data.show(FILE, read)
    return read


def test_every_row_is_taken_or_set_aside(found: ReadContracts) -> None:
    assert not found.problems
    assert found.adds_up
    assert found.counts["releases"] == 200
    assert found.counts["processes after compiling"] == 190
    assert (found.rows_in, found.rows_taken, len(found.drafts)) == (312, 246, 239)
    assert data.reasons(found) == {
        "no award yet": 49,
        "corrected under another award id": 13,
        "supplier is the title": 3,
        "no supplier": 1,
    }


def test_the_rows_are_those_that_a_plain_count_finds(content: bytes, found: ReadContracts) -> None:
    """Each award id with each supplier id that any release names, and each process without award."""
    awarded: set[tuple[str, str, str]] = set()
    every, suppliers = set(), Counter[tuple[str, str]]()
    for line in content.splitlines():
        release = json.loads(line)
        every.add(release["ocid"])
        for award in release.get("awards", ()):
            listed = Counter(one["id"] for one in award["suppliers"])
            for supplier, times in listed.items():
                awarded.add((release["ocid"], award["id"], supplier))
                key = (award["id"], supplier)
                suppliers[key] = max(suppliers[key], times)
    without = every - {ocid for ocid, _, _ in awarded}

    assert found.rows_in == sum(suppliers.values()) + len(without)


def test_dates_are_known_inferred_or_unknown(found: ReadContracts) -> None:
    assert data.known(found.drafts, "start") == {"stated": 239, "inferred": 0, "unknown": 0}
    assert data.known(found.drafts, "end") == {"stated": 239, "inferred": 0, "unknown": 0}
    assert data.known(found.drafts, "maximum_end") == {"stated": 0, "inferred": 16, "unknown": 223}
    assert data.known(found.drafts, "notice") == {"stated": 0, "inferred": 0, "unknown": 239}
    for draft in found.drafts:
        if draft.maximum_end:
            read = draft.maximum_end.source.partition(", ")[2]
            data.say(f"  {draft.end and draft.end.on} → {draft.maximum_end.on}: {read[:150]}")


def test_stages_are_told_apart(found: ReadContracts) -> None:
    stages = Counter(draft.stage for draft in found.drafts)

    assert stages == {Stage.CONTRACT: 116, Stage.CALL_OFF: 44, Stage.FRAMEWORK: 79}
    numbers = {draft.framework for draft in found.drafts if draft.framework}
    assert numbers == {"RM6187", "RM6194", "RM6263", "RM6292"}


def test_a_corrected_amount_counts_once(found: ReadContracts) -> None:
    corrected = [
        draft for draft in found.drafts if "09a309a3-8541-48b9-91c4-411c52e5bd34" in draft.source_key
    ]

    assert [str(draft.value) for draft in corrected] == ["GBP 109,320"]


def test_a_framework_of_35_suppliers_is_neither_multiplied_nor_split(found: ReadContracts) -> None:
    framework = [one for one in found.drafts if "GBP 400,000,000 for 35 suppliers" in " ".join(one.notes)]

    assert len(framework) == 35
    assert {one.value for one in framework} == {None}
    assert {one.stage for one in framework} == {Stage.FRAMEWORK}


def test_all_values_come_to_the_sum_of_each_award_once(found: ReadContracts) -> None:
    """Single values, shared values once an award, and what was set aside: nothing lost, nothing twice."""
    single = sum(draft.value.major for draft in found.drafts if draft.value)
    shared = sum(_shared(found.drafts).values())
    aside = {
        dict(one.said)["award"]: Decimal(dict(one.said)["value"][4:].replace(",", ""))
        for one in found.set_aside
        if dict(one.said).get("value", "").startswith("GBP ") and "award" in dict(one.said)
    }

    data.say(f"  GBP {single:,} in single values, {shared:,} shared, {sum(aside.values()):,} set aside")
    assert single + shared + sum(aside.values()) == EVERY_AWARD_ONCE
    assert CORRECTED in aside.values()


def _shared(drafts: tuple[Draft, ...]) -> dict[str, Decimal]:
    """What several suppliers share, by award: stated once in the notes of each."""
    found = {}
    for draft in drafts:
        told = re.search(r"states GBP ([0-9,.]+) for", " ".join(draft.notes))
        if told:
            found[" | ".join(draft.source_key.split(" | ")[:3])] = Decimal(told[1].replace(",", ""))
    return found


def test_the_order_of_the_lines_has_no_say(content: bytes, found: ReadContracts) -> None:
    backwards = read_ocds(b"\n".join(reversed(content.splitlines())), "contracts_finder_200.jsonl")

    assert {one.source_key: (one.value, one.end) for one in backwards.drafts} == {
        one.source_key: (one.value, one.end) for one in found.drafts
    }


@pytest.mark.django_db
def test_importing_it_twice_changes_nothing_the_second_time(content: bytes, found: ReadContracts) -> None:
    alice = the_world.viewer(the_world.build().ekvik)
    first = imports.receive(name="contracts_finder_200.jsonl", content=content, by=alice)
    outcome = imports.carry_out(imported=first, by=alice)
    second = imports.receive(name="contracts_finder_200.jsonl", content=content, by=alice)
    preview = previews.previewed(alice, second)
    again = imports.carry_out(imported=second, by=alice, seen=preview.fingerprint)

    data.say(f"  imported: {outcome}\n  again: {again}")
    assert (outcome.added, outcome.changed, outcome.unchanged, outcome.set_aside) == (239, 0, 0, 66)
    assert (again.added, again.changed, again.unchanged, again.set_aside) == (0, 0, 239, 66)
