"""Agreements: the list with its picture, one agreement, drafting, signing, ending early."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from commonpurchase.contracts.pictures.timeline import in_a_sentence, timeline
from commonpurchase.holdings.actions import agreements as actions
from commonpurchase.holdings.forms.agreements import DraftForm, SignForm
from commonpurchase.holdings.pictures import agreements as pictures
from commonpurchase.holdings.queries import agreements
from commonpurchase.holdings.reckoning.agreements import bars, moments, which_law
from commonpurchase.organisations.reckoning import custody
from commonpurchase.sharing import gate
from commonpurchase.sharing.actions import agreements as sharing
from commonpurchase.sharing.facts import PaperState, Permission

UNPROCESSABLE = 422
STANDING = frozenset({PaperState.UNSIGNED, PaperState.TO_COME, PaperState.IN_FORCE, PaperState.SUSPENDED})
DRAFTED = (
    "The parties that you choose, and nobody else: each of them will hold what you write here. "
    f"{custody.BY_LAW}"
)


@gate.needs(gate.MEMBER)
def listing(request: HttpRequest) -> HttpResponse:
    """The agreements of one's own organisation, on a timeline and as a table."""
    viewer = gate.viewer_of(request)
    found = agreements.listed(viewer)
    today = viewer.at.date()
    context = {
        "agreements": found,
        "picture": pictures.of_agreements(bars(found), today, "agreements"),
        "sentence": pictures.in_a_sentence(bars(found), today),
    }
    return render(request, "holdings/agreements.html", context)


@gate.needs(Permission.SEE)
def one(request: HttpRequest, key: UUID) -> HttpResponse:
    """One agreement, for its parties."""
    viewer = gate.viewer_of(request)
    agreement = agreements.opened(viewer, key)
    points = moments(agreement, viewer.at.date())
    context = {
        "agreement": agreement,
        "moments": points,
        "timeline": timeline(points, "Timeline of this agreement", "timeline"),
        "sentence": in_a_sentence(points),
        "which_law": which_law(agreement.subject),
        "blocked": bool(agreement.subject) and not agreement.paper.carve_out,
        "may_sign": agreement.state is PaperState.UNSIGNED and not agreement.own_signed,
        "may_end": agreement.state in STANDING,
    }
    return render(request, "holdings/agreement.html", context)


@gate.needs(gate.MEMBER)
def draft(request: HttpRequest) -> HttpResponse:
    """Draft an agreement; nothing is in force before every party has signed."""
    viewer = gate.viewer_of(request)
    possible = agreements.possible_parties(viewer)
    form = DraftForm(possible, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            key = sharing.draft(agreement=form.draft(gate.organisation_of(viewer)), by=viewer)
        except sharing.NotReadyError as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, "The draft is kept. Its parties can read it and sign.")
            return redirect("holdings:agreement", key)
    chosen = set(request.POST.getlist("parties"))
    context = {
        "form": form,
        "possible": [
            {
                "id": one.id,
                "name": one.name,
                "held": custody.sentence(one),
                "chosen": str(one.id) in chosen,
            }
            for one in possible
        ],
        "custody": DRAFTED,
    }
    return render(request, "holdings/draft.html", context, status=UNPROCESSABLE if form.errors else 200)


@gate.needs(Permission.SEE)
def sign(request: HttpRequest, key: UUID) -> HttpResponse:
    """Sign for one's own organisation."""
    viewer = gate.viewer_of(request)
    agreement = agreements.opened(viewer, key)
    form = SignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.sign(agreement=key, name=form.cleaned_data["name"], by=viewer)
        except sharing.NotReadyError as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, "Signed for your organisation.")
            return redirect("holdings:agreement", key)
    context = {"form": form, "agreement": agreement, "which_law": which_law(agreement.subject)}
    return render(request, "holdings/sign.html", context, status=UNPROCESSABLE if form.errors else 200)


@gate.needs(Permission.SEE)
def end(request: HttpRequest, key: UUID) -> HttpResponse:
    """End an agreement early: what it means, and a button."""
    viewer = gate.viewer_of(request)
    agreement = agreements.opened(viewer, key)
    if request.method == "POST":
        try:
            sharing.end(agreement=key, by=viewer)
        except sharing.NotReadyError as why:
            messages.error(request, str(why))
        else:
            messages.success(request, "Ended. It covers nothing new from this moment on.")
        return redirect("holdings:agreement", key)
    return render(request, "holdings/end.html", {"agreement": agreement})
