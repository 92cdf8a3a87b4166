"""A setting is read as what it is, or refused with a sentence that repeats no password."""

from pathlib import Path

import pytest

from commonpurchase.entrance import env
from commonpurchase.entrance.commands import preparing

NAME = "COMMONPURCHASE_DATABASE_URL"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("postgresql://ann:s%40crets@db.example:5433/shop", ("shop", "db.example", "5433", "ann", "s@crets")),
        ("postgres://db.example/shop", ("shop", "db.example", "", "", "")),
        ("postgresql:///shop", ("shop", "", "", "", "")),
        ("postgresql://ann@/shop?host=/run/postgresql", ("shop", "/run/postgresql", "", "ann", "")),
    ],
)
def test_a_server_is_read_part_by_part(
    written: str, expected: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(NAME, written)

    assert env.server(NAME) == env.Server(*expected)


def test_without_the_setting_there_is_no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NAME, raising=False)

    assert env.server(NAME) is None


def test_the_address_may_lie_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "address"
    file.write_text("postgresql://ann@db.example/shop\n", encoding="utf-8")
    monkeypatch.delenv(NAME, raising=False)
    monkeypatch.setenv(f"{NAME}_FILE", str(file))

    assert env.server(NAME) == env.Server("shop", "db.example", "", "ann", "")


def test_a_file_of_an_address_that_is_not_there_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(NAME, raising=False)
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "nowhere"))

    with pytest.raises(env.SettingMissingError, match="nowhere"):
        env.server(NAME)


@pytest.mark.parametrize(
    "written",
    [
        "mysql://ann:hunter2@db.example/shop",
        "postgresql://ann:hunter2@db.example/",
        "postgresql://ann:hunter2@db.example:port/shop",
        "postgresql://ann:hunter2@/shop?sslmode=off",
        "postgresql://ann:hunter2@[db/shop",
        "hunter2",
    ],
)
def test_what_names_no_database_is_refused_without_its_password(
    written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(NAME, written)

    with pytest.raises(env.SettingWrongError, match="expected postgresql://") as refused:
        env.server(NAME)

    assert "hunter2" not in str(refused.value)


def test_people_are_told_where_the_records_are_and_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "postgresql://ann:hunter2@db.example/shop")

    assert preparing.workspace_place() == "the PostgreSQL database shop on db.example"


def test_the_example_never_lands_on_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COMMONPURCHASE_DATABASE", "COMMONPURCHASE_EXAMPLE", "COMMONPURCHASE_HTTPS"):
        monkeypatch.setenv(name, "")
    monkeypatch.setenv(NAME, "postgresql://ann@db.example/shop")

    preparing.choose_example()

    assert env.server(NAME) is None
