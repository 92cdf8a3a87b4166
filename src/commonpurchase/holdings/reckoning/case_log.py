"""An entry of the log of a case in a sentence, so that people can tell one from another."""

from collections.abc import Mapping
from uuid import UUID

from commonpurchase.holdings.facts.foi import PARTS, Consultation, ItemDecision, Notice, Search
from commonpurchase.vocabulary.periods import in_words

WHOLE = "the request as a whole"


def sentence(what: Search | Consultation | ItemDecision, titles: Mapping[UUID, str]) -> str:
    """What an entry says; `titles` are of items, without content."""
    match what:
        case Search():
            return f"Search of {in_words(what.on)} for “{what.terms}” in {what.scope}, by {what.by}"
        case Consultation():
            return f"{what.party} on {titles.get(what.item, 'an item')}: {_asked(what)}"
        case ItemDecision():
            about = titles.get(what.item, "an item") if what.item else WHOLE
            return f"Decision on {about}: {what.outcome}, by {what.by}"


def parts(notice: Notice) -> list[tuple[str, str]]:
    """What a notice says, part by part, without those that are missing."""
    found = [(label, getattr(notice, name)) for name, label in PARTS.items()]
    return [
        (label.capitalize(), value if isinstance(value, str) else in_words(value))
        for label, value in found
        if value
    ]


def _asked(one: Consultation) -> str:
    if one.not_asked_because:
        return f"not asked, because {one.not_asked_because}"
    asked = f"asked on {in_words(one.asked_on)}, reply by {in_words(one.reply_by)}"
    answered = f"; answered on {in_words(one.replied_on)}: {one.reply}" if one.replied_on else ""
    return f"{asked}{answered}"
