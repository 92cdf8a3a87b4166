"""The public register, and the way into it: propose, agree, hear, answer, publish."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from commonpurchase.holdings.actions import register as actions
from commonpurchase.holdings.facts.register import Stage
from commonpurchase.holdings.forms.register import AnswerForm, ProposeForm, ReplyForm
from commonpurchase.holdings.pages.seeing import UNPROCESSABLE, kind_of
from commonpurchase.holdings.queries import register, seeing
from commonpurchase.holdings.readers import policy
from commonpurchase.organisations import queries as organisations
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Permission


@gate.needs(gate.ANYONE)
def entries(request: HttpRequest) -> HttpResponse:
    """The public register: the same for everybody, signed in or not."""
    anybody = register.anybody(gate.viewer_of(request).at)
    return render(request, "holdings/register.html", {"entries": register.entries(anybody)})


@gate.needs(gate.ANYONE)
def entry(request: HttpRequest, key: UUID) -> HttpResponse:
    """One entry of the public register, with its versions."""
    at = gate.viewer_of(request).at
    found = register.entry(register.anybody(at), key)
    heads = {one.id: one for one in policy.heads(found.published_on)}
    withheld = [(one.what, heads.get(one.head)) for one in found.withheld]
    return render(request, "holdings/entry.html", {"entry": found, "withheld": withheld})


@gate.needs(Permission.CHANGE)
def propose(request: HttpRequest, kind: str, key: UUID) -> HttpResponse:
    """Propose a public entry made from a record; nothing is public before a second person agrees."""
    viewer, which = gate.viewer_of(request), kind_of(kind)
    source = register.source(viewer, which, key)
    start = {"text": register.summary(viewer, which, key)}
    form = ProposeForm(
        policy.heads(viewer.at.date()), register.own_entries(viewer), request.POST or None, initial=start
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.propose(kind=which, key=key, draft=form.draft(), by=viewer)
        except actions.NotReadyError as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, "Proposed. A second person of your organisation has to agree.")
            return redirect("holdings:publication", made)
    others = len(source.label.subjects - {source.label.originator})
    context = {"form": form, "seeing": seeing.opened(viewer, which, key), "others": others}
    return render(request, "holdings/propose.html", context, status=UNPROCESSABLE if form.errors else 200)


@gate.needs(gate.MEMBER)
def publications(request: HttpRequest) -> HttpResponse:
    """The proposals of one's own organisation, and drafts about it."""
    viewer = gate.viewer_of(request)
    context = {"mine": register.publications(viewer), "about": register.heard(viewer)}
    return render(request, "holdings/publications.html", context)


@gate.needs(Permission.SEE)
def one(request: HttpRequest, key: UUID) -> HttpResponse:
    """One proposal, for its own organisation: what it says, who agreed, who was heard, the next step."""
    viewer = gate.viewer_of(request)
    found = register.publication(viewer, key)
    known = {one.id: one.name for one in organisations.listed(viewer)}
    heads = {one.id: one.title for one in policy.heads(viewer.at.date())}
    context = {
        "one": found,
        "withheld": [(each.what, heads.get(each.head, each.head)) for each in found.draft.withheld],
        "hearings": [
            (each, known.get(each.organisation, "an organisation that left")) for each in found.hearings
        ],
        "proposer": organisations.name_of_person(found.proposed_by),
        "second": organisations.name_of_person(found.agreed_by) if found.agreed_by else "",
        "may_agree": found.stage is Stage.WAITING and found.proposed_by != viewer.person,
        "may_publish": found.stage is Stage.READY,
        "may_set_aside": found.stage not in {Stage.PUBLISHED, Stage.SET_ASIDE},
        "form": AnswerForm(auto_id=False),
    }
    return render(request, "holdings/publication.html", context)


@require_POST
@gate.needs(Permission.CHANGE)
def step(request: HttpRequest, key: UUID, name: str) -> HttpResponse:
    """Agree, answer a reply, publish or set aside."""
    viewer = gate.viewer_of(request)
    try:
        if name == "agree":
            actions.agree(publication=key, by=viewer)
            messages.success(request, "Agreed.")
        elif name == "publish":
            made = actions.publish(publication=key, by=viewer)
            messages.success(request, "Published. Anybody can read it now.")
            return redirect("holdings:entry", made)
        elif name == "set-aside":
            actions.set_aside(publication=key, by=viewer)
            messages.success(request, "Set aside. Nothing was published.")
        else:
            _answer(request, key)
    except actions.NotReadyError as why:
        messages.error(request, str(why))
    return redirect("holdings:publication", key)


@gate.needs(Permission.SEE)
def hearing(request: HttpRequest, key: UUID) -> HttpResponse:
    """A draft about one's own organisation, and the reply to it."""
    viewer = gate.viewer_of(request)
    found, draft, issuer = register.draft_about(viewer, key)
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.reply(hearing=key, by=viewer, **form.cleaned_data)
        except actions.NotReadyError as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, "Your reply is with the organisation that publishes.")
            return redirect("holdings:hearing", key)
    open_ = found.replied_at is None and viewer.at < found.until
    context = {"form": form, "one": found, "draft": draft, "issuer": issuer, "open": open_}
    return render(request, "holdings/hearing.html", context, status=UNPROCESSABLE if form.errors else 200)


def _answer(request: HttpRequest, key: UUID) -> None:
    try:
        which = UUID(request.POST.get("hearing", ""))
    except ValueError:
        raise gate.NotFoundError("reply") from None
    actions.answer(
        publication=key, hearing=which, said=request.POST.get("said", ""), by=gate.viewer_of(request)
    )
    messages.success(request, "Answered.")
