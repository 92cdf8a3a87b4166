"""A PostgreSQL of the tests' own, in a temporary folder, reached over a socket in it and nowhere else.

`python -m tests.postgresql pytest tests/sharing` runs any command with the workspace's database on it.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

SETTING = "COMMONPURCHASE_DATABASE_URL"
SUPERUSER = "postgres"
#: A test's server may lose everything when the machine stops; it is quicker for it.
OPTIONS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, the newest; none where PostgreSQL is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda at: int(at.parts[-3]))
    here = [Path(on) for on in [shutil.which("initdb")] if on]
    return next((at.parent for at in [*reversed(found), *here]), None)


@contextmanager
def serving(binaries: Path) -> Iterator[str]:
    """The address of a server that was just started, and stops afterwards; its folder is removed."""
    folder = Path(mkdtemp(prefix="pg-"))
    try:
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            shutil.chown(folder, SUPERUSER)
        _run(binaries / "initdb", "-D", folder / "data", "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "-N")
        options = f"{OPTIONS} -c unix_socket_directories={folder}"
        start = ("-D", folder / "data", "-l", folder / "log", "-w", "-o", options, "start")
        _run(binaries / "pg_ctl", *start)
        try:
            yield f"postgresql://{SUPERUSER}@/workspace?host={folder}"
        finally:
            _run(binaries / "pg_ctl", "-D", folder / "data", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder)


def _run(*command: object) -> None:
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["runuser", "-u", SUPERUSER, "--", *words]
    # A file, not a pipe: the server that pg_ctl leaves behind would keep a pipe open.
    with open(os.devnull, "w") as nowhere:
        subprocess.run(words, check=True, stdout=nowhere, stderr=nowhere, cwd="/")


def main() -> int:
    """Run what follows on PostgreSQL, and answer as it does."""
    binaries = programs()
    if binaries is None:
        print("PostgreSQL is not installed here; `make system` brings it.", file=sys.stderr)  # noqa: T201
        return 2
    with serving(binaries) as address:
        return subprocess.run(sys.argv[1:], check=False, env=os.environ | {SETTING: address}).returncode


if __name__ == "__main__":
    sys.exit(main())
