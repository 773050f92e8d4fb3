"""A forum from the first look to the door, for two people: the last seat, the line, the freed seat, the reminder."""

from datetime import UTC, datetime
from typing import Any

from bot.domain.checkin import door_code as forums_code
from bot.domain.forums import Forum
from bot.domain.staff import Role
from bot.services import forums
from bot.services.turn import Turn
from storage import forums as stored
from storage import participants
from tests.journeys.conftest import Stage

STARTS = datetime(2026, 11, 12, 15, 30, tzinfo=UTC)
"""17:30 in Haskovo, a Thursday."""


async def opened(stage: Stage, **fields: Any) -> Forum:
    """By a moderator, through the services' own door."""
    staff = await stage.member("Николай", Role.moderator)
    async with stage.app.engine.write() as tx:
        arrival = await participants.arrival(tx, staff.id, staff.id)
        turn = Turn(tx=tx, now=stage.clock.now(), town=stage.app.town, actor=arrival.participant, member=arrival.member)
        forum = Forum(title="Форум за парка", starts_at=STARTS, place_text="зала „Хасково“", **fields)
        draft = await forums.prepare(turn, forum)
        return await forums.open_forum(turn, draft.id, draft.version)


async def door_code(stage: Stage, forum: Forum) -> str:
    async with stage.app.engine.read() as tx:
        secret = await stored.secret(tx, forum.id)
    return forums_code(secret, stage.clock.now())


async def test_the_last_seat_goes_from_hand_to_hand_until_somebody_comes_in(stage: Stage) -> None:
    forum = await opened(stage, capacity=1, latitude=41.93, longitude=25.55)
    maria = stage.person()
    await stage.start(maria, f"e{forum.id}")
    await stage.press(maria, "✅")
    assert "Свободно място: 1" in maria.last.text, "right after consent comes what the link named"
    await stage.press(maria, "Запиши ме")
    assert "Записахме Ви" in maria.last.text
    assert "↩️ Отмени" in maria.labels()

    john = await stage.citizen("John", "en")
    await stage.say(john, "/forums")
    await stage.press(john, "full · Форум за парка")
    assert "This forum is described in Bulgarian only." in john.last.text
    await stage.press(john, "⏳ Wait")
    assert "The next seat is yours." in john.last.text

    card = maria.last
    await stage.press(maria, "Карта")
    assert maria.last.place is not None, "a pin"
    await stage.press(maria, "Отмени")
    assert "Отписахме Ви" in card.text
    await stage.settle()
    assert "A seat is free! Confirm by Monday, 2 November 2026, 21:00" in john.last.text
    await stage.press(maria, "↩️ Отмени")
    assert "Местата свършиха" in card.text, "it is held for somebody else"
    offer = john.last
    await stage.start(john)
    assert "Waiting for you: 1" in john.last.text
    john.press("I come", offer)
    await stage.settle()
    assert "You are registered" in offer.text

    heard = len(maria.messages)
    await stage.advance_to(datetime(2026, 11, 11, 8, 0, tzinfo=UTC))
    assert "Tomorrow at 17:30" in john.last.text
    await stage.press(john, "✅ Yes")
    await stage.advance_to(datetime(2026, 11, 12, 13, 30, tzinfo=UTC))
    assert "Today at 17:30" in john.last.text
    assert len(maria.messages) == heard

    await stage.advance_to(datetime(2026, 11, 12, 14, 40, tzinfo=UTC))
    await stage.press(john, "My code")
    await stage.press(john, "QR code")
    assert john.last.photo is not None
    await stage.press(john, "Code at the door")
    await stage.say(john, "WRONG1")
    assert "Wrong code" in john.last.text
    await stage.say(john, await door_code(stage, forum))
    assert "Welcome! You are checked in." in john.last.text

    await stage.say(john, "/forget")
    await stage.press(john, "Continue")
    await stage.press(john, "Erase")
    async with stage.app.engine.read() as tx:
        counts = await stored.counts(tx, forum.id)
        left = await tx.all("SELECT participant, code FROM registrations WHERE checked_in_at IS NOT NULL")
    assert (counts.registered, counts.attended) == (1, 1)
    assert [{**row} for row in left] == [{"participant": None, "code": None}]
