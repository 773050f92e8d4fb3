"""The control API: what the chat page and tests in other processes do, over `/sandbox/...`."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import orjson
from aiohttp import web

from bot.sandbox import views
from bot.sandbox.people import Person
from bot.sandbox.refusals import Misuse, Refused
from bot.sandbox.requests import read_call

if TYPE_CHECKING:
    from bot.sandbox.sandbox import Sandbox

Json = dict[str, Any]
Handler = Callable[..., Awaitable[tuple[int, Any]]]

KEEP_ALIVE_SECONDS = 15
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
INLINE_TYPES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "text/plain", "application/pdf"})


class Wrong(Exception):
    """A request the control API refuses, with its HTTP status."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


def is_ours(headers: Any, url: str) -> bool:
    """Whether the request was made to this server by its name, and by its own page if by any: a web page elsewhere
    must not drive the sandbox, not even through a name that it lets point to this machine."""
    port = urlsplit(url).port
    host = urlsplit(f"//{headers.get('Host', '')}")
    origin = headers.get("Origin")
    try:
        if host.hostname not in LOOPBACK or (host.port or 80) != port:
            return False
        if origin is None:
            return True
        parts = urlsplit(origin)
        return parts.scheme == "http" and parts.hostname == host.hostname and (parts.port or 80) == port
    except ValueError:
        return False


