"""An update speaks of everything that was said before."""

from commonpurchase.disclosures.facts import Difference
from commonpurchase.vocabulary.findings import Finding, cites, met, not_assessable, not_met


@cites("dialogue-2025-09/contractual.4")
def every_earlier_row_is_accounted_for(difference: Difference) -> Finding:
    """An update confirms, changes or closes every row of the version before."""
    earlier = [change for change in difference.changes if change.before]
    if not earlier:
        return not_assessable("there is no earlier version to update")
    silent = [change for change in earlier if change.unmentioned]
    if not silent:
        return met(f"all {len(earlier)} earlier rows are confirmed, changed or closed")
    names = ", ".join(dict.fromkeys(change.before.site_name for change in silent[:3] if change.before))
    more = f" and {len(silent) - 3} more" if len(silent) > 3 else ""
    return not_met(f"{len(silent)} of {len(earlier)} earlier rows are not mentioned: {names}{more}")


RULES = [every_earlier_row_is_accounted_for]
