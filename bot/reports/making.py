"""A process of its own that makes one file."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from pydantic import BaseModel

from bot.documents.__main__ import Order, kind_of
from bot.i18n import Translator

AT_MOST_SECONDS = 180.0

Make = Callable[[Any, str, Translator], Awaitable[bytes]]
"""From what it is about (a model of `bot.documents`), a format and a language to the bytes of a file."""


class MakingFailed(Exception):
    """The process that was to make a file ended badly, or took too long."""


async def in_process(about: BaseModel, format: str, t: Translator) -> bytes:
    """Raises MakingFailed. Nothing of what people wrote comes out by any other way than in the file."""
    order = Order(
        kind=kind_of(about), about=about.model_dump_json(), format=format, language=t.language, zone=t.zone.key
    )
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.documents"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for the bot, which ends this itself
    )
    try:
        async with asyncio.timeout(AT_MOST_SECONDS):
            content, _ = await process.communicate(order.model_dump_json().encode())
    except TimeoutError as error:
        raise MakingFailed("too long") from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode or not content:
        raise MakingFailed(str(process.returncode))
    return content
