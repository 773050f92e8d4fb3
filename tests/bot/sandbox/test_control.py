import asyncio
from typing import Any

import aiohttp
import orjson
import pytest

from bot.sandbox import Person, Sandbox
from tests.bot.sandbox.conftest import PNG, Caller, Control


async def test_the_state_tells_the_page_all_it_needs(control: Control, call: Caller, maria: Person) -> None:
    await call("setMyCommands", commands=[{"command": "help", "description": "Помощ"}])
    await call("setMyDescription", description="Разговор с общината")
    status, state = await control("/state")
    assert status == 200
    assert state == {
        "bot": {
            "username": "prestige_demo_bot",
            "first_name": "Престиж",
            "commands": {"": [{"command": "help", "description": "Помощ"}]},
            "description": "Разговор с общината",
            "short_description": "",
        },
        "clock": {"now": 1793602800, "offset": 0, "timezone": "Europe/Sofia"},
        "people": [
            {
                "id": maria.id,
                "first_name": "Мария",
                "last_name": None,
                "username": None,
                "language_code": "bg",
                "note": None,
                "blocked": False,
                "gone": False,
            }
        ],
        "communities": [],
        "switches": {
            "ceiling_per_second": None,
            "flood": False,
            "flood_seconds": 3,
            "down": False,
            "drop": False,
            "latency": 0.0,
        },
    }


async def test_a_chat_is_shown_with_its_messages(control: Control, call: Caller, maria: Person) -> None:
    await call(
        "sendMessage",
        chat_id=maria.id,
        text="<b>Да</b>?",
        parse_mode="HTML",
        reply_markup={
            "inline_keyboard": [[{"text": "Да", "callback_data": "1"}, {"text": "Сайт", "url": "https://haskovo.bg"}]]
        },
    )
    _, chat = await control(f"/chats/{maria.id}")
    assert [message["from"] for message in chat["messages"]] == ["person", "bot"]
    assert chat["messages"][1] == {
        "message_id": maria.last.message_id,
        "date": 1793602800,
        "edited": None,
        "from": "bot",
        "sender": {"id": 123456, "name": "Престиж"},
        "text": "Да?",
        "html": "<b>Да</b>?",
        "caption_html": None,
        "photo": None,
        "document": None,
        "video": None,
        "location": None,
        "album": None,
        "other": None,
        "inline_keyboard": [
            [{"text": "Да", "kind": "callback"}, {"text": "Сайт", "kind": "url", "url": "https://haskovo.bg"}]
        ],
        "service": None,
    }
    await call("sendMessage", chat_id=maria.id, text="!", reply_markup={"keyboard": [["Начало"]]})
    _, chat = await control(f"/chats/{maria.id}")
    assert chat["reply_keyboard"] == {"rows": [[{"text": "Начало"}]], "one_time": False, "placeholder": None}


async def test_a_person_is_added_and_speaks(control: Control, sandbox: Sandbox) -> None:
    status, person = await control("/people", {"first_name": "Ayşe", "language_code": "tr"})
    assert (status, person["first_name"], person["note"]) == (201, "Ayşe", None)
    where = f"/people/{person['id']}"
    assert (await control(f"{where}/start", {"payload": "c-1"}))[1]["text"] == "/start c-1"
    assert (await control(f"{where}/text", {"text": "Merhaba"}))[1]["from"] == "person"
    assert (await control(f"{where}/location", {"latitude": 41.9, "longitude": 25.5}))[1]["location"][
        "latitude"
    ] == 41.9
    said = sandbox.people[0].say("едн")
    assert (await control(f"{where}/edit", {"message_id": said.message_id, "text": "едно"}))[1]["text"] == "едно"
    assert len(sandbox.unhandled) == 5


