"""Who can see a record: everything for its originator, for others only why they see it themselves."""

import hashlib
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from uuid import UUID, uuid5

from commonpurchase.contracts.queries import contracts, decisions, imports
from commonpurchase.disclosures import queries as disclosures
from commonpurchase.engagement.queries import meetings
from commonpurchase.holdings.facts.register import PUBLISHABLE
from commonpurchase.holdings.facts.seeing import GRANTABLE, MARKABLE, Given, Kind, Left, Preview, Seeing, Seer
from commonpurchase.holdings.queries import agreements, attestations, release_plans, releases
from commonpurchase.holdings.reckoning import seeing as reckoning
from commonpurchase.organisations import queries as organisations
from commonpurchase.organisations.facts import Organisation
from commonpurchase.organisations.reckoning import custody
from commonpurchase.sharing import gate
from commonpurchase.sharing import queries as sharing
from commonpurchase.sharing.facts import Audience, Flag, Grant, Label, Permission, Viewer
from commonpurchase.sharing.reckoning import previews, reasons
from commonpurchase.sharing.reckoning.declassified import NEVER
from commonpurchase.vocabulary.periods import in_words

#: The model behind each kind, by its name.
MODELS = {kind: kind.value for kind in Kind} | {
    Kind.DECISION: "gatedecision",
    Kind.RELEASE: "releasedsummary",
}
_WIDE = frozenset({Audience.GROUP, Audience.MEMBERS, Audience.PUBLIC})


def opened(viewer: Viewer, kind: Kind, key: UUID) -> Seeing:
    """Who sees a record and because of what; `gate.NotFoundError` if absent or hidden."""
    label = label_of(viewer, kind, key)
    seeing = Seeing(
        kind=kind,
        key=key,
        title=_TITLES[kind](viewer, key),
        put_here_by=organisations.opened(viewer, label.originator).name,
        own=label.originator == viewer.organisation,
        because=reckoning.because_of_mine(label, viewer),
        may_award=reckoning.waits_for_its_award(label, viewer),
    )
    return _for_its_originator(viewer, seeing, label) if seeing.own else seeing


def openable(viewer: Viewer, model: str, key: UUID) -> Kind | None:
    """The kind of a record that has a page and that the viewer could open now; it is not opened by this."""
    kind = next((one for one, name in MODELS.items() if name == model), None)
    if kind is None or not gate.weighed(viewer, sharing.kinds()[model]).filter(pk=key).exists():
        return None
    return kind


def label_of(viewer: Viewer, kind: Kind, key: UUID, permission: Permission = Permission.SEE) -> Label:
    """What a record says of itself; `gate.NotFoundError`, or `gate.RefusedError` if only seen."""
    return gate.open_record(viewer, sharing.kinds()[MODELS[kind]], key, permission).label.fact


def grantable(viewer: Viewer, kind: Kind, key: UUID) -> list[Organisation]:
    """The organisations that the originator can grant a record to, by name: claimed ones, and no rivals.

    `gate.NotFoundError`, or `gate.RefusedError` for whoever did not put it here.
    """
    label = label_of(viewer, kind, key, Permission.CHANGE)
    if kind not in GRANTABLE or Flag.SEALED in label.flags:
        raise gate.NotFoundError(kind)
    behind = behind_the_wall(viewer, label)
    within = {label.authority} if Flag.TENDER in label.flags else None
    return [
        one
        for one in organisations.listed(viewer)
        if one.claimed and one.id not in behind and (within is None or one.id in within)
    ]


ONE_PERSON = (
    "Of its people only whoever signs in with the address that you typed; whether anybody does is not told."
)


