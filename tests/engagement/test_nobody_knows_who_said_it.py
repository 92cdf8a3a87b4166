"""Databases that differ only in who handed in what: whatever anybody else gets is the same, and every row.

The same two texts are handed in by different people. While points are collected everybody but the authors
is asked; from the closing on everybody, and the whole database is compared table by table.
"""

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client

from commonpurchase.contracts.facts import Due, Urgency
from commonpurchase.engagement import models
from commonpurchase.engagement.actions import meetings as closing
from commonpurchase.engagement.actions import slips
from commonpurchase.engagement.queries import meetings as queries
from commonpurchase.engagement.queries import today as meetings_today
from commonpurchase.entrance import clock
from commonpurchase.entrance.pages import search as search_page
from commonpurchase.history import actions as history
from commonpurchase.holdings.queries import ledger
from commonpurchase.organisations import queries as organisations
from commonpurchase.organisations.models import Organisation, Person
from commonpurchase.sharing import gate
from commonpurchase.sharing import queries as sharing
from commonpurchase.sharing.facts import Label, Permission, Viewer
from commonpurchase.sharing.models import Label as SealedLabel
from commonpurchase.sharing.reckoning import joins, presets
from commonpurchase.vocabulary.hits import Hit
from tests import world as the_world
from tests.engagement.playing import Meeting, convened
from tests.specification import answers
from tests.world import World, signed_in

LATE, FORMS = "Spare parts come %slate%s.", "Every form is %sdifferent%s."
#: How each of them types quotation marks: a trait of a keyboard, and of a person.
KEYBOARD = {"alice": ("“", "”"), "bob": ('"', '"'), "dana": ("«", "»")}
AUTHORS = tuple(KEYBOARD)
#: Who hands in what, in this order; everything else in a run is the same.
RUNS: dict[str, tuple[tuple[str, str], ...]] = {
    "one each": (("alice", LATE), ("bob", FORMS)),
    "swapped": (("alice", FORMS), ("bob", LATE)),
    "both by a third": (("dana", FORMS), ("dana", LATE)),
}
PAGES = ("/", "/meetings/", "/meetings/{key}/", "/holdings/", "/search/?words=spare")
#: A control asks fewer people.
FEW = ("erin", "charlie", "colleague of alice", *AUTHORS)
HASH = re.compile(r"[0-9a-f]{64}|(?<=answer \()[0-9a-f]{12}")
#: Tables that hold secrets of a session, or nothing of ours.
APART = (
    "django_session",
    "django_migrations",
    "auth_permission",
    "django_content_type",
    "cache",
    "sqlite_",
    "django_admin",
)


@dataclass(frozen=True)
class Play:
    """A meeting and everybody who looks at it."""

    meeting: Meeting
    clients: dict[str, Client]
    patch: pytest.MonkeyPatch

    def on(self, days: int) -> None:
        moment: datetime = self.meeting.at(days)
        self.patch.setattr(clock, "now", lambda: moment)

    def numbered(self) -> None:
        """New records get keys by their number, so that two runs can be compared to the letter."""
        count = itertools.count(1)
        kinds: list[type[Model]] = [SealedLabel, *sharing.kinds().values()]
        for model in kinds:
            self.patch.setattr(model._meta.get_field("id"), "_get_default", lambda: UUID(int=next(count)))


@pytest.fixture
def play(world: World, monkeypatch: pytest.MonkeyPatch) -> Play:
    meeting = convened(world)
    meeting.attended()
    people = {who: getattr(world, who) for who in ("erin", "charlie", *AUTHORS)}
    people["second"] = meeting.second
    for who, of in (("alice", world.ekvik), ("bob", world.nordbyte), ("dana", world.fjordby)):
        people[f"colleague of {who}"] = the_world.account(of, f"{who}2@elsewhere.example")
    people["administrator"] = Person.objects.create_superuser("root@elsewhere.example", the_world.PASSWORD).pk
    return Play(meeting, {who: signed_in(person) for who, person in people.items()}, monkeypatch)


def tables() -> Iterator[tuple[str, list[Any]]]:
    """Every table of ours as it lies there: rows in their own order."""
    with connection.cursor() as cursor:
        for name in sorted(connection.introspection.table_names(cursor)):
            if not name.startswith(APART):
                cursor.execute(f'SELECT * FROM "{name}"')
                yield name, cursor.fetchall()


