"""The ledger as facts; an organisation reads what it says of itself, and of nobody else."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from commonpurchase.contracts.facts import Duty
from commonpurchase.contracts.queries import contracts
from commonpurchase.history import queries as history
from commonpurchase.holdings.facts.attestations import Class
from commonpurchase.holdings.facts.custody import Cap, Channel, Event, Kind, Mode
from commonpurchase.holdings.facts.ledger import Checked, End, Row, Thing
from commonpurchase.holdings.models import LedgerHead, LedgerRow
from commonpurchase.holdings.readers import policy
from commonpurchase.holdings.reckoning import delivery, ledger
from commonpurchase.holdings.reckoning.days import begins
from commonpurchase.organisations import queries as organisations
from commonpurchase.organisations.facts import Organisation
from commonpurchase.sharing import gate
from commonpurchase.sharing import queries as sharing
from commonpurchase.sharing.facts import Audience, Flag, Label, Permission, Viewer

CHUNK = 2000
#: Kinds of record whose delivery is capped: what suppliers entrust. Statements about them are not.
CAPPED = frozenset({"disclosure"})


@dataclass(frozen=True)
class Labelled:
    """A record that may have to go into the ledger: its key, label and version."""

    key: UUID
    kind: str
    label: Label
    version: str

    @property
    def thing(self) -> Thing:
        """What the ledger keeps of it."""
        label = self.label
        return Thing(self.kind, label.originator, delivery.class_of(label), label.flags, label.custodian)


def of_own(viewer: Viewer) -> list[Row]:
    """Every row about the viewer's own organisation, oldest first."""
    rows = LedgerRow.objects.filter(organisation=gate.organisation_of(viewer))
    return [fact(row) for row in rows.order_by("sequence")]


def of_item(viewer: Viewer, item: UUID) -> list[Row]:
    """What the ledger says of the viewer's own organisation and one item, oldest first."""
    rows = LedgerRow.objects.filter(organisation=gate.organisation_of(viewer), item=item)
    return [fact(row) for row in rows.order_by("sequence")]


def of_receivers(viewer: Viewer, items: Collection[UUID]) -> list[Row]:
    """Every row about items that the viewer's organisation put here, whoever got them; else none."""
    rows = LedgerRow.objects.filter(item__in=items, originator=gate.organisation_of(viewer))
    return [fact(row) for row in rows.order_by("sequence")]


def of_items(viewer: Viewer, items: Collection[UUID]) -> list[Row]:
    """What the ledger says of the viewer's own organisation and these items, oldest first."""
    rows = LedgerRow.objects.filter(organisation=gate.organisation_of(viewer), item__in=items)
    return [fact(row) for row in rows.order_by("sequence")]


def others(viewer: Viewer, notes: Collection[gate.Note]) -> list[Labelled]:
    """Of what was read those that others put here for not everybody, with what the ledger needs."""
    mine = gate.organisation_of(viewer)
    by_label = {note.label: note for note in notes if note.label}
    labels = _closed_labels(viewer).filter(pk__in=by_label).exclude(originator=mine) if by_label else ()
    found = [(by_label[row.pk], row.fact) for row in labels]
    found += [
        (note, row.label.fact)
        for note in notes
        if note.label is None
        for row in _traced(viewer, note.kind).filter(pk=note.key).exclude(label__originator=mine)
    ]
    versions = history.latest([note.key for note, _ in found]) if found else {}
    return [Labelled(note.key, note.kind, label, versions.get(note.key, "")) for note, label in found]


def own(viewer: Viewer, kind: str, keys: Collection[UUID]) -> list[Labelled]:
    """Of these records those that the viewer's own organisation put here."""
    originator = gate.organisation_of(viewer)
    return _labelled(kind, _traced(viewer, kind).filter(pk__in=keys, label__originator=originator))


def unentered(viewer: Viewer) -> list[Labelled]:
    """The viewer's own organisation's records that the ledger does not know yet."""
    originator = gate.organisation_of(viewer)
    entered = LedgerRow.objects.filter(
        organisation=originator, kind=Kind.ORIGINATE.value, item=OuterRef("pk")
    )
    return [
        one
        for kind in sharing.kinds()
        for one in _labelled(
            kind, _traced(viewer, kind).filter(~Exists(entered), label__originator=originator)
        )
    ]


def reachable(viewer: Viewer) -> list[Labelled]:
    """Everything that others put here for not everybody and that the viewer could open now."""
    mine = gate.organisation_of(viewer)
    return [
        one
        for kind in sharing.kinds()
        for one in _labelled(kind, _traced(viewer, kind).exclude(label__originator=mine))
    ]


def receivers(viewer: Viewer, records: Sequence[Labelled]) -> dict[UUID, list[Viewer]]:
    """For each record the organisations that it names or is granted to now, as they would look."""
    wanted = {one.key: _wanted(one.label, viewer) for one in records}
    everybody = frozenset().union(*wanted.values())
    known = sorted(one.id for one in organisations.listed(viewer) if one.id in everybody) if everybody else []
    looks = {one: organisations.acting(person=None, organisation=one, at=viewer.at) for one in known}
    return {key: [looks[one] for one in known if one in some] for key, some in wanted.items()}


