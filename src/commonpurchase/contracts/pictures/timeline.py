"""The timeline of a renewal as SVG; its table twin is the list of moments itself."""

from collections.abc import Sequence
from datetime import date
from xml.sax.saxutils import escape

from commonpurchase.contracts.facts import Moment
from commonpurchase.vocabulary.periods import in_words

WIDTH, MARGIN, ROW = 720, 24, 26


def timeline(moments: Sequence[Moment], title: str, key: str) -> str:
    """SVG of the moments on a line, labels stepped below so that none covers another.

    `moments` must be in order of their days; `key` makes ids unique on a page. Empty for no moments.
    """
    if not moments:
        return ""
    first, last = moments[0].on, moments[-1].on
    height = 40 + ROW * len(moments)
    places = [(moment, _x(moment.on, first, last), 48 + ROW * place) for place, moment in enumerate(moments)]
    # Every stem before every label, so that no stem crosses the words of another.
    marks = "".join(_stem(*place) for place in places) + "".join(_label(*place) for place in places)
    return (
        f'<svg class="timeline" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-labelledby="{key}-title {key}-desc">'
        f'<title id="{key}-title">{escape(title)}</title>'
        f'<desc id="{key}-desc">{escape(in_a_sentence(moments))}</desc>'
        f'<line class="timeline-axis" x1="{MARGIN}" y1="20" x2="{WIDTH - MARGIN}" y2="20"/>{marks}</svg>'
    )


def in_a_sentence(moments: Sequence[Moment]) -> str:
    """What the picture shows, in words."""
    return "; ".join(f"{moment.name} on {in_words(moment.on)}" for moment in moments) + "."


def _stem(moment: Moment, x: float, y: int) -> str:
    return (
        f'<g class="{_kind(moment)}"><line x1="{x:.1f}" y1="20" x2="{x:.1f}" y2="{y}"/>'
        f'<circle cx="{x:.1f}" cy="20" r="5"/></g>'
    )


def _label(moment: Moment, x: float, y: int) -> str:
    anchor, shift = ("end", -8) if x > WIDTH * 0.6 else ("start", 8)
    text = escape(f"{moment.name}, {in_words(moment.on)}")
    return (
        f'<g class="{_kind(moment)}">'
        f'<text x="{x + shift:.1f}" y="{y}" text-anchor="{anchor}">{text}</text></g>'
    )


def _kind(moment: Moment) -> str:
    return "timeline-today" if moment.from_here else "timeline-moment"


def _x(on: date, first: date, last: date) -> float:
    span = (last - first).days
    share = (on - first).days / span if span else 0.5
    return MARGIN + share * (WIDTH - 2 * MARGIN)
