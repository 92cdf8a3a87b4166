"""Sizes: the stops fail the build, the targets are printed (`pytest -s tests/architecture/test_sizes.py`)."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

import pytest

from tests.architecture.modules import PACKAGE, ROOT

FILE_STOP, TEST_FILE_STOP, RULE_FILE_STOP, FUNCTION_STOP = 400, 600, 120, 50
FUNCTION_MEDIAN_STOP = 8
#: Files that may be longer, each with its reason.
LONGER = {
    "src/commonpurchase/sharing/rules/predicates.py": (
        "the alphabet of one table: predicates of one or two lines each, read beside permissions.py"
    ),
}

BRANCHES = (
    ast.If, ast.For, ast.While, ast.ExceptHandler, ast.IfExp, ast.BoolOp, ast.comprehension, ast.match_case,
)  # fmt: skip


@dataclass(frozen=True)
class Function:
    name: str
    lines: int
    branches: int
    documented: bool
    public: bool


def sources(folder: Path) -> list[Path]:
    skipped = {"migrations", "vendor", "static"}
    return [path for path in sorted(folder.rglob("*.py")) if not skipped & set(path.parts)]


def lines(path: Path) -> int:
    return path.read_text().count("\n")


def functions(folder: Path) -> Iterator[Function]:
    for path in sources(folder):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield Function(
                    name=f"{path.relative_to(ROOT)}:{node.name}",
                    lines=(node.end_lineno or node.lineno) - node.lineno + 1,
                    branches=1 + sum(isinstance(inner, BRANCHES) for inner in ast.walk(node)),
                    documented=ast.get_docstring(node) is not None,
                    public=not node.name.startswith("_"),
                )


def share(values: list[int], part: float) -> int:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(part * (len(ordered) - 1)))]


@pytest.mark.parametrize(
    ("folder", "stop"),
    [(PACKAGE, FILE_STOP), (ROOT / "tests", TEST_FILE_STOP), (ROOT / "docs", FILE_STOP)],
    ids=["src", "tests", "docs"],
)
def test_no_file_is_too_long_to_read_at_one_sitting(folder: Path, stop: int) -> None:
    found = {str(path.relative_to(ROOT)): lines(path) for path in sources(folder)}

    assert {name: size for name, size in found.items() if size > stop and name not in LONGER} == {}


def test_a_file_of_rules_fits_on_two_screens() -> None:
    found = {str(path.relative_to(ROOT)): lines(path) for path in PACKAGE.glob("*/rules/*.py")}

    assert {name: size for name, size in found.items() if size > RULE_FILE_STOP and name not in LONGER} == {}


def test_no_function_is_too_long_and_most_are_short() -> None:
    found = list(functions(PACKAGE))

    assert {one.name: one.lines for one in found if one.lines > FUNCTION_STOP} == {}
    assert median(one.lines for one in found) <= FUNCTION_MEDIAN_STOP


def test_the_largest_template_still_fits_on_a_few_screens() -> None:
    found = {str(path.relative_to(ROOT)): path.read_text().count("\n") for path in PACKAGE.rglob("*.html")}

    assert {name: size for name, size in found.items() if size > 150} == {}


def test_an_exception_is_only_made_for_a_file_that_needs_it() -> None:
    assert {name for name in LONGER if lines(ROOT / name) <= RULE_FILE_STOP} == set()


def test_the_figures_are_printed() -> None:
    files = [lines(path) for path in sources(PACKAGE) if path.read_text().strip()]
    found = list(functions(PACKAGE))
    test_lines = sum(lines(path) for path in sources(ROOT / "tests"))
    figures = {
        "file median (40-80)": median(files),
        "file 95 % (250)": share(files, 0.95),
        "function median (8)": median(one.lines for one in found),
        "function 95 % (30)": share([one.lines for one in found], 0.95),
        "branches mean (2.5)": round(mean(one.branches for one in found), 1),
        "public functions with docstring": f"{mean(one.documented for one in found if one.public):.0%}",
        "test lines for a line of code (1.4-2.0)": round(test_lines / sum(files), 2),
    }

    print("".join(f"\n{name:42}{figure}" for name, figure in figures.items()))  # noqa: T201 - for people

    assert figures
