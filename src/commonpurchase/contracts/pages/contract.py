"""One contract: its gate as a sentence with its parts, its timeline, its decisions."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commonpurchase.contracts.facts import Contract, DateKind, GateVerdict, LetterKind
from commonpurchase.contracts.pictures.timeline import in_a_sentence, timeline
from commonpurchase.contracts.queries import contracts, decisions, letters
from commonpurchase.contracts.reckoning.timeline import moments
from commonpurchase.contracts.rules.renewal import rows_of_models
from commonpurchase.contracts.writers import letters as words
from commonpurchase.disclosures.facts import Disclosure
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Permission

SHOWN_ROWS = 20
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@gate.needs(Permission.SEE)
def one(request: HttpRequest, key: UUID) -> HttpResponse:
    """A contract as of today, or as of the day in the address."""
    viewer = gate.viewer_of(request)
    today = viewer.at.date()
    on, wrong = _day(request.GET.get("on", ""), today)
    line = contracts.opened(viewer, key, on)
    points = moments(line.contract, line.gate, contracts.terms(on), on, today=today)
    context = {
        "line": line,
        "contract": line.contract,
        "gate": line.gate,
        "on": on,
        "wrong_day": wrong,
        "as_of_another_day": on != today,
        "dates": [(kind, name, getattr(line.contract, field)) for kind, field, name in DATES],
        "moments": points,
        "timeline": timeline(points, "Timeline of this contract", "timeline"),
        "timeline_sentence": in_a_sentence(points),
        "decisions": decisions.of_contract(viewer, key),
        **_disclosed(line.contract, contracts.disclosed_for(viewer, key, on)),
        "holder": contracts.holder(viewer, key),
        "may_change": contracts.may_change(viewer, key),
        "decides": contracts.decider_of(viewer, key),
        "may_decide": line.gate.verdict is not GateVerdict.NOT_OPEN,
    }
    return render(request, "contracts/one.html", context)


DATES = (
    (DateKind.START, "start", "Start"),
    (DateKind.NOTICE, "notice", "Notice date"),
    (DateKind.END, "end", "End"),
    (DateKind.MAXIMUM_END, "maximum_end", "Latest possible end"),
)


@gate.needs(Permission.SEE)
def letter(request: HttpRequest, key: UUID, kind: str) -> HttpResponse:
    """The letter as a Word document; only the kinds that the gate offers."""
    asked = letters.letter(gate.viewer_of(request), key, LetterKind(kind))
    response = HttpResponse(words.write(asked, LetterKind(kind)), content_type=WORD)
    language = words.language_of(asked.recipient)
    response["Content-Disposition"] = f'attachment; filename="letter-{kind}-{language}.docx"'
    return response


@gate.needs(Permission.SEE)
def decision(request: HttpRequest, key: UUID) -> HttpResponse:
    """A decision with what it rested on, judged again from the same inputs."""
    replay = decisions.replayed(gate.viewer_of(request), key)
    return render(request, "contracts/decision.html", {"replay": replay})


def _disclosed(contract: Contract, disclosure: Disclosure) -> dict[str, object]:
    """The rows of the models that the contract buys; all rows, up to a page's worth, if it names none."""
    bought = rows_of_models(contract, disclosure)
    return {"disclosure": disclosure, "rows": bought or disclosure.rows[:SHOWN_ROWS], "bought": bool(bought)}


def _day(text: str, today: date) -> tuple[date, str]:
    """The day asked for, or today with what was wrong about it."""
    try:
        day = date.fromisoformat(text) if text else today
    except ValueError:
        day = date.min
    if date(1900, 1, 1) <= day < date.max:
        return day, ""
    return today, f"“{text}” is not a day; expected one such as {today:%Y-%m-%d}. Shown as of today."
