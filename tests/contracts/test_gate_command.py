"""`commonpurchase gate` as a program calls it: files in, verdicts out, bad input named."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from commonpurchase.contracts.commands.gate import judge_files
from commonpurchase.contracts.facts import Terms
from commonpurchase.contracts.readers import gate_files
from commonpurchase.contracts.rules import renewal
from commonpurchase.contracts.rules.gate import judge
from commonpurchase.disclosures.facts import Disclosure
from commonpurchase.entrance.cli import application
from commonpurchase.vocabulary.readers import declared

HEADER = "contract_id,buyer,supplier,title,cpv,value,currency,start_on,end_on,max_end_on,notice_on"
SAID = "supplier,brand,product_model,site_name,address,country,tier,disclosed_on"
NOTICE = date(2026, 7, 1)
OPENS = NOTICE - timedelta(days=180)
KEYS = ["contract_id", "verdict", "because", "opens_on", "notice_on", "last_update_on"]

Ask = Callable[..., Result]


def contract(
    name: str = "C-1", supplier: str = "Nordbyte AB", notice: object = NOTICE, **more: object
) -> str:
    end, maximum = more.get("end", "2026-12-31"), more.get("maximum", "")
    return (
        f"{name},Ekvik stad,{supplier},Laptops,30213100-6,1250000.50,SEK,2022-01-01,{end},{maximum},{notice}"
    )


def said(on: object, supplier: str = "Nordbyte AB") -> str:
    return f"{supplier},Lumo,L14,Delta Assembly,1 Harbour Road,CN,1,{on}"


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Run the command in a folder with the two files; further words are further options."""
    monkeypatch.chdir(tmp_path)

    def run(contracts: list[str] | bytes, disclosed: list[str] | bytes, on: object, *more: str) -> Result:
        for name, header, rows in (("c.csv", HEADER, contracts), ("d.csv", SAID, disclosed)):
            content = rows if isinstance(rows, bytes) else "\n".join([header, *rows]).encode()
            (tmp_path / name).write_bytes(content)
        words = ["gate", "--contracts", "c.csv", "--disclosures", "d.csv", "--on", str(on), *more]
        return CliRunner().invoke(application(words), words)

    return run


def verdict(result: Result) -> str:
    (one,) = json.loads(result.stdout)
    return str(one["verdict"])


def ago(days: int, before: date = NOTICE) -> date:
    return before - timedelta(days=days)


@pytest.mark.parametrize(
    ("last", "on", "expected", "status"),
    [
        (ago(10, OPENS), ago(1, OPENS), "not open", 0),
        (None, ago(1, OPENS), "not open", 0),
        (None, OPENS, "not assessable", 1),
        (ago(366, OPENS), OPENS, "fail", 1),
        (ago(365, OPENS), OPENS, "conditional", 0),
        (ago(366), OPENS, "conditional", 0),
        (ago(365), OPENS, "pass", 0),
        (OPENS, OPENS, "pass", 0),
        (ago(-1, OPENS), OPENS, "not assessable", 1),
        (ago(366), NOTICE, "fail", 1),
        (ago(365), NOTICE, "pass", 0),
        (ago(365), ago(-1), "fail", 1),
        (ago(0), ago(-365), "pass", 0),
        (None, date(9999, 12, 31), "not assessable", 1),
        (date(1900, 1, 1), date(9999, 12, 31), "fail", 1),
    ],
)
def test_the_verdict_and_the_exit_status_follow_from_the_day(
    ask: Ask, last: date | None, on: date, expected: str, status: int
) -> None:
    result = ask([contract()], [said(last)] if last else [], on, "--json")

    assert (verdict(result), result.exit_code, result.stderr) == (expected, status, "")


def test_json_is_a_list_in_input_order_with_exactly_these_keys_in_this_order(ask: Ask) -> None:
    rows = [
        contract("Ö-3"),
        contract("A-1", "Nobody AB"),
        contract("A-1", notice="", end="2026-08-01"),
        contract("Z", notice="2027-12-31"),
    ]

    result = ask(rows, [said("2026-01-10"), said("2024-01-10")], "2026-03-01", "--json")

    found = json.loads(result.stdout)
    assert [one["contract_id"] for one in found] == ["Ö-3", "A-1", "A-1", "Z"]
    assert [list(one) for one in found] == [KEYS] * 4
    assert [one["verdict"] for one in found] == ["pass", "not assessable", "pass", "not open"]
    assert found[0] | {"because": ""} == {
        "contract_id": "Ö-3",
        "verdict": "pass",
        "because": "",
        "opens_on": "2026-01-02",
        "notice_on": "2026-07-01",
        "last_update_on": "2026-01-10",
    }
    assert found[1]["last_update_on"] is None
    assert found[2]["notice_on"] == "2026-08-01"
    assert result.exit_code == 1


