"""Who can see this, and granting it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from commonpurchase.holdings.actions import grants
from commonpurchase.holdings.facts.seeing import Kind
from commonpurchase.holdings.forms.grants import GrantForm
from commonpurchase.holdings.queries import seeing
from commonpurchase.holdings.reckoning.days import last_day
from commonpurchase.organisations.reckoning import custody
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import GrantState, Permission
from commonpurchase.vocabulary.periods import add_days
from commonpurchase.vocabulary.readers import declared

UNPROCESSABLE = 422
#: The page of each kind of record.
PAGES = {
    Kind.CONTRACT: "contracts:one",
    Kind.DISCLOSURE: "disclosures:one",
    Kind.IMPORT: "contracts:import-one",
    Kind.UPLOAD: "contracts:update",
    Kind.DECISION: "contracts:decision",
    Kind.AGREEMENT: "holdings:agreement",
    Kind.ORGANISATION: "organisations:one",
    Kind.ATTESTATION: "holdings:attestation",
    Kind.PROPOSAL: "holdings:proposal",
    Kind.MEETING: "engagement:meeting",
    Kind.ATTENDANCE: "engagement:attendance",
    Kind.CONTRIBUTION: "engagement:contribution",
    Kind.SUMMARY: "engagement:draft",
    Kind.RELEASE: "engagement:summary",
    Kind.RELEASE_PLAN: "holdings:release-plan",
    Kind.PUBLISHED_SUMS: "holdings:release",
}
STANDING = frozenset({GrantState.OPEN, GrantState.TO_COME})


@gate.needs(Permission.SEE)
def who(request: HttpRequest, kind: str, key: UUID) -> HttpResponse:
    """Who sees a record and because of what: all of it for its originator, for others only themselves."""
    seen = seeing.opened(gate.viewer_of(request), kind_of(kind), key)
    context = {
        "seeing": seen,
        "record": reverse(PAGES[seen.kind], args=[key]),
        "given": [
            {"one": one, "last": last_day(one.grant.end), "may_revoke": one.state in STANDING}
            for one in seen.grants
        ],
        "table": custody.detail(),
    }
    return render(request, "holdings/seeing.html", context)


@gate.needs(Permission.CHANGE)
def grant(request: HttpRequest, kind: str, key: UUID) -> HttpResponse:
    """Type a grant, read what it would do, confirm it; nothing is granted before that."""
    viewer, which = gate.viewer_of(request), kind_of(kind)
    form = _form(request, which, key)
    context = {"form": form, "seeing": seeing.opened(viewer, which, key)}
    if request.method != "POST" or "change" in request.POST or not form.is_valid():
        refused = request.method == "POST" and "change" not in request.POST
        return render(request, "holdings/grant.html", context, status=UNPROCESSABLE if refused else 200)
    shown = seeing.preview(viewer, which, key, form.fact())
    if request.POST.get("seen") != shown.fingerprint:
        to = form.known[form.cleaned_data["organisation"]].name
        return render(request, "holdings/grant_preview.html", {**context, "preview": shown, "to": to})
    try:
        grants.give(kind=which, key=key, grant=form.fact(), by=viewer)
    except grants.NotGrantedError as why:
        form.add_error(None, str(why))
        return render(request, "holdings/grant.html", context, status=UNPROCESSABLE)
    messages.success(request, f"Granted to {form.known[form.cleaned_data['organisation']].name}.")
    return redirect("holdings:seeing", which, key)


@require_POST
@gate.needs(Permission.CHANGE)
def revoke(request: HttpRequest, kind: str, key: UUID, given: UUID) -> HttpResponse:
    """Take a grant back, at once."""
    viewer, which = gate.viewer_of(request), kind_of(kind)
    grants.revoke(kind=which, key=key, grant=given, by=viewer)
    messages.success(request, "Taken back: it is closed from this moment on. What was seen cannot be unseen.")
    return redirect("holdings:seeing", which, key)


def _form(request: HttpRequest, kind: Kind, key: UUID) -> GrantForm:
    viewer = gate.viewer_of(request)
    on = viewer.at.date()
    return GrantForm(
        seeing.grantable(viewer, kind, key),
        request.POST or None,
        initial={"start": on, "last": add_days(on, declared.value("grant_usual_days", on) - 1)},
        finds=lambda email, organisation: seeing.person_of(email, organisation, viewer),
        at=viewer.at,
        longest=declared.value("grant_longest_days", on),
    )


def kind_of(word: str) -> Kind:
    """The kind that stands in an address; any other word is not found."""
    try:
        return Kind(word)
    except ValueError:
        raise gate.NotFoundError(word) from None
