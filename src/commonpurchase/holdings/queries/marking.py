"""What a record can be marked as, by whom it would be kept, and who would see it after that."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import replace
from uuid import UUID, uuid5

from commonpurchase.holdings.facts.agreements import Contracted
from commonpurchase.holdings.facts.custody import Basis, Mode
from commonpurchase.holdings.facts.custody import Kind as Event
from commonpurchase.holdings.facts.exposure import Programme
from commonpurchase.holdings.facts.marking import Covering, Keeper, Markable, Marked, Meaning
from commonpurchase.holdings.facts.seeing import MARKABLE, Kind, Seer
from commonpurchase.holdings.queries import agreements, custody, ledger, seeing
from commonpurchase.holdings.reckoning import marking as reckoning
from commonpurchase.holdings.reckoning import seeing as reasons
from commonpurchase.holdings.reckoning.ledger import chose_copy
from commonpurchase.organisations import queries as organisations
from commonpurchase.organisations.facts import BUYING
from commonpurchase.organisations.reckoning.custody import BY_LAW, after_marking
from commonpurchase.sharing import gate
from commonpurchase.sharing import queries as sharing
from commonpurchase.sharing.facts import Flag, Label, PaperState, Permission, Viewer
from commonpurchase.vocabulary.periods import in_words

#: Rows of the ledger that say that somebody has it before its eyes, or in its hands.
READ = frozenset({Event.VIEW, Event.COPY, Event.EMAIL, Event.QUOTE, Event.DELIVER})
NO_PROGRAMME = "It has no programme with a statement here."
BASES = {
    Basis.OWN_PURPOSE: "that for its own purpose",
    Basis.ON_BEHALF: "that on behalf of the programme’s members, which are then likely to hold it too",
}
STANDING = frozenset({PaperState.UNSIGNED, PaperState.TO_COME, PaperState.IN_FORCE})


def markable(viewer: Viewer, kind: Kind, key: UUID) -> Markable:
    """A record that the viewer's organisation may mark, with what there is to choose from.

    `gate.NotFoundError` if hidden or of a kind that is not marked; `gate.RefusedError` if only seen.
    """
    label = label_of(viewer, kind, key)
    everybody = [one for one in organisations.listed(viewer) if one.claimed]
    behind = seeing.behind_the_wall(viewer, label)
    papers = [one for one in agreements.listed(viewer) if one.state in STANDING]
    now = reckoning.chosen(label)
    return Markable(
        kind=kind,
        key=key,
        title=seeing.opened(viewer, kind, key).title,
        derived=sharing.kinds()[seeing.MODELS[kind]].derives,
        now=now,
        offered=tuple(one for one in everybody if one.id not in behind),
        buyers=tuple(one for one in everybody if one.kind in BUYING and one.id != viewer.organisation),
        keepers=tuple(_keepers(viewer, label)),
        programmes=tuple(
            sorted({now.programme, *(one for paper in papers for one in paper.paper.programmes)})
        ),
        agreements=tuple(_covering(viewer, one) for one in papers),
        about=tuple(one for one in everybody if one.id != viewer.organisation),
        unread=unread(viewer, key),
    )


def label_of(viewer: Viewer, kind: Kind, key: UUID) -> Label:
    """What a record says of itself, for its originator; sealed records and other kinds are not found."""
    label = seeing.label_of(viewer, kind, key, Permission.CHANGE)
    if kind not in MARKABLE or Flag.SEALED in label.flags:
        raise gate.NotFoundError(kind)
    return label


def label_for(viewer: Viewer, kind: Kind, key: UUID, chosen: Marked) -> Label:
    """The label that a choice amounts to for this record."""
    derived = sharing.kinds()[seeing.MODELS[kind]].derives
    return reckoning.label(label_of(viewer, kind, key), chosen, derived=derived)


def meaning(viewer: Viewer, kind: Kind, key: UUID, chosen: Marked) -> Meaning:
    """What a marking would do, reckoned over everybody who sees the record now or would then."""
    before, after = label_of(viewer, kind, key), label_for(viewer, kind, key, chosen)
    embargo = after.embargo_until
    then = replace(viewer, at=max(viewer.at, embargo)) if embargo else viewer
    seers = [_as_delivered(viewer, kind, key, (before, after), one) for one in seeing.seers_of(then, after)]
    still = {one.organisation.id for one in seers}
    losing = [one.organisation for one in seeing.seers_of(viewer, before) if one.organisation.id not in still]
    opens = in_words(embargo.date()) if embargo and embargo > viewer.at else ""
    receiving = [
        one.organisation for one in seers if one.organisation.id != after.custodian and not one.short
    ]
    sentence = after_marking(receiving, losing, opens)
    left = seeing.left_of(then, after, still)
    closed = reasons.closed(after, viewer.at)
    keeping = _keeping(viewer, after)
    told = [sentence, keeping, *closed, *(f"{one.name}: {one.because}" for one in left)]
    told += [f"{one.organisation.name}: {one.because} {one.held}" for one in seers]
    fingerprint = hashlib.sha256("\n".join([*told, reckoning.in_order(after)]).encode()).hexdigest()
    return Meaning(sentence, tuple(seers), tuple(left), closed, keeping, fingerprint)


def _as_delivered(viewer: Viewer, kind: Kind, key: UUID, labels: tuple[Label, Label], seer: Seer) -> Seer:
    """Whoever sees it, as far as its law and the class let it go there; whom it names gets a copy."""
    one, model, label = seer.organisation, seeing.MODELS[kind], labels[1]
    rows = [row for row in ledger.of_receivers(viewer, [key]) if row.event.organisation == one.id]
    named = one.id in {*labels[0].named, *label.named, *(grant.organisation for grant in label.grants)}
    if one.id == label.custodian or (named and chose_copy(rows) is None):
        return seer
    receiver = organisations.acting(person=None, organisation=one.id, at=viewer.at)
    cap = ledger.furthest(receiver, ledger.Labelled(key, model, label, ""), rows)
    said = {
        Mode.SEEN: "It reads it on screen and gets no file",
        Mode.ATTEST: "Only a signed statement goes there",
    }
    return replace(seer, held=f"{said[cap.mode]}: {cap.because}.", short=True) if cap.mode in said else seer


def unread(viewer: Viewer, key: UUID) -> bool:
    """Whether the ledger has no row of anybody else reading an own record."""
    own = gate.organisation_of(viewer)
    rows = ledger.of_receivers(viewer, [key])
    return not any(one.event.organisation != own and one.event.kind in READ for one in rows)


def obliged(viewer: Viewer, key: UUID) -> frozenset[UUID]:
    """The buyers whose own contract obliges the viewer's organisation to deliver a record of its own."""
    rows = ledger.of_receivers(viewer, [key])
    return frozenset(one.event.organisation for one in rows if one.event.kind is Event.DELIVER)