def choices(viewer: Viewer, item: UUID) -> list[tuple[Organisation, bool, bool]]:
    """The receivers of an own item that is capped: whether one may copy it, and whether a clause obliges."""
    found = [one for kind in CAPPED for one in own(viewer, kind, [item])]
    known = {one.id: one for one in organisations.listed(viewer)} if found else {}
    rows = of_receivers(viewer, [item]) if found else []
    said = []
    for receiver in receivers(viewer, found).get(item, ()):
        mine = gate.organisation_of(receiver)
        about = [row for row in rows if row.event.organisation == mine]
        obliged = any(row.event.kind is Kind.DELIVER for row in about)
        said.append((known[mine], ledger.chose_copy(about) is not False, obliged))
    return said


def _wanted(label: Label, viewer: Viewer) -> frozenset[UUID]:
    granted = {one.organisation for one in label.grants if one.open_at(viewer.at)}
    return (label.named | granted) - {label.originator}


def obliging(receiver: Viewer, record: Labelled) -> list[UUID]:
    """The receiver's own contracts that oblige the originator to keep it up to date."""
    found = contracts.of_supplier(receiver, record.label.originator)
    mine = organisations.opened(receiver, gate.organisation_of(receiver)).name
    return [
        one.id
        for one in found
        if one.id
        and one.update_duty.duty is Duty.CLAUSE
        and (one.buyer == mine or contracts.may_change(receiver, one.id))
    ]


def furthest(receiver: Viewer, record: Labelled, known: Sequence[Row]) -> Cap:
    """How far a record may go to a receiver, by what the ledger says of the two."""
    if record.kind not in CAPPED:
        return Cap(Mode.COPY, "caps are for what suppliers entrust to the workspace")
    chosen = ledger.chose_copy(known)
    obliged = any(one.event.kind is Kind.DELIVER for one in known)
    if chosen is False and not obliged:
        return Cap(Mode.SEEN, "its originator chose reading on screen for your organisation")
    regime = organisations.opened(receiver, gate.organisation_of(receiver)).regime
    caps = policy.caps(receiver.at.date())
    return delivery.cap(caps, regime, record.thing.item_class, obliged=obliged, chosen=bool(chosen))


def _traced(viewer: Viewer, kind: str) -> QuerySet[Any]:
    """Records of a kind that the viewer could open, without those that every member has anyway.

    Nor what is sealed: one person alone reads it, and a row would tell its organisation who wrote it.
    """
    rows = gate.weighed(viewer, sharing.kinds()[kind]).exclude(label__sealed=True)
    return rows.exclude(_for_everybody("label__"))


def _closed_labels(viewer: Viewer) -> QuerySet[Any]:
    """The labels of such records."""
    labels = sharing.permitted_labels(viewer, Permission.SEE).exclude(_for_everybody("")).exclude(sealed=True)
    return labels.prefetch_related("parties", "grants")


def _for_everybody(prefix: str) -> Q:
    unflagged = {f"{prefix}{flag.value}": False for flag, _ in delivery.BY_FLAG}
    return Q(**unflagged, **{f"{prefix}audience__gte": Audience.MEMBERS.value})


def _labelled(kind: str, rows: QuerySet[Any]) -> list[Labelled]:
    # In an order of their own: where a row stands in the ledger must not hang on what is hidden.
    found = list(rows.select_related("label").prefetch_related(*sharing.PARTS).order_by("pk"))
    versions = history.latest([row.pk for row in found]) if found else {}
    return [Labelled(row.pk, kind, row.label.fact, versions.get(row.pk, "")) for row in found]


def ends_of(on: date) -> tuple[str, str]:
    """The heads of history and of the ledger where a day began; for every member, to keep outside.

    A day old and without numbers: how much others do here, and when, is nobody's to read off.
    """
    start = begins(on)
    rows = LedgerRow.objects.filter(at__lt=start).order_by("-sequence").values_list("hash", flat=True)
    return history.head_before(start), rows.first() or ""


def ends() -> End:
    """Where history and the ledger end now, with their lengths; for whoever runs the workspace."""
    events, last = history.head()
    rows, hashed = head()
    return End(events, last, rows, hashed)


def head() -> tuple[int, str]:
    """The last row's position and hash; (0, "") before the first."""
    return LedgerHead.objects.filter(id=1).values_list("sequence", "hash").first() or (0, "")


def verify(earlier: str = "") -> Checked:
    """Walk along the whole ledger; rows that are written meanwhile are left for the next time."""
    known = head()
    rows = LedgerRow.objects.filter(sequence__lte=known[0]).order_by("sequence")
    return ledger.checked(_facts(rows.iterator(chunk_size=CHUNK)), known, earlier)


def fact(row: LedgerRow) -> Row:
    """A row as it went into its hash."""
    event = Event(
        sequence=row.sequence,
        at=row.at,
        organisation=row.organisation,
        item=row.item,
        kind=Kind(row.kind),
        version=row.version,
        channel=Channel(row.channel),
        person=row.person,
        service=row.service,
        basis=tuple(row.basis),
        case=row.case,
        keep_until=row.keep_until,
    )
    flags = frozenset(Flag(one) for one in row.flags)
    thing = Thing(row.item_kind, row.originator, Class(row.item_class), flags, row.custodian)
    return Row(event, thing, row.previous, row.hash)


def _facts(rows: Iterable[LedgerRow]) -> Iterator[Row]:
    return map(fact, rows)
