"""What a rule answers: met, not met or not assessable, and why."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

Rule = TypeVar("Rule", bound=Callable[..., object])


class Verdict(StrEnum):
    """The three answers a rule can give; missing data is never "not met"."""

    MET = "met"
    NOT_MET = "not met"
    NOT_ASSESSABLE = "not assessable"


@dataclass(frozen=True)
class Finding:
    """One rule's answer about one thing on one day."""

    verdict: Verdict
    because: str
    rule: str = ""


def met(because: str) -> Finding:
    """The rule's statement is true."""
    return Finding(Verdict.MET, because)


def not_met(because: str) -> Finding:
    """The rule's statement is false."""
    return Finding(Verdict.NOT_MET, because)


def not_assessable(because: str) -> Finding:
    """What is known does not say whether the rule's statement is true."""
    return Finding(Verdict.NOT_ASSESSABLE, because)


def cites(*clauses: str) -> Callable[[Rule], Rule]:
    """Attach to a rule the clauses (`source/part.number`) that it puts into practice."""

    def attach(rule: Rule) -> Rule:
        rule.clauses = clauses  # type: ignore[attr-defined]
        return rule

    return attach
