"""`commonpurchase import contracts` says what it took, which dates it knows, what it set aside and why."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from commonpurchase.contracts.commands.importing import import_contracts
from commonpurchase.contracts.models import ColumnMapping, Contract, Import
from commonpurchase.contracts.queries import contracts
from commonpurchase.history.models import Event
from tests import world as the_world
from tests.contracts.lists import contract, table, written
from tests.contracts.readers.ocds import invented
from tests.world import World

pytestmark = pytest.mark.django_db

application = typer.Typer()
application.command()(import_contracts)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "contracts.csv"
    path.write_bytes(written(contract(1), contract(2, end_on="soon"), contract(3, notice_on="")))
    return path


def run(*words: str | Path, holder: str = "Ekvik stad") -> Result:
    return CliRunner().invoke(application, [*map(str, words), "--for", holder])


def test_it_imports_and_says_what_it_knows(world: World, file: Path) -> None:
    result = run(file)

    assert result.exit_code == 0, result.stderr
    assert result.stdout.splitlines() == [
        "contracts.csv: 2 contracts from 3 rows: 2 taken, 1 set aside.",
        "  2 added, 0 changed, 0 unchanged; 0 fields kept as they were",
        "  Start: 2 known, 0 inferred, 0 unknown",
        "  End: 2 known, 0 inferred, 0 unknown",
        "  Longest possible end: 0 known, 0 inferred, 2 unknown",
        "  Notice date: 1 known, 0 inferred, 1 unknown",
        "  set aside: End cannot be read: 1",
        "  columns read: contract_id=Contract number, buyer=Buyer, supplier=Supplier, title=Title, "
        "value=Value, currency=Currency, start_on=Start, end_on=End, notice_on=Notice date",
        "  Ekvik stad will hold this as its own; in Sweden it is likely a public record. Each contract is "
        "shown to its buyer and its supplier, if you are one of them or the consortium of the buyer, "
        "and to nobody else. Nordbyte AB will see this. "
        "Nordbyte AB will hold a copy; no freedom-of-information law is recorded for it.",
    ]
    assert len(contracts.listed(the_world.viewer(world.nordbyte), the_world.AT.date())) == 2
    assert contracts.listed(the_world.viewer(world.tekhandel), the_world.AT.date()) == []


@pytest.mark.parametrize("options", [(), ("--json",), ("--dry-run",)])
def test_the_exit_status_is_1_when_every_row_of_a_file_is_set_aside(
    world: World, file: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_bytes(written(contract(1, end_on="soon"), contract(2, buyer="")))

    result = run(file, bad, *options)

    assert result.exit_code == 1
    assert "set aside" in result.stdout or '"set_aside": 2' in result.stdout


def test_columns_that_were_not_read_are_named(world: World, file: Path) -> None:
    file.write_bytes(written({**contract(Remark="x"), "Cost centre": "12"}))

    assert "  columns that were not read: Remark, Cost centre\n" in run(file).stdout
    told = json.loads(run(file, "--json").stdout)
    assert told[0]["columns_not_read"] == ["Remark", "Cost centre"]


def test_the_same_file_again_changes_nothing(world: World, file: Path) -> None:
    run(file)

    assert "0 added, 0 changed, 2 unchanged" in run(file).stdout


def test_json_says_the_same_for_programs(world: World, file: Path) -> None:
    (told,) = json.loads(run(file, "--json", "--keep-to-ourselves").stdout)

    assert (told["file"], told["added"], told["set_aside"], told["rows_in"]) == ("contracts.csv", 2, 1, 3)
    assert told["set_aside_because"] == {"End cannot be read": 1}
    assert told["dates"][3] == {"kind": "Notice date", "stated": 1, "inferred": 0, "unknown": 1}
    assert told["who_will_see"].startswith("Only Ekvik stad will see this.")
    assert contracts.listed(the_world.viewer(world.nordbyte), the_world.AT.date()) == []


def test_a_dry_run_keeps_nothing(world: World, file: Path) -> None:
    before = Event.objects.count()

    result = run(file, "--dry-run")

    assert "2 added" in result.stdout
    assert result.stdout.endswith("Nothing was kept: this was a dry run.\n")
    assert (Contract.objects.count(), Import.objects.count(), Event.objects.count()) == (0, 0, before)


def test_every_file_that_cannot_be_read_is_named_and_nothing_is_kept(
    world: World, file: Path, tmp_path: Path
) -> None:
    scan, unknown = tmp_path / "scan.pdf", tmp_path / "unknown.csv"
    scan.write_bytes(b"%PDF-1.7")
    unknown.write_bytes(table("One;Two", "1;2"))

    result = run(file, scan, unknown, "--json")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [
        "scan.pdf: found a PDF document; expected an .xlsx workbook or a .csv file",
        "unknown.csv: found no column for contract number, buyer, supplier among One, Two; expected known "
        "headings, or --column “HEADING=Contract number” and so on",
    ]
    assert (Contract.objects.count(), Import.objects.count()) == (0, 0)


def test_missing_files_are_named_at_once(world: World, tmp_path: Path) -> None:
    result = run(tmp_path / "a.csv", tmp_path / "b.csv")

    assert result.exit_code == 2
    assert "a.csv: found no readable file" in result.stderr
    assert "b.csv: found no readable file" in result.stderr


def test_an_organisation_that_nobody_knows_is_bad_input(world: World, file: Path) -> None:
    result = run(file, holder="Nowhere kommune")

    assert result.exit_code == 2
    assert "found “Nowhere kommune”" in result.stderr


def test_two_files_with_one_contract_add_it_once_and_change_it_once(
    world: World, file: Path, tmp_path: Path
) -> None:
    later = tmp_path / "later.csv"
    later.write_bytes(written(contract(1, title="Tablets")))

    result = run(file, later)

    assert "2 added, 0 changed" in result.stdout
    assert "0 added, 1 changed" in result.stdout
    assert Contract.objects.get(reference="C-1").title == "Tablets"


DUTCH = table(
    "Stuk;Van wie;Bedragje;Begin;Tot;Memo",
    "C-1;Nordbyte AB;12.345;03/04/2025;05/06/2027;x",
    "C-2;Nordbyte AB;1.500;01/02/2025;05/06/2027;",
)
COLUMNS = (
    *("--column", "Stuk=Contract number", "--column", "van WIE=supplier", "--column", "Bedragje=Value"),
    *("--column", "Begin=Start", "--column", "Tot=End"),
)
WHOLE = (*COLUMNS, "--own", "buyer", "--currency", "eur", "--day-order", "day first", "--decimal-mark", ",")


@pytest.fixture
def unknown(tmp_path: Path) -> Path:
    path = tmp_path / "lijst.csv"
    path.write_bytes(DUTCH)
    return path


def nothing_is_kept() -> bool:
    return not (Contract.objects.exists() or Import.objects.exists() or ColumnMapping.objects.exists())


def test_columns_can_be_told_and_what_no_column_says(world: World, unknown: Path) -> None:
    result = run(unknown, *WHOLE)

    assert result.exit_code == 0, result.stderr
    assert result.stdout.splitlines()[6:12] == [
        "  columns read: Stuk=Contract number, Van wie=Supplier, Bedragje=Value, Begin=Start, Tot=End",
        "  columns that were not read: Memo",
        "  the buyer is always Ekvik stad",
        "  amounts that name no currency are in EUR",
        "  where no day shows its order: day first",
        "  where no amount shows it: a comma divides decimals",
    ]
    held = Contract.objects.get(reference="C-1")
    assert (held.buyer.name, held.supplier.name) == ("Ekvik stad", "Nordbyte AB")
    assert (held.value_minor, held.currency) == (1_234_500, "EUR")
    assert [str(one.on) for one in held.dates.order_by("on")] == ["2025-04-03", "2027-06-05"]


def test_what_was_told_is_remembered_as_on_the_page_and_for_nobody_else(world: World, unknown: Path) -> None:
    run(unknown, *WHOLE)

    again = run(unknown)
    assert "0 added, 0 changed, 2 unchanged" in again.stdout
    assert "  amounts that name no currency are in EUR\n" in again.stdout
    assert run(unknown, holder="Fjordby kommune").exit_code == 2
    assert run(unknown, holder="Tekhandel AB").exit_code == 2
    (told,) = json.loads(run(unknown, "--currency", "SEK", "--dry-run", "--json").stdout)
    assert told["columns_read"]["Bedragje"] == "Value"
    assert told["read_with"][1] == "amounts that name no currency are in SEK"
    assert ColumnMapping.objects.get().columns["currency"] == "EUR"


def test_a_dry_run_shows_what_was_told_and_remembers_nothing(world: World, unknown: Path) -> None:
    result = run(unknown, *WHOLE, "--dry-run")

    assert result.exit_code == 0
    assert "2 added" in result.stdout
    assert "  columns read: Stuk=Contract number" in result.stdout
    assert nothing_is_kept()


def test_every_mistake_in_what_is_told_is_named_at_once_and_nothing_kept(
    world: World, unknown: Path, tmp_path: Path
) -> None:
    wrong = "--column", "Stuk", "--column", "Nix=Value", "--own", "us", "--currency", "kr", "--day-order", "x"

    result = run(unknown, tmp_path / "gone.csv", *wrong, "--decimal-mark", ";")

    assert (result.exit_code, result.stdout) == (2, "")
    assert [line.split(";")[0] for line in result.stderr.splitlines()] == [
        "--column: found “Stuk”",
        "--own: found “us”",
        "--currency: found “kr”",
        "--day-order: found “x”",
        "--decimal-mark: found “",
        f"{tmp_path / 'gone.csv'}: found no readable file (No such file or directory)",
        "lijst.csv: --column: found no column “Nix”",
    ]
    assert nothing_is_kept()


def test_what_the_page_refuses_is_refused_in_the_same_words_for_each_list(
    world: World, unknown: Path, file: Path
) -> None:
    result = run(unknown, file, "--own", "buyer", "--json")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [
        "lijst.csv: Choose a column for contract number.",
        "lijst.csv: Choose a column for supplier.",
        "contracts.csv: Buyer is chosen 2 times (buyer; no column, your own organisation); choose it once.",
    ]
    assert nothing_is_kept()


def test_a_mistake_in_what_is_told_is_named_beside_an_unknown_organisation(
    world: World, unknown: Path
) -> None:
    result = run(unknown, "--own", "us", holder="Nowhere kommune")

    assert (result.exit_code, result.stdout) == (2, "")
    assert [line.partition(";")[0] for line in result.stderr.splitlines()] == [
        "--own: found “us”",
        "found “Nowhere kommune”",
    ]


def test_published_notices_need_no_telling_and_say_so(world: World, file: Path, tmp_path: Path) -> None:
    notices = tmp_path / "notices.jsonl"
    notices.write_bytes(invented.lines(invented.release(invented.award("1", "Nordbyte AB"))))

    result = run(file, notices, "--currency", "SEK", "--day-order", "day first")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "notices.jsonl: found published notices (OCDS), which say themselves what each of their fields is; "
        "expected a list, or an import without --currency, --day-order\n"
    )
    assert nothing_is_kept()


def test_a_mistake_in_what_is_told_is_not_told_twice(world: World, unknown: Path) -> None:
    result = run(unknown, *COLUMNS, "--own", "us")

    assert result.stderr == "--own: found “us”; expected buyer or supplier\n"
