"""What a person decides about one item, and what the requester is told; the workspace never decides."""

from collections.abc import Iterator, Mapping, Sequence

from commonpurchase.holdings.facts.foi import (
    PARTS,
    WITHHOLDING,
    Applied,
    Case,
    Exemption,
    ItemDecision,
    Notice,
    Outcome,
)
from commonpurchase.vocabulary.findings import Finding, cites, met, not_met

Exemptions = Mapping[str, Exemption]
"""Exemptions by their id."""


@cites("common-purchase/foi.5")
def what_is_kept_back_rests_on_an_exemption(
    decision: ItemDecision, exemptions: Exemptions, laws: Sequence[str]
) -> Finding:
    """A person decided; what is kept back has an exemption, why it applies, and reasons both ways."""
    missing = list(_missing(decision, exemptions, laws))
    if missing:
        return not_met(f"The decision to {decision.outcome} lacks: {'; '.join(missing)}.")
    return met(f"{decision.by} decided: {decision.outcome}.")


@cites("common-purchase/foi.6")
def what_is_not_held_comes_with_help(decision: ItemDecision) -> Finding:
    """Who is told that it is not held is told who may hold it."""
    if decision.outcome is Outcome.NOT_HELD and not decision.help.strip():
        return not_met("The decision says that it is not held, but not who may hold it and how to ask there.")
    return met("Help is given, or what was asked for is held.")


@cites("common-purchase/foi.7")
def to_neither_confirm_nor_deny_is_allowed(decision: ItemDecision, exemptions: Exemptions) -> Finding:
    """An exemption that was applied allows to leave open whether it is held at all."""
    if decision.outcome is not Outcome.NEITHER:
        return met("Whether it is held is said.")
    allowing = [one.exemption for one in decision.applied if _allows_silence(one, exemptions)]
    if not allowing:
        return not_met("No exemption that was applied allows to neither confirm nor deny.")
    return met(f"{', '.join(allowing)} may allow it.")


@cites("common-purchase/foi.8")
def the_notice_is_complete(case: Case, exemptions: Exemptions) -> Finding:
    """The notice has every part that the decisions call for; every missing one is named."""
    notice = case.notice or Notice()
    missing = [PARTS[part] for part in _parts(case, exemptions) if not _given(notice, part)]
    if missing:
        return not_met(f"The notice lacks: {'; '.join(missing)}.")
    return met("The notice has every part.")


def lacking(decision: ItemDecision, exemptions: Exemptions, laws: Sequence[str]) -> list[Finding]:
    """Every rule about one decision, in order."""
    return [
        what_is_kept_back_rests_on_an_exemption(decision, exemptions, laws),
        what_is_not_held_comes_with_help(decision),
        to_neither_confirm_nor_deny_is_allowed(decision, exemptions),
    ]


def _missing(decision: ItemDecision, exemptions: Exemptions, laws: Sequence[str]) -> Iterator[str]:
    if not decision.by.strip():
        yield "the person who decided"
    if decision.outcome is Outcome.PART and not decision.withheld.strip():
        yield "what is left out"
    if decision.outcome in WITHHOLDING and not decision.applied:
        yield "an exemption"
    for applied in decision.applied if decision.outcome in WITHHOLDING else ():
        yield from _missing_of(applied, exemptions.get(applied.exemption), laws)


def _missing_of(applied: Applied, exemption: Exemption | None, laws: Sequence[str]) -> Iterator[str]:
    name = applied.exemption
    if exemption is None or exemption.law not in laws:
        yield f"an exemption of {' or '.join(laws)} in place of {name or 'an unnamed one'}"
    if not applied.why.strip():
        yield f"why {name} applies"
    if _weighs(exemption) and not (applied.for_release.strip() and applied.against_release.strip()):
        yield f"reasons for and against release under {name}"
    if exemption is not None and exemption.opinion and not applied.opinion.strip():
        yield f"the qualified person's opinion for {name}"


def _parts(case: Case, exemptions: Exemptions) -> list[str]:
    kept_back = [one for one in case.decisions if one.outcome in WITHHOLDING]
    weighed = any(_weighs(exemptions.get(one.exemption)) for kept in kept_back for one in kept.applied)
    left_out = {"exemption", "why", "balance"} if not kept_back else set() if weighed else {"balance"}
    return [part for part in PARTS if part not in left_out]


def _weighs(exemption: Exemption | None) -> bool:
    """An exemption that is not known is taken to be one that weighs."""
    return exemption is None or exemption.balance


def _given(notice: Notice, part: str) -> bool:
    value = getattr(notice, part)
    return bool(value.strip() if isinstance(value, str) else value)


def _allows_silence(applied: Applied, exemptions: Exemptions) -> bool:
    return applied.exemption in exemptions and exemptions[applied.exemption].neither


RULES = [
    what_is_kept_back_rests_on_an_exemption,
    what_is_not_held_comes_with_help,
    to_neither_confirm_nor_deny_is_allowed,
    the_notice_is_complete,
]
