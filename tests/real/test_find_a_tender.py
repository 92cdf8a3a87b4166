"""Real releases of the portal above the thresholds, and the published examples of frameworks."""

from pathlib import Path

import pytest

from commonpurchase.contracts.facts import Draft, ReadContracts, Stage
from commonpurchase.contracts.readers.ocds import read_ocds
from commonpurchase.vocabulary.amounts import Basis, Money
from tests.real import data

pytestmark = pytest.mark.real
UK = "procurement/uk/fts_"
FRAMEWORKS = "procurement/frameworks"


def read(name: str) -> ReadContracts:
    found = read_ocds(data.path(name).read_bytes(), Path(name).name)
    data.show(name, found)
    assert found.adds_up
    return found


def only(name: str) -> Draft:
    (draft,) = read(name).drafts
    return draft


def test_the_value_is_found_in_the_contract_when_the_award_has_none() -> None:
    draft = only(f"{UK}028961-2025_award_null_value_contract_value.json")

    assert draft.value == Money(5_439_360, "GBP", Basis.NET)
    assert draft.end
    assert (str(draft.end.on), draft.end.inferred) == ("2028-05-18", False)
    assert draft.end.source == "ocds-h6vhtk-052a2e, contracts[1].period.endDate"
    assert draft.cpv == "48000000"


def test_gross_stays_gross_and_the_stated_extent_is_taken() -> None:
    draft = only(f"{UK}094477-2026_UK6_amountGross_only_maxExtentDate_renewal.json")

    assert draft.value == Money(25_637_874, "GBP", Basis.GROSS)
    assert draft.end
    assert draft.maximum_end
    assert (str(draft.end.on), str(draft.maximum_end.on)) == ("2029-09-30", "2031-09-30")
    assert not draft.maximum_end.inferred


def test_the_words_about_renewal_give_the_same_day_as_the_stated_extent() -> None:
    content = data.path(f"{UK}094477-2026_UK6_amountGross_only_maxExtentDate_renewal.json").read_bytes()

    (draft,) = read_ocds(content.replace(b"maxExtentDate", b"elsewhere"), "without.json").drafts

    assert draft.maximum_end
    assert (str(draft.maximum_end.on), draft.maximum_end.inferred) == ("2031-09-30", True)
    assert "2 x 12 months" in draft.maximum_end.source


def test_a_lot_in_another_currency_is_shown_beside_the_tender_and_nothing_is_taken() -> None:
    found = read(f"{UK}094476-2026_lot_currency_AED_EXCERPT.json")

    assert not found.drafts
    (aside,) = found.set_aside
    assert aside.kind == "no award yet"
    assert "GBP 2,772,000" in dict(aside.said)["value"]
    assert dict(aside.said)["lots"] == "lot 1: AED 2,772,000"


def test_every_published_example_of_frameworks_is_read() -> None:
    files = sorted((data.FOLDER / FRAMEWORKS).rglob("*.json"))

    names = [str(file.relative_to(data.FOLDER)) for file in files]
    found = {name: read(name) for name in names}

    assert len(files) == 20
    assert all(one.rows_in or one.problems for one in found.values())
    assert [name for name, one in found.items() if one.problems] == [
        f"{FRAMEWORKS}/example_data/extensions_block.json"
    ]


@pytest.mark.parametrize("folder", ["multi_publisher", "single_publisher/multi_buyer"])
def test_a_framework_and_its_call_offs_are_compiled_together_and_told_apart(folder: str) -> None:
    files = sorted((data.FOLDER / FRAMEWORKS / "example_data" / folder).glob("*.json"))
    together = b"[" + b",".join(file.read_bytes() for file in files) + b"]"

    found = read_ocds(together, folder)
    data.show(folder, found)

    assert found.counts["processes after compiling"] == 1
    stages = [(draft.stage, draft.value is not None) for draft in found.drafts]
    assert stages.count((Stage.FRAMEWORK, False)) == 3
    assert stages.count((Stage.CALL_OFF, True)) == 2
    assert found.adds_up


def test_a_call_off_names_the_framework_it_is_from() -> None:
    draft = only(f"{FRAMEWORKS}/standard_1.2-dev/closed_single_award.json")

    assert draft.stage is Stage.CALL_OFF
    assert draft.framework == "Storage and Distribution of Seasonal Influenza Vaccine"
