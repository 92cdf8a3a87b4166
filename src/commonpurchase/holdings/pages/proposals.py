"""A statement reckoned from rows, looked at, proposed, agreed to by a second person, and signed."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from commonpurchase.holdings.actions import attestations as actions
from commonpurchase.holdings.facts.issuing import Draft, Stage
from commonpurchase.holdings.forms.attestations import IssueForm
from commonpurchase.holdings.pages.attestations import UNPROCESSABLE, held
from commonpurchase.holdings.queries import attestations, drafts, keys
from commonpurchase.holdings.reckoning import classes, issuing, wording
from commonpurchase.organisations import queries as organisations
from commonpurchase.organisations.facts import Organisation
from commonpurchase.organisations.reckoning import custody
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Permission, Viewer
from commonpurchase.vocabulary.findings import Verdict
from commonpurchase.vocabulary.readers import declared

SIGNED = "Signed. Those whom it is for can read it from now on."


@gate.needs(gate.MEMBER)
def start(request: HttpRequest) -> HttpResponse:
    """Whose rows the statement is about; a supplier goes on with its own."""
    viewer = gate.viewer_of(request)
    subjects = drafts.subjects(viewer) if drafts.may_issue(viewer) else []
    disclosed = [one for one in subjects if drafts.has_disclosed(viewer, one.id)]
    if len(disclosed) == 1:
        return redirect("holdings:issue", disclosed[0].id)
    context = {"subjects": disclosed, "may_issue": drafts.may_issue(viewer)}
    return render(request, "holdings/attestation_start.html", context)


@gate.needs(Permission.SEE)
def issue(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Choose what to say, look at what the rows support, then propose or sign it."""
    viewer = gate.viewer_of(request)
    form = _form(request, subject)
    context = {
        "form": form,
        "subject": organisations.opened(viewer, subject),
        "key": keys.own(viewer),
        "own": viewer.organisation,
        "offered": _receivers(viewer, subject, form),
    }
    if request.method != "POST" or "change" in request.POST:
        return render(request, "holdings/attestation_issue.html", context)
    if not form.is_valid():
        return render(request, "holdings/attestation_issue.html", context, status=UNPROCESSABLE)
    draft = drafts.drafted(viewer, subject, form.fact())
    for finding in draft.findings:
        if finding.verdict is Verdict.NOT_MET:
            form.add_error(None, finding.because)
    if form.errors:
        return render(request, "holdings/attestation_issue.html", context, status=UNPROCESSABLE)
    if request.POST.get("seen") != issuing.seen(draft):
        return render(request, "holdings/attestation_preview.html", {**context, **_preview(viewer, draft)})
    try:
        issued = actions.issue(subject=subject, wanted=form.fact(), by=viewer)
    except actions.NotReadyError as why:
        form.add_error(None, str(why))
        return render(request, "holdings/attestation_issue.html", context, status=UNPROCESSABLE)
    return _done(request, issued)


def _done(request: HttpRequest, issued: actions.Issue) -> HttpResponse:
    if issued.signed:
        messages.success(request, SIGNED)
        return redirect("holdings:attestation", issued.signed)
    messages.success(request, "Proposed. Nobody else sees it before it was agreed to and signed.")
    return redirect("holdings:proposal", issued.proposal)


@gate.needs(Permission.SEE)
def one(request: HttpRequest, key: UUID) -> HttpResponse:
    """A proposal: what it would say, to whom, who agreed, and what this person can do next."""
    viewer = gate.viewer_of(request)
    proposal = attestations.proposed(viewer, key)
    recipients = [each for each in organisations.listed(viewer) if each.id in proposal.wanted.recipients]
    context = {
        "one": proposal,
        "says": wording.in_sentences(proposal.statement),
        "class_words": classes.words(proposal.statement.label_class),
        "recipients": recipients,
        "held": held(proposal.issuer, recipients),
        "may_agree": attestations.may_agree(viewer, proposal),
        "may_sign": proposal.own and proposal.stage is Stage.READY,
        "may_set_aside": proposal.own and proposal.stage in {Stage.WAITING, Stage.READY},
        "signed": attestations.signed_from(viewer, key),
        "missing": 2 - len(proposal.agreed),
        "days": declared.value("attestation_proposal_days", viewer.at.date()),
    }
    return render(request, "holdings/attestation_proposal.html", context)


@require_POST
@gate.needs(Permission.SEE)
def agree(request: HttpRequest, key: UUID) -> HttpResponse:
    """Agree as a person of the organisation whose rows they are; one's own statement is signed with that."""
    viewer = gate.viewer_of(request)
    return _did(
        request,
        key,
        lambda: actions.confirm(proposal=key, by=viewer),
        "You agreed. Once two persons have, whoever proposed it can sign it.",
    )


@require_POST
@gate.needs(Permission.CHANGE)
def sign(request: HttpRequest, key: UUID) -> HttpResponse:
    """Sign a proposal that everybody agreed to who must."""
    viewer = gate.viewer_of(request)
    return _did(request, key, lambda: actions.sign(proposal=key, by=viewer), SIGNED)


@require_POST
@gate.needs(Permission.CHANGE)
def set_aside(request: HttpRequest, key: UUID) -> HttpResponse:
    """Set a proposal aside."""
    viewer = gate.viewer_of(request)
    return _did(
        request, key, lambda: actions.set_aside(proposal=key, by=viewer), "Set aside. Nothing was signed."
    )


def _did(request: HttpRequest, key: UUID, act: Callable[[], UUID | None], said: str) -> HttpResponse:
    """Do it and say so, with the signed statement if one came of it; or say why not."""
    try:
        signed = act()
    except actions.NotReadyError as why:
        messages.error(request, str(why))
        return redirect("holdings:proposal", key)
    messages.success(request, SIGNED if signed else said)
    return redirect("holdings:attestation", signed) if signed else redirect("holdings:proposal", key)


def _form(request: HttpRequest, subject: UUID) -> IssueForm:
    viewer = gate.viewer_of(request)
    models, tiers = drafts.offered(viewer, subject)
    return IssueForm(
        request.POST or None,
        own=viewer.organisation == subject,
        offered=models,
        tiers=tiers,
        receivers=drafts.receivers(viewer, subject),
        longest=declared.value("attestation_longest_days", viewer.at.date()),
    )


def _receivers(viewer: Viewer, subject: UUID, form: IssueForm) -> list[dict[str, object]]:
    chosen = set(form["recipients"].value() or ())
    return [
        {"organisation": one, "held": custody.sentence(one), "chosen": str(one.id) in chosen}
        for one in drafts.receivers(viewer, subject)
    ]


def _preview(viewer: Viewer, draft: Draft) -> dict[str, object]:
    shown = draft.shown
    return {
        "draft": draft,
        "says": wording.in_sentences(draft.statement),
        "class_words": classes.words(draft.statement.label_class),
        "seen": issuing.seen(draft),
        "held": held(draft.issuer, list(draft.recipients)),
        "others_rows": draft.originator != viewer.organisation,
        "several_checks": len(shown.checked) > 1,
        "also": _also(draft.issuer, draft.subject),
    }


def _also(issuer: Organisation, subject: Organisation) -> str:
    """Whoever's sites it is about reads what is said of them."""
    return "" if issuer.id == subject.id else subject.name
