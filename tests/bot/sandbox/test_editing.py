from datetime import timedelta
from typing import Any

import pytest

from bot.sandbox import InventedClock, Person
from tests.bot.sandbox.conftest import PNG, Caller, Refusal
from tests.bot.sandbox.test_media import form

KEYBOARD = {"inline_keyboard": [[{"text": "Да", "callback_data": "1"}]]}
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as "
    "a current content and reply markup of the message"
)


async def send(call: Caller, person: Person, **params: Any) -> int:
    sent = await call("sendMessage", **{"chat_id": person.id, "text": "едно", **params})
    number: int = sent["message_id"]
    return number


async def test_a_text_is_changed_and_loses_the_keyboard_it_is_not_given_again(
    call: Caller, maria: Person, clock: InventedClock
) -> None:
    number = await send(call, maria, reply_markup=KEYBOARD)
    clock.advance(timedelta(days=30))
    edited = await call("editMessageText", chat_id=maria.id, message_id=number, text="две")
    assert (edited["text"], edited["edit_date"]) == ("две", int(clock.seconds()))
    assert "reply_markup" not in edited
    assert (maria.last.text, maria.last.buttons, maria.last.edited) == ("две", [], 1)


@pytest.mark.parametrize("markup", [KEYBOARD, None])
async def test_an_edit_that_changes_nothing_is_refused(call: Caller, maria: Person, markup: Any) -> None:
    number = await send(call, maria, text="<b>едно</b>", parse_mode="HTML", reply_markup=markup)
    with pytest.raises(Refusal) as refusal:
        await call(
            "editMessageText",
            chat_id=maria.id,
            message_id=number,
            text="<strong>едно</strong> ",
            parse_mode="HTML",
            reply_markup=markup,
        )
    assert refusal.value.description == NOT_MODIFIED


async def test_another_formatting_is_a_change(call: Caller, maria: Person) -> None:
    number = await send(call, maria, text="<b>едно</b>", parse_mode="HTML")
    await call("editMessageText", chat_id=maria.id, message_id=number, text="<i>едно</i>", parse_mode="HTML")
    assert maria.last.html == "<i>едно</i>"


async def test_the_keyboard_alone_is_changed(call: Caller, maria: Person) -> None:
    number = await send(call, maria)
    where = {"chat_id": maria.id, "message_id": number}
    await call("editMessageReplyMarkup", **where, reply_markup=KEYBOARD)
    assert maria.last.buttons == ["Да"]
    with pytest.raises(Refusal, match="message is not modified"):
        await call("editMessageReplyMarkup", **where, reply_markup=KEYBOARD)
    await call("editMessageReplyMarkup", **where)
    assert maria.last.buttons == []


async def test_a_caption_is_changed_and_a_text_is_none(call: Caller, maria: Person) -> None:
    sent = await call.form("sendPhoto", form(maria.id, {"photo": ("a.png", PNG)}, caption="едно"))
    where = {"chat_id": maria.id, "message_id": sent["message_id"]}
    assert (await call("editMessageCaption", **where, caption="две"))["caption"] == "две"
    assert "caption" not in await call("editMessageCaption", **where)
    with pytest.raises(Refusal, match="there is no text in the message to edit"):
        await call("editMessageText", **where, text="три")
    number = await send(call, maria)
    with pytest.raises(Refusal, match="there is no caption in the message to edit"):
        await call("editMessageCaption", chat_id=maria.id, message_id=number, caption="три")


def picture(chat: int, number: int, caption: str, **fields: Any) -> Any:
    media = {"type": "photo", "media": "attach://new", "caption": caption}
    return form(chat, {"new": ("b.png", PNG)}, message_id=number, media=media, **fields)


async def test_a_picture_takes_the_place_of_a_text_and_of_another_picture(call: Caller, maria: Person) -> None:
    number = await send(call, maria)
    edited = await call.form("editMessageMedia", picture(maria.id, number, "едно", reply_markup=KEYBOARD))
    first = maria.last.photo
    assert (edited["caption"], edited["photo"][0]["file_id"]) == ("едно", first and first.file_id)
    assert maria.last.buttons == ["Да"]
    await call.form("editMessageMedia", picture(maria.id, number, "едно"))
    assert (maria.last.photo != first, maria.last.buttons, maria.last.edited) == (True, [], 2)
    known = {"type": "photo", "media": maria.last.photo and maria.last.photo.file_id, "caption": "едно"}
    with pytest.raises(Refusal, match="message is not modified"):
        await call("editMessageMedia", chat_id=maria.id, message_id=number, media=known)
    with pytest.raises(Refusal, match="there is no text in the message to edit"):
        await call("editMessageText", chat_id=maria.id, message_id=number, text="две")


async def test_media_that_are_none_are_refused(call: Caller, maria: Person) -> None:
    number = await send(call, maria)
    with pytest.raises(Refusal, match='parameter "media" is required'):
        await call("editMessageMedia", chat_id=maria.id, message_id=number)
    with pytest.raises(Refusal, match="wrong file identifier"):
        await call("editMessageMedia", chat_id=maria.id, message_id=number, media={"type": "photo", "media": "x"})
    with pytest.raises(Refusal, match="message to edit not found"):
        await call.form("editMessageMedia", picture(maria.id, 999, "едно"))


