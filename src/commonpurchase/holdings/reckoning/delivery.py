"""How far programme data goes to an organisation, and which organisations may collect it."""

from collections.abc import Iterable
from datetime import date

from commonpurchase.holdings.facts.attestations import Class
from commonpurchase.holdings.facts.custody import Cap, Caps, Mode
from commonpurchase.holdings.rules import collectors as rules
from commonpurchase.organisations.facts import Organisation, Regime
from commonpurchase.sharing.facts import Audience, Flag, Label
from commonpurchase.vocabulary.findings import Finding, Verdict

#: The class that a flag makes, the most restrictive first; then what the audience makes.
BY_FLAG = (
    (Flag.PROTECTED, Class.PROTECTED),
    (Flag.SEALED, Class.PROTECTED),
    (Flag.TENDER, Class.TENDER),
    (Flag.PERSONAL, Class.PERSON),
    (Flag.AGGREGATE_ONLY, Class.AGGREGATE),
    (Flag.COMPETITIVELY_SENSITIVE, Class.SENSITIVE),
    (Flag.NDA, Class.NDA),
)
BY_AUDIENCE = {
    Audience.PUBLIC: Class.PUBLIC,
    Audience.MEMBERS: Class.MEMBERS,
    Audience.GROUP: Class.BUYERS,
    Audience.NAMED: Class.NAMED,
    Audience.OWN: Class.NAMED,
}


def class_of(label: Label) -> Class:
    """The preset that a label amounts to; of several flags, the most restrictive counts."""
    return next((one for flag, one in BY_FLAG if flag in label.flags), BY_AUDIENCE[label.audience])


def cap(caps: Caps, regime: Regime, item_class: Class, *, obliged: bool, chosen: bool) -> Cap:
    """The furthest mode for one delivery.

    `obliged`: a clause of the receiver's own contract obliges the supplier to deliver it; then there is no
    cap. `chosen`: the originator chose a copy for this receiver, having read what that means.
    """
    if obliged:
        return Cap(Mode.OWN, "the receiver's own clause obliges the supplier to deliver it")
    if chosen:
        return Cap(Mode.COPY, "the originator chose a copy for it")
    known = caps.rows.get(regime.value, {}).get(item_class)
    if known is None:
        return Cap(Mode.ATTEST, f"no cap is known for {item_class} under {_law(regime)}")
    return Cap(known, f"that is the cap for {item_class} under {_law(regime)}")


def delivered(requested: Mode, furthest: Cap) -> Mode:
    """What is delivered of what was asked for."""
    return min(requested, furthest.mode)


def collectors(
    organisations: Iterable[Organisation], on: date
) -> tuple[tuple[Organisation, tuple[Finding, ...]], ...]:
    """Each organisation with what the rules find, those that may collect first, then by name."""
    found = [(one, _findings(one, on)) for one in organisations]
    return tuple(sorted(found, key=lambda pair: (not may_collect(pair[1]), pair[0].name, str(pair[0].id))))


def may_collect(findings: Iterable[Finding]) -> bool:
    """Every rule about collectors is met; what cannot be assessed is not enough."""
    return all(finding.verdict is Verdict.MET for finding in findings)


def against_collecting(organisation: Organisation, on: date) -> list[str]:
    """What speaks against an organisation's keeping data for others; what is not known does not."""
    return [one.because for one in _findings(organisation, on) if one.verdict is Verdict.NOT_MET]


def _findings(organisation: Organisation, on: date) -> tuple[Finding, ...]:
    return (
        rules.the_collector_is_outside_freedom_of_information(organisation, on),
        rules.the_collector_competes_with_none_of_its_sources(organisation),
    )


def _law(regime: Regime) -> str:
    return "no freedom-of-information law" if regime is Regime.NONE else regime.value
