"""Before anything is uploaded or received: who will see it, who will hold it, and what that likely means.

Never advice and never "not disclosable": whether a record must be given out is decided by law, case
by case. Delivery that depends on the regime, and a ledger of what each organisation holds, come later.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from commonpurchase.organisations.facts import Organisation, Regime


class Mode(StrEnum):
    """How an organisation comes to hold a record."""

    COPY = "copy"
    """It received it, or can download it."""
    OWN = "own"
    """It made it, or put it here."""


class Likelihood(StrEnum):
    """How sure the table is that a record so held can be asked for; it is never certain."""

    LIKELY = "likely"
    ARGUABLE = "arguably"


@dataclass(frozen=True)
class Holding:
    """What the table says of one regime: where, what a held record is called there, how likely."""

    place: str
    record: str
    likelihood: dict[Mode, Likelihood]


@dataclass(frozen=True)
class HoldingTable:
    """Policy data, not code: it changes by a new version, once somebody who may judge it has."""

    version: str
    source: str
    rows: dict[Regime, Holding]


_HELD = {Mode.COPY: Likelihood.LIKELY, Mode.OWN: Likelihood.LIKELY}
PUBLIC_RECORD, ASKED_FOR = "a public record", "a record that anybody may ask for"

#: The columns "copy" and "own" of the holding matrix. Where it says "held" people read "likely":
#: exemptions, and what counts as a copy, are judged case by case.
TABLE = HoldingTable(
    version="1 of November 2026",
    source="our reading of the regimes' published guidance, not yet confirmed by counsel",
    rows={
        # Freedom of Information Act 2000 s.3(2)(a): held otherwise than on behalf of another.
        Regime.UK_FOIA: Holding("in the United Kingdom", ASKED_FOR, _HELD),
        # Freedom of Information (Scotland) Act 2002 s.3(2).
        Regime.SCOTLAND_FOISA: Holding("in Scotland", ASKED_FOR, _HELD),
        # Freedom of Information Act 2014: held, or under the body's control.
        Regime.IRELAND_FOI: Holding("in Ireland", ASKED_FOR, _HELD),
        # Tryckfrihetsförordningen ch. 2: kept by an authority, and received or drawn up there.
        Regime.SWEDEN_TF: Holding("in Sweden", PUBLIC_RECORD, _HELD),
        # Offentleglova § 4: come in to or laid before the body, or drawn up by it.
        Regime.NORWAY_OFFENTLEGLOVA: Holding("in Norway", PUBLIC_RECORD, _HELD),
        # Wet open overheid: documents resting with the body.
        Regime.NETHERLANDS_WOO: Holding("in the Netherlands", ASKED_FOR, _HELD),
        # Regulation 1049/2001 art. 2(3): drawn up or received, and in the institution's possession.
        Regime.EU_1049: Holding("at an institution of the European Union", ASKED_FOR, _HELD),
    },
)
BY_LAW = "Whether that is so is decided by law, not here."
_HOW = {Mode.COPY: "will hold a copy", Mode.OWN: "will hold this as its own"}


def sentence(organisation: Organisation, mode: Mode = Mode.COPY) -> str:
    """What happens when this organisation receives something, or puts it here, in one sentence."""
    return _holds(organisation.name, organisation.regime, mode)


def before_sharing(uploader: Organisation, receiving: Sequence[Organisation]) -> str:
    """Who will see it and who will hold it, in a few sentences to be read before anything is sent.

    Those who receive stand in the order given, the uploader left out; one sentence for each regime.
    """
    others = [one for one in receiving if one.id != uploader.id]
    if not others:
        said = [f"Only {uploader.name} will see this.", sentence(uploader, Mode.OWN)]
        return " ".join([*said, BY_LAW] if uploader.regime in TABLE.rows else said[:1])
    by_regime = groupby(sorted(others, key=_regime), key=_regime)
    held = [_holds(names(list(some)), Regime(regime), Mode.COPY) for regime, some in by_regime]
    undecided = any(one.regime is not Regime.NONE for one in others)
    return " ".join([f"{names(others)} will see this.", *held, *([BY_LAW] if undecided else [])])


def after_granting(receiving: Sequence[Organisation], to: Organisation) -> str:
    """Who else will see it once it is granted to one more organisation, and what that one will hold.

    `receiving`: everybody but the originator who will see it then, in the order given.
    """
    count = len(receiving)
    if not count:
        return "After this, still nobody but your organisation will see this."
    whom = "one organisation" if count == 1 else f"these {count} organisations"
    listed = f"After this, {whom} besides yours will see this: {names(receiving, shown=count)}."
    held = [sentence(to), *([BY_LAW] if to.regime is not Regime.NONE else [])] if to in receiving else []
    return " ".join([listed, *held])


def after_marking(receiving: Sequence[Organisation], losing: Sequence[Organisation], opens: str = "") -> str:
    """Who will see a record once it is marked, what each will hold, and who will see it no longer.

    Everybody but the originator, in the order given. `opens`: the day on which an embargo ends, in words.
    """
    held = [
        _holds(names(list(some), shown=len(receiving)), Regime(regime), Mode.COPY)
        for regime, some in groupby(sorted(receiving, key=_regime), key=_regime)
    ]
    by_law = [BY_LAW] if any(one.regime is not Regime.NONE for one in receiving) else []
    return " ".join([_after(receiving, opens), *held, *by_law, *_losing(losing)])


def _losing(losing: Sequence[Organisation]) -> list[str]:
    if not losing:
        return []
    has = "it has" if len(losing) == 1 else "they have"
    return [f"{names(losing, shown=len(losing))} will no longer see it; what {has} by then stays there."]


def _after(receiving: Sequence[Organisation], opens: str) -> str:
    count = len(receiving)
    if not count:
        return "After this nobody but your organisation will see this."
    whom = "one organisation" if count == 1 else f"these {count} organisations"
    when = f"From {opens} on, and not before," if opens else "After this,"
    return f"{when} {whom} besides yours will see this: {names(receiving, shown=count)}."


def beside(supplier: str) -> str:
    """What happens to what somebody adds to a supplier's record without knowing who else sees that."""
    return (
        f"{supplier} and everybody who sees these rows, now or in a later version that still has them, "
        "will see this and hold it with them. Public buyers are likely to be among them: there it is likely "
        f"a record that anybody may ask for. {BY_LAW}"
    )


def detail(table: HoldingTable = TABLE) -> str:
    """Which table the sentences come from, for whoever wants to know."""
    return f"Holding table version {table.version}: {table.source}."


def names(organisations: Sequence[Organisation], shown: int = 2) -> str:
    """Ekvik stad, Fjordby kommune and 1 more."""
    first = [one.name for one in organisations[:shown]]
    more = len(organisations) - len(first)
    listed = [*first, *([f"{more} more"] if more else [])]
    return " and ".join(filter(None, [", ".join(listed[:-1]), listed[-1]]))


def _holds(who: str, regime: Regime, mode: Mode) -> str:
    row = TABLE.rows.get(regime)
    if row:
        return f"{who} {_HOW[mode]}; {row.place} it is {row.likelihood[mode]} {row.record}."
    if regime is Regime.NONE:
        return f"{who} {_HOW[mode]}; no freedom-of-information law is recorded for it."
    return f"{who} {_HOW[mode]}; which freedom-of-information law applies to it is not known here."


def _regime(organisation: Organisation) -> str:
    return organisation.regime.value
