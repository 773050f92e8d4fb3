"""A clerk enters what came on paper, and says what the text of a consultation is divided into, over HTTP."""

import re
from datetime import date

from bot.domain.proposals import Channel, ProposalKind
from bot.domain.staff import Role
from bot.i18n import translator
from bot.sandbox import Person
from bot.ui.desks import GoManaged
from storage import proposals as stored
from tests.journeys.answering import consultation, get, open_queue
from tests.journeys.conftest import Stage
from tests.proposing import TEXT

BG = translator("bg")
TITLE = "Наредба за движението"


async def clerk(stage: Stage) -> Person:
    """An editor with the queue open."""
    editor = await stage.member("Елена", Role.editor)
    await open_queue(stage, editor)
    return editor


async def number_of(stage: Stage, receipt_no: str) -> int:
    async with stage.app.engine.read() as tx:
        return (await stored.by_receipt(tx, receipt_no)).id


async def test_a_letter_is_entered_question_by_question_and_gets_a_number(stage: Stage) -> None:
    about = await consultation(stage)
    editor = await clerk(stage)
    await stage.press(editor, "Въведи от хартия")
    await stage.press(editor, "На хартия")
    await stage.press(editor, "Становище")
    await stage.press(editor, TITLE)
    await stage.say(editor, "1.11.2026")
    assert "Консултацията започна на 2 ноември 2026 г." in editor.last.text
    await stage.say(editor, "утре")
    assert "още не е дошъл" in editor.last.text
    await stage.press(editor, "Днес")
    await stage.press(editor, "Неправителствена организация")
    await stage.say(editor, "Сдружение „Дърво“")
    await stage.say(editor, "чл. 12, ал. 2")
    await stage.press(editor, "Против")
    await stage.say(editor, "Не!")
    assert "трябват поне 20" in editor.last.text
    await stage.say(editor, f"{TEXT} ЕГН 7523169263")
    assert "▒▒▒" in editor.last.text
    assert "От: Сдружение „Дърво“ (неправителствена организация)" in editor.last.text
    confirmation = editor.last
    await stage.press(editor, "Въведи в регистъра")
    found = re.search(r"S-26-\d{5}", editor.last.text)
    assert found is not None
    kept = await get(stage, await number_of(stage, found[0]))
    assert (kept.channel, kept.consultation, kept.provision) == (Channel.paper, about.id, "чл. 12, ал. 2")
    assert "7523169263" not in kept.text
    editor.forge("ans.ok:e:0:0", confirmation)
    await stage.settle()
    assert editor.answers[-1].text == BG.plain("answering.already_done")
    await stage.press(editor, "Отвори го")
    assert "Получено на хартия: 2 ноември 2026 г." in editor.last.text
    assert "Покажи" not in str(editor.labels())


async def test_one_received_in_time_counts_after_the_closing_and_a_late_one_becomes_formal(stage: Stage) -> None:
    await consultation(stage, date(2026, 9, 14))  # until 14 October 2026
    editor = await clerk(stage)
    for in_time in (True, False):
        await open_queue(stage, editor)
        await stage.press(editor, "Въведи от хартия")
        await stage.press(editor, "По имейл")
        await stage.press(editor, "Становище")
        await stage.press(editor, TITLE)
        if in_time:
            await stage.say(editor, "14.10.2026")
            await stage.press(editor, "Гражданин")
            await stage.press(editor, "Без име")
            await stage.press(editor, "Целия проект")
            await stage.press(editor, "Пропусни")
            await stage.say(editor, TEXT)
            await stage.press(editor, "Въведи в регистъра")
            assert "Номер: S-26-00001" in editor.last.text
    await stage.say(editor, "15.10.2026")
    assert "Последният ден за мнения беше 14 октомври 2026 г." in editor.last.text
    await stage.press(editor, "Като предложение по АПК")
    await stage.press(editor, "Гражданин")
    await stage.say(editor, "П.П.")
    assert "трябват поне 5" in editor.last.text
    await stage.say(editor, "Петър Петров Иванов")
    await stage.say(editor, "ул. Тиха 1, Хасково")
    await stage.say(editor, TEXT)
    await stage.press(editor, "Въведи в регистъра")
    assert "Номер: P-26-00001" in editor.last.text
    formal = await get(stage, await number_of(stage, "P-26-00001"))
    assert (formal.kind, formal.received_on) == (ProposalKind.formal, date(2026, 10, 15))
    assert (formal.name, formal.name_public, formal.contact) == ("Петър Петров Иванов", False, "ул. Тиха 1, Хасково")


