"""`commonpurchase import disclosure` sends what it was told to, to whom and for which it was told to."""

from datetime import timedelta
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from commonpurchase.contracts.commands.updates import import_disclosure
from commonpurchase.contracts.models import Contract, Served
from commonpurchase.contracts.queries import contracts
from commonpurchase.disclosures import queries
from commonpurchase.disclosures.models import Disclosure, Upload
from commonpurchase.history.models import Event
from commonpurchase.organisations.facts import Organisation
from commonpurchase.sharing import actions as sharing
from commonpurchase.sharing.reckoning import presets
from tests import world as the_world
from tests.contracts import records
from tests.disclosures.sites import ASSEMBLY, BATTERY, csv
from tests.world import World

application = typer.Typer()
application.command()(import_disclosure)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "sites.csv"
    path.write_bytes(csv(ASSEMBLY, BATTERY))
    return path


def run(file: Path, *options: str, supplier: str = "Nordbyte AB") -> Result:
    return CliRunner().invoke(application, [str(file), "--supplier", supplier, *options])


def nothing_is_kept() -> bool:
    return not (Upload.objects.exists() or Event.objects.filter(verb__startswith="disclosures").exists())


def test_without_acknowledging_the_difference_is_shown_and_nothing_kept(world: World, file: Path) -> None:
    result = run(file, "--to", "Ekvik stad")

    assert result.exit_code == 1
    assert "Added: 2\n  Lumora Assembly (Lumora LM-14), 12 Orchard Road, Vietnam\n" in result.stdout
    assert "Ekvik stad will hold a copy" in result.stdout
    assert nothing_is_kept()


def test_acknowledged_it_is_sent_to_those_named_and_nobody_else(world: World, file: Path) -> None:
    result = run(file, "--to", "ekvik  STAD", "--acknowledge", "--on", "2026-02-20")

    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "Sent to Ekvik stad.")
    now = the_world.now() + timedelta(minutes=1)
    (version,) = queries.versions(the_world.viewer(world.ekvik, at=now))
    assert str(version.disclosed_on) == "2026-02-20"
    assert queries.versions(the_world.viewer(world.tekhandel, at=now)) == []
    assert queries.versions(the_world.viewer(world.fjordby, at=now)) == []


def test_bad_rows_are_named_by_place_on_standard_error_and_nothing_is_kept(world: World, file: Path) -> None:
    file.write_bytes(csv(ASSEMBLY.replace("Vietnam", "Atlantis"), BATTERY.replace(",2,", ",9,")))

    result = run(file, "--to", "Ekvik stad", "--acknowledge")

    assert result.exit_code == 2
    assert result.stdout == ""
    assert [line.split(":")[0] for line in result.stderr.splitlines()] == [
        "sites.csv, row 2, column country",
        "sites.csv, row 3, column tier",
    ]
    assert nothing_is_kept()


def test_a_row_that_hardly_reads_is_told_all_of_its_errors_at_once(world: World, file: Path) -> None:
    header = "brand,product_model,site_name,address,country,tier,disclosed_on"
    file.write_bytes(csv("K,,,,Narnia,9,2030-01-01", header=header))

    result = run(file, "--to", "Ekvik stad", "--acknowledge")

    assert result.exit_code == 2
    assert sorted(line.split(":")[0].rpartition("column ")[2] for line in result.stderr.splitlines()) == [
        "address",
        "country",
        "disclosed_on",
        "product_model",
        "site_name",
        "tier",
    ]


@pytest.mark.parametrize(
    ("options", "supplier", "sentence"),
    [
        ((), "Nobody AB", "found “Nobody AB”; expected the name of an organisation of this workspace"),
        (("--to", "Nobody AB"), "Nordbyte AB", "found “Nobody AB”"),
        (("--acknowledge",), "Nordbyte AB", "Choose at least one customer"),
        (("--to", "Tekhandel AB", "--acknowledge"), "Nordbyte AB", "Choose only buyers"),
        (("--to", "Fjordby kommune"), "Ekvik stad", "Only resellers, brands and manufacturers"),
        (("--on", "soon"), "Nordbyte AB", "expected a day such as 2026-03-01"),
        (("--on", "2999-01-01"), "Nordbyte AB", "cannot be of a day to come"),
    ],
)
def test_what_is_wrong_with_the_command_is_said(
    world: World, file: Path, options: tuple[str, ...], supplier: str, sentence: str
) -> None:
    result = run(file, *options, supplier=supplier)

    assert result.exit_code == 2
    assert sentence in result.stderr
    assert result.stdout == ""
    assert Disclosure.objects.count() == 0
    assert nothing_is_kept()


def test_a_file_that_is_not_there_is_named(world: World, tmp_path: Path) -> None:
    result = run(tmp_path / "nothing.csv")

    assert result.exit_code == 2
    assert "nothing.csv: found no readable file" in result.stderr


def test_an_update_tells_what_changed_and_what_it_does_not_mention(world: World, file: Path) -> None:
    run(file, "--to", "Ekvik stad", "--acknowledge")
    file.write_bytes(csv(ASSEMBLY.replace("12 Orchard", "14 Orchard")))

    result = run(file)

    assert "Cellhaus (Lumora LM-14), 3 Mill Lane, China: not mentioned in the file" in result.stdout
    assert "Address: 12 Orchard Road -> 14 Orchard Road" in result.stdout


def agreed(buyer: Organisation, supplier: Organisation, reference: str) -> Contract:
    end = the_world.AT.date() + timedelta(days=300)
    return records.contract(buyer, supplier, end=end, reference=reference)


def served() -> list[tuple[str, str]]:
    rows = Served.objects.order_by("contract__buyer__name", "contract__reference")
    return list(rows.values_list("contract__buyer__name", "contract__reference"))


