"""`commonpurchase verify` as people and programs call it: files in, a verdict and its reason out."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from commonpurchase.entrance import clock
from commonpurchase.entrance.cli import application
from commonpurchase.holdings.facts.attestations import Outcome, Party
from tests.architecture.modules import ROOT
from tests.holdings import signing
from tests.holdings.signing import LISTED, PLAIN, attested, changed, listing

PROVES = "A signature proves who said what and when it was said, not that it is true."
DAY = "2026-03-10"

Ask = Callable[..., Result]


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Run the command on a file, and a status list where one is given; further words are further options."""
    monkeypatch.chdir(tmp_path)

    def run(content: bytes, *more: str, listed: bytes | None = None, on: str = DAY) -> Result:
        (tmp_path / "a.json").write_bytes(content)
        words = ["verify", "a.json", *(["--on", on] if on else []), *more]
        if listed is not None:
            (tmp_path / "list.json").write_bytes(listed)
            words += ["--status", "list.json"]
        return CliRunner().invoke(application(words), words)

    return run


def as_json(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.mark.parametrize(
    ("on", "verdict", "status"),
    [
        ("2026-02-28", "not yet valid", 1),
        ("2026-03-01", "valid", 0),
        ("2027-02-28", "valid", 0),
        ("2027-03-01", "expired", 1),
        ("0001-01-01", "not yet valid", 1),
        ("9999-12-31", "expired", 1),
    ],
)
def test_a_day_is_judged_by_its_last_moment(ask: Ask, on: str, verdict: str, status: int) -> None:
    result = ask(attested(), "--json", on=on)

    assert (as_json(result)["verdict"], result.exit_code, result.stderr) == (verdict, status, "")


def test_without_a_day_the_entrance_says_what_time_it_is(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2027, 2, 28, 23, 59, 59, tzinfo=UTC))
    before = ask(attested(), "--json", on="")
    monkeypatch.setattr(clock, "now", lambda: datetime(2027, 3, 1, tzinfo=UTC))
    after = ask(attested(), "--json", on="")

    assert [as_json(one)["verdict"] for one in (before, after)] == ["valid", "expired"]
    assert as_json(after)["checked_for"] == "2027-03-01T00:00:00Z"


def test_a_valid_file_says_what_it_says_and_what_that_is_worth(ask: Ask) -> None:
    result = ask(attested(LISTED), listed=listing())

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "VALID: The signature fits the text: nothing was changed since it was signed. It is signed with the "
        "key that it names as its issuer's. That this key belongs to “Elektronikvakt” was not compared with "
        "anything: give the key that you have from them.",
        f"Signed on 1 March 2026, 09:00 UTC by the signer's clock with the key {signing.DID} "
        "(“Elektronikvakt”, as the signer calls itself).",
        "It says: Of Nordbyte AB, as of 1 March 2026: Every tier 1 (final assembly) site that makes Lumo L14 "
        "and Lumo Å16 has been disclosed: 7 sites in 4 countries. Last updated on 1 February 2026. It was "
        "verified by Fairwatch on 20 February 2026.",
        "It counts from 1 March 2026, 00:00 UTC until 1 March 2027, 00:00 UTC.",
        "Its issuer has not taken it back by the list of 1 March 2026, 00:00 UTC.",
        PROVES,
    ]


def test_the_key_that_one_has_from_the_issuer_is_compared(ask: Ask) -> None:
    theirs = ask(attested(), "--issuer-key", signing.DID, "--json")
    charlies = ask(attested(), "--issuer-key", signing.CHARLIE, "--json")

    assert (as_json(theirs)["verdict"], theirs.exit_code) == ("valid", 0)
    assert as_json(theirs)["issuer"]["key_compared"] is True
    assert "that you gave for its issuer" in as_json(theirs)["because"]
    assert (as_json(charlies)["verdict"], charlies.exit_code) == ("unknown issuer key", 1)
    assert signing.CHARLIE in as_json(charlies)["because"]


