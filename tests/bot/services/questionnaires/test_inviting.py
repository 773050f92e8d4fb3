"""Who gets a ticket by belonging somewhere."""

from bot.domain.questionnaires import Audience
from bot.services import questionnaires
from storage import questionnaires as stored
from storage.engine import Engine
from tests.asking import a_questionnaire
from tests.councils import BODY, Council


async def test_those_who_sit_in_a_council_are_asked_and_nobody_else(database: Engine) -> None:
    council = await Council(database).begin()
    chair, member = await council.seated(2)
    neighbour = await council.person()
    async with database.write() as tx:
        asked = a_questionnaire(audience=Audience(body=BODY)).publish(council.now)
        number = await stored.add(tx, asked)
        assert await stored.reach(tx, asked.audience) == 2
    async with database.write() as tx:
        await questionnaires.advance(council.turn(tx), number)
    async with database.read() as tx:
        held = [await stored.ticket(tx, number, one.id) for one in (chair, member, neighbour)]
    assert [one is not None for one in held] == [True, True, False]
    late = await council.person()
    await council.seat(late)
    async with database.write() as tx:
        await questionnaires.advance(council.turn(tx), number)
        assert await stored.ticket(tx, number, late.id) is not None
