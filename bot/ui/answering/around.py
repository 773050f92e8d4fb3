"""What hangs on a proposal: its whole text, the talk with its author, earlier versions, and who sent it."""

from datetime import datetime

from markupsafe import Markup

from bot.domain.proposals import Proposal
from bot.i18n import Translator, mark
from bot.services.answering import Act, Item
from bot.services.consultations import Page
from bot.ui.answering.callbacks import Begin, OpenItem, ShowHistory, ShowText, ShowThread
from bot.ui.answering.item import title
from bot.ui.answering.wording import ACTS
from bot.ui.fitting import cut, units
from bot.ui.navigation import back_row
from bot.ui.paging import page_line, pager
from bot.ui.screen import Button, Rows, Screen, lines, paragraphs

A_MESSAGE = 3_600
"""UTF-16 units of a text in one message, under its heading."""
MESSAGE_ROOM = 600
TALK_A_PAGE = 5


def identity(t: Translator, one: Proposal, *, origin: str) -> Screen:
    text = paragraphs(
        title(t, one),
        lines(
            t("answering.name", name=one.name or "–"),
            None if one.contact is None else t("answering.contact", contact=one.contact),
            None if one.organisation is None else t("answering.organisation", organisation=one.organisation),
        ),
        t("answering.name_is_audited"),
    )
    return Screen(text, (back_row(t, OpenItem(one.id, origin)),))


def pieces(text: str, room: int = A_MESSAGE) -> list[str]:
    """A text cut into messages, nothing lost: at a word's end where there is one near."""
    found = []
    while units(text) > room:
        head = _beginning(text, room)
        at = max(head.rfind(" "), head.rfind("\n"))
        head = head[: at + 1] if at > len(head) * 0.8 else head
        found.append(head)
        text = text[len(head) :]
    return [*found, text]


def _beginning(text: str, room: int) -> str:
    left = room
    for number, character in enumerate(text):
        left -= 2 if ord(character) > 0xFFFF else 1
        if left < 0:
            return text[:number]
    return text


def whole_text(t: Translator, one: Proposal, wanted: int, *, origin: str) -> Screen:
    parts = pieces(one.text)
    page = Page.of(len(parts), wanted, 1)
    rows = (*pager(t, page, lambda number: ShowText(one.id, number, origin)), back_row(t, OpenItem(one.id, origin)))
    return Screen(paragraphs(lines(title(t, one), page_line(t, page)), parts[page.number]), rows)


def thread(t: Translator, item: Item, wanted: int, *, origin: str) -> Screen:
    """Newest page first, each page in the order of talking. Staff do not read who of them asked: the audit knows."""
    one = item.proposal
    page = Page.of(len(item.thread), wanted, TALK_A_PAGE)
    end = len(item.thread) - page.number * TALK_A_PAGE
    text = paragraphs(
        lines(t("answering.thread_title", number=one.receipt_no), page_line(t, page)),
        *(
            _said(t, mark("answering.said_staff") if said.by_staff else mark("answering.said_author"), said.said_at,
                  said.text)
            for said in item.thread[max(end - TALK_A_PAGE, 0) : end]
        ),
    )  # fmt: skip
    ask_more: Rows = ()
    if Act.ask in item.may:
        ask_more = ((Button(t.plain(ACTS[Act.ask]), Begin(Act.ask.value, one.id, one.version, origin)),),)
    rows: Rows = (
        *pager(t, page, lambda number: ShowThread(one.id, number, origin)),
        *ask_more,
        back_row(t, OpenItem(one.id, origin)),
    )
    return Screen(text, rows)


def _said(t: Translator, key: str, at: datetime, text: str) -> Markup:
    return lines(t(key, when=t.moment(at)), cut(text, MESSAGE_ROOM))


def history(t: Translator, item: Item, wanted: int, *, origin: str) -> Screen:
    """What was said before the author changed it, the latest first."""
    one = item.proposal
    page = Page.of(len(item.versions), wanted, 1)
    shown: Markup | None = None
    if item.versions:
        version = item.versions[len(item.versions) - 1 - page.number]
        shown = lines(t("answering.until_moment", when=t.moment(version.replaced_at)), cut(version.text, A_MESSAGE))
    rows = (*pager(t, page, lambda number: ShowHistory(one.id, number, origin)), back_row(t, OpenItem(one.id, origin)))
    return Screen(
        paragraphs(lines(t("answering.history_title", number=one.receipt_no), page_line(t, page)), shown), rows
    )


def caption(t: Translator, one: Proposal) -> Markup:
    return t("answering.file_of", number=one.receipt_no)