def seen(play: Play, stage: str, *, without: tuple[str, ...] = ()) -> dict[str, str]:
    """What everybody gets from every page, by stage, person and page; authors read first, then others."""
    found = {}
    for who in sorted(play.clients, key=lambda one: (one not in AUTHORS, one)):
        for page in PAGES:
            got = answers.ask(play.clients[who], page.format(key=play.meeting.key))
            if who not in without:
                found[f"{stage}: {who} {page}"] = HASH.sub("hash", f"{got.status} {got.headers} {got.body!r}")
    return found


def run(play: Play, handed_in: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Play the meeting over the web; everything that others got, and the database after the closing."""
    key = play.meeting.key
    with transaction.atomic():
        play.numbered()
        play.on(1)
        seen(play, "first")
        before = seen(play, "collecting", without=AUTHORS)
        for who, text in handed_in:
            words = text % KEYBOARD[who]
            answer = play.clients[who].post(f"/meetings/{key}/hand-in/", {"text": words, "category": "/"})
            assert answer.status_code == 302
        found = seen(play, "collecting", without=AUTHORS)
        found[APPEARED] = str(sorted(place for place in before if before[place] != found[place]))
        play.on(3)
        play.clients["erin"].post(f"/meetings/{key}/step/close/")
        assert models.Contribution.objects.count() == 2
        found |= seen(play, "closed")
        found |= {
            f"table {name}": str(len(rows)) if name in SALTED else HASH.sub("hash", repr(rows))
            for name, rows in tables()
        }
        transaction.set_rollback(True)
    return found


APPEARED = "what appeared while points were collected"
#: Nothing but random bytes beside ids, so only how many there are can be compared.
SALTED = {"history_salt", "holdings_key"}


def differences(play: Play, *names: str) -> list[str]:
    """Every place where two runs part, and every page on which something appeared."""
    one, *others = (run(play, RUNS[name]) for name in names)
    parted = [place for other in others for place in one if one[place] != other.get(place)]
    return [*parted, *([] if one[APPEARED] == "[]" else [one[APPEARED]])]


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="compares the order of rows in SQLite's file")
def test_who_handed_in_what_changes_nothing_for_anybody_else_and_no_row(play: Play) -> None:
    assert differences(play, *RUNS) == []


def written_as_they_came(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(closing, "sorted", lambda some, **_: list(some), raising=False)


def listed_as_they_came(patch: pytest.MonkeyPatch) -> None:
    written_as_they_came(patch)
    patch.setattr(models.Contribution, "ORDER", ())


def originated_by_the_author(patch: pytest.MonkeyPatch) -> None:
    before = joins.derived

    def derived(originator: UUID, inputs: list[Label]) -> Label:
        author = next((one.author for one in inputs if one.author), None)
        held = organisations.mandates(author, clock.now().date()) if author else []
        return before(
            held[0].id if held else originator,
            [replace(one, author=None, flags=frozenset()) for one in inputs],
        )

    patch.setattr(joins, "derived", derived)


def sealed_ones_in_the_ledger(patch: pytest.MonkeyPatch) -> None:
    def traced(viewer: Viewer, kind: str) -> Any:
        return gate.weighed(viewer, sharing.kinds()[kind]).exclude(ledger._for_everybody("label__"))

    patch.setattr(ledger, "_traced", traced)


def sealed_ones_viewed_in_the_ledger(patch: pytest.MonkeyPatch) -> None:
    def labels(viewer: Viewer) -> Any:
        found = sharing.permitted_labels(viewer, Permission.SEE).exclude(ledger._for_everybody(""))
        return found.prefetch_related("parties", "grants")

    patch.setattr(ledger, "_closed_labels", labels)


def an_event_for_whoever_hands_in(patch: pytest.MonkeyPatch) -> None:
    before = slips._columns

    def columns(row: models.Meeting, text: str, category: Any, by: Viewer) -> Any:
        history.append(verb="engagement.hand_in", subject=("meeting", row.pk), content={}, by=by)
        return before(row, text, category, by)

    patch.setattr(slips, "_columns", columns)


def a_notice_that_something_came(patch: pytest.MonkeyPatch) -> None:
    before = meetings_today.due

    def due(viewer: Viewer, on: Any) -> list[Due]:
        count = models.Slip.objects.count()
        more = Due(f"{count} new", "", "Look", "engagement:meetings", None, on, Urgency.NOW)
        return [*before(viewer, on), *([more] if count else [])]

    patch.setattr(meetings_today, "due", due)


def the_last_author_in_a_header(patch: pytest.MonkeyPatch) -> None:
    before = gate.kept_nowhere

    def kept(response: HttpResponse) -> HttpResponse:
        last = models.Slip.objects.order_by("label__author").last()
        response["X-Last"] = str(last and last.label.author)
        return before(response)

    patch.setattr(gate, "kept_nowhere", kept)


def a_search_that_finds_sealed_ones(patch: pytest.MonkeyPatch) -> None:
    def found(_: Viewer, __: str) -> list[Hit]:
        return [Hit(one.text, "", "engagement:own", one.pk) for one in models.Slip.objects.order_by("text")]

    patch.setattr(search_page, "SEARCHED", (("Points", found),))


def no_seal(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(presets, "sealed_author", lambda originator, _: presets.own(originator))


def a_label_for_those_invited(patch: pytest.MonkeyPatch) -> None:
    def label(originator: UUID, author: UUID) -> Label:
        named = {one.pk for one in Organisation.objects.filter(claimed=True)}
        return replace(presets.named(originator, *named), author=author)

    patch.setattr(presets, "sealed_author", label)
    before = queries.own_slips

    def everybodys(viewer: Viewer, meeting: UUID) -> Any:
        rows = gate.visible(viewer, models.Slip).filter(meeting=meeting)
        return [*before(viewer, meeting), *(queries._said(one) for one in rows.order_by("text"))]

    patch.setattr(queries, "own_slips", everybodys)


def seals_that_are_left_behind(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(closing, "_discard", lambda _: None)


def labels_that_are_left_behind(patch: pytest.MonkeyPatch) -> None:
    def discard(records: Any) -> None:
        for one in records:
            one.delete()

    patch.setattr(closing, "_discard", discard)


def texts_as_they_were_typed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(slips, "tidied", lambda text: text.strip())


def a_meeting_touched_by_whoever_hands_in(patch: pytest.MonkeyPatch) -> None:
    before = slips._columns

    def columns(row: models.Meeting, text: str, category: Any, by: Viewer) -> Any:
        models.Meeting.objects.filter(pk=row.pk).update(rivals_because=str(by.person))
        return before(row, text, category, by)

    patch.setattr(slips, "_columns", columns)


def seen_by_colleagues(patch: pytest.MonkeyPatch) -> None:
    def colleagues(viewer: Viewer, meeting: UUID) -> Any:
        own = Person.objects.filter(mandates__organisation=viewer.organisation).values_list("pk", flat=True)
        rows = models.Slip.objects.filter(meeting=meeting, label__author__in=list(own))
        return [queries._said(one) for one in rows.order_by("text")]

    patch.setattr(queries, "own_slips", colleagues)


LEAKS: list[Callable[[pytest.MonkeyPatch], None]] = [
    written_as_they_came,
    listed_as_they_came,
    originated_by_the_author,
    sealed_ones_in_the_ledger,
    sealed_ones_viewed_in_the_ledger,
    an_event_for_whoever_hands_in,
    a_notice_that_something_came,
    the_last_author_in_a_header,
    a_search_that_finds_sealed_ones,
    no_seal,
    a_label_for_those_invited,
    seals_that_are_left_behind,
    labels_that_are_left_behind,
    texts_as_they_were_typed,
    a_meeting_touched_by_whoever_hands_in,
    seen_by_colleagues,
]


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="compares the order of rows in SQLite's file")
@pytest.mark.parametrize("leak", LEAKS, ids=lambda leak: leak.__name__)
def test_a_planted_leak_is_found(play: Play, leak: Callable[[pytest.MonkeyPatch], None]) -> None:
    leak(play.patch)
    few = replace(play, clients={who: play.clients[who] for who in FEW})

    assert differences(few, "one each", "both by a third") != []
