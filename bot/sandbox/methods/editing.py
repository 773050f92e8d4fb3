"""Changing, deleting and pinning messages."""

from typing import Any

from telegram.constants import BulkRequestLimit

from bot.sandbox.calls import Call
from bot.sandbox.chats import Chat
from bot.sandbox.keyboards import parse_markup
from bot.sandbox.messages import Message
from bot.sandbox.methods.common import (
    caption_text,
    find_message,
    link_preview,
    message_text,
    readable_chat,
    writable_chat,
)
from bot.sandbox.methods.media import take_media
from bot.sandbox.methods.registry import method
from bot.sandbox.refusals import bad_request
from bot.sandbox.world import World

Json = dict[str, Any]

DELETABLE_SECONDS = 48 * 3600
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


def _editable(world: World, call: Call) -> tuple[Chat, Message]:
    chat, message = find_message(world, call, "message to edit")
    shows_other_markup = message.markup is not None and "inline_keyboard" not in message.markup
    if not message.from_bot or shows_other_markup or not _governs(world, chat, "can_edit_messages"):
        raise bad_request("message can't be edited")
    return chat, message


def _governs(world: World, chat: Chat, right: str) -> bool:
    """Whether the bot may still change its posts: in a channel, who posts there or has this right."""
    bot = world.profile.id
    return chat.kind != "channel" or chat.roll.may(bot, "can_post_messages") or chat.roll.may(bot, right)


def _keyboard(call: Call) -> list[list[Json]]:
    markup = parse_markup(call.params.get("reply_markup"))
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    rows: list[list[Json]] = markup["inline_keyboard"] if markup else []
    return rows


def _change(world: World, call: Call, chat: Chat, message: Message, **changed: Any) -> Json:
    if all(getattr(message, name) == value for name, value in changed.items()):
        raise bad_request(NOT_MODIFIED)
    world.charge(chat)
    for name, value in changed.items():
        setattr(message, name, value)
    message.markup = {"inline_keyboard": message.keyboard} if message.keyboard else None
    world.edited(call.method, chat, message)
    return message.as_json()


@method(
    "editMessageText",
    "chat_id message_id inline_message_id text parse_mode entities link_preview_options disable_web_page_preview "
    "reply_markup",
)
def edit_message_text(world: World, call: Call) -> Json:
    text, entities = message_text(world, call)
    link_preview(call)
    chat, message = _editable(world, call)
    keyboard = _keyboard(call)
    if message.file is not None or message.place is not None:
        raise bad_request("there is no text in the message to edit")
    return _change(world, call, chat, message, text=text, entities=entities, keyboard=keyboard)


@method(
    "editMessageCaption",
    "chat_id message_id inline_message_id caption parse_mode caption_entities show_caption_above_media reply_markup",
)
def edit_message_caption(world: World, call: Call) -> Json:
    text, entities = caption_text(world, call)
    chat, message = _editable(world, call)
    keyboard = _keyboard(call)
    if message.file is None:
        raise bad_request("there is no caption in the message to edit")
    return _change(world, call, chat, message, text=text, entities=entities, keyboard=keyboard)


@method("editMessageMedia", "chat_id message_id inline_message_id media reply_markup")
def edit_message_media(world: World, call: Call) -> Json:
    """Another picture or document, also in place of a text; never a text again. A new upload is always a change."""
    if not call.params.get("media"):
        raise bad_request('parameter "media" is required')
    chat, message = _editable(world, call)
    keyboard = _keyboard(call)
    if message.place is not None:
        raise bad_request("there is no media in the message to edit")
    file, text, entities = take_media(world, call, call.json("media", "media"))
    before = message.file.kind if message.file is not None else file.kind
    if message.album is not None and before != file.kind and "document" in (before, file.kind):
        raise bad_request("can't change media type in the album")
    return _change(world, call, chat, message, file=file, text=text, entities=entities, keyboard=keyboard)


@method("editMessageReplyMarkup", "chat_id message_id inline_message_id reply_markup")
def edit_message_reply_markup(world: World, call: Call) -> Json:
    chat, message = _editable(world, call)
    return _change(world, call, chat, message, keyboard=_keyboard(call))


def _deletable(world: World, chat: Chat, message: Message) -> None:
    """A bot deletes for two days: everything in a private chat, elsewhere its own and, with the right, what others
    said."""
    age = world.second() - message.date
    if chat.kind == "private":
        if age > DELETABLE_SECONDS:
            raise bad_request("message can't be deleted for everyone")
        return
    right = "can_delete_messages"
    may = _governs(world, chat, right) if message.from_bot else chat.roll.may(world.profile.id, right)
    if not may or (age >= DELETABLE_SECONDS and chat.kind != "group"):
        raise bad_request("message can't be deleted")
    if age > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")


@method("deleteMessage", "chat_id message_id")
def delete_message(world: World, call: Call) -> bool:
    chat, message = find_message(world, call, "message to delete")
    _deletable(world, chat, message)
    world.delete(chat, message)
    return True


@method("deleteMessages", "chat_id message_ids")
def delete_messages(world: World, call: Call) -> bool:
    """Messages that are gone already are passed over, as Telegram does."""
    chat = writable_chat(world, call)
    numbers = call.json("message_ids", "message identifiers")
    if not isinstance(numbers, list) or not numbers:
        raise bad_request("message identifiers are not specified")
    if len(numbers) > BulkRequestLimit.MAX_LIMIT:
        raise bad_request("too many message identifiers specified")
    if not all(isinstance(number, int) and number > 0 for number in numbers):
        raise bad_request("invalid message identifier specified")
    messages = [chat.messages[number] for number in dict.fromkeys(numbers) if number in chat.messages]
    for message in messages:
        _deletable(world, chat, message)
    for message in messages:
        world.delete(chat, message)
    return True


@method("pinChatMessage", "chat_id message_id disable_notification")
def pin_chat_message(world: World, call: Call) -> bool:
    chat, message = find_message(world, call, "message to pin")
    if message.message_id not in chat.pinned:
        chat.pinned.append(message.message_id)
    return True


@method("unpinChatMessage", "chat_id message_id")
def unpin_chat_message(world: World, call: Call) -> bool:
    chat = writable_chat(world, call)
    number = call.number("message_id", chat.pinned[-1] if chat.pinned else 0)
    if number not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(number)
    return True


@method("unpinAllChatMessages", "chat_id")
def unpin_all_chat_messages(world: World, call: Call) -> bool:
    writable_chat(world, call).pinned.clear()
    return True


@method("getChat", "chat_id")
def get_chat(world: World, call: Call) -> Json:
    chat = readable_chat(world, call)
    body: Json = {
        **chat.body,
        "accent_color_id": chat.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }
    pinned = chat.messages.get(chat.pinned[-1]) if chat.pinned else None
    if pinned is not None:
        body["pinned_message"] = pinned.as_json()
    return body
