"""The released summary as a Word document: what was said, and no more about who took part than was agreed."""

from pathlib import Path

from commonpurchase.documents.writers import word
from commonpurchase.engagement.facts import Released
from commonpurchase.vocabulary.periods import in_words

TEMPLATES = Path(__file__).resolve().parents[1] / "templates" / "engagement"


def write(released: Released) -> bytes:
    """The summary as it was released."""
    template = (TEMPLATES / "summary.docx").read_bytes()
    return word.render(
        template,
        {
            "title": released.title,
            "held_on": in_words(released.held_on),
            "convenor": released.convenor.name,
            "points": [{"told": one.told.capitalize(), "text": one.text} for one in released.points],
            "institutions": list(released.institutions),
            "people": released.people,
            "released_on": in_words(released.released_on),
        },
    )
