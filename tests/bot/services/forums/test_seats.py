"""Seats: nobody is passed by, no seat is given twice, and a freed one goes on."""

import asyncio

import pytest

from bot.domain.errors import ConsentNeeded, WrongState
from bot.domain.forum_refusals import SeatsTaken
from bot.domain.seats import ForumFull, NotRegistered, OfferOver
from bot.services import forums, privacy
from tests.forums import Square
from tests.telling import local


async def test_whoever_asks_first_has_the_last_seat_and_the_other_is_told_who_waits(town: Square) -> None:
    forum = await town.forum(capacity=1)
    maria, ivan = await town.crowd(2)
    await town.register(maria, forum)
    with pytest.raises(ForumFull) as refused:
        await town.register(ivan, forum)
    assert refused.value.facts == {"ahead": 0}
    assert await town.seats(forum) == (1, 0)


async def test_of_two_at_the_same_instant_exactly_one_gets_the_last_seat(town: Square) -> None:
    forum = await town.forum(capacity=1)
    crowd = await town.crowd(8)
    found = await asyncio.gather(*(town.register(one, forum) for one in crowd), return_exceptions=True)
    assert [type(one).__name__ for one in found].count("Registration") == 1
    assert sum(isinstance(one, ForumFull) for one in found) == 7
    assert await town.seats(forum) == (1, 0)


async def test_a_second_tap_registers_nobody_twice(town: Square) -> None:
    forum = await town.forum(capacity=5)
    (maria,) = await town.crowd(1)
    first = await town.register(maria, forum)
    assert await town.register(maria, forum) == first
    assert await town.seats(forum) == (1, 0)


async def test_nobody_gets_past_those_who_wait(town: Square) -> None:
    forum = await town.forum(capacity=1)
    maria, ivan, late = await town.crowd(3)
    await town.register(maria, forum)
    await town.wait(ivan, forum)
    await town.give_up(maria, forum)
    with pytest.raises(ForumFull):
        await town.register(late, forum)
    assert await town.state(ivan, forum) == "offered"


async def test_a_freed_seat_is_offered_for_twelve_hours_without_the_night_and_then_goes_on(town: Square) -> None:
    forum = await town.forum(capacity=1)
    maria, ivan, petar = await town.crowd(3)
    await town.register(maria, forum)
    await town.wait(ivan, forum)
    await town.wait(petar, forum)
    town.at("2026-11-05 15:00")
    await town.give_up(maria, forum)
    # From 15:00 to 21:00 are six hours; the rest is counted from 8:00.
    place = await town.place(ivan, forum)
    assert place is not None
    assert place.offered_until == local("2026-11-06 14:00")
    await town.tick("2026-11-06 13:59")
    assert await town.state(ivan, forum) == "offered"
    await town.tick("2026-11-06 14:00")
    assert (await town.state(ivan, forum), await town.state(petar, forum)) == ("waiting", "offered")


async def test_an_offer_is_accepted_until_its_last_instant_and_not_at_it(town: Square) -> None:
    forum = await town.forum(capacity=1)
    maria, ivan = await town.crowd(2)
    await town.register(maria, forum)
    await town.wait(ivan, forum)
    await town.give_up(maria, forum)
    town.at("2026-11-05 11:00")  # nine hours were left on the fourth, three remain on the fifth
    with pytest.raises(OfferOver):
        await town.accept(ivan, forum)
    town.at("2026-11-05 10:59")
    assert (await town.accept(ivan, forum)).state == "registered"
    assert (await town.accept(ivan, forum)).state == "registered"


async def test_who_lets_two_pass_is_off_the_list_and_may_come_again(town: Square) -> None:
    forum = await town.forum(capacity=1)
    maria, ivan = await town.crowd(2, quiet=None)
    await town.register(maria, forum)
    await town.wait(ivan, forum)
    await town.give_up(maria, forum)
    await town.send()
    await town.tick("2026-11-05 00:00")
    assert await town.state(ivan, forum) == "offered", "nobody else waits, so it is offered once more"
    await town.tick("2026-11-05 12:00")
    assert await town.state(ivan, forum) == "off"
    assert (await town.register(ivan, forum)).state == "registered"


async def test_on_the_last_day_a_seat_is_held_for_two_hours_and_never_beyond_the_beginning(town: Square) -> None:
    forum = await town.forum(capacity=1)
    maria, ivan, petar = await town.crowd(3)
    await town.register(maria, forum)
    await town.wait(ivan, forum)
    await town.wait(petar, forum)
    town.at("2026-11-20 14:30")
    await town.give_up(maria, forum)
    place = await town.place(ivan, forum)
    assert place is not None
    assert place.offered_until == local("2026-11-20 16:30")
    await town.send()
    await town.tick("2026-11-20 16:30")
    place = await town.place(petar, forum)
    assert place is not None
    assert place.offered_until == local("2026-11-20 17:30")


async def test_a_raised_capacity_is_offered_and_none_is_taken_from_who_has_a_seat(town: Square) -> None:
    forum = await town.forum(capacity=2)
    maria, ivan, petar = await town.crowd(3)
    for one in (maria, ivan):
        await town.register(one, forum)
    await town.wait(petar, forum)
    with pytest.raises(SeatsTaken) as refused:
        await town.change(forum, capacity=1)
    assert refused.value.facts == {"taken": 2}
    await town.change(forum, capacity=3)
    assert await town.state(petar, forum) == "offered"
    with pytest.raises(SeatsTaken):
        await town.change(forum, capacity=2)


async def test_an_erased_person_frees_the_seat_for_who_waits(town: Square) -> None:
    forum = await town.forum(capacity=1)
    maria, ivan = await town.crowd(2)
    await town.register(maria, forum)
    await town.wait(ivan, forum)
    async with town.turn_of(maria) as turn:
        await privacy.forget(turn)
    await town.tick()
    assert await town.state(ivan, forum) == "offered"


async def test_who_has_blocked_the_bot_or_paused_keeps_the_place_and_is_passed_by_meanwhile(town: Square) -> None:
    forum = await town.forum(capacity=1)
    maria, away, ivan = await town.crowd(3)
    await town.register(maria, forum)
    await town.wait(away, forum)
    await town.wait(ivan, forum)
    await town.block(away)
    await town.give_up(maria, forum)
    assert (await town.state(away, forum), await town.state(ivan, forum)) == ("waiting", "offered")


async def test_nobody_registers_without_consent_once_it_has_begun_or_gives_up_what_they_have_not(town: Square) -> None:
    forum = await town.forum()
    (maria,) = await town.crowd(1)
    with pytest.raises(ConsentNeeded):
        async with town.turn_of(None) as turn:
            await forums.register(turn, forum.id)
    with pytest.raises(NotRegistered):
        await town.give_up(maria, forum)
    town.at("2026-11-20 17:30")
    with pytest.raises(WrongState):
        await town.register(maria, forum)


async def test_who_did_not_come_is_counted_and_gives_up_nothing_afterwards(town: Square) -> None:
    forum = await town.forum(ends="2026-11-20 19:30")
    maria, ivan = await town.crowd(2)
    for one in (maria, ivan):
        await town.register(one, forum)
    town.at("2026-11-20 19:29")
    await town.give_up(ivan, forum)
    town.at("2026-11-20 19:30")
    await town.give_up(ivan, forum)
    with pytest.raises(WrongState):
        await town.give_up(maria, forum)
    assert (await town.seats(forum)).taken == 1
