"""Writes what an import adds and changes. Called inside the transaction that carries the import out."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from commonpurchase.contracts import facts, models
from commonpurchase.contracts.actions.corrections import may_move
from commonpurchase.contracts.queries import imports as queries
from commonpurchase.contracts.reckoning import audience, fields
from commonpurchase.history import actions as history
from commonpurchase.organisations import actions as organisations
from commonpurchase.organisations import queries as known
from commonpurchase.organisations.facts import Kind, Organisation
from commonpurchase.sharing import actions as sharing
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Audience, Flag, Label, Viewer
from commonpurchase.sharing.reckoning import presets
from commonpurchase.vocabulary.amounts import Basis

#: What a party that nobody knows yet is taken for until somebody claims it.
KINDS = {"buyer": Kind.BUYER, "supplier": Kind.RESELLER}
Parties = dict[str, Organisation]


def take_over(row: models.Import, preview: facts.Preview, *, keep_to_ourselves: bool, by: Viewer) -> None:
    """Write the contracts that are added, then what changes of those held; the rest is not touched."""
    added, changed = preview.of(facts.Fate.ADDED), preview.of(facts.Fate.CHANGED)
    parties = _parties((*added, *changed), by)
    _add(row, added, parties, keep_to_ourselves=keep_to_ourselves, by=by)
    held = queries.held_rows(by)
    for one in changed:
        _change(held[one.draft.source_key], one, parties, by)


def _parties(comparisons: Iterable[facts.Comparison], by: Viewer) -> Parties:
    """Every organisation that is named, by folded name; whom nobody knows is written down unclaimed."""
    found = queries.known(by)
    for one in comparisons:
        for role, kind in KINDS.items():
            name = getattr(one.after, role)
            if known.fold(name) not in found:
                found[known.fold(name)] = organisations.name_unclaimed(name=name, kind=kind, by=by)
    return found


def _add(
    row: models.Import,
    comparisons: Iterable[facts.Comparison],
    parties: Parties,
    *,
    keep_to_ourselves: bool,
    by: Viewer,
) -> None:
    written: list[tuple[models.Contract, facts.Contract]] = []
    holder, members = known.opened(by, gate.organisation_of(by)), queries.members(by)
    for one in comparisons:
        buyer, supplier = _party(parties, one.after.buyer), _party(parties, one.after.supplier)
        others = audience.receivers(holder, members, buyer, supplier)
        label = _label(holder.id, supplier, () if keep_to_ourselves else others)
        contract = models.Contract(
            label=sharing.attach(label),
            source_key=one.draft.source_key,
            source=row,
            held_by=holder.id,
            buyer_id=buyer.id,
            supplier_id=supplier.id,
            **_columns(one.after),
        )
        written.append((contract, one.after))
    models.Contract.objects.bulk_create(contract for contract, _ in written)
    models.ContractDate.objects.bulk_create(
        models.ContractDate(contract=contract, kind=kind.value, **_date(on))
        for contract, after in written
        for kind, on in _dates(after)
    )
    models.ContractedModel.objects.bulk_create(
        _bought(contract, one) for contract, after in written for one in after.models
    )
    for contract, _ in written:
        _remember("add_contract", contract, {"import": str(row.pk)}, by)


def _change(row: models.Contract, one: facts.Comparison, parties: Parties, by: Viewer) -> None:
    buyer, supplier = _party(parties, one.after.buyer), _party(parties, one.after.supplier)
    if (buyer.id, supplier.id) != (row.buyer_id, row.supplier_id):
        closed = row.label.fact.audience is Audience.OWN
        holder = known.opened(by, row.held_by)
        others = audience.receivers(holder, queries.members(by), buyer, supplier)
        label = _marked_as(row.label.fact, _label(row.held_by, supplier, () if closed else others))
        sharing.relabel(record=row, label=label, by=by)
    columns = {**_columns(one.after), "buyer_id": buyer.id, "supplier_id": supplier.id}
    models.Contract.objects.filter(pk=row.pk).update(**columns)
    _change_dates(row, one.after, by)
    _change_models(row, one.after)
    told = {each.field: [each.before, each.after] for each in one.altered}
    _remember("change_contract", row, {"changes": told}, by)


def _change_dates(row: models.Contract, after: facts.Contract, by: Viewer) -> None:
    """Write the dates that differ. What a person confirmed was kept when the two were compared."""
    before = {one.kind: one for one in row.dates.all()}
    for kind, told in _dates(after):
        held = before.get(kind.value)
        if held and (held.confirmed_by or (held.on, held.inferred) == (told.on, told.inferred)):
            continue
        may_move(row, held, by)
        row.dates.update_or_create(kind=kind.value, defaults=_date(told))


def _change_models(row: models.Contract, after: facts.Contract) -> None:
    if {(one.brand, one.product_model) for one in row.models.all()} != {
        (one.brand, one.product_model) for one in after.models
    }:
        row.models.all().delete()
        models.ContractedModel.objects.bulk_create([_bought(row, one) for one in after.models])


def _label(holder: UUID, supplier: Organisation, others: Sequence[Organisation]) -> Label:
    """For those others, if any; behind the wall, for it shows who supplies whom."""
    label = presets.named(holder, *(one.id for one in others)) if others else presets.own(holder)
    return replace(label, flags=frozenset({Flag.COMPETITIVELY_SENSITIVE}), subjects=frozenset({supplier.id}))


def _marked_as(before: Label, label: Label) -> Label:
    """Another party changes whom a contract names and is about, not how its buyer marked it."""
    return replace(
        before,
        audience=label.audience,
        named=label.named,
        subjects=label.subjects,
        flags=before.flags | label.flags,
    )


def _party(parties: Parties, name: str) -> Organisation:
    return parties[known.fold(name)]


def _columns(after: facts.Contract) -> dict[str, object]:
    value = after.value
    return {
        "reference": after.reference,
        "title": after.title,
        "cpv": after.cpv,
        "framework": after.framework,
        "stage": after.stage.value,
        "notes": list(after.notes),
        "value_minor": value.minor if value else None,
        "currency": value.currency if value else "",
        "value_basis": (value.basis if value else Basis.UNKNOWN).value,
        "duty": after.update_duty.duty.value,
        "duty_reference": after.update_duty.reference,
        "duty_text": after.update_duty.text,
    }


def _dates(after: facts.Contract) -> list[tuple[facts.DateKind, facts.SourcedDate]]:
    named = [(facts.DateKind(name.replace("_", " ")), getattr(after, name)) for name in fields.DATES]
    return [(kind, told) for kind, told in named if told]


def _date(told: facts.SourcedDate) -> dict[str, object]:
    return {"on": told.on, "source": told.source, "inferred": told.inferred}


def _bought(row: models.Contract, one: facts.Model) -> models.ContractedModel:
    return models.ContractedModel(contract=row, brand=one.brand, product_model=one.product_model)


def _remember(verb: str, row: models.Contract, content: dict[str, object], by: Viewer) -> None:
    history.append(verb=f"contracts.{verb}", subject=("contract", row.pk), content=content, by=by)
