"""Bad input named by its place: file, sheet, row and column, what was found, what was expected."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Place:
    """Where in a file something stands; rows count from 1 and include the header row."""

    file: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        parts = [
            self.file,
            f"sheet {self.sheet}" if self.sheet else "",
            f"row {self.row}" if self.row else "",
            f"column {self.column}" if self.column else "",
        ]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong with a file, in words that its author can act on."""

    place: Place
    found: str
    expected: str

    def __str__(self) -> str:
        return f"{self.place}: found {self.found}; expected {self.expected}"
