"""Everything that changes who sees what, one thing after another, and a second book kept of it by hand.

The machine takes real actions on the database. Beside it stand plain dictionaries (`Book`), from which the
reference of the sharing model says after each step what everybody must see: nothing else, nothing less, now.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import TypeVar
from uuid import UUID, uuid4

from commonpurchase.documents.models import File
from commonpurchase.organisations import actions as organisations
from commonpurchase.organisations import queries
from commonpurchase.organisations.facts import Kind
from commonpurchase.organisations.models import Mandate
from commonpurchase.sharing import actions, gate
from commonpurchase.sharing.actions import agreements, grants, holds
from commonpurchase.sharing.facts import Agreement, Audience, Flag, Grant, Label, Purpose, Viewer
from commonpurchase.sharing.reckoning import presets
from tests import world as the_world
from tests.sharing import reference
from tests.sharing.conftest import as_file
from tests.world import AT, World

DAY, TICK = timedelta(days=1), timedelta(microseconds=1)
PURPOSES = (Purpose.DUE_DILIGENCE, Purpose.RESEARCH)
One = TypeVar("One")


@dataclass(frozen=True)
class Seat:
    """Whom a person acts for, until a day, and whether it looks after what is kept for others."""

    organisation: UUID
    steward: bool = False
    until: datetime | None = None


@dataclass
class Book:
    """What is the case, kept by hand: lists and dictionaries in the order in which things came about."""

    at: datetime
    organisations: list[UUID]
    rivals: dict[UUID, frozenset[UUID]]
    standing: dict[UUID, frozenset[str]]
    """The groups that an organisation belongs to for what it is."""
    consortium: UUID
    seats: dict[UUID, Seat]
    labels: dict[UUID, Label] = field(default_factory=dict)
    grants: dict[UUID, tuple[UUID, Grant]] = field(default_factory=dict)
    """By grant: its record and what it says."""
    agreements: dict[UUID, Agreement] = field(default_factory=dict)
    members: list[UUID] = field(default_factory=list)
    holds: list[tuple[UUID, UUID, UUID]] = field(default_factory=list)
    """Record, organisation and case, while they stand."""

    def viewer(self, person: UUID, purpose: Purpose | None = None) -> Viewer:
        """Who somebody is to the reference now."""
        seat = self.seats[person]
        if seat.until is not None and seat.until <= self.at:
            return Viewer(self.at, person)
        return self.of(seat.organisation, person, purpose=purpose, steward=seat.steward)

    def of(
        self, own: UUID, person: UUID | None, *, purpose: Purpose | None = None, steward: bool = False
    ) -> Viewer:
        """Who somebody is that acts for an organisation now."""
        joined = {f"consortium:{self.consortium}"} if own in self.members else set()
        agreed = frozenset(one for one in self.agreements.values() if own in one.parties)
        return Viewer(
            self.at,
            person,
            own,
            groups=self.standing[own] | joined,
            rivals=self.rivals[own],
            agreements=agreed,
            purpose=purpose,
            steward=steward,
        )

    def label(self, record: UUID) -> Label:
        """What a record says of itself, with its grants."""
        given = frozenset(grant for on, grant in self.grants.values() if on == record)
        return replace(self.labels[record], grants=given)

    def seen(self, person: UUID, purpose: Purpose | None = None) -> set[UUID]:
        """What the reference lets somebody see now."""
        viewer = self.viewer(person, purpose)
        return {record for record in self.labels if reference.may_see(viewer, self.label(record))}

    def everything(self) -> dict[tuple[UUID, Purpose | None], set[UUID]]:
        """What everybody sees, whatever for."""
        return {
            (person, purpose): self.seen(person, purpose)
            for person in self.seats
            for purpose in (None, *PURPOSES)
        }

    def held(self, record: UUID) -> list[UUID]:
        """Who must keep a record as it has it."""
        return [organisation for on, organisation, _ in self.holds if on == record]

    def moments(self) -> list[datetime]:
        """Every moment to come at which something begins or ends by itself."""
        known = [moment for _, one in self.grants.values() for moment in (one.start, one.end)]
        known += [moment for one in self.agreements.values() for moment in (one.start, one.end)]
        known += [one.embargo_until for one in self.labels.values() if one.embargo_until]
        known += [one.until for one in self.seats.values() if one.until]
        return [moment for moment in known if moment > self.at]


class BrokenError(AssertionError):
    """A step after which somebody sees what the reference does not say."""


@dataclass
class Machine:
    """One sequence: dice, the book, and who acts for whom in the database."""

    random: Random
    book: Book
    world: World
    steps: tuple["Step", ...]
    done: list[str] = field(default_factory=list)

    def pick(self, some: Sequence[One]) -> One | None:
        return self.random.choice(some) if some else None

    def acting(self, organisation: UUID) -> Viewer:
        """Somebody of an organisation as the workspace knows them now."""
        return queries.acting(person=self.world.alice, organisation=organisation, at=self.book.at)

    def looks(self, person: UUID, purpose: Purpose | None) -> Viewer:
        """Somebody who signs in now, as the entrance finds out."""
        held = queries.mandates(person, self.book.at.date())
        chosen = held[0].id if held else None
        found = queries.viewer_for(person=person, organisation=chosen, at=self.book.at)
        return replace(found, purpose=purpose)

    def turn(self) -> None:
        """One step, and what everybody concerned sees after it."""
        step = self.random.choice(self.steps)
        before, at = self.book.everything(), self.book.at
        step(self)
        self.done.append(step.__name__)
        if step in CLOSING and self.book.at == at:
            after = self.book.everything()
            if any(after[who] - before[who] for who in after):
                raise BrokenError(f"{step.__name__} opened something")
        self.ask(len(self.book.seats) if self.random.random() < 0.05 else 2)

    def ask(self, count: int) -> None:
        """Some of the people, each for one purpose: the list, and one record by its key."""
        for person in self.random.sample(list(self.book.seats), count):
            purpose = self.random.choice((None, *PURPOSES))
            expected = self.book.seen(person, purpose)
            viewer = self.looks(person, purpose)
            found = set(gate.visible(viewer, File).values_list("pk", flat=True))
            if found != expected:
                where = f"{len(found - expected)} too many, {len(expected - found)} missing"
                raise BrokenError(f"after {self.done[-3:]}: {where}")
            key = self.random.choice(list(self.book.labels))
            if self.random.random() < 0.2 and opens(viewer, key) != (key in expected):
                raise BrokenError(f"after {self.done[-3:]}: a record answers otherwise than the list")


def opens(viewer: Viewer, key: UUID) -> bool:
    try:
        gate.open_record(viewer, File, key)
    except gate.NotFoundError:
        return False
    return True


def started(random: Random, steps: tuple["Step", ...]) -> Machine:
    """The world, a consortium, colleagues, and a record of each kind; the caller holds the transaction."""
    world = the_world.build()
    consortium = the_world.organisation("Inkop", Kind.FRAMEWORK_AUTHORITY, country="SE")
    some = [world.ekvik, world.fjordby, world.nordbyte, world.tekhandel, world.convenor, world.monitor]
    people = [world.alice, world.dana, world.bob, world.charlie, world.erin]
    working = [world.ekvik, world.fjordby, world.nordbyte, world.tekhandel, world.monitor]
    seats = {person: Seat(of.id) for person, of in zip(people, working, strict=True)}
    for of in (world.ekvik, world.nordbyte, world.convenor):
        seats[the_world.account(of, f"second.{len(seats)}@elsewhere.example")] = Seat(of.id)
    nobody: frozenset[UUID] = frozenset()
    book = Book(
        at=AT,
        organisations=[one.id for one in some],
        rivals={one.id: nobody for one in some}
        | {
            world.nordbyte.id: frozenset({world.tekhandel.id}),
            world.tekhandel.id: frozenset({world.nordbyte.id}),
        },
        standing={one.id: frozenset() for one in some}
        | {
            world.ekvik.id: frozenset({"buyers"}),
            world.fjordby.id: frozenset({"buyers"}),
            world.monitor.id: frozenset({"monitoring partners"}),
        },
        consortium=consortium.id,
        seats=seats,
    )
    machine = Machine(random, book, world, steps)
    for originator in (world.nordbyte.id, world.tekhandel.id, world.ekvik.id, world.nordbyte.id):
        label = label_of(machine, originator)
        row = as_file(actions.attach(label))
        row.save()
        book.labels[row.pk] = label
    return machine


def label_of(machine: Machine, originator: UUID) -> Label:
    """One of the labels that people choose, for others who are there."""
    book, random = machine.book, machine.random
    others = [one for one in book.organisations if one != originator]
    some = random.sample(others, random.choice([1, 2, 3]))
    group = random.choice(["buyers", "monitoring partners", f"consortium:{book.consortium}"])
    return random.choice(
        [
            presets.own(originator),
            presets.named(originator, *some),
            presets.named(originator, *some),
            presets.under_nda(originator, *some),
            presets.under_nda(originator, *some, programme="laptops"),
            presets.competitive(originator, *some),
            Label(originator, Audience.GROUP, groups=frozenset({group})),
            presets.members(originator),
            replace(presets.aggregate_only(originator), custodian=some[0]),
            Label(originator, custodian=some[0]),
            presets.protected(originator, *some, handlers=[random.choice(list(book.seats))]),
            replace(presets.members(originator), flags=frozenset({Flag.COMPETITIVELY_SENSITIVE})),
        ]
    )


def somebody_grants(machine: Machine) -> None:
    book, random = machine.book, machine.random
    record = random.choice(list(book.labels))
    originator = book.labels[record].originator
    to = random.choice([one for one in book.organisations if one != originator])
    start = book.at + random.choice([0 * DAY, 0 * DAY, TICK, DAY])
    person = random.choice(
        [None, None, *[who for who, seat in book.seats.items() if seat.organisation == to]]
    )
    grant = Grant(to, random.choice(PURPOSES), start, start + random.choice([TICK, DAY, 30 * DAY]), person)
    try:
        key = grants.give(record=File.objects.get(pk=record), grant=grant, by=machine.acting(originator))
    except grants.NotGrantedError:
        return
    book.grants[key] = (record, grant)


def somebody_revokes(machine: Machine) -> None:
    book = machine.book
    key = machine.pick([key for key, (_, grant) in book.grants.items() if grant.revoked_at is None])
    if key is None:
        return
    record, grant = book.grants[key]
    try:
        grants.revoke(grant=key, by=machine.acting(book.labels[record].originator))
    except gate.RefusedError:
        if grant.organisation not in book.held(record):
            raise
        return
    if grant.organisation in book.held(record):
        raise BrokenError("a grant was taken back from somebody who must keep the record")
    book.grants[key] = (record, replace(grant, revoked_at=book.at))


def two_agree(machine: Machine) -> None:
    book, random = machine.book, machine.random
    one, other = random.sample(book.organisations, 2)
    if other in machine.acting(one).rivals:  # competitors agree on nothing here
        return
    start = book.at + random.choice([0 * DAY, TICK, DAY])
    end = start + random.choice([TICK, DAY, 90 * DAY])
    programmes = random.choice([frozenset(), frozenset({"laptops"}), frozenset({"phones"})])
    text = agreements.Draft(
        "Site lists", frozenset({one, other}), start, end, "ab" * 32, carve_out=True, programmes=programmes
    )
    key = agreements.draft(agreement=text, by=machine.acting(one))
    agreements.sign(agreement=key, name="One, CEO", subject=(), by=machine.acting(one))
    if random.random() < 0.8:  # otherwise the second signature is never given
        agreements.sign(agreement=key, name="Other, CEO", subject=(), by=machine.acting(other))
        book.agreements[key] = Agreement(frozenset({one, other}), start, end, programmes)


def an_agreement_is_ended(machine: Machine) -> None:
    book = machine.book
    key = machine.pick([key for key, one in book.agreements.items() if one.ended_at is None])
    if key is None:
        return
    who = machine.random.choice([one for one in book.organisations if one in book.agreements[key].parties])
    agreements.end(agreement=key, by=machine.acting(who))
    book.agreements[key] = replace(book.agreements[key], ended_at=book.at)


def relabelled(machine: Machine, record: UUID, label: Label) -> None:
    """Through the action; under a hold nobody who must keep the record may lose it."""
    book, held = machine.book, machine.book.held(record)
    keepers = [who for who, seat in book.seats.items() if seat.organisation in held]
    asked = [(who, purpose) for who in keepers for purpose in (None, *PURPOSES)]
    before = {one for one in asked if record in book.seen(*one)}
    try:
        row, by = File.objects.get(pk=record), machine.acting(label.originator)
        actions.relabel(record=row, label=label, by=by, unread=True)
    except gate.RefusedError:
        if not held:
            raise
        return
    book.labels[record] = label
    if before - {one for one in asked if record in book.seen(*one)}:
        raise BrokenError("a record was closed to somebody who must keep it")


def a_record_is_relabelled(machine: Machine) -> None:
    record = machine.random.choice(list(machine.book.labels))
    before = machine.book.labels[record]
    after = label_of(machine, before.originator)
    same = before.authority == after.authority and Flag.TENDER in before.flags
    # When a tender was decided is its authority's word, and never the originator's.
    relabelled(machine, record, replace(after, award_at=before.award_at if same else None))


def an_embargo_is_laid(machine: Machine) -> None:
    book = machine.book
    record = machine.random.choice(list(book.labels))
    until = book.at + machine.random.choice([TICK, DAY, 40 * DAY])
    known = book.labels[record].embargo_until
    relabelled(machine, record, replace(book.labels[record], embargo_until=max(until, known or until)))


def somebody_is_shut_out(machine: Machine) -> None:
    book = machine.book
    record = machine.random.choice(list(book.labels))
    label, one = book.labels[record], machine.random.choice(book.organisations)
    relabelled(machine, record, replace(label, excluded=label.excluded | {one}))


def a_request_holds(machine: Machine) -> None:
    book, case = machine.book, uuid4()
    organisation = machine.random.choice(book.organisations)
    by = machine.acting(organisation)
    some = machine.random.sample(list(book.labels), 2)
    holds.place(records=[("file", one) for one in some], case=case, by=by)
    book.holds += [
        (one, organisation, case)
        for one in some
        if reference.may_see(book.of(organisation, by.person), book.label(one))
    ]


def a_request_is_closed(machine: Machine) -> None:
    book = machine.book
    held = machine.pick(book.holds)
    if held is not None:
        _, organisation, case = held
        holds.lift(case=case, by=machine.acting(organisation))
        book.holds = [one for one in book.holds if one[2] != case]


def somebody_moves(machine: Machine) -> None:
    """To another organisation, from today on; the old one is over in the same moment."""
    book = machine.book
    person = machine.random.choice(list(book.seats))
    to = machine.random.choice(book.organisations)
    Mandate.objects.filter(person=person).update(until=book.at.date())
    steward = machine.random.random() < 0.5
    columns = {"since": None, "until": None, "steward": steward}
    Mandate.objects.update_or_create(person_id=person, organisation_id=to, defaults=columns)
    book.seats[person] = Seat(to, steward)


def an_organisation_leaves(machine: Machine) -> None:
    """Everybody's mandate ends with the day, or today."""
    book = machine.book
    gone = machine.random.choice(book.organisations)
    day = book.at.date() + machine.random.choice([0 * DAY, DAY])
    until = datetime.combine(day, time(0), UTC)
    for person, seat in book.seats.items():
        if seat.organisation == gone:
            earliest = min(until, seat.until or until)
            Mandate.objects.filter(person=person, organisation=gone).update(until=earliest.date())
            book.seats[person] = replace(seat, until=earliest)