class Control:
    def __init__(self, sandbox: "Sandbox") -> None:
        self._sandbox = sandbox
        self._world = sandbox.world
        self._routes: list[tuple[str, re.Pattern[str], Handler]] = [
            ("GET", re.compile(r"/state"), self.state),
            ("GET", re.compile(r"/chats/(-?\d{1,18})"), self.chat),
            ("GET", re.compile(r"/ledger"), self.ledger),
            ("POST", re.compile(r"/people"), self.add_person),
            ("POST", re.compile(r"/people/(\d{1,18})/text"), self.text),
            ("POST", re.compile(r"/people/(\d{1,18})/start"), self.start),
            ("POST", re.compile(r"/people/(\d{1,18})/press"), self.press),
            ("POST", re.compile(r"/people/(\d{1,18})/edit"), self.edit),
            ("POST", re.compile(r"/people/(\d{1,18})/file"), self.file),
            ("POST", re.compile(r"/people/(\d{1,18})/location"), self.location),
            ("POST", re.compile(r"/people/(\d{1,18})/blocked"), self.blocked),
            ("POST", re.compile(r"/clock"), self.clock),
            ("POST", re.compile(r"/switches"), self.switches),
            ("POST", re.compile(r"/fail_next"), self.fail_next),
            ("POST", re.compile(r"/flood_updates"), self.flood_updates),
            ("POST", re.compile(r"/reset"), self.reset),
        ]

    async def handle(self, request: web.BaseRequest, path: str) -> web.StreamResponse:
        """Answer a request for `/sandbox<path>`."""
        if not is_ours(request.headers, self._sandbox.url):
            return _json(403, {"error": "The sandbox listens to its own page and to programs on this machine only."})
        try:
            if request.method == "GET" and path == "/events":
                return await self.events(request)
            if request.method == "GET" and path.startswith("/files/"):
                return self.stored_file(path.removeprefix("/files/"))
            status, body = await self._route(request, path)
            self._world.touch()
            return _json(status, body)
        except Wrong as wrong:
            return _json(wrong.status, {"error": str(wrong)})
        except Misuse as misuse:
            return _json(409, {"error": str(misuse)})
        except Refused as refused:
            return _json(400, {"error": refused.description})

    async def _route(self, request: web.BaseRequest, path: str) -> tuple[int, Any]:
        known = False
        for method, pattern, handler in self._routes:
            match = pattern.fullmatch(path)
            if match is None:
                continue
            known = True
            if method != request.method:
                continue
            if method == "GET":
                return await handler(*match.groups())
            if path.endswith("/file"):
                return await handler(request, *match.groups())
            return await handler(await _body(request), *match.groups())
        raise Wrong(405 if known else 404, "There is nothing here." if not known else "Not with this method.")

    # --- looking

    async def state(self) -> tuple[int, Json]:
        profile, world = self._world.profile, self._world
        return 200, {
            "bot": {
                "username": profile.username,
                "first_name": profile.name,
                "commands": profile.default_commands(),
                "description": profile.descriptions.get("", ""),
                "short_description": profile.short_descriptions.get("", ""),
            },
            "clock": {**views.clock(world.clock), "timezone": views.TOWN_TIMEZONE},
            "people": [person.as_json() for person in world.people.values()],
            "switches": world.switches.as_json(),
        }

    async def chat(self, chat_id: str) -> tuple[int, Json]:
        chat = self._world.chats.get(int(chat_id))
        if chat is None:
            raise Wrong(404, "There is no such chat.")
        return 200, views.chat(chat)

    async def ledger(self) -> tuple[int, Json]:
        """What was accepted: sends and edits of each chat in order, and what was refused, by code."""
        world = self._world
        return 200, {
            "sent": world.sent_total,
            "refused": {str(code): count for code, count in sorted(world.refused_by_code.items())},
            "calls": dict(world.calls),
            "unknown_methods": dict(world.unknown_methods),
            "warnings": world.warnings,
            "unhandled": len(world.queue),
            "per_person": {str(chat): list(texts) for chat, texts in world.ledger.items()},
            "edits_per_person": {str(chat): list(texts) for chat, texts in world.edit_ledger.items()},
        }

    def stored_file(self, unique_id: str) -> web.Response:
        file = self._world.files.by_unique_id(unique_id)
        if file is None:
            raise Wrong(404, "There is no such file.")
        safe = file.mime in INLINE_TYPES
        disposition = f"{'inline' if safe else 'attachment'}; filename*=UTF-8''{quote(file.name, safe='')}"
        headers = {
            "Content-Type": file.mime if safe else "application/octet-stream",
            "Content-Disposition": disposition,
            "X-Content-Type-Options": "nosniff",
        }
        return web.Response(body=file.content, headers=headers)

    async def events(self, request: web.BaseRequest) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        await response.write(b": here\n\n")
        watcher = self._world.hub.watch()
        try:
            while True:
                try:
                    line = await asyncio.wait_for(watcher.get(), KEEP_ALIVE_SECONDS)
                except TimeoutError:
                    line = b": still here\n\n"
                if line is None:
                    break
                await response.write(line)
        except ConnectionError:
            pass  # the page was closed
        finally:
            self._world.hub.forget(watcher)
        return response

    # --- being somebody

    def _person(self, number: str) -> Person:
        person = self._world.people.get(int(number))
        if person is None:
            raise Wrong(404, "There is no such person.")
        return person

    async def add_person(self, body: Json) -> tuple[int, Json]:
        name, language = _text(body, "first_name").strip(), _text(body, "language_code")
        if not 1 <= len(name) <= 64:
            raise Wrong(400, "A first name has 1 to 64 characters.")
        if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
            raise Wrong(400, "A language is a code such as bg.")
        username = _text(body, "username", "") or None
        if username is not None and not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{3,31}", username):
            raise Wrong(400, "A user name has 4 to 32 letters, digits and underscores.")
        person = self._sandbox.add_person(first_name=name, language_code=language, username=username)
        return 201, person.as_json()

    async def text(self, body: Json, number: str) -> tuple[int, Json]:
        person = self._person(number)
        replied = body.get("reply_to_message_id")
        reply_to = person.chat.messages.get(replied) if isinstance(replied, int) else None
        return 200, views.message(person.say(_text(body, "text"), reply_to=reply_to))

    async def start(self, body: Json, number: str) -> tuple[int, Json]:
        payload = body.get("payload")
        if payload is not None and not isinstance(payload, str):
            raise Wrong(400, "The payload is a text.")
        return 200, views.message(self._person(number).start(payload or None))

    async def press(self, body: Json, number: str) -> tuple[int, Json]:
        person = self._person(number)
        try:
            person.press_at(_whole(body, "message_id"), _whole(body, "row"), _whole(body, "column"))
        except LookupError as error:
            raise Wrong(409, str(error)) from None
        return 200, {}

    async def edit(self, body: Json, number: str) -> tuple[int, Json]:
        person = self._person(number)
        message = person.chat.messages.get(_whole(body, "message_id"))
        if message is None:
            raise Wrong(404, "There is no such message.")
        return 200, views.message(person.edit(message, _text(body, "text")))

    async def file(self, request: web.BaseRequest, number: str) -> tuple[int, Json]:
        person = self._person(number)
        call = await read_call(request, "file", "")
        upload = call.files.get("file")
        if upload is None:
            raise Wrong(400, "There is no file in the request.")
        kind = call.text("kind") or "document"
        sent = person.attach(upload.name, upload.content, upload.mime, kind, call.text("caption") or None)
        return 200, views.message(sent)

    async def location(self, body: Json, number: str) -> tuple[int, Json]:
        latitude, longitude = body.get("latitude"), body.get("longitude")
        if not isinstance(latitude, int | float) or not isinstance(longitude, int | float):
            raise Wrong(400, "A place has a latitude and a longitude.")
        return 200, views.message(self._person(number).locate(latitude, longitude))

    async def blocked(self, body: Json, number: str) -> tuple[int, Json]:
        person = self._person(number)
        if not isinstance(body.get("blocked"), bool):
            raise Wrong(400, "blocked is true or false.")
        person.block() if body["blocked"] else person.unblock()
        return 200, person.as_json()

    # --- moving the world

    async def clock(self, body: Json) -> tuple[int, Json]:
        clock = self._world.clock
        try:
            if "to" in body:
                moment = datetime.fromisoformat(_text(body, "to"))
                if moment.tzinfo is None:
                    raise Wrong(400, "The moment needs an offset from UTC.")
                step = moment - clock.now()
            else:
                step = timedelta(seconds=_number(body, "advance_seconds"))
            if step < timedelta():
                raise Wrong(409, "The clock does not go backwards.")
            clock.advance(step)
        except (ValueError, OverflowError):
            raise Wrong(400, "This is no moment the clock can go to.") from None
        return 200, views.clock(clock)

    async def switches(self, body: Json) -> tuple[int, Json]:
        switches = self._world.switches
        checks: dict[str, Callable[[Any], bool]] = {
            "ceiling_per_second": lambda v: v is None or (isinstance(v, int) and not isinstance(v, bool) and v >= 1),
            "flood": lambda v: isinstance(v, bool),
            "down": lambda v: isinstance(v, bool),
            "drop": lambda v: isinstance(v, bool),
            "latency": lambda v: isinstance(v, int | float) and 0 <= v <= 60,
        }
        for name, value in body.items():
            if name not in checks or not checks[name](value):
                raise Wrong(400, f"The switch {name} cannot be set so.")
        for name, value in body.items():
            setattr(switches, name, value)
        self._world.hub.publish("switches", switches.as_json())
        return 200, switches.as_json()

    async def fail_next(self, body: Json) -> tuple[int, Json]:
        """{method, code|null, description?, retry_after?, times?, after_accepting?}, as `Switches.fail_next`."""
        known = {"method", "code", "description", "retry_after", "times", "after_accepting"}
        if not {"method", "code"} <= body.keys() <= known:
            raise Wrong(400, "Name the method and the code, null to close the connection.")
        self._world.switches.fail_next(**body)
        return 200, {}

    async def flood_updates(self, body: Json) -> tuple[int, Json]:
        """Make people and let each of them say a text at once. "{n}" in the text becomes its number, from 1 on."""
        people, each, text = _whole(body, "people"), _whole(body, "each"), _text(body, "text")
        if not (1 <= people <= 100_000 and 1 <= each <= 10_000 and people * each <= 1_000_000):
            raise Wrong(400, "That are too many, or none.")
        crowd = [self._sandbox.add_person(first_name="Някой", language_code="bg") for _ in range(people)]
        for number in range(1, each + 1):
            words = text.replace("{n}", str(number))
            for person in crowd:
                person.say(words)
        return 200, {"people": [person.id for person in crowd], "updates": people * each}

    async def reset(self, body: Json) -> tuple[int, Json]:
        self._world.reset()
        return 200, {}


async def _body(request: web.BaseRequest) -> Json:
    try:
        body = orjson.loads(await request.read() or b"{}")
    except (orjson.JSONDecodeError, web.HTTPRequestEntityTooLarge):
        raise Wrong(400, "The request is no JSON.") from None
    if not isinstance(body, dict):
        raise Wrong(400, "The request is no JSON object.")
    return body


def _text(body: Json, name: str, default: str | None = None) -> str:
    value = body.get(name)
    value = default if value is None else value
    if not isinstance(value, str):
        raise Wrong(400, f"{name} is a text.")
    return value


def _number(body: Json, name: str) -> float:
    value = body.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise Wrong(400, f"{name} is a number.")
    return value


def _whole(body: Json, name: str) -> int:
    value = _number(body, name)
    if not isinstance(value, int):
        raise Wrong(400, f"{name} is a whole number.")
    return value


def _json(status: int, body: Any) -> web.Response:
    headers = {"Content-Type": "application/json", "Cache-Control": "no-store"}
    return web.Response(status=status, body=orjson.dumps(body), headers=headers)
