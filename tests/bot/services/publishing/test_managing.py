"""The desk: drafts first, then open, then coming, then what owes a spravka, page by page."""

from datetime import timedelta

import pytest

from bot.domain.errors import NotFound
from bot.domain.staff import Role
from bot.services import publishing
from storage.engine import Engine
from tests.desk import TODAY, a_draft, a_turn, published


@pytest.mark.parametrize(("drafts", "opened", "coming"), [(0, 0, 0), (1, 1, 1), (6, 3, 4), (5, 0, 2), (0, 7, 1)])
async def test_every_page_goes_on_where_the_last_one_ended(
    database: Engine, drafts: int, opened: int, coming: int
) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        expected = [(await a_draft(turn)).id for _ in range(drafts)][::-1]
        expected += [(await published(turn, term_days=30 + number)).id for number in range(opened)]
        expected += [
            (await published(turn, published_on=TODAY + timedelta(days=number + 1))).id for number in range(coming)
        ]
        seen, page = await publishing.managed_page(turn, 0)
        for number in range(1, page.pages):
            more, _ = await publishing.managed_page(turn, number)
            seen += more
        assert [one.id for one in seen] == expected
        assert page.total == len(expected)


async def test_an_editor_sees_what_is_published_but_may_not_change_it(database: Engine) -> None:
    async with database.write() as tx:
        consultation = await published(await a_turn(tx))
        editor = await a_turn(tx, Role.editor)
        found = await publishing.managed(editor, consultation.id)
        assert not found.may_change
        assert len(found.papers) == 2
        with pytest.raises(NotFound):
            await publishing.managed(editor, (await a_draft(editor)).id)


async def test_behind_all_others_stand_those_that_owe_a_spravka(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        later, sooner = [(await published(turn, term_days=days)).id for days in (35, 30)]
        still_open = (await published(turn, term_days=60)).id
        coming = [(await published(turn, published_on=TODAY + timedelta(days=50), term_days=30)).id for _ in range(6)]
        turn.now += timedelta(days=40)
        seen, page = await publishing.managed_page(turn, 0)
        seen += (await publishing.managed_page(turn, 1))[0]
        assert [one.id for one in seen] == [still_open, *coming, sooner, later]
        assert page.total == 9
