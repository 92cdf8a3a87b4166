"""Decisions at gates as facts, and what each rested on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from commonpurchase.contracts import facts, models
from commonpurchase.contracts.reckoning import frozen
from commonpurchase.contracts.rules.gate import judge
from commonpurchase.organisations import queries as organisations
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Viewer


@dataclass(frozen=True)
class Replay:
    """A decision with what the gate said then, and what the same inputs say when judged again."""

    contract: facts.Contract
    decision: facts.Decision
    kept: dict[str, Any]
    again: dict[str, Any]

    @property
    def words(self) -> tuple[str, ...]:
        """What the page showed of the gate when it was decided."""
        kept = self.kept
        late = facts.OVERDUE if kept["overdue"] else ()
        return facts.words(facts.GateVerdict(kept["verdict"]), facts.Route(kept["route"]), late)

    @property
    def agrees(self) -> bool:
        """Judged again, the kept inputs give the kept answer, word for word."""
        return self.kept == self.again


def latest(viewer: Viewer, contracts: Iterable[UUID], on: date | None = None) -> dict[UUID, facts.Decision]:
    """The last decision on each contract that the viewer may see, up to a day."""
    rows = gate.visible(viewer, models.GateDecision).filter(contract__in=list(contracts))
    if on is not None:
        rows = rows.filter(decided_on__lte=on)
    return {row.contract_id: fact(row) for row in rows.order_by("decided_at")}


def of_contract(viewer: Viewer, contract: UUID) -> list[facts.Decision]:
    """Every decision on a contract that the viewer may see, newest first."""
    rows = gate.visible(viewer, models.GateDecision).filter(contract=contract)
    return [fact(row) for row in rows.order_by("-decided_at")]


def replayed(viewer: Viewer, key: UUID) -> Replay:
    """Judge a decision's kept inputs again, by today's rules and the thresholds of its day."""
    row = gate.open_record(viewer, models.GateDecision, key)
    contract = frozen.thaw_contract(row.basis["contract"])
    again = judge(
        contract,
        frozen.thaw_disclosure(row.basis["disclosure"]),
        row.decided_on,
        frozen.thaw_terms(row.basis["terms"]),
    )
    return Replay(contract, fact(row), row.gate, frozen.freeze(again))


def fact(row: models.GateDecision) -> facts.Decision:
    """A record as a fact, for those to whom the gate has opened it."""
    return facts.Decision(
        outcome=facts.Outcome(row.outcome),
        decided_on=row.decided_on,
        decided_by=organisations.name_of_person(row.decided_by),
        reason=row.reason,
        actions=tuple(facts.DatedAction(date.fromisoformat(one["by"]), one["what"]) for one in row.actions),
        waived_by=row.waived_by_name,
        for_end_on=row.for_end_on,
        id=row.pk,
    )
