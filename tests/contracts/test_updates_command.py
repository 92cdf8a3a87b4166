from datetime import timedelta
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from commonpurchase.contracts.commands.updates import import_disclosure
from commonpurchase.disclosures import queries
from commonpurchase.disclosures.models import Disclosure, Upload
from commonpurchase.history.models import Event
from tests import world as the_world
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
