"""Staff check, ask, merge and answer, over HTTP; and their authors hear of it."""

import pytest

from bot.domain.proposals import ProposalKind, ProposalStatus
from bot.domain.staff import Role
from bot.i18n import translator
from bot.sandbox import Person
from bot.services import proposals
from storage import files
from storage import proposals as stored
from tests.journeys.answering import acts, as_citizen, consultation, get, open_item, open_queue, sent
from tests.journeys.conftest import Stage
from tests.proposing import TEXT

BG = translator("bg")
REASON = "Няма средства в бюджета за тази година."


async def hall(stage: Stage, language: str = "bg") -> tuple[Person, Person]:
    """A moderator, and a citizen in a language."""
    citizen = await stage.citizen("Мария" if language == "bg" else "Emily", language)
    return await stage.member("Николай", Role.moderator), citizen


async def test_from_the_staffs_home_through_the_queue_to_the_register_and_back(stage: Stage) -> None:
    moderator, maria = await hall(stage)
    about = await consultation(stage)
    first = await sent(stage, maria, consultation=about.id)
    second = await sent(stage, maria, consultation=about.id, text="Пешеходната зона да остане както е сега.")
    await stage.say(moderator, "/staff")
    assert "Предложения за проверка: 2" in moderator.last.text
    await stage.press(moderator, "Проверка")
    assert "Предложения · за проверка: 2" in moderator.last.text
    await stage.press(moderator, first.receipt_no)
    assert TEXT in moderator.last.text
    assert "Проверка до 3 ноември 2026 г." in moderator.last.text
    await stage.press(moderator, "Покажи")
    assert "Показано е в регистъра" in moderator.last.text
    assert f"№ {first.receipt_no} е в регистъра" in maria.last.text
    await stage.press(moderator, "Следващо")
    assert "да остане както е сега" in moderator.last.text
    await stage.press(moderator, "Покажи")
    await stage.press(moderator, "Следващо")
    assert "Няма други" in moderator.last.text
    await stage.press(moderator, "Назад")
    assert "за проверка: няма нищо" in moderator.last.text
    assert [(await get(stage, one.id)).status for one in (first, second)] == [ProposalStatus.visible] * 2


async def test_hiding_asks_for_a_reason_tells_the_author_and_can_be_undone(stage: Stage) -> None:
    moderator, emily = await hall(stage, "en")
    one = await sent(stage, emily, consultation=(await consultation(stage)).id)
    await open_item(stage, moderator, one)
    await stage.press(moderator, "Покажи")
    await stage.press(moderator, "Скрий")
    await stage.press(moderator, "Обида")
    await stage.say(moderator, "Не!")
    assert "трябват поне 10" in moderator.last.text
    assert (await get(stage, one.id)).hidden is None
    await stage.press(moderator, "Отказ")
    await open_item(stage, moderator, one)
    await stage.press(moderator, "Скрий")  # where it was left: the code is kept
    await stage.press(moderator, "Вземи готовото")
    assert "Скрито е" in moderator.last.text
    assert "is not shown publicly" in emily.last.text
    assert "The text contains insulting words." in emily.last.text
    await stage.press(moderator, "Отмени")
    assert (await get(stage, one.id)).status is ProposalStatus.visible
    assert "is in the register" in emily.last.text
    assert await acts(stage) == ["submitted", "shown", "hidden", "shown"]


async def test_a_sentence_of_ones_own_is_read_by_the_author_as_typed(stage: Stage) -> None:
    moderator, maria = await hall(stage)
    one = await sent(stage, maria, consultation=(await consultation(stage)).id)
    await open_item(stage, moderator, one)
    await stage.press(moderator, "Скрий")
    await stage.press(moderator, "Извън темата")
    await stage.say(moderator, "Това е за <b>друга</b> консултация & не за тази.")
    assert "Това е за <b>друга</b> консултация & не за тази." in maria.last.text