async def test_a_button_is_pressed_by_its_place_and_a_gone_one_is_told(
    control: Control, call: Caller, sandbox: Sandbox, maria: Person
) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Да", "callback_data": "1"}]]}
    number = (await call("sendMessage", chat_id=maria.id, text="?", reply_markup=keyboard))["message_id"]
    where = f"/people/{maria.id}/press"
    assert await control(where, {"message_id": number, "row": 0, "column": 0}) == (200, {})
    assert sandbox.unhandled[0]["callback_query"]["data"] == "1"
    for place in ((number, 0, 1), (number, 1, 0), (number, -1, 0), (999, 0, 0)):
        body = dict(zip(("message_id", "row", "column"), place, strict=True))
        assert await control(where, body) == (409, {"error": "The message or its button is gone."})


async def test_a_file_goes_up_and_comes_down_with_its_name_and_type(
    control: Control, session: aiohttp.ClientSession, sandbox: Sandbox, maria: Person
) -> None:
    data = aiohttp.FormData({"kind": "photo", "caption": "Площадът"}, quote_fields=False)
    data.add_field("file", PNG, filename="площад.png", content_type="image/png")
    async with session.post(f"{sandbox.url}/sandbox/people/{maria.id}/file", data=data) as response:
        message = await response.json()
    assert (message["photo"]["file_name"], message["photo"]["size"]) == ("площад.png", len(PNG))
    assert (message["caption_html"], message["html"]) == ("Площадът", None)
    async with session.get(sandbox.url + message["photo"]["url"]) as response:
        assert await response.read() == PNG
        assert response.content_type == "image/png"
        assert "filename*=UTF-8''%D0%BF" in response.headers["Content-Disposition"]


async def test_a_file_that_could_run_in_the_page_is_only_downloaded(
    session: aiohttp.ClientSession, sandbox: Sandbox, maria: Person
) -> None:
    file = maria.attach("a.html", b"<script>", "text/html").document
    assert file is not None
    async with session.get(f"{sandbox.url}/sandbox/files/{file.unique_id}") as response:
        assert response.content_type == "application/octet-stream"
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert response.headers["X-Content-Type-Options"] == "nosniff"


async def test_blocking_is_a_switch_of_the_person(control: Control, maria: Person) -> None:
    where = f"/people/{maria.id}"
    assert (await control(f"{where}/blocked", {"blocked": True}))[1]["blocked"] is True
    status, body = await control(f"{where}/text", {"text": "ехо"})
    assert (status, body) == (409, {"error": "Мария has blocked the bot and would have to unblock it first."})
    assert (await control(f"{where}/blocked", {"blocked": False}))[1]["blocked"] is False


async def test_the_clock_moves_forward_and_never_back(control: Control) -> None:
    assert await control("/clock", {"advance_seconds": 3600}) == (200, {"now": 1793606400, "offset": 3600})
    assert await control("/clock", {"to": "2026-11-03T10:00:00+02:00"}) == (200, {"now": 1793692800, "offset": 90000})
    assert (await control("/clock", {"to": "2026-11-03T09:00:00+02:00"}))[0] == 409
    assert (await control("/clock", {"advance_seconds": -1}))[0] == 409
    assert (await control("/clock", {"to": "2026-11-04T09:00:00"}))[0] == 400
    assert (await control("/clock", {"to": "утре"}))[0] == 400
    assert (await control("/clock", {"advance_seconds": 1e300}))[0] == 400


async def test_switches_are_set(control: Control, sandbox: Sandbox) -> None:
    status, switches = await control("/switches", {"ceiling_per_second": 5, "flood": True, "latency": 0.01})
    assert (status, switches["ceiling_per_second"], switches["flood"]) == (200, 5, True)
    assert sandbox.switches.latency == 0.01
    for bad in ({"ceiling_per_second": 0}, {"flood": 1}, {"rain": True}, {"down": True, "latency": -1}):
        assert (await control("/switches", bad))[0] == 400
    assert sandbox.switches.down is False


async def test_failures_can_be_ordered_from_another_process(control: Control, call: Caller) -> None:
    await control("/fail_next", {"method": "getMe", "code": 502, "description": "Bad Gateway"})
    async with call.session.post(f"{call.url}/getMe") as response:
        assert response.status == 502
    assert (await control("/fail_next", {"method": "getMe"}))[0] == 400


