"""One send: a row of the outbox becomes a Bot API call, and Telegram's answer becomes an outcome."""

import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Any, cast

from telegram import Bot, InputFile, InputMedia, InputMediaPhoto
from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.request import RequestData

from bot.gateway.client import Ready
from storage import live
from storage.outbox import Outgoing

FREE = frozenset({"answerCallbackQuery", "sendChatAction"})
"""Calls that put nothing into a chat and count for no chat's limit."""
UPLOADS = (InputFile, InputMedia)
BENIGN = ("message is not modified", "query is too old", "message to delete not found")
UNEDITABLE = ("message to edit not found", "message can't be edited", "message_id_invalid")
GONE = (
    "chat not found",
    "user is deactivated",
    "bot was blocked",
    "bot was kicked",
    "can't initiate conversation",
)
MUTED = (
    "not enough rights to send",
    "have no rights to send",
    "chat_write_forbidden",
    "need administrator rights in the channel",
)
"""A group or channel that is there, and where the bot may not write."""


class Result(Enum):
    SENT = "sent"
    DROPPED = "dropped"
    REFUSED = "refused"
    GIVEN_UP = "given up"
    UNREACHABLE = "unreachable"
    LATER = "later"
    FLOOD = "flood"
    MOVED = "moved"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row. `seconds` says how long to wait after FLOOD; `chat_id` where a MOVED chat is now."""

    row: Outgoing
    result: Result
    answer: Any = None
    file: int | None = None
    seconds: float = 0.0
    chat_id: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Upload:
    """A stored file on its way: by Telegram's own id where it has been sent before, else its bytes."""

    id: int
    telegram_id: str | None
    name: str
    mime: str
    content: bytes | None


# The library gives waiting times as whole seconds unless it is told to give a timedelta, and warns of it.
os.environ.setdefault("PTB_TIMEDELTA", "true")

Fetch = Callable[[int], Awaitable[Upload | None]]


class Delivery:
    """Calls the Bot API for one row at a time; many may be under way at once."""

    def __init__(self, bot: Bot, fetch: Fetch) -> None:
        self._bot = bot
        self._fetch = fetch

    async def send(self, row: Outgoing, method: str, params: dict[str, Any]) -> Outcome:
        """Never raises for what Telegram or the network says; that is the outcome, of what was done in the end."""
        outcome = await self._send(row, method, params)
        if outcome.result is Result.REFUSED and row.otherwise is not None:
            other = row.otherwise
            return await self._send(other, other.method or "", other.params)
        return outcome

    async def _send(self, row: Outgoing, method: str, params: dict[str, Any]) -> Outcome:
        file: int | None = None
        try:
            if params.get("chat_id", row.chat_id) != row.chat_id:
                params = {**params, "chat_id": row.chat_id}  # the group has moved since it was promised
            if "file" in params:
                file = int(params["file"])
                filled = await self._with_file(method, params, file)
                if filled is None:
                    return Outcome(row, Result.DROPPED, why="file-gone")
                params = filled
            # A copy is never sent twice, also where the first is gone from the chat; nor a screen that goes on by
            # itself, which would come as a new message at each of its steps.
            once = row.copy is not None or row.notice == live.NOTICE
            answer = await (self._ask if once else self._call)(method, params)
        except BadRequest as error:
            if (method == "editMessageMedia" or row.notice == live.NOTICE) and _says(error, UNEDITABLE):
                return Outcome(row, Result.DROPPED, why="uneditable")  # whoever looked at it has put it away
            return classify(row, error)
        except TelegramError as error:
            return classify(row, error)
        return Outcome(row, Result.SENT, answer=answer, file=file)

    async def _call(self, method: str, params: dict[str, Any]) -> Any:
        try:
            return await self._ask(method, params)
        except BadRequest as error:
            if method == "editMessageText" and _says(error, UNEDITABLE):
                # The screen is gone from the chat: what was to be shown on it is shown anew.
                anew = {key: value for key, value in params.items() if key != "message_id"}
                return await self._ask("sendMessage", anew)
            raise

    async def _ask(self, method: str, params: dict[str, Any]) -> Any:
        """The result that Telegram answers. A row without a file skips the library's own look at every parameter."""
        if isinstance(params.get("document") or params.get("photo") or params.get("media"), UPLOADS):
            return await self._bot.do_api_request(method, api_kwargs=params)
        ready = cast(RequestData, Ready(params))
        return await self._bot.request.post(f"{self._bot.base_url}/{method}", request_data=ready)

    async def _with_file(self, method: str, params: dict[str, Any], file: int) -> dict[str, Any] | None:
        upload = await self._fetch(file)
        if upload is None:
            return None
        source = upload.telegram_id
        if source is None and upload.content is None:
            return None
        sent = source or InputFile(upload.content or b"", filename=upload.name, attach=method == "editMessageMedia")
        rest = {key: value for key, value in params.items() if key != "file"}
        if method == "editMessageMedia":
            return {**rest, "media": InputMediaPhoto(sent, **params["media"])}
        return {**rest, "photo" if method == "sendPhoto" else "document": sent}


def flood_seconds(error: RetryAfter) -> float:
    """How long Telegram asks to wait; the library gives a number or a timedelta, by a setting of its own."""
    after = error.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)


def classify(row: Outgoing, error: TelegramError) -> Outcome:
    """Telegram's refusal as an outcome of ours."""
    match error:
        case RetryAfter():
            return Outcome(row, Result.FLOOD, seconds=flood_seconds(error))
        case ChatMigrated():
            return Outcome(row, Result.MOVED, chat_id=error.new_chat_id)
        case Forbidden():
            return Outcome(row, Result.UNREACHABLE, why=error.message)
        case InvalidToken() | EndPointNotFound():  # the library takes a refused token for a method that is not there
            return Outcome(row, Result.STOPPED, why="token")
        case BadRequest() if _says(error, BENIGN):
            return Outcome(row, Result.SENT, why="benign")
        case BadRequest() if _says(error, GONE):
            return Outcome(row, Result.UNREACHABLE, why=error.message)
        case BadRequest():
            return Outcome(row, Result.REFUSED, why=error.message)
        case NetworkError():
            return Outcome(row, Result.LATER, why=type(error).__name__)
        case _:
            return Outcome(row, Result.LATER, why=type(error).__name__)


def is_muted(outcome: Outcome) -> bool:
    """Whether Telegram refused it because the bot may not write in that chat."""
    said = outcome.why.lower()
    return any(phrase in said for phrase in MUTED)


def _says(error: TelegramError, phrases: tuple[str, ...]) -> bool:
    said = error.message.lower()
    return any(phrase in said for phrase in phrases)