async def test_a_second_look_is_taken_by_another_and_comes_to_the_same(stage: Stage) -> None:
    moderator, maria = await hall(stage)
    other = await stage.member("Елена", Role.moderator)
    one = await sent(stage, maria, consultation=(await consultation(stage)).id)
    await open_item(stage, moderator, one)
    await stage.press(moderator, "Скрий")
    await stage.press(moderator, "Обида")
    await stage.press(moderator, "Вземи готовото")
    async with as_citizen(stage, maria) as turn:
        await proposals.ask_review(turn, one.id)
    for person in (moderator, other):
        assert f"Авторът на № {one.receipt_no} иска друг модератор" in person.last.text
        await stage.press(person, "Отвори го")
        await stage.press(person, "Остава скрито")
    assert str(moderator.answers[-1].text).startswith("Скрили сте го Вие")
    await stage.press(other, "Обида")
    await stage.say(other, "Обидните думи още са в текста.")
    assert "Остава скрито" in other.last.text
    assert "Обидните думи още са в текста." in maria.last.text


async def test_found_personal_data_is_blacked_out_after_a_look(stage: Stage) -> None:
    moderator, maria = await hall(stage)
    about = await consultation(stage)
    one = await sent(stage, maria, consultation=about.id, text=f"{TEXT} Тел. 0888 123 456.")
    await open_item(stage, moderator, one)
    assert "В текста има: телефон." in moderator.last.text
    await stage.press(moderator, "Заличи данни")
    assert "▒▒▒" in moderator.last.text
    assert "0888" in (await get(stage, one.id)).text
    await stage.press(moderator, "Заличи данни")
    assert "Личните данни са заличени" in moderator.last.text
    assert "0888" not in (await get(stage, one.id)).text
    assert "Заличихме лични данни" in maria.last.text


@pytest.mark.parametrize("by", ["number", "button"])
async def test_a_duplicate_is_merged_by_number_or_from_the_similar_ones_and_undone(stage: Stage, by: str) -> None:
    moderator, maria = await hall(stage)
    about = await consultation(stage)
    main, other = [await sent(stage, maria, consultation=about.id) for _ in range(2)]
    for one in (main, other):
        await open_item(stage, moderator, one)
        await stage.press(moderator, "Покажи")
    await stage.press(moderator, "Обедини")
    assert f"№ {main.receipt_no}: Пешеходната зона" in moderator.last.text
    if by == "number":
        await stage.say(moderator, "S-26-77777")
        assert "Няма такъв номер" in moderator.last.text
        await stage.say(moderator, other.receipt_no)
        assert "Обединяват се само" in moderator.last.text
        await stage.say(moderator, f"№ {main.receipt_no.lower()}")
    else:
        await stage.press(moderator, main.receipt_no)
    assert "отговорът на главното ще важи и за това" in moderator.last.text
    assert (await get(stage, other.id)).merged_into is None
    await stage.press(moderator, "Обедини")
    assert (await get(stage, other.id)).merged_into == main.id
    assert f"заедно с № {main.receipt_no}" in maria.last.text
    await stage.press(moderator, "Отмени")
    assert (await get(stage, other.id)).merged_into is None
    assert "отново се разглежда отделно" in maria.last.text


async def test_a_question_and_its_answer_meet_in_the_thread_without_names(stage: Stage) -> None:
    moderator, maria = await hall(stage)
    one = await sent(stage, maria, consultation=(await consultation(stage)).id)
    await open_item(stage, moderator, one)
    await stage.press(moderator, "Попитай автора")
    await stage.say(moderator, "Коя улица имате предвид?")
    assert "Вашият текст: Коя улица имате предвид?" in " ".join(moderator.last.text.split())
    assert "question" not in await acts(stage)
    await stage.press(moderator, "Попитай автора")
    assert "Въпросът е изпратен" in moderator.last.text
    assert "Коя улица имате предвид?" in maria.last.text
    assert "Николай" not in maria.last.text
    async with as_citizen(stage, maria) as turn:
        await proposals.reply(turn, one.id, "Улица „Отец Паисий“.")
    assert "Улица „Отец Паисий“." in moderator.last.text
    assert "Мария" not in moderator.last.text
    await stage.press(moderator, "Отвори го")
    await stage.press(moderator, "Разговор (2)")
    assert "Екипът" in moderator.last.text
    assert "Авторът" in moderator.last.text


async def test_ideas_have_nobody_to_ask(stage: Stage) -> None:
    moderator, maria = await hall(stage)
    one = await sent(stage, maria, ProposalKind.idea)
    await open_item(stage, moderator, one)
    assert "Попитай" not in str(moderator.labels())


