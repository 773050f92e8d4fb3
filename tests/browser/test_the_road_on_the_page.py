"""`prestige demo` as a newcomer meets it: the real command, the real page, a real browser."""

import pytest
from playwright.sync_api import Browser

from tests.browser.chat import Chat, needs_a_browser, picture

pytestmark = [pytest.mark.browser, needs_a_browser]

TITLE = "Наредба за тишината в парковете"
SUMMARY = "От 22 до 7 часа в парковете няма да се свири на уредби. Глобата е 50 лв. Концертите се обявяват."


def test_a_newcomer_is_a_citizen_and_hears_of_what_the_moderator_publishes(demo: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 860}, locale="bg-BG")
    page.goto(demo)
    page.get_by_role("button", name="Разбрах").click()
    maria = Chat(page, "Мария")
    maria.start()
    maria.hears("Здравейте, Мария!")
    maria.press("Приемам")
    maria.press("Обществен ред")
    maria.press("Готово")
    maria.press("Пропусни")
    maria.hears("Ще Ви пишем, когато има ново")

    nikolay = Chat(page, "Николай")
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
