"""A citizen has a say, a moderator answers and publishes the spravka, on the page of the demo."""

import pytest
from playwright.sync_api import Browser

from tests.browser.chat import Chat, needs_a_browser, picture

pytestmark = [pytest.mark.browser, needs_a_browser]

CLOSED = "Наредба за детските площадки"
REASON = "Предложеното е записано в плана за площадките за следващата година."


def test_a_statement_is_given_and_a_closed_consultation_gets_its_spravka(demo: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 860}, locale="bg-BG")
    page.goto(demo)
    page.get_by_role("button", name="Разбрах").click()
    maria = Chat(page, "Мария")
    maria.start()
    maria.press("Приемам")
    maria.press("Пропусни")
    maria.press("Пропусни")
    maria.press("Отворени сега")
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

    nikolay = Chat(page, "Николай")
    nikolay.start()
    nikolay.press("За екипа")
    nikolay.press("Проверка")
    nikolay.hears("за проверка")
    picture(page, "proposal.png")
    maria.press("Изпрати")
    maria.hears("Получихме го")

    # The one that has closed: everything is answered at once, and the spravka goes out.
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
    nikolay.press("Графика")
    nikolay.column.locator("img").last.wait_for()
    picture(page, "spravka.png")
    nikolay.press("Назад")
    nikolay.press("Публикувай")
    nikolay.press("Да, публикувай")
    nikolay.hears("Справката е публикувана")
