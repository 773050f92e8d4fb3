"""What a form hears, and what it leaves to others."""

from dataclasses import dataclass
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

import pytest
from telegram import CallbackQuery, Chat, Document, Message, MessageEntity, PhotoSize, Update, User

from bot.gateway.context import Context
from bot.gateway.hearing import anything, heard, of_the_form, sent_file, typed
from bot.ui.callbacks import Callback

MARIA = User(1, "Мария", is_bot=False)
PRIVATE, GROUP = Chat(1, Chat.PRIVATE), Chat(-1, Chat.GROUP)
PAPER: dict[str, Any] = {"document": Document("f", "u")}
PHOTO: dict[str, Any] = {"photo": [PhotoSize("f", "u", 1, 1)]}
COMMAND: dict[str, Any] = {"text": "/start", "entities": [MessageEntity(MessageEntity.BOT_COMMAND, 0, 6)]}


@dataclass(frozen=True, slots=True)
class Pick(Callback, prefix="test.pick"):
    form: str
    state: str


@dataclass(frozen=True, slots=True)
class Look(Callback, prefix="test.look"):
    number: int


async def nothing(update: Update, context: Context) -> None: ...


def a_message(chat: Chat = PRIVATE, **content: Any) -> Update:
    return Update(1, message=Message(1, datetime(2026, 11, 2, tzinfo=UTC), chat, from_user=MARIA, **content))


def a_press(data: str) -> Update:
    return Update(1, callback_query=CallbackQuery("1", MARIA, "1", data=data))


def test_text_is_heard_as_typed_and_a_photo_is_not() -> None:
    assert typed(nothing).check_update(a_message(text="Здравейте"))
    assert not typed(nothing).check_update(a_message(**PHOTO))


def test_a_photo_is_a_file_only_where_photos_are_wanted() -> None:
    assert sent_file(nothing).check_update(a_message(**PAPER))
    assert not sent_file(nothing).check_update(a_message(**PHOTO))
    assert sent_file(nothing, photos=True).check_update(a_message(**PHOTO))
    assert sent_file(nothing, photos=True).check_update(a_message(**PAPER))


@pytest.mark.parametrize("update", [a_message(**COMMAND), a_message(GROUP, text="Здравейте")])
def test_a_command_and_a_group_are_no_answers(update: Update) -> None:
    assert not typed(nothing).check_update(update)
    assert not anything(nothing).check_update(update)


def test_what_was_edited_is_not_heard_again() -> None:
    message = a_message(text="Здравейте").message
    assert not anything(nothing).check_update(Update(1, edited_message=message))


def test_a_button_is_heard_by_the_form_and_the_state_it_names() -> None:
    press = a_press(Pick("a", "reason").pack("tr"))
    assert heard(Pick, nothing, "a").check_update(press)
    assert heard(Pick, nothing, "a", "reason").check_update(press)
    assert not heard(Pick, nothing, "b").check_update(press)
    assert not heard(Pick, nothing, "a", "code").check_update(press)


def test_a_form_has_the_buttons_that_name_a_form_and_no_others() -> None:
    buttons = ModuleType("buttons")
    buttons.__dict__.update(Pick=Pick, Look=Look, FORM="a")
    mine = of_the_form(buttons, "a", nothing)
    assert len(mine) == 1
    assert mine[0].check_update(a_press(Pick("a", "reason").pack()))
