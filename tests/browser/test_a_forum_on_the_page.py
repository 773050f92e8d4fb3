"""A citizen takes a seat and is asked something, a moderator reads what came of a forum, on the page of the demo."""

import pytest
from playwright.sync_api import Browser

from tests.browser.chat import Chat, keep, needs_a_browser, picture

pytestmark = [pytest.mark.browser, needs_a_browser]


def test_a_seat_is_taken_a_question_answered_and_results_are_read(demo: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 860}, locale="bg-BG")
    page.goto(demo)
    page.get_by_role("button", name="Разбрах").click()
    maria = Chat(page, "Мария")
    maria.start()
    maria.press("Приемам")
    maria.press("Пропусни")
    maria.press("Пропусни")
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

    nikolay = Chat(page, "Николай")
    nikolay.start()
    nikolay.press("За екипа")
    nikolay.press("Анкети")
    nikolay.press("Парковете на Хасково")
    nikolay.hears("NPS: +39")
    nikolay.press("Картина")
    results = nikolay.column.locator("img").last
    results.wait_for()
    picture(page, "forum.png")
    keep(page, results, "questionnaire.png")

    maria.press("Да")
    maria.hears("Кога Ви е удобно?")