# -- answers -----------------------------------------------------------------------------------------------------------


async def test_an_answer_is_a_draft_until_it_is_published(stage: Stage) -> None:
    moderator, maria = await hall(stage)
    one = await sent(stage, maria, ProposalKind.idea)
    await open_item(stage, moderator, one)
    await stage.press(moderator, "Покажи")
    await stage.press(moderator, "Подготви отговор")
    await stage.press(moderator, "Приема се частично")
    await stage.say(moderator, REASON)
    await stage.say(moderator, "Дирекция „Пътища“")
    await stage.say(moderator, "1.11.2026")
    assert "вече мина" in moderator.last.text
    await stage.say(moderator, "1 септември 2027")
    assert "Отговорът е записан като чернова" in moderator.last.text
    assert "Изпълнява: Дирекция „Пътища“" in moderator.last.text
    assert (await get(stage, one.id)).answer is None
    await stage.press(moderator, "Публикувай отговора")
    assert "После не може да се промени" in moderator.last.text
    await stage.press(moderator, "Публикувай отговора")
    published = await get(stage, one.id)
    assert (published.status, published.draft_answer) == (ProposalStatus.noted, None)
    assert published.answer is not None
    assert published.answer.reason == REASON


async def test_a_reason_may_be_kept_or_taken_ready_and_accepted_needs_none(stage: Stage) -> None:
    moderator, maria = await hall(stage)
    one = await sent(stage, maria, consultation=(await consultation(stage)).id)
    await open_item(stage, moderator, one)
    await stage.press(moderator, "Подготви отговор")
    await stage.press(moderator, "Не се приема")
    await stage.press(moderator, "Вземи 2")
    assert "противоречи на закон" in moderator.last.text
    assert "публикуват заедно, със справката" in moderator.last.text
    assert "Публикувай" not in str(moderator.labels())
    await stage.press(moderator, "Подготви отговор")
    await stage.press(moderator, "Извън предмета")
    await stage.press(moderator, "Досегашната причина")
    draft = (await get(stage, one.id)).draft_answer
    assert draft is not None
    assert (draft.disposition.value, "противоречи" in str(draft.reason)) == ("out_of_scope", True)
    await stage.press(moderator, "Подготви отговор")
    await stage.press(moderator, "Приема се")
    for _ in range(3):
        await stage.press(moderator, "Пропусни")
    draft = (await get(stage, one.id)).draft_answer
    assert draft is not None
    assert (draft.disposition.value, draft.reason, draft.unit) == ("accepted", None, None)
    assert "decision" not in str(maria.messages)


async def test_many_are_ticked_over_pages_and_answered_with_one_text(stage: Stage) -> None:
    moderator, maria = await hall(stage)
    petar = await stage.citizen("Петър")
    about = await consultation(stage)
    statements = [await sent(stage, person, consultation=about.id) for person in (maria, petar) for _ in range(4)]
    idea = await sent(stage, maria, ProposalKind.idea)
    await open_item(stage, moderator, idea)
    await stage.press(moderator, "Покажи")
    await open_queue(stage, moderator)
    await stage.press(moderator, "Отговори на много")
    await stage.press(moderator, "Напред")
    assert moderator.answers[-1].text == BG.plain("answering.choose_first")
    await stage.press(moderator, idea.receipt_no)
    await stage.press(moderator, "Още")
    await stage.press(moderator, statements[-1].receipt_no)
    assert "Избрани: 2" in moderator.last.text
    await stage.press(moderator, "Махни избора")
    await stage.press(moderator, "Избери всички (9)")
    await stage.press(moderator, statements[0].receipt_no)
    assert "Избрани: 8" in moderator.last.text
    await stage.press(moderator, "Напред")
    await stage.press(moderator, "Не се приема")
    await stage.say(moderator, REASON)
    assert "Чернова на отговор за 7 предложения." in moderator.last.text
    assert "Отговорът се публикува веднага за 1 идея." in moderator.last.text
    other = await stage.member("Елена", Role.moderator)
    await open_item(stage, other, statements[1])
    await stage.press(other, "Покажи")
    await stage.press(moderator, "Запиши за 8")
    assert "Записан е отговор като чернова за 6 предложения." in moderator.last.text
    assert "1 остава без промяна" in moderator.last.text
    assert [(await get(stage, one.id)).draft_answer is not None for one in statements] == [False, False, *[True] * 6]
    assert (await get(stage, idea.id)).status is ProposalStatus.not_used
    await stage.press(moderator, "Назад")
    assert "Предложения" in moderator.last.text


