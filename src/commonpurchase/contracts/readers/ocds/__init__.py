"""Reads OCDS: releases compiled into processes, each award or contract with one supplier as one draft."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain

from commonpurchase.contracts.facts import Draft, ReadContracts, SetAside
from commonpurchase.contracts.readers.ocds import drafts, files, limits, releases, remarks, rows
from commonpurchase.contracts.readers.ocds.compiled import Process, compiled
from commonpurchase.contracts.readers.ocds.shape import many
from commonpurchase.vocabulary.places import Place, Problem

UNIT = "rows, each an award or contract with one supplier"


def read_ocds(content: bytes, name: str) -> ReadContracts:
    """The contracts in OCDS JSON Lines, release or record packages (compressed with gzip or not).

    Whatever the bytes are, the answer is drafts, rows set aside with reasons, or problems in
    sentences; nothing is raised. A process in which nothing is awarded yet, and a line or record
    that is no release, count as one row that is set aside.
    """
    documents = files.read(content, name)
    found = releases.read(documents)
    problems = (*documents.problems, *found.problems) or _nothing(documents, found, name)
    if problems:
        return ReadContracts(problems=problems, unit=UNIT)
    processes = compiled(found.releases)
    told = _told(processes, name)
    if isinstance(told, Problem):
        return ReadContracts(problems=(told,), unit=UNIT)
    taken, aside, repeated = told
    set_aside = (*documents.set_aside, *found.set_aside, *aside)
    return ReadContracts(
        drafts=tuple(taken),
        set_aside=set_aside,
        rows_in=len(taken) + repeated + sum(one.rows for one in set_aside),
        rows_taken=len(taken) + repeated,
        unit=UNIT,
        counts=_counts(found, processes, taken),
        notes=(*remarks.of(taken), *documents.notes[:20]),
    )


def _nothing(documents: files.Documents, found: releases.Releases, name: str) -> tuple[Problem, ...]:
    """What to say of a file that holds neither a release nor anything that was meant to be one."""
    if found.releases or found.set_aside or documents.set_aside:
        return ()
    return (Problem(Place(name), "no releases in it", files.EXPECTED),)


def _told(processes: list[Process], name: str) -> tuple[list[Draft], list[SetAside], int] | Problem:
    """The drafts, the rows set aside, and how many rows said the same as one that is a draft."""
    taken: dict[str, Draft] = {}
    aside: list[SetAside] = []
    repeated = 0
    for told in chain.from_iterable(map(_rows, processes)):
        if isinstance(told, SetAside):
            aside.append(told)
        elif told.source_key in taken:
            repeated += 1
        else:
            taken[told.source_key] = told
        if len(taken) + len(aside) + repeated > limits.MAX_ROWS:
            expected = f"at most {limits.MAX_ROWS:,}: split the file by date"
            return Problem(Place(name), "too many awards and suppliers", expected)
    return list(taken.values()), aside, repeated


def _rows(process: Process) -> Iterator[Draft | SetAside]:
    if not many(process.node, "awards") and not many(process.node, "contracts"):
        yield drafts.without_award(process)
    for agreement, suppliers in rows.of(process):
        yield from drafts.of(agreement, suppliers)


def _counts(found: releases.Releases, processes: list[Process], taken: list[Draft]) -> dict[str, int]:
    stages = Counter(str(draft.stage) for draft in taken)
    return {
        "releases": len(found.releases),
        "processes after compiling": len(processes),
        "awards": sum(len(many(one.node, "awards")) for one in processes),
        "contracts published": sum(len(many(one.node, "contracts")) for one in processes),
        "suppliers named": len({draft.supplier for draft in taken}),
        **{f"{stage}s": count for stage, count in sorted(stages.items())},
    }