def because(result: Result) -> str:
    (one,) = json.loads(result.stdout)
    return str(one["because"])


def test_because_names_the_day_an_update_is_needed_by(ask: Ask) -> None:
    reason = because(ask([contract()], [said("2025-05-01")], "2026-03-01", "--json"))

    assert "is current until 1 May 2026 only; an update is needed by the notice date, 1 July 2026" in reason


def test_because_says_how_many_rows_are_old_whatever_the_verdict(ask: Ask) -> None:
    rows = [
        said("2026-02-01"),
        said("2025-03-01"),
        said("2025-02-28"),
        said("2020-01-01"),
        said("2026-03-02"),
    ]

    open_now = because(ask([contract()], rows, "2026-03-01", "--json"))
    not_open = because(ask([contract(notice="2027-07-01")], rows, "2026-03-01", "--json"))
    nothing = because(ask([contract()], [], "2026-03-01", "--json"))

    assert "has 4 rows, and 2 are older than 365 days" in open_now
    assert "has 4 rows, and 2 are older than 365 days" in not_open
    assert "has 0 rows, and 0 are older than 365 days" in nothing


def test_because_says_what_has_passed_and_that_the_end_stood_in_for_the_notice_date(ask: Ask) -> None:
    after_notice = because(ask([contract()], [], "2026-07-02", "--json"))
    after_end = because(ask([contract(notice="")], [], "2027-01-01", "--json"))

    assert "The notice date, 1 July 2026, has passed." in after_notice
    assert "The end date, 31 December 2026, has passed." in after_end
    assert "No notice date is given, so the end date, 31 December 2026, is used." in after_end


@pytest.mark.parametrize("maximum", ["", "2026-12-31", "2020-01-01", "2028-12-31"])
def test_the_maximum_end_informs_and_changes_no_verdict(ask: Ask, maximum: str) -> None:
    result = ask([contract(maximum=maximum)], [said("2026-02-01")], "2026-03-01", "--json")

    assert (verdict(result), result.exit_code) == ("pass", 0)
    assert ("new procurement" in because(result)) is (maximum in {"2026-12-31", "2020-01-01"})
    assert ("until 31 December 2028 at the latest" in because(result)) is (maximum == "2028-12-31")


def test_suppliers_match_after_trimming_and_case_folding(ask: Ask) -> None:
    result = ask(
        [contract(supplier="  STRASSE ab ")], [said("2026-02-01", "straße AB")], "2026-03-01", "--json"
    )

    assert verdict(result) == "pass"


def test_an_update_of_another_supplier_is_of_no_use(ask: Ask) -> None:
    result = ask([contract(supplier="Nordbyte")], [said("2026-02-01", "Nordbyte AB")], "2026-03-01", "--json")

    assert verdict(result) == "not assessable"


def test_both_thresholds_can_be_given(ask: Ask) -> None:
    rows = [contract()], [said(ago(30))], ago(10)

    assert verdict(ask(*rows, "--json", "--opens-days", "10")) == "pass"
    assert verdict(ask(*rows, "--json", "--opens-days", "9")) == "not open"
    assert verdict(ask(*rows, "--json", "--lifetime-days", "30")) == "pass"
    assert verdict(ask(*rows, "--json", "--lifetime-days", "29")) == "conditional"
    assert verdict(ask(*rows, "--json", "--lifetime-days", "19")) == "fail"


def test_without_them_the_declared_values_hold(ask: Ask) -> None:
    opens, lifetime = (
        declared.value(name, date(2026, 3, 1)) for name in ("gate_opens_days", "disclosure_lifetime_days")
    )
    rows = [contract()], [said("2025-05-01")], "2026-03-01", "--json"

    assert (opens, lifetime) == (180, 365)
    assert (
        ask(*rows).stdout == ask(*rows, "--opens-days", str(opens), "--lifetime-days", str(lifetime)).stdout
    )


def test_no_contracts_are_no_failure(ask: Ask) -> None:
    assert json.loads(ask([], [], "2026-03-01", "--json").stdout) == []
    assert ask([], [], "2026-03-01").stdout == "0 contracts on 1 March 2026.\n"