def eligible(viewer: Viewer) -> frozenset[UUID]:
    """The organisations that something can be entrusted to: they may collect, under a programme."""
    keeping = custody.by_custodian(viewer)
    return frozenset(one.id for one, _, may in custody.collectors(viewer) if may and one.id in keeping)


def found_person(email: str, organisations_named: Collection[UUID], viewer: Viewer) -> UUID:
    """The person of one of these organisations who signs in with an address; else nobody's id.

    Whoever marks is not told which of the two it is.
    """
    person = organisations.account_of(email)
    held = {one.id for one in organisations.mandates(person, viewer.at.date())} if person else set()
    if person and held & set(organisations_named):
        return person
    return uuid5(gate.organisation_of(viewer), email.strip().casefold())


def _keepers(viewer: Viewer, label: Label) -> Iterable[Keeper]:
    """Those to whom a record can be entrusted, by name, and whoever keeps it already."""
    may = (eligible(viewer) | {label.custodian}) - {viewer.organisation, *viewer.rivals}
    said = {key: _says(programmes) for key, programmes in custody.kept_by(viewer).items()}
    listed = organisations.listed(viewer)
    return [Keeper(one, said.get(one.id, NO_PROGRAMME)) for one in listed if one.id in may]


def _says(programmes: Iterable[Programme]) -> str:
    return " ".join(f"Programme “{one.name}”: it keeps {BASES[one.basis]}." for one in programmes)


def _keeping(viewer: Viewer, label: Label) -> str:
    """Who keeps it, who of its people sees it, and what its statement makes of that; empty for nobody."""
    found = next((one for one in _keepers(viewer, label) if one.organisation.id == label.custodian), None)
    return f"{found.organisation.name} will keep it for you. {found.says} {BY_LAW}" if found else ""


def _covering(viewer: Viewer, one: Contracted) -> Covering:
    others = [
        party.organisation.name for party in one.parties if party.organisation.id != viewer.organisation
    ]
    about = ", ".join(one.paper.programmes) or "everything between you"
    return Covering(one.paper.title, ", ".join(others), about, one.state.value, one.last)
