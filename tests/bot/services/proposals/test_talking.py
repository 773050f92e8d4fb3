"""Answering the staff: only when they asked, a few times in a row, and without an ЕГН."""

from datetime import UTC, date, datetime

import pytest

from bot.domain.errors import NotFound, WrongState
from bot.domain.participants import Participant
from bot.domain.proposals import Proposal
from bot.domain.staff import Role
from bot.services import proposals
from bot.services.proposals import WaitForAnswer
from bot.services.turn import Turn
from storage import proposals as stored
from storage.engine import Engine, Transaction
from tests.desk import TOWN, a_turn
from tests.proposing import a_consultation, a_proposal, an_author

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)


async def a_scene(tx: Transaction) -> tuple[Turn, Proposal]:
    consultation = await a_consultation(tx, date(2026, 11, 2))
    turn = Turn(tx=tx, now=NOW, town=TOWN)
    maria: Participant = await an_author(tx, turn, 1)
    hers = await a_proposal(turn, maria, consultation=consultation.id)
    return Turn(tx=tx, now=NOW, town=TOWN, actor=maria), hers


def asked(turn: Turn, proposal: Proposal) -> None:
    stored.say(turn.tx, proposal.id, "За коя улица говорите?", staff=None, by_staff=True, now=NOW)


async def test_nothing_is_said_where_nothing_was_asked(database: Engine) -> None:
    async with database.write() as tx:
        turn, hers = await a_scene(tx)
        with pytest.raises(WrongState):
            await proposals.reply(turn, hers.id, "За „Дъб“.")


async def test_a_reply_stands_in_the_thread_and_staff_are_told(database: Engine) -> None:
    async with database.write() as tx:
        desk = await a_turn(tx, Role.moderator)
        assert desk.actor is not None
        await tx.run(
            """INSERT INTO staff (participant, role, organisation, name, since)
               VALUES (:who, 'moderator', 'municipality', 'Николай', 0)""",
            who=desk.actor.id,
        )
        turn, hers = await a_scene(tx)
        asked(turn, hers)
        await proposals.reply(turn, hers.id, "За „Дъб“, ЕГН 6101057509.")
        last = (await stored.thread(tx, hers.id))[-1]
        assert (last.by_staff, last.staff) == (False, None)
        assert "6101057509" not in last.text
        assert await tx.value("SELECT count(*) FROM outbox WHERE notice = 'proposals.replied'") == 1


async def test_the_fourth_reply_in_a_row_waits_for_the_staff(database: Engine) -> None:
    async with database.write() as tx:
        turn, hers = await a_scene(tx)
        asked(turn, hers)
        for number in range(3):
            await proposals.reply(turn, hers.id, f"Отговор {number}")
        with pytest.raises(WaitForAnswer):
            await proposals.reply(turn, hers.id, "Още нещо")
        asked(turn, hers)
        assert await proposals.reply(turn, hers.id, "Още нещо")


async def test_nobody_else_answers(database: Engine) -> None:
    async with database.write() as tx:
        turn, hers = await a_scene(tx)
        asked(turn, hers)
        ivan = await an_author(tx, turn, 2)
        with pytest.raises(NotFound):
            await proposals.reply(Turn(tx=tx, now=NOW, town=TOWN, actor=ivan), hers.id, "За „Дъб“.")
