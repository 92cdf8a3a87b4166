"""The declared terms of a release plan: dated values of `parameters/release.toml`."""

from datetime import date

from commonpurchase.sharing.reckoning.plans import Terms
from commonpurchase.vocabulary.readers import declared

_MAX_SHARE = "release_max_share_percent"


def terms(on: date) -> Terms:
    """What holds on a day for plans that are made in the workspace."""
    return Terms(
        round=declared.value("release_round", on),
        p=declared.value("release_p_percent", on),
        q=declared.value("release_q_percent", on),
        min_contributors=declared.value("release_min_contributors", on),
        max_share=declared.value(_MAX_SHARE, on),
    )


def newest_max_share() -> float:
    """The latest declared share, in percent, for a file that says neither a share nor a day."""
    return declared.parameters()[_MAX_SHARE].values[-1].value
