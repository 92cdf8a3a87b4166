import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from commonpurchase.entrance import env
from commonpurchase.entrance.commands import marks

DAY = date(2026, 3, 1)


def write(database: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(database)) as opened:
        for statement in ("PRAGMA journal_mode=WAL", *statements):
            opened.execute(statement)
        opened.commit()
    return database


def example(folder: Path, day: date = DAY) -> Path:
    return write(folder / "example.sqlite3", "CREATE TABLE somewhere (x)", *marks.pragmas(day))


def test_a_file_that_is_not_there_has_room(tmp_path: Path) -> None:
    assert marks.make_room(tmp_path / "example.sqlite3", DAY, fresh=False) is None


@pytest.mark.parametrize("age", [0, 7])
def test_an_example_of_the_last_week_stays(tmp_path: Path, age: int) -> None:
    database = example(tmp_path, DAY - timedelta(days=age))

    assert marks.make_room(database, DAY, fresh=False) == DAY - timedelta(days=age)
    assert database.exists()


@pytest.mark.parametrize("age", [8, -1])
def test_an_older_example_or_one_of_the_future_is_kept_beside(tmp_path: Path, age: int) -> None:
    loaded_on = DAY - timedelta(days=age)
    database = example(tmp_path, loaded_on)

    assert marks.make_room(database, DAY, fresh=False) is None
    assert not database.exists()
    assert marks.look(tmp_path / f"example-{loaded_on}.sqlite3").loaded_on == loaded_on


def test_two_examples_of_one_day_are_both_kept(tmp_path: Path) -> None:
    for _ in range(2):
        marks.make_room(example(tmp_path), DAY, fresh=True)

    assert {path.name for path in tmp_path.glob("*.sqlite3")} == {
        "example-2026-03-01.sqlite3",
        "example-2026-03-01-2.sqlite3",
    }


@pytest.mark.parametrize("filled", marks.TELLING)
def test_a_file_with_anything_of_somebody_else_is_refused_and_left_alone(tmp_path: Path, filled: str) -> None:
    tables = [f"CREATE TABLE {name} (x)" for name in marks.TELLING]
    database = write(tmp_path / "example.sqlite3", *tables, f"INSERT INTO {filled} VALUES (1)")
    before = database.read_bytes()

    with pytest.raises(ValueError, match="holds something that is not the example"):
        marks.make_room(database, DAY, fresh=True)

    assert database.read_bytes() == before


def test_tables_without_a_row_have_room(tmp_path: Path) -> None:
    database = write(tmp_path / "example.sqlite3", *(f"CREATE TABLE {name} (x)" for name in marks.TELLING))

    assert marks.make_room(database, DAY, fresh=False) is None


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    database = write(tmp_path / "example.sqlite3", "CREATE TABLE recipes (x)")

    with pytest.raises(ValueError, match="not the example"):
        marks.make_room(database, DAY, fresh=False)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    database = tmp_path / "example.sqlite3"
    database.write_text("a letter that somebody saved under this name " * 20)

    with pytest.raises(ValueError, match="cannot be read as a database"):
        marks.make_room(database, DAY, fresh=False)


def test_settings_know_the_example_by_its_mark(tmp_path: Path) -> None:
    assert env.holds_the_example(example(tmp_path))
    assert not env.holds_the_example(write(tmp_path / "workspace.sqlite3", "CREATE TABLE somewhere (x)"))
    assert not env.holds_the_example(tmp_path / "missing.sqlite3")
