"""What is missing when an organisation says that another freedom-of-information law, or none, applies."""

from commonpurchase.organisations.facts import Details, Organisation


def lacking(before: Organisation, after: Details) -> dict[str, str]:
    """By field, what a change of the law has to come with; empty where the law stays what it was.

    To say that no law applies is a change like any other: it needs evidence of its own and a day of review.
    """
    if after.regime is before.regime:
        return {}
    evidence, stood = after.regime_evidence.strip(), before.regime_evidence.strip()
    wrong = {
        "regime_evidence": (not evidence, "Say what shows that this law applies, or that none does."),
        "regime_reviewed_on": (after.regime_reviewed_on is None, "Say when that was checked."),
        "regime_review_due_on": (
            after.regime_review_due_on is None,
            "Say by when it is to be checked again.",
        ),
    }
    if evidence and evidence == stood:
        wrong["regime_evidence"] = (
            True,
            "This was said of another law. Say what shows this one.",
        )
    return {field: sentence for field, (is_so, sentence) in wrong.items() if is_so}
