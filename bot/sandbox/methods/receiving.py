"""How the bot gets its updates: asking for them, or being called."""

import asyncio
import ipaddress
import re
from typing import Any
from urllib.parse import urlsplit

import orjson
from telegram.constants import PollingLimit, WebhookLimit

from bot.sandbox.calls import Call
from bot.sandbox.methods.registry import method
from bot.sandbox.refusals import Refused, bad_request, not_in_the_sandbox
from bot.sandbox.updates import ALL_KINDS, NOT_BY_DEFAULT
from bot.sandbox.webhook import Webhook
from bot.sandbox.world import World

Json = dict[str, Any]

LONGEST_POLL = 50
_SECRET = re.compile(r"[A-Za-z0-9_-]*")


def _allow(world: World, call: Call) -> None:
    """Take over `allowed_updates`; without it the earlier choice stays."""
    kinds = call.json("allowed_updates", "allowed_updates")
    if kinds is None:
        return
    if not isinstance(kinds, list):
        raise bad_request("expected an Array of String as allowed_updates")
    unknown = set(kinds) - ALL_KINDS
    if unknown:
        raise not_in_the_sandbox(f'update type "{min(map(str, unknown))}"')
    world.queue.allowed = frozenset(kinds) or ALL_KINDS - NOT_BY_DEFAULT


@method("getUpdates", "offset limit timeout allowed_updates")
async def get_updates(world: World, call: Call) -> orjson.Fragment:
    if world.webhook is not None:
        raise Refused(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )
    offset = call.number("offset", 0)
    limit = call.number("limit", int(PollingLimit.MAX_LIMIT), int(PollingLimit.MIN_LIMIT), int(PollingLimit.MAX_LIMIT))
    timeout = call.number("timeout", 0, 0, LONGEST_POLL)
    _allow(world, call)
    world.queue.acknowledge(offset)
    world.touch()
    found = world.queue.peek(limit, world.clock.seconds())
    if not found and timeout:
        found = await _wait(world, limit, timeout)
    return orjson.Fragment(b"[" + b",".join(found) + b"]")


async def _wait(world: World, limit: int, seconds: float) -> list[bytes]:
    """Until an update comes or the time is up. A second poller makes the first one fail, as with Telegram."""
    world.end_poll("Conflict: terminated by other getUpdates request; make sure that only one bot instance is running")
    loop = asyncio.get_running_loop()
    waker = world.poll = world.queue.waker()
    alarm = loop.call_later(seconds, world.queue.wake)
    try:
        await waker
    finally:
        alarm.cancel()
        if world.poll is waker:
            world.poll = None
    return world.queue.peek(limit, world.clock.seconds())


@method("setWebhook", "url certificate ip_address max_connections allowed_updates drop_pending_updates secret_token")
async def set_webhook(world: World, call: Call) -> bool:
    url = call.text("url").strip()
    if not url:
        await _remove(world)
        if call.flag("drop_pending_updates"):
            world.queue.clear()
        return True
    for name in ("certificate", "ip_address"):
        if call.has(name) or name in call.files:
            raise not_in_the_sandbox(f'parameter "{name}"')
    _check_url(url)
    secret = call.text("secret_token")
    if len(secret) > WebhookLimit.MAX_SECRET_TOKEN_LENGTH:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = call.number("max_connections", 40, 1, int(WebhookLimit.MAX_CONNECTIONS_LIMIT))
    _allow(world, call)
    if call.flag("drop_pending_updates"):
        world.queue.clear()
    world.end_poll("Conflict: terminated by setWebhook request")
    await _remove(world)
    world.webhook = Webhook(world, url, secret, connections)
    return True


def _check_url(url: str) -> None:
    """Telegram wants https on one of four ports; the sandbox is offline and calls this machine only, by http."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not host:
        raise bad_request("bad webhook: invalid webhook URL specified")
    try:
        local = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = False
    if not local:
        raise not_in_the_sandbox("a webhook beyond this machine")
    if parts.scheme == "https":
        raise not_in_the_sandbox("a webhook by https on this machine")


@method("deleteWebhook", "drop_pending_updates")
async def delete_webhook(world: World, call: Call) -> bool:
    await _remove(world)
    if call.flag("drop_pending_updates"):
        world.queue.clear()
    return True


async def _remove(world: World) -> None:
    if world.webhook is not None:
        webhook, world.webhook = world.webhook, None
        await webhook.close()


@method("getWebhookInfo")
def get_webhook_info(world: World, call: Call) -> Json:
    webhook = world.webhook
    info: Json = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.queue),
    }
    if webhook:
        info |= {"max_connections": webhook.max_connections}
        if webhook.last_error is not None:
            info |= {"last_error_date": webhook.last_error[0], "last_error_message": webhook.last_error[1]}
    if world.queue.allowed != ALL_KINDS - NOT_BY_DEFAULT:
        info["allowed_updates"] = sorted(world.queue.allowed)
    return info
