"""Questions to Telegram whose answers become facts.

No turn waits for Telegram, so a question is a promise like any other: a notice that is rendered as a call that asks.
Its settlement keeps what follows from the answer (and nothing else of it) in the commit in which the question leaves
the outbox, and whoever asked hears it in a transaction of its own, once: after a crash it is still there to be heard.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog

from bot.gateway.delivery import Outcome, Result
from bot.services.turn import Town, Turn
from storage import answers
from storage.engine import Engine, Transaction

log = structlog.get_logger()

Hear = Callable[[Turn, Mapping[str, Any], str | None], Awaitable[None]]
"""Takes the facts of the question and that of the answer; None where Telegram would not say."""
_KEPT = frozenset({Result.SENT, Result.REFUSED, Result.UNREACHABLE})


@dataclass(frozen=True, slots=True)
class Question:
    """`fact` is what is kept of Telegram's answer, `hear` whoever asked."""

    fact: Callable[[Mapping[str, Any]], str | None]
    hear: Hear


class Answers:
    """`questions` by the notice that asks. `committed` is called after every durable step."""

    def __init__(
        self,
        engine: Engine,
        town: Town,
        *,
        clock: Callable[[], datetime],
        committed: Callable[[], None],
        questions: Mapping[str, Question],
    ) -> None:
        self._engine = engine
        self._town = town
        self._clock = clock
        self._committed = committed
        self._questions = questions
        self._news = asyncio.Event()

    def keep(self, tx: Transaction, outcome: Outcome) -> None:
        """Part of the settlement of every row: nothing where it asked nothing."""
        row = outcome.row
        question = self._questions.get(row.notice or "")
        if question is None or outcome.result not in _KEPT:
            return
        said = outcome.answer if outcome.result is Result.SENT and isinstance(outcome.answer, dict) else None
        answers.keep(tx, row.notice or "", row.params, None if said is None else question.fact(said))
        tx.after_commit(self._news.set)

    async def run(self, *, every: float) -> None:
        """Until cancelled; looks also without being told to, so often (seconds)."""
        while True:
            self._news.clear()
            try:
                await self.work_all()
            except Exception as error:
                log.error("answers.storage_failed", error=type(error).__name__)  # they wait where they are
            with suppress(TimeoutError):
                async with asyncio.timeout(every):
                    await self._news.wait()

    async def work_all(self) -> bool:
        """Everything that was answered is heard; returns whether there was anything.

        What fails is logged and gone: whoever waits for it asks again.
        """
        heard = False
        async with self._engine.glance() as tx:
            left = await answers.is_any(tx)
        while left:
            heard = True
            left = await self._next()
            self._committed()
        return heard

    async def _next(self) -> bool:
        async with self._engine.write() as tx:
            answer = await answers.take(tx)
            if answer is None:
                return False
            question = self._questions.get(answer.question)
            try:
                with tx.part():
                    if question is not None:
                        turn = Turn(tx=tx, now=self._clock(), town=self._town)
                        await question.hear(turn, answer.params, answer.fact)
            except Exception as error:
                log.error("answer.unheard", question=answer.question, error=type(error).__name__)
        return True
