"""Makes the workspace ready before a server or an action touches it: key, settings, tables, files."""

import importlib
import os
import secrets
from pathlib import Path

from commonpurchase.entrance import env

SETTINGS = "commonpurchase.entrance.settings"


def state() -> Path:
    """The folder of everything that this installation writes."""
    return env.path("COMMONPURCHASE_STATE", Path.cwd() / "var")


def example_database() -> Path:
    """The file of the example, beside the workspace's own and never the same."""
    return state() / "example.sqlite3"


def workspace_database() -> Path:
    """The file of the workspace itself."""
    return env.path("COMMONPURCHASE_DATABASE", state() / "workspace.sqlite3")


def workspace_place() -> str:
    """Where the workspace's records are, for people: a file, or a server's database without its password."""
    return str(env.server("COMMONPURCHASE_DATABASE_URL") or workspace_database())


def choose_example() -> None:
    """From here on this process, and the servers that it starts, work on the example."""
    # Always a file of its own: the example never lands in the database of an installation.
    for name in (
        "COMMONPURCHASE_DATABASE_URL",
        "COMMONPURCHASE_DATABASE_URL_FILE",
        "COMMONPURCHASE_TOMBSTONES",
    ):
        os.environ.pop(name, None)
    os.environ["COMMONPURCHASE_DATABASE"] = str(example_database())
    os.environ["COMMONPURCHASE_EXAMPLE"] = "1"
    # The example speaks plain HTTP on loopback, whatever the installation around it does.
    os.environ["COMMONPURCHASE_HTTPS"] = "0"


def ready() -> None:
    """Secret key, settings, tables and the shared cache; the database is chosen before."""
    django = importlib.import_module("django")
    _make_secret_key()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()
    _migrate()
    _manage("createcachetable", verbosity=0)


def collect_static() -> None:
    """Style sheets and fonts, with hashed names, where the server finds them."""
    _manage("collectstatic", verbosity=0, interactive=False)


def _manage(command: str, **options: object) -> None:
    importlib.import_module("django.core.management").call_command(command, **options)


def _migrate() -> None:
    """`SettingWrongError` in a sentence when a server that was named does not answer."""
    database = importlib.import_module("django.db")
    try:
        _manage("migrate", verbosity=0, interactive=False)
    except database.OperationalError as problem:
        if env.server("COMMONPURCHASE_DATABASE_URL") is None:
            raise
        message = f"{workspace_place()} cannot be reached: {problem}"
        raise env.SettingWrongError(message) from problem


def _make_secret_key() -> None:
    """A key that only this user can read, unless one was given or made before."""
    if {"COMMONPURCHASE_SECRET_KEY", "COMMONPURCHASE_SECRET_KEY_FILE"} & os.environ.keys():
        return
    state().mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(state() / "secret-key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(50))
