"""What there is to see: the state, chats, files, the ledger, and what happens."""

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from aiohttp import web

from bot.sandbox import views
from bot.sandbox.control.answers import Wrong

if TYPE_CHECKING:
    from bot.sandbox.sandbox import Sandbox

Json = dict[str, Any]


KEEP_ALIVE_SECONDS = 15
INLINE_TYPES = frozenset(
    {"image/png", "image/jpeg", "image/gif", "image/webp", "video/mp4", "video/webm", "text/plain", "application/pdf"}
)


async def state(sandbox: "Sandbox") -> tuple[int, Json]:
    profile, world = sandbox.world.profile, sandbox.world
    return 200, {
        "bot": {
            "username": profile.username,
            "first_name": profile.name,
            "commands": profile.default_commands(),
            "description": profile.descriptions.get("", ""),
            "short_description": profile.short_descriptions.get("", ""),
        },
        "clock": {**views.clock(world.clock), "timezone": views.TOWN_TIMEZONE},
        "communities": views.communities(world.communities.values()),
        "people": [person.as_json() for person in world.people.values()],
        "switches": world.switches.as_json(),
    }


async def chat(sandbox: "Sandbox", chat_id: str) -> tuple[int, Json]:
    chat = sandbox.world.chats.get(int(chat_id))
    if chat is None:
        raise Wrong(404, "There is no such chat.")
    return 200, views.chat(chat)


async def ledger(sandbox: "Sandbox") -> tuple[int, Json]:
    """What was accepted: sends and edits of each chat in order, and what was refused, by code."""
    world = sandbox.world
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


async def copies(sandbox: "Sandbox", query: Mapping[str, str]) -> tuple[int, Json]:
    """?containing=...&method=...: how often each chat was sent words with this in them, how often such words came by an
    edit, and how many messages with them stand in the chat now."""
    containing, method = query.get("containing", ""), query.get("method") or None
    if not containing:
        raise Wrong(400, "Say what the messages contain.")
    world = sandbox.world
    standing = {
        chat.id: times
        for chat in world.chats.values()
        if (times := sum(containing in message.text for message in chat.messages.values() if message.from_bot))
    }
    found = {
        "arrived": world.ledger.count(containing, method),
        "edited": world.edit_ledger.count(containing, method),
        "standing": standing,
    }
    return 200, {name: {str(chat): times for chat, times in counts.items()} for name, counts in found.items()}


async def walk(sandbox: "Sandbox") -> tuple[int, Json]:
    """How far those who walk have come, and how long each waited for every reply."""
    if sandbox.world.walk is None:
        raise Wrong(404, "Nobody walks.")
    return 200, sandbox.world.walk.report()


def stored_file(sandbox: "Sandbox", unique_id: str) -> web.Response:
    file = sandbox.world.files.by_unique_id(unique_id)
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


async def events(sandbox: "Sandbox", request: web.BaseRequest) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await response.prepare(request)
    await response.write(b": here\n\n")
    watcher = sandbox.world.hub.watch()
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
        sandbox.world.hub.forget(watcher)
    return response
