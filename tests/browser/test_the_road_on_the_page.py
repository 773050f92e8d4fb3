"""`prestige demo` as a newcomer meets it: the real command, the real page, a real browser."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
PICTURES = os.environ.get("PRESTIGE_PICTURES")
"""A folder for screenshots, when they are wanted: they are the README's."""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
]

TITLE = "Наредба за тишината в парковете"
SUMMARY = "От 22 до 7 часа в парковете няма да се свири на уредби. Глобата е 50 лв. Концертите се обявяват."


@pytest.fixture
def demo(port: int) -> Iterator[str]:
    """The address of a running demo. Ctrl-C ends it, and it must leave nothing behind."""
    command = [sys.executable, "-c", "from bot.cli import main; main()", "demo", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    found = re.search(r"http://\S+", process.stdout.readline())
    assert found is not None
    yield found.group()
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=10) == 0
    process.stdout.close()


@pytest.fixture
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Chat:
    """One person's column."""

    def __init__(self, page: Page, name: str) -> None:
        page.locator("[data-testid^=person-]").filter(has_text=name).first.click()
        self.column: Locator = page.locator("[data-testid^=column-]").filter(has=page.get_by_role("heading", name=name))

    def start(self) -> None:
        self.column.get_by_test_id("start").click()

    def press(self, label: str) -> None:
        """The newest button that has this label."""
        self.column.get_by_test_id("inline-button").filter(has_text=label).last.click()

    def say(self, text: str) -> None:
        self.column.get_by_test_id("composer").fill(text)
        self.column.get_by_test_id("send").click()

    def attach(self, name: str) -> None:
        with self.column.page.expect_file_chooser() as chooser:
            self.column.get_by_test_id("attach").click()
        chooser.value.set_files({"name": name, "mimeType": "application/pdf", "buffer": b"%PDF-1.4 a draft"})
        self.column.page.get_by_test_id("dialog-submit").click()

    def hears(self, text: str) -> None:
        expect(self.column.get_by_test_id("log")).to_contain_text(text)


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / name))


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
