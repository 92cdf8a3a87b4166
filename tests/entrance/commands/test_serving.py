"""The example as a person starts it: a process of its own, in an empty folder."""

import http.cookiejar
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest

from commonpurchase.entrance.commands import addresses

COMMAND = Path(sys.executable).with_name("commonpurchase")
FOREIGN = {"DJANGO_SETTINGS_MODULE", "COMMONPURCHASE_SECRET_KEY"}


def environment(state: Path, **more: str) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    return {**own, "COMMONPURCHASE_STATE": str(state), "PYTHONUNBUFFERED": "1", **more}


def run(state: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, *arguments],
        env=environment(state, **more),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@dataclass(frozen=True)
class Running:
    process: subprocess.Popen[str]
    state: Path
    printed: str

    @property
    def address(self) -> str:
        return found(r"http://\S+/", self.printed)[0]

    @property
    def port(self) -> int:
        return int(found(r"http://[^/]+:(\d+)/", self.printed)[1])

    @property
    def password(self) -> str:
        return found(r"password\s+(\S+)", self.printed)[1]


def found(pattern: str, text: str) -> re.Match[str]:
    match = re.search(pattern, text)
    assert match, text
    return match


def until(stream: IO[str], words: str) -> str:
    """What a process prints, up to and with the line that holds the words."""
    printed = ""
    for line in stream:
        printed += line
        if words in line:
            return printed
    raise AssertionError(printed)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    state = tmp_path_factory.mktemp("installation") / "var"
    process = subprocess.Popen(
        [COMMAND, "example", "serve"],
        env=environment(state),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    try:
        yield Running(process, state, until(process.stdout, "femke@"))
    finally:
        process.terminate()
        process.wait(timeout=30)
        process.stdout.close()


def sign_in(running: Running, email: str, password: str) -> str:
    """The page that follows, signed in or not."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    login = f"{running.address}accounts/login/"
    page = patient(opener, login)
    token = found(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    form = {"csrfmiddlewaretoken": token, "login": email, "password": password}
    with opener.open(login, urllib.parse.urlencode(form).encode(), timeout=30) as answer:
        return str(answer.read().decode())


def patient(opener: urllib.request.OpenerDirector, address: str) -> str:
    """A page of a server that may still be starting."""
    for attempt in range(100):
        try:
            with opener.open(address, timeout=30) as answer:
                return str(answer.read().decode())
        except urllib.error.URLError as problem:
            if not isinstance(problem.reason, ConnectionRefusedError) or attempt == 99:
                raise
            signal.sigtimedwait([], 0.1)
    raise AssertionError(address)


def test_it_says_where_it_is_and_who_can_sign_in(running: Running) -> None:
    assert running.address.startswith("http://127.0.0.1:")
    assert "alva@ekvik.example" in running.printed
    assert "start here" in running.printed


def test_a_printed_account_signs_in(running: Running) -> None:
    assert "Ekvik stad" in sign_in(running, "alva@ekvik.example", running.password)


def test_another_password_does_not(running: Running) -> None:
    assert "csrfmiddlewaretoken" in sign_in(running, "gustav@granholm.example", "aaaa-bbbb-cccc-dddd")


def test_an_account_that_was_not_printed_has_no_password(running: Running) -> None:
    assert "ola@sundvaag.example" not in running.printed
    assert "csrfmiddlewaretoken" in sign_in(running, "ola@sundvaag.example", running.password)


def test_the_secret_key_is_for_this_user_only(running: Running) -> None:
    key = running.state / "secret-key"

    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert len(key.read_text()) >= 50


def test_the_example_lies_in_a_file_of_its_own(running: Running) -> None:
    assert (running.state / "example.sqlite3").is_file()
    assert not (running.state / "workspace.sqlite3").exists()


def test_another_name_of_this_machine_is_refused(running: Running) -> None:
    request = urllib.request.Request(running.address, headers={"Host": "ekvik.example"})
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(request, timeout=30)

    assert refusal.value.code == 400
    refusal.value.close()


def test_the_workspace_server_refuses_the_example(running: Running) -> None:
    database = str(running.state / "example.sqlite3")

    refusal = run(running.state, "serve", COMMONPURCHASE_DATABASE=database)

    assert refusal.returncode == 2
    assert "holds the example" in refusal.stderr


def test_a_taken_port_is_refused_by_name_and_passed_over_without(running: Running) -> None:
    refusal = run(running.state, "example", "serve", "--port", str(running.port))

    assert refusal.returncode == 2
    assert f"something else listens on 127.0.0.1:{running.port}" in refusal.stderr


def test_interrupting_stops_it_cleanly(running: Running) -> None:
    # A terminal interrupts every process of the group, while a browser keeps its connection open.
    with socket.create_connection(("127.0.0.1", running.port)):
        os.killpg(running.process.pid, signal.SIGINT)

    assert running.process.wait(timeout=30) == 0
    assert running.process.stdout is not None
    assert "KeyboardInterrupt" not in running.process.stdout.read()
    assert addresses.is_free("127.0.0.1", running.port)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::"])
def test_the_example_is_refused_on_an_address_that_others_reach(tmp_path: Path, host: str) -> None:
    refusal = run(tmp_path / "var", "example", "serve", "--host", host)

    assert refusal.returncode == 2
    assert "on this machine only" in refusal.stderr
    assert refusal.stdout == ""
    assert not (tmp_path / "var").exists()


def test_a_day_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    refusal = run(tmp_path / "var", "example", "load", "--on", "1 March")

    assert refusal.returncode == 2
    assert refusal.stderr == "--on: found 1 March; expected a day such as 2026-03-01\n"


def test_migrate_makes_an_empty_workspace(tmp_path: Path) -> None:
    done = run(tmp_path / "var", "migrate")

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "var" / "workspace.sqlite3").is_file()


def test_a_file_with_somebody_elses_data_is_refused(tmp_path: Path) -> None:
    state = tmp_path / "var"
    example = str(state / "example.sqlite3")
    assert run(state, "migrate", COMMONPURCHASE_DATABASE=example).returncode == 0
    filled = (
        "import django; django.setup();"
        "from commonpurchase.organisations.models import Person;"
        "Person.objects.create_user('alice@ekvik.example')"
    )
    subprocess.run(
        [sys.executable, "-c", filled],
        env=environment(
            state,
            COMMONPURCHASE_DATABASE=example,
            DJANGO_SETTINGS_MODULE="commonpurchase.entrance.settings",
        ),
        check=True,
        timeout=60,
    )

    refusal = run(state, "example", "load")

    assert refusal.returncode == 2
    assert "holds something that is not the example" in refusal.stderr
