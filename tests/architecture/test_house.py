"""The house as a stranger finds it: licence, lock files, README, versions, no traces of one machine."""

import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = {".py", ".toml", ".md", ".txt", ".csv", ".html", ".css", ".jsonl", ""}
#: Places that exist on one machine only. Debian's own browser is part of what `make system` promises.
MACHINE = re.compile(r"(?<![\w.~$}/-])/(?:home|root|Users|opt|work|mnt|srv)/[\w.-]+")
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


@cache
def kept() -> tuple[Path, ...]:
    """Every file that the repository keeps, or would keep: what is ignored is left out."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def project() -> dict[str, object]:
    return dict(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"])


def test_the_licence_is_the_european_union_public_licence() -> None:
    assert project()["license"] == "EUPL-1.2"
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in (ROOT / "LICENSE").read_text()


def test_the_version_is_the_one_on_top_of_the_changelog() -> None:
    top = re.search(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)

    assert top is not None
    assert top[1] == project()["version"]


@pytest.mark.parametrize("command", ["make run", "make test"])
def test_the_readme_names_both_commands(command: str) -> None:
    assert command in (ROOT / "README.md").read_text()


def test_the_readme_shows_a_picture_that_is_there_and_small() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", (ROOT / "README.md").read_text())

    assert pictures
    assert all((ROOT / picture).stat().st_size <= 300 * 1024 for picture in pictures)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_file_has_a_hash_for_every_package_and_no_address(lock: Path) -> None:
    text = lock.read_text()
    pinned = re.findall(
        r"^[a-z0-9._-]+==\S+.*?(?=^[a-z0-9]|\Z)", text, re.MULTILINE | re.DOTALL | re.IGNORECASE
    )

    assert pinned
    assert all("--hash=sha256:" in package for package in pinned)
    assert "://" not in text
    assert "--index-url" not in text
    assert "--find-links" not in text


def test_no_file_names_a_place_that_only_one_machine_has() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {place}"
        for path in kept()
        if path.suffix in TEXT and "vendor" not in path.parts and path != Path(__file__)
        for place in MACHINE.findall(path.read_text(errors="replace"))
    ]

    assert found == []


def test_links_between_documents_lead_somewhere() -> None:
    documents = [path for path in kept() if path.suffix == ".md"]
    broken = [
        f"{path.relative_to(ROOT)}: {link}"
        for path in documents
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text())
        if not (path.parent / link).exists()
    ]

    assert broken == []
