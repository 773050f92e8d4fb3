"""A town with forums: people who come to them and staff who keep them, each act a turn of its own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from bot.domain.forums import Forum, Seats
from bot.domain.ids import ForumId, OrganisationId
from bot.domain.participants import Participant
from bot.domain.seats import Registration
from bot.domain.staff import Role
from bot.services import forums
from bot.services.turn import Turn
from storage import forums as stored
from storage import participants as people
from storage import staff
from storage.engine import Engine
from storage.forums import registrations
from tests.telling import TOWN, Telling, local

STARTS = "2026-11-20 17:30"


class Square(Telling):
    """`now` is the clock. Staff are known by their role."""

    def __init__(self, engine: Engine, now: str = "2026-11-04 12:00") -> None:
        super().__init__(engine, now)
        self.staff: dict[Role, Participant] = {}

    async def begin(self) -> "Square":
        await super().begin()
        for role in Role:
            person = self.staff[role] = await self.person()
            async with self.engine.write() as tx:
                organisation = OrganisationId("municipality")
                await staff.join(tx, person.id, role=role, organisation=organisation, name=role.value, now=self.now)
        return self

    @asynccontextmanager
    async def turn_of(self, who: Participant | Role | None = Role.moderator) -> AsyncIterator[Turn]:
        """A turn of somebody, of staff by their role, or with None of somebody who only looks around."""
        actor = self.staff[who] if isinstance(who, Role) else who
        async with self.engine.write() as tx:
            known = None if actor is None else await people.get(tx, actor.id)
            member = None if actor is None else await staff.get(tx, actor.id)
            yield Turn(tx=tx, now=self.now, town=TOWN, actor=known, member=member)

    async def drafted(self, starts: str | None = STARTS, *, ends: str | None = None, **fields: Any) -> Forum:
        values: dict[str, Any] = {
            "title": "Форум за парка",
            "place_text": "зала „Хасково“",
            "starts_at": None if starts is None else local(starts),
            "ends_at": None if ends is None else local(ends),
        }
        async with self.turn_of() as turn:
            return await forums.prepare(turn, Forum(**(values | fields)))

    async def forum(self, starts: str = STARTS, **fields: Any) -> Forum:
        """Open for registration."""
        draft = await self.drafted(starts, **fields)
        async with self.turn_of() as turn:
            return await forums.open_forum(turn, draft.id, draft.version)

    async def register(self, who: Participant, forum: Forum) -> Registration:
        async with self.turn_of(who) as turn:
            return await forums.register(turn, forum.id)

    async def wait(self, who: Participant, forum: Forum) -> Registration:
        async with self.turn_of(who) as turn:
            return await forums.wait(turn, forum.id)

    async def accept(self, who: Participant, forum: Forum) -> Registration:
        async with self.turn_of(who) as turn:
            return await forums.accept(turn, forum.id)

    async def give_up(self, who: Participant, forum: Forum) -> Registration:
        async with self.turn_of(who) as turn:
            return await forums.give_up(turn, forum.id)

    async def change(self, forum: Forum, **fields: Any) -> Forum:
        async with self.turn_of() as turn:
            return await forums.change(turn, forum.id, (await self.get(turn, forum)).version, **fields)

    async def call_off(self, forum: Forum, reason: str = "Водещият е болен.") -> Forum:
        async with self.turn_of() as turn:
            return await forums.cancel(turn, forum.id, (await self.get(turn, forum)).version, reason=reason)

    @staticmethod
    async def get(turn: Turn, forum: Forum) -> Forum:
        return await stored.get(turn.tx, ForumId(forum.id))

    async def place(self, who: Participant, forum: Forum) -> Registration | None:
        async with self.engine.read() as tx:
            return await registrations.of(tx, forum.id, who.id)

    async def state(self, who: Participant, forum: Forum) -> str | None:
        found = await self.place(who, forum)
        return None if found is None else found.state.value

    async def seats(self, forum: Forum) -> Seats:
        async with self.engine.read() as tx:
            return await registrations.seats(tx, forum.id)

    async def crowd(self, number: int, **options: Any) -> list[Participant]:
        return [await self.person(**options) for _ in range(number)]

    async def _next_due(self) -> datetime:
        """Also what comes due of forums."""
        async with self.engine.read() as tx:
            seconds = await tx.value(
                "SELECT min(offered_until) FROM registrations WHERE state = 'offered' AND offered_until > :now",
                now=int(self.now.timestamp()),
            )
        due = await super()._next_due()
        return due if seconds is None else min(due, datetime.fromtimestamp(seconds, due.tzinfo))
