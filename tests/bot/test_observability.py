"""What reaches the log, and what must not."""

import asyncio
import io
import json
import logging
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import structlog
from telegram.error import BadRequest

from bot import observability
from bot.observability import HIDDEN, configure, redact

TOKEN = "123456:AAtoken-that-nobody-may-see_0123456789"
URL = f"https://api.telegram.org/bot{TOKEN}/sendMessage"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _put_back(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(observability, "_hidden", ())
    loggers = [logging.getLogger(name) for name in (None, *observability.OURS)]
    levels, handlers = [logger.level for logger in loggers], list(loggers[0].handlers)
    yield
    loggers[0].handlers[:] = handlers
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture
def stream() -> io.StringIO:
    """Where a configured log at INFO goes."""
    target = io.StringIO()
    configure("INFO", TOKEN, target)
    return target


def _lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


log = structlog.get_logger()


def test_an_event_is_one_json_line_with_its_ids(stream: io.StringIO) -> None:
    log.info("consultation.published", consultation=7, topics=["waste"], on=date(2026, 11, 2))
    (line,) = _lines(stream)
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "consultation.published",
        "level": "info",
        "consultation": 7,
        "topics": ["waste"],
        "on": "2026-11-02",
    }


def test_a_terminal_gets_words_for_eyes() -> None:
    terminal = Terminal()
    configure("INFO", TOKEN, terminal)
    log.info("started", way_in="polling")
    assert "started" in terminal.getvalue()
    assert not terminal.getvalue().startswith("{")


@pytest.mark.parametrize("level", ["DEBUG", "INFO", "WARNING", "ERROR"])
def test_what_is_below_the_level_is_not_logged(level: str) -> None:
    target = io.StringIO()
    configure(level, stream=target)
    for method in ("debug", "info", "warning", "error"):
        getattr(log, method)(method)
        getattr(logging.getLogger("bot.somewhere"), method)(method)
    expected = ["debug", "info", "warning", "error"][["DEBUG", "INFO", "WARNING", "ERROR"].index(level) :]
    assert [line["event"] for line in _lines(target)] == [one for one in expected for _ in range(2)]


@pytest.mark.parametrize(
    "name", ["httpx", "httpcore", "aiohttp.access", "apscheduler.scheduler", "telegram.ext", "aiosqlite"]
)
def test_a_library_is_heard_from_warning_up_even_at_debug(name: str) -> None:
    target = io.StringIO()
    configure("DEBUG", TOKEN, target)
    logging.getLogger(name).info("HTTP Request: POST %s", URL)
    assert target.getvalue() == ""
    logging.getLogger(name).warning("slow")
    (line,) = _lines(target)
    assert (line["event"], line["level"], line["logger"]) == ("slow", "warning", name)


def test_the_token_is_hidden_wherever_it_stands(stream: io.StringIO) -> None:
    log.info(f"sent to {URL}", where=URL, nested={"deep": [URL]}, **{f"k{TOKEN}": 1})
    log.bind(context=URL).warning("again")
    logging.getLogger("httpx").warning("HTTP Request: POST %s", URL)
    logging.getLogger("httpx").warning("HTTP Request: %(url)s", {"url": URL})
    assert "nobody-may-see" not in stream.getvalue()
    assert stream.getvalue().count(HIDDEN) == 7


def _fail() -> None:
    try:
        raise OSError(f"cannot connect to {URL}")
    except OSError as error:
        raise BadRequest(f"failed: {URL}") from error


def test_an_exception_with_an_address_leaks_nothing(stream: io.StringIO) -> None:
    try:
        _fail()
    except BadRequest as error:
        log.exception("sender.failed")
        log.error("sender.failed", exc_info=error)
        logging.getLogger("telegram").exception("while sending to %s", URL)
        logging.getLogger("telegram").error("x", exc_info=error, stack_info=True)
    told = stream.getvalue()
    assert "nobody-may-see" not in told
    for line in _lines(stream):
        assert "OSError: cannot connect to https://api.telegram.org/bot[hidden]" in line["exception"]
        assert "telegram.error.BadRequest: failed" in line["exception"]
        assert "_fail" in line["exception"]


