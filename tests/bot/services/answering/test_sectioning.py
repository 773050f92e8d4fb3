"""Sections: one from each line."""

import pytest

from bot.domain.errors import NotAllowed, NotFound
from bot.domain.text import TextEmpty
from bot.services import answering
from storage import proposals as stored
from tests.answering import Hall


def test_every_line_is_a_section_and_the_same_line_twice_is_one() -> None:
    typed = "  Чл. 1  Обхват \n\nЧл. 2\nЧл. 2\r\n§ 1. Преходна"
    assert answering.read_sections(typed) == ["Чл. 1 Обхват", "Чл. 2", "§ 1. Преходна"]


def test_too_many_too_long_and_none_are_refused_with_the_count() -> None:
    with pytest.raises(answering.TooManySections) as many:
        answering.read_sections("\n".join(f"Чл. {number}" for number in range(101)))
    assert many.value.facts == {"count": 101, "limit": 100}
    with pytest.raises(answering.SectionTooLong) as long:
        answering.read_sections("Чл. 1\n" + "я" * 121)
    assert long.value.facts == {"line": 2, "limit": 120}
    with pytest.raises(TextEmpty):
        answering.read_sections(" \n ")


async def test_sections_are_set_and_one_that_stays_is_the_same(hall: Hall) -> None:
    consultation = await hall.consultation()
    async with hall.turn() as turn:
        await answering.put_sections(turn, consultation.id, ["Чл. 1", "Чл. 2"])
    async with hall.turn() as turn:
        before = await stored.sections(turn.tx, consultation.id)
        await answering.put_sections(turn, consultation.id, ["Чл. 2", "Чл. 3"])
    async with hall.turn() as turn:
        after = (await answering.sectioned(turn, consultation.id))[1]
    assert [one.name("bg") for one in after] == ["Чл. 2", "Чл. 3"]
    assert after[0].id == before[1].id


@pytest.mark.parametrize("who", ["editor", "ngo", "auditor", "maria"])
async def test_what_people_choose_from_is_set_by_who_may_change_what_is_published(hall: Hall, who: str) -> None:
    consultation = await hall.consultation()
    async with hall.turn(who) as turn:
        with pytest.raises(NotAllowed):
            await answering.put_sections(turn, consultation.id, ["Чл. 1"])


async def test_what_does_not_exist_has_no_sections(hall: Hall) -> None:
    async with hall.turn() as turn:
        with pytest.raises(NotFound):
            await answering.put_sections(turn, 999, ["Чл. 1"])
