"""The nouns of agreements as pages show them: parties by name, days instead of moments."""

from dataclasses import dataclass
from datetime import date

from commonpurchase.organisations.facts import Organisation
from commonpurchase.sharing.facts import Paper, PaperState


@dataclass(frozen=True)
class Party:
    """An organisation that an agreement is between, and who signed for it when."""

    organisation: Organisation
    signed_by: str = ""
    signed_on: date | None = None


@dataclass(frozen=True)
class Contracted:
    """An agreement as one of its parties reads it."""

    paper: Paper
    state: PaperState
    parties: tuple[Party, ...]
    subject: tuple[Organisation, ...]
    """The parties that are, or may be, subject to a freedom-of-information law."""
    starts: date
    last: date
    """The last day that it covers, as written."""
    ended_on: date | None
    own_signed: bool


@dataclass(frozen=True)
class Bar:
    """One agreement on the picture of all: from its start to its last day, and how long secrets are kept."""

    name: str
    state: str
    starts: date
    last: date
    survives_until: date | None = None
