"""The table of methods: each one's function and the parameters it takes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.calls import Call
from bot.sandbox.world import World

Run = Callable[[World, Call], Any]
"""Answers the `result`, as JSON or as an `orjson.Fragment`. Raises Refused."""


@dataclass(frozen=True, slots=True)
class Method:
    name: str
    run: Run
    parameters: frozenset[str]


METHODS: dict[str, Method] = {}
"""By the name in lower case: Telegram does not mind the case."""


def method(name: str, parameters: str = "") -> Callable[[Run], Run]:
    """Enter a function for a Bot API method; `parameters` are the names it takes, separated by spaces."""

    def enter(run: Run) -> Run:
        METHODS[name.lower()] = Method(name, run, frozenset(parameters.split()))
        return run

    return enter


SENDING = (
    "chat_id disable_notification protect_content reply_markup reply_parameters reply_to_message_id "
    "allow_sending_without_reply allow_paid_broadcast "
)
"""What every send takes, apart from its content."""
