"""The terms of a release plan: dated values of `parameters/release.toml`, p and q a deployment's own."""

from dataclasses import dataclass
from datetime import date

from commonpurchase.sharing.reckoning.plans import Terms
from commonpurchase.vocabulary.readers import declared

_MAX_SHARE = "release_max_share_percent"


class TermsError(ValueError):
    """A deployment's own p and q that protect nothing; the message names them and not their values."""


@dataclass(frozen=True)
class Own:
    """What a deployment drew for itself, in percent; None where it did not. Shown on no page, in no log."""

    p: float | None = None
    q: float | None = None

    def __repr__(self) -> str:
        """Not the values."""
        return "Own(…)"


def terms(on: date, own: Own = Own(), *, rivals: bool = False) -> Terms:
    """What holds on a day for plans that are made in the workspace.

    rivals: whether somebody who may read what is published competes with somebody whose figure is in it.
    `TermsError` for p not above 0 and below 100, or q below p.
    """
    p = declared.value("release_p_percent", on) if own.p is None else own.p
    q = declared.value("release_q_percent", on) if own.q is None else own.q
    if not 0 < p < 100 or q < p:
        raise TermsError("The workspace's own p must lie between 0 and 100, and q be no less than p.")
    names = _FOR_RIVALS if rivals else _FOR_OTHERS
    return Terms(
        round=declared.value("release_round", on),
        p=p,
        q=q,
        min_contributors=declared.value(names.contributors, on),
        max_share=declared.value(names.share, on),
    )


@dataclass(frozen=True)
class _Names:
    contributors: str
    share: str


_FOR_OTHERS = _Names("release_min_contributors", _MAX_SHARE)
_FOR_RIVALS = _Names("release_rivals_min_contributors", "release_rivals_max_share_percent")


def digits(on: date) -> int:
    """To how many significant digits figures are published on a day, where they are so rounded."""
    return declared.value("release_digits", on)


def closed_months(on: date) -> int:
    """For how many months a period is closed before a competitor of a contributor may read its sums."""
    return declared.value("release_rivals_closed_months", on)


def newest_max_share() -> float:
    """The latest declared share, in percent, for a file that says neither a share nor a day."""
    return declared.parameters()[_MAX_SHARE].values[-1].value
