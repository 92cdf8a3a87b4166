"""Signed statements: those an organisation issued and received, what one says, downloaded and taken back."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from commonpurchase.holdings.actions import attestations as actions
from commonpurchase.holdings.facts.issuing import Force, Issued, Proposal
from commonpurchase.holdings.forms.attestations import TakeBackForm
from commonpurchase.holdings.queries import attestations, drafts, keys
from commonpurchase.holdings.reckoning import classes, wording
from commonpurchase.organisations import queries as organisations
from commonpurchase.organisations.facts import Organisation
from commonpurchase.organisations.reckoning import custody
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Permission, Viewer

PAGE, UNPROCESSABLE, UNAVAILABLE = 50, 422, 503
MEDIA_TYPE = "application/vc+ld+json"
COLOURS = {Force.IN_FORCE: "success", Force.EXPIRED: "neutral", Force.REVOKED: "danger"}


@gate.needs(gate.MEMBER)
def listing(request: HttpRequest) -> HttpResponse:
    """What waits to be agreed to or signed, and every signed statement that the viewer may see."""
    viewer = gate.viewer_of(request)
    page = Paginator(attestations.issued(viewer), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [{"one": one, **_told(one)} for one in page.object_list],
        "waiting_proposals": [_waiting(viewer, one) for one in attestations.proposals(viewer)],
        "may_issue": drafts.may_issue(viewer),
        "own": gate.organisation_of(viewer),
    }
    return render(request, "holdings/attestations.html", context)


@gate.needs(Permission.SEE)
def one(request: HttpRequest, key: UUID) -> HttpResponse:
    """One signed statement: what it says, proves and does not prove, and how to check it."""
    viewer = gate.viewer_of(request)
    signed = attestations.opened(viewer, key)
    context = {
        "one": signed,
        **_told(signed),
        "class_words": classes.words(signed.label_class),
        "recipients": [named.name for named in _organisations(viewer) if named.id in signed.recipients],
        "file_name": _file_name(signed),
        "several_checks": " and " in signed.statement.basis.checked_by,
    }
    return render(request, "holdings/attestation.html", context)


@gate.needs(Permission.SEE)
def download(request: HttpRequest, key: UUID) -> HttpResponse:
    """The signed file, byte for byte as it was signed."""
    signed = attestations.opened(gate.viewer_of(request), key)
    return as_file(signed.content, _file_name(signed))


@gate.needs(gate.ANYONE)
def status_list(request: HttpRequest, key: UUID) -> HttpResponse:
    """What was taken back of a key's statements, as bits: for whoever holds one, with an account or not."""
    try:
        content = keys.status_list(gate.viewer_of(request), key)
    except keys.SecretLostError as lost:
        return HttpResponse(str(lost), status=UNAVAILABLE, content_type="text/plain; charset=utf-8")
    return as_file(content, "status-list.json")


def as_file(content: bytes, name: str) -> HttpResponse:
    """A signed file as an answer."""
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@gate.needs(Permission.CHANGE)
def take_back(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a statement back, saying why."""
    viewer = gate.viewer_of(request)
    signed = attestations.revocable(viewer, key)
    form = TakeBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_back(attestation=key, because=form.cleaned_data["because"], by=viewer)
        except actions.NotReadyError as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, "Taken back. The status list says so from this moment on.")
            return redirect("holdings:attestation", key)
    context = {"one": signed, **_told(signed), "form": form}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "holdings/attestation_take_back.html", context, status=status)


def _file_name(signed: Issued) -> str:
    return f"attestation-{signed.issued_at:%Y-%m-%d}.json"


def _told(signed: Issued) -> dict[str, object]:
    return {"says": wording.in_sentences(signed.statement), "color": COLOURS[signed.force]}


def _waiting(viewer: Viewer, proposal: Proposal) -> dict[str, object]:
    return {
        "one": proposal,
        "says": wording.in_sentences(proposal.statement),
        "mine": attestations.may_agree(viewer, proposal),
    }


def _organisations(viewer: Viewer) -> list[Organisation]:
    return organisations.listed(viewer)


def held(issuer: Organisation, recipients: list[Organisation]) -> str:
    """Before it is issued: who will see it and hold it, and that the rows are not sent with it."""
    return (
        f"{custody.before_sharing(issuer, recipients)} What they hold is the statement; no row goes with it."
    )
