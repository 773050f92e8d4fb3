"""Sending files and fetching them."""

from typing import Any

from telegram.constants import FileSizeLimit, MediaGroupLimit

from bot.sandbox.calls import Call
from bot.sandbox.entities import Entity
from bot.sandbox.files import StoredFile, check_photo, check_upload
from bot.sandbox.methods.common import caption_text, send_options, sendable_chat
from bot.sandbox.methods.registry import SENDING, method
from bot.sandbox.refusals import bad_request, not_in_the_sandbox
from bot.sandbox.world import World

Json = dict[str, Any]

MOST_UPLOAD = int(FileSizeLimit.FILESIZE_UPLOAD)
MOST_PHOTO = int(FileSizeLimit.PHOTOSIZE_UPLOAD)
MOST_DOWNLOAD = int(FileSizeLimit.FILESIZE_DOWNLOAD)
CAPTION = "caption parse_mode caption_entities "


def take_file(world: World, call: Call, kind: str, source: str, field: str) -> StoredFile:
    """A file uploaded with the call (under its own field or as attach://name) or known by its file_id."""
    if source.startswith("attach://"):
        field = source.removeprefix("attach://")
    elif source:
        return _known_file(world, kind, source)
    upload = call.files.get(field)
    if upload is None:
        raise bad_request(f"there is no {kind} in the request")
    check_upload(upload.content, MOST_UPLOAD)
    if kind == "video":
        size = (call.number("width", 0, 0), call.number("height", 0, 0))
        return world.files.add(kind, upload.name, upload.mime, upload.content, size, call.number("duration", 0, 0))
    size = check_photo(upload.name, upload.content, MOST_PHOTO) if kind == "photo" else (0, 0)
    return world.files.add(kind, upload.name, upload.mime, upload.content, size)


def _known_file(world: World, kind: str, file_id: str) -> StoredFile:
    if "://" in file_id:
        raise bad_request("failed to get HTTP URL content")  # the sandbox is offline
    file = world.files.by_id(file_id)
    if file is None or world.files.is_gone(file_id):
        raise bad_request("wrong file identifier/HTTP URL specified")
    if file.kind != kind:
        raise bad_request(f"can't use file of type {file.kind.title()} as {kind.title()}")
    return file


def _send_file(world: World, call: Call, kind: str) -> Json:
    caption, entities = caption_text(world, call)
    chat = sendable_chat(world, call, f"{kind}s")
    options = send_options(world, call, chat)
    file = take_file(world, call, kind, call.text(kind), kind)
    world.charge(chat, paid=call.flag("allow_paid_broadcast"))
    sent = world.say(f"send{kind.title()}", chat, text=caption, entities=entities, file=file, **options)
    return sent.as_json()


@method("sendDocument", SENDING + CAPTION + "document disable_content_type_detection")
def send_document(world: World, call: Call) -> Json:
    return _send_file(world, call, "document")


@method("sendPhoto", SENDING + CAPTION + "photo has_spoiler show_caption_above_media")
def send_photo(world: World, call: Call) -> Json:
    return _send_file(world, call, "photo")


VIDEO = "duration width height supports_streaming has_spoiler show_caption_above_media"


@method("sendVideo", SENDING + CAPTION + "video cover start_timestamp " + VIDEO)
def send_video(world: World, call: Call) -> Json:
    if call.has("cover"):
        raise not_in_the_sandbox('parameter "cover"')
    call.number("start_timestamp", 0)
    return _send_file(world, call, "video")


ITEM = frozenset({"type", "media", "caption", "parse_mode", "caption_entities"})
ITEM_FIELDS = {
    "document": ITEM | {"disable_content_type_detection"},
    "photo": ITEM | {"has_spoiler", "show_caption_above_media"},
    "video": ITEM | set(VIDEO.split()),
}


@method(
    "sendMediaGroup",
    "chat_id media disable_notification protect_content reply_parameters reply_to_message_id "
    "allow_sending_without_reply allow_paid_broadcast",
)
def send_media_group(world: World, call: Call) -> list[Json]:
    items = call.json("media", "media")
    if not isinstance(items, list):
        raise bad_request("expected an Array of InputMedia")
    if not MediaGroupLimit.MIN_MEDIA_LENGTH <= len(items) <= MediaGroupLimit.MAX_MEDIA_LENGTH:
        raise bad_request("wrong number of messages to send as an album: 2 to 10 are allowed")
    kinds = [item.get("type") if isinstance(item, dict) else None for item in items]
    chat = sendable_chat(world, call, f"{kinds[0]}s")
    options = send_options(world, call, chat)
    if len(set(kinds)) > 1 and "document" in kinds:
        raise bad_request("document can't be mixed with other media types")
    ready = [take_media(world, call, item) for item in items]
    world.charge(chat, amount=len(ready), paid=call.flag("allow_paid_broadcast"))
    album = world.next_album()
    return [
        world.say("sendMediaGroup", chat, text=text, entities=entities, file=file, album=album, **options).as_json()
        for file, text, entities in ready
    ]


def take_media(world: World, call: Call, item: Any) -> tuple[StoredFile, str, list[Entity]]:
    """The file of an InputMedia and its caption."""
    if not isinstance(item, dict) or item.get("type") not in ITEM_FIELDS:
        raise bad_request("can't parse InputMedia: type must be photo, video or document")
    stray = item.keys() - ITEM_FIELDS[item["type"]]
    if stray:
        raise bad_request(f'can\'t parse InputMedia: field "{min(stray)}" is not in the sandbox')
    part = Call(call.method, item, call.files)
    source = part.text("media")
    if not source:
        raise bad_request("can't parse InputMedia: media not found")
    caption, entities = caption_text(world, part)
    return take_file(world, part, item["type"], source, source), caption, entities


@method("getFile", "file_id")
def get_file(world: World, call: Call) -> Json:
    file_id = call.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    file = world.files.by_id(file_id)
    if file is None:
        raise bad_request("invalid file_id")
    if world.files.is_gone(file_id):
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if file.size > MOST_DOWNLOAD:
        raise bad_request("file is too big")
    return {**file.as_json(), "file_path": file.path}
