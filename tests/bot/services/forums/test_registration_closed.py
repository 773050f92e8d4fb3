"""Registration that staff close before the day: who has a seat or an offer keeps it, and nobody new gets one."""

import pytest

from bot.domain.errors import NotAllowed, WrongState
from bot.domain.forum_refusals import RegistrationClosed
from bot.domain.forums import Forum, ForumStatus
from bot.domain.participants import Participant
from bot.domain.staff import Role
from bot.services import forums
from storage import audit
from tests.forums import Square


async def close(town: Square, forum: Forum, who: Role = Role.moderator) -> Forum:
    async with town.turn_of(who) as turn:
        return await forums.close_registration(turn, forum.id)


async def reopen(town: Square, forum: Forum) -> Forum:
    async with town.turn_of() as turn:
        return await forums.reopen_registration(turn, forum.id)


async def full_house(town: Square) -> tuple[Forum, Participant, Participant, Participant]:
    """One seat, taken, and two who wait for it."""
    forum = await town.forum(capacity=1)
    maria, ivan, petar = await town.crowd(3)
    await town.register(maria, forum)
    await town.wait(ivan, forum)
    await town.wait(petar, forum)
    return forum, maria, ivan, petar


async def test_nobody_new_gets_a_seat_or_a_place_in_the_line(town: Square) -> None:
    forum = await town.forum()
    seated, late = await town.crowd(2)
    first = await town.register(seated, forum)
    closed = await close(town, forum)
    assert closed.status(town.now) is ForumStatus.closed
    for ask in (town.register, town.wait):
        with pytest.raises(RegistrationClosed):
            await ask(late, forum)
    assert await town.register(seated, forum) == first, "a second tap still finds the seat"


async def test_an_offer_that_was_made_is_kept_until_its_time_and_no_other_is_made(town: Square) -> None:
    forum, maria, ivan, petar = await full_house(town)
    await town.give_up(maria, forum)
    await close(town, forum)
    assert await town.state(ivan, forum) == "offered"
    await town.accept(ivan, forum)
    await town.give_up(ivan, forum)
    await town.tick()
    assert (await town.state(petar, forum), await town.seats(forum)) == ("waiting", (0, 1))
    with pytest.raises(RegistrationClosed):
        await town.register(petar, forum)


async def test_who_waits_keeps_their_place_and_is_offered_what_is_free_when_it_goes_on(town: Square) -> None:
    forum, maria, ivan, petar = await full_house(town)
    await close(town, forum)
    await town.give_up(maria, forum)
    assert (await town.wait(ivan, forum)).state.value == "waiting", "a second tap changes nothing"
    again = await reopen(town, forum)
    assert again.takes_registrations(town.now)
    assert (await town.state(ivan, forum), await town.state(petar, forum)) == ("offered", "waiting")


async def test_those_with_a_seat_still_hear_of_another_place_and_are_reminded(town: Square) -> None:
    forum = await town.forum()
    (maria,) = await town.crowd(1)
    await town.register(maria, forum)
    await close(town, forum)
    await town.change(forum, place_text="читалище „Заря“")
    await town.tick()
    await town.send()
    assert "читалище „Заря“" in town.received(maria)[-1]
    await town.tick("2026-11-19 10:00")
    await town.send()
    assert len(town.received(maria)) == 2


async def test_a_second_tap_changes_nothing_and_both_acts_are_audited_once(town: Square) -> None:
    forum = await town.forum()
    assert await close(town, forum) == await close(town, forum)
    assert await reopen(town, forum) == await reopen(town, forum)
    async with town.engine.read() as tx:
        acts = [one.action for one in await audit.page(tx, limit=9, offset=0)]
    assert [one for one in acts if "registration" in one] == [
        "forum.registration_opened",
        "forum.registration_closed",
    ]


async def test_once_it_begins_there_is_nothing_to_close_and_an_editor_never_may(town: Square) -> None:
    forum = await town.forum()
    with pytest.raises(NotAllowed):
        await close(town, forum, Role.editor)
    town.at("2026-11-20 17:30")
    with pytest.raises(WrongState):
        await close(town, forum)
