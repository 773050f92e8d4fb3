"""From the first word to the official report: what a citizen says, a moderator answers, and the town publishes."""

from datetime import UTC, datetime

import pytest

from bot.domain.staff import Role
from bot.i18n import Translator, translator
from bot.sandbox import Person
from bot.ui.desks import GoReporting
from tests.journeys.conftest import Stage
from tests.journeys.publishing import TITLE, publish
from tests.journeys.saying import answer, forge
from tests.opening import opened

MORNING_AFTER = datetime(2026, 12, 3, 8, 0, tzinfo=UTC)
"""The first morning after the last day of what was published on 2 November 2026 for 30 days."""
WORDS = {
    "bg": ("Нека новите дървета да са липи,", "защото издържат на горещините."),
    "en": ("Let the new trees be lime trees,", "because they stand the heat."),
}
REASON = "Липи се засаждат само там, където има място за короните им."


async def has_a_say(stage: Stage, author: Person, t: Translator) -> None:
    """From the alert to the receipt, in the author's language."""
    await stage.press(author, t.plain("notices.view"))
    await stage.press(author, t.plain("consultations.say"))
    await answer(stage, author, "чл. 12, ал. 2", f"[{t.plain('proposals.stance_change')}]", *WORDS[t.language])
    await answer(stage, author, f"[{t.plain('common.done')}]", f"[{t.plain('proposals.no_files')}]")
    await answer(stage, author, "Мария Иванова", f"[{t.plain('proposals.for_myself')}]")
    await stage.press(author, t.plain("proposals.send"))
    assert "S-26-00001" in author.last.text


async def is_checked_and_answered(stage: Stage, moderator: Person) -> None:
    """By the queue's own buttons; the answer is kept for the spravka, and nobody hears of it yet."""
    await stage.say(moderator, "/staff")
    await answer(stage, moderator, "[Проверка]", "[S-26-00001]", "[Покажи]")
    await answer(stage, moderator, "[Подготви отговор]", "[Приема се частично]", REASON, "[Пропусни]", "[Пропусни]")


@pytest.mark.parametrize("language", ["bg", "en"])
async def test_the_loop_closes_with_the_authors_own_row(stage: Stage, language: str) -> None:
    t = translator(language)
    author = await stage.citizen("Мария", language, topics=("Паркове" if language == "bg" else "Parks",))
    moderator = await stage.member("Николай", Role.moderator)
    await publish(stage, moderator)
    assert TITLE in author.last.text

    await has_a_say(stage, author, t)
    await is_checked_and_answered(stage, moderator)
    assert REASON not in "".join(message.text for message in author.messages)
    assert "S-26-00001" in author.last.text  # it is in the register now

    await stage.advance_to(MORNING_AFTER)
    async with stage.app.engine.read() as tx:
        number = await tx.value("SELECT id FROM consultations WHERE title = :title", title=TITLE)
    await forge(stage, moderator, GoReporting(number).pack())
    await answer(stage, moderator, "[Публикувай]", "[Да, публикувай]")
    await stage.tick()
    assert "S-26-00001" in author.last.text
    assert REASON in author.last.text

    # The whole report, with the name that the author chose to show.
    await stage.press(author, t.plain("proposal_notices.spravka"))
    await stage.press(author, t.plain("spravka.file_json"))
    await stage.tick()
    file = author.last.file
    assert file is not None
    (row,) = opened("json", file.content)["rows"]
    assert row["receipt_no"] == "S-26-00001"
    assert row["author"] == "Мария Иванова"
    assert row["text"].split() == " ".join(WORDS[language]).split()
    assert (row["disposition"], row["reason"]) == ("partly", REASON)
