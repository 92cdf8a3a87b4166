"""Whatever is done to the chain behind the workspace's back, verification names the place."""

from collections.abc import Callable
from dataclasses import asdict, replace
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from typer import Typer
from typer.testing import CliRunner

from commonpurchase.history import actions, commands, queries
from commonpurchase.history.facts import Entry, Verification
from commonpurchase.history.models import Event, Head, Salt
from commonpurchase.history.reckoning import chain
from commonpurchase.history.reckoning.digests import sealed
from tests import world as the_world
from tests.flushing import HEAD, MIGRATION, triggers_away, triggers_back


def sql(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def past_the_triggers(*statements: str) -> None:
    sql(*triggers_away(connection.vendor), *statements, *triggers_back(connection.vendor))


def written(count: int = 5) -> list[str]:
    return [
        actions.append(verb="a.b", subject=("thing", uuid4()), content={"n": n}, by=the_world.system())
        for n in range(count)
    ]


SWAP = [
    "UPDATE history_event SET sequence = 99 WHERE sequence = 2",
    "UPDATE history_event SET sequence = 2 WHERE sequence = 3",
    "UPDATE history_event SET sequence = 3 WHERE sequence = 99",
]
TAMPERED = {
    "a verb edited": (["UPDATE history_event SET verb = 'a.c' WHERE sequence = 3"], 3, "was changed"),
    "a moment moved": (
        ["UPDATE history_event SET at = '2026-01-01 00:00:00' WHERE sequence = 2"],
        2,
        "changed",
    ),
    "an organisation put in": (
        [f"UPDATE history_event SET on_behalf_of = '{UUID(int=7).hex}' WHERE sequence = 4"],
        4,
        "changed",
    ),
    "a person taken out": (["UPDATE history_event SET person = 'x' WHERE sequence = 1"], 1, "changed"),
    "a content hash edited": (["UPDATE history_event SET content = '' WHERE sequence = 5"], 5, "changed"),
    "a hash edited": (["UPDATE history_event SET hash = 'f' WHERE sequence = 5"], 5, "changed"),
    "a link edited": (["UPDATE history_event SET previous = 'f' WHERE sequence = 3"], 3, "does not follow"),
    "the first deleted": (["DELETE FROM history_event WHERE sequence = 1"], 1, "event 1 is missing"),
    "one in the middle deleted": (["DELETE FROM history_event WHERE sequence = 3"], 3, "event 3 is missing"),
    "the last deleted": (["DELETE FROM history_event WHERE sequence = 5"], 5, "the head says 5"),
    "the last two deleted": (["DELETE FROM history_event WHERE sequence > 3"], 4, "the head says 5"),
    "all deleted": (["DELETE FROM history_event"], 1, "the head says 5"),
    "the head moved back": (["UPDATE history_head SET sequence = 4"], 5, "the head says 4"),
    "the head deleted": (["DELETE FROM history_head"], 1, "the head says 0"),
    "two events in another order": (SWAP, 2, "does not follow"),
}
if connection.vendor == "sqlite":  # other databases refuse what is not of the column's type
    TAMPERED |= {
        "a moment made unreadable": (
            ["UPDATE history_event SET at = 'soon' WHERE sequence = 3"],
            3,
            "cannot be read",
        ),
        "an id made unreadable": (
            ["UPDATE history_event SET subject = 'x' WHERE sequence = 4"],
            4,
            "cannot be read",
        ),
    }


@pytest.mark.parametrize(("statements", "place", "because"), TAMPERED.values(), ids=TAMPERED)
def test_tampering_is_found_at_its_place(db: None, statements: list[str], place: int, because: str) -> None:
    written()
    assert queries.verify().holds

    past_the_triggers(*statements)

    found = queries.verify()
    assert (found.holds, found.broken_at) == (False, place)
    assert because in found.because


def test_an_event_put_in_later_is_found(db: None) -> None:
    written(3)
    entries = list(queries.entries())
    forged = replace(entries[1], verb="a.forged")
    forged = replace(forged, hash=sealed(forged))

    found = chain.verify([entries[0], forged, entries[2]], (3, entries[2].hash))

    assert (found.broken_at, found.because) == (3, "event 3 does not follow the event before it")


def test_a_chain_written_anew_is_found_by_whoever_kept_an_earlier_head(db: None) -> None:
    kept = written(3)[1]
    assert queries.verify(kept).holds
    past_the_triggers("DELETE FROM history_event", "DELETE FROM history_head")

    written(3)

    assert queries.verify().holds
    found = queries.verify(kept)
    assert not found.holds
    assert "written anew" in found.because


def test_events_that_are_only_read_back_hold(db: None) -> None:
    heads = written(3)

    found = queries.verify(heads[-1])

    assert (found.holds, found.events, found.head, found.because) == (True, 3, heads[-1], "")


def test_nothing_written_is_a_whole_chain() -> None:
    found = chain.verify([], (0, ""))

    assert (found.holds, found.events, found.head) == (True, 0, "")


def test_a_hash_covers_every_field() -> None:
    entry = Entry(1, "at", "verb", "kind", "subject", "person", "org", "content", "previous", "")
    fields = [name for name in Entry.__dataclass_fields__ if name not in {"hash", "sequence"}]

    changed = {sealed(Entry(**(asdict(entry) | {name: "other"}))) for name in fields}

    assert len(changed | {sealed(entry), sealed(replace(entry, sequence=2))}) == len(fields) + 2


def test_events_appended_during_verification_are_no_alarm(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    written(2)
    walked = queries._walked

    def slowly(head: tuple[int, str], earlier: str) -> Verification:
        found = walked(head, earlier)
        written(1)
        return found

    monkeypatch.setattr(queries, "_walked", slowly)

    found = queries.verify()

    assert (found.holds, found.events) == (True, 2)


def test_an_emptied_database_lets_history_begin_anew(transactional_db: None) -> None:
    with transaction.atomic():
        written(2)

    assert queries.verify().events == 2


@pytest.mark.parametrize("time", ["first", "second"])
def test_the_triggers_are_back_after_the_database_was_emptied(transactional_db: None, time: str) -> None:
    with transaction.atomic():
        written(1)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        delete_by_orm()


def update_by_orm() -> None:
    Event.objects.update(verb="a.c")


def save_by_orm() -> None:
    event = Event.objects.get(sequence=1)
    event.verb = "a.c"
    event.save()


def delete_by_orm() -> None:
    Event.objects.all().delete()


def update_by_sql() -> None:
    sql("UPDATE history_event SET verb = 'a.c' WHERE sequence = 1")


def delete_by_sql() -> None:
    sql("DELETE FROM history_event WHERE sequence = 2")


def replace_by_sql() -> None:
    columns = "sequence, at, verb, subject_kind, subject, person, on_behalf_of, content, previous, hash"
    copied = columns.replace("verb", "'a.c'").replace("hash", "'f'")
    source = f"SELECT {copied} FROM history_event WHERE sequence = 1"
    if connection.vendor == "sqlite":
        sql(f"INSERT OR REPLACE INTO history_event ({columns}) {source}")
    sql(f"INSERT INTO history_event ({columns}) {source} ON CONFLICT (sequence) DO UPDATE SET verb = 'a.c'")


def delete_the_head_by_orm() -> None:
    Head.objects.all().delete()


def delete_the_head_by_sql() -> None:
    sql("DELETE FROM history_head WHERE id = 1")


REFUSED = [
    delete_the_head_by_orm,
    delete_the_head_by_sql,
    update_by_orm,
    save_by_orm,
    delete_by_orm,
    update_by_sql,
    delete_by_sql,
    replace_by_sql,
]


@pytest.mark.parametrize("attempt", REFUSED, ids=lambda attempt: attempt.__name__)
def test_the_database_refuses(db: None, attempt: Callable[[], None]) -> None:
    written(3)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        attempt()

    assert (Event.objects.count(), queries.verify().holds) == (3, True)


def test_there_is_one_head(db: None) -> None:
    written(1)

    with pytest.raises(DatabaseError), transaction.atomic():
        Head.objects.create(id=2)


def test_records_read_as_what_they_are(db: None) -> None:
    written(1)

    assert [str(row) for row in (*Event.objects.all(), Head.objects.get())] == ["event 1", "head at 1"]
    assert str(Salt.objects.get()).startswith("salt of ")


def test_the_triggers_can_be_taken_away_and_put_back(db: None) -> None:
    written(1)
    # SQLite's own editor wants no transaction, and this test must leave nothing behind.
    editor = SimpleNamespace(connection=connection, execute=sql)

    MIGRATION.back(apps, editor)
    update_by_sql()
    MIGRATION.forward(apps, editor)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        update_by_sql()


def test_the_trigger_on_the_head_can_be_taken_away_and_put_back(db: None) -> None:
    written(1)
    editor = SimpleNamespace(connection=connection, execute=sql)

    HEAD.back(apps, editor)
    delete_the_head_by_sql()
    Head.objects.create(id=1)
    HEAD.forward(apps, editor)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        delete_the_head_by_sql()


CUT_OFF = "A cut-off end is noticed only if you pass --head with a head you kept elsewhere.\n"


def told(*arguments: str) -> tuple[int, str]:
    program = Typer()
    program.command()(commands.verify)
    answer = CliRunner().invoke(program, list(arguments))
    return answer.exit_code, answer.output


def test_the_command_prints_count_and_head(db: None) -> None:
    head = written(3)[-1]

    assert told() == (0, f"3 events, all in order.\nHead: {head}\n{CUT_OFF}")
    assert told("--head", head) == (
        0,
        f"3 events, all in order.\nHead: {head}\nNothing up to the head you passed was changed or cut off.\n",
    )


def test_a_cut_off_end_with_a_head_to_match_is_noticed_by_a_head_kept_elsewhere(db: None) -> None:
    _, second, third = written(3)
    past_the_triggers(
        "DELETE FROM history_event WHERE sequence = 3",
        f"UPDATE history_head SET sequence = 2, hash = '{second}'",
    )

    assert told() == (0, f"2 events, all in order.\nHead: {second}\n{CUT_OFF}")
    assert told("--head", third)[0] == 1


def test_the_help_says_what_is_not_noticed(db: None) -> None:
    assert CUT_OFF.strip() in " ".join(told("--help")[1].split())


def test_the_command_says_when_there_is_nothing_yet(db: None) -> None:
    assert told() == (0, f"0 events, all in order.\nHead: none yet\n{CUT_OFF}")


def test_the_command_names_the_first_broken_place_and_fails(db: None) -> None:
    written(3)
    past_the_triggers("UPDATE history_event SET verb = 'a.c' WHERE sequence = 2")

    status, says = told()

    assert status == 1
    assert says.startswith("The chain is broken at event 2: event 2 was changed")


def test_the_command_answers_as_json(db: None) -> None:
    status, says = told("--json")

    assert (status, says) == (
        0,
        '{"events": 0, "head": "", "broken_at": null, "because": "", "holds": true}\n',
    )


def test_the_command_fails_for_an_earlier_head_that_is_gone(db: None) -> None:
    written(2)

    status, says = told("--head", "f" * 64)

    assert status == 1
    assert "written anew" in says
