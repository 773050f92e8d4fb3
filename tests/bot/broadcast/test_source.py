"""Which copies leave next, and that whoever stops them is obeyed."""

from datetime import timedelta
from itertools import pairwise

import pytest

from bot.broadcast.source import in_turns
from bot.domain.announcements import AnnouncementState
from bot.domain.audiences import Audience, Condition, Trait
from bot.domain.contents import Content, Kind
from bot.domain.deliveries import DeliveryState
from bot.domain.participants import QuietHours
from storage import announcements
from tests.broadcasting import PACE, Air

SOON = 2.0
"""Seconds within which a pause and a cancellation work."""
EVENING = QuietHours(start_minute=10 * 60 + 1, end_minute=12 * 60)
"""Begin a minute after the morning in which announcements leave here."""


async def test_everybody_gets_one_at_the_towns_pace(air: Air) -> None:
    await air.crowd(2 * PACE)
    number = await air.announce("Спират водата.")
    await air.play(1.0)
    assert PACE <= sum(air.reached("Спират водата.")) <= PACE + 1
    await air.play(2.0)
    assert set(air.reached("Спират водата.")) == {1}
    tally = await air.tally(number)
    assert (tally.shown, tally.waiting) == (2 * PACE, 0)


async def test_where_a_copy_lies_is_kept(air: Air) -> None:
    (person,) = await air.crowd(1)
    await air.announce("Спират водата.")
    await air.play(1.0)
    async with air.engine.read() as tx:
        row = await tx.one("SELECT state, revision, message_id, album, sent_at FROM deliveries")
    assert row is not None
    assert (row["state"], row["revision"], row["message_id"]) == (1, 1, person.last.message_id)
    assert row["album"] is None
    assert row["sent_at"] >= int(air.began.timestamp())


async def test_each_reads_it_in_their_language_or_in_the_fallback(air: Air) -> None:
    (bulgarian,), (english,), (turk,) = (
        await air.crowd(1),
        await air.crowd(1, language="en"),
        await air.crowd(1, language="tr"),
    )
    texts = {"bg": "Вода в {място}", "en": "Water in {place}"}
    await air.announce({language: Content(kind=Kind.text, html=text) for language, text in texts.items()})
    async with air.engine.write() as tx:
        await tx.run("UPDATE deliveries SET place = 'konush' WHERE language = 'bg'")
    await air.play(1.0)
    assert air.heard(bulgarian) == ["Вода в konush"]
    assert air.heard(english) == ["Water in the whole municipality"]
    assert air.heard(turk) == ["Вода в tüm belediye"]


@pytest.mark.parametrize("verb", ["hold", "cancel"])
async def test_a_stop_works_within_two_seconds(air: Air, verb: str) -> None:
    await air.crowd(6 * PACE)
    number = await air.announce("Спират водата.")
    await air.play(1.0)
    await air.change(number, verb, *([air.clock()] if verb == "cancel" else []))
    await air.play(SOON)
    stopped = sum(air.reached("Спират водата."))
    await air.play(10.0)
    assert sum(air.reached("Спират водата.")) == stopped < 6 * PACE


@pytest.mark.parametrize("verb", ["hold", "cancel"])
async def test_a_stop_works_within_two_seconds_at_a_thousand_a_second(fast_air: Air, verb: str) -> None:
    air = fast_air
    await air.crowd(1_500)
    number = await air.announce("Спират водата.")
    await air.play(0.1)
    await air.change(number, verb, *([air.clock()] if verb == "cancel" else []))
    await air.play(SOON)
    assert sum(air.reached("Спират водата.")) < 1_500


async def test_what_was_paused_goes_on_where_it_stopped(air: Air) -> None:
    await air.crowd(3 * PACE)
    number = await air.announce("Спират водата.")
    await air.play(1.0)
    await air.change(number, "hold")
    air.pass_by(60.0)
    await air.change(number, "resume")
    await air.play(3.0)
    assert set(air.reached("Спират водата.")) == {1}


