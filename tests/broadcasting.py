"""A town in which announcements are under way: people before a stand-in for Telegram, copies, and a sender that is
played step by step, so that ten minutes of waiting take none.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from telegram import Bot

from bot.app import build_application
from bot.broadcast.source import Copies
from bot.domain.announcements import Announcement
from bot.domain.contents import Content, Kind
from bot.domain.deliveries import DeliveryState, Tally
from bot.domain.ids import AnnouncementId
from bot.domain.participants import QuietHours
from bot.gateway.delivery import Delivery, Outcome, Result, Upload
from bot.gateway.limits import Limits
from bot.gateway.queues import LOOK_SECONDS
from bot.gateway.sender import Sender
from bot.sandbox import Limits as Ceiling
from bot.sandbox import Person, Sandbox
from bot.services.announcements import finishing
from bot.services.turn import Turn
from bot.settings import only
from storage import announcements, outbox
from storage.engine import Engine
from storage.outbox import Lane, Outgoing
from tests.conftest import KEY
from tests.copies import announce
from tests.telling import TOWN, furnish, local

MORNING = "2026-11-04 10:00"
PACE = 28
"""Messages a second, as in an ordinary town."""
ROUND = 0.001
"""Seconds for the least that can happen."""


async def no_file(number: int) -> Upload | None:
    return None


class Stumbling(Delivery):
    """As Telegram answers, but that its server fails over some chats."""

    def __init__(self, bot: Bot) -> None:
        super().__init__(bot, no_file)
        self.stumbles: set[int] = set()

    async def send(self, row: Outgoing, method: str, params: dict[str, Any]) -> Outcome:
        if row.chat_id in self.stumbles:
            return Outcome(row, Result.LATER, why="NetworkError")
        return await super().send(row, method, params)


class Air:
    """`now` is the clock, which goes with what is played; `shift` is how far somebody has set it (seconds)."""

    def __init__(self, engine: Engine, sandbox: Sandbox, delivery: Stumbling, *, per_second: float) -> None:
        self.engine = engine
        self.sandbox = sandbox
        self.began = local(MORNING)
        self.seconds = 0.0
        self.shift = 0.0
        self.limits = Limits(per_second=per_second)
        self._delivery = delivery
        self.people: list[Person] = []
        self.sender = self._new_sender()

    def _new_sender(self) -> Sender:
        return Sender(
            self.engine,
            self._delivery,
            self.limits,
            render=_no_notices,
            source=Copies(self.engine, TOWN, clock=self.clock, username=lambda: "bot"),
            clock=self.clock,
            monotonic=lambda: self.seconds,
        )

    def clock(self) -> datetime:
        return self.began + timedelta(seconds=self.seconds + self.shift)

    # -- people and what they get --------------------------------------------------------------------------------

    async def crowd(self, count: int, *, language: str = "bg") -> list[Person]:
        """So many more who agreed to be written to, at any hour."""
        found = []
        for _ in range(count):
            person = self.sandbox.add_person(first_name="Мария", language_code=language)
            person.say("Здравейте")
            found.append(person)
        async with self.engine.write() as tx:
            await tx.many(
                """INSERT INTO participants (telegram_id, language, cadence, consent_version, consent_language,
                                             consented_at, last_seen_on)
                   VALUES (:id, :language, 'at_once', '1', :language, 0, '2026-11-04')""",
                [{"id": person.id, "language": language} for person in found],
            )
        self.people += found
        return found

    async def choose(self, person: Person, **columns: Any) -> None:
        """What somebody has chosen since, as it is kept."""
        assignments = ", ".join(f"{name} = :{name}" for name in columns)
        async with self.engine.write() as tx:
            await tx.run(f"UPDATE participants SET {assignments} WHERE telegram_id = :id", id=person.id, **columns)

    async def quiet(self, person: Person, hours: QuietHours) -> None:
        await self.choose(person, quiet_start=hours.start_minute, quiet_end=hours.end_minute)

    async def erase(self, person: Person) -> None:
        async with self.engine.write() as tx:
            await tx.run("DELETE FROM participants WHERE telegram_id = :id", id=person.id)
        self.sender.silence(person.id)

    def stumble_over(self, person: Person) -> None:
        """Telegram's server fails whenever something is sent to this person."""
        self._delivery.stumbles.add(person.id)

    def heard(self, person: Person) -> list[str]:
        """What stands in somebody's chat, from the bot."""
        return [message.text for message in person.messages if message.from_bot]

    def reached(self, words: str) -> list[int]:
        """How often each of the crowd has a message with these words."""
        return [sum(words in text for text in self.heard(person)) for person in self.people]

    # -- announcements -------------------------------------------------------------------------------------------

    async def announce(
        self,
        text: str | Mapping[str, Content],
        people: Sequence[Person] | None = None,
        *,
        state: DeliveryState = DeliveryState.waiting,
        chats: Sequence[int] = (),
        **changes: Any,
    ) -> AnnouncementId:
        """It is being sent to these people (all), and to chats by Telegram's number."""
        contents = {"bg": Content(kind=Kind.text, html=text)} if isinstance(text, str) else text
        now = self.clock()
        async with self.engine.write() as tx:
            one = await announce(tx, "Новина", now=now, texts=contents, **changes)
            await tx.many(
                """INSERT INTO deliveries (announcement, participant, language, due_at, state)
                   SELECT :one, id, language, :now, :state FROM participants WHERE telegram_id = :person""",
                [
                    {"one": one.id, "person": person.id, "now": int(now.timestamp()), "state": state.value}
                    for person in (self.people if people is None else people)
                ],
            )
            for chat in chats:
                await tx.run(
                    """INSERT INTO chats (chat_id, kind, title, language, joined_at)
                       VALUES (:chat, 'supergroup', 'Квартал', 'bg', 0) ON CONFLICT DO NOTHING""",
                    chat=chat,
                )
                await tx.run(
                    """INSERT INTO deliveries (announcement, chat, language, due_at)
                       SELECT :one, id, language, :now FROM chats WHERE chat_id = :chat""",
                    one=one.id,
                    chat=chat,
                    now=int(now.timestamp()),
                )
        return one.id

    async def read(self, number: AnnouncementId) -> Announcement:
        async with self.engine.read() as tx:
            return await announcements.get(tx, number)

    async def change(self, number: AnnouncementId, verb: str, *arguments: Any) -> None:
        """What somebody of the staff decides."""
        async with self.engine.write() as tx:
            one = await announcements.get(tx, number)
            await announcements.save(tx, getattr(one, verb)(*arguments), now=self.clock())

    async def correct(self, number: AnnouncementId, content: Content) -> None:
        await self.change(number, "correct", self.clock())
        async with self.engine.write() as tx:
            one = await announcements.get(tx, number)
            await announcements.put_text(tx, number, one.revision, "bg", content)

    async def tally(self, number: AnnouncementId) -> Tally:
        async with self.engine.read() as tx:
            one = await announcements.get(tx, number)
            return await announcements.tally(tx, number, revision=one.revision, now=self.clock())

    async def finish(self) -> None:
        """The steps of the broadcast that end what is over."""
        finished = False
        while not finished:
            async with self.engine.write() as tx:
                finished = await finishing.advance(Turn(tx=tx, now=self.clock(), town=TOWN))

    # -- time ----------------------------------------------------------------------------------------------------

    async def play(self, seconds: float) -> None:
        """Let so much time pass. What leaves arrives at once, and is settled."""
        until = self.seconds + seconds
        while self.seconds < until:
            pause = await self.sender.step()
            await self.sender.drain(5.0)
            if pause <= LOOK_SECONDS:
                self.seconds = min(until, self.seconds + max(pause, ROUND))

    def pass_by(self, seconds: float) -> None:
        """Let so much time pass in which the sender has nothing to do."""
        self.seconds += seconds

    def die(self) -> None:
        """And come back, with nothing remembered."""
        self.sender = self._new_sender()

    async def reply(self, person: Person, text: str) -> None:
        async with self.engine.write() as tx:
            params = {"chat_id": person.id, "text": text}
            outbox.call(tx, "sendMessage", params, chat_id=person.id, now=self.clock(), lane=Lane.REPLY)
        self.sender.wake()


async def _no_notices(rows: Any) -> dict[int, Any]:
    return {}


@asynccontextmanager
async def on_air(engine: Engine, *, per_second: float = PACE) -> AsyncIterator[Air]:
    async with engine.write() as tx:
        await furnish(tx)
    async with Sandbox(limits=Ceiling.none()) as sandbox:
        settings = only(
            bot_token="123456:SANDBOX",
            api_url=sandbox.url,
            database_url="sqlite:///unused.db",
            data_key=KEY,
        )
        application = build_application(settings)
        await application.initialize()
        try:
            yield Air(engine, sandbox, Stumbling(application.bot), per_second=per_second)
        finally:
            await application.shutdown()
