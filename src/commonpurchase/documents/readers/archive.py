"""Looks at a workbook's zip archive before anything parses it: sizes, overlaps, the farthest cell."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise

from commonpurchase.documents.readers import limits

#: A row or cell says where it stands: r="7" or r="XFD1048576".
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,12})([0-9]{1,12})["']""")
_CHUNK = 256 * 1024
#: Long enough for any reference that a chunk's end cuts in two.
_OVERLAP = 256
_LOCAL_HEADER = 30
_ENCRYPTED = 1

Complaint = tuple[str, str]
"""What was found, what was expected."""


def complaints(content: bytes) -> list[Complaint]:
    """Why this archive must not be parsed; empty when it may. Never unpacks more than the limit."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            return _contents(entries) or _reach(archive, entries)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        return [("a damaged or incomplete workbook", "a whole .xlsx file: save it again and upload that")]


def _contents(entries: list[zipfile.ZipInfo]) -> list[Complaint]:
    found = []
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    if len(entries) > limits.MAX_ENTRIES:
        found.append((f"{len(entries)} parts in the workbook", f"at most {limits.MAX_ENTRIES}"))
    if unpacked > limits.MAX_UNPACKED:
        found.append((f"a workbook that unpacks to {_mib(unpacked)}", f"at most {_mib(limits.MAX_UNPACKED)}"))
    elif unpacked > limits.RATIO_MATTERS_ABOVE and unpacked > packed * limits.MAX_RATIO:
        found.append((f"a workbook packed {unpacked // packed} to 1", f"at most {limits.MAX_RATIO} to 1"))
    if _overlap(entries):
        found.append(("parts of the workbook that overlap", "a workbook saved by a spreadsheet program"))
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        found.append(("a workbook locked with a password", "a workbook without a password"))
    return found


def _mib(size: int) -> str:
    return f"{size / limits.MIB:,.0f} MiB"


def _overlap(entries: list[zipfile.ZipInfo]) -> bool:
    names = [entry.filename for entry in entries]
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    return len(set(names)) < len(names) or any(
        first.header_offset + _LOCAL_HEADER + len(first.filename.encode()) + first.compress_size
        > second.header_offset
        for first, second in pairwise(ordered)
    )


def _reach(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> list[Complaint]:
    if "[Content_Types].xml" not in archive.namelist():
        return [("a zip archive that is not a workbook", "an .xlsx or .csv file")]
    found = []
    for entry in entries:
        # Any part may turn out to be a sheet; only the cells' texts speak of anything, and are passed over.
        if entry.filename != "xl/sharedStrings.xml":
            row, column = _farthest(archive, entry)
            sheet = entry.filename.rsplit("/", 1)[-1].removesuffix(".xml")
            if row > limits.MAX_ROWS:
                expected = f"at most {limits.MAX_ROWS:,} rows: delete what stands below the table"
                found.append((f"a cell in row {row:,} of {sheet}", expected))
            if column > limits.MAX_COLUMNS:
                expected = f"at most {limits.MAX_COLUMNS} columns: delete what stands right of the table"
                found.append((f"a cell in column {column:,} of {sheet}", expected))
    return found


def _farthest(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> tuple[int, int]:
    """The largest row and column that a cell stands in.

    How far a sheet declares to reach is not asked: a workbook with a format on whole columns
    honestly declares column 16,384, and the parser allocates by cells, not by declaration.
    """
    row = column = 0
    for chunk in _chunks(archive, entry):
        for letters, digits in set(_REFERENCE.findall(chunk)):
            row, column = max(row, int(digits)), max(column, _column(letters))
    return row, column


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    tail = b""
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            yield tail + chunk
            tail = chunk[-_OVERLAP:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
