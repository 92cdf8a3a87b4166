"""The package as others install it: built, put into an empty environment without extras, and used."""

import json
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = ROOT / "examples" / "files"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=120,
    )
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` of an environment with the wheel and what it needs, nothing fetched from anywhere."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "--python",
            python,
            "install",
            "--quiet",
            "--no-index",
            "--no-deps",
            wheel,
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    target = next((folder / "lib").glob("python*")) / "site-packages"
    for name in sorted(needed("typer")):
        _copy(name, target)
    return folder / "bin"


def needed(name: str) -> set[str]:
    """A distribution and everything it needs without extras."""
    found, waiting = set[str](), [name]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            wanted = metadata.requires(one) or []
            waiting += [re.split(r"[^\w.-]", line)[0] for line in wanted if ";" not in line]
    return found


def _copy(name: str, target: Path) -> None:
    distribution = metadata.distribution(name)
    for top in {
        path.parts[0] for path in distribution.files or () if path.parts[0] not in {"..", "__pycache__"}
    }:
        source = Path(str(distribution.locate_file(top)))
        if source.is_dir():
            shutil.copytree(source, target / top)
        else:
            shutil.copy(source, target / top)


def ask(installed: Path, folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    files: list[str | Path] = ["--contracts", FILES / "contracts.csv"]
    files += ["--disclosures", FILES / "disclosures.csv"]
    command: list[str | Path] = [installed / "commonpurchase", "gate", "--on", "2026-03-01", *files, *more]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)


def test_the_wheel_carries_what_the_rules_cite_and_the_thresholds(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())

    for folder in ("parameters", "sources"):
        declared = {path.name for path in (ROOT / folder).glob("*.toml")}
        assert declared
        assert {f"commonpurchase/declared/{folder}/{name}" for name in declared} <= names
    assert "commonpurchase/py.typed" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_wheel_carries_every_template_and_picture(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    package = ROOT / "src" / "commonpurchase"
    wanted = {
        f"commonpurchase/{path.relative_to(package)}"
        for path in package.rglob("*")
        if path.suffix in {".html", ".css", ".svg", ".woff2", ".docx", ".js"}
    }

    assert wanted - names == set()


def test_without_extras_the_gate_answers_on_files(installed: Path, tmp_path: Path) -> None:
    answer = ask(installed, tmp_path, "--json")

    verdicts = {line["contract_id"]: line["verdict"] for line in json.loads(answer.stdout)}
    assert answer.returncode == 1
    assert answer.stderr == ""
    assert verdicts == {
        "EKV-2024-014": "pass",
        "EKV-2022-031": "conditional",
        "OX/ICT/0412": "fail",
        "LM-2023-07": "not assessable",
        "KCC-0090": "not open",
        "TU-P-2301": "pass",
        "FK-21/0140": "pass",
    }
    assert list(tmp_path.iterdir()) == []


def test_without_extras_the_server_says_what_to_install(installed: Path, tmp_path: Path) -> None:
    command: list[str | Path] = [installed / "commonpurchase", "example", "serve"]

    refusal = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False, env={}
    )

    assert refusal.returncode == 2
    assert "install commonpurchase[web]" in refusal.stderr
    assert "Traceback" not in refusal.stderr
    assert list(tmp_path.iterdir()) == []