def preview(viewer: Viewer, kind: Kind, key: UUID, grant: Grant) -> Preview:
    """What a grant would do, reckoned at its start over everybody who could see the record then."""
    label = previews.granted(label_of(viewer, kind, key, Permission.CHANGE), grant)
    then = replace(viewer, at=max(viewer.at, grant.start))
    found = seers_of(then, label)
    receiving = [one.organisation for one in found if one.organisation.id != viewer.organisation]
    to = organisations.opened(viewer, grant.organisation)
    nevertheless = () if to in receiving else _why_not(then, label, to, grant)
    sentence = custody.after_granting(receiving, to)
    if grant.person:
        sentence = f"{sentence} {ONE_PERSON}"
    days = f"{grant.purpose} {grant.organisation} {grant.person} {grant.start.date()} {grant.end}"
    seen = hashlib.sha256("\n".join([sentence, *nevertheless, days]).encode()).hexdigest()
    return Preview(sentence, nevertheless, seen)


def person_of(email: str, organisation: UUID, viewer: Viewer) -> UUID:
    """The person of an organisation who signs in with an address; nobody's id where there is none.

    Whoever grants is not told which of the two it is: else it could ask who works where.
    """
    person = organisations.account_of(email)
    held = organisations.mandates(person, viewer.at.date()) if person else []
    if person and organisation in {one.id for one in held}:
        return person
    return uuid5(organisation, email.strip().casefold())


def publishable(kind: Kind, label: Label) -> bool:
    """Whether a public entry can be made from a record at all: what rests on another's rows is that one's."""
    alone = kind is Kind.DECISION or not label.subjects - {label.originator}
    return kind in PUBLISHABLE and alone and not label.flags & NEVER


def _for_its_originator(viewer: Viewer, seeing: Seeing, label: Label) -> Seeing:
    known = {one.id: one for one in organisations.listed(viewer)}
    own = known[label.originator]
    seers = [Seer(own, seeing.because, custody.sentence(own, custody.Mode.OWN)), *seers_of(viewer, label)]
    given = sharing.grants_given(
        viewer, gate.open_record(viewer, sharing.kinds()[MODELS[seeing.kind]], seeing.key)
    )
    return replace(
        seeing,
        seers=tuple(seers),
        left=tuple(left_of(viewer, label, {one.organisation.id for one in seers})),
        closed=reckoning.closed(label, viewer.at),
        grants=tuple(_given(viewer, key, grant, known) for key, grant in given.items()),
        may_grant=seeing.kind in GRANTABLE and Flag.SEALED not in label.flags,
        may_mark=seeing.kind in MARKABLE and Flag.SEALED not in label.flags,
        may_publish=publishable(seeing.kind, label),
    )


def seers_of(viewer: Viewer, label: Label) -> list[Seer]:
    """The other organisations that see a record, by name, each with its reasons and what it holds.

    A person whom the label names by address could be of any of them: which, or whether there is one,
    is not told, else an originator could ask who works where.
    """
    persons = label.panel | label.handlers
    found = []
    for one in _candidates(viewer, label):
        base = organisations.acting(person=None, organisation=one.id, at=viewer.at)
        ways = reckoning.ways(label, reckoning.looks(label, base, persons))
        because = dict.fromkeys(said for way in ways for said in reckoning.because(label, way))
        if ways:
            found.append(Seer(one, (*because, *_whom_alone(label, ways)), custody.sentence(one)))
    return found


def _whom_alone(label: Label, ways: Iterable[reckoning.Way]) -> list[str]:
    """That a grant is for one person alone; not for whom, which its organisation did not tell."""
    granted = {grant.person for grant in label.grants if grant.person}
    alone = {way.viewer.person for way in ways} & granted
    return [f"Of its people only {len(alone)}, whom you named by address."] if alone else []


def _candidates(viewer: Viewer, label: Label) -> list[Organisation]:
    """Every organisation but the originator that a line of the table could open the record to."""
    named = {*label.named, label.custodian, *(grant.organisation for grant in label.grants)}
    return [
        one
        for one in organisations.listed(viewer)
        if one.claimed and one.id != label.originator and (label.audience in _WIDE or one.id in named)
    ]


def left_of(viewer: Viewer, label: Label, seers: Collection[UUID]) -> list[Left]:
    """Those whom the originator named, and who do not see the record all the same, with why."""
    known = {one.id: one for one in organisations.listed(viewer)}
    open_now = {grant.organisation for grant in label.grants if grant.open_at(viewer.at)}
    wanted = [known[key] for key in {*label.named, label.custodian, *open_now} if key in known]
    excluded = [
        Left(known[key].name, ("You left it out by name.",)) for key in label.excluded if key in known
    ]
    found = [Left(one.name, _refusal(viewer, label, one)) for one in wanted if one.id not in seers]
    return sorted([*found, *excluded], key=lambda one: one.name.casefold())