async def test_a_crowd_speaks_at_once_and_the_ledger_tells_what_each_was_told(
    control: Control, call: Caller, sandbox: Sandbox
) -> None:
    status, crowd = await control("/flood_updates", {"people": 3, "each": 2, "text": "съобщение {n}"})
    assert (status, crowd["updates"], len(crowd["people"])) == (200, 6, 3)
    updates = await call("getUpdates")
    assert [update["message"]["text"] for update in updates] == ["съобщение 1"] * 3 + ["съобщение 2"] * 3
    first = crowd["people"][0]
    for text in "аб":
        await call("sendMessage", chat_id=first, text=text)
    await call("editMessageText", chat_id=first, message_id=sandbox.people[0].last.message_id, text="в")
    _, ledger = await control("/ledger")
    assert (ledger["sent"], ledger["refused"], ledger["unhandled"]) == (2, {}, 6)
    assert ledger["per_person"] == {str(first): ["а", "б"]}
    assert ledger["edits_per_person"] == {str(first): ["в"]}


async def test_walkers_press_what_they_want_most_until_nothing_of_it_is_there(
    control: Control, call: Caller, sandbox: Sandbox
) -> None:
    def keyboard(*labels: str) -> dict[str, Any]:
        return {"inline_keyboard": [[{"text": label, "callback_data": label} for label in labels]]}

    _, crowd = await control("/flood_updates", {"people": 2, "each": 1, "text": "здравейте"})
    first = crowd["people"][0]
    walk = {"first": first, "people": 2, "payload": "q7", "labels": ["Изпрати", "3"], "think": [0, 0]}
    assert await control("/walk", walk) == (200, {})
    await sandbox.until(lambda: len(sandbox.unhandled) == 4)
    sent = await call("sendMessage", chat_id=first, text="Доволни ли сте?", reply_markup=keyboard("1", "3"))
    await sandbox.until(lambda: len(sandbox.unhandled) == 5)
    number = sent["message_id"]
    await call("editMessageText", chat_id=first, message_id=number, text="Край", reply_markup=keyboard("Меню"))
    _, report = await control("/walk")
    assert (report["replies"], report["waiting"], report["arrived"], len(report["waits_ms"])) == (2, 1, 1, 3)
    pressed = (await call("getUpdates"))[-1]["callback_query"]
    assert (pressed["from"]["id"], pressed["data"]) == (first, "3")


async def test_a_reset_forgets_all_but_goes_on_counting(control: Control, call: Caller, maria: Person) -> None:
    maria.say("едно")
    before = (await call("getUpdates"))[0]["update_id"]
    await call("sendMessage", chat_id=maria.id, text="a")
    await control("/reset", {})
    assert (await control("/state"))[1]["people"] == []
    assert (await control("/ledger"))[1]["sent"] == 0
    assert await call("getUpdates") == []
    await control("/flood_updates", {"people": 1, "each": 1, "text": "две"})
    assert (await call("getUpdates"))[0]["update_id"] == before + 1


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/nowhere", None, 404),
        ("/state", {}, 405),
        ("/people", {}, 400),
        ("/people", {"first_name": " ", "language_code": "bg"}, 400),
        ("/people", {"first_name": "А", "language_code": "български"}, 400),
        ("/people", [], 400),
        ("/people/404/text", {"text": "a"}, 404),
        ("/people/1/text", {"text": ""}, 409),
        ("/people/1/text", {"text": 7}, 400),
        ("/people/1/start", {"payload": "не може"}, 409),
        ("/people/1/press", {"message_id": 1.5, "row": 0, "column": 0}, 400),
        ("/people/1/edit", {"message_id": 404, "text": "a"}, 404),
        ("/people/1/location", {"latitude": 91, "longitude": 0}, 409),
        ("/people/1/location", {}, 400),
        ("/people/1/file", {}, 400),
        ("/people/1/blocked", {"blocked": "yes"}, 400),
        ("/flood_updates", {"people": 0, "each": 1, "text": "a"}, 400),
        ("/walk", None, 404),
        ("/walk", {"first": 404, "people": 1, "payload": "q1", "labels": [], "think": [0, 1]}, 400),
        ("/chats/404", None, 404),
        ("/files/404", None, 404),
    ],
)
async def test_nonsense_gets_a_plain_sentence(
    control: Control, sandbox: Sandbox, path: str, body: Any, status: int
) -> None:
    sandbox.add_person(id=1)
    answered, answer = await control(path, body)
    assert answered == status
    assert answer["error"].endswith(".")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Host": "evil.example"},
        {"Host": "127.0.0.1:1"},
        {"Host": "127.0.0.1:nonsense"},
    ],
)
async def test_a_page_from_elsewhere_cannot_drive_the_sandbox(control: Control, headers: dict[str, str]) -> None:
    assert (await control("/state", **headers))[0] == 403
    assert (await control("/reset", {}, **headers))[0] == 403


