"""The update duty as people write it: yes, no, not known or the clause, alike on pages and in commands."""

import re
import unicodedata
from dataclasses import dataclass, field

from commonpurchase.contracts.facts import Duty, UpdateDuty

#: English; Swedish, Norwegian and Danish; Dutch and German; Finnish. Compared without case and punctuation.
_ANSWERS = {
    Duty.CLAUSE: """
        clause, yes, y, true, x, 1, ✓, ✔; ja, j, sant, sann, sandt, klausul; waar, wahr, clausule, klausel;
        kyllä, k, tosi
        """,
    Duty.NONE: """
        none, no, n, false, 0, nil, no clause, no duty; nej, nei, ingen, inget, inga, intet, falskt, usant,
        usann, falsk; nee, geen, onwaar, nein, kein, keine, keiner, falsch; ei, ei ole, epätosi
        """,
    Duty.UNKNOWN: """
        unknown, not known, unclear, unsure, don t know, no idea, no info, no information, missing, n a, na,
        not applicable, does not apply, tbd, tbc, tba, to be confirmed, to be decided, to be determined, to be
        checked, pending, blank, empty, null; okänt, okänd, oklart, vet ej, vet inte, ingen aning, ingen
        uppgift, ingen information, uppgift saknas, saknas, ej tillämpligt, ukjent, ukjend, ukendt, uklart,
        vet ikke, ved ikke, mangler, ikke aktuelt, i u; onbekend, niet bekend, geen idee, geen informatie,
        onduidelijk, weet niet, ontbreekt, niet van toepassing, nvt, n v t, unbekannt, unklar, k a, fehlt; ei
        tiedossa, tuntematon
        """,
}


def _folded(written: str) -> str:
    """What is compared: no case, no punctuation; letters keep their marks."""
    return " ".join(re.sub(r"[^\w✓✔]+|_", " ", unicodedata.normalize("NFKC", written).casefold()).split())


_DUTY = {_folded(word): duty for duty, words in _ANSWERS.items() for word in re.split(r"[,;]", words)}
#: What a reference to a clause, or its own words, cannot well do without, in the same languages.
_CLAUSE = re.compile(
    r"§|¶|clause|section|article|paragra|\bpara\b|annex|appendi|schedule|attachment|exhibit|chapter"
    r"|klausul|avsnitt|punkt|bilag|kapitel|stycke|villkor|vedlegg|artikkel|kapittel|vilkår|afsnit"
    r"|clausule|artikel|bijlage|hoofdstuk|klausel|abschnitt|anlage|anhang|ziffer|bestimmung"
    r"|kohta|liite|pykälä|luku"
    # A number such as 7, 12b or 7.2.1; a year or a day is none.
    r"|^(?:(?:no|nr)\b\.?\s*)?\d{1,3}[a-z]?$|(?<![\d.-])\d{1,3}(?:\.\d{1,3})+(?![\d-])"
    # The words of the duty itself.
    r"|updat|uppdater|oppdater|opdater|bijwerk|actualis|aktualis|päivit",
)
_ROMAN = re.compile(r"[IVXLC]{2,}(?:\.\w+)*")
#: Where one of these stands, it is not sure that there is a clause: “the contract has no clause”, “§ TBD”.
_UNSURE = frozenset(
    word
    for line in (
        "no not none never without nothing neither nor lacks lacking missing absent deleted removed",
        "refused refuses declined denied inte ej ingen inget inga saknar saknas utan aldrig ikke ikkje",
        "uten uden mangler aldri intet niet geen zonder ontbreekt nooit nicht kein keine keinen keiner",
        "ohne fehlt ei eikä ilman puuttuu maybe perhaps probably possibly likely ask check kanske",
        "troligen fråga kolla kanskje trolig sannsynligvis spør sjekk misschien waarschijnlijk vraag",
        "nagaan vielleicht wahrscheinlich unclear unknown unsure tbd tbc tba pending awaiting await",
        "review legal lawyer confirm oklart okänt utredning utreds utredes jurist juridik uklart ukjent",
        "avventer onduidelijk onbekend juridisch unklar unbekannt offen",
    )
    for word in line.split()
)
#: “No. 7” and “No later than in March …” are no answers.
_NO_ANSWER = re.compile(r"no\.?\s*\d|\w+\s+(?:later|less|more|fewer|senare|senere|mindre|minder|später)\b")
#: An answer with a remark is short; what is longer is the clause itself.
SHORT = 8


@dataclass(frozen=True)
class Answer:
    """What a cell says of the duty, and what remains to be said of the reading, as the end of a sentence."""

    duty: UpdateDuty = field(default_factory=UpdateDuty)
    remark: str = ""


UNCLEAR = Answer(remark="which is neither yes, no nor a clause, so it counts as not known")


def read(written: str) -> Answer:
    """Yes, no or unknown in plain words; else a clause, if it can be one; else unknown with a remark.

    A short answer may have a remark of its own behind it (“No, see the minutes”).
    """
    known = _DUTY.get(_folded(written)) if _folded(written) else Duty.UNKNOWN
    if "§" not in written and known and ("?" not in written or known is Duty.UNKNOWN):
        return Answer(UpdateDuty(known))
    if "?" in written or _contradicts_itself(written):
        return UNCLEAR
    first, rest = _first_answer(written)
    if first is Duty.CLAUSE and rest:
        return Answer(UpdateDuty(Duty.CLAUSE, rest))
    if first in {Duty.NONE, Duty.UNKNOWN}:
        meaning = "no" if first is Duty.NONE else "not known"
        return Answer(UpdateDuty(first), f"which was read as “{meaning}”")
    if _may_be_a_clause(written):
        return Answer(UpdateDuty(Duty.CLAUSE, written))
    return UNCLEAR


def _contradicts_itself(written: str) -> bool:
    answers = {_DUTY.get(word) for word in _folded(written).split()}
    return len(answers) > 1 and None not in answers


def _may_be_a_clause(written: str) -> bool:
    """Whether it names a clause or speaks of updating, and nothing in it makes that doubtful."""
    if "?" in written:
        return False
    folded = (
        _NO_ANSWER.sub(" ", written.casefold().strip(), count=1) if _starts(written) else written.casefold()
    )
    named = _CLAUSE.search(written.casefold().strip()) or _ROMAN.fullmatch(written)
    return bool(named) and not _UNSURE.intersection(_folded(folded).split())


def _starts(written: str) -> bool:
    """Whether it begins with a “no” that is none: “No. 7”, “No later than”."""
    return bool(_NO_ANSWER.match(written.casefold().strip()))


def _first_answer(written: str) -> tuple[Duty | None, str]:
    """The answer that a short text begins with, and what stands behind it.

    A yes needs a mark behind it: “Clause 7” is the reference as it is written, “Yes, clause 7” is not.
    """
    words = _folded(written).split()
    if len(words) > SHORT or _NO_ANSWER.match(written.casefold()):
        return None, ""
    for count in (3, 2, 1):
        duty = _DUTY.get(" ".join(words[:count])) if len(words) > count else None
        if duty in {Duty.NONE, Duty.UNKNOWN} and len("".join(words[:count])) > 1:
            return duty, ""
    marked = re.fullmatch(r"(\w+)\s*[,;:.(–—-]+\s*(.+?)\)?", written)
    if marked and len(marked[1]) > 1 and _DUTY.get(_folded(marked[1])) is Duty.CLAUSE:
        return (None, "") if _CLAUSE.match(marked[1].casefold()) else (Duty.CLAUSE, marked[2])
    return None, ""