def somebody_joins_the_consortium(machine: Machine) -> None:
    book = machine.book
    member = machine.random.choice(book.organisations)
    organisations.enrol(consortium=book.consortium, members=[member], by=machine.acting(member))
    if member not in book.members:
        book.members.append(member)


def the_clock_moves(machine: Machine) -> None:
    """By a tick, by a while, or to a moment at which something begins or ends: a tick before, at, after."""
    book, random = machine.book, machine.random
    moment = machine.pick(book.moments())
    jumps = [book.at + TICK, book.at + DAY / 24, book.at + DAY]
    if moment is not None:
        jumps += [moment - TICK, moment, moment, moment + TICK]
    book.at = max(book.at, random.choice(jumps))


Step = Callable[[Machine], None]
STEPS: tuple[Step, ...] = (
    somebody_grants,
    somebody_grants,
    somebody_grants,
    somebody_revokes,
    somebody_revokes,
    two_agree,
    two_agree,
    an_agreement_is_ended,
    a_record_is_relabelled,
    a_record_is_relabelled,
    an_embargo_is_laid,
    somebody_is_shut_out,
    a_request_holds,
    a_request_is_closed,
    somebody_moves,
    an_organisation_leaves,
    somebody_joins_the_consortium,
    the_clock_moves,
    the_clock_moves,
    the_clock_moves,
)
#: Steps that close something, and must never open anything to anybody.
CLOSING = frozenset(
    {
        somebody_revokes,
        an_agreement_is_ended,
        an_embargo_is_laid,
        somebody_is_shut_out,
        an_organisation_leaves,
    }
)


def sequence(seed: int, length: int, steps: tuple[Step, ...] = STEPS) -> list[str]:
    """One sequence, from the same world; returns what was done. `BrokenError` at the first wrong answer."""
    machine = started(Random(seed), steps)
    machine.ask(len(machine.book.seats))
    for _ in range(length):
        machine.turn()
    return machine.done
