"""The sandbox: a strict local Bot API server, and the people who talk to the bot."""

import contextlib
import ipaddress
import re
from collections import Counter, deque
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from aiohttp import web

from bot.sandbox.botapi import BotApi
from bot.sandbox.channels import Channel
from bot.sandbox.chats import Chat
from bot.sandbox.clock import InventedClock
from bot.sandbox.communities import Community
from bot.sandbox.control import Control, is_ours
from bot.sandbox.crowds import strike
from bot.sandbox.groups import Group
from bot.sandbox.limits import Limits
from bot.sandbox.pages import page_file
from bot.sandbox.people import Person
from bot.sandbox.quick import QuickHandler, QuickServer
from bot.sandbox.records import Refusal, Sent
from bot.sandbox.requests import MOST_BODY
from bot.sandbox.switches import Switches
from bot.sandbox.updates import Unhandled
from bot.sandbox.world import World

Json = dict[str, Any]

GRACE_SECONDS = 0.2  # for requests under way when the sandbox stops


class Sandbox:
    """Speaks to an unmodified bot over HTTP on this machine: give python-telegram-bot `f"{url}/bot"` as `base_url` and
    `f"{url}/file/bot"` as `base_file_url`. Everything lives on the event loop that called `start`.

    `history` bounds the messages kept for each chat and the records (None keeps all). `page` serves the chat page.
    """

    def __init__(
        self,
        token: str = "123456:SANDBOX",
        bot_username: str = "prestige_demo_bot",
        bot_name: str = "Престиж",
        clock: InventedClock | None = None,
        limits: Limits | None = None,
        page: bool = True,
        history: int | None = None,
    ) -> None:
        if not re.fullmatch(r"\d{1,20}:[A-Za-z0-9_-]+", token):
            raise ValueError("a token is a number, a colon, and letters, digits, _ or -")
        self.token = token
        self.clock = clock or InventedClock()
        number = int(token.partition(":")[0])
        self.world = World(number, bot_username, bot_name, self.clock, limits or Limits(), history)
        self.url = ""
        self._api = BotApi(self.world, token)
        self._page = page
        self._control = Control(self)
        self._numbers = self.world.numbers
        self._runner: web.ServerRunner | None = None

    # --- the server

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen; `url` says where. Raises ValueError for a host others reach, OSError for a taken port."""
        if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
            raise ValueError("the sandbox listens on this machine only")
        self.world.queue.open()
        server = QuickServer(self._api, self._handle, request_factory=_make_request)
        self._runner = web.ServerRunner(server, shutdown_timeout=GRACE_SECONDS)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        try:
            await site.start()
        except OSError:
            await self._runner.cleanup()
            raise
        bound = self._runner.addresses[0][1]
        self.url = f"http://{f'[{host}]' if ':' in host else host}:{bound}"

    async def stop(self) -> None:
        """Let go of everybody who waits, and of the port, at once."""
        if self.world.webhook is not None:
            webhook, self.world.webhook = self.world.webhook, None
            await webhook.close()
        self.world.hub.close()
        self.world.queue.close()
        if self._runner is not None:
            runner, self._runner = self._runner, None
            await runner.cleanup()

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        try:
            return await self._route(request)
        finally:
            if isinstance(request.protocol, QuickHandler):
                request.protocol.quiet = True

    async def _route(self, request: web.BaseRequest) -> web.StreamResponse:
        path, _, query = request.raw_path.partition("?")
        if "%" in path:
            path = unquote(path)
        if path.startswith("/sandbox/"):
            return await self._control.handle(request, path.removeprefix("/sandbox"))
        if self._api.owns(path):
            return await self._api.handle(request, path, query)
        if self._page and request.method == "GET" and is_ours(request.headers, self.url):
            found = page_file(path)
            if found is not None:
                return found
        return web.Response(status=404, text="Not Found")

    # --- the people

    def add_person(
        self,
        first_name: str = "Мария",
        language_code: str = "bg",
        username: str | None = None,
        note: str | None = None,
        id: int | None = None,
        last_name: str | None = None,
    ) -> Person:
        """A person who has not met the bot yet. Raises ValueError when the id is taken."""
        number = next(self._numbers) if id is None else id
        if number in self.world.people or number <= 0:
            raise ValueError(f"there is somebody with the number {number}")
        body: Json = {"id": number, "is_bot": False, "first_name": first_name, "language_code": language_code}
        body |= {name: value for name, value in (("username", username), ("last_name", last_name)) if value}
        person = Person(self.world, body, note)
        self.world.people[number] = person
        self.world.users[number] = body
        self.world.chats[number] = person.chat
        self.world.publish_people()
        return person

    def add_group(
        self, title: str, by: Person, username: str | None = None, *, kind: str = "supergroup", with_bot: bool = True
    ) -> Group:
        """A group (`kind` "group" or "supergroup") to which its founder has just added the bot, or not yet."""
        group = Group(self.world, self._new_chat(kind, title, username), by)
        if with_bot:
            group.add_bot(by)
        self.world.publish_communities()
        return group

    def add_channel(self, title: str, by: Person, username: str | None = None, *, with_bot: bool = True) -> Channel:
        """A channel whose founder has just made the bot an administrator, or not yet."""
        channel = Channel(self.world, self._new_chat("channel", title, username), by)
        if with_bot:
            channel.add_bot(by)
        self.world.publish_communities()
        return channel

    def _new_chat(self, kind: str, title: str, username: str | None) -> Chat:
        number = self.world.next_community(kind)
        body: Json = {"id": number, "type": kind, "title": title}
        return Chat(number, body | ({"username": username} if username else {}), self.world.history)

    def strike(
        self, *, blocked: float = 0.0, deactivated: float = 0.0, vanished: float = 0.0, quietly: bool = False
    ) -> dict[str, list[int]]:
        """Let shares of everybody block the bot, delete their account or vanish; answers who (`crowds`)."""
        return strike(self.world, blocked=blocked, deactivated=deactivated, vanished=vanished, quietly=quietly)

    def lose_file(self, file_id: str) -> None:
        """Let Telegram refuse a file's identifier from now on. Raises LookupError when it never knew it."""
        self.world.files.lose(file_id)

    @property
    def people(self) -> list[Person]:
        return list(self.world.people.values())

    @property
    def communities(self) -> list[Community]:
        """Groups and channels."""
        return list(self.world.communities.values())

    # --- what happened

    @property
    def sent(self) -> deque[Sent]:
        """Accepted sends, oldest first."""
        return self.world.sent

    @property
    def refused(self) -> deque[Refusal]:
        """Calls that were refused, oldest first."""
        return self.world.refused

    @property
    def calls(self) -> Counter[str]:
        """How often each method was called, refused calls too."""
        return self.world.calls

    @property
    def unknown_methods(self) -> Counter[str]:
        """Methods asked for that the sandbox does not have."""
        return self.world.unknown_methods

    @property
    def warnings(self) -> list[str]:
        """What Telegram would have let pass in silence, though it is hardly meant."""
        return self.world.warnings

    @property
    def unhandled(self) -> Unhandled:
        """Updates the bot has not acknowledged yet, oldest first."""
        return Unhandled(self.world.queue)

    @property
    def switches(self) -> Switches:
        return self.world.switches

    def push(self, update: Json, update_id: int | None = None) -> int | None:
        """Queue an update of any kind and shape, {kind: body}; its identifier may be one that was used before."""
        ((kind, body),) = ((kind, body) for kind, body in update.items() if kind != "update_id")
        return self.world.push(kind, body, update_id)

    async def until(self, holds: Callable[[], Any], seconds: float = 5.0) -> None:
        """Wait until the bot has brought it about; looked at after every call of the bot. Raises TimeoutError."""
        await self.world.until(holds, seconds)

    async def __aenter__(self) -> "Sandbox":
        await self.start()
        return self

    async def __aexit__(self, *exc: object) -> None:
        with contextlib.suppress(OSError):
            await self.stop()


def _make_request(message: Any, payload: Any, protocol: Any, writer: Any, task: Any) -> web.BaseRequest:
    return web.BaseRequest(message, payload, protocol, writer, task, protocol._loop, client_max_size=MOST_BODY)
