"""What it means that an organisation receives a disclosure: it sees and holds it, and may be asked for it."""

from commonpurchase.organisations.facts import Organisation, Regime

_PUBLIC = {
    Regime.SWEDEN_TF: "in Sweden likely a public record",
    Regime.NORWAY_OFFENTLEGLOVA: "in Norway likely open to requests for access",
    Regime.NETHERLANDS_WOO: "in the Netherlands open to requests under the Woo",
    Regime.UK_FOIA: "in the UK open to freedom-of-information requests",
    Regime.SCOTLAND_FOISA: "in Scotland open to freedom-of-information requests",
    Regime.IRELAND_FOI: "in Ireland open to freedom-of-information requests",
    Regime.EU_1049: "open to requests under Regulation 1049/2001",
    Regime.NONE: "no freedom-of-information law is known to apply to it",
    Regime.UNKNOWN: "whether a freedom-of-information law applies to it is not known",
}


def sentence(organisation: Organisation) -> str:
    """One sentence before anything is shown: who will see and hold it."""
    return f"{organisation.name} will see and hold this; {_PUBLIC[organisation.regime]}."
