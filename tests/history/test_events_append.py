"""One event after the other, each holding the hash of the one before."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from commonpurchase.history import actions, queries
from commonpurchase.history.models import Event, Head, Salt
from commonpurchase.sharing.facts import Viewer
from tests import world as the_world

ALICE, BOB, EKVIK, CONTRACT = UUID(int=1), UUID(int=2), UUID(int=10), UUID(int=20)


def by(person: UUID | None = ALICE) -> Viewer:
    return Viewer(at=the_world.AT, person=person, organisation=EKVIK)


def decided(who: Viewer, **content: object) -> str:
    return actions.append(verb="contracts.decide", subject=("contract", CONTRACT), content=content, by=who)


def test_an_event_follows_the_one_before(db: None) -> None:
    first = decided(by())
    second = decided(by(BOB))

    events = list(Event.objects.order_by("sequence"))
    head = Head.objects.get()
    assert [(e.sequence, e.previous, e.hash) for e in events] == [(1, "", first), (2, first, second)]
    assert (head.sequence, head.hash) == (2, second)


def test_an_event_holds_neither_names_nor_content(db: None) -> None:
    decided(by(), reason="Fredrik said the line moved", letter={"to": "Nordbyte"})

    [row] = Event.objects.values_list()
    written = " ".join(map(str, row))
    assert "Fredrik" not in written
    assert "Nordbyte" not in written
    assert str(ALICE) not in written
    assert ALICE.hex not in written


def test_the_same_content_of_two_records_hashes_differently(db: None) -> None:
    for record in (uuid4(), uuid4()):
        actions.append(verb="a.b", subject=("thing", record), content={"yes": True}, by=by())

    assert len(set(Event.objects.values_list("content", flat=True))) == 2


def test_the_order_in_which_content_was_written_down_does_not_matter(db: None) -> None:
    decided(by(), one=1, two=frozenset({"b", "a"}))
    decided(by(), two=frozenset({"a", "b"}), one=1)

    assert len(set(Event.objects.values_list("content", flat=True))) == 1


def test_a_moment_of_another_time_zone_is_hashed_as_the_same_moment(db: None) -> None:
    oslo = the_world.AT.astimezone(timezone(timedelta(hours=1)))
    decided(replace(by(), at=oslo))

    assert queries.verify().holds
    assert next(queries.entries()).at == "2026-03-01T09:00:00+00:00"


def test_the_system_is_nobody(db: None) -> None:
    decided(Viewer(at=the_world.AT))

    entry = next(queries.entries())
    assert (entry.person, entry.on_behalf_of) == ("", "")


def test_an_event_is_gone_when_the_write_it_belongs_to_fails(db: None) -> None:
    def write() -> None:
        with transaction.atomic():
            decided(by())
            raise RuntimeError("the record could not be written")

    with pytest.raises(RuntimeError):
        write()

    assert not Event.objects.exists()
    assert queries.verify().events == 0


def test_an_event_outside_a_transaction_is_refused(transactional_db: None) -> None:
    with pytest.raises(actions.OutsideATransactionError, match=r"contracts\.decide was not written"):
        decided(by())

    assert not Event.objects.exists()


def test_a_person_whose_salt_is_erased_is_recognised_no_more(db: None) -> None:
    decided(by(ALICE))
    decided(by(BOB))
    assert set(queries.recognised(queries.entries(), [ALICE, BOB]).values()) == {ALICE, BOB}

    actions.erase_person(person=ALICE, by=by(BOB))

    assert set(queries.recognised(queries.entries(), [ALICE, BOB]).values()) == {BOB}
    assert not Salt.objects.filter(owner=ALICE).exists()
    assert queries.verify().holds


def test_a_person_who_comes_back_after_erasure_is_somebody_else(db: None) -> None:
    decided(by(ALICE))
    actions.erase_person(person=ALICE, by=by(BOB))
    decided(by(ALICE))

    first, _, third = queries.entries()
    assert first.person != third.person
    assert queries.recognised([first], [ALICE]) == {}
    assert queries.recognised([third], [ALICE]) == {third.person: ALICE}


def test_the_event_of_an_erasure_does_not_say_who(db: None) -> None:
    actions.erase_person(person=ALICE, by=by(BOB))

    [row] = Event.objects.values_list()
    assert ALICE not in row
    assert not Salt.objects.filter(owner=ALICE).exists()


def test_people_are_shown_to_their_colleagues_only(db: None) -> None:
    decided(by(ALICE))
    charlie = replace(by(UUID(int=3)), organisation=UUID(int=30))
    nobody = Viewer(at=the_world.AT)

    [seen_by_colleague] = queries.about(by(BOB), CONTRACT)
    assert queries.recognised([seen_by_colleague], [ALICE]) == {seen_by_colleague.person: ALICE}
    assert [entry.person for entry in queries.about(charlie, CONTRACT)] == [""]
    assert [entry.person for entry in queries.about(nobody, CONTRACT)] == [""]
    assert queries.about(by(BOB), uuid4()) == []


THREADS = """
import threading, sys
import django
django.setup()
from django.core.management import call_command
from django.db import connection, transaction
from commonpurchase.history import actions, queries
from commonpurchase.entrance import clock
from commonpurchase.sharing.facts import Viewer
from uuid import uuid4
call_command("migrate", "history", verbosity=0)
people, failures = [uuid4(), uuid4()], []
def work(n):
    try:
        for i in range(20):
            with transaction.atomic():
                by = Viewer(at=clock.now(), person=people[(n + i) % 2])
                actions.append(verb="a.b", subject=("thing", uuid4()), content={"n": n}, by=by)
    except Exception as failure:
        failures.append(repr(failure))
    finally:
        connection.close()
threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
[t.start() for t in threads]
[t.join() for t in threads]
found = queries.verify()
print(found.events, found.holds, failures)
print(len(queries.recognised(queries.entries(), people)))
"""


def test_eight_threads_on_one_file_write_one_unbroken_chain(tmp_path: Path) -> None:
    named = "COMMONPURCHASE_DATABASE_URL"  # of a run on PostgreSQL; this one is about a file
    surroundings = {name: value for name, value in os.environ.items() if name != named} | {
        "DJANGO_SETTINGS_MODULE": "commonpurchase.entrance.settings",
        "COMMONPURCHASE_STATE": str(tmp_path),
        "COMMONPURCHASE_SECRET_KEY": "only for tests",
    }
    ran = subprocess.run(
        [sys.executable, "-c", THREADS], env=surroundings, capture_output=True, text=True, check=False
    )

    assert ran.stdout.split("\n")[:2] == ["160 True []", "2"], ran.stderr
