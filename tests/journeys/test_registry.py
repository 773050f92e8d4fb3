"""A formal proposal on its way through the registry, over HTTP; its author hears of every step."""

from datetime import date

from bot.domain.proposals import Proposal, ProposalKind, ProposalStatus
from bot.domain.staff import Role
from bot.sandbox import Person
from bot.services import proposals
from tests.journeys.answering import acts, as_citizen, get, open_item, sent
from tests.journeys.conftest import Stage

REASON = "Нужно е становище от друга институция."


async def formal(stage: Stage) -> tuple[Person, Person, Proposal]:
    maria = await stage.citizen()
    moderator = await stage.member("Николай", Role.moderator)
    one = await sent(stage, maria, ProposalKind.formal)
    await open_item(stage, moderator, one)
    return moderator, maria, one


async def registered(stage: Stage) -> tuple[Person, Person, Proposal]:
    moderator, maria, one = await formal(stage)
    await stage.press(moderator, "Входящ номер")
    await stage.say(moderator, "94-00-17")
    await stage.press(moderator, "Днес")
    await stage.press(moderator, "Входящ номер")
    return moderator, maria, one


async def test_the_name_is_behind_its_own_button_and_reading_it_is_noted(stage: Stage) -> None:
    moderator, _, one = await formal(stage)
    assert "Мария" not in moderator.last.text
    await stage.press(moderator, "Име и адрес")
    assert "Име: Мария Иванова Петрова" in moderator.last.text
    assert "maria@example.org" in moderator.last.text
    await stage.press(moderator, "Назад")
    assert await acts(stage) == ["submitted", "names_read"]
    editor = await stage.member("Елена", Role.editor)
    await open_item(stage, editor, one)
    assert "Име и адрес" not in str(editor.labels())


async def test_wrong_numbers_and_days_are_refused_kindly_and_nothing_is_lost(stage: Stage) -> None:
    moderator, maria, one = await formal(stage)
    assert "В деловодството до 3 ноември 2026 г." in moderator.last.text
    await stage.press(moderator, "Входящ номер")
    await stage.say(moderator, "без номер")
    assert "поне една цифра" in moderator.last.text
    await stage.say(moderator, "94-00-17")
    await stage.say(moderator, "вчера")
    assert "Получено е на 2 ноември 2026 г." in moderator.last.text
    await stage.say(moderator, "3.11.2026")
    assert "3 ноември 2026 г. още не е дошъл" in moderator.last.text
    await stage.say(moderator, "някога")
    assert "Не разпознах датата" in moderator.last.text
    await stage.say(moderator, "2.11")
    assert "Вх. № 94-00-17 от 2 ноември 2026 г. Решение до 2 януари 2027 г." in moderator.last.text
    await stage.press(moderator, "Назад")
    await stage.press(moderator, "Назад")
    await stage.say(moderator, "94-00-18")
    await stage.press(moderator, "Днес")
    await stage.press(moderator, "Входящ номер")
    assert (await get(stage, one.id)).registry_no == "94-00-18"
    assert f"№ {one.receipt_no} има входящ номер 94-00-18" in maria.last.text
    assert "Решение до 2 януари 2027 г." in maria.last.text


async def test_what_lacks_something_is_completed_or_lapses(stage: Stage) -> None:
    moderator, maria, one = await formal(stage)
    await stage.press(moderator, "Липсва нещо")
    await stage.say(moderator, "Липсва пощенски адрес.")
    assert "За допълването има 14 дни" in moderator.last.text
    await stage.press(moderator, "Липсва нещо")
    assert "Авторът допълва до 16 ноември 2026 г." in moderator.last.text
    assert "Допълнете го до 16 ноември 2026 г." in maria.last.text
    await stage.advance(days=13)
    assert (await get(stage, one.id)).status is ProposalStatus.incomplete
    await stage.advance(days=2)
    assert (await get(stage, one.id)).status is ProposalStatus.closed
    assert f"№ {one.receipt_no} е приключено" in maria.last.text


async def test_completed_in_time_it_goes_on(stage: Stage) -> None:
    moderator, maria, one = await formal(stage)
    await stage.press(moderator, "Липсва нещо")
    await stage.say(moderator, "Липсва пощенски адрес.")
    await stage.press(moderator, "Липсва нещо")
    async with as_citizen(stage, maria) as turn:
        await proposals.complete(turn, one.id, "Адресът ми е ул. Тиха 1, Хасково.")
    await open_item(stage, moderator, one)
    assert "Стари текстове (1)" in str(moderator.labels())
    await stage.press(moderator, "Стари текстове")
    assert "какво пишеше преди" in moderator.last.text


async def test_review_extension_decision_and_its_carrying_out(stage: Stage) -> None:
    moderator, maria, one = await registered(stage)
    await stage.press(moderator, "Разглежда се")
    await stage.press(moderator, "Разглежда се")
    assert "вече се разглежда" in maria.last.text
    await stage.press(moderator, "Удължи срока")
    assert "най-късно до 2 май 2027 г." in moderator.last.text
    await stage.say(moderator, "3.5.2027")
    assert "най-късно на 2 май 2027 г." in moderator.last.text
    await stage.say(moderator, "2.5.2027")
    await stage.say(moderator, REASON)
    await stage.press(moderator, "Удължи срока")
    assert "удължен до 2 май 2027 г." in maria.last.text
    assert REASON in maria.last.text
    await stage.press(moderator, "Подготви отговор")
    assert "Извън предмета" not in str(moderator.labels())
    await stage.press(moderator, "Приема се")
    await stage.press(moderator, "Вземи 1")
    await stage.say(moderator, "Дирекция „Пътища“")
    await stage.say(moderator, "30.06.2027")
    await stage.press(moderator, "Публикувай отговора")
    await stage.press(moderator, "Публикувай отговора")
    assert f"Решението по № {one.receipt_no}: приема се" in maria.last.text
    assert "Изпълнява: Дирекция „Пътища“\nСрок: 30 юни 2027 г." in maria.last.text
    await stage.press(moderator, "Изпълнено е")
    await stage.press(moderator, "Изпълнено е")
    assert f"№ {one.receipt_no} е изпълнено" in maria.last.text
    assert (await get(stage, one.id)).status is ProposalStatus.done


async def test_what_is_not_ours_is_sent_on_with_a_reason(stage: Stage) -> None:
    moderator, maria, one = await registered(stage)
    await stage.press(moderator, "Препрати")
    await stage.say(moderator, "Областна администрация Хасково")
    await stage.say(moderator, "Пътят е държавен.")
    assert "приключва при нас" in moderator.last.text
    await stage.press(moderator, "Препрати")
    assert "Къде: Областна администрация Хасково\nПричина: Пътят е държавен." in maria.last.text
    assert (await get(stage, one.id)).status is ProposalStatus.redirected


async def test_a_late_decision_is_counted_shown_and_reminded_of(stage: Stage) -> None:
    moderator, _, one = await registered(stage)
    await stage.advance(days=65)  # Wednesday 6 January 2027, nine o'clock
    assert stage.clock.now().date() == date(2027, 1, 6)
    await stage.advance(minutes=31)
    assert "Просрочени: 1" in moderator.last.text
    await stage.press(moderator, "Просрочени")
    assert one.receipt_no in moderator.last.text
    assert "решение до 2 януари 2027 г., закъснява с 4 дни" in moderator.last.text
    await stage.say(moderator, "/staff")
    assert "Просрочени: 1" in moderator.last.text