# -- two at one --------------------------------------------------------------------------------------------------------


async def test_the_second_moderator_is_told_sees_it_anew_and_loses_nothing_typed(stage: Stage) -> None:
    moderator, maria = await hall(stage)
    other = await stage.member("Елена", Role.moderator)
    one = await sent(stage, maria, consultation=(await consultation(stage)).id)
    for person in (moderator, other):
        await open_item(stage, person, one)
    await stage.press(other, "Подготви отговор")
    await stage.press(other, "Не се приема")
    await stage.press(moderator, "Покажи")
    await stage.say(other, REASON)
    assert "Състояние: показано в регистъра" in other.last.text
    assert REASON in other.last.text
    assert (await get(stage, one.id)).draft_answer is None
    await stage.press(other, "Запази")
    draft = (await get(stage, one.id)).draft_answer
    assert draft is not None
    assert draft.reason == REASON


async def test_a_colleagues_act_is_named_over_the_chat(stage: Stage) -> None:
    moderator, maria = await hall(stage)
    other = await stage.member("Елена", Role.moderator)
    one = await sent(stage, maria, consultation=(await consultation(stage)).id)
    for person in (moderator, other):
        await open_item(stage, person, one)
    await stage.press(moderator, "Покажи")
    await stage.press(other, "Скрий")
    assert other.answers[-1].text == (
        f"Николай Ви изпревари. Показано в регистъра: предложение № {one.receipt_no}. Нищо Ваше не е загубено."
    )
    assert "Състояние: показано в регистъра" in other.last.text


async def test_a_double_tap_shows_once(stage: Stage) -> None:
    moderator, maria = await hall(stage)
    one = await sent(stage, maria, consultation=(await consultation(stage)).id)
    await open_item(stage, moderator, one)
    moderator.press("Покажи")
    moderator.press("Покажи")
    await stage.settle()
    assert await acts(stage) == ["submitted", "shown"]
    assert "Показано е в регистъра" in moderator.last.text


async def test_what_became_impossible_gives_back_what_was_typed(stage: Stage) -> None:
    moderator, maria = await hall(stage)
    one = await sent(stage, maria, consultation=(await consultation(stage)).id)
    await open_item(stage, moderator, one)
    await stage.press(moderator, "Попитай автора")
    await stage.say(moderator, "Коя улица имате предвид?")
    async with as_citizen(stage, maria) as turn:
        await proposals.withdraw(turn, one.id)
    await stage.press(moderator, "Попитай автора")
    assert "вече не може да се направи" in moderator.last.text
    assert "Състояние: оттеглено от автора" in moderator.last.text
    assert "Коя улица имате предвид?" in moderator.last.text
    await stage.press(moderator, "Меню")
    assert "Продължи започнатото" not in str(moderator.labels())


async def test_another_form_does_not_swallow_what_was_begun(stage: Stage) -> None:
    moderator, maria = await hall(stage)
    about = await consultation(stage)
    first, second = [await sent(stage, maria, consultation=about.id) for _ in range(2)]
    await open_item(stage, moderator, first)
    await stage.press(moderator, "Попитай автора")
    await stage.say(moderator, "Коя улица имате предвид?")
    await open_item(stage, moderator, second)
    await stage.press(moderator, "Скрий")
    assert "започнато и недовършено" in moderator.last.text
    await stage.press(moderator, "Продължи започнатото")
    assert "Коя улица имате предвид?" in moderator.last.text
    await open_item(stage, moderator, second)
    await stage.press(moderator, "Скрий")
    await stage.press(moderator, "Започни новото")
    assert "Защо го скривате?" in moderator.last.text


