"""Parses a workbook in a process of its own: `python -m`, the bytes on standard input, JSON out.

A hostile workbook may make the parser ask for hundreds of gigabytes and abort. Here it aborts alone.
Nothing else of the workspace is loaded, macros are never run, formulas answer with their last value.
"""

import io
import json
import re
import sys
import zipfile
import zlib
from datetime import date, time, timedelta
from typing import Any

from commonpurchase.documents.readers import limits

_DAMAGED = (ValueError, OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError)
_TEXTS = "xl/sharedStrings.xml"
#: The start of a cell whose type is an error.
_ERROR = re.compile(rb"""(<(?:\w+:)?c\s[^<>]*?\bt\s*=\s*)(?:"e"|'e')""")


def main() -> None:
    """Read a workbook from standard input, write `{"sheets": …}` or `{"error": …}`."""
    _confine()
    import python_calamine  # noqa: PLC0415 - only once memory is limited

    answer: dict[str, object]
    try:
        answer = {"sheets": _sheets(python_calamine, _errors_as_text(sys.stdin.buffer.read()))}
    except python_calamine.PasswordError:
        answer = {"error": "password"}
    except (python_calamine.CalamineError, python_calamine.WorksheetNotFound, *_DAMAGED):
        answer = {"error": "damaged"}
    json.dump(answer, sys.stdout, ensure_ascii=True, separators=(",", ":"))


def _confine() -> None:
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.CHILD_MEMORY, limits.CHILD_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.CHILD_SECONDS, limits.CHILD_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _errors_as_text(content: bytes) -> bytes:
    """The same workbook with what failed formulas show (#N/A) as text, which the parser takes for empty.

    A workbook without a failed formula is answered as it came; an old .xls file always is.
    """
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        # Any part may turn out to be a sheet; only the cells' texts cannot.
        names = (one for one in source.namelist() if one.endswith(".xml") and one != _TEXTS)
        parts = ((name, source.read(name)) for name in names)
        failed = {name: part for name, part in parts if b'"e"' in part or b"'e'" in part}
        if not failed:
            return content
        return _packed(source, {name: _ERROR.sub(rb'\1"str"', part) for name, part in failed.items()})


def _packed(source: zipfile.ZipFile, changed: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as target:
        for name in source.namelist():
            target.writestr(name, changed[name] if name in changed else source.read(name))
    return written.getvalue()


def _sheets(calamine: Any, content: bytes) -> list[dict[str, object]]:
    workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [
        {"name": meta.name, "rows": _rows(workbook.get_sheet_by_name(meta.name))}
        for meta in workbook.sheets_metadata
        if meta.typ == calamine.SheetTypeEnum.WorkSheet
    ]


def _rows(sheet: Any) -> list[list[object]]:
    """Each row with something in it: its number, then its cells up to the last filled one."""
    rows = []
    for number, cells in enumerate(sheet.to_python(skip_empty_area=False, nrows=limits.MAX_ROWS + 1), 1):
        written = [_plain(cell) for cell in cells]
        while written and written[-1] is None:
            written.pop()
        if written:
            rows.append([number, *written])
    return rows


def _plain(cell: object) -> object:
    """A cell as JSON: a day is `{"d": …}` without its hour, empty is null, a whole number an integer."""
    match cell:
        case bool():
            return str(cell).upper()
        case date():
            return {"d": cell.isoformat()[:10]}
        case time() | timedelta():
            return str(cell)
        case float() if cell.is_integer():
            return int(cell)
        case str():
            return cell.strip() or None
        case _:
            return cell


if __name__ == "__main__":
    main()
