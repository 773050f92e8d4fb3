from typing import Any

import aiohttp
import orjson
import pytest

from bot.sandbox import Person, Sandbox
from bot.sandbox.methods import media
from tests.bot.sandbox.conftest import PNG, Caller, Refusal


def form(chat: int, files: dict[str, tuple[str, bytes]], **fields: Any) -> aiohttp.FormData:
    data = aiohttp.FormData(quote_fields=False)
    data.add_field("chat_id", str(chat))
    for name, value in fields.items():
        data.add_field(name, value if isinstance(value, str) else orjson.dumps(value).decode())
    for name, (file_name, content) in files.items():
        data.add_field(name, content, filename=file_name, content_type="application/pdf")
    return data


async def test_a_document_is_uploaded_and_comes_down_the_same(call: Caller, sandbox: Sandbox, maria: Person) -> None:
    content = bytes(range(256)) * 1000
    sent = await call.form("sendDocument", form(maria.id, {"document": ("проект.pdf", content)}, caption="Проект"))
    assert (sent["document"]["file_name"], sent["document"]["file_size"]) == ("проект.pdf", len(content))
    assert maria.last.document is not None
    assert maria.last.document.content == content
    path = (await call("getFile", file_id=sent["document"]["file_id"]))["file_path"]
    async with call.session.get(f"{sandbox.url}/file/bot{sandbox.token}/{path}") as response:
        assert await response.read() == content


async def test_a_file_may_be_attached_under_another_name(call: Caller, maria: Person) -> None:
    sent = await call.form("sendDocument", form(maria.id, {"x1": ("a.pdf", b"1")}, document="attach://x1"))
    assert sent["document"]["file_name"] == "a.pdf"


async def test_a_known_file_is_sent_again_by_its_identifier(call: Caller, maria: Person) -> None:
    sent = await call.form("sendDocument", form(maria.id, {"document": ("a.pdf", b"1")}))
    again = await call("sendDocument", chat_id=maria.id, document=sent["document"]["file_id"])
    assert again["document"] == sent["document"]


async def test_a_file_of_a_person_is_sent_on(call: Caller, sandbox: Sandbox, maria: Person) -> None:
    maria.attach("a.pdf", b"1", "application/pdf")
    file_id = sandbox.unhandled[0]["message"]["document"]["file_id"]
    assert (await call("sendDocument", chat_id=maria.id, document=file_id))["document"]["file_size"] == 1


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("nonsense", "wrong file identifier/HTTP URL specified"),
        ("https://haskovo.bg/a.pdf", "failed to get HTTP URL content"),
        ("attach://gone", "there is no document in the request"),
        ("", "there is no document in the request"),
    ],
)
async def test_a_file_that_is_not_there_is_refused(call: Caller, maria: Person, document: str, words: str) -> None:
    with pytest.raises(Refusal) as refusal:
        await call("sendDocument", chat_id=maria.id, document=document)
    assert refusal.value.description == f"Bad Request: {words}"


async def test_an_empty_file_is_refused(call: Caller, maria: Person) -> None:
    with pytest.raises(Refusal, match="file must be non-empty"):
        await call.form("sendDocument", form(maria.id, {"document": ("a.pdf", b"")}))