def test_an_exception_on_a_terminal_leaks_nothing() -> None:
    terminal = Terminal()
    configure("INFO", TOKEN, terminal)
    try:
        _fail()
    except BadRequest:
        log.exception("sender.failed")
    assert "nobody-may-see" not in terminal.getvalue()
    assert "BadRequest" in terminal.getvalue()


def test_an_error_that_may_quote_a_person_is_told_without_its_words(stream: io.StringIO) -> None:
    who, where = "Иван Петров", "улица Иванова"
    people: dict[str, int] = {}
    try:
        try:
            people[who]
        except KeyError as error:
            raise ExceptionGroup(who, [ValueError(where), OSError(28, "No space left")]) from error
    except ExceptionGroup:
        log.exception("turn.failed")
    (line,) = _lines(stream)
    assert "Иван" not in stream.getvalue()
    assert "KeyError" in line["exception"]
    assert "ValueError" in line["exception"]
    assert "OSError: [Errno 28] No space left" in line["exception"]


def test_a_circle_of_causes_comes_to_an_end(stream: io.StringIO) -> None:
    first, second = ValueError(), KeyError()
    first.__cause__, second.__cause__ = second, first
    log.error("turn.failed", exc_info=first)
    assert "ValueError" in _lines(stream)[0]["exception"]


async def test_a_lost_task_is_told_without_the_words_of_its_error(stream: io.StringIO) -> None:
    loop = asyncio.get_running_loop()
    future: asyncio.Future[None] = loop.create_future()
    loop.default_exception_handler(
        {"message": "Task exception was never retrieved", "future": future, "exception": ValueError("Иван")}
    )
    future.cancel()
    (line,) = _lines(stream)
    assert line["event"] == "Task exception was never retrieved"
    assert "Иван" not in stream.getvalue()


def test_fields_with_people_s_words_are_dropped_and_the_drop_is_told(stream: io.StringIO) -> None:
    log.info("turn", update=5, text="Искам парк", first_name="Иван", nested={"title": "Наредба", "id": 3})
    (line,) = _lines(stream)
    assert "Искам" not in stream.getvalue()
    assert line["dropped"] == ["first_name", "text", "title"]
    assert (line["update"], line["nested"]) == (5, {"id": 3})


def test_an_object_is_told_by_its_kind_alone(stream: io.StringIO) -> None:
    class Person:
        def __repr__(self) -> str:
            return "Иван"

    log.info("turn", who=Person(), raw=b"\xd0\x98")
    line = _lines(stream)[0]
    assert (line["who"], line["raw"]) == ("<Person>", "<bytes>")


def test_a_long_value_is_cut(stream: io.StringIO) -> None:
    log.info("turn", why="a" * 5000)
    assert len(_lines(stream)[0]["why"]) == 201


@pytest.mark.parametrize("value", ["\ud83d", 2**70])
def test_what_no_json_can_hold_does_not_stop_the_log(stream: io.StringIO, value: Any) -> None:
    log.info("turn", odd=value)
    assert _lines(stream)[0]["event"] == "turn"


def test_other_secrets_are_hidden_too() -> None:
    target = io.StringIO()
    configure("INFO", "1:short", target, secrets=("hush-hush", ""))
    log.info("x", a="bot1:short/getMe", b="?s=hush-hush")
    assert "short" not in target.getvalue()
    assert "hush" not in target.getvalue()


def test_a_token_of_somebody_else_is_hidden_too() -> None:
    other = "987654321:BBother_token_of_thirty-five-chars"
    assert redact(f"/bot{other}/x and {other.replace(':', '%3A')}") == f"/bot{HIDDEN}/x and {HIDDEN}"


def test_times_and_ids_are_not_mistaken_for_tokens() -> None:
    line = "2026-11-02T10:20:30Z update 123456 at 17:30, sha256:0f"
    assert redact(line) == line


def test_configuring_again_does_not_double_the_lines(stream: io.StringIO) -> None:
    configure("INFO", TOKEN, stream)
    logging.getLogger("telegram").warning("once")
    assert len(_lines(stream)) == 1
