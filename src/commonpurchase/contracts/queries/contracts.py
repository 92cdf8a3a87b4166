"""Contracts as facts, each with its gate on a day."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from commonpurchase.contracts import facts, models
from commonpurchase.contracts.queries import decisions
from commonpurchase.contracts.reckoning.audience import decider
from commonpurchase.contracts.rules.gate import judge, without_decisions
from commonpurchase.disclosures import queries as disclosures
from commonpurchase.disclosures.facts import Disclosure, Sent
from commonpurchase.organisations import queries as organisations
from commonpurchase.organisations.facts import BUYING, Organisation
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Label, Permission, Viewer
from commonpurchase.vocabulary.amounts import Basis, Money
from commonpurchase.vocabulary.hits import Hit
from commonpurchase.vocabulary.readers import declared

PARTS = ("buyer", "supplier", "label")
LISTS = ("dates", "models")


def terms(on: date) -> facts.Terms:
    """The thresholds of the gate that hold on a day, with their sources."""
    opens = declared.parameters()["gate_opens_days"].at(on)
    lifetime = declared.parameters()["disclosure_lifetime_days"].at(on)
    return facts.Terms(opens.value, lifetime.value, (opens.source, lifetime.source))


def listed(viewer: Viewer, on: date) -> list[facts.Line]:
    """Every contract the viewer may see, with its gate on a day; by next date."""
    rows = list(_rows(viewer))
    decided = decisions.latest(viewer, [row.pk for row in rows], on=on)
    disclosed = _evidence(viewer, rows, on)
    deciders = _deciders(viewer, rows)
    lines = [
        _line(fact(viewer, row), disclosed[row.pk], on, decided.get(row.pk), decider=deciders[row.pk])
        for row in rows
    ]
    return sorted(lines, key=lambda one: (one.next_on or date.max, one.contract.reference))


def opened(viewer: Viewer, key: UUID, on: date) -> facts.Line:
    """One contract with its gate on a day; `gate.NotFoundError` if absent or hidden."""
    row = _row(viewer, key)
    decision = decisions.latest(viewer, [row.pk], on=on).get(row.pk)
    disclosed, contract = evidence(viewer, row, on), fact(viewer, row)
    return _line(contract, disclosed, on, decision, decider=_deciders(viewer, [row])[row.pk])


def undecided(viewer: Viewer, key: UUID, on: date) -> facts.Line:
    """One contract with what the gate says on a day, whatever was decided before."""
    row = _row(viewer, key)
    disclosed, contract = evidence(viewer, row, on), fact(viewer, row)
    return _line(contract, disclosed, on, None, decider=_deciders(viewer, [row])[row.pk])


def decider_of(viewer: Viewer, key: UUID) -> bool:
    """Whether the viewer's organisation decides at the gate; `gate.NotFoundError` if absent or hidden."""
    return not decider_besides(viewer, key)


def decider_besides(viewer: Viewer, key: UUID) -> str:
    """Who decides at the gate, if it is another than the viewer's own organisation; else empty."""
    return _deciders(viewer, [_row(viewer, key)])[key]


def decided_by(viewer: Viewer) -> set[UUID]:
    """The contracts at whose gates the viewer's organisation decides."""
    return {key for key, other in _deciders(viewer, list(_rows(viewer))).items() if not other}


def require_decider(viewer: Viewer, key: UUID) -> None:
    """`gate.RefusedError` unless the viewer's organisation decides at the contract's gate."""
    if not decider_of(viewer, key):
        raise gate.RefusedError(
            "The buyer decides at the gate, or the purchasing body that holds its contract."
        )


def require_change(viewer: Viewer, key: UUID) -> None:
    """`gate.RefusedError` unless the viewer may correct the contract and decide at its gate."""
    gate.open_record(viewer, models.Contract, key, Permission.CHANGE)


def may_change(viewer: Viewer, key: UUID) -> bool:
    """Whether the viewer may correct the contract and decide at its gate."""
    return gate.visible(viewer, models.Contract, Permission.CHANGE).filter(pk=key).exists()


def holder(viewer: Viewer, key: UUID) -> str:
    """Who put a contract here, for those who may see it."""
    return organisations.opened(viewer, _row(viewer, key).held_by).name


def seen_by(viewer: Viewer, key: UUID) -> list[Organisation]:
    """The other organisations that a contract is shown to, as far as the viewer may know them, by name."""
    row = _row(viewer, key)
    named = row.label.fact.named - {viewer.organisation}
    return [one for one in organisations.listed(viewer) if one.id in named]


def label_of(viewer: Viewer, key: UUID) -> Label:
    """What a contract says of itself to the gate, for what is made from it."""
    return _row(viewer, key).label.fact


def disclosed_for(viewer: Viewer, key: UUID, on: date) -> Disclosure:
    """What the supplier has said for a contract, up to a day, as far as the viewer may see it."""
    return evidence(viewer, _row(viewer, key), on)


def of_supplier(viewer: Viewer, supplier: UUID) -> list[facts.Contract]:
    """The contracts of a supplier that the viewer may see, by buyer and reference."""
    rows = _rows(viewer).filter(supplier=supplier).order_by("buyer__name", "reference")
    return [fact(viewer, row) for row in rows]


