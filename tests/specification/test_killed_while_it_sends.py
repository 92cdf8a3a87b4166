"""A real server is killed while files leave it: no byte of a record leaves without its row in the ledger."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from uuid import UUID

import pytest

from commonpurchase.entrance.commands import addresses
from tests.entrance.commands.test_serving import environment

ROOT = Path(__file__).resolve().parents[2]
LONG = os.environ.get("HYPOTHESIS_PROFILE") == "prove"
#: Part 1 of 2, say, in one process and part 2 in another.
SHARD, SHARDS = map(int, os.environ.get("COMMONPURCHASE_SHARD", "1/1").split("/"))
ROUNDS = 500 // SHARDS if LONG else 6
RIGHT, LATE = "commonpurchase.entrance.wsgi:application", "tests.specification.late_ledger:application"
#: Makes the tables, somebody who is signed in, and a list of sites for each round.
BUILD = """
import json, sys
from commonpurchase.entrance.commands import preparing
preparing.ready()
preparing.collect_static()
from datetime import timedelta
from django.db import transaction
from commonpurchase.entrance import clock
from tests import world as the_world
from tests.contracts import records
now = clock.now()
with transaction.atomic():
    world = the_world.build()
    made = [records.disclosure(world.nordbyte, world.ekvik, on=now.date(), at=now - timedelta(minutes=number))
        for number in range(int(sys.argv[1]))]
    client = the_world.signed_in(world.alice)
print(json.dumps([client.cookies["sessionid"].value, [str(row.pk) for row in made]]))
"""


@dataclass(frozen=True)
class Installation:
    """A workspace in a folder, somebody's session, and the records to be fetched."""

    state: Path
    session: str
    records: list[str]

    def entered(self, record: str) -> bool:
        """Whether the ledger says that a copy of a record left."""
        with closing(sqlite3.connect(self.state / "workspace.sqlite3")) as opened:
            asked = "SELECT 1 FROM holdings_ledgerrow WHERE item = ? AND kind = 'copy'"
            return opened.execute(asked, [UUID(record).hex]).fetchone() is not None


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    state = tmp_path / "var"
    ran = subprocess.run(
        [sys.executable, "-c", BUILD, str(ROUNDS)],
        env=environment(state, PYTHONPATH=f"{ROOT}:{ROOT / 'src'}"),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    session, keys = json.loads(ran.stdout)
    return Installation(state, session, keys)


@contextmanager
def serving(installation: Installation, application: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """A server in a process group of its own, once it answers; killed afterwards if it still runs."""
    port = addresses.first_free("127.0.0.1", 18_000 + 100 * SHARD)
    assert port is not None
    words = ["--interface", "wsgi", "--port", str(port), "--workers", "1", "--no-ws", "--log-level", "error"]
    process = subprocess.Popen(
        [sys.executable, "-m", "granian", *words, application],
        env=environment(installation.state, PYTHONPATH=f"{ROOT}:{ROOT / 'src'}"),
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(300):
            if fetched(port, "/about/", "", None)[:12] == b"HTTP/1.1 200":
                break
            time.sleep(0.05)
        yield port, process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def fetched(port: int, path: str, session: str, kill: tuple[int, float] | None) -> bytes:
    """What came of an answer. `kill`: a process group, and after how many seconds it dies.

    Negative seconds: at the first byte.
    """
    received = b""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as to:
            head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: sessionid={session}\r\n"
            to.sendall(f"{head}Connection: close\r\n\r\n".encode())
            if kill and kill[1] >= 0:
                time.sleep(kill[1])
                os.killpg(kill[0], signal.SIGKILL)
            while part := to.recv(1 if kill and not received else 65536):
                received += part
                if kill and kill[1] < 0 and len(received) == 1:
                    os.killpg(kill[0], signal.SIGKILL)
    except OSError:
        pass
    return received


def unentered(installation: Installation, application: str, rounds: int) -> tuple[list[str], int]:
    """The records of which a byte left without a row, and how many downloads brought something at all."""
    random, found, came = Random(9 + SHARD), [], 0
    for number, record in enumerate(installation.records[:rounds]):
        with serving(installation, application) as (port, process):
            after = -1.0 if number % 2 else random.uniform(0, 0.08)
            path = f"/disclosures/{record}/rows.csv"
            answer = fetched(port, path, installation.session, (process.pid, after))
            process.wait()
        came += bool(answer)
        assert not answer or b"HTTP/1.1 200"[: len(answer)] == answer[:12], answer[:200]
        if answer and not installation.entered(record):
            found.append(record)
    return found, came


def test_no_byte_leaves_without_its_row(installation: Installation) -> None:
    found, came = unentered(installation, RIGHT, ROUNDS)

    assert found == []
    assert came >= ROUNDS // 2


def test_a_ledger_that_is_written_afterwards_is_found(installation: Installation) -> None:
    found, _ = unentered(installation, LATE, 2)

    assert found != []
