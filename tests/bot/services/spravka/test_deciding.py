"""The council's decision: after the spravka, not before the law allows, and told to followers."""

from datetime import date, timedelta

import pytest

from bot.domain.consultations import AdoptionTooEarly, ConsultationStatus, Decision, SpravkaNeeded
from bot.domain.errors import NotAllowed, WrongState
from bot.domain.staff import Role
from bot.services import spravka
from bot.services.spravka import DecidedTomorrow
from storage import follows
from storage.engine import Engine
from storage.notices import occasions
from tests.proposing import a_consultation, an_author
from tests.reporting import CLOSED_AT, OPEN_AT, PUBLISHED, a_moderator

EARLIEST = date(2026, 12, 3)
DECISION = Decision(number=515, decided_on=EARLIEST)


async def test_an_adoption_is_recorded_with_its_number_and_day(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_moderator(tx)
        consultation = await a_consultation(tx, PUBLISHED)
        await spravka.publish(turn, consultation.id)
        after = await spravka.decide(turn, consultation.id, DECISION, adopted=True)
        assert (after.recorded, after.decision) == (ConsultationStatus.adopted, DECISION)
        with pytest.raises(WrongState):
            await spravka.decide(turn, consultation.id, DECISION, adopted=False)


@pytest.mark.parametrize("days", [-1, 0])
async def test_the_day_after_the_last_one_divides_unlawful_from_lawful(database: Engine, days: int) -> None:
    decision = Decision(number=1, decided_on=EARLIEST + timedelta(days=days))
    async with database.write() as tx:
        turn = await a_moderator(tx)
        consultation = await a_consultation(tx, PUBLISHED)
        await spravka.publish(turn, consultation.id)
        if days == 0:
            assert await spravka.decide(turn, consultation.id, decision, adopted=True)
        else:
            with pytest.raises(AdoptionTooEarly) as refusal:
                await spravka.decide(turn, consultation.id, decision, adopted=True)
            assert refusal.value.facts == {"earliest": EARLIEST}


async def test_without_a_spravka_nothing_is_adopted_nor_rejected(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_moderator(tx)
        consultation = await a_consultation(tx, PUBLISHED)
        for adopted in (True, False):
            with pytest.raises(SpravkaNeeded):
                await spravka.decide(turn, consultation.id, DECISION, adopted=adopted)


async def test_a_decision_of_tomorrow_is_not_recorded_today(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_moderator(tx)
        consultation = await a_consultation(tx, PUBLISHED)
        await spravka.publish(turn, consultation.id)
        tomorrow = Decision(number=1, decided_on=turn.today + timedelta(days=1))
        with pytest.raises(DecidedTomorrow):
            await spravka.decide(turn, consultation.id, tomorrow, adopted=True)


async def test_only_deciders_record_it(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_moderator(tx, role=Role.editor)
        consultation = await a_consultation(tx, PUBLISHED)
        with pytest.raises(NotAllowed):
            await spravka.decide(turn, consultation.id, DECISION, adopted=True)


async def test_followers_are_told_once(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_moderator(tx)
        consultation = await a_consultation(tx, PUBLISHED)
        reader = await an_author(tx, turn, 3)
        await follows.put(tx, reader.id, consultation.id, now=OPEN_AT)
        await spravka.publish(turn, consultation.id)
        await spravka.decide(turn, consultation.id, DECISION, adopted=True)
        planned = [await occasions.unfinished(tx, one) for one in await occasions.due(tx, now=CLOSED_AT, limit=9)]
        assert [one.name for one in planned if one is not None] == ["answered", "reported", "decided"]
