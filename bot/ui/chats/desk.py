"""Groups and channels as staff see them."""

from markupsafe import Markup

from bot.domain.chats import Chat
from bot.i18n import Translator
from bot.services.chats import Listing, Shown
from bot.ui.chats.callbacks import AskLeave, EveryFor, LeaveChat, LinkChat, PickFor, ShowChat, ShowTopics, SpeakFor
from bot.ui.chats.posts import choices, told
from bot.ui.desks import GoChats, GoStaff
from bot.ui.navigation import back_row, menu_row
from bot.ui.paging import page_line, pager
from bot.ui.screen import TITLE_LABEL, Button, Rows, Screen, lines, paragraphs, shorten

LONGEST_TITLE = 120


def listing(t: Translator, found: Listing, *, username: str, said: Markup | None = None) -> Screen:
    """`said` is what has just been done."""
    topics = list(found.topics.values())
    text = paragraphs(
        said,
        lines(t("chats.list", n=found.page.total) if found.chats else t("chats.list_none"), page_line(t, found.page)),
        *(_entry(t, one, told(t, one, topics)) for one in found.chats),
        t("chats.how_to_add", username=username),
    )
    # With the rights asked for, Telegram shows one tap to whoever administers the channel.
    rows: Rows = (
        *((Button(_label(one), ShowChat(one.id)),) for one in found.chats),
        *pager(t, found.page, GoChats),
        (Button(t.plain("chats.add_group"), url=f"https://t.me/{username}?startgroup"),),
        (Button(t.plain("chats.add_channel"), url=f"https://t.me/{username}?startchannel&admin=post_messages"),),
        back_row(t, GoStaff()),
    )
    return Screen(text, rows)


def one(t: Translator, shown: Shown, *, username: str, saved: bool = False) -> Screen:
    chat = shown.chat
    text = paragraphs(
        t("common.saved") if saved else None,
        _entry(t, chat, told(t, chat, list(shown.topics.values()))),
        t("chats.channel_chooses") if chat.is_channel else t("chats.group_chooses", username=username),
    )
    rows: Rows = ()
    if shown.manages:
        link = Button(
            t.plain("chats.unlink") if chat.linked else t.plain("chats.link"), LinkChat(chat.id, not chat.linked)
        )
        topics = ((Button(t.plain("chats.topics"), ShowTopics(chat.id)),),) if chat.is_channel else ()
        rows = ((link,), *topics, (Button(t.plain("chats.leave"), AskLeave(chat.id)),))
    return Screen(text, (*rows, back_row(t, GoChats(0))))


def topics(t: Translator, shown: Shown) -> Screen:
    """What a channel tells, to be ticked."""
    chat = shown.chat
    rows = choices(
        t,
        chat,
        shown.offered,
        pick=lambda topic: PickFor(chat.id, topic),
        every=EveryFor(chat.id),
        speak=lambda language: SpeakFor(chat.id, language),
    )
    text = paragraphs(t("chats.which_there", title=_title(chat)), told(t, chat, shown.offered))
    return Screen(text, (*rows, back_row(t, ShowChat(chat.id))))


def ask_leave(t: Translator, shown: Shown) -> Screen:
    chat = shown.chat
    rows: Rows = (
        (Button(t.plain("chats.leave_now"), LeaveChat(chat.id)), Button(t.plain("common.no"), ShowChat(chat.id))),
        menu_row(t),
    )
    return Screen(t("chats.ask_leave", title=_title(chat)), rows)


def _entry(t: Translator, chat: Chat, says: Markup) -> Markup:
    return lines(
        Markup("{} <b>{}</b>{}").format(_icon(chat), _title(chat), f" · @{chat.username}" if chat.username else ""),
        says,
        t("chats.is_linked") if chat.linked else None,
        None if chat.may_post else t("chats.is_muted"),
    )


def _icon(chat: Chat) -> str:
    return "📢" if chat.is_channel else "👥"


def _title(chat: Chat) -> str:
    return shorten(chat.title, LONGEST_TITLE)


def _label(chat: Chat) -> str:
    return shorten(f"{_icon(chat)} {chat.title}", TITLE_LABEL)
