"""Published sums as bars; the table twin is the table of the release itself."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from commonpurchase.holdings.facts.releases import Row

WIDTH, LABEL, MARGIN, TOP, ROW, THICK = 720, 24, 24, 8, 52, 18
LONGEST = 70


def bars(rows: Sequence[Row], measure: str, key: str) -> str:
    """SVG with a bar for each published figure, in the table's order; empty where nothing is published.

    `key` makes ids unique on a page.
    """
    shown = [(row, row.figure) for row in rows if row.figure is not None]
    if not shown:
        return ""
    most = max(figure for _, figure in shown)
    drawn = "".join(
        _bar(row.name, figure, figure / most, TOP + ROW * place, measure)
        for place, (row, figure) in enumerate(shown)
    )
    return (
        f'<svg class="bars" viewBox="0 0 {WIDTH} {TOP + ROW * len(shown)}" role="img" '
        f'aria-labelledby="{key}-title {key}-desc"><title id="{key}-title">Published figures as bars</title>'
        f'<desc id="{key}-desc">{escape(in_a_sentence(rows, measure))}</desc>{drawn}</svg>'
    )


def in_a_sentence(rows: Sequence[Row], measure: str) -> str:
    """What the picture shows, in words."""
    shown = [(row.name, row.figure) for row in rows if row.figure is not None]
    if not shown:
        return "No figure is published."
    told = "; ".join(f"{name}: {figure:,.15g} {measure}" for name, figure in shown)
    missing = len(rows) - len(shown)
    rest = f" {missing} of {len(rows)} groups not published." if missing else ""
    return f"{told}.{rest}"


def _bar(name: str, figure: float, share: float, y: int, measure: str) -> str:
    width = max(2.0, share * (WIDTH - 2 * MARGIN))
    called = name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
    return (
        f'<text x="{MARGIN}" y="{y + 14}">{escape(called)}: {figure:,.15g} {escape(measure)}</text>'
        f'<rect x="{MARGIN}" y="{y + 22}" width="{width:.1f}" height="{THICK}" rx="3"/>'
    )
