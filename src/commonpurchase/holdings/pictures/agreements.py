"""Agreements as bars on one line of time; the table twin is the list of agreements itself."""

from collections.abc import Sequence
from datetime import date, timedelta
from xml.sax.saxutils import escape

from commonpurchase.holdings.facts.agreements import Bar
from commonpurchase.vocabulary.periods import in_words

WIDTH, MARGIN, TOP, ROW, THICK = 720, 24, 64, 46, 12
NARROWEST = 3
"""An agreement of a few days among some of years can still be seen."""
BEFORE, AFTER = timedelta(days=2 * 365), timedelta(days=5 * 365)
"""What the picture shows at most, so that one old agreement does not squeeze the others."""


def of_agreements(bars: Sequence[Bar], today: date, key: str) -> str:
    """SVG with a row for each agreement: a bar while it covers, a line while its secrets are kept.

    `key` makes ids unique on a page. Empty for no agreements.
    """
    if not bars:
        return ""
    days = [today, *(day for bar in bars for day in (bar.starts, bar.last, bar.survives_until or bar.last))]
    first, last = max(min(days), today - BEFORE), min(max(days), today + AFTER)
    height = TOP + ROW * len(bars)
    now = _x(today, first, last)
    anchor = "end" if now > WIDTH / 2 else "start"
    rows = "".join(_row(bar, TOP + ROW * place, first, last) for place, bar in enumerate(bars))
    return (
        f'<svg class="timeline" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-labelledby="{key}-title {key}-desc">'
        f'<title id="{key}-title">Agreements over time</title>'
        f'<desc id="{key}-desc">{escape(in_a_sentence(bars, today))}</desc>'
        f'<g class="timeline-today"><line x1="{now:.1f}" y1="24" x2="{now:.1f}" y2="{height}"/>'
        f'<text x="{now:.1f}" y="16" text-anchor="{anchor}">Today, {in_words(today)}</text></g>'
        f"{_years(first, last)}{rows}</svg>"
    )


def in_a_sentence(bars: Sequence[Bar], today: date) -> str:
    """What the picture shows, in words."""
    covering = sum(bar.state == "in force" for bar in bars)
    told = "; ".join(
        f"{bar.name}: {in_words(bar.starts)} to {in_words(bar.last)}, {bar.state}" for bar in bars
    )
    return f"{covering} of {len(bars)} in force on {in_words(today)}. {told}." if bars else ""


def _years(first: date, last: date) -> str:
    """A mark and a number where each year begins."""
    begins = [date(year, 1, 1) for year in range(first.year + 1, last.year + 1)]
    marks = (
        f'<line x1="{x:.1f}" y1="32" x2="{x:.1f}" y2="40"/><text x="{x + 4:.1f}" y="40">{on.year}</text>'
        for on, x in ((on, _x(on, first, last)) for on in begins)
    )
    return f'<g class="timeline-years">{"".join(marks)}</g>'


def _row(bar: Bar, y: int, first: date, last: date) -> str:
    left, right = _x(bar.starts, first, last), _x(bar.last, first, last)
    kept = _x(bar.survives_until, first, last) if bar.survives_until else right
    anchor, at = ("end", max(right, kept)) if left > WIDTH / 2 else ("start", left)
    kind = "agreement-in-force" if bar.state == "in force" else "agreement-other"
    return (
        f'<g class="{kind}"><text x="{at:.1f}" y="{y}" text-anchor="{anchor}">{escape(_short(bar.name))}, '
        f"{escape(bar.state)}</text>"
        f'<line class="agreement-kept" x1="{right:.1f}" y1="{y + 14}" x2="{kept:.1f}" y2="{y + 14}"/>'
        f'<rect x="{left:.1f}" y="{y + 8}" width="{max(right - left, NARROWEST):.1f}" '
        f'height="{THICK}" rx="3"/></g>'
    )


def _short(name: str, most: int = 60) -> str:
    return name if len(name) <= most else f"{name[: most - 1]}…"


def _x(on: date, first: date, last: date) -> float:
    """Where a day stands; what lies outside the picture stands at its edge."""
    span = (last - first).days
    share = (min(max(on, first), last) - first).days / span if span else 0.5
    return MARGIN + share * (WIDTH - 2 * MARGIN)
