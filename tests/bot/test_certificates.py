"""The worker: a certificate for every request, once, and a kind word where it cannot be made."""

from typing import Any

import orjson
import pytest

from bot.documents.certificate.pdf import Certificate
from bot.domain.participants import Participant
from bot.i18n import Translator, translator
from bot.reports import WAITS, MakingFailed, Reports, in_process
from bot.services import forums, privacy
from storage.engine import Engine
from tests.forums import Square
from tests.telling import TOWN, local


class Workshop:
    """Somebody who came to a forum and asks; the maker may be broken."""

    def __init__(self, town: Square, maria: Participant) -> None:
        self.town = town
        self.maria = maria
        self.made: list[Certificate] = []
        self.broken = False
        self.worker = Reports(town.engine, TOWN, clock=lambda: town.now, committed=lambda: None, make=self._make)

    async def _make(self, one: Certificate, format: str, t: Translator) -> bytes:
        if self.broken:
            raise MakingFailed("broken")
        self.made.append(one)
        return b"%PDF-"

    async def promised(self) -> list[tuple[str, Any]]:
        async with self.town.engine.read() as tx:
            rows = await tx.all("SELECT method, params FROM outbox WHERE chat_id = :who", who=self.maria.telegram_id)
        return [(row["method"], orjson.loads(row["params"])) for row in rows]

    async def left(self, table: str) -> int:
        async with self.town.engine.read() as tx:
            return int(await tx.value(f"SELECT count(*) FROM {table}"))


@pytest.fixture
async def shop(database: Engine) -> Workshop:
    town = await Square(database).begin()
    maria = await town.person()
    forum = await town.forum(ends="2026-11-20 19:45")
    own = await town.register(maria, forum)
    town.at("2026-11-20 17:00")
    async with town.turn_of() as turn:
        await forums.tick(turn, own.id)
    town.at("2026-11-20 20:00")
    async with town.turn_of(maria) as turn:
        await forums.certify(turn, forum.id, "Мария Иванова")
    return Workshop(town, maria)


async def test_it_comes_once_into_the_chat_and_the_name_is_kept_nowhere_but_in_it(shop: Workshop) -> None:
    assert await shop.worker.work_all() == 1
    assert await shop.worker.work_all() == 0
    ((method, params),) = await shop.promised()
    assert (method, "Your certificate" in params["caption"]) == ("sendDocument", True)
    (one,) = shop.made
    assert (one.name, one.title, one.minutes, one.place) == (
        "Мария Иванова", "Форум за парка", 135, "зала „Хасково“",
    )  # fmt: skip
    assert await shop.left("report_requests") == 0
    async with shop.town.turn_of(shop.maria) as turn:
        await privacy.forget(turn)
    assert await shop.left("files") == 0, "it goes with who asked for it"


async def test_what_fails_is_tried_again_and_then_said_kindly(shop: Workshop) -> None:
    shop.broken = True
    for wait in WAITS:
        assert await shop.worker.work_all() == 1
        assert await shop.promised() == []
        assert await shop.worker.work_all() == 0
        shop.town.now += wait
    await shop.worker.work_all()
    ((method, params),) = await shop.promised()
    assert (method, "could not be made" in params["text"]) == ("sendMessage", True)
    assert await shop.left("report_requests") == 0


async def test_whoever_is_erased_while_it_is_made_gets_none(shop: Workshop) -> None:
    async def erased_meanwhile(one: Certificate, format: str, t: Translator) -> bytes:
        async with shop.town.turn_of(shop.maria) as turn:
            await privacy.forget(turn)
        return b"%PDF-"

    shop.worker._make = erased_meanwhile
    await shop.worker.work_all()
    assert await shop.promised() == []
    assert await shop.left("files") == 0


async def test_the_process_makes_one_page_whatever_the_letters() -> None:
    one = Certificate(
        name="Мария Иванова-Şahinoğlu " * 3,
        title="Форум за парка",
        starts_at=local("2026-11-20 17:30"),
        minutes=135,
        place="зала „Хасково“",
        issuer="Община Хасково",
        made_at=local("2026-11-20 20:00"),
    )
    content = await in_process(one, "pdf", translator("tr"))
    assert content.startswith(b"%PDF-")
    assert content.count(b"/Type /Page\n") == 1
