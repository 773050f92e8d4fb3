"""The hands of staff and members: what the journeys of councils have in common."""

import re

from bot.sandbox import Person
from bot.ui.desks import GoBodiesManaged, GoBodyDesk
from tests.journeys.conftest import Stage
from tests.journeys.publishing import answer

NAME = "Обществен съвет по околна среда"
BODY = "council-1"
AGENDA = "1. Отчет за дърветата\n2. Избор на председател"


async def on_the_desk(stage: Stage, staff: Person) -> None:
    staff.forge(GoBodyDesk(BODY).pack())
    await stage.settle()


async def found(stage: Stage, staff: Person) -> None:
    """A body made in chat, from the list that staff have of them."""
    staff.forge(GoBodiesManaged(0).pack())
    await stage.settle()
    await answer(stage, staff, "[Нов съвет]", NAME, "[Обществен съвет]", "Дава мнение за дърветата.")


async def offer(stage: Stage, staff: Person, function: str = "Член") -> str:
    """A new seat and the payload of the link to it."""
    await on_the_desk(stage, staff)
    await answer(stage, staff, "[Места]", "[Ново място]", f"[{function}]", "[Пропусни]", "[Пропусни]")
    await answer(stage, staff, "[Ще поканя с връзка]", "[Покани с връзка]")
    link = re.search(r"start=(\S+)", staff.last.text)
    assert link is not None
    return link[1]


async def seated(stage: Stage, staff: Person, person: Person, function: str = "Член") -> str:
    """Invited and there; returns the payload that was used up."""
    payload = await offer(stage, staff, function)
    await stage.start(person, payload)
    await stage.press(person, "✅")
    return payload


async def summoned(stage: Stage, staff: Person, when: str = "12.11.2026 17:30", *, is_open: bool = True) -> None:
    """A meeting prepared with a paper, and everybody told."""
    await on_the_desk(stage, staff)
    await answer(stage, staff, "[Ново заседание]", when, "зала „Хасково“", "[Няма онлайн участие]")
    await answer(stage, staff, "[Открито]" if is_open else "[Закрито]", AGENDA)
    await answer(stage, staff, "[Документи]", "[Добави документ]", "[file отчет.pdf]", "[Назад]")
    await answer(stage, staff, "[Покани членовете]", "[Изпрати поканата]")
    await stage.tick()
