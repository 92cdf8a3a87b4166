"""The example: as data, for any day of loading, and as it is told through the actions."""

import csv
import re
import shutil
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from commonpurchase.contracts.actions import imports
from commonpurchase.contracts.facts import Draft, Fate, GateVerdict, Line, ReadContracts, Route
from commonpurchase.contracts.queries import contracts
from commonpurchase.contracts.queries import imports as previews
from commonpurchase.contracts.readers import contract_tables, headers
from commonpurchase.contracts.writers import listing
from commonpurchase.disclosures import queries as disclosures
from commonpurchase.documents.readers import tables
from commonpurchase.entrance.commands import example
from commonpurchase.history import queries as history
from commonpurchase.holdings.queries import agreements, attestations
from commonpurchase.organisations import queries as organisations
from commonpurchase.organisations.models import Person
from commonpurchase.sharing.facts import Purpose, Viewer
from commonpurchase.sharing.queries import opened_for

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


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The example, loaded once for the tests that follow and taken back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        example.load(DAY)
        yield
        transaction.set_rollback(True)


def of(email: str) -> Viewer:
    person = Person.objects.get(email=email)
    mandate = person.mandates.get()
    return organisations.acting(
        person=person.pk, organisation=mandate.organisation_id, at=datetime.combine(DAY, time(9), UTC)
    )


def lines(email: str) -> dict[str, Line]:
    return {line.contract.reference: line for line in contracts.listed(of(email), DAY)}


def verdicts(email: str) -> dict[str, GateVerdict]:
    return {reference: line.gate.verdict for reference, line in lines(email).items()}


BUYERS = ("alva@ekvik", "gustav@granholm", "ingrid@fjordby", "ola@sundvaag", "priya@oxmere", "owen@tarnwick",
          "siobhan@kilmorran", "joost@lindermeer", "maud@norrvik", "harriet@fellside")  # fmt: skip


def test_every_verdict_is_somebodys_this_month(told: None) -> None:
    seen = {verdict for name in BUYERS for verdict in verdicts(f"{name}.example").values()}

    assert seen == set(GateVerdict)


def test_the_boundary_days_fall_where_the_files_say(told: None) -> None:
    alva = verdicts("alva@ekvik.example")

    assert alva["EKV-2021-008"] is GateVerdict.FAIL
    assert alva["EKV-2022-031"] is GateVerdict.CONDITIONAL
    assert alva["EKV-2024-003"] is GateVerdict.PASS
    assert alva["EKV-2024-011"] is GateVerdict.NOT_OPEN
    assert alva["EKV-2020-017"] is GateVerdict.NOT_ASSESSABLE


def test_one_gate_is_overdue_and_one_contract_has_no_extension_left(told: None) -> None:
    alva = lines("alva@ekvik.example")

    assert [reference for reference, line in alva.items() if line.gate.overdue] == ["EKV-2023-022"]
    assert alva["EKV-2018-005"].gate.route is Route.NEW_PROCUREMENT
    assert "Kestrova Dock K2" in alva["EKV-2023-014"].gate.because


def test_a_waiver_and_three_other_decisions_stand(told: None) -> None:
    found = {
        reference: line.decision.outcome.value
        for name in BUYERS
        for reference, line in lines(f"{name}.example").items()
        if line.decision
    }

    assert found == {
        "OX/ICT/0299": "waive",
        "FK-21/0140": "extend on conditions",
        "SFK-2022-30": "extend",
        "LM-2021-15": "do not extend",
    }


def test_a_version_opens_to_those_it_was_sent_to(told: None) -> None:
    priya, owen = lines("priya@oxmere.example"), lines("owen@tarnwick.example")

    assert priya["OX/ICT/0412"].gate.verdict is GateVerdict.FAIL
    assert owen["TU-P-2207"].gate.verdict is GateVerdict.PASS


def test_a_date_that_was_worked_out_says_so(told: None) -> None:
    ends = [line.contract.end for line in lines("priya@oxmere.example").values() if line.contract.end]

    assert any(end.inferred for end in ends)


