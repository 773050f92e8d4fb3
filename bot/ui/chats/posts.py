"""What stands in a group or channel: nothing of anybody's own, and every way on leads into the private chat."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from markupsafe import Markup

from bot.domain.chats import Chat
from bot.domain.consultations import Consultation
from bot.domain.town import Topic
from bot.i18n import NAMES, Translator
from bot.ui.callbacks import Callback
from bot.ui.chats.callbacks import Done, Every, Pick, Speak, Stop
from bot.ui.consultations import label, until
from bot.ui.screen import Button, Rows, Screen, in_pairs, lines, paragraphs, shorten, ticked

Link = Callable[[str], str]
"""The address that opens something in the private chat, by the payload of its deep link."""

LONGEST_TITLE = 300
LISTED = 8


def hello(t: Translator, *, username: str) -> Screen:
    text = paragraphs(t("chats.hello"), t("chats.hello_how", username=username))
    return Screen(text, ((Button(t.plain("chats.private"), url=f"https://t.me/{username}"),),))


def open_now(
    t: Translator, found: Sequence[Consultation], *, total: int, now: datetime, username: str, link: Link
) -> Screen:
    """The nearest deadlines first; more of them than are shown are in the private chat."""
    text = t("chats.open", n=total) if found else t("chats.open_none")
    rows: Rows = tuple((Button(label(t, one, now), url=link(f"c{one.id}")),) for one in found)
    if total > len(found):
        rows = (*rows, (Button(t.plain("chats.all_open"), url=f"https://t.me/{username}"),))
    return Screen(text, rows)


# -- alerts --------------------------------------------------------------------------------------------------------


def new(t: Translator, consultation: Consultation, *, link: Link) -> Screen:
    text = paragraphs(lines(t("chats.new"), _title(t, consultation)), t("chats.until", date=until(t, consultation)))
    return Screen(text, _to(t.plain("chats.view"), consultation, link))


def closing(t: Translator, consultation: Consultation, *, today: date, link: Link) -> Screen:
    """How much time is left, counted on the day it leaves."""
    heading = t("chats.closing_tomorrow") if consultation.days_left(today) else t("chats.closing_today")
    text = paragraphs(lines(heading, _title(t, consultation)), t("chats.until", date=until(t, consultation)))
    return Screen(text, _to(t.plain("chats.view"), consultation, link))


def spravka(t: Translator, consultation: Consultation, *, link: Link) -> Screen:
    text = paragraphs(lines(t("chats.spravka"), _title(t, consultation)), t("chats.spravka_says"))
    return Screen(text, _to(t.plain("chats.view_spravka"), consultation, link))


def _title(t: Translator, consultation: Consultation) -> Markup:
    return Markup("<b>{}</b>").format(shorten(consultation.title_in(t.language), LONGEST_TITLE))


def _to(label: str, consultation: Consultation, link: Link) -> Rows:
    return ((Button(label, url=link(f"c{consultation.id}")),),)


# -- choosing ------------------------------------------------------------------------------------------------------


def picker(t: Translator, chat: Chat, topics: Sequence[Topic]) -> Screen:
    """What is told here, with a button for each thing that may change it."""
    text = paragraphs(t("chats.which"), told(t, chat, topics), t("chats.only_administrators"))
    stop = (Button(t.plain("chats.stop"), Stop()),) if chat.is_told else ()
    rows: Rows = (
        *choices(t, chat, topics, pick=Pick, every=Every(), speak=Speak),
        (*stop, Button(t.plain("chats.done"), Done())),
    )
    return Screen(text, rows)


def choices(
    t: Translator,
    chat: Chat,
    topics: Sequence[Topic],
    *,
    pick: Callable[[str], Callback],
    every: Callback,
    speak: Callable[[str], Callback],
) -> Rows:
    """Topics to tick, all of them, and the language; the same in the chat and at the desk."""
    return (
        (Button(ticked(chat.every, t.plain("chats.every")), every),),
        *in_pairs(Button(ticked(one.id in chat.topics, one.name(t.language)), pick(one.id)) for one in topics),
        *in_pairs(
            Button(f"{'◉' if code == chat.language else '○'} {name}", speak(code)) for code, name in NAMES.items()
        ),
    )


def told(t: Translator, chat: Chat, topics: Sequence[Topic]) -> Markup:
    """What is told there, in a sentence."""
    if chat.every:
        return t("chats.told_every")
    names = [one.name(t.language) for one in topics if one.id in chat.topics]
    return t("chats.told", topics=t.listing(names)) if names else t("chats.told_nothing")


def chosen(t: Translator, chat: Chat, topics: Sequence[Topic], *, username: str) -> Screen:
    """The choice put away."""
    return Screen(paragraphs(told(t, chat, topics), t("chats.change_how", username=username)))


def refused(t: Translator, *, unknown: bool) -> Screen:
    """Only administrators choose; `unknown` where Telegram would not say who is one."""
    return Screen(t("chats.unknown_member") if unknown else t("chats.not_administrator"))
