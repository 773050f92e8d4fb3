"""What the tests on the page have in common: a person's column, and pictures of it."""

import os
import shutil
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Locator, Page, expect

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
PICTURES = os.environ.get("PRESTIGE_PICTURES")
"""A folder for screenshots, when they are wanted: they are the README's."""

needs_a_browser = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")


class Chat:
    """One person's column."""

    def __init__(self, page: Page, name: str) -> None:
        page.locator("[data-testid^=person-]").filter(has_text=name).first.click()
        self.column: Locator = page.locator("[data-testid^=column-]").filter(has=page.get_by_role("heading", name=name))

    def start(self) -> None:
        self.column.get_by_test_id("start").click()

    def press(self, label: str) -> None:
        """A button of the newest message that has any, waited for: older ones may have had the same label."""
        buttons = self.column.page.get_by_test_id("inline-button")
        newest = self.column.get_by_role("article").filter(has=buttons).last
        newest.locator(buttons).filter(has_text=label).last.click()

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


def keep(page: Page, image: Locator, name: str) -> None:
    """A picture that the bot sent, as it sent it."""
    source = image.get_attribute("src")
    if PICTURES and source:
        (Path(PICTURES) / name).write_bytes(page.request.get(urljoin(page.url, source)).body())
