import aiohttp

from bot.sandbox import Person, Sandbox
from tests.bot.sandbox.conftest import PNG, Control


async def test_people_write_formatted_into_whatever_chat(control: Control, sandbox: Sandbox, maria: Person) -> None:
    group = sandbox.add_group("Форум", by=maria)
    sandbox.world.queue.clear()
    where = f"/people/{maria.id}"
    assert (await control(f"{where}/text", {"text": "<b>а</b>", "html": True}))[1]["text"] == "а"
    _, said = await control(f"{where}/text", {"text": "/help", "chat_id": group.id})
    await control(f"{where}/edit", {"message_id": said["message_id"], "text": "/start", "chat_id": group.id})
    assert [list(update)[1] for update in sandbox.unhandled] == ["message", "message", "edited_message"]
    assert sandbox.unhandled[2]["edited_message"]["chat"]["id"] == group.id
    assert (await control(f"{where}/text", {"text": "а", "chat_id": -404}))[0] == 404


async def test_people_send_albums_venues_polls_and_whatever_else(
    control: Control, sandbox: Sandbox, session: aiohttp.ClientSession, maria: Person
) -> None:
    where = f"/people/{maria.id}"
    form = aiohttp.FormData({"kind1": "photo", "kind2": "video", "caption": "Двете"})
    form.add_field("file1", PNG, filename="a.png", content_type="image/png")
    form.add_field("file2", b"1", filename="b.mp4", content_type="video/mp4")
    async with session.post(f"{sandbox.url}/sandbox{where}/album", data=form) as response:
        sent = await response.json()
    assert [(message["album"], bool(message["photo"])) for message in sent] == [
        (sent[0]["album"], True),
        (sent[0]["album"], False),
    ]
    assert sent[1]["video"]["file_name"] == "b.mp4"
    place = {"latitude": 41.93, "longitude": 25.55, "title": "Община", "address": "пл. Общински 1"}
    assert (await control(f"{where}/location", place))[1]["location"]["title"] == "Община"
    assert (await control(f"{where}/poll", {"question": "Кога?", "options": ["Днес"]}))[1]["other"] == "poll"
    contact = {"phone_number": "+359888000000", "first_name": "Иван"}
    assert (await control(f"{where}/contact", contact))[1]["other"] == "contact"
    assert (await control(f"{where}/other", {"kind": "sticker"}))[1]["other"] == "sticker"
    assert (await control(f"{where}/other", {"kind": "telepathy"}))[0] == 409