async def test_what_cannot_be_edited_is_refused(call: Caller, maria: Person) -> None:
    said = maria.say("едно")
    with pytest.raises(Refusal, match="Bad Request: message can't be edited"):
        await call("editMessageText", chat_id=maria.id, message_id=said.message_id, text="две")
    number = await send(call, maria, reply_markup={"keyboard": [["a"]]})
    with pytest.raises(Refusal, match="Bad Request: message can't be edited"):
        await call("editMessageText", chat_id=maria.id, message_id=number, text="две")
    number = await send(call, maria)
    with pytest.raises(Refusal, match="Bad Request: inline keyboard expected"):
        await call(
            "editMessageText", chat_id=maria.id, message_id=number, text="две", reply_markup={"keyboard": [["a"]]}
        )


@pytest.mark.parametrize(
    ("method", "what"),
    [
        ("editMessageText", "message to edit not found"),
        ("editMessageReplyMarkup", "message to edit not found"),
        ("deleteMessage", "message to delete not found"),
        ("pinChatMessage", "message to pin not found"),
    ],
)
async def test_a_message_that_is_gone_is_not_found(call: Caller, maria: Person, method: str, what: str) -> None:
    params: dict[str, Any] = {"chat_id": maria.id, "message_id": 999}
    with pytest.raises(Refusal) as refusal:
        await call(method, **params, **({"text": "a"} if method == "editMessageText" else {}))
    assert refusal.value.description == f"Bad Request: {what}"


async def test_a_message_is_named(call: Caller, maria: Person) -> None:
    with pytest.raises(Refusal, match="message identifier is not specified"):
        await call("deleteMessage", chat_id=maria.id)
    with pytest.raises(Refusal, match='parameter "inline_message_id" is not in the sandbox'):
        await call("editMessageText", inline_message_id="x", text="a")


async def test_a_message_is_deleted_within_48_hours_and_not_later(
    call: Caller, maria: Person, clock: InventedClock
) -> None:
    numbers = [await send(call, maria), await send(call, maria)]
    clock.advance(timedelta(hours=48))
    await call("deleteMessage", chat_id=maria.id, message_id=numbers[0])
    clock.advance(timedelta(seconds=1))
    with pytest.raises(Refusal) as refusal:
        await call("deleteMessage", chat_id=maria.id, message_id=numbers[1])
    assert refusal.value.description == "Bad Request: message can't be deleted for everyone"
    assert [message.message_id for message in maria.messages] == numbers[1:]


async def test_several_are_deleted_and_those_gone_are_passed_over(call: Caller, maria: Person) -> None:
    numbers = [await send(call, maria) for _ in range(3)]
    await call("deleteMessages", chat_id=maria.id, message_ids=[*numbers[:2], 999])
    assert [message.message_id for message in maria.messages] == numbers[2:]
    with pytest.raises(Refusal, match="too many message identifiers specified"):
        await call("deleteMessages", chat_id=maria.id, message_ids=list(range(1, 102)))
    with pytest.raises(Refusal, match="message identifiers are not specified"):
        await call("deleteMessages", chat_id=maria.id, message_ids="[]")


async def test_a_message_is_pinned_and_unpinned(call: Caller, maria: Person) -> None:
    number = await send(call, maria)
    await call("pinChatMessage", chat_id=maria.id, message_id=number)
    assert (await call("getChat", chat_id=maria.id))["pinned_message"]["message_id"] == number
    await call("unpinChatMessage", chat_id=maria.id)
    assert "pinned_message" not in await call("getChat", chat_id=maria.id)
    with pytest.raises(Refusal, match="message to unpin not found"):
        await call("unpinChatMessage", chat_id=maria.id)


async def test_nothing_is_edited_for_who_blocked_the_bot(call: Caller, maria: Person) -> None:
    number = await send(call, maria)
    maria.block()
    with pytest.raises(Refusal, match="Forbidden: bot was blocked by the user"):
        await call("editMessageText", chat_id=maria.id, message_id=number, text="две")


async def test_a_place_has_neither_text_nor_caption_nor_media_to_change(call: Caller, maria: Person) -> None:
    sent = await call("sendLocation", chat_id=maria.id, latitude=41.93, longitude=25.55)
    place = {"chat_id": maria.id, "message_id": sent["message_id"]}
    with pytest.raises(Refusal, match="Bad Request: there is no text in the message to edit"):
        await call("editMessageText", **place, text="две")
    with pytest.raises(Refusal, match="Bad Request: there is no caption in the message to edit"):
        await call("editMessageCaption", **place, caption="две")
    with pytest.raises(Refusal, match="Bad Request: there is no media in the message to edit"):
        await call("editMessageMedia", **place, media={"type": "photo", "media": "x"})


async def test_in_an_album_a_photo_becomes_a_video_and_never_a_document(call: Caller, maria: Person) -> None:
    files = {"a": ("a.png", PNG), "b": ("b.mp4", b"1"), "c": ("c.pdf", b"1")}
    album = [{"type": "photo", "media": "attach://a"}, {"type": "video", "media": "attach://b"}]
    sent = await call.form("sendMediaGroup", form(maria.id, files, media=album))
    place = {"message_id": str(sent[0]["message_id"])}
    edited = await call.form(
        "editMessageMedia", form(maria.id, files, media={"type": "video", "media": "attach://b"}, **place)
    )
    assert "video" in edited
    with pytest.raises(Refusal, match="can't change media type in the album"):
        await call.form(
            "editMessageMedia", form(maria.id, files, media={"type": "document", "media": "attach://c"}, **place)
        )


async def test_one_message_too_old_keeps_all_of_them_from_being_deleted(
    call: Caller, maria: Person, clock: InventedClock
) -> None:
    old = await send(call, maria)
    clock.advance(timedelta(hours=48, seconds=1))
    fresh = await send(call, maria)
    with pytest.raises(Refusal, match="message can't be deleted for everyone"):
        await call("deleteMessages", chat_id=maria.id, message_ids=[fresh, old])
    assert len(maria.messages) == 2
