"""What is read of a file: JSON Lines, packages, records, compressed or not, within the limits."""

import gzip
import json

import pytest

from commonpurchase.contracts.readers.ocds import limits, read_ocds
from tests.contracts.readers.ocds.invented import OCID, award, lines, read, release

A = release(award())
B = release(award("2"), ocid="ocds-inv001-2")
PACKAGE = {"uri": "https://notices.example/1", "version": "1.1", "releases": [A, B]}
RECORDS = {"records": [{"ocid": OCID, "releases": [A]}, {"ocid": "ocds-inv001-2", "compiledRelease": B}]}


@pytest.mark.parametrize(
    "content",
    [
        lines(A, B),
        lines(A, B) + b"\n\n",
        lines(A, B).replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + lines(A, B),
        gzip.compress(lines(A, B)),
        gzip.compress(lines(A) + b"\n") + gzip.compress(lines(B)),
        json.dumps(PACKAGE).encode(),
        json.dumps(PACKAGE, indent=1).encode(),
        json.dumps(RECORDS, indent=1).encode(),
        json.dumps([A, B], indent=1).encode(),
        lines(PACKAGE),
        lines({"records": [{"ocid": OCID, "releases": [A]}]}, B),
    ],
)
def test_the_same_releases_are_read_from_every_kind_of_file(content: bytes) -> None:
    found = read_ocds(content, "notices.json")

    assert not found.problems
    assert not found.set_aside
    assert [draft.source_key for draft in found.drafts] == [draft.source_key for draft in read(A, B).drafts]


def test_a_single_release_is_a_file_of_its_own() -> None:
    assert len(read_ocds(json.dumps(A, indent=2).encode(), "one.json").drafts) == 1


def test_a_line_that_is_not_json_is_set_aside_with_its_number() -> None:
    found = read_ocds(lines(A) + b'\n{"ocid": "cut of\n' + lines(B), "notices.jsonl")

    assert len(found.drafts) == 2
    (aside,) = found.set_aside
    assert aside.place.row == 2
    assert aside.reasons[0].startswith("Line 2 cannot be read: found no JSON")
    assert dict(aside.said)["begins with"] == '{"ocid": "cut of'
    assert found.adds_up


def test_a_broken_first_line_does_not_hide_the_lines_after_it() -> None:
    found = read_ocds(b'{"ocid": \n' + lines(A, B), "notices.jsonl")

    assert len(found.drafts) == 2
    assert [one.place.row for one in found.set_aside] == [1]


def test_a_number_that_json_does_not_know_is_read_as_text_and_said() -> None:
    broken = lines(A).replace(b'"amount": 5000', b'"amount":  000,"x": "a: 000, b"')

    found = read_ocds(broken, "notices.jsonl")

    assert found.drafts[0].value is None
    assert "“000”" in " ".join(found.drafts[0].notes)
    assert found.notes[-1:] == (
        "Line 1 holds a number with leading zeros, which JSON does not know; it counts as text.",
    )


def test_a_line_in_another_encoding_is_read_and_said() -> None:
    content = lines(A).replace(b"Example City", "Exämple City".encode("cp1252"))

    found = read_ocds(content, "notices.jsonl")

    assert found.drafts[0].buyer == "Exämple City"
    assert "Windows-1252" in found.notes[-1]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "an empty file"),
        (b"[]", "no releases in it"),
        (b'{"releases": []}', "no releases in it"),
        (b" \n \n", "an empty file"),
        (b"reference,buyer\n1,Example City", "no JSON"),
        (b'{\n "releases": [\n', "no JSON"),
        (gzip.compress(lines(A))[:-20], "ends too early"),
        (b"\x1f\x8bnot gzip", "damaged"),
        (b" " * (limits.MAX_FILE + 1), "the limit is 10 MiB"),
        (gzip.compress(b" " * (limits.MAX_UNPACKED + 1)), "unpacks to more than 64 MiB"),
        (b"{}\n" * (limits.MAX_RELEASES + 1), "lines"),
        (b"[\n" + b",".join([b"{}"] * (limits.MAX_RELEASES + 1)) + b"\n]", "too many releases"),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_with_a_sentence(content: bytes, found: str) -> None:
    read = read_ocds(content, "notices.json")

    assert len(read.problems) == 1
    assert found in str(read.problems[0])
    assert not read.drafts


@pytest.mark.parametrize("depth", [limits.MAX_NESTING + 1, 200_000])
def test_brackets_within_brackets_without_end_are_set_aside(depth: int) -> None:
    found = read_ocds(lines(A) + b"\n" + b'{"ocid": ' + b"[" * depth + b"]" * depth + b"}", "notices.jsonl")

    assert "levels of brackets" in found.set_aside[0].reasons[0]
    assert len(found.drafts) == 1


def test_a_number_with_an_exponent_beyond_all_reason_is_set_aside() -> None:
    found = read_ocds(lines(A) + b'\n{"ocid": 1e99999999999999999999}', "notices.jsonl")

    assert "a number that cannot be read" in found.set_aside[0].reasons[0]
    assert len(found.drafts) == 1


def test_brackets_inside_a_text_do_not_count() -> None:
    assert len(read(release(award(description='[{"\\' * 300))).drafts) == 1


def test_a_line_that_never_ends_is_set_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_LINE", 5_000)

    found = read_ocds(lines(A, release(award("2"), x="y" * 6_000), B), "notices.jsonl")

    assert "the limit is" in found.set_aside[0].reasons[0]
    assert len(found.drafts) == 2


def test_more_rows_than_anyone_reads_close_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_ROWS", 3)
    several = award("1", "A", "B", "C", "D")

    assert "too many awards" in str(read_ocds(lines(release(several)), "n.jsonl").problems[0])


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ({"url": "https://notices.example/1", "date": "2025-01-01"}, "only a link to a release"),
        ({"ocid": OCID, "versionedRelease": {}}, "only a versioned release"),
        ({"version": "1.1"}, "not a release"),
        ("text", "not a release"),
        ({"id": "1", "tender": {}}, "a release without ocid"),
        ({"ocid": None, "tender": {}}, "a release without ocid"),
    ],
)
def test_what_is_no_release_is_set_aside_and_named(value: object, kind: str) -> None:
    found = read(A, {"releases": [value]})

    assert [one.kind for one in found.set_aside] == [kind]
    assert "releases[0]" in found.set_aside[0].reasons[0]