def test_charlie_under_the_issuers_name_is_told_from_it_by_the_key(ask: Ask) -> None:
    own = replace(PLAIN, issuer=Party(PLAIN.issuer.name, signing.CHARLIE))
    content = attested(own, seed=signing.CHARLIES_SEED)

    result = ask(content, "--issuer-key", signing.DID)

    assert result.exit_code == 1
    assert result.stdout.startswith("UNKNOWN ISSUER KEY")
    assert "Nordbyte" not in result.stdout


@pytest.mark.parametrize(
    ("revoked", "verdict", "says"),
    [
        ((), "valid", "not taken back"),
        ((42,), "revoked", "taken back"),
        ((41, 43), "valid", "not taken back"),
    ],
)
def test_the_issuers_list_says_whether_it_was_taken_back(
    ask: Ask, revoked: tuple[int, ...], verdict: str, says: str
) -> None:
    found = as_json(ask(attested(LISTED), "--json", listed=listing(*revoked)))

    assert (found["verdict"], found["status"]["says"]) == (verdict, says)
    assert found["status"]["listed_at"] == "2026-03-01T00:00:00Z"


def test_without_its_list_a_file_that_can_be_taken_back_is_not_called_valid(ask: Ask) -> None:
    result = ask(attested(LISTED), "--json")
    found = as_json(result)

    assert (found["verdict"], found["status"]["says"], result.exit_code) == (
        "status not checked", "not checked", 1,
    )  # fmt: skip
    assert signing.LIST_ID in found["because"]
    assert "was not given" in found["because"]


def test_a_file_that_names_no_list_needs_none(ask: Ask) -> None:
    assert as_json(ask(attested(), "--json"))["status"]["says"] == "cannot be taken back"


def test_several_lists_can_be_given(ask: Ask, tmp_path: Path) -> None:
    other = signing.signed_again(listing(), lambda one: one.update(id="https://vakt.example/status/9"))
    (tmp_path / "other.json").write_bytes(other)

    result = ask(attested(LISTED), "--status", "other.json", "--json", listed=listing(42))

    assert as_json(result)["verdict"] == "revoked"


def test_of_a_changed_file_nothing_is_repeated(ask: Ask) -> None:
    content = changed(attested(), lambda one: one["issuer"].update(name="Fairwatch and everybody"))

    said, told = ask(content), as_json(ask(content, "--json"))

    assert said.stdout.splitlines() == [
        "TAMPERED: The signature does not fit the text: something was changed after it was signed.",
        "Do not rely on what the file says, nor on the names in it.",
        PROVES,
    ]
    assert (told["says"], told["claim"], told["label_class"]) == (None, None, None)


@pytest.mark.parametrize("words", [[], ["--json"]])
@pytest.mark.parametrize("on", ["2026-02-01", DAY, "2028-01-01"])
@pytest.mark.parametrize(
    "content", [attested(), attested(LISTED), changed(attested(), lambda one: one.update(x=1))]
)
def test_every_answer_says_that_a_signature_does_not_prove_truth(
    ask: Ask, content: bytes, on: str, words: list[str]
) -> None:
    result = ask(content, *words, on=on)

    assert PROVES in result.stdout
    assert not set("✓✔✅☑🟢") & set(result.stdout)


def test_json_says_all_of_it(ask: Ask) -> None:
    found = as_json(ask(attested(LISTED), "--json", listed=listing()))

    assert list(found) == [
        "verdict", "because", "proves", "checked_for", "id", "issuer", "signed_at", "valid_from",
        "valid_until", "status", "kinds", "says", "claim", "label_class", "findings",
    ]  # fmt: skip
    assert found["proves"] == PROVES
    assert found["claim"] == "all-sites-disclosed"
    assert found["label_class"] == "C4"
    assert found["issuer"] == {
        "id": signing.DID, "name": "Elektronikvakt", "key": signing.DID, "key_compared": False,
    }  # fmt: skip
    assert {one["verdict"] for one in found["findings"]} == {"met"}


