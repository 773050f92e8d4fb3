"""Follows: put once, in order, and gone without a trace."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.ids import ConsultationId, ParticipantId
from storage import consultations, follows, participants
from storage.engine import Engine, Transaction
from tests.storage.consultations import NOON, a_consultation, a_town
from tests.storage.notices.test_audience import Watched


async def somebody(tx: Transaction, telegram_id: int = 77) -> ParticipantId:
    found = await participants.add(
        tx,
        telegram_id=telegram_id,
        language="bg",
        quiet=None,
        consent_version="1",
        now=NOON,
        today=date(2026, 11, 10),
    )
    return found.id


async def three(tx: Transaction) -> list[ConsultationId]:
    await a_town(tx)
    return [
        await consultations.add(tx, a_consultation(title=f"Наредба {number}"), quiet=True, now=NOON)
        for number in range(3)
    ]


async def test_what_is_followed_is_listed_latest_first(database: Engine) -> None:
    async with database.write() as tx:
        me, ids = await somebody(tx), await three(tx)
        for minute, number in enumerate(ids):
            await follows.put(tx, me, number, now=NOON + timedelta(minutes=minute))
        found = await follows.page(tx, me, limit=2, offset=0)
        assert [one.consultation.id for one in found] == [ids[2], ids[1]]
        assert [one.reminders for one in found] == [True, True]
        assert [one.consultation.id for one in await follows.page(tx, me, limit=2, offset=2)] == [ids[0]]
        assert await follows.count(tx, me) == 3


async def test_following_again_keeps_the_day_and_the_choice(database: Engine) -> None:
    async with database.write() as tx:
        me, ids = await somebody(tx), await three(tx)
        await follows.put(tx, me, ids[0], now=NOON)
        await tx.run("UPDATE follows SET reminders = 0")
        await follows.put(tx, me, ids[0], now=NOON + timedelta(days=1))
        assert await follows.reminders(tx, me, ids[0]) is False
        assert await tx.value("SELECT followed_at FROM follows") == int(NOON.timestamp())


async def test_what_is_not_followed_has_no_reminders(database: Engine) -> None:
    async with database.write() as tx:
        me, ids = await somebody(tx), await three(tx)
        await follows.put(tx, me, ids[0], now=NOON)
        await follows.remove(tx, me, ids[0])
        await follows.remove(tx, me, ids[1])
        assert await follows.reminders(tx, me, ids[0]) is None
        assert await follows.count(tx, me) == 0


@pytest.mark.parametrize("question", ["page", "count"])
async def test_what_one_follows_is_found_by_its_index(database: Engine, question: str) -> None:
    async with database.write() as tx:
        watched: Any = Watched(tx)
        if question == "page":
            await follows.page(watched, ParticipantId(1), limit=5, offset=0)
        else:
            await follows.count(watched, ParticipantId(1))
    assert [plan for plan in watched.plans if plan.startswith("SCAN")] == []
