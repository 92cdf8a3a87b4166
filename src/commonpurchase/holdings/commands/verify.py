"""`commonpurchase verify`: a signed file checked offline, without a database."""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from commonpurchase.holdings.facts.attestations import PROVES, Answer, Credential, Outcome, Statement
from commonpurchase.holdings.readers import credentials, json_text, statements
from commonpurchase.holdings.reckoning import checks, keys, wording
from commonpurchase.holdings.rules.signatures import moment
from commonpurchase.vocabulary.places import Place, Problem

#: The clock belongs to the entrance, which lies above.
_CLOCK = "commonpurchase.entrance.clock"


def verify(
    file: Annotated[Path, typer.Argument(help="The signed file.", show_default=False)],
    *,
    on: Annotated[
        str, typer.Option(help="Judge by the end of this day (UTC) instead of now.", metavar="DATE")
    ] = "",
    status: Annotated[
        list[Path] | None,
        typer.Option(help="The issuer's status list; once for each list that the file names."),
    ] = None,
    issuer_key: Annotated[
        str, typer.Option(help="The key that you have from the issuer.", metavar="did:key:…")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Check who signed a statement, that nothing was changed, that it counts and was not taken back.

    A signature proves who said what and when it was said, not that it is true. Nothing is looked up:
    all that is needed stands in the files. Without --issuer-key the name in the file is the signer's
    own word. A file that can be taken back needs its status list, or the answer is "status not checked".

    Exit status: 0 valid, 1 not valid (it says why), 2 bad input.
    """
    at, known_key = _at(on), _known_key(issuer_key)
    credential, problems = _read(file)
    lists = [_read(path) for path in status or []]
    problems = (*problems, *(problem for _, others in lists for problem in others))
    for problem in problems:
        typer.echo(_printable(str(problem)), err=True)
    if credential is None or problems:
        raise typer.Exit(2)
    statement, unclear = statements.read(credential, str(file))
    given = [one for one, _ in lists if one]
    answer = checks.check(credential, at, lists=given, known_key=known_key, problems=unclear)
    typer.echo(_in_json(answer, statement) if as_json else "\n".join(_in_sentences(answer, statement)))
    raise typer.Exit(int(answer.outcome is not Outcome.VALID))


def _read(path: Path) -> tuple[Credential | None, tuple[Problem, ...]]:
    """The credential of a file of which never more than the limit is read."""
    try:
        with path.open("rb") as stream:
            content = stream.read(json_text.MAX_FILE + 1)
    except OSError as error:
        why = (error.strerror or "it cannot be read").lower()
        return None, (Problem(Place(str(path)), why, "a file that can be read"),)
    return credentials.read(content, str(path))


def _at(on: str) -> datetime:
    """The last moment of a day; this moment where none was given."""
    if not on.strip():
        now: datetime = import_module(_CLOCK).now()
        return now
    try:
        return datetime.combine(date.fromisoformat(on.strip()), time.max, tzinfo=UTC)
    except ValueError:
        raise typer.BadParameter(
            f"found {on!r}; expected a day such as 2026-03-01", param_hint="--on"
        ) from None


def _known_key(written: str) -> str:
    if not (did := written.strip()):
        return ""
    try:
        keys.public_key(did)
    except keys.UnreadableKeyError as wrong:
        raise typer.BadParameter(str(wrong), param_hint="--issuer-key") from None
    return did


def _in_json(answer: Answer, statement: Statement | None) -> str:
    """One object, in ASCII where the terminal or pipe cannot carry more."""
    unicode = (getattr(sys.stdout, "encoding", None) or "ascii").lower().replace("-", "") == "utf8"
    return json.dumps(_object(answer, statement), indent=2, ensure_ascii=not unicode)


def _object(answer: Answer, statement: Statement | None) -> dict[str, Any]:
    one, proof = answer.examined.credential, answer.examined.credential.proof
    told = None if answer.outcome in _UNBELIEVABLE else statement
    return {
        "verdict": answer.outcome.value,
        "because": answer.because,
        "proves": PROVES,
        "checked_for": _iso(answer.at),
        "id": one.id or None,
        "issuer": {
            "id": one.issuer.id,
            "name": one.issuer.name or None,
            "key": answer.examined.signer or None,
            "key_compared": answer.key_compared,
        },
        "signed_at": _iso(proof.created),
        "valid_from": _iso(one.valid_from),
        "valid_until": _iso(one.valid_until),
        "status": {
            "says": answer.status.standing.value,
            "because": answer.status.because,
            "listed_at": _iso(answer.status.listed_at),
        },
        "kinds": list(one.kinds),
        "says": wording.in_sentences(told) if told else None,
        "claim": told.claim.value if told else None,
        "label_class": told.label_class.value if told else None,
        "findings": [
            {"rule": finding.rule, "verdict": finding.verdict.value, "because": finding.because}
            for finding in answer.findings
        ],
    }


def _iso(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if at else None


def _in_sentences(answer: Answer, statement: Statement | None) -> Iterator[str]:
    """The verdict and its reason; what is said, by whom; and always what a signature does not prove."""
    one, proof = answer.examined.credential, answer.examined.credential.proof
    yield _printable(f"{answer.outcome.value.upper()}: {answer.because}")
    if answer.outcome in _UNBELIEVABLE:
        yield "Do not rely on what the file says, nor on the names in it."
        yield PROVES
        return
    name = f"“{one.issuer.name}”, as the signer calls itself" if one.issuer.name else "without a name"
    signed = f" on {moment(proof.created)} by the signer's clock" if proof.created else ""
    yield _printable(f"Signed{signed} with the key {answer.examined.signer} ({name}).")
    said = (
        wording.in_sentences(statement) if statement else f"a credential of the kind {', '.join(one.kinds)}"
    )
    yield _printable(f"It says: {said}")
    yield _printable(_period(one))
    if answer.status.because != answer.because:
        yield _printable(answer.status.because)
    yield PROVES


#: Where the signature does not speak for the text, the text is not repeated.
_UNBELIEVABLE = {Outcome.TAMPERED, Outcome.UNSUPPORTED, Outcome.UNKNOWN_KEY}


def _period(one: Credential) -> str:
    begins = f"from {moment(one.valid_from)}" if one.valid_from else "from no moment named"
    ends = f"until {moment(one.valid_until)}" if one.valid_until else "without an end"
    return f"It counts {begins} {ends}."


def _printable(line: str) -> str:
    """Text from a file must not steer the terminal that shows it."""
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in line)