async def test_what_is_typed_while_an_item_is_read_lands_in_no_form(stage: Stage) -> None:
    moderator, maria = await hall(stage)
    one = await sent(stage, maria, consultation=(await consultation(stage)).id)
    await open_item(stage, moderator, one)
    await stage.press(moderator, "Попитай автора")
    await open_item(stage, moderator, one)
    await stage.say(moderator, "просто мисля на глас")
    assert "Не разбрах" in moderator.last.text or "просто мисля" in moderator.last.text
    await stage.press(moderator, "Продължи започнатото")
    assert "Какво искате да попитате автора?" in moderator.last.text
    moderator.attach("a.pdf", b"%PDF-1.4", "application/pdf")
    await stage.settle()
    assert "Тук ни трябва текст" in moderator.last.text


# -- in English --------------------------------------------------------------------------------------------------------


async def test_the_road_in_english(stage: Stage) -> None:
    emily = await stage.citizen("Emily", "en")
    moderator = await stage.member("John", Role.moderator, language="en")
    about = await consultation(stage)
    one = await sent(stage, emily, consultation=about.id)
    await stage.say(moderator, "/staff")
    await stage.press(moderator, "Check")
    assert "Proposals · to check: 1" in moderator.last.text
    await stage.press(moderator, one.receipt_no)
    assert "opinion on a draft" in moderator.last.text
    await stage.press(moderator, "Hide")
    await stage.press(moderator, "Off topic")
    await stage.say(moderator, "This belongs to another consultation.")
    assert "It is hidden." in moderator.last.text
    assert "Reason: off topic. This belongs to another consultation." in emily.last.text
    await stage.press(moderator, "Show")
    await stage.press(moderator, "Ask the author")
    await stage.say(moderator, "Which street do you mean?")
    await stage.press(moderator, "Ask the author")
    assert "Which street do you mean?" in emily.last.text
    async with as_citizen(stage, emily) as turn:
        await proposals.reply(turn, one.id, "Otets Paisiy Street.")
    assert "Otets Paisiy Street." in moderator.last.text
    await open_queue(stage, moderator, "unanswered")
    await stage.press(moderator, "Answer many")
    await stage.press(moderator, "Choose all (1)")
    await stage.press(moderator, "On to the answer")
    await stage.press(moderator, "Not accepted")
    await stage.press(moderator, "Take 1")
    await stage.press(moderator, "Save for 1")
    assert "An answer is kept as a draft for 1 proposal." in moderator.last.text
    draft = (await get(stage, one.id)).draft_answer
    assert draft is not None
    assert "няма предвидени средства" in str(draft.reason)  # a ready reason stands in the spravka


async def test_what_was_attached_is_sent_on_a_tap(stage: Stage) -> None:
    moderator, maria = await hall(stage)
    one = await sent(stage, maria, ProposalKind.idea)
    async with stage.app.engine.write() as tx:
        content = b"%PDF-1.4 a sketch"
        file = await files.add(tx, name="скица.pdf", mime="application/pdf", size=len(content), content=content)
        await stored.put_files(tx, one.id, [file], now=stage.clock.now())
    await open_item(stage, moderator, one)
    await stage.press(moderator, "скица.pdf")
    assert moderator.last.text == f"Към предложение № {one.receipt_no}"


async def test_the_notice_of_a_question_asks_for_the_answer_itself(stage: Stage) -> None:
    moderator, maria = await hall(stage)
    one = await sent(stage, maria, consultation=(await consultation(stage)).id)
    await open_item(stage, moderator, one)
    await stage.press(moderator, "Попитай автора")
    await stage.say(moderator, "Коя улица имате предвид?")
    await stage.press(moderator, "Попитай автора")
    await stage.press(maria, "Отговори")
    assert "Напишете отговора си." in maria.last.text
    await stage.say(maria, "Улица „Отец Паисий“.")
    assert "Улица „Отец Паисий“." in moderator.last.text


async def test_what_cannot_be_an_answer_is_followed_by_the_question_with_its_buttons(stage: Stage) -> None:
    moderator, maria = await hall(stage)
    one = await sent(stage, maria, consultation=(await consultation(stage)).id)
    await open_item(stage, moderator, one)
    await stage.press(moderator, "Скрий")
    question, buttons = moderator.last.text, moderator.labels()
    await stage.say(moderator, "Защото е обидно.")
    assert moderator.last.text == f"{BG.plain('answering.button_wanted')}\n\n{question}"
    assert moderator.labels() == buttons