def test_every_mistake_is_named_by_its_place_and_nothing_else_is_said(ask: Ask) -> None:
    def spoil(one: Any) -> None:
        one["validUntil"] = "soon"
        one["issuer"]["id"] = 7
        one["proof"]["proofValue"] = "z0"
        del one["proof"]["proofPurpose"]

    result = ask(changed(attested(), spoil), "--json", listed=b"{}")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [
        "a.json: found 7 at issuer.id; expected text",
        "a.json: found nothing at proof.proofPurpose; expected text",
        "a.json: found the character “0” at proof.proofValue; expected base58: letters and digits without "
        "0, O, I and l",
        "a.json: found “soon” at validUntil; expected a moment such as 2026-03-01T09:00:00Z",
        "list.json: found JSON that is no verifiable credential; expected a signed credential in JSON",
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "a.json, row 1: found no JSON"),
        (b'{\n"a": 1,\n}', "a.json, row 3: found no JSON"),
        (b'{\n"a": "\xff"}', "a.json, row 2: found bytes that are not UTF-8"),
        (b"PK\x03\x04", "found no JSON"),
        (b" " * (2**20 + 1), "found a file of 1,048,577 bytes; expected at most 1,048,576"),
        (b'{"a": [{"b": 1, "b": 2}]}', "found the name “b” more than once at a[0]"),
        (b"[" * 200 + b"]" * 200, "more than 40 levels of brackets"),
        (b'{"a": 1e400, "b": 12345678901234567890}', "found the number 12345678901234567890 at b"),
    ],
)
def test_a_file_that_cannot_be_read_is_bad_input(ask: Ask, content: bytes, says: str) -> None:
    result = ask(content)

    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr


def test_a_file_that_is_not_there_is_bad_input(tmp_path: Path) -> None:
    for path in (tmp_path / "none.json", tmp_path):
        words = ["verify", str(path), "--on", DAY]

        result = CliRunner().invoke(application(words), words)

        assert (result.exit_code, result.stdout) == (2, "")
        assert "expected a file that can be read" in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["--on", "10.3.2026"], ["--on", "soon"], ["--issuer-key", "Elektronikvakt"],
        ["--issuer-key", "did:web:vakt.example"], ["--issuer-key", signing.DID[:-1]],
    ],
)  # fmt: skip
def test_an_option_that_cannot_be_read_is_bad_input(ask: Ask, words: list[str]) -> None:
    result = ask(attested(), *words, on="" if "--on" in words else DAY)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "expected" in result.stderr


def test_text_from_a_file_does_not_steer_the_terminal(ask: Ask) -> None:
    nasty = replace(PLAIN, issuer=Party("Vakt\x1b[2J\u202e\nVALID", signing.DID))

    for result in (
        ask(attested(nasty)),
        ask(changed(attested(nasty), lambda one: one.update(type=["\x1b[2J"]))),
    ):
        assert not {"\x1b", "\u202e"} & set(result.output)
    assert len(ask(attested(nasty)).stdout.splitlines()) == 6


def test_it_runs_without_django_and_without_a_network(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(attested())
    script = (
        "import socket, sys\n"
        "def refuse(*_): raise AssertionError('the network was asked')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        "sys.modules['django'] = None\n"
        "from commonpurchase.entrance.cli import main\n"
        "main()\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", script, "verify", "a.json", "--on", DAY],
        cwd=tmp_path, env={**os.environ, "DJANGO_SETTINGS_MODULE": ""},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, "")
    assert PROVES in done.stdout


def test_the_guide_explains_every_verdict_with_its_exit_status() -> None:
    guide = (ROOT / "docs" / "how-to" / "verify-an-attestation.md").read_text(encoding="utf-8")
    rows = [line for line in guide.splitlines() if line.startswith("| **")]
    told = {word: int(row.split("|")[-2]) for row in rows for word in re.findall(r"\*\*([a-z ]+)\*\*", row)}

    assert told == {one.value: int(one is not Outcome.VALID) for one in Outcome}
    assert PROVES.removeprefix("A signature ").rstrip(".") in guide
