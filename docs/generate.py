"""Writes docs/reference from the code: `make docs`. A test compares what lies there with what this writes."""

import importlib
import inspect
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from typer.testing import CliRunner

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "docs")]

import worked  # noqa: E402 - it lies beside this file

from commonpurchase.entrance.cli import COMMANDS, application  # noqa: E402
from commonpurchase.vocabulary.findings import Finding  # noqa: E402
from commonpurchase.vocabulary.parameters import Parameter  # noqa: E402
from commonpurchase.vocabulary.periods import in_words  # noqa: E402
from commonpurchase.vocabulary.readers import declared  # noqa: E402
from commonpurchase.vocabulary.sources import Clause  # noqa: E402

REFERENCE = ROOT / "docs" / "reference"
MADE = "Written from the code by `make docs`; change the code, not this page."
#: Which threshold a rule is given, by the name of its argument.
THRESHOLDS = {"lifetime": "disclosure_lifetime_days", "opens_days": "gate_opens_days"}

Rule = Callable[..., Finding]


def rules() -> list[Rule]:
    """Every rule of every context, in the order of its file."""
    found: list[Rule] = []
    for path in sorted((ROOT / "src" / "commonpurchase").glob("*/rules/*.py")):
        name = ".".join(path.relative_to(ROOT / "src").with_suffix("").parts)
        found += getattr(importlib.import_module(name.removesuffix(".__init__")), "RULES", [])
    return found


def rules_page() -> str:
    """Each rule with its statement, the clauses it cites, its thresholds and worked examples."""
    return "\n".join(_rules_lines())


def _rules_lines() -> Iterator[str]:
    yield from ("# Rules", "", MADE, "")
    yield (
        "A rule is a statement that can be true. It answers **met**, **not met** or **not assessable**, and "
        "because. Missing data is not assessable, never not met."
    )
    yield from ("", "## The renewal gate, worked", "")
    yield from (
        "A contract with notice date 1 July 2026 and end date 31 December 2026. Its gate opens 180 days "
        "before the notice date; data is current for 365 days.",
        "",
        "| when | verdict | because |",
        "| --- | --- | --- |",
    )
    yield from (f"| {when} | {gate.verdict} | {gate.because} |" for when, gate in worked.GATES)
    module = ""
    for rule in rules():
        if rule.__module__ != module:
            module = rule.__module__
            yield from ("", f"## {'.'.join(module.split('.')[1:])}", "", _doc(sys.modules[module]))
        yield from _rule_lines(rule)
    yield from ("", "## Dated values", "")
    yield from _parameter_lines()
    yield ""


def _rule_lines(rule: Rule) -> Iterator[str]:
    yield from ("", f"### {rule.__name__}", "", _doc(rule), "")
    for key in getattr(rule, "clauses", ()):
        yield f"- Cites [{key}](clauses.md#{_anchor(key)}): {declared.clauses()[key].says}"
    for argument in inspect.signature(rule).parameters:
        if argument in THRESHOLDS:
            yield f"- Threshold: [{THRESHOLDS[argument]}](#dated-values)"
    if rule in worked.RULES:
        yield from ("", "| for example | because |", "| --- | --- |")
        yield from (f"| {finding.verdict} | {finding.because} |" for finding in worked.RULES[rule])


def _parameter_lines() -> Iterator[str]:
    yield from ("| value | says | from | source |", "| --- | --- | --- | --- |")
    for name, parameter in sorted(declared.parameters().items()):
        yield from _value_lines(name, parameter)


def _value_lines(name: str, parameter: Parameter) -> Iterator[str]:
    for value in parameter.values:
        since = in_words(value.since)
        yield f"| `{name}`: {value.value} {parameter.unit} | {parameter.says} | {since} | {value.source} |"


def clauses_page() -> str:
    """Every clause with what puts it into practice, what is planned, or why nothing is."""
    return "\n".join(_clauses_lines())


def _clauses_lines() -> Iterator[str]:
    yield from ("# Clauses", "", MADE, "")
    yield "Every point of the texts that the rules cite, in our own words, and what became of it."
    for source in declared.sources().values():
        yield from ("", f"## {source.title}", "", f"`{source.id}`, {in_words(source.on)}.")
        for key, clause in declared.clauses().items():
            if key.startswith(f"{source.id}/"):
                yield from ("", f"### {key}", "", clause.says, "", _state(clause))
    yield ""


def _state(clause: Clause) -> str:
    if clause.no_rule:
        return f"No rule: {clause.no_rule}"
    if clause.planned:
        return f"Planned with capability {clause.planned}."
    cited = [rule for rule in rules() if clause.id in getattr(rule, "clauses", ())]
    return "In force: " + ", ".join(f"[{rule.__name__}](rules.md#{rule.__name__})" for rule in cited) + "."


def commands_page() -> str:
    """The help of every command, as the command line prints it."""
    return "\n".join(_commands_lines())


def _commands_lines() -> Iterator[str]:
    yield from ("# Commands", "", MADE, "")
    yield (
        "Exit status: 0 done, 1 a check says no, 2 bad input or nothing to work on. What a command has to "
        "say about bad input goes to standard error, and then standard output stays empty."
    )
    for name in COMMANDS:
        words = [*name.split(), "--help"]
        shown = CliRunner().invoke(application(words), words, prog_name="commonpurchase", terminal_width=96)
        yield from ("", f"## commonpurchase {name}", "", "```text", shown.stdout.strip(), "```")
    yield ""


def permissions_page() -> str:
    """Who may do what with which record, from the permission table."""
    written: str = importlib.import_module(
        "commonpurchase.sharing.writers.permissions_page"
    ).permissions_page()
    return written


def _doc(of: object) -> str:
    return " ".join((inspect.getdoc(of) or "").split())


def _anchor(heading: str) -> str:
    """How a heading becomes a link: lower case, without anything but letters, digits, - and _."""
    return "".join(letter for letter in heading.casefold() if letter.isalnum() or letter in "-_")


PAGES: dict[str, Callable[[], str]] = {
    "rules.md": rules_page,
    "clauses.md": clauses_page,
    "commands.md": commands_page,
    "permissions.md": permissions_page,
}


def main() -> None:
    """Write every page."""
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
