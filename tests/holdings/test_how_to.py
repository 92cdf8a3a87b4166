"""The page on how to answer a request runs as it is printed, and shows the states that the code has."""

import re
from contextlib import redirect_stdout
from datetime import date
from io import StringIO

from commonpurchase.holdings.facts.foi import OWNERS, TRANSITIONS, Step, Unit
from commonpurchase.holdings.readers import policy
from tests.architecture.modules import ROOT

PAGE = (ROOT / "docs" / "how-to" / "answer-a-request.md").read_text(encoding="utf-8")
TODAY = date(2026, 3, 1)
#: What each column of the table of times is about, after the law's.
COLUMNS = (Step.ANSWER, Step.EXTENSION, Step.REVIEW)


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, flags=re.DOTALL)


def test_the_example_prints_what_the_page_says() -> None:
    said = StringIO()
    with redirect_stdout(said):
        for block in blocks("python"):
            exec(block, {})

    assert [said.getvalue()] == blocks("text")


def test_the_states_are_those_of_the_code() -> None:
    rows = [f"| {state} | {OWNERS[state]} | {', '.join(onwards)} |" for state, onwards in TRANSITIONS.items()]

    assert "\n".join(rows) in PAGE


def test_every_time_to_answer_is_on_the_page_with_its_mark() -> None:
    for clock in policy.clocks(TODAY):
        [line] = [line for line in PAGE.splitlines() if line.startswith("| ") and clock.law in line]
        columns = dict(zip(COLUMNS, line.split("|")[2:5], strict=True))
        cell = columns[clock.step]

        assert clock.unit is Unit.PROMPTLY or str(clock.count) in cell
        assert clock.unit is Unit.PROMPTLY or ("not confirmed" in cell) is not clock.confirmed
