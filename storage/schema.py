"""The schema's history: bring a database to this version, or say why that cannot be."""

from datetime import datetime
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool
from sqlcipher3 import dbapi2

from storage.engine import DatabaseUnavailable, connect

MIGRATIONS = Path(__file__).parent / "migrations"


def _alchemy(path: Path, key: str) -> Engine:
    engine = create_engine("sqlite://", creator=lambda: connect(path, key), module=dbapi2, poolclass=NullPool)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    """Our connections begin nothing by themselves: without this a migration cut short would stay done by half."""
    connection.exec_driver_sql("BEGIN")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config


def head() -> str:
    """The newest revision this program knows."""
    return _head(MIGRATIONS)


@cache
def _head(migrations: Path) -> str:
    """Read once: a running program's history does not grow, and alembic imports every step of it (9 ms)."""
    revision = ScriptDirectory(migrations).get_current_head()
    assert revision is not None
    return revision


def version(path: Path, key: str) -> str | None:
    """The revision a database file is at; None for a new one."""
    engine = _alchemy(path, key)
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(path: Path, key: str, *, now: datetime) -> Path | None:
    """Bring the database to this version. An older one is copied first; returns that copy's path.

    Raises DatabaseUnavailable when the file was made by a newer version of the program.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    found = version(path, key)
    if found == head():
        return None
    if found is not None and not knows(found):
        raise DatabaseUnavailable(
            f"{path.name} was made by a newer version of Prestige ({found}); install that version or restore a backup."
        )
    copy = _copy(path, key, now) if found is not None else None
    migrate(path, key, to="head")
    path.chmod(0o600)
    return copy


def knows(revision: str) -> bool:
    """Whether this program can bring such a database to its own version."""
    return revision in _known()


def migrate(path: Path, key: str, *, to: str) -> None:
    """Move the schema up to a revision, or down to one (`base` empties it)."""
    down = to == "base" or to in _below(version(path, key))
    config = _config()
    with _alchemy(path, key).connect() as connection:
        config.attributes["connection"] = connection
        (command.downgrade if down else command.upgrade)(config, to)


def _known() -> set[str]:
    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def _below(current: str | None) -> set[str]:
    if current is None:
        return set()
    scripts = ScriptDirectory.from_config(_config())
    return {script.revision for script in scripts.iterate_revisions(current, "base")} - {current}


def _copy(path: Path, key: str, now: datetime) -> Path:
    target = path.with_name(f"{path.name}.before-{head()}-{now:%Y%m%d%H%M%S}")
    connection = connect(path, key)
    try:
        connection.execute("VACUUM INTO ?", (str(target),))
    finally:
        connection.close()
    target.chmod(0o600)
    return target