async def test_the_own_page_may_drive_it(control: Control, sandbox: Sandbox) -> None:
    port = sandbox.url.rpartition(":")[2]
    assert (await control("/state", Origin=sandbox.url))[0] == 200
    assert (await control("/state", Host=f"localhost:{port}", Origin=f"http://localhost:{port}"))[0] == 200


class Watcher:
    """Reads the events as the page does."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self.response = response

    async def next(self) -> tuple[str, Any]:
        async with asyncio.timeout(5):
            while True:
                block = (await self.response.content.readuntil(b"\n\n")).decode().strip()
                if not block.startswith(":"):
                    event, data = block.split("\n")
                    return event.removeprefix("event: "), orjson.loads(data.removeprefix("data: "))


async def test_the_page_is_told_what_happens(
    session: aiohttp.ClientSession, sandbox: Sandbox, call: Caller, control: Control, maria: Person
) -> None:
    async with session.get(f"{sandbox.url}/sandbox/events") as response:
        assert response.content_type == "text/event-stream"
        await response.content.readuntil(b"\n\n")
        await sandbox.until(lambda: sandbox.world.hub.watchers)
        watcher = Watcher(response)
        keyboard = {"inline_keyboard": [[{"text": "Да", "callback_data": "1"}]]}
        number = (await call("sendMessage", chat_id=maria.id, text="?", reply_markup=keyboard))["message_id"]
        event, data = await watcher.next()
        assert (event, data["chat_id"], data["message"]["text"]) == ("message", maria.id, "?")
        maria.press("Да")
        query = sandbox.unhandled[0]["callback_query"]["id"]
        await call("answerCallbackQuery", callback_query_id=query, text="Да!")
        assert await watcher.next() == (
            "answer",
            {"chat_id": maria.id, "text": "Да!", "show_alert": False, "url": None},
        )
        await call("editMessageText", chat_id=maria.id, message_id=number, text="!")
        event, data = await watcher.next()
        assert (event, data["message"]["text"]) == ("edit", "!")
        await call("deleteMessage", chat_id=maria.id, message_id=number)
        assert await watcher.next() == ("delete", {"chat_id": maria.id, "message_id": number})
        await call("sendChatAction", chat_id=maria.id, action="typing")
        assert await watcher.next() == ("action", {"chat_id": maria.id, "action": "typing"})
        await call("sendMessage", chat_id=maria.id, text="!", reply_markup={"keyboard": [["Начало"]]})
        assert [(await watcher.next())[0] for _ in range(2)] == ["message", "keyboard"]
        await control("/clock", {"advance_seconds": 60})
        assert await watcher.next() == ("clock", {"now": 1793602860, "offset": 60})
        await control("/switches", {"down": True})
        assert (await watcher.next())[0] == "switches"
        maria.block()
        while (told := await watcher.next())[0] == "switches":
            pass
        assert (told[0], told[1]["people"][0]["blocked"]) == ("people", True)
    await sandbox.until(lambda: True)


async def test_stopping_does_not_wait_for_a_page_that_watches(session: aiohttp.ClientSession, sandbox: Sandbox) -> None:
    async with session.get(f"{sandbox.url}/sandbox/events") as response:
        await response.content.readuntil(b"\n\n")
        async with asyncio.timeout(2):
            await sandbox.stop()
        assert await response.content.read() == b""
