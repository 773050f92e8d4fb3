"""Turning the pages of a list."""

from collections.abc import Callable

from markupsafe import Markup

from bot.i18n import Translator
from bot.services.consultations import Page
from bot.ui.callbacks import Callback
from bot.ui.screen import Button, Rows


def pager(t: Translator, page: Page, at: Callable[[int], Callback]) -> Rows:
    """One row with the ways to the pages before and after; none where there is one page. `at` names a page."""
    ways = []
    if page.number > 0:
        ways.append(Button(t.plain("common.previous"), at(page.number - 1)))
    if page.number < page.pages - 1:
        ways.append(Button(t.plain("common.next"), at(page.number + 1)))
    return (tuple(ways),) if ways else ()


def page_line(t: Translator, page: Page) -> Markup | None:
    """Which page of how many; None where there is one."""
    return t("common.page", page=page.number + 1, pages=page.pages) if page.pages > 1 else None
