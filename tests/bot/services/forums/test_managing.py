"""Forums as staff make them: who may do what, and what others have changed meanwhile."""

from collections.abc import Awaitable, Callable

import pytest

from bot.domain.errors import NotAllowed, NotFound, WrongState
from bot.domain.forums import Forum, PaperKind
from bot.domain.staff import Role
from bot.services import forums, staff
from bot.services.turn import Turn
from storage import files
from storage.forums import StaleForum
from tests.forums import Square

Act = Callable[[Turn, Forum], Awaitable[object]]
PREPARE: dict[str, Act] = {
    "prepare": lambda turn, _: forums.prepare(turn, Forum(title="Форум за парка")),
    "desk": lambda turn, _: forums.desk(turn, 0),
    "managed": lambda turn, forum: forums.managed(turn, forum.id),
    "attendance": lambda turn, forum: forums.attendance(turn, forum.id, 0),
    "count_followers": lambda turn, forum: forums.count_followers(turn, forum),
}
MANAGE: dict[str, Act] = {
    "change": lambda turn, forum: forums.change(turn, forum.id, forum.version, purpose="За парка"),
    "cancel": lambda turn, forum: forums.cancel(turn, forum.id, forum.version, reason="Няма ток в залата."),
}


@pytest.mark.parametrize("role", [*Role, None])
@pytest.mark.parametrize("name", [*PREPARE, *MANAGE])
async def test_an_editor_prepares_and_a_moderator_manages(town: Square, role: Role | None, name: str) -> None:
    forum = await town.forum()
    allowed = {Role.owner, Role.moderator} | ({Role.editor} if name in PREPARE else set())
    act = (PREPARE | MANAGE)[name]
    if role in allowed:
        async with town.turn_of(role) as turn:
            await act(turn, forum)
    else:
        with pytest.raises(NotAllowed):
            async with town.turn_of(role) as turn:
                await act(turn, forum)


async def test_an_editor_changes_and_discards_a_draft_and_does_not_open_it(town: Square) -> None:
    draft = await town.drafted()
    async with town.turn_of(Role.editor) as turn:
        draft = await forums.change(turn, draft.id, draft.version, capacity=40)
    with pytest.raises(NotAllowed):
        async with town.turn_of(Role.editor) as turn:
            await forums.open_forum(turn, draft.id, draft.version)
    async with town.turn_of(Role.editor) as turn:
        await forums.discard(turn, draft.id)
        with pytest.raises(NotFound):
            await forums.managed(turn, draft.id)


async def test_nobody_overwrites_a_colleague(town: Square) -> None:
    forum = await town.forum()
    await town.change(forum, purpose="За парка")
    with pytest.raises(StaleForum):
        async with town.turn_of() as turn:
            await forums.change(turn, forum.id, forum.version, purpose="За друго")


async def test_a_draft_is_seen_by_staff_alone(town: Square) -> None:
    draft = await town.drafted()
    (maria,) = await town.crowd(1)
    for read in (forums.public, forums.register):
        with pytest.raises(NotFound):
            async with town.turn_of(maria) as turn:
                await read(turn, draft.id)
    async with town.turn_of(maria) as turn:
        assert (await forums.shelf(turn, "coming", 0, "bg")).items == []


async def test_the_desk_has_drafts_first_then_what_is_coming_then_what_was(town: Square) -> None:
    later, sooner = await town.forum("2026-11-25 17:30"), await town.forum("2026-11-20 17:30")
    gone = await town.forum("2026-11-10 17:30")
    draft = await town.drafted()
    town.at("2026-11-15 12:00")
    async with town.turn_of() as turn:
        found, page = await forums.desk(turn, 0)
    assert [one.id for one in found] == [draft.id, sooner.id, later.id, gone.id]
    assert page.total == 4


async def test_a_forum_that_was_called_off_stays_on_the_desk_before_and_after_its_day(town: Square) -> None:
    coming, off = await town.forum("2026-11-25 17:30"), await town.forum("2026-11-20 17:30")
    await town.call_off(off)
    for now, order in (("2026-11-15 12:00", [coming, off]), ("2026-11-21 12:00", [coming, off])):
        town.at(now)
        async with town.turn_of() as turn:
            found, page = await forums.desk(turn, 0)
        assert ([one.id for one in found], page.total) == ([one.id for one in order], 2)


async def test_shelves_show_what_is_coming_ones_own_and_the_past(town: Square) -> None:
    forum, other = await town.forum(), await town.forum("2026-11-25 17:30")
    (maria,) = await town.crowd(1)
    await town.register(maria, other)
    async with town.turn_of(maria) as turn:
        coming = await forums.shelf(turn, "coming", 0, "bg")
        mine = await forums.shelf(turn, "mine", 0, "bg")
        assert await forums.count_mine(turn) == 1
    assert [one.id for one in coming.items] == [forum.id, other.id]
    assert [one.id for one in mine.items] == [other.id]
    town.at("2026-11-21 12:00")
    async with town.turn_of(None) as turn:
        assert [one.id for one in (await forums.shelf(turn, "past", 0, "bg")).items] == [forum.id]


async def test_minutes_come_afterwards_and_papers_of_another_forum_stay_there(town: Square) -> None:
    forum, other = await town.forum(), await town.forum()
    async with town.turn_of() as turn:
        file = await files.add(turn.tx, name="програма.pdf", mime="application/pdf", size=9, telegram_id="T1")
        await forums.add_paper(turn, forum.id, PaperKind.programme, file)
        (paper,) = (await forums.managed(turn, forum.id)).papers
        with pytest.raises(WrongState):
            await forums.add_paper(turn, forum.id, PaperKind.minutes, file)
        with pytest.raises(NotFound):
            await forums.drop_paper(turn, other.id, paper.id)
    town.at("2026-11-20 19:30")
    async with town.turn_of() as turn:
        await forums.add_paper(turn, forum.id, PaperKind.minutes, file)
        await forums.drop_paper(turn, forum.id, paper.id)
        assert [one.kind for one in (await forums.managed(turn, forum.id)).papers] == [PaperKind.minutes]


async def test_an_earlier_beginning_shortens_what_is_held_and_frees_nobodys_seat(town: Square) -> None:
    forum = await town.forum(capacity=1)
    maria, ivan = await town.crowd(2)
    await town.register(maria, forum)
    await town.wait(ivan, forum)
    await town.give_up(maria, forum)
    moved = await town.change(forum, starts_at=town.now.replace(hour=13))
    place = await town.place(ivan, forum)
    assert place is not None
    assert place.offered_until == moved.starts_at


async def test_the_staffs_home_tells_of_forums_of_this_day_until_they_are_over(town: Square) -> None:
    today = await town.forum("2026-11-04 17:30")
    await town.forum("2026-11-05 00:00")
    async with town.turn_of() as turn:
        assert [one.forum for one in (await staff.desk(turn)).today] == [today.id]
    town.at("2026-11-04 19:30")
    async with town.turn_of() as turn:
        assert (await staff.desk(turn)).today == []
