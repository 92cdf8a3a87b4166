"""What a person says about the columns of a list: whether it is complete, and how it is read from words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from commonpurchase.contracts.facts import DayOrder, Layout
from commonpurchase.contracts.facts import Mapping as Columns
from commonpurchase.contracts.reckoning import fields
from commonpurchase.contracts.reckoning.listed import in_short

NOT_READ = "Not read"
MARKS = {",": "a comma", ".": "a full stop"}
#: By a field's label, or by the name that it has in our own files.
_FIELDS = {
    fields.folded(NOT_READ): "",
    **{fields.folded(one.name): one.name for one in fields.FIELDS},
    **{fields.folded(one.label): one.name for one in fields.FIELDS},
}
_EXAMPLE = "“Avtalsnr=Contract number”"


@dataclass(frozen=True)
class Told:
    """What was said: field by heading, and the rest only where something was said (empty: nothing holds).

    `options` are the names under which it was said, `mistakes` what cannot be understood, in sentences.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    rest: Mapping[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    mistakes: tuple[str, ...] = ()


class Words(NamedTuple):
    """The options as they are written; None where one is left out."""

    column: Iterable[str] = ()
    own: str | None = None
    currency: str | None = None
    day_order: str | None = None
    decimal_mark: str | None = None


def understood(words: Words) -> Told:
    """What the words say, and each that says nothing."""
    columns: dict[str, str] = {}
    mistakes = []
    for written in words.column:
        heading, _, meant = (part.strip() for part in written.rpartition("="))
        if wrong := _wrong_column(written, heading, meant, columns):
            mistakes.append(f"--column: {wrong}")
        else:
            columns[heading] = _FIELDS[fields.folded(meant)]
    given = {name: " ".join(said.split()) for name, said in words._asdict().items() if isinstance(said, str)}
    rest = {name: _plain(name, said) for name, said in given.items()}
    mistakes += [_wrong(name, given[name]) for name, said in rest.items() if said and not _holds(name, said)]
    options = (*(["--column"] if words.column else []), *(f"--{name.replace('_', '-')}" for name in rest))
    return Told(columns, rest, options, tuple(mistakes))


def mapped(layout: Layout, told: Told) -> tuple[Columns, list[str]]:
    """How a table is read once it was told, and what is wrong with that for this table.

    What was not told stays as it is read now: as it was recognised, or told before.
    """
    now = dict(layout.mapping.columns)
    known = [one.heading for one in layout.columns]
    mistakes = []
    told_of: set[str] = set()
    for heading, name in told.columns.items():
        column = fields.same(heading, known)
        now[column or heading] = name
        if column is None:
            mistakes.append(f"--column: found no column “{heading}”; expected one of {in_short(known)}")
        elif column in told_of:
            mistakes.append(f"--column: {_twice(heading)}")
        told_of.add(column or heading)
    chosen = {heading: name for heading, name in now.items() if name}
    mapping = replace(layout.mapping, columns=chosen, **told.rest)
    # What could not be understood may be just what seems to be missing.
    return mapping, mistakes + ([] if told.mistakes else incomplete(mapping))


def incomplete(mapping: Columns) -> list[str]:
    """What keeps a table from being read so: a field chosen twice, or a required one not at all."""
    chosen: dict[str, list[str]] = {}
    for heading, name in mapping.columns.items():
        chosen.setdefault(name, []).append(heading)
    if mapping.own:
        chosen.setdefault(mapping.own, []).append("no column, your own organisation")
    twice = [
        f"{fields.LABELS[name]} is chosen {len(by)} times ({'; '.join(by)}); choose it once."
        for name, by in chosen.items()
        if name and len(by) > 1
    ]
    absent = [name for name in fields.REQUIRED if name not in chosen]
    return twice + [f"Choose a column for {fields.LABELS[name].lower()}." for name in absent]


def in_words(mapping: Columns, own_name: str) -> list[str]:
    """What a person said of the file as a whole."""
    return [
        *([f"the {mapping.own} is always {own_name}"] if mapping.own else []),
        *([f"amounts that name no currency are in {mapping.currency}"] if mapping.currency else []),
        *([f"where no day shows its order: {mapping.day_order}"] if mapping.day_order else []),
        *(
            [f"where no amount shows it: {MARKS[mapping.decimal_mark]} divides decimals"]
            if mapping.decimal_mark
            else []
        ),
    ]


def _wrong_column(written: str, heading: str, meant: str, before: Iterable[str]) -> str:
    if not heading or not meant:
        return f"found “{written}”; expected HEADING=FIELD, such as {_EXAMPLE}"
    if fields.folded(meant) not in _FIELDS:
        return (
            f"found the field “{meant}”; expected one of {', '.join(fields.LABELS.values())}, or {NOT_READ}"
        )
    return _twice(heading) if heading in before else ""


def _twice(heading: str) -> str:
    return f"found “{heading}” more than once; expected each heading once"


def _plain(name: str, said: str) -> str:
    if name == "decimal_mark":
        return said
    return said.upper() if name == "currency" else fields.folded(said)


def _holds(name: str, said: str) -> bool:
    if name == "currency":
        return len(said) == 3 and said.isascii() and said.isalpha()
    return said in {"own": fields.OWN_PARTIES, "day_order": [*DayOrder], "decimal_mark": MARKS}[name]


def _wrong(name: str, said: str) -> str:
    expected = {
        "own": "buyer or supplier",
        "currency": "three letters, such as SEK, NOK, GBP or EUR",
        "day_order": "day first or month first",
        "decimal_mark": "a comma or a full stop",
    }
    return f"--{name.replace('_', '-')}: found “{said}”; expected {expected[name]}"