def test_charlie_of_a_rival_sees_nothing_of_kvistbyte(told: None) -> None:
    charlie = of("charlie@thornacre.example")

    assert {line.contract.supplier for line in contracts.listed(charlie, DAY)} == {"Thornacre Systems Ltd"}
    assert contracts.search(charlie, "Kvistbyte") == []
    assert {one.supplier for one in disclosures.sent(charlie, DAY)} == {charlie.organisation}


def test_the_convenor_sees_no_contract_and_no_site(told: None) -> None:
    femke = of("femke@decentcircle.example")

    assert contracts.listed(femke, DAY) == []
    assert disclosures.sent(femke, DAY) == []


def test_the_history_of_the_example_holds(told: None) -> None:
    found = history.verify()

    assert found.holds
    assert found.events > 100


def test_everybody_who_is_shown_can_sign_in_and_nobody_else(told: None) -> None:
    shown = example.welcome("http://127.0.0.1:8000/")

    password = shown.split("password  ")[1].split()[0]
    able = {person.email for person in Person.objects.all() if person.check_password(password)}
    assert able == set(re.findall(r"[\w.]+@[\w.]+", shown))
    assert 10 <= len(able) < Person.objects.count()


def test_a_folder_without_the_example_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="loaded from a checkout"):
        example.load(DAY, tmp_path)


def test_a_broken_file_leaves_nothing_behind(db: None, tmp_path: Path) -> None:
    folder = tmp_path / "examples"
    shutil.copytree(FOLDER, folder)
    path = folder / "disclosures" / "kvistbyte-3.csv"
    path.write_text(path.read_text().replace("Vietnam (VN)", "Vietnahm", 1))

    with pytest.raises(ValueError, match=r"kvistbyte-3\.csv, row \d+, column Country: found “Vietnahm”"):
        example.load(DAY, folder)

    assert not Person.objects.exists()
    assert history.verify().events == 0


@pytest.mark.parametrize("email", sorted({one["by"] for one in toml("contracts")["import"]}))
def test_the_list_of_contracts_that_a_buyer_downloads_changes_nothing_when_it_comes_back(
    told: None, email: str
) -> None:
    viewer = of(email)
    own = contracts.decided_by(viewer)
    lines = [line for line in contracts.listed(viewer, DAY) if line.contract.id in own]

    with transaction.atomic():
        content = listing.as_csv(lines, own)
        key = imports.receive(name="contracts.csv", content=content, by=viewer)
        preview = previews.previewed(viewer, key)
        transaction.set_rollback(True)

    assert lines
    assert preview.read.set_aside == ()
    assert {one.fate for one in preview.comparisons} == {Fate.UNCHANGED}
    assert len(preview.comparisons) == len(lines)


def test_agreements_are_in_force_waiting_and_ended_and_one_cannot_be_signed(told: None) -> None:
    found = {one.paper.title: one for one in agreements.listed(of("alva@ekvik.example"))}

    assert {title: one.state.value for title, one in found.items()} == {
        "Site lists of laptops": "in force",
        "Repair manuals": "waiting for signatures",
        "Pilot on tablets": "ended",
    }
    assert not found["Repair manuals"].paper.carve_out
    assert found["Repair manuals"].subject
    assert agreements.listed(of("charlie@thornacre.example")) == []


def test_the_convenor_sees_what_was_granted_once_she_says_what_she_looks_for(told: None) -> None:
    femke = of("femke@decentcircle.example")
    looking = replace(femke, purpose=Purpose.JOINT_ENGAGEMENT)

    assert opened_for(femke, "disclosure") == {Purpose.JOINT_ENGAGEMENT: 1}
    assert [one.supplier_name for one in disclosures.versions(looking)] == ["Kvistbyte AB"]
    assert opened_for(of("charlie@thornacre.example")) == {}


def test_statements_are_in_force_taken_back_and_waiting_for_a_second_person(told: None) -> None:
    bodil, rikard = of("bodil@kvistbyte.example"), of("rikard@kvistbyte.example")

    assert Counter(one.force.value for one in attestations.issued(bodil) if one.own) == {
        "in force": 1,
        "taken back": 1,
    }
    assert [attestations.may_agree(rikard, one) for one in attestations.proposals(rikard)] == [True]
    assert len(attestations.issued(of("gustav@granholm.example"))) == 1
    assert attestations.issued(of("charlie@thornacre.example")) == []