def test_without_json_it_reads_as_sentences_with_a_summary(ask: Ask) -> None:
    result = ask([contract(), contract("C-2", "Nobody AB")], [said("2026-02-01")], "2026-03-01")

    lines = result.stdout.splitlines()
    assert lines[0] == "C-1: PASS (Ekvik stad with Nordbyte AB, Laptops)"
    assert lines[1].startswith("  Nordbyte AB last updated its disclosed data on 1 February 2026")
    assert lines[2].startswith("C-2: NOT ASSESSABLE")
    assert lines[-1] == "2 contracts on 1 March 2026: 1 pass, 1 not assessable."
    assert result.exit_code == 1


def test_text_from_a_file_cannot_steer_the_terminal(ask: Ask) -> None:
    result = ask([contract("C\x1b[2J")], [], "2026-03-01")

    assert "\x1b" not in result.stdout
    assert "C\\x1b[2J" in result.stdout


BAD: dict[str, tuple[list[str] | bytes, list[str] | bytes, list[str]]] = {
    "end date": (
        [contract(end="31/12/2026")],
        [],
        ["c.csv, row 2, column end_on", '"31/12/2026"', "2026-03-01"],
    ),
    "no end date": ([contract(end="")], [], ["c.csv, row 2, column end_on", "an empty cell"]),
    "no such day": ([contract(notice="2026-02-30")], [], ["c.csv, row 2, column notice_on", '"2026-02-30"']),
    "maximum": ([contract(maximum="never")], [], ["c.csv, row 2, column max_end_on", '"never"']),
    "value": (
        [contract().replace("1250000.50", "about 2m")],
        [],
        ["c.csv, row 2, column value", '"about 2m"'],
    ),
    "no id": ([contract("")], [], ["c.csv, row 2, column contract_id"]),
    "no supplier": ([contract(supplier=" ")], [], ["c.csv, row 2, column supplier"]),
    "disclosed on": ([contract()], [said("last year")], ["d.csv, row 2, column disclosed_on", '"last year"']),
    "disclosed by": ([contract()], [said("2026-01-01", "")], ["d.csv, row 2, column supplier"]),
    "column": (b"contract_id,buyer,supplier\nC,B,S\n", [], ["c.csv, row 1, column end_on", "no such column"]),
    "empty": (b"", b"", ["c.csv: found no rows", "d.csv: found no rows"]),
    "encoding": (HEADER.encode() + b"\nC,B,S\xf6\n", [], ["c.csv, row 2", "0xf6", "UTF-8"]),
    "huge cell": (HEADER.encode() + b"\n" + b"x" * 300_000, [], ["c.csv, row 2", "100,000 characters"]),
    "quotes": (HEADER.encode() + b'\n"C,B,S', [], ["c.csv, row 2", "never closed"]),
    "too many cells": ([contract() + ",a,b"], [], ["c.csv, row 2", "13 cells", "at most 11"]),
    "not a table": (b"\x89PNG\r\n\x1a\n\0\0\0", [], ["c.csv, row 1", "0x89"]),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("more", [(), ("--json",)])
def test_bad_input_is_named_and_nothing_is_printed_as_a_result(
    ask: Ask, name: str, more: tuple[str, ...]
) -> None:
    contracts, disclosed, expected = BAD[name]

    result = ask(contracts, disclosed, "2026-03-01", *more)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "Traceback" not in result.stderr
    for part in expected:
        assert part in result.stderr


def test_every_bad_row_of_both_files_is_named_at_once(ask: Ask) -> None:
    contracts = [contract(), contract(end="x"), "", contract(notice="y", maximum="z"), contract("")]
    disclosed = [said("a"), said("2026-01-01"), said("b")]

    lines = ask(contracts, disclosed, "2026-03-01", "--json").stderr.splitlines()

    assert [line.split(":")[0] for line in lines] == [
        "c.csv, row 3, column end_on",
        "c.csv, row 5, column max_end_on",
        "c.csv, row 5, column notice_on",
        "c.csv, row 6, column contract_id",
        "d.csv, row 2, column disclosed_on",
        "d.csv, row 4, column disclosed_on",
    ]


def test_files_that_cannot_be_opened_are_named_together(tmp_path: Path) -> None:
    words = [
        "gate",
        "--contracts",
        str(tmp_path),
        "--disclosures",
        str(tmp_path / "none.csv"),
        "--on",
        "2026-03-01",
    ]

    result = CliRunner().invoke(application(words), words)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [
        f"{tmp_path}: found is a directory; expected a CSV file that can be read",
        f"{tmp_path / 'none.csv'}: found no such file or directory; expected a CSV file that can be read",
    ]


@pytest.mark.parametrize(
    "on", ["", "2026-3-1", "01/03/2026", "2026-02-30", "today", "20260301", "1899-12-31"]
)
def test_an_unreadable_day_is_bad_input(ask: Ask, on: str) -> None:
    result = ask([contract()], [], on, "--json")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "--on" in result.stderr


@pytest.mark.parametrize("option", ["--opens-days", "--lifetime-days"])
@pytest.mark.parametrize("value", ["-1", "1.5", "many", "99999999999999999999", "", "36526"])
def test_an_absurd_threshold_is_bad_input(ask: Ask, option: str, value: str) -> None:
    result = ask([contract()], [], "2026-03-01", "--json", option, value)

    assert (result.exit_code, result.stdout) == (2, "")
    assert option in result.stderr


@pytest.mark.parametrize("missing", ["--contracts", "--disclosures", "--on"])
def test_each_of_the_three_options_is_needed(missing: str) -> None:
    options = {"--contracts": "c.csv", "--disclosures": "d.csv", "--on": "2026-03-01"}
    words = [
        "gate",
        *(word for option, value in options.items() if option != missing for word in (option, value)),
    ]

    result = CliRunner().invoke(application(words), words)

    assert (result.exit_code, result.stdout) == (2, "")
    assert missing in result.stderr


# --- In a process of its own ------------------------------------------------------------------

WITHOUT_DJANGO = """
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"django", "allauth", "csp"}:
            raise ImportError(f"{name} was imported")
sys.meta_path.insert(0, Blocked())
from commonpurchase.contracts.commands.gate import judge_files
from commonpurchase.contracts.facts import Terms
from commonpurchase.contracts.readers import gate_files
from commonpurchase.contracts.rules.gate import judge
from commonpurchase.entrance.cli import main
main()
"""


def in_a_process(folder: Path, *more: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    words = ["gate", "--contracts", "c.csv", "--disclosures", "d.csv", "--on", "2026-03-01", *more]
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "LC_", "LANG"))
    }
    return subprocess.run(
        [sys.executable, "-c", WITHOUT_DJANGO, *words],
        cwd=folder, env=kept | environment, capture_output=True, check=False, timeout=60,
    )  # fmt: skip


