"""Reads the policy tables of `parameters/` into facts. What cannot be read is left out, and so not known."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from commonpurchase.holdings.facts.attestations import Class
from commonpurchase.holdings.facts.custody import (
    Answer,
    Caps,
    Matrix,
    MatrixRow,
    Mode,
    Question,
    Questions,
)
from commonpurchase.holdings.facts.foi import Clock, Exemption, Step, Unit
from commonpurchase.holdings.facts.register import Head
from commonpurchase.vocabulary.readers import declared

Cells = Mapping[str, Any]


def matrix(on: date) -> Matrix:
    """The holding matrix that holds on a day."""
    version = declared.tables()["holding_matrix"].at(on)
    rows = {law: _matrix_row(law, cells) for law, cells in version.rows.items()}
    return Matrix(version.version, version.source, rows)


def caps(on: date) -> Caps:
    """The caps on delivery that hold on a day."""
    version = declared.tables()["mode_caps"].at(on)
    rows = {law: _caps_row(cells) for law, cells in version.rows.items()}
    return Caps(version.version, version.source, rows)


def questions(on: date) -> Questions:
    """The ten questions of the custody statement as asked on a day, in their order."""
    version = declared.tables()["custody_questions"].at(on)
    asked = [_question(int(number), cells) for number, cells in version.rows.items()]
    return Questions(version.version, version.source, tuple(sorted(asked, key=lambda one: one.number)))


def clocks(on: date) -> tuple[Clock, ...]:
    """Every clock that holds on a day: the time to answer and, where one is set, the extension."""
    version = declared.tables()["foi_clocks"].at(on)
    return tuple(_clock(cells) for cells in version.rows.values())


def clock(law: str, on: date, step: Step = Step.ANSWER) -> Clock | None:
    """One clock of one law; None where the table has none (there is no extension, or the law is unknown)."""
    found = [one for one in clocks(on) if (one.law, one.step) == (law, step)]
    return found[0] if found else None


def exemptions(on: date) -> tuple[Exemption, ...]:
    """Every exemption to consider, as of a day."""
    version = declared.tables()["foi_exemptions"].at(on)
    return tuple(_exemption(name, cells) for name, cells in version.rows.items())


def first_day(on: date) -> date:
    """The first day that is believed of anything here; an earlier one is a slip of the year."""
    return date(declared.value("holdings_first_year", on), 1, 1)


def heads(on: date) -> tuple[Head, ...]:
    """The heads under which a public entry can say that something is withheld, as of a day."""
    version = declared.tables()["withheld_heads"].at(on)
    return tuple(
        Head(name, str(cells["title"]), str(cells["source"]), cells["confirmed"] is True)
        for name, cells in version.rows.items()
    )


def consultation_days(on: date) -> int:
    """How many working days a third party has to answer."""
    return declared.value("foi_consultation_days", on)


def _matrix_row(law: str, cells: Cells) -> MatrixRow:
    answers = {mode: _answer(cells.get(mode.name.lower())) for mode in Mode}
    return MatrixRow(
        law,
        {mode: answer for mode, answer in answers.items() if answer is not Answer.NOT_KNOWN},
        _answer(cells.get("on_behalf")),
        cells.get("notes", {}),
        confirmed=cells.get("confirmed") is True,
        source=str(cells.get("source", "")),
    )


def _answer(word: object) -> Answer:
    return next((answer for answer in Answer if answer.value == word), Answer.NOT_KNOWN)


def _caps_row(cells: Cells) -> Mapping[Class, Mode]:
    modes = {mode.name.lower(): mode for mode in Mode}
    return {one: modes[cells[one.value]] for one in Class if cells.get(one.value) in modes}


def _question(number: int, cells: Cells) -> Question:
    options, supports = tuple(cells["options"]), tuple(cells["supports"])
    return Question(number, cells["asks"], options, supports, cells.get("needs_evidence") is True)


def _clock(cells: Cells) -> Clock:
    return Clock(
        law=cells["law"],
        step=Step(cells["step"]),
        count=cells["count"],
        unit=Unit(cells["unit"]),
        calendar=cells["calendar"],
        confirmed=cells["confirmed"] is True,
        source=cells["source"],
        reason=cells.get("reason", ""),
    )


def _exemption(name: str, cells: Cells) -> Exemption:
    lists = {key: frozenset(cells.get(key, ())) for key in ("classes", "flags", "unless")}
    marks = {key: cells.get(key) is True for key in ("balance", "opinion", "neither", "confirmed")}
    return Exemption(
        id=name,
        law=cells["law"],
        head=cells["head"],
        title=cells["title"],
        questions=tuple(cells["questions"]),
        source=cells["source"],
        **cast("dict[str, Any]", {**lists, **marks}),
    )
