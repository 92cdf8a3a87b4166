"""Small workbooks, honest and hostile, made for tests."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

from openpyxl import Workbook

FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
SHEET = "xl/worksheets/sheet1.xml"


def workbook(rows: Sequence[Sequence[object]] = (("a", "b"),), **more: Sequence[Sequence[object]]) -> bytes:
    """A workbook with the rows on its first sheet, and further sheets by name."""
    book = Workbook()
    first = book.worksheets[0]
    first.title = "Sheet"
    for row in rows:
        first.append(list(row))
    for name, lines in more.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row in lines:
            sheet.append(list(row))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def rewritten(content: bytes, changes: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """The same archive with some of its parts changed or added, packed again."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, changes[name](data) if name in changes else data)
        for name in changes.keys() - set(source.namelist()):
            target.writestr(name, changes[name](b""))
    return written.getvalue()


def one_far_cell(row: str = FAR) -> bytes:
    """Two kilobytes with a cell in A1 and one in the last corner: half a terabyte once parsed."""
    return rewritten(
        workbook(), {SHEET: lambda xml: xml.replace(b"</sheetData>", row.encode() + b"</sheetData>")}
    )


def bomb(megabytes: int) -> bytes:
    """A workbook one part of which unpacks to nothing but zeros."""
    return rewritten(workbook(), {"xl/styles.xml": lambda _: b"\0" * (megabytes * 2**20)})


def overlapping() -> bytes:
    """Two entries of the directory that point at the same bytes."""
    content = workbook()
    written = io.BytesIO(content)
    with zipfile.ZipFile(written, "a") as archive:
        twin = zipfile.ZipInfo("xl/twin.xml")
        original = archive.getinfo(SHEET)
        for field in ("header_offset", "compress_size", "file_size", "CRC", "compress_type"):
            setattr(twin, field, getattr(original, field))
        archive.filelist.append(twin)
        archive.NameToInfo[twin.filename] = twin
        archive._didModify = True  # type: ignore[attr-defined]
    return written.getvalue()
