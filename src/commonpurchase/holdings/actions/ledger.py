"""The ledger is written before anything leaves. Extra rows may stay after a crash; missing ones cannot.

A row is written the first time a person gets a version of an item by a way: that is what the mode of its
organisation rests on. Own records get a row when they are put here.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction

from commonpurchase.history import actions as history
from commonpurchase.holdings.facts.custody import Cap, Channel, Event, Kind, Mode
from commonpurchase.holdings.facts.ledger import CHOSE_COPY, CHOSE_READING, Row
from commonpurchase.holdings.models import LedgerHead, LedgerRow, Standing
from commonpurchase.holdings.queries import ledger as queries
from commonpurchase.holdings.reckoning import ledger as reckoning
from commonpurchase.holdings.rules.delivery import the_delivery_stays_within_the_cap
from commonpurchase.organisations import queries as organisations
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Viewer
from commonpurchase.vocabulary.findings import Verdict

#: Rows that say how an item came into reach.
ARRIVALS = frozenset({Kind.REACH_ON, Kind.DELIVER})
WORKSPACE = "the workspace"


@dataclass(frozen=True)
class Asked:
    """One record in an answer: what the ledger knows of the receiver and it, and how it would leave."""

    record: queries.Labelled
    known: Sequence[Row]
    opened: bool
    download: bool


def deliver(*, notes: gate.Notes, download: bool, by: Viewer) -> None:
    """Commit a row for everything others put here that leaves with an answer, before it leaves.

    `gate.RefusedError` when the answer goes further than the receiver's law, the class of the record and
    its originator's choice allow.
    """
    rows = _due(notes, by, download=download)
    if rows:
        append(rows)


def may_leave(*, notes: gate.Notes, download: bool, by: Viewer) -> None:
    """`gate.RefusedError` where `deliver` would refuse; nothing is written, for nothing of it leaves."""
    _due(notes, by, download=download)


def _due(notes: gate.Notes, by: Viewer, *, download: bool) -> list[Row]:
    asked = list(_asked(notes, by, download=download)) if by.organisation else []
    return [row for one in asked for row in _leaving(one, by)]


def enter(*, notes: gate.Notes, by: Viewer) -> None:
    """Enter what the viewer's organisation has just put here, and for whom it has opened what."""
    if by.organisation is None:
        return
    fresh = queries.unentered(by)
    touched = [
        one
        for kind, some in _by_kind(notes.values()).items()
        for one in queries.own(by, kind, [note.key for note in some if note.opened])
    ]
    rows = [_row(one, Kind.ORIGINATE, by) for one in fresh]
    rows += _opened(list({one.key: one for one in [*touched, *fresh]}.values()), by)
    if rows:
        append(rows)


def settle(*, by: Viewer) -> None:
    """Bring the ledger up to what the organisation could open now, before it is asked what it holds."""
    enter(notes={}, by=by)
    stand(by=by)
    reachable = {one.key: one for one in queries.reachable(by)}
    known = _by_item(queries.of_own(by))
    rows = [_arrival(one, by) for key, one in reachable.items() if not _arrived(known.get(key, ()))]
    rows += [_closed(one[-1], by) for key, one in known.items() if key not in reachable and _in_reach(one)]
    if rows:
        append(rows)


def stand(*, by: Viewer) -> None:
    """Note which law the organisation is subject to, where that is new: past days are told by it."""
    if by.organisation is None:
        return
    own = organisations.opened(by, gate.organisation_of(by))
    last = Standing.objects.filter(organisation=own.id).order_by("pk").last()
    if last is None or last.regime != own.regime.value:
        Standing.objects.create(organisation=own.id, regime=own.regime.value, since=by.at)


@transaction.atomic
def choose(*, item: UUID, receiver: UUID, copy: bool, by: Viewer) -> None:
    """Choose for one receiver of an own item: a copy, or reading on screen, from now on.

    `gate.NotFoundError` unless the viewer's organisation put the item here and named the receiver.
    """
    gate.person_of(by)
    found = [one for kind in queries.CAPPED for one in queries.own(by, kind, [item])]
    to = [one for one in queries.receivers(by, found).get(item, ()) if one.organisation == receiver]
    if not found or not to:
        raise gate.NotFoundError("receiver")
    basis = (CHOSE_COPY if copy else CHOSE_READING,)
    append([_row(found[0], Kind.REACH_ON, to[0], basis=basis)])
    content = {"receiver": str(receiver), "copy": copy}
    history.append(verb="holdings.choose", subject=("item", item), content=content, by=by)


def entrust(*, kind: str, item: UUID, custodian: UUID, by: Viewer) -> None:
    """Enter that an own record is kept by a custodian from now on: it has it in its hands."""
    to = organisations.acting(person=None, organisation=custodian, at=by.at)
    append([_row(one, Kind.CUSTODY_MOVE, to) for one in queries.own(by, kind, [item])])


@transaction.atomic
def append(rows: Iterable[Row]) -> None:
    """Write rows at the end of the ledger, each with the hash of the one before it."""
    LedgerHead.objects.get_or_create(id=1)
    head = LedgerHead.objects.select_for_update().get(id=1)
    written = []
    for row in rows:
        event = replace(row.event, sequence=head.sequence + 1)
        whole = replace(row, event=event, previous=head.hash, hash="")
        whole = replace(whole, hash=reckoning.sealed(whole))
        head.sequence, head.hash = event.sequence, whole.hash
        written.append(_record(whole))
    LedgerRow.objects.bulk_create(written)
    head.save(update_fields=["sequence", "hash"])


def _asked(notes: gate.Notes, by: Viewer, *, download: bool) -> Iterable[Asked]:
    found = queries.others(by, notes.values()) if notes else []
    known = _by_item(queries.of_items(by, [one.key for one in found])) if found else {}
    for one in found:
        yield Asked(one, known.get(one.key, ()), notes[one.kind, one.key].opened, download)