async def test_what_was_cancelled_is_given_up_and_counted(air: Air) -> None:
    await air.crowd(3 * PACE)
    number = await air.announce("Спират водата.")
    await air.play(1.0)
    await air.change(number, "cancel", air.clock())
    await air.play(1.0)
    await air.finish()
    tally = await air.tally(number)
    assert (tally.waiting, tally.shown + tally.skipped) == (0, 3 * PACE)
    assert tally.shown == sum(air.reached("Спират водата."))
    assert (await air.read(number)).state is AnnouncementState.cancelled


async def test_two_at_once_share_the_pace(air: Air) -> None:
    await air.crowd(4 * PACE)
    await air.announce("Спират водата.")
    await air.play(1.0)
    await air.announce("Спират тока.")
    water = sum(air.reached("Спират водата."))
    await air.play(2.0)
    more, electricity = sum(air.reached("Спират водата.")) - water, sum(air.reached("Спират тока."))
    assert abs(more - electricity) <= PACE / 2 + 2  # what was in memory as the second began
    began = electricity
    await air.play(1.0)
    assert abs(sum(air.reached("Спират тока.")) - began - PACE / 2) <= 1


async def test_an_emergency_goes_before_the_rest(air: Air) -> None:
    await air.crowd(3 * PACE)
    await air.announce("Спират водата.")
    await air.play(1.0)
    await air.announce("Бягайте!", emergency=True)
    await air.play(0.5)
    water = sum(air.reached("Спират водата."))
    await air.play(2.5)
    assert sum(air.reached("Спират водата.")) <= water + 1
    await air.play(5.0)
    assert set(air.reached("Бягайте!")) == set(air.reached("Спират водата.")) == {1}


async def test_a_reply_does_not_wait_behind_an_announcement(air: Air) -> None:
    people = await air.crowd(4 * PACE)
    await air.announce("Спират водата.", people[1:])
    await air.play(1.0)
    await air.reply(people[0], "Ето.")
    await air.play(0.1)
    assert air.heard(people[0]) == ["Ето."]


async def test_whoever_paused_blocked_or_wants_none_is_passed_over(air: Air) -> None:
    paused, gone, silent, other = await air.crowd(4)
    number = await air.announce("Спират водата.")
    await air.choose(paused, paused_until=int((air.clock() + timedelta(days=1)).timestamp()))
    await air.choose(gone, unreachable_since=1)
    await air.choose(silent, cadence="never")
    await air.play(1.0)
    assert air.reached("Спират водата.") == [0, 0, 0, 1]
    tally = await air.tally(number)
    assert (tally.skipped, tally.unreachable, tally.shown) == (2, 1, 1)
    assert air.heard(other)


async def test_news_of_ones_own_come_also_to_whoever_wants_none_of_the_rest(air: Air) -> None:
    (silent,) = await air.crowd(1)
    followers = Audience(groups=((Condition(trait=Trait.follows, value="1"),),))
    await air.announce("Денят е друг.", audience=followers)
    await air.choose(silent, cadence="never")
    await air.play(1.0)
    assert air.reached("Денят е друг.") == [1]


async def test_quiet_hours_that_begin_in_the_middle_put_off_to_their_end(air: Air) -> None:
    people = await air.crowd(3 * PACE)
    for person in people:
        await air.quiet(person, EVENING)
    await air.play(1.0)
    air.pass_by(58.0)
    number = await air.announce("Спират водата.")
    await air.play(30.0)
    early = sum(air.reached("Спират водата."))
    assert 0 < early < 3 * PACE
    assert (await air.tally(number)).later == 3 * PACE - early
    air.pass_by(2 * 3600)
    await air.play(5.0)
    assert set(air.reached("Спират водата.")) == {1}


async def test_an_emergency_asks_no_quiet_hours(air: Air) -> None:
    (person,) = await air.crowd(1)
    air.pass_by(61.0)
    await air.quiet(person, EVENING)
    await air.announce("Бягайте!", emergency=True)
    await air.play(1.0)
    assert air.reached("Бягайте!") == [1]


