"""Bad luck at will: limits, floods, outages, slow and broken networks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.refusals import ConnectionLost, Refused

FLOOD_SECONDS = 3


@dataclass
class Failure:
    method: str
    code: int | None
    description: str
    parameters: dict[str, int]
    after_accepting: bool
    left: int
    skip: int = 0
    chat_id: int | None = None

    def strike(self) -> None:
        """Raises the failure: a Refused, or ConnectionLost without a code."""
        if self.code is None:
            raise ConnectionLost
        raise Refused(self.code, self.description, **self.parameters)


class Switches:
    """`flood`: every send is answered 429, retry after `flood_seconds`. `down`: everything is answered 500. `drop`:
    connections are closed without an answer. `latency`: seconds added to every round trip, half before and half after
    the effect. `now` are the seconds of the invented clock."""

    def __init__(self, ceiling_per_second: int | None, changed: Callable[[], None], now: Callable[[], float]) -> None:
        self._ceiling = ceiling_per_second
        self._changed = changed
        self._now = now
        self._flood = self._down = False
        self._down_until = 0.0
        self.flood_seconds = FLOOD_SECONDS
        self.latency = 0.0
        self.drop = False
        self.failures: list[Failure] = []

    @property
    def ceiling_per_second(self) -> int | None:
        """Messages a second of the whole bot, above which the answer is 429; None lifts it."""
        return self._ceiling

    @ceiling_per_second.setter
    def ceiling_per_second(self, value: int | None) -> None:
        self._ceiling = value
        self._changed()

    @property
    def flood(self) -> bool:
        return self._flood

    @flood.setter
    def flood(self, value: bool) -> None:
        self._flood = value
        self._changed()

    @property
    def down(self) -> bool:
        return self._down or (self._down_until > 0 and self._now() < self._down_until)

    @down.setter
    def down(self, value: bool) -> None:
        self._down, self._down_until = value, 0.0
        self._changed()

    def down_for(self, seconds: float) -> None:
        """Answer 500 for so long by the invented clock, or until `down` is set to False."""
        self._down_until = self._now() + seconds
        self._changed()

    def fail_next(
        self,
        method: str,
        code: int | None,
        description: str = "",
        retry_after: int | None = None,
        times: int = 1,
        after_accepting: bool = False,
        migrate_to_chat_id: int | None = None,
        skip: int = 0,
        chat_id: int | None = None,
    ) -> None:
        """Let the next calls of a method ("*" for any) fail. Without a code the connection is closed instead.

        `after_accepting` does what was asked and loses the answer, as a timeout does. The first `skip` calls pass;
        with `chat_id` only those to this chat are meant.
        """
        words = description or _words(code, retry_after)
        given = {"retry_after": retry_after, "migrate_to_chat_id": migrate_to_chat_id}
        parameters = {name: value for name, value in given.items() if value is not None}
        self.failures.append(Failure(method, code, words, parameters, after_accepting, times, skip, chat_id))

    @property
    def unusual(self) -> bool:
        """Whether anything but a flood is to be met."""
        return bool(self.latency or self.drop or self.down or self.failures)

    def failure_for(self, method: str, chat_id: Any = None) -> Failure | None:
        """The failure this call must meet; it is used up by asking."""
        for failure in self.failures:
            if failure.method in (method, "*") and failure.chat_id in (None, chat_id):
                if failure.skip > 0:
                    failure.skip -= 1
                    continue
                failure.left -= 1
                if failure.left <= 0:
                    self.failures.remove(failure)
                return failure
        return None

    def as_json(self) -> dict[str, Any]:
        return {
            "ceiling_per_second": self._ceiling,
            "flood": self._flood,
            "flood_seconds": self.flood_seconds,
            "down": self.down,
            "drop": self.drop,
            "latency": self.latency,
        }


def _words(code: int | None, retry_after: int | None) -> str:
    return f"Too Many Requests: retry after {retry_after}" if retry_after else f"{code} by request of the test"
