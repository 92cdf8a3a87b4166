"""XLSX, XLSM and XLS: the archive is looked at first, then a confined child parses it."""

import json
import os
import subprocess
import sys
from datetime import date
from typing import Any

from commonpurchase.documents.facts import Cell, Line, Sheet, Table
from commonpurchase.documents.readers import archive, limits
from commonpurchase.vocabulary.places import Place, Problem

ZIP = b"PK"
#: The container of old .xls files, and of every workbook locked with a password.
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_LOCKED = "EncryptedPackage".encode("utf-16-le")

PASSWORD = ("a workbook locked with a password", "a workbook without a password")
DAMAGED = ("a damaged or incomplete workbook", "a whole .xlsx file: save it again and upload that")
TOO_MUCH = (
    "a workbook that needs more memory or time than we allow",
    "an ordinary table: copy it to a new workbook and upload that",
)


def read(content: bytes, name: str) -> Table:
    """The sheets of a workbook, or why it cannot be read."""
    if content.startswith(OLE) and _LOCKED in content:
        return _closed(name, [PASSWORD])
    found = archive.complaints(content) if content.startswith(ZIP) else []
    if found:
        return _closed(name, found)
    answer = _parsed(content)
    if "error" in answer:
        return _closed(name, [answer["error"]])
    sheets = tuple(_sheet(sheet) for sheet in answer["sheets"])
    return _within_limits(name, sheets)


def _closed(name: str, complaints: list[archive.Complaint]) -> Table:
    return Table(problems=tuple(Problem(Place(name), found, expected) for found, expected in complaints))


def _parsed(content: bytes) -> dict[str, Any]:
    command = [sys.executable, "-I", "-m", "commonpurchase.documents.readers.child"]
    # Nothing of our own environment (the secret key, say) reaches the process that parses.
    environment = {name: os.environ[name] for name in ("SYSTEMROOT", "PATH") if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no shell
            command,
            input=content,
            capture_output=True,
            timeout=limits.CHILD_PATIENCE,
            check=True,
            env=environment,
        )
        answer: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        return {"error": TOO_MUCH}
    if "error" in answer:
        return {"error": PASSWORD if answer["error"] == "password" else DAMAGED}
    return answer


def _sheet(sheet: dict[str, Any]) -> Sheet:
    lines = (Line(number, tuple(map(_cell, cells))) for number, *cells in sheet["rows"])
    return Sheet(sheet["name"], tuple(lines))


def _cell(cell: Any) -> Cell:
    return date.fromisoformat(cell["d"]) if isinstance(cell, dict) else cell


def _within_limits(name: str, sheets: tuple[Sheet, ...]) -> Table:
    """Old .xls files declare nothing to look at beforehand, so what was read is measured too."""
    problems = []
    for sheet in sheets:
        if sheet.lines and sheet.lines[-1].number > limits.MAX_ROWS:
            place = Place(name, sheet.name)
            problems.append(Problem(place, "more rows", f"at most {limits.MAX_ROWS:,} rows"))
        if max((len(line.cells) for line in sheet.lines), default=0) > limits.MAX_COLUMNS:
            place = Place(name, sheet.name)
            problems.append(Problem(place, "more columns", f"at most {limits.MAX_COLUMNS} columns"))
    return Table(() if problems else sheets, tuple(problems))
