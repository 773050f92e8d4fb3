"""The control API: what the chat page and tests in other processes do, over `/sandbox/...`."""

import re
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.sandbox.control import acting, communities, crowding, looking, moving, sending
from bot.sandbox.control.answers import Wrong, body_of, json_answer
from bot.sandbox.control.guard import is_ours
from bot.sandbox.refusals import Misuse, Refused

if TYPE_CHECKING:
    from bot.sandbox.sandbox import Sandbox

__all__ = ["Control", "is_ours"]

Handler = Callable[..., Awaitable[tuple[int, Any]]]
"""Takes the sandbox, for POST the body (the request itself for files), and what the pattern caught."""


def _route(method: str, path: str, handler: Handler) -> tuple[str, re.Pattern[str], Handler]:
    return method, re.compile(path.replace("{chat}", r"(-?\d{1,18})").replace("{id}", r"(\d{1,18})")), handler


ROUTES = [
    _route("GET", "/state", looking.state),
    _route("GET", "/chats/{chat}", looking.chat),
    _route("GET", "/ledger", looking.ledger),
    _route("POST", "/people", acting.add_person),
    _route("POST", "/people/{id}/text", sending.text),
    _route("POST", "/people/{id}/start", acting.start),
    _route("POST", "/people/{id}/press", acting.press),
    _route("POST", "/people/{id}/edit", sending.edit),
    _route("POST", "/people/{id}/file", sending.file),
    _route("POST", "/people/{id}/album", sending.album),
    _route("POST", "/people/{id}/location", sending.location),
    _route("POST", "/people/{id}/poll", sending.poll),
    _route("POST", "/people/{id}/contact", sending.contact),
    _route("POST", "/people/{id}/other", sending.other),
    _route("POST", "/people/{id}/blocked", acting.blocked),
    _route("POST", "/people/{id}/gone", acting.gone),
    _route("POST", "/communities", communities.found),
    _route("POST", "/communities/{chat}/bot", communities.bot),
    _route("POST", "/communities/{chat}/members", communities.member),
    _route("POST", "/communities/{chat}/upgrade", communities.upgrade),
    _route("POST", "/files/lose", moving.lose_file),
    _route("POST", "/clock", moving.clock),
    _route("POST", "/switches", moving.switches),
    _route("POST", "/fail_next", moving.fail_next),
    _route("POST", "/flood_updates", crowding.flood_updates),
    _route("POST", "/crowd/trouble", crowding.trouble),
    _route("POST", "/walk", crowding.walk),
    _route("GET", "/walk", looking.walk),
    _route("POST", "/reset", moving.reset),
]


WHOLE = (sending.file, sending.album)  # they read the request themselves


class Control:
    def __init__(self, sandbox: "Sandbox") -> None:
        self._sandbox = sandbox

    async def handle(self, request: web.BaseRequest, path: str) -> web.StreamResponse:
        """Answer a request for `/sandbox<path>`."""
        if not is_ours(request.headers, self._sandbox.url):
            words = "The sandbox listens to its own page and to programs on this machine only."
            return json_answer(403, {"error": words})
        try:
            if request.method == "GET" and path == "/events":
                return await looking.events(self._sandbox, request)
            if request.method == "GET" and path.startswith("/files/"):
                return looking.stored_file(self._sandbox, path.removeprefix("/files/"))
            if request.method == "GET" and path == "/ledger/copies":
                return json_answer(*await looking.copies(self._sandbox, request.query))
            status, body = await self._answer(request, path)
            self._sandbox.world.touch()
            return json_answer(status, body)
        except Wrong as wrong:
            return json_answer(wrong.status, {"error": str(wrong)})
        except Misuse as misuse:
            return json_answer(409, {"error": str(misuse)})
        except Refused as refused:
            return json_answer(400, {"error": f"{refused.description}."})

    async def _answer(self, request: web.BaseRequest, path: str) -> tuple[int, Any]:
        matches = [
            (method, match, handler) for method, pattern, handler in ROUTES if (match := pattern.fullmatch(path))
        ]
        if not matches:
            raise Wrong(404, "There is nothing here.")
        for method, match, handler in matches:
            if method != request.method:
                continue
            if method == "GET":
                return await handler(self._sandbox, *match.groups())
            body = request if handler in WHOLE else await body_of(request)
            return await handler(self._sandbox, body, *match.groups())
        raise Wrong(405, "Not with this method.")
