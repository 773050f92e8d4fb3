"""What kinds of files a feature makes, and the way to whoever makes one.

Heavy libraries are imported by the maker that needs them, when it runs (in a worker, see `bot.reports`): a bot that
starts must not pay for them.
"""

import importlib
from collections.abc import Callable
from typing import NamedTuple, cast

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Kind(NamedTuple):
    """How a format is made and sent. `module` has a function `make`."""

    module: str
    suffix: str
    mime: str


def maker(feature: str, kind: Kind) -> Callable[..., bytes]:
    """The function that makes it: takes up to seconds, so never in a turn."""
    module = importlib.import_module(f"bot.documents.{feature}.{kind.module}")
    return cast(Callable[..., bytes], module.make)
