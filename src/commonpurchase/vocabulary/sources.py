"""The clauses that rules cite: what a public text asks for, point by point, in our own words."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Clause:
    """One point of a source; `planned` names the capability still to be built, `no_rule` why none is."""

    id: str
    says: str
    planned: str = ""
    no_rule: str = ""


Clauses = Mapping[str, Clause]
