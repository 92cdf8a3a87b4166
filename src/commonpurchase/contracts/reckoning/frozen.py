"""What a decision rested on, as plain values that can be kept and read back without loss."""

from dataclasses import asdict
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from commonpurchase.contracts.facts import (
    Contract,
    Duty,
    Model,
    SourcedDate,
    Stage,
    Terms,
    UpdateDuty,
)
from commonpurchase.disclosures.facts import Disclosure, Evidence, Row
from commonpurchase.vocabulary.amounts import Basis, Money


def freeze(fact: object) -> Any:
    """A fact (dataclass, enum, date, id, tuple) as what JSON can hold."""
    if isinstance(fact, date | UUID | StrEnum):
        return str(fact)
    if isinstance(fact, frozenset):
        return sorted(freeze(item) for item in fact)
    if isinstance(fact, list | tuple):
        return [freeze(item) for item in fact]
    if isinstance(fact, dict):
        return {key: freeze(value) for key, value in fact.items()}
    if hasattr(fact, "__dataclass_fields__"):
        return freeze(asdict(fact))  # type: ignore[call-overload]
    return fact


def thaw_contract(kept: dict[str, Any]) -> Contract:
    """The contract that `freeze` kept."""
    duty, value = kept["update_duty"], kept["value"]
    return Contract(
        reference=kept["reference"],
        buyer=kept["buyer"],
        supplier=kept["supplier"],
        start=_sourced(kept["start"]),
        end=_sourced(kept["end"]),
        maximum_end=_sourced(kept["maximum_end"]),
        notice=_sourced(kept["notice"]),
        title=kept["title"],
        cpv=kept["cpv"],
        value=Money(value["minor"], value["currency"], Basis(value["basis"])) if value else None,
        framework=kept["framework"],
        update_duty=UpdateDuty(Duty(duty["duty"]), duty["reference"], duty["text"]),
        models=tuple(Model(**model) for model in kept["models"]),
        stage=Stage(kept["stage"]),
        notes=tuple(kept["notes"]),
        said=frozenset(kept["said"]),
        id=UUID(kept["id"]) if kept["id"] else None,
    )


def thaw_disclosure(kept: dict[str, Any]) -> Disclosure:
    """The disclosure that `freeze` kept."""
    rows = tuple(_row(row) for row in kept["rows"])
    return Disclosure(kept["supplier"], rows, kept["version"], UUID(kept["id"]) if kept["id"] else None)


def thaw_terms(kept: dict[str, Any]) -> Terms:
    """The thresholds that `freeze` kept."""
    return Terms(kept["opens_days"], kept["lifetime_days"], tuple(kept["sources"]))


def _sourced(kept: dict[str, Any] | None) -> SourcedDate | None:
    if kept is None:
        return None
    return SourcedDate(date.fromisoformat(kept["on"]), kept["source"], kept["inferred"], kept["confirmed"])


def _row(kept: dict[str, Any]) -> Row:
    days = ("disclosed_on", "produced_from", "produced_until", "verified_on")
    read = {name: date.fromisoformat(kept[name]) if kept.get(name) else None for name in days}
    return Row(**{**kept, **read, "evidence": Evidence(kept["evidence"])})
