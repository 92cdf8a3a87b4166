"""Deciding at a gate, and correcting what a contract says."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from commonpurchase.contracts.actions import corrections, decisions
from commonpurchase.contracts.facts import Contract, DateKind, Line
from commonpurchase.contracts.forms.decisions import DateForm, DecisionForm, DutyForm, ModelsForm
from commonpurchase.contracts.queries import contracts
from commonpurchase.contracts.queries import decisions as decisions_of
from commonpurchase.organisations import queries as organisations
from commonpurchase.organisations.reckoning.custody import before_sharing
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Permission, Viewer

DATE_NAMES = {
    DateKind.START: "start",
    DateKind.END: "end",
    DateKind.MAXIMUM_END: "latest possible end",
    DateKind.NOTICE: "notice date",
}


@gate.needs(Permission.SEE)
def decide(request: HttpRequest, key: UUID) -> HttpResponse:
    """Decide at the gate; a refusal says every reason and keeps what was typed."""
    viewer = gate.viewer_of(request)
    contracts.require_decider(viewer, key)
    line = contracts.opened(viewer, key, viewer.at.date())
    made = decisions_of.of_contract(viewer, key)
    form = DecisionForm(request.POST or None, initial=_suggested(line), route=line.gate.route)
    if request.method == "POST" and form.is_valid():
        try:
            after = next((one.id for one in made if str(one.id) == request.POST.get("after")), None)
            decisions.decide(contract=key, after=after, by=viewer, **form.cleaned_data)
        except decisions.DecisionRefusedError as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, "Your decision is kept, with everything it rested on.")
            return redirect("contracts:one", key)
    return render(request, "contracts/decide.html", {"form": form, "line": line, "made": made})


@gate.needs(Permission.CHANGE)
def change_date(request: HttpRequest, key: UUID, kind: str) -> HttpResponse:
    """Confirm, correct or remove one date of a contract."""
    viewer, which = gate.viewer_of(request), DateKind(kind)
    contract = _changeable(viewer, key).contract
    known = getattr(contract, which.name.lower())
    initial = {"on": known.on, "source": known.source} if known else {}
    form = DateForm(request.POST or None, initial=initial, contract=contract, kind=which)

    def save(typed: dict[str, Any]) -> None:
        day: date | None = typed["on"]
        corrections.confirm_date(contract=key, kind=which, on=day, source=typed["source"], by=viewer)

    return _change(request, form, contract, f"Confirm the {DATE_NAMES[which]}", save)


@gate.needs(Permission.CHANGE)
def change_duty(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say whether the contract obliges the supplier to update, and quote the clause."""
    viewer = gate.viewer_of(request)
    contract = _changeable(viewer, key).contract
    duty = contract.update_duty
    initial = {"duty": duty.duty.value, "reference": duty.reference, "text": duty.text}
    form = DutyForm(request.POST or None, initial=initial)
    return _change(
        request,
        form,
        contract,
        "The duty to update",
        lambda _: corrections.set_duty(contract=key, duty=form.fact(), by=viewer),
    )


@gate.needs(Permission.CHANGE)
def change_models(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say which product models are bought under the contract."""
    viewer = gate.viewer_of(request)
    contract = _changeable(viewer, key).contract
    bought = "\n".join(f"{model.brand}: {model.product_model}" for model in contract.models)
    form = ModelsForm(request.POST or None, initial={"bought": bought})
    return _change(
        request,
        form,
        contract,
        "Product models bought",
        lambda typed: corrections.set_models(contract=key, bought=typed["bought"], by=viewer),
    )


def _changeable(viewer: Viewer, key: UUID) -> Line:
    """The contract, if the viewer may change it: hidden is not found, only seen is refused."""
    line = contracts.undecided(viewer, key, viewer.at.date())
    contracts.require_change(viewer, key)
    return line


def _change(
    request: HttpRequest,
    form: forms.Form,
    contract: Contract,
    heading: str,
    save: Callable[[dict[str, Any]], None],
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        save(form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect("contracts:one", contract.id)
    return render(
        request,
        "contracts/change.html",
        {"form": form, "contract": contract, "heading": heading, "custody": _custody(request, contract)},
    )


def _custody(request: HttpRequest, contract: Contract) -> str:
    """Before anything is typed: who sees it and who holds it."""
    viewer = gate.viewer_of(request)
    others = contracts.seen_by(viewer, contract.id) if contract.id else []
    sentence = before_sharing(organisations.opened(viewer, gate.organisation_of(viewer)), others)
    return f"{sentence} Where a date stands is seen by your own organisation only."


def _suggested(line: Line) -> dict[str, object]:
    actions = "\n".join(f"{action.by:%Y-%m-%d} {action.what}" for action in line.gate.actions)
    return {"actions": actions}