async def test_back_another_kind_and_leaving_lose_nothing(stage: Stage) -> None:
    await consultation(stage)
    editor = await clerk(stage)
    await stage.press(editor, "Въведи от хартия")
    await stage.press(editor, "На обсъждане")
    await stage.press(editor, "Идея")
    await stage.press(editor, "Без консултация")
    await stage.press(editor, "Вчера")
    await stage.say(editor, TEXT)
    await stage.press(editor, "Отказ")
    await open_queue(stage, editor)
    await stage.press(editor, "Въведи от хартия")
    assert "започнато и недовършено" in editor.last.text
    await stage.press(editor, "Продължи започнатото")
    assert TEXT in editor.last.text
    for _ in range(4):
        await stage.press(editor, "Назад")
    assert "Какво е?" in editor.last.text
    await stage.say(editor, "идея")
    assert "избира с бутон" in editor.last.text
    await stage.say(editor, "/cancel")
    await open_queue(stage, editor)
    await stage.press(editor, "Въведи от хартия")
    await stage.press(editor, "Започни новото")
    assert "Как дойде?" in editor.last.text


async def test_sections_are_set_from_one_message_and_narrow_the_queue(stage: Stage) -> None:
    about = await consultation(stage)
    moderator = await stage.member("Николай", Role.moderator)
    moderator.forge(GoManaged(0).pack())
    await stage.settle()
    await stage.press(moderator, TITLE)
    await stage.press(moderator, "Части на текста")
    await stage.say(moderator, "Чл. 1. Обхват\n\n  Чл. 2.   Такси \nЧл. 1. Обхват")
    assert "1. Чл. 1. Обхват\n2. Чл. 2. Такси" in moderator.last.text
    await stage.press(moderator, "Назад")
    await stage.say(moderator, "я" * 121)
    assert "Ред 1 е по-дълъг" in moderator.last.text
    await stage.say(moderator, "Чл. 1. Обхват\nЧл. 2. Такси\nЧл. 3. Глоби")
    await stage.press(moderator, "Запази")
    async with stage.app.engine.read() as tx:
        assert len(await stored.sections(tx, about.id)) == 3
    await stage.press(moderator, "Промени частите")
    assert "Чл. 3. Глоби" in moderator.last.text
    await stage.press(moderator, "Отказ")

    await open_queue(stage, moderator)
    await stage.press(moderator, "Въведи от хартия")
    await stage.press(moderator, "На хартия")
    await stage.press(moderator, "Становище")
    await stage.press(moderator, TITLE)
    await stage.press(moderator, "Днес")
    await stage.press(moderator, "Гражданин")
    await stage.press(moderator, "Без име")
    await stage.press(moderator, "Чл. 2. Такси")
    await stage.press(moderator, "Подкрепя")
    await stage.say(moderator, TEXT)
    await stage.press(moderator, "Въведи в регистъра")
    await open_queue(stage, moderator)
    await stage.press(moderator, "По консултация")
    await stage.press(moderator, TITLE)
    await stage.press(moderator, "По част")
    await stage.press(moderator, "Чл. 1. Обхват")
    assert "няма нищо" in moderator.last.text
    await stage.press(moderator, "По част")
    await stage.press(moderator, "Чл. 2. Такси")
    assert "S-26-00001" in moderator.last.text
    await stage.press(moderator, "По вид")
    await stage.press(moderator, "Идея")
    assert "Вид: идея" in moderator.last.text
    await stage.press(moderator, "Без филтри")
    assert "S-26-00001" in moderator.last.text


async def test_a_clerk_enters_in_english(stage: Stage) -> None:
    await consultation(stage)
    editor = await stage.member("Jane", Role.editor, language="en")
    await open_queue(stage, editor)
    for label in ("Enter from paper", "On paper", "Opinion on a draft", TITLE, "Today", "Citizen", "No name"):
        await stage.press(editor, label)
    await stage.press(editor, "The whole draft")
    await stage.press(editor, "Supports")
    await stage.say(editor, TEXT)
    await stage.press(editor, "Enter in the register")
    assert "It is entered. Number: S-26-00001" in editor.last.text