def _refusal(viewer: Viewer, label: Label, organisation: Organisation) -> tuple[str, ...]:
    base = organisations.acting(person=None, organisation=organisation.id, at=viewer.at)
    # As its people would look for whom it was granted: what else stands in the way is what matters.
    own = [grant for grant in label.grants if grant.organisation == organisation.id]
    tried = replace(base, purpose=own[0].purpose, person=own[0].person) if own else base
    return reasons.of_an_organisation(previews.sees(tried, label))


def _why_not(viewer: Viewer, label: Label, to: Organisation, grant: Grant) -> tuple[str, ...]:
    base = organisations.acting(person=grant.person, organisation=to.id, at=viewer.at)
    return reasons.of_an_organisation(previews.sees(replace(base, purpose=grant.purpose), label))


def behind_the_wall(viewer: Viewer, label: Label) -> set[UUID]:
    """The originator, its competitors and those of whom the record is about, and who was left out."""
    behind = {label.originator, *viewer.rivals, *label.excluded}
    for subject in label.subjects:
        behind |= organisations.acting(person=None, organisation=subject, at=viewer.at).rivals
    return behind


def _given(viewer: Viewer, key: UUID, grant: Grant, known: dict[UUID, Organisation]) -> Given:
    to = known[grant.organisation].name if grant.organisation in known else "an organisation that left"
    return Given(key, grant, grant.state(viewer.at), to)


def _contract(viewer: Viewer, key: UUID) -> str:
    contract = contracts.opened(viewer, key, viewer.at.date()).contract
    return contract.title or contract.reference


def _disclosure(viewer: Viewer, key: UUID) -> str:
    version = disclosures.opened(viewer, key)
    return f"{version.supplier_name}, version {version.number}"


def _upload(viewer: Viewer, key: UUID) -> str:
    return next((one.name for one in disclosures.uploads(viewer) if one.id == key), "An uploaded file")


def _decision(viewer: Viewer, key: UUID) -> str:
    decision = decisions.replayed(viewer, key).decision
    return f"{decision.outcome.capitalize()}, decided on {in_words(decision.decided_on)}"


_TITLES: dict[Kind, Callable[[Viewer, UUID], str]] = {
    Kind.CONTRACT: _contract,
    Kind.DISCLOSURE: _disclosure,
    Kind.IMPORT: lambda viewer, key: imports.opened(viewer, key).name,
    Kind.UPLOAD: _upload,
    Kind.DECISION: _decision,
    Kind.AGREEMENT: lambda viewer, key: agreements.paper(viewer, key).title,
    Kind.ORGANISATION: lambda viewer, key: organisations.opened(viewer, key).name,
    Kind.ATTESTATION: lambda viewer, key: f"Attestation of {attestations.opened(viewer, key).issuer.name}",
    Kind.PROPOSAL: lambda viewer, key: (
        f"Statement proposed by {attestations.proposed(viewer, key).issuer.name}"
    ),
    Kind.MEETING: lambda viewer, key: meetings.opened(viewer, key).title,
    Kind.ATTENDANCE: lambda viewer, key: (
        f"{meetings.attendance(viewer, key).organisation.name}, that it took part in a meeting"
    ),
    Kind.CONTRIBUTION: lambda viewer, key: (
        f"Something that {meetings.contribution(viewer, key)[0].told} said"
    ),
    Kind.SUMMARY: lambda viewer, key: (
        f"Summary of {meetings.opened(viewer, meetings.draft_of(viewer, key).meeting).title}"
    ),
    Kind.RELEASE: lambda viewer, key: meetings.released(viewer, key).title,
    Kind.RELEASE_PLAN: release_plans.title,
    Kind.PUBLISHED_SUMS: lambda viewer, key: f"Sums published: {releases.opened(viewer, key).text}",
}