def search(viewer: Viewer, words: str) -> list[Hit]:
    """Contracts whose number, title, buyer, supplier or framework holds every word."""
    rows = _rows(viewer)
    for word in words.split():
        rows = rows.filter(
            Q(reference__icontains=word)
            | Q(title__icontains=word)
            | Q(framework__icontains=word)
            | Q(buyer__name__icontains=word)
            | Q(supplier__name__icontains=word)
        )
    return [
        Hit(row.title or row.reference, f"{row.buyer.name}, {row.supplier.name}", "contracts:one", row.pk)
        for row in rows.order_by("title", "reference")[:50]
    ]


def _line(
    contract: facts.Contract,
    disclosed: Disclosure,
    on: date,
    decision: facts.Decision | None,
    *,
    decider: str,
) -> facts.Line:
    """A contract, its gate on a day and the decision that stands; `decider` if another decides.

    Who does not decide is told neither of decisions nor that one is missing.
    """
    standing = decision if decision and decision.for_end_on == end_of(contract) else None
    said = judge(contract, disclosed, on, terms(on), standing)
    told = without_decisions(said, decider) if decider else said
    return facts.Line(contract, told, standing, decider)


def _deciders(viewer: Viewer, rows: list[models.Contract]) -> dict[UUID, str]:
    """For each contract the name of whoever decides on it; empty where it is the viewer's organisation."""
    known = {one.id: one for one in organisations.listed(viewer)}
    buying = {one.id for one in known.values() if one.kind in BUYING}
    found = {row.pk: decider(row.held_by, row.buyer_id, row.supplier_id, buying) for row in rows}
    names = {row.buyer_id: row.buyer.name for row in rows} | {key: one.name for key, one in known.items()}
    return {key: "" if who == viewer.organisation else names[who] for key, who in found.items()}


def end_of(contract: facts.Contract) -> date | None:
    """The end date that a decision would be about."""
    return contract.end.on if contract.end else None


def evidence(viewer: Viewer, row: models.Contract, on: date) -> Disclosure:
    """The disclosure that serves a contract on a day; empty when there is none."""
    return _evidence(viewer, [row], on)[row.pk]


def _evidence(viewer: Viewer, rows: list[models.Contract], on: date) -> dict[UUID, Disclosure]:
    """For each contract the latest version that was sent for it, or for all contracts of its buyer."""
    sent = disclosures.sent(viewer, on)
    # What was sent for contracts that the viewer may not see changes nothing that it sees.
    seen = gate.visible(viewer, models.Contract)
    served = models.Served.objects.filter(disclosure__in=[one.id for one in sent], contract__in=seen)
    only: dict[tuple[UUID, UUID], set[str]] = {}
    for disclosure, buyer, number in served.values_list(
        "disclosure", "contract__buyer", "contract__reference"
    ):
        only.setdefault((disclosure, buyer), set()).add(number)
    chosen = {row.pk: _serving(row, sent, only) for row in rows}
    contents = disclosures.contents(viewer, {key for key in chosen.values() if key}, on)
    return {row.pk: contents.get(chosen[row.pk] or row.pk, Disclosure(row.supplier.name)) for row in rows}


def _serving(row: models.Contract, sent: list[Sent], only: dict[tuple[UUID, UUID], set[str]]) -> UUID | None:
    """The newest version sent to the buyer or to whoever holds the contract for it.

    Not one that was sent for other contracts of that buyer only. Contracts are compared by number:
    the supplier may have chosen its own copy of the contract.
    """
    for one in sent:
        reached = one.supplier == row.supplier_id and {row.buyer_id, row.held_by} & one.recipients
        if reached and row.reference in only.get((one.id, row.buyer_id), {row.reference}):
            return one.id
    return None


def _rows(viewer: Viewer) -> QuerySet[models.Contract]:
    return gate.visible(viewer, models.Contract).select_related(*PARTS).prefetch_related(*LISTS)


def _row(viewer: Viewer, key: UUID) -> models.Contract:
    return gate.open_record(viewer, models.Contract, key)


def fact(viewer: Viewer, row: models.Contract) -> facts.Contract:
    """A record as a fact, for a viewer to whom the gate has opened it.

    Where a date stands (a file's name, a note) is told to its holder only: the others see the date.
    """
    own = row.label.originator == viewer.organisation
    dates = {one.kind: _date(one, own=own) for one in row.dates.all()}
    return facts.Contract(
        reference=row.reference,
        buyer=row.buyer.name,
        supplier=row.supplier.name,
        start=dates.get(facts.DateKind.START),
        end=dates.get(facts.DateKind.END),
        maximum_end=dates.get(facts.DateKind.MAXIMUM_END),
        notice=dates.get(facts.DateKind.NOTICE),
        title=row.title,
        cpv=row.cpv,
        value=_value(row),
        framework=row.framework,
        update_duty=facts.UpdateDuty(facts.Duty(row.duty), row.duty_reference, row.duty_text),
        models=tuple(facts.Model(one.brand, one.product_model) for one in row.models.all()),
        stage=facts.Stage(row.stage),
        notes=tuple(row.notes),
        said=frozenset(row.said_by_people),
        id=row.pk,
    )


def _date(row: models.ContractDate, *, own: bool) -> facts.SourcedDate:
    source = row.source if own else ""
    return facts.SourcedDate(row.on, source, row.inferred, row.confirmed_by is not None)


def _value(row: models.Contract) -> Money | None:
    if row.value_minor is None:
        return None
    return Money(row.value_minor, row.currency, Basis(row.value_basis))
