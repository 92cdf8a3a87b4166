"""The drill: back up, close things, lose the database, restore; nothing that was closed opens again.

Whole processes on files in an empty folder, as whoever runs a workspace does it.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.entrance.commands.test_serving import environment, run

ROOT = Path(__file__).resolve().parents[2]
NAME = "Linnea Quisthammar"
BEGIN = """
import json, sys
from commonpurchase.entrance.commands import preparing
preparing.ready()
from datetime import timedelta
from dataclasses import replace
from uuid import UUID, uuid4
from django.db import transaction
from commonpurchase.documents.models import File
from commonpurchase.entrance import clock
from commonpurchase.organisations import actions as organisations
from commonpurchase.organisations.models import Mandate, Organisation, Person
from commonpurchase.sharing import actions, gate
from commonpurchase.sharing.actions import agreements, grants, holds
from commonpurchase.sharing.facts import Grant, Purpose, Viewer
from commonpurchase.sharing.models import Agreement, Hold, Label
from commonpurchase.sharing.reckoning import presets
from tests import world as the_world
from tests.sharing.conftest import as_file
now = clock.now()
day = timedelta(days=1)
def of(name):
    return the_world.viewer(Organisation.objects.get(name=name), at=clock.now())
def file(label):
    row = as_file(actions.attach(label))
    row.save()
    return row
"""
BUILD = """
with transaction.atomic():
    world = the_world.build()
    bob, alice, dana = of("Nordbyte AB"), of("Ekvik stad"), of("Fjordby kommune")
    person = the_world.account(world.ekvik, "linnea@ekvik.example", NAME)
    moved = the_world.account(world.ekvik, "moved@ekvik.example", "Mo")
    granted, secret, kept, shown = (file(label) for label in (
        presets.own(bob.organisation), presets.under_nda(bob.organisation, alice.organisation),
        presets.named(bob.organisation, alice.organisation),
        presets.named(bob.organisation, alice.organisation, dana.organisation)))
    to = Grant(alice.organisation, Purpose.RESEARCH, now, now + 90 * day)
    grant = grants.give(record=granted, grant=to, by=bob)
    parties = frozenset({alice.organisation, bob.organisation})
    text = agreements.Draft("Lists", parties, now, now + 90 * day, "ab" * 32, carve_out=True)
    agreement = agreements.draft(agreement=text, by=bob)
    for one in (bob, alice):
        agreements.sign(agreement=agreement, name="Somebody", subject=(), by=one)
print(json.dumps({name: str(getattr(key, "pk", key)) for name, key in dict(
    granted=granted, secret=secret, kept=kept, shown=shown, grant=grant, agreement=agreement,
    person=person, moved=moved).items()}))
"""
CLOSE = """
bob, alice = of("Nordbyte AB"), of("Ekvik stad")
grants.revoke(grant=UUID(ids["grant"]), by=bob)
agreements.end(agreement=UUID(ids["agreement"]), by=alice)
organisations.erase_person(person=UUID(ids["person"]), by=Viewer(at=clock.now()))
holds.place(records=[("file", UUID(ids["kept"]))], case=uuid4(), by=alice)
actions.relabel(record=File.objects.get(pk=ids["shown"]), label=presets.own(bob.organisation), by=bob)
with transaction.atomic():
    mandate = Mandate.objects.get(person=ids["moved"])
    mandate.until = clock.today()
    mandate.save()
    organisations.tell_of_mandate(verb="organisations.change_mandate", mandate=mandate,
        organisation=mandate.organisation_id, by=alice)
"""
LOOK = """
bob, alice = of("Nordbyte AB"), of("Ekvik stad")
def seen(name):
    return gate.visible(replace(alice, purpose=Purpose.RESEARCH), File).filter(pk=ids[name]).exists()
def refused():
    try:
        with transaction.atomic():
            actions.relabel(
                record=File.objects.get(pk=ids["kept"]), label=presets.own(bob.organisation), by=bob)
            transaction.set_rollback(True)
        return False
    except gate.RefusedError:
        return True
print(json.dumps({
    "the grant opens": seen("granted"), "the agreement opens": seen("secret"),
    "the old label opens": seen("shown"), "the person has an account": Person.objects.filter(
    pk=ids["person"]).exists(), "who left acts": bool(the_world.queries.mandates(
    UUID(ids["moved"]), clock.today())), "the hold stands": refused()}))
