"""Choosing for whom, from what there is in the town."""

import pytest

from bot.domain.audiences import Audience, Condition, EmptyAudience, Trait
from bot.domain.errors import NotAllowed, NotFound, WrongState
from bot.domain.text import TextTooShort
from bot.services.announcements import choosing
from bot.services.announcements.naming import names
from storage import announcements
from storage.announcements import StaleAnnouncement
from tests.deciding import Press

ROADS = Condition(trait=Trait.topic, value="roads")
NOT_KONUSH = Condition(trait=Trait.place, value="konush", negated=True)
NOBODY = Audience()


async def test_conditions_join_and_a_changed_audience_is_counted_anew(press: Press) -> None:
    one = await press.draft(audience=NOBODY)
    async with press.turn("editor") as turn:
        await choosing.add(turn, one.id, ROADS, alternative=True)
        await choosing.add(turn, one.id, NOT_KONUSH, alternative=False)
        changed = await choosing.add(turn, one.id, Condition(trait=Trait.language, value="en"), alternative=True)
    assert [len(group) for group in changed.audience.groups] == [2, 1]
    assert changed.counts is None


@pytest.mark.parametrize(
    ("trait", "value"),
    [
        (Trait.topic, "nothing"),
        (Trait.place, "nowhere"),
        (Trait.member, "nobody"),
        (Trait.language, "de"),
        (Trait.follows, ""),
        (Trait.follows, "7"),
        (Trait.attended, "x"),
        (Trait.everyone, "x"),
    ],
)
async def test_what_is_not_there_cannot_be_chosen(press: Press, trait: Trait, value: str) -> None:
    one = await press.draft(audience=NOBODY)
    async with press.turn("editor") as turn:
        with pytest.raises(NotFound):
            await choosing.add(turn, one.id, Condition(trait=trait, value=value), alternative=True)


async def test_a_condition_is_dropped_as_it_was_shown_or_not_at_all(press: Press) -> None:
    one = await press.draft(audience=NOBODY)
    async with press.turn("editor") as turn:
        await choosing.add(turn, one.id, ROADS, alternative=True)
        two = await choosing.add(turn, one.id, NOT_KONUSH, alternative=False)
        with pytest.raises(StaleAnnouncement):
            await choosing.drop(turn, one.id, 0, version=one.version)
        left = await choosing.drop(turn, one.id, 0, version=two.version)
    assert left.audience.groups == ((NOT_KONUSH,),)


async def test_what_is_no_draft_any_more_is_aimed_at_nobody_else(press: Press) -> None:
    one = await press.requested()
    async with press.turn("editor") as turn:
        with pytest.raises(WrongState):
            await choosing.add(turn, one.id, ROADS, alternative=True)
    with pytest.raises(NotAllowed):
        async with press.turn("auditor") as turn:
            await choosing.clear(turn, one.id, version=one.version)


async def test_an_audience_keeps_its_name_and_is_used_for_another(press: Press) -> None:
    first, second = await press.draft(audience=NOBODY), await press.draft(audience=NOBODY)
    async with press.turn("editor") as turn:
        with pytest.raises(EmptyAudience):
            await choosing.save(turn, first.id, "Пътища")
        await choosing.add(turn, first.id, ROADS, alternative=True)
        with pytest.raises(TextTooShort):
            await choosing.save(turn, first.id, " x ")
        assert await choosing.save(turn, first.id, " Които  пътуват ") == "Които пътуват"
        await choosing.add(turn, first.id, NOT_KONUSH, alternative=False)
        await choosing.save(turn, first.id, "Които пътуват")
        (kept,), page = await choosing.saved(turn, 0)
        used = await choosing.use(turn, second.id, kept.id)
        await choosing.forget(turn, kept.id)
        assert (await choosing.saved(turn, 0))[0] == []
    assert page.total == 1
    assert used.audience.groups == ((ROADS, NOT_KONUSH),)


async def test_options_come_by_name_a_page_at_a_time(press: Press) -> None:
    consultation = await press.consultation()
    async with press.turn("editor") as turn:
        topics, page = await choosing.options(turn, Trait.topic, 0, "bg")
        follows, _ = await choosing.options(turn, Trait.follows, 0, "bg")
        forums, _ = await choosing.options(turn, Trait.attended, 0, "bg")
        found = await names(turn.tx, Audience(groups=((Condition(trait=Trait.follows, value=follows[0][0]),),)), "bg")
    assert ("roads", "roads") in topics
    assert page.total == 3
    assert follows == [(str(consultation.id), consultation.title)]
    assert forums == []
    assert list(found.values()) == [consultation.title, consultation.title]


async def test_it_is_posted_in_linked_groups_and_channels_only(press: Press) -> None:
    one = await press.draft()
    async with press.turn("editor") as turn:
        for number, linked in ((1, 1), (2, 0)):
            await turn.tx.run(
                """INSERT INTO chats (id, chat_id, kind, title, language, linked, joined_at)
                   VALUES (:id, :chat, 'channel', 'Канал', 'bg', :linked, 0)""",
                id=number,
                chat=-number,
                linked=linked,
            )
        await choosing.post_in(turn, one.id, 1, on=True)
        with pytest.raises(NotFound):
            await choosing.post_in(turn, one.id, 2, on=True)
        chats, _ = await choosing.chats(turn, one.id, 0)
        assert await announcements.posts(turn.tx, one.id) == [1]
    assert chats == [(1, "Канал", True)]
