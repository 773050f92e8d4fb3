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
from bot.sandbox.requests import read_call
from bot.sandbox.switches import Failure
from bot.sandbox.world import World

log = logging.getLogger(__name__)

_TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]+")
_JSON = {"Content-Type": "application/json"}


class BotApi:
    def __init__(self, world: World, token: str) -> None:
        self._world = world
        self._token = token
        self._prefix = f"/bot{token}/"
        self._file_prefix = f"/file/bot{token}/"

    def owns(self, path: str) -> bool:
        return path.startswith(("/bot", "/file/bot"))

    async def handle(self, request: web.BaseRequest, path: str, query: str) -> web.StreamResponse:
        """Answer a request. With the switches set, late, wrongly or not at all."""
        try:
            if path.startswith(self._prefix):
                result = await self._call(request, path[len(self._prefix) :], query)
                return answer(200, b'{"ok":true,"result":' + result + b"}")
            if path.startswith(self._file_prefix):
                return self._download(path[len(self._file_prefix) :])
            raise self._wrong_token(path)
        except Refused as refused:
            return refusal(refused)
        except ConnectionLost:
            if request.transport is not None:
                request.transport.abort()
            return answer(500, b"")

    async def _call(self, request: web.BaseRequest, name: str, query: str) -> bytes:
        """The `result` as JSON. Raises Refused (recorded) or ConnectionLost."""
        try:
            method = METHODS.get(name) or METHODS.get(name.lower())
            if method is None:
                raise self._unknown(name)
            call = await read_call(request, method.name, query)
            self._world.calls[method.name] += 1
            return await self._run(method, call)
        except Refused as refused:
            self._world.record_refusal(name, refused.code, refused.description)
            raise

    async def _run(self, method: Method, call: Call) -> bytes:
        world = self._world
        switches = world.switches
        if switches.latency:
            await asyncio.sleep(switches.latency / 2)
        failure = switches.failure_for(method.name) if switches.failures else None
        self._trouble(failure if failure and not failure.after_accepting else None)
        if not call.params.keys() <= method.parameters:
            raise _unknown_parameter(method, call)
        result: Any = method.run(world, call)
        if inspect.isawaitable(result):
            result = await result
        world.touch()
        body = orjson.dumps(result)
        if switches.latency:
            await asyncio.sleep(switches.latency / 2)
        self._trouble(failure)
        return body

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

    def _wrong_token(self, path: str) -> Refused:
        """404 for what has not the form of a token, 401 for a token of another bot."""
        token = path.removeprefix("/file").removeprefix("/bot").partition("/")[0]
        return Refused(401, "Unauthorized") if _TOKEN.fullmatch(token) else Refused(404, "Not Found")

    def _download(self, path: str) -> web.Response:
        self._trouble(None)
        file = self._world.files.by_path(path)
        if file is None:
            raise Refused(404, "Not Found: file not found")
        return web.Response(body=file.content, headers={"Content-Type": "application/octet-stream"})


def _unknown_parameter(method: Method, call: Call) -> Refused:
    stray = min(call.params.keys() - method.parameters)
    log.warning("parameter %s of %s is not in the sandbox", stray, method.name)
    return Refused(400, f'Bad Request: parameter "{stray}" of {method.name} is not in the sandbox')


def answer(status: int, body: bytes) -> web.Response:
    return web.Response(status=status, body=body, headers=_JSON)


def refusal(refused: Refused) -> web.Response:
    body: dict[str, Any] = {"ok": False, "error_code": refused.code, "description": refused.description}
    headers = dict(_JSON)
    if refused.parameters:
        body["parameters"] = refused.parameters
    if "retry_after" in refused.parameters:
        headers["Retry-After"] = str(refused.parameters["retry_after"])
    return web.Response(status=refused.code, body=orjson.dumps(body), headers=headers)