async def test_a_file_that_is_too_big_is_refused(call: Caller, maria: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.sandbox.requests.MOST_FILE", 1000)
    await call.form("sendDocument", form(maria.id, {"document": ("a.pdf", b"1" * 1000)}))
    with pytest.raises(Refusal) as refusal:
        await call.form("sendDocument", form(maria.id, {"document": ("a.pdf", b"1" * 1001)}))
    assert (refusal.value.code, refusal.value.description) == (413, "Request Entity Too Large")


async def test_a_file_too_big_to_come_down_is_refused(
    call: Caller, sandbox: Sandbox, maria: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(media, "MOST_DOWNLOAD", 10)
    maria.attach("a.pdf", b"1" * 11, "application/pdf")
    with pytest.raises(Refusal, match="Bad Request: file is too big"):
        await call("getFile", file_id=sandbox.unhandled[0]["message"]["document"]["file_id"])


async def test_the_limits_of_files_are_telegrams() -> None:
    assert (media.MOST_UPLOAD, media.MOST_DOWNLOAD, media.MOST_PHOTO) == (50_000_000, 20_000_000, 10_000_000)


async def test_a_photo_has_to_be_a_picture(call: Caller, maria: Person) -> None:
    sent = await call.form(
        "sendPhoto", form(maria.id, {"photo": ("a.png", PNG)}, caption="<b>а</b>", parse_mode="HTML")
    )
    assert sent["photo"][0]["width"] == 2
    assert sent["caption_entities"] == [{"type": "bold", "offset": 0, "length": 1}]
    with pytest.raises(Refusal, match="Bad Request: IMAGE_PROCESS_FAILED"):
        await call.form("sendPhoto", form(maria.id, {"photo": ("a.png", b"words")}))


async def test_a_document_is_not_sent_as_a_photo(call: Caller, maria: Person) -> None:
    sent = await call.form("sendDocument", form(maria.id, {"document": ("a.png", PNG)}))
    with pytest.raises(Refusal, match="can't use file of type Document as Photo"):
        await call("sendPhoto", chat_id=maria.id, photo=sent["document"]["file_id"])


async def test_a_caption_has_1024_units(call: Caller, maria: Person) -> None:
    await call.form("sendDocument", form(maria.id, {"document": ("a.pdf", b"1")}, caption="😀" * 512))
    with pytest.raises(Refusal, match="Bad Request: message caption is too long"):
        await call.form("sendDocument", form(maria.id, {"document": ("a.pdf", b"1")}, caption="😀" * 512 + "a"))


def album(*items: dict[str, Any]) -> str:
    return orjson.dumps(items).decode()


DOCUMENT = {"type": "document", "media": "attach://a"}


async def test_an_album_is_several_messages_of_one_group(call: Caller, maria: Person) -> None:
    files = {"a": ("a.pdf", b"1"), "b": ("b.pdf", b"2")}
    second = {"type": "document", "media": "attach://b", "caption": "Двата"}
    sent = await call.form("sendMediaGroup", form(maria.id, files, media=album(DOCUMENT, second)))
    assert [message["document"]["file_name"] for message in sent] == ["a.pdf", "b.pdf"]
    assert len({message["media_group_id"] for message in sent}) == 1
    assert sent[1]["caption"] == "Двата"


@pytest.mark.parametrize(
    ("items", "words"),
    [
        (album(DOCUMENT), "wrong number of messages to send as an album: 2 to 10 are allowed"),
        (album(*[DOCUMENT] * 11), "wrong number of messages to send as an album: 2 to 10 are allowed"),
        (album(DOCUMENT, {**DOCUMENT, "type": "photo"}), "document can't be mixed with other media types"),
        (album(DOCUMENT, {"type": "document"}), "can't parse InputMedia: media not found"),
        (album(*[{"type": "audio"}] * 2), "can't parse InputMedia: type must be photo, video or document"),
        (album(*[{**DOCUMENT, "capton": "a"}] * 2), 'can\'t parse InputMedia: field "capton" is not in the sandbox'),
        ("[", "can't parse media JSON object"),
    ],
)
async def test_a_bad_album_is_refused_whole(call: Caller, maria: Person, items: str, words: str) -> None:
    with pytest.raises(Refusal) as refusal:
        await call.form("sendMediaGroup", form(maria.id, {"a": ("a.pdf", b"1")}, media=items))
    assert refusal.value.description == f"Bad Request: {words}"
    assert maria.messages == []


async def test_a_file_is_not_downloaded_with_another_token(call: Caller, sandbox: Sandbox, maria: Person) -> None:
    maria.attach("a.pdf", b"1", "application/pdf")
    path = (await call("getFile", file_id=sandbox.unhandled[0]["message"]["document"]["file_id"]))["file_path"]
    async with call.session.get(f"{sandbox.url}/file/bot1:other/{path}") as response:
        assert response.status == 401
    async with call.session.get(f"{sandbox.url}/file/bot{sandbox.token}/{path}x") as response:
        assert response.status == 404


async def test_a_video_is_sent_with_what_the_bot_knows_of_it(call: Caller, maria: Person) -> None:
    fields = {"caption": "<b>а</b>", "parse_mode": "HTML", "duration": "7", "width": "640", "height": "360"}
    sent = await call.form("sendVideo", form(maria.id, {"video": ("a.mp4", b"1")}, **fields))
    assert (sent["video"]["duration"], sent["video"]["width"], sent["caption"]) == (7, 640, "а")
    assert maria.last.video is not None


async def test_photos_and_videos_go_in_one_album(call: Caller, maria: Person) -> None:
    files = {"a": ("a.png", PNG), "b": ("b.mp4", b"1")}
    items = album({"type": "photo", "media": "attach://a"}, {"type": "video", "media": "attach://b", "duration": 3})
    sent = await call.form("sendMediaGroup", form(maria.id, files, media=items))
    assert [("photo" in message, "video" in message) for message in sent] == [(True, False), (False, True)]


async def test_an_album_takes_no_keyboard(call: Caller, maria: Person) -> None:
    with pytest.raises(Refusal, match='parameter "reply_markup" of sendMediaGroup is not in the sandbox'):
        await call("sendMediaGroup", chat_id=maria.id, media=[], reply_markup={})


async def test_a_file_that_telegram_lost_is_refused_wherever_it_is_named(
    call: Caller, sandbox: Sandbox, maria: Person
) -> None:
    sent = await call.form("sendPhoto", form(maria.id, {"photo": ("a.png", PNG)}))
    file_id = sent["photo"][0]["file_id"]
    sandbox.lose_file(file_id)
    with pytest.raises(Refusal, match="Bad Request: wrong file identifier/HTTP URL specified"):
        await call("sendPhoto", chat_id=maria.id, photo=file_id)
    item = {"type": "photo", "media": file_id}
    with pytest.raises(Refusal, match="Bad Request: wrong file identifier/HTTP URL specified"):
        await call("sendMediaGroup", chat_id=maria.id, media=[item, item])
    with pytest.raises(Refusal, match="wrong file_id or the file is temporarily unavailable"):
        await call("getFile", file_id=file_id)
    with pytest.raises(LookupError):
        sandbox.lose_file("nonsense")
