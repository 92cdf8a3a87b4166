"""Correcting a contract: its dates, its update duty, the models it buys."""

from datetime import date
from uuid import UUID

from django.db import transaction

from commonpurchase.contracts import facts, models
from commonpurchase.contracts.queries import contracts
from commonpurchase.history import actions as history
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Permission, Viewer
from commonpurchase.vocabulary.periods import in_words

#: The days that a gate is reckoned from.
DECIDING = {facts.DateKind.NOTICE.value, facts.DateKind.END.value}


@transaction.atomic
def confirm_date(*, contract: UUID, kind: facts.DateKind, on: date | None, source: str, by: Viewer) -> None:
    """Write a date that a person has checked, with its source; None takes the date away.

    A confirmed date is never overwritten by an import.
    """
    row = gate.open_record(by, models.Contract, contract, Permission.CHANGE)
    before = row.dates.filter(kind=kind.value).first()
    may_move(row, before, by)
    if on is None:
        row.dates.filter(kind=kind.value).delete()
    else:
        row.dates.update_or_create(
            kind=kind.value,
            defaults={
                "on": on,
                "source": source.strip() or (before.source if before and before.on == on else ""),
                "inferred": False,
                "confirmed_by": by.person,
                "confirmed_at": by.at,
            },
        )
    _said(row, kind.value)
    _remember(row, "confirm_date", {"kind": kind.value, "on": str(on), "source": source}, by)


def may_move(row: models.Contract, before: models.ContractDate | None, by: Viewer) -> None:
    """`gate.RefusedError` for a day that has passed, unless the viewer's organisation decides at the gate.

    Otherwise whoever is judged could undo that somebody is late.
    """
    other = contracts.decider_besides(by, row.pk)
    if other and before and before.on < by.at.date() and before.kind in DECIDING:
        passed = f"Contract {row.reference}: the {before.kind} date, {in_words(before.on)}, has passed."
        message = f"{passed} {other} decides at its gate, so only {other} can say that it was another day."
        raise gate.RefusedError(message)


@transaction.atomic
def set_duty(*, contract: UUID, duty: facts.UpdateDuty, by: Viewer) -> None:
    """Write whether the contract obliges the supplier to update, and the clause's own words."""
    row = gate.open_record(by, models.Contract, contract, Permission.CHANGE)
    row.duty, row.duty_reference, row.duty_text = duty.duty.value, duty.reference, duty.text
    row.save(update_fields=["duty", "duty_reference", "duty_text"])
    _said(row, "update_duty")
    _remember(row, "set_duty", {"duty": duty.duty.value, "reference": duty.reference, "text": duty.text}, by)


@transaction.atomic
def set_models(*, contract: UUID, bought: list[facts.Model], by: Viewer) -> None:
    """Write which product models are bought under the contract; replaces the list."""
    row = gate.open_record(by, models.Contract, contract, Permission.CHANGE)
    row.models.all().delete()
    unique = {(one.brand, one.product_model): one for one in bought}
    models.ContractedModel.objects.bulk_create(
        models.ContractedModel(contract=row, brand=brand, product_model=model) for brand, model in unique
    )
    _said(row, "models")
    _remember(row, "set_models", {"models": sorted(f"{brand}: {model}" for brand, model in unique)}, by)


def _said(row: models.Contract, what: str) -> None:
    """Note that a person set it, so that no import undoes it."""
    row.said_by_people = sorted({*row.said_by_people, what})
    row.save(update_fields=["said_by_people"])


def _remember(row: models.Contract, verb: str, content: dict[str, object], by: Viewer) -> None:
    history.append(verb=f"contracts.{verb}", subject=("contract", row.pk), content=content, by=by)
