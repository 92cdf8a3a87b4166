"""The nouns of contracts: a contract and its gate, and contracts as a file tells them."""

from commonpurchase.contracts.facts.contract import (
    Contract,
    Customer,
    DateKind,
    Duty,
    Model,
    SourcedDate,
    UpdateDuty,
)
from commonpurchase.contracts.facts.drafts import (
    Draft,
    ReadContracts,
    SetAside,
    Stage,
)
from commonpurchase.contracts.facts.gate import (
    DatedAction,
    Decision,
    Due,
    Gate,
    GateVerdict,
    LetterKind,
    Line,
    Moment,
    Outcome,
    Route,
    Terms,
    Urgency,
)

__all__ = [
    "Contract",
    "Customer",
    "DateKind",
    "DatedAction",
    "Decision",
    "Draft",
    "Due",
    "Duty",
    "Gate",
    "GateVerdict",
    "LetterKind",
    "Line",
    "Model",
    "Moment",
    "Outcome",
    "ReadContracts",
    "Route",
    "SetAside",
    "SourcedDate",
    "Stage",
    "Terms",
    "UpdateDuty",
    "Urgency",
]
