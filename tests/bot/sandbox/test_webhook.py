import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.sandbox import Person, Sandbox
from bot.sandbox.methods import receiving
from tests.bot.sandbox.conftest import Caller, Refusal


class Receiver:
    """A bot's webhook that answers what it is told to."""

    def __init__(self) -> None:
        self.url = ""
        self.statuses: list[int] = []
        self.texts: list[str] = []
        self.secrets: set[str | None] = set()
        self.answer = ""

    async def handle(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.texts.append(update["message"]["text"])
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200, text=self.answer)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


async def test_updates_are_delivered_in_order_with_the_secret(
    call: Caller, receiver: Receiver, sandbox: Sandbox, maria: Person
) -> None:
    maria.say("едно")
    await call("setWebhook", url=receiver.url, secret_token="s-1_A")
    maria.say("две")
    maria.say("три")
    await sandbox.until(lambda: not sandbox.unhandled)
    assert receiver.texts == ["едно", "две", "три"]
    assert receiver.secrets == {"s-1_A"}


async def test_an_update_is_delivered_again_until_it_is_taken(
    call: Caller, receiver: Receiver, sandbox: Sandbox, maria: Person
) -> None:
    receiver.statuses = [500, 404, 200]
    await call("setWebhook", url=receiver.url)
    maria.say("едно")
    maria.say("две")
    await sandbox.until(lambda: not sandbox.unhandled)
    assert receiver.texts == ["едно", "едно", "едно", "две"]
    info = await call("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 404 Not Found"
    assert info["pending_update_count"] == 0


async def test_a_method_in_the_answer_is_not_passed_over_in_silence(
    call: Caller, receiver: Receiver, sandbox: Sandbox, maria: Person
) -> None:
    receiver.answer = '{"method": "sendMessage", "chat_id": 1, "text": "a"}'
    await call("setWebhook", url=receiver.url)
    maria.say("едно")
    await sandbox.until(lambda: not sandbox.unhandled)
    assert sandbox.warnings == ["a method in the answer to a webhook is not in the sandbox"]


async def test_asking_for_updates_conflicts_with_a_webhook(call: Caller, receiver: Receiver, sandbox: Sandbox) -> None:
    poll = asyncio.ensure_future(call("getUpdates", timeout=50))
    await sandbox.until(lambda: sandbox.world.poll)
    await call("setWebhook", url=receiver.url)
    with pytest.raises(Refusal, match="Conflict: terminated by setWebhook request"):
        await poll
    with pytest.raises(Refusal) as refusal:
        await call("getUpdates")
    assert (refusal.value.code, refusal.value.description) == (
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    )
    await call("deleteWebhook")
    assert await call("getUpdates") == []


@pytest.mark.parametrize("method", ["setWebhook", "deleteWebhook"])
async def test_pending_updates_can_be_dropped(call: Caller, maria: Person, method: str) -> None:
    maria.say("едно")
    await call(method, drop_pending_updates=True)
    assert await call("getUpdates") == []


async def test_what_was_set_is_told(call: Caller, receiver: Receiver) -> None:
    assert await call("getWebhookInfo") == {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
    await call("setWebhook", url=receiver.url, max_connections=500, allowed_updates=["message"])
    assert await call("getWebhookInfo") == {
        "url": receiver.url,
        "has_custom_certificate": False,
        "pending_update_count": 0,
        "max_connections": 100,
        "allowed_updates": ["message"],
    }


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"url": "ftp://127.0.0.1/"}, "bad webhook: invalid webhook URL specified"),
        ({"url": "https://haskovo.bg/hook"}, "a webhook beyond this machine is not in the sandbox"),
        ({"url": "https://127.0.0.1/hook"}, "a webhook by https on this machine is not in the sandbox"),
        ({"url": "http://127.0.0.1:1/", "secret_token": "x" * 257}, "secret token is too long"),
        ({"url": "http://127.0.0.1:1/", "secret_token": "тайна"}, "secret token contains unallowed characters"),
        ({"url": "http://127.0.0.1:1/", "ip_address": "1.2.3.4"}, 'parameter "ip_address" is not in the sandbox'),
    ],
)
async def test_a_bad_webhook_is_refused(call: Caller, params: dict[str, str], words: str) -> None:
    with pytest.raises(Refusal) as refusal:
        await call("setWebhook", **params)
    assert refusal.value.description == f"Bad Request: {words}"


async def test_a_webhook_nobody_answers_at_is_told_and_let_go_at_the_end(
    call: Caller, sandbox: Sandbox, maria: Person
) -> None:
    await call("setWebhook", url="http://127.0.0.1:1/")
    maria.say("едно")
    await sandbox.until(lambda: sandbox.world.webhook and sandbox.world.webhook.last_error)
    assert (await call("getWebhookInfo"))["last_error_message"] == "Connection refused"
    assert len(sandbox.unhandled) == 1


def test_a_poll_lasts_no_longer_than_telegrams() -> None:
    assert receiving.LONGEST_POLL == 50
