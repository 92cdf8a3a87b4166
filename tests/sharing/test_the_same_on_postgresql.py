"""Lists, pages and the decision answer on PostgreSQL what they answer on SQLite: the same tests, run there.

The whole suite can be run so: `python -m tests.postgresql pytest`.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import postgresql
from tests.sharing import states

HERE = Path(__file__).parent
#: The states, and the actions that change who may see what.
ASKED = [
    "test_one_answer_everywhere.py",
    "test_grants.py",
    "test_agreements.py",
    "test_labels_are_written.py",
]
#: Their control, which plants bugs in what is asked of the database.
CONTROL = "test_planted_bugs_are_killed.py"


def on_postgresql(*words: str) -> str:
    """What pytest says of some tests on a PostgreSQL of their own; its last line counts them."""
    binaries = postgresql.programs()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed here; `make system` brings it.")
    with postgresql.serving(binaries) as address:
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *words]
        environment = os.environ | {postgresql.SETTING: address}
        run = subprocess.run(
            command, check=False, env=environment, cwd=HERE.parents[1], capture_output=True, text=True
        )
    assert run.returncode in {0, 1}, run.stdout + run.stderr
    return run.stdout


def test_what_holds_on_sqlite_holds_on_postgresql() -> None:
    said = on_postgresql(*(str(HERE / name) for name in ASKED))

    assert " passed" in said.splitlines()[-1], said
    assert not any(word in said.splitlines()[-1] for word in ("failed", "error", "skipped")), said


def test_a_bug_in_what_is_asked_of_postgresql_is_found_there() -> None:
    """All of them in a long run, some in a short one."""
    some = [] if states.LONG else ["-k", "sql"]

    said = on_postgresql(str(HERE / CONTROL), *some)

    assert " passed" in said.splitlines()[-1], said
    assert not any(word in said.splitlines()[-1] for word in ("failed", "error", "skipped")), said
