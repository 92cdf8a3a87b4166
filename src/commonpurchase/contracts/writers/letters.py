"""The letter that asks for an update: partnership or formal, in the recipient's language, as Word.

The templates are Word files beside this package's pages; a convenor edits them in Word.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.utils import dateformat, translation

from commonpurchase.contracts.facts import Contract, Gate, LetterKind, Terms
from commonpurchase.contracts.rules.renewal import models_without_a_current_row
from commonpurchase.disclosures.facts import Disclosure
from commonpurchase.documents.writers import word
from commonpurchase.organisations.facts import Organisation, Regime

TEMPLATES = Path(__file__).resolve().parents[1] / "templates" / "contracts" / "letters"
LANGUAGES = ("en", "sv")
SUBJECT_TO_FOI = {
    "en": "As a public body we hold what we receive; depending on the law it may be a public record.",
    "sv": "Som myndighet förvarar vi det som vi tar emot; det kan vara en allmän handling.",
}


@dataclass(frozen=True)
class Letter:
    """Everything a letter says, before it is put into words."""

    contract: Contract
    gate: Gate
    disclosed: Disclosure
    terms: Terms
    sender: Organisation
    recipient: Organisation
    person: str
    written_on: date
    reply_days: int
    """How long the recipient has when the notice date has passed."""


def language_of(recipient: Organisation) -> str:
    """The language of the letter: the recipient's if we have it, else English."""
    return recipient.language[:2] if recipient.language[:2] in LANGUAGES else LANGUAGES[0]


def write(letter: Letter, kind: LetterKind) -> bytes:
    """The letter as a Word document. Asks for an update by the notice date when one is needed."""
    language = language_of(letter.recipient)
    template = (TEMPLATES / f"{kind.value}.{language}.docx").read_bytes()
    return word.render(template, fields(letter, language))


def fields(letter: Letter, language: str) -> Mapping[str, object]:
    """What the Word templates can use, dates already in the letter's language."""
    contract, said, on = letter.contract, letter.gate, letter.written_on
    lifetime = timedelta(days=letter.terms.lifetime_days)
    rows = [row for row in letter.disclosed.rows if row.disclosed_on <= on]
    return {
        "contract": contract,
        "sender": letter.sender,
        "recipient": letter.recipient,
        "sender_address": letter.sender.contact_address.splitlines(),
        "recipient_address": letter.recipient.contact_address.splitlines(),
        "person": letter.person,
        "written_on": _day(on, language),
        "end_on": _day(contract.end.on if contract.end else None, language),
        "notice_on": _day(said.notice_on if said.notice_on > on else None, language),
        "last_update_on": _day(said.last_update_on, language),
        "needed_by": _day(needed_by(letter), language),
        "rows": len(rows),
        "old_rows": sum(on - row.disclosed_on > lifetime for row in rows),
        "lifetime_days": letter.terms.lifetime_days,
        "missing_models": [
            str(model) for model in models_without_a_current_row(contract, letter.disclosed, on, lifetime)
        ],
        "clause_reference": contract.update_duty.reference,
        "clause_text": contract.update_duty.text,
        "foi_sentence": SUBJECT_TO_FOI[language] if _is_public(letter.sender) else "",
    }


def needed_by(letter: Letter) -> date | None:
    """The day an update is needed by: the notice date, or the reply time from now when that has passed."""
    said, on = letter.gate, letter.written_on
    lifetime = timedelta(days=letter.terms.lifetime_days)
    judged = max(said.notice_on, on)
    current = said.last_update_on is not None and judged - said.last_update_on <= lifetime
    if current and not said.actions:
        return None
    return said.notice_on if said.notice_on > on else on + timedelta(days=letter.reply_days)


def _day(on: date | None, language: str) -> str:
    if on is None:
        return ""
    with translation.override(language):
        return dateformat.format(on, "j F Y")


def _is_public(organisation: Organisation) -> bool:
    return organisation.regime not in {Regime.NONE, Regime.UNKNOWN}
