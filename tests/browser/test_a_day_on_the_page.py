"""`prestige demo` as a newcomer meets it: the real command, the real page, a real browser, and one long day on it.

A demo and a browser cost more than what is done there, so it is one test; its parts go on where the one before stopped.
"""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.chat import Chat, keep, needs_a_browser, picture

pytestmark = [pytest.mark.browser, needs_a_browser]

TITLE = "Наредба за тишината в парковете"
SUMMARY = "От 22 до 7 часа в парковете няма да се свири на уредби. Глобата е 50 лв. Концертите се обявяват."
CLOSED = "Наредба за детските площадки"
REASON = "Предложеното е записано в плана за площадките за следващата година."
ANNOUNCED = "Форумът започва половин час по-рано, в 17 ч. Елате!"
DRAWING_MS = 30_000
"""A picture is made by a process of its own, which has first to begin."""


def test_a_newcomer_hears_speaks_and_comes_and_staff_publish_answer_and_read(demo: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 860}, locale="bg-BG")
    page.goto(demo)
    page.get_by_role("button", name="Разбрах").click()
    maria, nikolay = a_citizen(page), Chat(page, "Николай")
    she_hears_of_what_the_moderator_publishes(page, maria, nikolay)
    she_has_a_say(page, maria, nikolay)
    a_closed_consultation_gets_its_spravka(page, nikolay)
    the_moderator_announces(page, maria, nikolay)
    she_takes_a_seat_and_is_asked_something(maria)
    the_moderator_reads_what_came_of_a_forum(page, nikolay)
    maria.press("Да")
    maria.hears("Кога Ви е удобно?")


def a_citizen(page: Page) -> Chat:
    maria = Chat(page, "Мария")
    maria.start()
    maria.hears("Здравейте, Мария!")
    maria.press("Приемам")
    maria.press("Обществен ред")
    maria.press("Готово")
    maria.press("Пропусни")
    maria.hears("Ще Ви пишем, когато има ново")
    return maria


def she_hears_of_what_the_moderator_publishes(page: Page, maria: Chat, nikolay: Chat) -> None:
    nikolay.start()
    nikolay.press("За екипа")
    nikolay.press("консултация")
    for step in (TITLE, None, SUMMARY, "https://www.haskovo.bg/tishina", "днес", "30"):
        if step is None:
            nikolay.press("Наредба")
            nikolay.hears("Какво се променя")
        else:
            nikolay.say(step)
    nikolay.hears("Документи")
    nikolay.attach("proekt.pdf")
    nikolay.hears("proekt.pdf")
    nikolay.attach("motivi.pdf")
    nikolay.press("Готово")
    nikolay.press("Обществен ред")
    nikolay.press("Готово")
    nikolay.hears("Кои места")
    nikolay.press("Готово")
    nikolay.hears("Ще получи известие: 1 човек")
    nikolay.press("Публикувай")

    maria.hears("Нова консултация")
    maria.hears(TITLE)
    picture(page, "demo.png")
    maria.press("Виж")
    maria.hears("Мнения до: ")


def she_has_a_say(page: Page, maria: Chat, nikolay: Chat) -> None:
    maria.say("/consultations")
    maria.press("Промени в Наредбата за зелената")
    maria.press("Дай мнение")
    maria.press("Целия проект")
    maria.press("Подкрепям")
    maria.say("Обявленията за рязане да стоят и на входа на блока, не само на сайта.")
    maria.hears("знака")
    maria.press("Готово")
    maria.press("Без файл")
    maria.press("Без име")
    maria.press("Не, от свое име")
    maria.hears("сходно мнение")
    maria.press("Продължи с моето")
    maria.hears("Така ще изглежда")

    nikolay.say("/staff")
    nikolay.press("Проверка")
    nikolay.hears("за проверка")
    picture(page, "proposal.png")
    maria.press("Изпрати")
    maria.hears("Получихме го")


def a_closed_consultation_gets_its_spravka(page: Page, nikolay: Chat) -> None:
    """Everything is answered at once, and the spravka goes out."""
    nikolay.press("Назад")
    nikolay.press("Справки")
    nikolay.press(CLOSED)
    nikolay.press("Без решение: 8")
    nikolay.press("Отговори на много")
    nikolay.hears("Избрани: 0")
    nikolay.press("Всички (8)")
    nikolay.hears("Избрани: 8")
    nikolay.press("Напред към отговора")
    nikolay.press("Приема се частично")
    nikolay.hears("ричина")
    nikolay.say(REASON)
    nikolay.press("Запиши за 8")
    nikolay.hears("Записан е отговор")
    nikolay.press("Меню")
    nikolay.press("За екипа")
    nikolay.press("Справки")
    nikolay.press(CLOSED)
    nikolay.hears("прието частично: 8")
    drawn(nikolay, "Графика")
    picture(page, "spravka.png")
    nikolay.press("Назад")
    nikolay.press("Публикувай")
    nikolay.press("Да, публикувай")
    nikolay.hears("Справката е публикувана")


def the_moderator_announces(page: Page, maria: Chat, nikolay: Chat) -> None:
    """To whom it matters, and the card goes on by itself."""
    nikolay.say("/staff")
    nikolay.press("Съобщения")
    nikolay.press("Ново")
    nikolay.hears("Напишете съобщението")
    nikolay.say(ANNOUNCED)
    nikolay.press("Бутони")
    nikolay.press("Към форум")
    nikolay.press("Как да ни чува общината")
    nikolay.hears("Бутонът е добавен")
    nikolay.press("Назад")
    nikolay.press("2/4 За кого")
    nikolay.press("Тема")
    nikolay.press("Още")
    nikolay.press("Още")
    nikolay.press("Обществен ред")
    nikolay.hears("точно 1 човек")
    nikolay.press("4/4 Към изпращане")
    nikolay.press("Изпрати до 1 човек")
    nikolay.hears("Сигурни ли сте?")
    nikolay.press("Да, до 1 човек")
    maria.hears(ANNOUNCED)
    nikolay.hears("Изпращането приключи.")
    picture(page, "announcement.png")
    maria.press("Защо получавам това?")
    maria.hears("сте избрали темата „Обществен ред“")


def she_takes_a_seat_and_is_asked_something(maria: Chat) -> None:
    maria.press("Меню")
    maria.press("Форуми")
    maria.press("Как да ни чува общината")
    maria.press("Запиши ме")
    maria.hears("Записахме Ви")
    maria.say("/questionnaires")
    maria.hears("Отворена до")
    maria.press("Как да Ви каним на форуми?")
    maria.press("Започни")
    maria.hears("Идвали ли сте на форум на общината?")


def the_moderator_reads_what_came_of_a_forum(page: Page, nikolay: Chat) -> None:
    nikolay.say("/staff")
    nikolay.press("Анкети")
    nikolay.press("Парковете на Хасково")
    nikolay.hears("NPS: +39")
    results = drawn(nikolay, "Картина")
    picture(page, "forum.png")
    keep(page, results, "questionnaire.png")


def drawn(chat: Chat, label: str) -> Locator:
    """The picture that comes when the button is pressed."""
    images = chat.column.locator("img")
    before = images.last.get_attribute("src") if images.count() else None
    chat.press(label)
    images.last.wait_for()
    if before is not None:
        expect(images.last).not_to_have_attribute("src", before, timeout=DRAWING_MS)
    return images.last
