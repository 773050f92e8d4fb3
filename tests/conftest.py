"""What every test may ask for."""

import asyncio
import gc
import itertools
import os
import shutil
import socket
from collections.abc import AsyncIterator, Callable
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

MEMORY = Path("/dev/shm")
ROOM = 2**30
"""What the tests may need there at once, in bytes, with much to spare."""
# Thousands of databases that live for a moment, each commit of them durable: no test can tell a disk from memory, but
# waits for a disk. A folder named by hand counts more, and so does one of `--basetemp`.
if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
"""The number of this process among those that share the tests."""
PORTS_EACH = 500
PORTS = itertools.cycle(range(20_000 + WORKER * PORTS_EACH, 20_000 + (WORKER + 1) * PORTS_EACH))
"""This process' own share of the ports, below those that systems hand out by themselves."""


def pytest_asyncio_loop_factories() -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    """The loop that the bot lives on (bot/lifetime.py): what is tested is what runs, and sooner."""
    try:
        import uvloop
    except ImportError:  # there is none for Windows
        return {"asyncio": asyncio.new_event_loop}
    return {"uvloop": uvloop.new_event_loop}


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: no need to look through it for rubbish again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 50)  # as the bot has it, see bot/lifetime.py


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database of the current schema, made once; copy it."""
    path = tmp_path_factory.mktemp("template") / "prestige.db"
    schema.upgrade(path, KEY, now=datetime(2026, 11, 2, tzinfo=UTC))
    return path


@pytest.fixture
def port() -> int:
    """A free TCP port of this machine that stays free until it is used, for what must know it beforehand."""
    for one in PORTS:
        with socket.socket() as free:
            free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                free.bind(("127.0.0.1", one))
            except OSError:
                continue
            return one
    raise AssertionError("unreachable: the ports go round")


@pytest.fixture
async def database(migrated: Path, tmp_path: Path) -> AsyncIterator[Engine]:
    """A fresh database of one's own, open."""
    path = tmp_path / "prestige.db"
    shutil.copyfile(migrated, path)
    engine = Engine(path, KEY)
    await engine.open()
    yield engine
    await engine.close()
