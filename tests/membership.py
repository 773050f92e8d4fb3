"""A town hall in which people come and go: turns of staff, and of those who may become it."""

from datetime import UTC, datetime

from bot.domain.calendar import SOFIA
from bot.domain.staff import Role
from bot.domain.town import Organisation
from bot.services import participants, staff
from bot.services.turn import Town, Turn
from storage import participants as people
from storage import town
from storage.engine import Engine, Transaction

NOON = datetime(2026, 11, 4, 10, tzinfo=UTC)
"""12:00 in Haskovo."""
SETTING_OWNER = 900
HALL = Town(zone=SOFIA, language="bg", owners=frozenset({SETTING_OWNER}))
MUNICIPALITY = {"id": "municipality", "names": {"bg": "Община Хасково"}, "may_decide": True}
ALLIANCE = {"id": "alliance", "names": {"bg": "Алианс"}, "may_decide": False}


async def furnish(engine: Engine) -> None:
    """Two organisations, of which one decides."""
    async with engine.write() as tx:
        await town.put_organisations(tx, [Organisation.model_validate(one) for one in (MUNICIPALITY, ALLIANCE)])


async def turn_of(tx: Transaction, telegram_id: int, *, at: datetime = NOON) -> Turn:
    """As the gateway would open it: with whatever is known of the person now."""
    arrival = await people.arrival(tx, telegram_id, telegram_id)
    return Turn(tx=tx, now=at, town=HALL, actor=arrival.participant, member=arrival.member)


async def citizen(tx: Transaction, telegram_id: int, name: str = "Мария") -> Turn:
    turn = await turn_of(tx, telegram_id)
    await participants.consent(turn, telegram_id=telegram_id, language="bg", first_name=name)
    return turn


async def member(
    tx: Transaction,
    telegram_id: int,
    role: Role = Role.owner,
    *,
    organisation: str = "municipality",
    name: str = "Надежда",
) -> Turn:
    turn = await citizen(tx, telegram_id, name)
    await staff.join(turn, role=role, organisation=organisation, name=name)
    return turn
