"""What several methods ask: which chat, which message, what text."""

from typing import Any

from telegram.constants import ChatAction, MessageLimit

from bot.sandbox.calls import Call
from bot.sandbox.chats import Chat
from bot.sandbox.entities import MOST_ENTITIES, Entity, clean, given_entities, trim, utf16_length
from bot.sandbox.keyboards import parse_markup
from bot.sandbox.markup import parse_html
from bot.sandbox.messages import Message
from bot.sandbox.refusals import Refused, bad_request, not_in_the_sandbox
from bot.sandbox.world import World

MOST_TEXT = int(MessageLimit.MAX_TEXT_LENGTH)
MOST_CAPTION = int(MessageLimit.CAPTION_LENGTH)
MOST_SOURCE_BYTES = 1 << 15  # before parsing, as the official server
ACTIONS = frozenset(str(action) for action in ChatAction)


def find_chat(world: World, call: Call) -> Chat:
    """The chat named by `chat_id`, whether or not the bot may write there."""
    wanted = call.params.get("chat_id")
    if type(wanted) is not int:
        text = call.text("chat_id").strip()
        if not text:
            raise bad_request("chat_id is empty")
        if text.startswith("@"):
            return _by_username(world, text[1:].lower())
        try:
            wanted = int(text)
        except ValueError:
            raise bad_request("chat not found") from None
    chat = world.chats.get(wanted)
    if chat is None or chat.lost:
        raise bad_request("chat not found")
    return chat


def _by_username(world: World, username: str) -> Chat:
    """Only groups answer to a @name: a bot cannot find people by theirs."""
    for chat in world.chats.values():
        if chat.group and str(chat.body.get("username", "")).lower() == username:
            return chat
    raise bad_request("chat not found")


def readable_chat(world: World, call: Call) -> Chat:
    """The chat named by `chat_id`; of groups and channels one where the bot is. Raises Refused with 403 otherwise."""
    chat = find_chat(world, call)
    if chat.group and chat.closed_because is not None:
        raise Refused(403, f"Forbidden: {chat.closed_because}")
    return chat


def writable_chat(world: World, call: Call) -> Chat:
    """The chat named by `chat_id`, to which the bot has access. Raises Refused, with 403 or for a group that moved."""
    chat = find_chat(world, call)
    if chat.moved_to is not None:
        words = "Bad Request: group chat was upgraded to a supergroup chat"
        raise Refused(400, words, migrate_to_chat_id=chat.moved_to)
    if chat.closed_because is not None:
        raise Refused(403, f"Forbidden: {chat.closed_because}")
    return chat


RIGHT_TO_SEND = {"photos": "can_send_photos", "videos": "can_send_videos", "documents": "can_send_documents"}


def sendable_chat(world: World, call: Call, what: str) -> Chat:
    """The chat named by `chat_id`, where the bot may send this: "text messages", "photos", "locations"..."""
    chat = writable_chat(world, call)
    if chat.group:
        member = chat.roll.of(world.profile.id)
        if chat.kind == "channel" and not chat.roll.may(world.profile.id, "can_post_messages"):
            raise bad_request("need administrator rights in the channel chat")
        if member["status"] == "restricted" and not member[RIGHT_TO_SEND.get(what, "can_send_messages")]:
            raise bad_request(f"not enough rights to send {what} to the chat")
    return chat


def find_message(world: World, call: Call, what: str) -> tuple[Chat, Message]:
    """The message named by `chat_id` and `message_id`; `what` begins the refusal ("message to edit")."""
    if call.has("inline_message_id"):
        raise not_in_the_sandbox('parameter "inline_message_id"')
    chat = writable_chat(world, call)
    if not call.has("message_id"):
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(call.number("message_id", 0))
    if message is None:
        raise bad_request(f"{what} not found")
    return chat, message


def formatted(world: World, call: Call, field: str, entities_field: str) -> tuple[str, list[Entity]]:
    """The text of a parameter after its formatting, cleaned and trimmed as Telegram does it."""
    source = call.text(field)
    mode = call.text("parse_mode").lower()
    entities: list[Entity] = []
    if len(source) > MOST_SOURCE_BYTES // 4 and len(source.encode("utf-8", "replace")) > MOST_SOURCE_BYTES:
        raise bad_request("text is too long")
    if mode and mode != "none":
        if mode.startswith("markdown"):
            raise not_in_the_sandbox(f"parse_mode {call.text('parse_mode')}")
        if mode != "html":
            raise bad_request("unsupported parse_mode")
        source, entities = parse_html(source, world.users)
        _warn_of_lost_links(world, call.text(field), entities)
    elif entities_field in call.params:
        entities = given_entities(source, call.json(entities_field, "entities"))
    text, entities = trim(clean(source), entities)
    if len(entities) > MOST_ENTITIES:
        world.warn(f"{call.method}: Telegram shows {MOST_ENTITIES} entities of {len(entities)}")
        del entities[MOST_ENTITIES:]
    return text, entities


def _warn_of_lost_links(world: World, source: str, entities: list[Entity]) -> None:
    if "<a" not in source:
        return
    links = sum(entity["type"] in ("text_link", "text_mention") for entity in entities)
    if links < source.count("<a "):
        world.warn("a link in the text is none for Telegram, it shows the words alone")


def message_text(world: World, call: Call) -> tuple[str, list[Entity]]:
    """The `text` of a message, 1 to 4096 units after its formatting."""
    if not call.params.get("text"):
        raise bad_request("message text is empty")
    text, entities = formatted(world, call, "text", "entities")
    if not text.strip():
        raise bad_request("text must be non-empty")
    if len(text) > MOST_TEXT // 2 and utf16_length(text) > MOST_TEXT:
        raise bad_request("message is too long")
    return text, entities


def caption_text(world: World, call: Call) -> tuple[str, list[Entity]]:
    """The `caption` of a file, 0 to 1024 units after its formatting."""
    if not call.params.get("caption"):
        return "", []
    text, entities = formatted(world, call, "caption", "caption_entities")
    if utf16_length(text) > MOST_CAPTION:
        raise bad_request("message caption is too long")
    return text, entities


def send_options(world: World, call: Call, chat: Chat) -> dict[str, Any]:
    """The reply markup and the replied message of a send, and the flags that change nothing here, checked."""
    options: dict[str, Any] = {}
    if "reply_markup" in call.params:
        options["markup"] = parse_markup(call.params["reply_markup"])
    if "reply_parameters" in call.params or "reply_to_message_id" in call.params:
        options["reply_to"] = _replied(call, chat)
    return options


def _replied(call: Call, chat: Chat) -> Message | None:
    wanted = call.json("reply_parameters", "reply parameters")
    if wanted is None:
        wanted = {
            "message_id": call.number("reply_to_message_id", 0),
            "allow_sending_without_reply": call.flag("allow_sending_without_reply"),
        }
    if not isinstance(wanted, dict):
        raise bad_request("object expected as reply parameters")
    number = wanted.get("message_id")
    if not isinstance(number, int):
        raise bad_request('can\'t find field "message_id"')
    if wanted.get("chat_id") not in (None, chat.id, str(chat.id)):
        raise not_in_the_sandbox("a reply to a message of another chat")
    message = chat.messages.get(number)
    if message is None and number and not wanted.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return message


def link_preview(call: Call) -> None:
    """Checked and otherwise without effect: the page shows no previews."""
    if "link_preview_options" in call.params:
        options = call.json("link_preview_options", "link preview options")
        if options is not None and not isinstance(options, dict):
            raise bad_request("object expected as link preview options")
