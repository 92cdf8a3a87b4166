"""The notice that answers a request, as a Word document: every part that was written, nothing invented."""

from pathlib import Path

from commonpurchase.documents.writers import word
from commonpurchase.holdings.facts.foi import PARTS, Case, Notice
from commonpurchase.organisations.facts import Organisation
from commonpurchase.vocabulary.periods import in_words

TEMPLATES = Path(__file__).resolve().parents[1] / "templates" / "holdings"


def write(case: Case, authority: Organisation) -> bytes:
    """The notice of a case; a part that is missing is left out, and the case does not close without it."""
    notice = case.notice or Notice()
    days = {"deadline": notice.deadline, "sent_on": notice.sent_on}
    parts = [
        {"heading": PARTS[name].capitalize(), "text": getattr(notice, name)}
        for name in PARTS
        if name not in days and getattr(notice, name)
    ]
    template = (TEMPLATES / "notice.docx").read_bytes()
    return word.render(
        template,
        {
            "authority": authority.name,
            "address": authority.contact_address.splitlines(),
            "received_on": in_words(case.received_on),
            "laws": " and ".join(case.laws),
            "asked": case.asked,
            "parts": parts,
            "deadline": in_words(notice.deadline) if notice.deadline else "",
            "sent_on": in_words(notice.sent_on) if notice.sent_on else "",
        },
    )
