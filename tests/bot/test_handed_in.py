"""Files that staff hand in: fetched once, taken in the name of who sent them, and never lost without a word."""

from typing import Any

import orjson
import pytest

from bot.domain.staff import Role
from bot.i18n import translator
from bot.reports import WAITS, Reports
from bot.services.questionnaires import handing_in
from storage import staff
from storage.engine import Engine
from tests.asking import Poll
from tests.telling import TOWN

ENTRY = b"""
id: parks
anonymous: true
closes: {after_days: 5}
title: {bg: \xd0\x9f\xd0\xb0\xd1\x80\xd0\xba\xd0\xbe\xd0\xb2\xd0\xb5}
questions:
- {id: clean, type: scale5, bg: "\xd0\xa7\xd0\xb8\xd1\x81\xd1\x82\xd0\xbe \xd0\xbb\xd0\xb8 \xd0\xb5?"}
"""
BG = translator("bg")


class Post(Poll):
    """`content` is what Telegram has; None where it cannot be reached."""

    content: bytes | None = ENTRY

    async def fetch(self, telegram_id: str) -> bytes:
        if self.content is None:
            raise OSError(telegram_id)
        return self.content

    async def hand_in(self) -> int:
        """By the moderator, who is told in their own chat; the number of the chat."""
        chat = self.staff[Role.moderator].telegram_id
        async with self.turn_of() as turn:
            await handing_in.hand_in(turn, telegram_id="x", name="a.yaml", size=9, language="bg", chat_id=chat)
        return chat

    async def work(self) -> None:
        worker = Reports(self.engine, TOWN, clock=self.clock, committed=lambda: None, fetch=self.fetch)
        await worker.work_all()

    async def told(self) -> list[tuple[int, Any]]:
        async with self.engine.read() as tx:
            rows = await tx.all("SELECT chat_id, params FROM outbox WHERE method = 'sendMessage' ORDER BY id")
        return [(row["chat_id"], orjson.loads(row["params"])["text"]) for row in rows]

    async def kept(self) -> int:
        async with self.engine.read() as tx:
            return int(await tx.value("SELECT count(*) FROM questionnaires"))


@pytest.fixture
async def post(database: Engine) -> Post:
    town = Post(database)
    await town.begin()
    return town


async def test_a_file_becomes_a_draft_and_is_read_once(post: Post) -> None:
    chat = await post.hand_in()
    await post.work()
    await post.work()
    ((told_in, said),) = await post.told()
    assert (told_in, await post.kept()) == (chat, 1)
    assert str(BG("surveying.begun")) in said


async def test_what_is_wrong_with_it_is_told_and_nothing_is_kept(post: Post) -> None:
    post.content = ENTRY.replace(b"scale5", b"scale7")
    await post.hand_in()
    await post.work()
    ((_, said),) = await post.told()
    assert "ред 7" in said
    assert await post.kept() == 0


async def test_whoever_is_staff_no_longer_has_nothing_taken_in_their_name(post: Post) -> None:
    await post.hand_in()
    async with post.engine.write() as tx:
        await tx.run("DELETE FROM staff WHERE participant = :id", id=post.staff[Role.moderator].id)
        assert await staff.get(tx, post.staff[Role.moderator].id) is None
    await post.work()
    assert await post.kept() == 0
    assert [said for _, said in await post.told()] == [str(BG("surveying.not_read"))]


async def test_what_telegram_does_not_give_is_asked_for_again_and_then_said_kindly(post: Post) -> None:
    post.content = None
    await post.hand_in()
    for wait in WAITS:
        await post.work()
        assert await post.told() == []
        post.now += wait
    await post.work()
    assert [said for _, said in await post.told()] == [str(BG("surveying.not_read"))]


@pytest.mark.parametrize(
    ("name", "size", "fits"),
    [
        ("a.yaml", 10, True),
        ("A.YML", 64 * 1024, True),
        ("a.yaml", 64 * 1024 + 1, False),
        ("a.txt", 10, False),
        (None, None, False),
    ],
)
def test_only_small_yaml_files_are_fetched(name: str | None, size: int | None, fits: bool) -> None:
    assert handing_in.accepts(name, size) is fits