def started(folder: Path, stdout: Any) -> subprocess.Popen[bytes]:
    words = ["gate", "--contracts", "c.csv", "--disclosures", "d.csv", "--on", "2026-03-01", "--json"]
    return subprocess.Popen(
        [sys.executable, "-c", "from commonpurchase.entrance.cli import main; main()", *words],
        cwd=folder, stdout=stdout, stderr=subprocess.PIPE,
    )  # fmt: skip


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_an_answer_that_cannot_be_written_is_a_sentence_and_bad_input(folder: Path) -> None:
    with Path("/dev/full").open("wb") as full, started(folder, full) as process:
        _, said = process.communicate(timeout=60)

    assert said.decode() == "The answer could not be written: no space left on device.\n"
    assert process.returncode == 2


def test_a_reader_that_leaves_early_hears_nothing_and_the_verdict_stands(folder: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with started(folder, writing) as process:
        os.close(writing)
        _, said = process.communicate(timeout=60)

    assert (process.returncode, said) == (0, b"")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "c.csv").write_text(f"{HEADER}\n{contract('Ö-1', 'Ørsta 工厂')}\n", encoding="utf-8")
    (tmp_path / "d.csv").write_text(f"{SAID}\n{said('2026-02-01', 'ørsta 工厂')}\n", encoding="utf-8")
    return tmp_path


def test_it_works_where_django_cannot_be_imported(folder: Path) -> None:
    done = in_a_process(folder, "--json")

    assert (done.returncode, done.stderr) == (0, b"")
    (one,) = json.loads(done.stdout)
    assert (one["contract_id"], one["verdict"]) == ("Ö-1", "pass")


