"""`commonpurchase gate`: the renewal gate of every contract in a file, without a database."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from commonpurchase.contracts.commands import printing
from commonpurchase.contracts.facts import Contract, Gate, GateVerdict, Terms
from commonpurchase.contracts.readers import gate_files
from commonpurchase.contracts.readers.gate_files import cells
from commonpurchase.contracts.reckoning.order import out_of_order
from commonpurchase.contracts.rules import outcome, renewal
from commonpurchase.contracts.rules.gate import judge
from commonpurchase.disclosures.facts import Disclosure
from commonpurchase.documents.readers.limits import MIB
from commonpurchase.vocabulary.findings import Finding
from commonpurchase.vocabulary.periods import in_words
from commonpurchase.vocabulary.places import Place, Problem
from commonpurchase.vocabulary.readers import declared

A_CENTURY = 36_525
#: Far above any list of contracts, and little enough for every machine.
MOST = 128 * MIB
NO_CONTRACTS: tuple[Contract, ...] = ()
STOPPED = {GateVerdict.FAIL, GateVerdict.NOT_ASSESSABLE}

Facts = TypeVar("Facts")
Read = tuple[Facts, gate_files.Problems]


@dataclass(frozen=True)
class Judged:
    """A contract with what its gate says."""

    contract: Contract
    gate: Gate


def gate(  # noqa: PLR0913 - one for each option of the command line
    *,
    contracts: Annotated[Path, typer.Option(help="CSV file of contracts.")],
    disclosures: Annotated[Path, typer.Option(help="CSV file of what suppliers have disclosed.")],
    on: Annotated[str, typer.Option(help="The day to judge on, such as 2026-03-01.", metavar="DATE")],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON, one object for each contract.")
    ] = False,
    opens_days: Annotated[
        int | None,
        typer.Option(min=0, max=A_CENTURY, help="The gate opens this long before the notice date."),
    ] = None,
    lifetime_days: Annotated[
        int | None,
        typer.Option(min=0, max=A_CENTURY, help="An update is current up to and including this age."),
    ] = None,
) -> None:
    """Say for each contract whether what its supplier disclosed is current enough to renew it.

    Exit status: 0 when nothing fails, 1 when a contract fails or is not assessable, 2 on bad input.
    """
    day = _day(on)
    judged, problems = judge_files(contracts, disclosures, day, _terms(day, opens_days, lifetime_days))
    for problem in problems:
        typer.echo(str(problem), err=True)
    if problems:
        raise typer.Exit(2)
    printing.say(_in_json(judged) if as_json else "\n".join(_in_sentences(judged, day)))
    raise typer.Exit(int(any(one.gate.verdict in STOPPED for one in judged)))


def judge_files(contracts: Path, disclosures: Path, on: date, terms: Terms) -> Read[list[Judged]]:
    """The gate of every contract in the order of its file; or none, and all that is wrong with both files."""
    known, problems = _read(contracts, gate_files.read_contracts, NO_CONTRACTS)
    disclosed, others = _read(disclosures, gate_files.read_disclosures, gate_files.Disclosed())
    if problems or others:
        return [], problems + others
    return list(_judged(known, disclosed, on, terms)), ()


def _judged(
    contracts: Iterable[Contract], disclosed: gate_files.Disclosed, on: date, terms: Terms
) -> Iterator[Judged]:
    """Each contract with its gate; the rows of a supplier are gone through once, not once a contract."""
    known: dict[str, tuple[Disclosure, Finding]] = {}
    for one in contracts:
        if one.supplier not in known:
            known[one.supplier] = _latest_and_old(disclosed.by(one.supplier), on, terms)
        latest, old = known[one.supplier]
        gate = judge(one, latest, on, terms)
        found = {finding.rule: finding for finding in gate.findings} | {old.rule: old}
        yield Judged(one, replace(gate, because=outcome.because(found), findings=tuple(found.values())))


def _latest_and_old(disclosure: Disclosure, on: date, terms: Terms) -> tuple[Disclosure, Finding]:
    """The latest row that is known on the day, and what must be said of all rows.

    Contracts in a file list no product models, so only the rule that counts rows needs every one of
    them, and no contract has a say in its answer. All other rules ask for the latest day.
    """
    known = renewal.known_on(disclosure, on)
    rule = renewal.no_row_is_older_than_the_lifetime
    old = rule(known, on, timedelta(days=terms.lifetime_days))
    latest = max(known.rows, key=lambda row: row.disclosed_on, default=None)
    return replace(known, rows=(latest,) if latest else ()), replace(old, rule=rule.__name__)


def _read(path: Path, reader: Callable[[bytes, str], Read[Facts]], nothing: Facts) -> Read[Facts]:
    try:
        with path.open("rb") as file:
            content = file.read(MOST + 1)
    except OSError as error:
        why = (error.strerror or "it cannot be read").lower()
        return nothing, (Problem(Place(str(path)), why, "a CSV file that can be read"),)
    if len(content) > MOST:
        most = f"at most {MOST // MIB} MiB"
        return nothing, (Problem(Place(str(path)), f"more than {MOST // MIB} MiB", most),)
    return reader(content, str(path))


def _day(written: str) -> date:
    try:
        return cells.day(written.strip())
    except cells.UnreadableError as unreadable:
        raise typer.BadParameter(f"found {written!r}; expected {unreadable}", param_hint="--on") from None


def _terms(on: date, opens_days: int | None, lifetime_days: int | None) -> Terms:
    """The thresholds that were given; where none was, the value that holds on the day."""
    return Terms(
        declared.value("gate_opens_days", on) if opens_days is None else opens_days,
        declared.value("disclosure_lifetime_days", on) if lifetime_days is None else lifetime_days,
    )


def _in_json(judged: list[Judged]) -> str:
    """A list in input order, in ASCII where the terminal or pipe cannot carry more."""
    unicode = (getattr(sys.stdout, "encoding", None) or "ascii").lower().replace("-", "") == "utf8"
    return json.dumps([_object(one) for one in judged], indent=2, ensure_ascii=not unicode)


def _object(one: Judged) -> dict[str, str | None]:
    last = one.gate.last_update_on
    return {
        "contract_id": one.contract.reference,
        "verdict": one.gate.verdict.value,
        "because": _because(one),
        "opens_on": one.gate.opens_on.isoformat(),
        "notice_on": one.gate.notice_on.isoformat(),
        "last_update_on": last.isoformat() if last else None,
    }


def _because(one: Judged) -> str:
    """The reasons, how a cell was read, which dates contradict each other, then what must be done by when."""
    todo = (f"By {action.by}: {action.what}" for action in one.gate.actions)
    return " ".join((one.gate.because, *one.contract.notes, *out_of_order(one.contract), *todo))


def _in_sentences(judged: list[Judged], on: date) -> Iterator[str]:
    for one in judged:
        of = f"{one.contract.buyer} with {one.contract.supplier}"
        title = f", {one.contract.title}" if one.contract.title else ""
        yield _printable(f"{one.contract.reference}: {one.gate.verdict.value.upper()} ({of}{title})")
        yield _printable(f"  {_because(one)}")
    yield _summary(judged, on)


def _summary(judged: list[Judged], on: date) -> str:
    counts = Counter(one.gate.verdict for one in judged)
    parts = ", ".join(f"{counts[verdict]} {verdict.value}" for verdict in GateVerdict if counts[verdict])
    contracts = "1 contract" if len(judged) == 1 else f"{len(judged)} contracts"
    return f"{contracts} on {in_words(on)}{': ' if parts else ''}{parts}."


def _printable(line: str) -> str:
    """Text from a file must not steer the terminal that shows it."""
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in line)
