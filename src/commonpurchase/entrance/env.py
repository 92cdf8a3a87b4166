"""Typed readers of the environment; a secret may also lie in a file named by `<NAME>_FILE`."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

EXAMPLE_MARK = 0x43505845
"""What the loader writes as the application id of the example's database: CPXE."""
_MARK_AT = 68  # where SQLite keeps the application id in a file's first page


class SettingMissingError(RuntimeError):
    """A setting that the workspace cannot start without."""


class SettingWrongError(SettingMissingError):
    """A setting that is there and cannot be used; the message never repeats a password."""


@dataclass(frozen=True)
class Server:
    """A PostgreSQL database: where it listens (an empty host is this machine's socket) and who connects."""

    name: str
    host: str
    port: str
    user: str
    password: str

    def __str__(self) -> str:
        return f"the PostgreSQL database {self.name} on {self.host or 'this machine'}"

    @property
    def parts(self) -> Mapping[str, str]:
        """The same in the words of Django's settings."""
        return {
            "NAME": self.name,
            "HOST": self.host,
            "PORT": self.port,
            "USER": self.user,
            "PASSWORD": self.password,
        }


def text(name: str, default: str = "") -> str:
    """A setting as written, or its default."""
    return os.environ.get(name, default)


def flag(name: str, *, default: bool) -> bool:
    """A yes or no: 1, true, yes, on."""
    return os.environ[name].casefold() in {"1", "true", "yes", "on"} if name in os.environ else default


def names(name: str, default: str) -> list[str]:
    """A list between commas."""
    return [item.strip() for item in text(name, default).split(",") if item.strip()]


def path(name: str, default: Path) -> Path:
    """A place on disk."""
    return Path(text(name, str(default)))


def secret(name: str, default_file: Path) -> str:
    """A secret from the environment, from `<NAME>_FILE`, or from the default file.

    `SettingMissingError` names the file that was looked for, by its whole path.
    """
    if name in os.environ:
        return os.environ[name]
    source = path(f"{name}_FILE", default_file)
    if not source.is_file():
        # A file that somebody named is theirs to write; only the default one is made.
        how = "" if f"{name}_FILE" in os.environ else " (`commonpurchase migrate` does that for you)"
        message = f"{name} is not set: set it, or write the secret to {source.absolute()}{how}"
        raise SettingMissingError(message)
    return source.read_text().strip()


def server(name: str) -> Server | None:
    """A database server written as `postgresql://user:password@host:port/database`; none when not set.

    A folder of a socket is written `?host=/folder`. The whole address may lie in `<NAME>_FILE`.
    `SettingWrongError` says what was expected, without the address: there may be a password in it.
    """
    if not {name, f"{name}_FILE"} & os.environ.keys():
        return None
    written = secret(name, Path(name.lower()))
    if not written:
        return None
    try:
        found = urlsplit(written)
        asked, port = parse_qs(found.query, strict_parsing=bool(found.query)), str(found.port or "")
    except ValueError:
        found, asked, port = urlsplit(""), {}, ""
    database = unquote(found.path.removeprefix("/"))
    if found.scheme not in {"postgresql", "postgres"} or not database or set(asked) - {"host"}:
        message = (
            f"{name}: found something that names no PostgreSQL database; "
            "expected postgresql://user:password@host:port/database, or ?host=/folder for a socket"
        )
        raise SettingWrongError(message)
    host = asked.get("host", [found.hostname or ""])[0]
    return Server(database, host, port, unquote(found.username or ""), unquote(found.password or ""))


def percent(name: str) -> float | None:
    """A percentage that a deployment keeps to itself; none when neither it nor `<NAME>_FILE` is set.

    `SettingWrongError` says that it is no number, and not what was found.
    """
    if not {name, f"{name}_FILE"} & os.environ.keys():
        return None
    try:
        return float(secret(name, Path(name.lower())))
    except ValueError:
        message = f"{name}: found something that is no number; expected a percentage such as 12.5"
        raise SettingWrongError(message) from None


def holds_the_example(database: Path) -> bool:
    """Whether a database file bears the mark of the invented consortium."""
    if not database.is_file():
        return False
    with database.open("rb") as file:
        file.seek(_MARK_AT)
        return file.read(4) == EXAMPLE_MARK.to_bytes(4, "big")
