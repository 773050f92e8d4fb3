"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

import asyncio
import inspect
import logging
import re
from typing import Any

import orjson
from aiohttp import web

from bot.sandbox.calls import Call
from bot.sandbox.methods import METHODS, Method
from bot.sandbox.refusals import ConnectionLost, Refused
from bot.sandbox.requests import FORM, JSON, read_call, read_plain
from bot.sandbox.switches import Failure
from bot.sandbox.world import World

log = logging.getLogger(__name__)

_TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]+")
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d{1,7})\r\n", re.IGNORECASE)
_KIND = re.compile(rb"\r\ncontent-type: *(application/json|application/x-www-form-urlencoded)", re.IGNORECASE)
_UNUSUAL = re.compile(
    rb"\r\n(?:transfer-encoding|expect|upgrade|origin|content-encoding|connection: *close)", re.IGNORECASE
)
_KINDS = {b"application/json": JSON, b"application/x-www-form-urlencoded": FORM}
_AT_ONCE = {
    method.name.encode() + b" HTTP/1.1\r\n": method
    for method in METHODS.values()
    if not inspect.iscoroutinefunction(method.run)
}


class BotApi:
    def __init__(self, world: World, token: str) -> None:
        self._world = world
        self._prefix = f"/bot{token}/"
        self._file_prefix = f"/file/bot{token}/"
        self._post = f"POST {self._prefix}".encode()

    def owns(self, path: str) -> bool:
        return path.startswith(("/bot", "/file/bot"))

    async def handle(self, request: web.BaseRequest, path: str, query: str) -> web.StreamResponse:
        """Answer a request. With the switches set, late, wrongly or not at all."""
        try:
            if "Origin" in request.headers:
                raise Refused(403, "Forbidden: a web page is no bot")
            if path.startswith(self._prefix):
                result = await self._call(request, path[len(self._prefix) :], query)
                return _response(200, {}, result)
            if path.startswith(self._file_prefix):
                return self._download(path[len(self._file_prefix) :])
            raise _wrong_token(path)
        except Refused as refused:
            return _response(*_refusal(refused))
        except ConnectionLost:
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=500)

    def answer_at_once(self, data: bytes) -> bytes | None:
        """The whole HTTP answer to a whole request; None, and nothing done, when it has to go the usual way."""
        if not data.startswith(self._post) or self._world.switches.unusual:
            return None
        begin = len(self._post)
        method = _AT_ONCE.get(data[begin : data.find(b"\n", begin) + 1])
        body = data.find(b"\r\n\r\n") + 4
        if method is None or body < 4:
            return None
        length, kind = _LENGTH.search(data, 0, body), _KIND.search(data, 0, body)
        if length is None or kind is None or _UNUSUAL.search(data, 0, body):
            return None
        if body + int(length[1]) != len(data):
            return None
        try:
            call = Call(method.name, read_plain(_KINDS[kind[1].lower()], data[body:]), {})
            self._world.calls[method.name] += 1
            return _raw(200, {}, _ok(self._do(method, call)))
        except Refused as refused:
            self._world.record_refusal(method.name, refused.code, refused.description)
            return _raw(*_refusal(refused))

    async def _call(self, request: web.BaseRequest, name: str, query: str) -> bytes:
        """The body of a good answer. Raises Refused (recorded) or ConnectionLost."""
        try:
            method = METHODS.get(name.lower())
            if method is None:
                raise self._unknown(name)
            call = await read_call(request, method.name, query)
            self._world.calls[method.name] += 1
            return await self._through_trouble(method, call)
        except Refused as refused:
            self._world.record_refusal(name, refused.code, refused.description)
            raise

    async def _through_trouble(self, method: Method, call: Call) -> bytes:
        switches = self._world.switches
        if switches.latency:
            await asyncio.sleep(switches.latency / 2)
        failure = switches.failure_for(method.name, _chat_of(call)) if switches.failures else None
        self._trouble(None if failure and failure.after_accepting else failure)
        result = self._do(method, call)
        if inspect.isawaitable(result):
            result = await result
        body = _ok(result)
        if switches.latency:
            await asyncio.sleep(switches.latency / 2)
        self._trouble(failure)
        return body

    def _do(self, method: Method, call: Call) -> Any:
        """Run a method. Raises Refused, with 500 for a mistake of the sandbox's own, which is logged."""
        if not call.params.keys() <= method.parameters:
            raise _unknown_parameter(method, call)
        try:
            return method.run(self._world, call)
        except Refused:
            raise
        except Exception:
            log.exception("the sandbox stumbled over %s", method.name)
            raise Refused(500, "Internal Server Error: the sandbox stumbled") from None
        finally:
            self._world.touch()

    def _trouble(self, failure: Failure | None) -> None:
        if self._world.switches.drop:
            raise ConnectionLost
        if self._world.switches.down:
            raise Refused(500, "Internal Server Error")
        if failure is not None:
            failure.strike()

    def _unknown(self, name: str) -> Refused:
        self._world.unknown_methods[name] += 1
        log.warning("method %s is not in the sandbox", name)
        return Refused(404, f"Not Found: method {name} is not in the sandbox")

    def _download(self, path: str) -> web.Response:
        self._trouble(None)
        file = self._world.files.by_path(path)
        if file is None:
            raise Refused(404, "Not Found: file not found")
        return web.Response(body=file.content, headers={"Content-Type": "application/octet-stream"})


def _chat_of(call: Call) -> int | None:
    try:
        return int(call.params.get("chat_id", ""))
    except (TypeError, ValueError):
        return None


def _wrong_token(path: str) -> Refused:
    """404 for what has not the form of a token, 401 for a token of another bot."""
    token = path.removeprefix("/file").removeprefix("/bot").partition("/")[0]
    return Refused(401, "Unauthorized") if _TOKEN.fullmatch(token) else Refused(404, "Not Found")


def _unknown_parameter(method: Method, call: Call) -> Refused:
    stray = min(call.params.keys() - method.parameters)
    log.warning("parameter %s of %s is not in the sandbox", stray, method.name)
    return Refused(400, f'Bad Request: parameter "{stray}" of {method.name} is not in the sandbox')


Answer = tuple[int, dict[str, str], bytes]


def _ok(result: Any) -> bytes:
    return b'{"ok":true,"result":' + orjson.dumps(result) + b"}"


def _refusal(refused: Refused) -> Answer:
    """Status, further headers and body."""
    body: dict[str, Any] = {"ok": False, "error_code": refused.code, "description": refused.description}
    headers = {}
    if refused.parameters:
        body["parameters"] = refused.parameters
    if "retry_after" in refused.parameters:
        headers["Retry-After"] = str(refused.parameters["retry_after"])
    return refused.code, headers, orjson.dumps(body)


def _response(status: int, headers: dict[str, str], body: bytes) -> web.Response:
    return web.Response(status=status, body=body, headers={"Content-Type": JSON, **headers})


def _raw(status: int, headers: dict[str, str], body: bytes) -> bytes:
    further = "".join(f"{name}: {value}\r\n" for name, value in headers.items()).encode()
    return b"HTTP/1.1 %d Sandbox\r\nContent-Type: application/json\r\nContent-Length: %d\r\n%b\r\n%b" % (
        status,
        len(body),
        further,
        body,
    )
