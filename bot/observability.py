"""Logs for the operator: events and ids, never what people said or who they are, and never the token.

Ours are structlog events; what libraries log goes the same way, from WARNING up, because below that some of them
write whole requests, rows and updates. Three nets lie under the convention: fields that commonly hold people's
words are dropped, the words of errors that may quote them are left out, and every finished line is searched for
secrets.
"""

import json
import logging
import re
import sys
import traceback
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from datetime import date
from typing import Any, TextIO
from uuid import UUID

import aiohttp
import orjson
import structlog
from structlog.typing import EventDict, Processor
from telegram.error import TelegramError

from storage.engine import DatabaseUnavailable

HIDDEN = "[hidden]"
PRIVATE = frozenset(
    (
        *("text", "caption", "title", "summary", "question", "answer", "statement", "proposal_text", "comment"),
        *("name", "first_name", "last_name", "full_name", "username", "user", "contact", "phone", "email"),
        *("message", "payload", "update_json", "data", "draft", "values", "params", "query", "body", "html"),
        *("location", "latitude", "longitude", "address", "note", "token", "secret", "key", "url"),
    )
)
"""Names of fields that commonly hold what people said or who they are."""

LONGEST_VALUE = 200
OURS = ("bot", "handlers", "storage")

_TOKEN = re.compile(r"[0-9]{3,}(?::|%3[Aa])[A-Za-z0-9_-]{30,}")
_TELLING = (OSError, TelegramError, aiohttp.ClientError, DatabaseUnavailable)
"""Errors whose words come from a machine. Others may quote a person: KeyError('Иван')."""

_hidden: tuple[str, ...] = ()


def configure(level: str, token: str = "", stream: TextIO | None = None, *, secrets: Iterable[str] = ()) -> None:
    """Log to `stream` (stderr) from `level` up: JSON lines, or words for eyes when it is a terminal.

    May be called again. `token`, each of `secrets` and whatever looks like a bot token appear as `[hidden]`,
    also in exceptions and in what libraries log.
    """
    global _hidden
    _hidden = tuple(secret for secret in (token, *secrets) if secret)
    target = sys.stderr if stream is None else stream
    readable = target.isatty()
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _keep_errors_quiet,
    ]
    last: list[Processor] = [_in_colour() if readable else _in_json, redact_line]
    structlog.configure(
        processors=[_drop_private, *shared, *last],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.WriteLoggerFactory(file=target),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(target)
    handler.addFilter(redact_record)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(logging.getLevelNamesMapping()[level], logging.WARNING))
    for name in OURS:
        logging.getLogger(name).setLevel(level)


def redact(text: str) -> str:
    """The text without secrets."""
    for secret in _hidden:
        text = text.replace(secret, HIDDEN)
    return _TOKEN.sub(HIDDEN, text)


def redact_line(_logger: Any, _method: str, line: Any) -> Any:
    """The last processor: searches the finished line, so that no field, key or traceback is forgotten."""
    return redact(line)


def redact_record(record: logging.LogRecord) -> bool:
    """A filter for handlers of the standard library. The record's words are made now, and made clean."""
    # The first line says what happened; asyncio prints objects in those that follow.
    first, _, _ = record.getMessage().partition("\n")
    record.msg, record.args = redact(first), None
    if record.exc_info and record.exc_info[1] is not None:
        record.exc_text = quiet_traceback(record.exc_info[1])
    if record.stack_info:
        record.stack_info = redact(record.stack_info)
    return True


def quiet_traceback(error: BaseException) -> str:
    """Where it happened and what kind it was, causes first; its words only where they come from a machine."""
    return redact("".join(_told(error, set())))


def _told(error: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen:
        yield from _told(before, seen)
        yield "which led to\n"
    yield from traceback.format_list(traceback.extract_tb(error.__traceback__))
    yield f"{_described(error)}\n"
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            if id(one) not in seen:
                yield from _told(one, seen)


def _described(error: BaseException) -> str:
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    return f"{name}: {error}" if isinstance(error, _TELLING) else name


def _keep_errors_quiet(_logger: Any, _method: str, event: EventDict) -> EventDict:
    info = event.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    error = info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        event["exception"] = quiet_traceback(error)
    return event


def _drop_private(_logger: Any, _method: str, event: EventDict) -> EventDict:
    dropped: list[str] = []
    kept = _clean(event, dropped)
    if dropped:
        kept["dropped"] = sorted(set(dropped))
    return kept


def _clean(fields: Mapping[str, Any], dropped: list[str]) -> MutableMapping[str, Any]:
    kept: MutableMapping[str, Any] = {}
    for key, value in fields.items():
        if str(key).lower() in PRIVATE:
            dropped.append(str(key))
        else:
            kept[str(key)] = value if key == "exc_info" else _plain(value, dropped)
    return kept


def _plain(value: Any, dropped: list[str]) -> Any:
    """Numbers, short words, dates, and collections of them. Of anything else only its kind: a model prints itself."""
    match value:
        case str():
            return value if len(value) <= LONGEST_VALUE else f"{value[:LONGEST_VALUE]}…"
        case None | bool() | int() | float():
            return value
        case date() | UUID():
            return str(value)
        case Mapping():
            return _clean(value, dropped)
        case list() | tuple() | set() | frozenset():
            return [_plain(one, dropped) for one in value]
        case _:
            return f"<{type(value).__name__}>"


def _in_json(_logger: Any, _method: str, event: EventDict) -> str:
    try:
        return orjson.dumps(event).decode()
    except orjson.JSONEncodeError:  # half a surrogate pair, or a number beyond 64 bits
        return json.dumps(event, default=str)


def _in_colour() -> Processor:
    return structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
