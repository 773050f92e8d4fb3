"""Screens of groups and channels, in every language and with whatever they are called."""

from collections.abc import Iterator

import pytest

from bot.domain.chats import Chat, ChatKind
from bot.domain.consultations import Consultation, ConsultationKind
from bot.domain.ids import ConsultationId, LinkedChatId, TopicId
from bot.domain.town import Topic
from bot.i18n import LANGUAGES, Translator, translator
from bot.services.chats import Listing, Shown
from bot.services.consultations import Page
from bot.ui.chats import desk, posts
from bot.ui.screen import Screen
from tests.membership import NOON
from tests.screens import assert_fits, labels, text

BOT = "prestige_demo_bot"
NUMBER = 10**17
TOPICS = [Topic(id=TopicId("a" * 40), names={"bg": "Отпадъци"}), Topic(id=TopicId("roads"), names={"bg": "Пътища"})]
GROUP = Chat(
    id=LinkedChatId(10**9),
    chat_id=-5,
    kind=ChatKind.group,
    title="Форум <b>& " + "за парка " * 20,
    language="bg",
    joined_at=NOON,
)
CHANNEL = GROUP.model_copy(update={"kind": ChatKind.channel, "username": "haskovo", "linked": True, "may_post": False})
CONSULTATION = Consultation(
    id=ConsultationId(NUMBER), kind=ConsultationKind.other, title="Наредба <b>& " * 40, summary="Какво се променя."
)


def link(payload: str) -> str:
    return f"https://t.me/{BOT}?start={payload}"


def every_screen(t: Translator) -> Iterator[Screen]:
    yield posts.hello(t, username=BOT)
    for found in ([], [CONSULTATION] * posts.LISTED):
        yield posts.open_now(t, found, total=len(found) * 2, now=NOON, username=BOT, link=link)
    yield posts.new(t, CONSULTATION, link=link)
    yield posts.closing(t, CONSULTATION, today=NOON.date(), link=link)
    yield posts.spravka(t, CONSULTATION, link=link)
    for chat in (GROUP, CHANNEL, GROUP.toggle_every(), GROUP.toggle(TOPICS[0].id)):
        yield posts.picker(t, chat, TOPICS)
        yield posts.chosen(t, chat, TOPICS, username=BOT)
        for manages in (True, False):
            shown = Shown(chat, {one.id: one for one in TOPICS}, manages)
            yield desk.one(t, shown, username=BOT, saved=manages)
            yield desk.topics(t, shown)
            yield desk.ask_leave(t, shown)
    for unknown in (True, False):
        yield posts.refused(t, unknown=unknown)
    for chats in ([], [GROUP, CHANNEL] * 4):
        yield desk.listing(t, Listing(chats, Page(0, 3, 24), {}), username=BOT, said=t("chats.left_now", title="<b>"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_fits(language: str) -> None:
    for screen in every_screen(translator(language)):
        assert_fits(screen)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_fits_over_the_chat(language: str) -> None:
    for unknown in (True, False):
        assert len(text(posts.refused(translator(language), unknown=unknown))) <= 200


def test_whoever_only_prepares_changes_nothing_at_the_desk() -> None:
    t = translator("bg")
    shown = Shown(CHANNEL, {}, manages=False)
    assert labels(desk.one(t, shown, username=BOT)) == [t.plain("common.back"), t.plain("common.menu")]
    shown = Shown(CHANNEL, {}, manages=True)
    assert t.plain("chats.unlink") in labels(desk.one(t, shown, username=BOT))
