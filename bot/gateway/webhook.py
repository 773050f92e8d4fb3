"""The webhook's end: Telegram is told 200 only when its update is safe in the inbox."""

import asyncio
import hmac
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import orjson
import structlog
from aiohttp import web

from bot.gateway import wire

MOST_BYTES = 1024 * 1024
"""An update is a few kilobytes; files come by id, never inside."""

HEALTH = "/health"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
BODY_SECONDS = 10.0
HEALTH_SECONDS = 5.0
STOP_SECONDS = 3.0

Accept = Callable[[int, str], Awaitable[None]]
"""Takes update_id and the update's raw JSON, and returns when both are durable."""

Healthy = Callable[[], Awaitable[Mapping[str, Any]]]
"""Counts for the health page. Raising, or a "status" other than "ok", means unwell."""

log = structlog.get_logger()


def webhook_app(*, secret: str, accept: Accept, healthy: Healthy, path: str) -> web.Application:
    """Answers POST `path` and GET /health, and 404 to everything else.

    To Telegram: 403 for a wrong secret (the body is not even read), 413 above MOST_BYTES, 408 for a body that
    does not come, 400 for what is no update, 503 when the inbox did not take it, so that Telegram brings it
    again, and 200 when it is durable. ValueError for an empty secret and for the health page's own path.
    """
    if not secret:
        raise ValueError("a webhook needs a secret")
    if path == HEALTH or not path.startswith("/"):
        raise ValueError(f"the webhook's path must start with / and differ from {HEALTH}")
    expected = secret.encode()

    async def answer(request: web.Request) -> web.StreamResponse:
        if request.path == path and request.method == "POST":
            return await _receive(request, expected, accept)
        if request.path == HEALTH and request.method == "GET":
            return await _health(healthy)
        return _refusal(404)

    app = web.Application(client_max_size=MOST_BYTES)
    app.router.add_route("*", "/{anything:.*}", answer)
    return app


async def serve(app: web.Application, listen: tuple[str, int]) -> web.AppRunner:
    """Listen at (host, port); port 0 takes a free one, see `addresses`. `await runner.cleanup()` stops it.

    OSError when the address is taken or is not ours.
    """
    # No access log: it would tell at what second whom Telegram brought.
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=STOP_SECONDS, handle_signals=False)
    await runner.setup()
    try:
        await web.TCPSite(runner, *listen).start()
    except OSError:
        await runner.cleanup()
        raise
    return runner


async def _receive(request: web.Request, expected: bytes, accept: Accept) -> web.StreamResponse:
    given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
    if not hmac.compare_digest(given, expected):
        log.warning("webhook.wrong_secret")
        return _refusal(403)
    if request.content_length is not None and request.content_length > MOST_BYTES:
        return _refusal(413)
    try:
        async with asyncio.timeout(BODY_SECONDS):
            body = await request.read()
    except web.HTTPRequestEntityTooLarge:
        return _refusal(413)
    except TimeoutError:
        return _refusal(408)
    except (web.RequestPayloadError, ConnectionError):
        return _refusal(400)
    try:
        update_id, raw = _update(body)
    except ValueError:
        log.warning("webhook.no_update", bytes=len(body))
        return _refusal(400)
    try:
        await accept(update_id, raw)
    except Exception as error:
        log.error("webhook.not_accepted", update=update_id, error=type(error).__name__)
        return web.Response(status=503, headers={"Retry-After": "1"})
    return web.Response()


def _update(body: bytes) -> tuple[int, str]:
    """Its number and its JSON: as it came, or mended where a character was broken. ValueError for what is no update."""
    update = wire.loads(body)
    found = update.get("update_id") if isinstance(update, dict) else None
    if type(found) is not int or not 0 <= found < 2**63:
        raise ValueError("no update_id")
    return found, orjson.dumps(update).decode()


async def _health(healthy: Healthy) -> web.StreamResponse:
    try:
        async with asyncio.timeout(HEALTH_SECONDS):
            facts = {"status": "ok", **await healthy()}
    except Exception as error:
        log.error("health.failed", error=type(error).__name__)
        facts = {"status": "unavailable"}
    return web.json_response(
        body=orjson.dumps(facts),
        status=200 if facts["status"] == "ok" else 503,
        headers={"Cache-Control": "no-store"},
    )


def _refusal(status: int) -> web.Response:
    """Without a word, and without reading what else may come on this connection."""
    response = web.Response(status=status)
    response.force_close()
    return response