"""
CLOSED = {
    "the grant opens": False,
    "the agreement opens": False,
    "the old label opens": False,
    "the person has an account": False,
    "who left acts": False,
    "the hold stands": True,
}


@dataclass
class Drill:
    """An installation in a folder, and the ids of what it is about."""

    state: Path
    ids: dict[str, str]

    @property
    def database(self) -> Path:
        return self.state / "workspace.sqlite3"

    @property
    def log(self) -> Path:
        return self.state / "workspace.tombstones"

    def python(self, code: str) -> dict[str, object]:
        given = f"NAME = {NAME!r}\nids = json.loads(sys.argv[1])\n"
        ran = subprocess.run(
            [sys.executable, "-c", BEGIN + given + code, json.dumps(self.ids)],
            env=environment(self.state, PYTHONPATH=f"{ROOT}:{ROOT / 'src'}"),
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
        )
        assert ran.returncode == 0, ran.stderr
        return json.loads(ran.stdout) if ran.stdout else {}

    def lose_the_database(self) -> None:
        for file in self.state.glob("workspace.sqlite3*"):
            file.unlink()


@pytest.fixture(scope="module")
def backed_up(tmp_path_factory: pytest.TempPathFactory) -> Drill:
    """Built, backed up, and then closed in every way."""
    drill = Drill(tmp_path_factory.mktemp("drill") / "var", {})
    drill.state.mkdir()
    drill.ids = {name: str(key) for name, key in drill.python(BUILD).items()}
    made = run(drill.state, "backup", str(drill.state / "before.backup"))
    assert made.returncode == 0, made.stderr
    drill.python(CLOSE)
    assert drill.python(LOOK) == CLOSED
    return drill


@pytest.fixture
def drill(backed_up: Drill, tmp_path: Path) -> Drill:
    """The same in a folder of its own."""
    state = tmp_path / "var"
    shutil.copytree(backed_up.state, state)
    return Drill(state, backed_up.ids)


def test_what_was_closed_since_the_backup_stays_closed(drill: Drill) -> None:
    backup = drill.state / "before.backup"
    assert NAME.encode() in backup.read_bytes()
    drill.lose_the_database()

    restored = run(drill.state, "restore", str(backup))

    assert restored.returncode == 0, restored.stderr
    assert "erase: 1" in restored.stdout
    assert drill.python(LOOK) == CLOSED
    written = b"".join(file.read_bytes() for file in drill.state.glob("workspace.*"))
    assert NAME.encode() not in written
    assert run(drill.state, "history", "verify").returncode == 0
    assert run(drill.state, "replay").stdout == "Nothing was closed that this database does not know.\n"


def test_without_the_log_the_backup_opens_all_of_it_again(drill: Drill) -> None:
    """The control: a restore that carries nothing out."""
    drill.lose_the_database()
    drill.log.unlink()

    assert run(drill.state, "restore", str(drill.state / "before.backup")).returncode == 0

    assert drill.python(LOOK) == {name: not closed for name, closed in CLOSED.items()}


def by_command(drill: Drill) -> tuple[int, str]:
    ran = run(drill.state, "serve")
    return ran.returncode, ran.stderr


def by_another_server(drill: Drill) -> tuple[int, str]:
    ran = subprocess.run(
        [sys.executable, "-c", "from commonpurchase.entrance import wsgi"],
        env=environment(drill.state, PYTHONPATH=str(ROOT / "src")),
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.returncode, ran.stderr


@pytest.mark.parametrize("served", [by_command, by_another_server])
def test_an_old_copy_is_not_served(drill: Drill, served: Callable[[Drill], tuple[int, str]]) -> None:
    drill.lose_the_database()
    shutil.copy(drill.state / "before.backup", drill.database)

    status, said = served(drill)

    assert status != 0
    assert "run `commonpurchase replay`" in said
    assert run(drill.state, "replay").returncode == 0
    assert drill.python(LOOK) == CLOSED


def test_the_log_holds_ids_and_no_names(drill: Drill) -> None:
    written = drill.log.read_text()

    assert NAME not in written
    assert "Ekvik" not in written
    assert "linnea" not in written
    assert drill.ids["person"] in written


def test_a_log_that_was_changed_restores_nothing_half(drill: Drill) -> None:
    drill.lose_the_database()
    shutil.copy(drill.state / "before.backup", drill.database)
    drill.log.write_bytes(drill.log.read_bytes().replace(b'"revoke"', b'"lift"'))

    ran = run(drill.state, "replay")

    assert ran.returncode == 2
    assert "line 1 of the tombstone log was changed" in ran.stderr


def test_nothing_is_written_over(drill: Drill) -> None:
    backup = drill.state / "before.backup"
    before = backup.read_bytes()

    again, over = run(drill.state, "backup", str(backup)), run(drill.state, "restore", str(backup))

    assert (again.returncode, over.returncode) == (2, 2)
    assert "is there already" in again.stderr
    assert "is there already" in over.stderr
    assert backup.read_bytes() == before
    assert drill.python(LOOK) == CLOSED
    assert list(drill.state.glob("*.part-*")) == []


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\0" + bytes(4096)])
def test_what_is_no_workspace_is_not_restored(drill: Drill, content: bytes) -> None:
    drill.lose_the_database()
    file = drill.state / "wrong.backup"
    file.write_bytes(content)

    ran = run(drill.state, "restore", str(file))

    assert ran.returncode == 2
    assert "wrong.backup" in ran.stderr
    assert not drill.database.exists()
