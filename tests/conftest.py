"""What every test may ask for."""

import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from storage import schema
from storage.engine import Engine

# The same examples every time and no stopwatch: a busy machine must not fail a rule.
settings.register_profile("house", derandomize=True, deadline=None)
settings.load_profile("house")

KEY = "ab" * 32


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database of the current schema, made once; copy it."""
    path = tmp_path_factory.mktemp("template") / "prestige.db"
    schema.upgrade(path, KEY, now=datetime(2026, 11, 2, tzinfo=UTC))
    return path


@pytest.fixture
async def database(migrated: Path, tmp_path: Path) -> AsyncIterator[Engine]:
    """A fresh database of one's own, open."""
    path = tmp_path / "prestige.db"
    shutil.copyfile(migrated, path)
    engine = Engine(path, KEY)
    await engine.open()
    yield engine
    await engine.close()
