"""Reading bodies of requests, and refusing them in plain sentences."""

from typing import TYPE_CHECKING, Any

import orjson
from aiohttp import web

if TYPE_CHECKING:
    from bot.sandbox.people import Person
    from bot.sandbox.sandbox import Sandbox

Json = dict[str, Any]


class Wrong(Exception):
    """A request the control API refuses, with its HTTP status."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


async def body_of(request: web.BaseRequest) -> Json:
    try:
        body = orjson.loads(await request.read() or b"{}")
    except (orjson.JSONDecodeError, web.HTTPRequestEntityTooLarge):
        raise Wrong(400, "The request is no JSON.") from None
    if not isinstance(body, dict):
        raise Wrong(400, "The request is no JSON object.")
    return body


def text_of(body: Json, name: str, default: str | None = None) -> str:
    value = body.get(name)
    value = default if value is None else value
    if not isinstance(value, str):
        raise Wrong(400, f"{name} is a text.")
    return value


def number_of(body: Json, name: str) -> float:
    value = body.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise Wrong(400, f"{name} is a number.")
    return value


def whole_of(body: Json, name: str) -> int:
    value = number_of(body, name)
    if not isinstance(value, int):
        raise Wrong(400, f"{name} is a whole number.")
    return value


def person_of(sandbox: "Sandbox", number: str | int) -> "Person":
    person = sandbox.world.people.get(int(number))
    if person is None:
        raise Wrong(404, "There is no such person.")
    return person


def json_answer(status: int, body: Any) -> web.Response:
    headers = {"Content-Type": "application/json", "Cache-Control": "no-store"}
    return web.Response(status=status, body=orjson.dumps(body), headers=headers)