async def test_a_whole_evening_that_begins_is_written_down_in_stretches(air: Air) -> None:
    people = await air.crowd(700)
    for person in people:
        await air.quiet(person, EVENING)
    air.pass_by(61.0)
    number = await air.announce("Спират водата.")
    await air.play(1.0)
    tally = await air.tally(number)
    assert (tally.later, tally.shown) == (700, 0)


async def test_a_clock_set_back_in_the_middle_holds_nobody_up(air: Air) -> None:
    await air.crowd(3 * PACE)
    await air.announce("Спират водата.")
    await air.play(1.0)
    air.shift = -3600.0
    await air.play(3.0)
    assert set(air.reached("Спират водата.")) == {1}


async def test_a_clock_set_back_into_quiet_hours_lets_them_pass(air: Air) -> None:
    (person,) = await air.crowd(1)
    await air.quiet(person, QuietHours(start_minute=8 * 60, end_minute=9 * 60 + 30))
    await air.announce("Спират водата.")
    air.shift = -3600.0
    await air.play(5.0)
    assert air.reached("Спират водата.") == [0]
    air.pass_by(3600.0)
    await air.play(1.0)
    assert air.reached("Спират водата.") == [1]


async def test_somebody_erased_in_the_middle_gets_nothing_more(air: Air) -> None:
    people = await air.crowd(3 * PACE)
    number = await air.announce("Спират водата.")
    await air.play(1.0)
    await air.erase(people[-1])
    await air.play(3.0)
    assert air.reached("Спират водата.")[-1] == 0
    assert (await air.tally(number)).total == 3 * PACE - 1


async def test_a_death_in_the_middle_repeats_nothing_that_was_settled(air: Air) -> None:
    await air.crowd(3 * PACE)
    await air.announce("Спират водата.")
    await air.play(1.0)
    air.die()
    await air.play(3.0)
    assert set(air.reached("Спират водата.")) == {1}


async def test_what_is_paused_or_cancelled_stays_so_after_a_death(air: Air) -> None:
    await air.crowd(3 * PACE)
    paused, cancelled = await air.announce("Спират водата."), await air.announce("Спират тока.")
    await air.play(1.0)
    await air.change(paused, "hold")
    await air.change(cancelled, "cancel", air.clock())
    water, electricity = sum(air.reached("Спират водата.")), sum(air.reached("Спират тока."))
    air.die()
    await air.play(5.0)
    assert (sum(air.reached("Спират водата.")), sum(air.reached("Спират тока."))) == (water, electricity)


async def test_one_that_cannot_be_put_into_words_is_held_and_keeps_nobody_waiting(air: Air) -> None:
    await air.crowd(2)
    broken = await air.announce({"en": Content(kind=Kind.text, html="nothing in the fallback")})
    await air.announce("Спират водата.")
    await air.play(1.0)
    assert (await air.read(broken)).held
    assert set(air.reached("Спират водата.")) == {1}


async def test_it_is_over_when_nobody_waits(air: Air) -> None:
    await air.crowd(2)
    number = await air.announce("Спират водата.")
    await air.finish()
    assert (await air.read(number)).state is AnnouncementState.sending
    await air.play(1.0)
    await air.finish()
    one = await air.read(number)
    assert (one.state, one.finished_at) == (AnnouncementState.sent, air.clock())
    async with air.engine.read() as tx:
        assert (await announcements.results(tx, [number]))[number].shown == 2


async def test_it_is_not_over_while_a_digest_is_to_come(air: Air) -> None:
    await air.crowd(1)
    number = await air.announce("Спират водата.", state=DeliveryState.digest)
    await air.play(1.0)
    await air.finish()
    assert (await air.read(number)).state is AnnouncementState.sending
    assert air.reached("Спират водата.") == [0]


def test_turns_go_round_until_nothing_is_left() -> None:
    order = list(in_turns([[1, 2, 3], [], [10], [20, 21]]))
    assert order == [1, 10, 20, 2, 21, 3]
    assert all(left != right for left, right in pairwise(order))
