"""The schema's history."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage import schema
from storage.engine import DatabaseUnavailable, connect
from tests.conftest import KEY

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def tables(path: Path) -> set[str]:
    connection = connect(path, KEY)
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    connection.close()
    return {row["name"] for row in rows} - {"alembic_version", "sqlite_sequence"}


def a_history_with_one_more(folder: Path, body: str) -> Path:
    """The migrations as they will be in the next version."""
    migrations = shutil.copytree(schema.MIGRATIONS, folder / "migrations")
    (migrations / "versions" / "9999_next.py").write_text(
        f"from alembic import op\nrevision, down_revision = '9999', {schema.head()!r}\ndef upgrade():\n    {body}\n"
    )
    return migrations


def test_up_down_and_up_again_gives_the_same_schema(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    schema.upgrade(path, KEY, now=NOW)
    there = tables(path)
    schema.migrate(path, KEY, to="base")
    assert tables(path) == set()
    schema.migrate(path, KEY, to="head")
    assert tables(path) == there


def test_every_step_of_the_history_can_be_taken_back_and_taken_again(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    schema.upgrade(path, KEY, now=NOW)
    there = tables(path)
    steps = sorted(script.stem[:4] for script in (schema.MIGRATIONS / "versions").glob("[0-9]*.py"))
    for step in (*reversed(steps[:-1]), *steps[1:]):
        schema.migrate(path, KEY, to=step)
        assert schema.version(path, KEY) == step
    assert tables(path) == there


def test_a_new_database_needs_no_copy(tmp_path: Path) -> None:
    assert schema.upgrade(tmp_path / "p.db", KEY, now=NOW) is None


def test_a_current_database_is_left_as_it_is(tmp_path: Path) -> None:
    schema.upgrade(tmp_path / "p.db", KEY, now=NOW)
    assert schema.upgrade(tmp_path / "p.db", KEY, now=NOW) is None


def test_an_older_database_is_copied_before_it_is_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, older = tmp_path / "p.db", schema.head()
    schema.upgrade(path, KEY, now=NOW)
    longer = a_history_with_one_more(tmp_path, "op.execute('CREATE TABLE novelties (a)')")
    monkeypatch.setattr(schema, "MIGRATIONS", longer)
    copy = schema.upgrade(path, KEY, now=NOW)
    assert copy is not None
    assert tables(path) - tables(copy) == {"novelties"}
    assert (schema.version(copy, KEY), schema.version(path, KEY)) == (older, "9999")
    assert copy.stat().st_mode & 0o077 == 0


def test_a_migration_that_is_cut_short_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "p.db"
    schema.upgrade(path, KEY, now=NOW)
    there = tables(path)
    longer = a_history_with_one_more(tmp_path, "op.execute('CREATE TABLE half (a)')\n    raise OSError")
    with monkeypatch.context() as patched:
        patched.setattr(schema, "MIGRATIONS", longer)
        with pytest.raises(OSError, match=r"^$"):
            schema.upgrade(path, KEY, now=NOW)
    assert tables(path) == there
    assert schema.upgrade(path, KEY, now=NOW) is None


def test_a_database_of_a_newer_version_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    schema.upgrade(path, KEY, now=NOW)
    connection = connect(path, KEY)
    connection.execute("UPDATE alembic_version SET version_num = 'future'")
    connection.close()
    with pytest.raises(DatabaseUnavailable, match="newer version"):
        schema.upgrade(path, KEY, now=NOW)


def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    schema.upgrade(tmp_path / "p.db", KEY, now=NOW)
    assert (tmp_path / "p.db").stat().st_mode & 0o077 == 0
