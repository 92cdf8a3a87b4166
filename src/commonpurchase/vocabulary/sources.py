"""The clauses that rules cite: what a text asks for, point by point, in our own words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Source:
    """A text that rules put into practice, and the day it is of."""

    id: str
    title: str
    on: date


@dataclass(frozen=True)
class Clause:
    """One point of a source; `planned` names the capability still to be built, `no_rule` why none is."""

    id: str
    says: str
    planned: str = ""
    no_rule: str = ""


Clauses = Mapping[str, Clause]