def _leaving(asked: Asked, by: Viewer) -> list[Row]:
    """The rows that are missing for one record in an answer; refused where it may not go so far."""
    requested = Mode.COPY if asked.download else Mode.SEEN
    arrived = _arriving(asked, requested, by)
    furthest = queries.furthest(by, asked.record, [*asked.known, *arrived])
    _within(requested, furthest, asked)
    copied = min(requested, furthest.mode) >= Mode.COPY
    row = _row(
        asked.record,
        Kind.COPY if copied else Kind.VIEW,
        by,
        channel=Channel.DOWNLOAD if asked.download else Channel.PAGE,
        person=by.person,
    )
    return [*arrived, *([] if any(_same(row, one) for one in asked.known) else [row])]


def _arriving(asked: Asked, requested: Mode, by: Viewer) -> list[Row]:
    """The row that says how it came into reach, if it is missing; a clause may have been agreed since."""
    if not _arrived(asked.known):
        return [_arrival(asked.record, by)]
    if queries.furthest(by, asked.record, asked.known).mode >= requested:
        return []
    row = _arrival(asked.record, by)
    return [row] if row.event.kind is Kind.DELIVER else []


def _within(requested: Mode, furthest: Cap, asked: Asked) -> None:
    """What was reckoned from a list may stand in a file whose records themselves may only be read."""
    finding = the_delivery_stays_within_the_cap(requested, furthest)
    if finding.verdict is Verdict.NOT_MET and (asked.opened or furthest.mode < Mode.SEEN):
        raise gate.RefusedError(finding.because)


def _same(row: Row, other: Row) -> bool:
    return _known_by(row.event) == _known_by(other.event)


def _known_by(event: Event) -> tuple[object, ...]:
    """Who has which version of a record, and by which way: said once, and again when one of them differs."""
    return event.kind, event.channel, event.version, event.person, event.service


def _opened(records: Sequence[queries.Labelled], by: Viewer) -> list[Row]:
    """For everybody whom own records name or are granted to: a row when one comes into reach."""
    known: dict[tuple[UUID, UUID], list[Row]] = defaultdict(list)
    for row in queries.of_receivers(by, [one.key for one in records]) if records else ():
        known[row.event.item, row.event.organisation].append(row)
    receivers = queries.receivers(by, records)
    return [
        _arrival(record, receiver)
        for record in records
        for receiver in receivers[record.key]
        if not _arrived(known.get((record.key, gate.organisation_of(receiver)), ()))
    ]


def _arrival(record: queries.Labelled, receiver: Viewer) -> Row:
    """How a record comes into an organisation's reach: by its contract, by the originator's choice, or so."""
    contracts = queries.obliging(receiver, record) if record.kind in queries.CAPPED else []
    if contracts:
        basis = tuple(f"contract {key}" for key in contracts)
        return _row(record, Kind.DELIVER, receiver, channel=Channel.CONTRACT, basis=basis)
    own = gate.organisation_of(receiver)
    grants = [one for one in record.label.grants if one.organisation == own and one.open_at(receiver.at)]
    chosen = own in record.label.named or bool(grants)
    return _row(record, Kind.REACH_ON, receiver, basis=(CHOSE_COPY,) if chosen else ())


def _closed(last: Row, by: Viewer) -> Row:
    event = Event(0, by.at, last.event.organisation, last.event.item, Kind.REACH_OFF, service=WORKSPACE)
    return Row(event, last.thing)


def _arrived(known: Iterable[Row]) -> bool:
    """Something says how it came into reach, and nothing that it went out of it again."""
    kinds = [one.event.kind for one in known if one.event.kind in {*ARRIVALS, Kind.REACH_OFF}]
    return bool(kinds) and kinds[-1] is not Kind.REACH_OFF


def _in_reach(known: Iterable[Row]) -> bool:
    kinds = [one.event.kind for one in known if one.event.kind in {*ARRIVALS, Kind.REACH_OFF}]
    return bool(kinds) and kinds[-1] is Kind.REACH_ON


def _row(
    record: queries.Labelled,
    kind: Kind,
    to: Viewer,
    *,
    channel: Channel = Channel.WORKSPACE,
    person: UUID | None = None,
    basis: tuple[str, ...] = (),
) -> Row:
    event = Event(
        sequence=0,
        at=to.at,
        organisation=gate.organisation_of(to),
        item=record.key,
        kind=kind,
        version=record.version,
        channel=channel,
        person=person or (to.person if kind is Kind.ORIGINATE else None),
        service="" if person or (to.person and kind is Kind.ORIGINATE) else WORKSPACE,
        basis=basis,
    )
    return Row(event, record.thing)


def _record(row: Row) -> LedgerRow:
    event, thing = row.event, row.thing
    return LedgerRow(
        sequence=event.sequence,
        at=event.at,
        organisation=event.organisation,
        person=event.person,
        service=event.service,
        kind=event.kind.value,
        channel=event.channel.value,
        basis=list(event.basis),
        case=event.case,
        keep_until=event.keep_until,
        item=event.item,
        item_kind=thing.kind,
        version=event.version,
        originator=thing.originator,
        item_class=thing.item_class.value,
        flags=sorted(flag.value for flag in thing.flags),
        custodian=thing.custodian,
        previous=row.previous,
        hash=row.hash,
    )


def _by_kind(notes: Iterable[gate.Note]) -> Mapping[str, Collection[gate.Note]]:
    found: dict[str, list[gate.Note]] = defaultdict(list)
    for note in notes:
        found[note.kind].append(note)
    return found


def _by_item(rows: Iterable[Row]) -> dict[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.event.item].append(row)
    return dict(found)
