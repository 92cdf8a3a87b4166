"""How often each reason stands behind the rows that were set aside."""

from collections import Counter
from collections.abc import Iterable

from commonpurchase.contracts.facts import SetAside


def by_reason(rows: Iterable[SetAside]) -> list[tuple[str, int]]:
    """Reason and number of rows, the most frequent first."""
    counted: Counter[str] = Counter()
    for one in rows:
        counted[one.kind or one.reasons[0]] += one.rows
    return sorted(counted.items(), key=lambda each: (-each[1], each[0]))