@pytest.mark.parametrize("more", [(), ("--json",)])
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_a_terminal_that_lacks_a_letter_shows_an_escape(
    folder: Path, more: tuple[str, ...], encoding: str
) -> None:
    done = in_a_process(
        folder, *more, PYTHONIOENCODING=encoding, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", LC_ALL="C"
    )

    assert (done.returncode, done.stderr) == (0, b"")
    if more:
        (one,) = json.loads(done.stdout.decode(encoding))
        assert one["contract_id"] == "Ö-1"


def test_a_thousand_contracts_are_all_answered(ask: Ask) -> None:
    many: list[Any] = [contract(f"C-{number}", f"Supplier {number % 50}") for number in range(1000)]
    rows = [said("2026-02-01", f"Supplier {number % 50}") for number in range(5000)]

    found = json.loads(ask(many, rows, "2026-03-01", "--json").stdout)

    assert len(found) == 1000


def test_the_rows_of_a_supplier_are_gone_through_once_for_all_its_contracts(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [contract(f"C-{number}", notice=NOTICE + timedelta(days=number % 700)) for number in range(200)]
    rows = [said(NOTICE - timedelta(days=number % 700)) for number in range(1000)]
    seen: list[int] = []
    counted = renewal.known_on

    def known_on(disclosure: Disclosure, on: date) -> Disclosure:
        seen.append(len(disclosure.rows))
        return counted(disclosure, on)

    monkeypatch.setattr(renewal, "known_on", known_on)

    found = json.loads(ask(many, rows, "2026-03-01", "--json").stdout)

    assert len(found) == 200
    # Once to reduce them, once to count the old ones; every contract then looks at one row.
    assert sum(size > 1 for size in seen) <= 2


def test_each_contract_is_judged_as_if_alone_with_every_row_of_its_supplier(tmp_path: Path) -> None:
    suppliers = ["Nordbyte AB", "nordbyte ab", "Lumo", "Nobody"]
    rows = [said(ago(160 * number), suppliers[number % 3]) for number in range(-2, 9)]
    many = [
        contract(f"C-{number}", suppliers[number % 4], ago(-150 * number), maximum="2027-12-31")
        for number in range(-5, 12)
    ]
    for name, header, lines in (("c.csv", HEADER, many), ("d.csv", SAID, rows)):
        (tmp_path / name).write_text("\n".join([header, *lines]))
    contracts, _ = gate_files.read_contracts((tmp_path / "c.csv").read_bytes(), str(tmp_path / "c.csv"))
    disclosed, _ = gate_files.read_disclosures((tmp_path / "d.csv").read_bytes(), "d.csv")

    for terms in (Terms(180, 365), Terms(0, 0), Terms(400, 100)):
        judged, problems = judge_files(tmp_path / "c.csv", tmp_path / "d.csv", NOTICE, terms)
        alone = [judge(one, disclosed.by(one.supplier), NOTICE, terms) for one in contracts]
        assert ([one.gate for one in judged], problems) == (alone, ())


@pytest.mark.parametrize(
    ("duty", "reason"),
    [
        ("nej", "The contract does not oblige the supplier to update its data, so this result is advice."),
        ("onbekend", "It is not known whether the contract obliges the supplier"),
        ("maybe", 'Column update_duty: found "maybe", which is neither yes, no nor a clause'),
        ("§ 7", "The contract obliges the supplier to update its data (§ 7)."),
    ],
)
def test_the_update_duty_is_said_as_it_is_meant_and_changes_no_verdict(
    ask: Ask, duty: str, reason: str
) -> None:
    file = f"{HEADER},update_duty\n{contract()},{duty}\n".encode()

    result = ask(file, [said("2026-01-10")], "2026-03-01", "--json")

    assert reason in because(result)
    assert (verdict(result), result.exit_code) == ("pass", 0)


def test_dates_that_contradict_each_other_are_named_beside_the_verdict(ask: Ask) -> None:
    rows = [contract(notice="2027-12-01", end="2026-12-31"), contract()]

    result = ask(rows, [said("2026-01-10")], "2026-11-24", "--json")

    muddled, plain = json.loads(result.stdout)
    assert (
        "The notice date, 1 December 2027, cannot be after the end, 31 December 2026." in muddled["because"]
    )
    assert "cannot be after" not in plain["because"]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no file without an end")
def test_a_file_without_an_end_is_bad_input(folder: Path) -> None:
    (folder / "c.csv").unlink()
    (folder / "c.csv").symlink_to("/dev/zero")

    done = in_a_process(folder, "--json")

    assert (done.returncode, done.stdout) == (2, b"")
    assert b"more than 128 MiB" in done.stderr
