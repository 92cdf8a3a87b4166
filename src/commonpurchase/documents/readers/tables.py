"""The one guarded way from an uploaded file to a table: every context reads through it."""

from commonpurchase.documents.facts import Table
from commonpurchase.documents.readers import delimited, limits, workbooks
from commonpurchase.vocabulary.places import Place, Problem

EXPECTED = "an .xlsx workbook or a .csv file"
#: What other files begin with, so that the sentence can say what it is.
_KNOWN = {b"%PDF": "a PDF document", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture"}
_WORKBOOKS = (".xlsx", ".xlsm", ".xls")
_TEXTS = (".csv", ".txt", ".tsv")


def read(content: bytes, name: str) -> Table:
    """The sheets of a workbook or CSV file, cells typed, rows numbered as a spreadsheet shows them.

    Whatever the bytes are, the answer is a table or problems in sentences; nothing is raised.
    """
    refused = _refused(content, name)
    if refused:
        return Table(problems=(Problem(Place(name), refused, EXPECTED),))
    if content.startswith((workbooks.ZIP, workbooks.OLE)):
        return workbooks.read(content, name)
    return delimited.read(content, name)


def _refused(content: bytes, name: str) -> str:
    folded = name.casefold()
    if not content.strip():
        return "an empty file"
    if len(content) > limits.MAX_FILE:
        return (
            f"a file of {len(content) / limits.MIB:.1f} MiB; the limit is {limits.MAX_FILE // limits.MIB} MiB"
        )
    for start, what in _KNOWN.items():
        if content.startswith(start):
            return what
    is_workbook = content.startswith((workbooks.ZIP, workbooks.OLE))
    if folded.endswith(_WORKBOOKS) and not is_workbook:
        return "a file that is called a workbook but is none"
    if not folded.endswith((*_WORKBOOKS, *_TEXTS)):
        return "a file of another kind"
    return "a workbook that is called a text file" if folded.endswith(_TEXTS) and is_workbook else ""