def test_the_contracts_that_it_serves_can_be_chosen_of_each_customer(world: World, file: Path) -> None:
    chosen, other = agreed(world.ekvik, world.nordbyte, "E-1"), agreed(world.ekvik, world.nordbyte, "E-2")
    agreed(world.fjordby, world.nordbyte, "F-1")
    to = "--to", "Ekvik stad", "--to", "Fjordby kommune", "--contract", " e-1 "

    looked = run(file, *to)
    assert looked.exit_code == 1
    assert "Serves only these contracts with Ekvik stad: E-1 (Laptops).\n" in looked.stdout
    assert "Serves all contracts with Fjordby kommune.\n" in looked.stdout
    assert nothing_is_kept()

    sent = run(file, *to, "--acknowledge")
    assert (sent.exit_code, sent.stdout.splitlines()[-1]) == (0, "Sent to Ekvik stad, Fjordby kommune.")
    assert "Serves only these contracts with Ekvik stad: E-1 (Laptops).\n" in sent.stdout
    assert served() == [("Ekvik stad", "E-1")]
    now = the_world.now() + timedelta(minutes=1)
    ekvik = the_world.viewer(world.ekvik, at=now)
    assert len(contracts.disclosed_for(ekvik, chosen.pk, now.date()).rows) == 2
    assert contracts.disclosed_for(ekvik, other.pk, now.date()).rows == ()


@pytest.mark.parametrize("options", [(), ("--to", "Fjordby kommune")])
@pytest.mark.parametrize("acknowledge", [(), ("--acknowledge",)])
def test_a_contract_without_its_buyer_is_refused_as_on_the_page(
    world: World, file: Path, options: tuple[str, ...], acknowledge: tuple[str, ...]
) -> None:
    agreed(world.ekvik, world.nordbyte, "E-1")

    result = run(file, "--contract", "E-1", *options, *acknowledge)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "You chose a contract with Ekvik stad, but not Ekvik stad itself. Choose both, or neither.\n"
    )
    assert nothing_is_kept()


def test_a_number_that_two_buyers_use_is_told_apart_by_its_buyer(world: World, file: Path) -> None:
    agreed(world.ekvik, world.nordbyte, "2026/1")
    agreed(world.fjordby, world.nordbyte, "2026/1")
    to = "--to", "Ekvik stad", "--to", "Fjordby kommune", "--acknowledge"

    unclear = run(file, *to, "--contract", "2026/1")
    assert (unclear.exit_code, unclear.stdout) == (2, "")
    assert unclear.stderr == (
        "--contract: found “2026/1”, which 2 contracts have; expected one of Ekvik stad: 2026/1, "
        "Fjordby kommune: 2026/1\n"
    )
    assert nothing_is_kept()

    assert run(file, *to, "--contract", "fjordby kommune:2026/1").exit_code == 0
    assert served() == [("Fjordby kommune", "2026/1")]


def test_a_number_that_one_recipient_alone_uses_needs_no_buyer(world: World, file: Path) -> None:
    agreed(world.ekvik, world.nordbyte, "2026/1")
    agreed(world.fjordby, world.nordbyte, "2026/1")

    assert run(file, "--to", "Ekvik stad", "--contract", "2026/1", "--acknowledge").exit_code == 0
    assert served() == [("Ekvik stad", "2026/1")]


def test_what_is_hidden_from_a_supplier_is_answered_like_what_does_not_exist(
    world: World, file: Path
) -> None:
    agreed(world.ekvik, world.nordbyte, "SECRET-1")
    kept = agreed(world.ekvik, world.tekhandel, "SECRET-2")
    kept.label = sharing.attach(presets.own(world.ekvik.id))
    kept.save()
    agreed(world.ekvik, world.tekhandel, "T-1")

    file.write_bytes(csv(ASSEMBLY.replace("Nordbyte", "Tekhandel")))

    def charlie(number: str) -> Result:
        return run(file, "--to", "Ekvik stad", "--contract", number, supplier="Tekhandel AB")

    answers = {number: charlie(number) for number in ("SECRET-1", "SECRET-2", "NOTHING-3")}
    for number, answer in answers.items():
        assert (answer.exit_code, answer.stdout) == (2, "")
        assert answer.stderr == f"--contract: found “{number}”; expected one of Ekvik stad: T-1\n"
    assert nothing_is_kept()


def test_a_supplier_who_sees_no_contract_is_told_so(world: World, file: Path) -> None:
    agreed(world.ekvik, world.tekhandel, "T-1")

    result = run(file, "--to", "Ekvik stad", "--contract", "T-1")

    assert result.stderr == "--contract: found “T-1”; this supplier sees no contract with a customer here\n"


def test_the_options_and_the_file_are_told_all_of_their_mistakes_at_once(world: World, file: Path) -> None:
    file.write_bytes(csv(ASSEMBLY.replace("Vietnam", "Atlantis"), BATTERY.replace(",2,", ",9,")))
    wrong = "--to", "Nobody AB", "--to", "No one", "--contract", "X", "--contract", "Y", "--on", "soon"

    result = run(file, *wrong, "--acknowledge")

    assert (result.exit_code, result.stdout) == (2, "")
    assert [line.split(":")[0] for line in result.stderr.splitlines()] == [
        "--on",
        "--to",
        "--to",
        "--contract",
        "--contract",
        "sites.csv, row 2, column country",
        "sites.csv, row 3, column tier",
    ]
    assert nothing_is_kept()


def test_a_preview_refuses_whom_sending_would_refuse(world: World, file: Path) -> None:
    result = run(file, "--to", "Tekhandel AB")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "Choose only buyers" in result.stderr
