"""A town in which staff write to people: announcements that were approved, and the copies of them."""

from collections.abc import Sequence
from typing import Any

from bot.domain.announcements import Announcement, AnnouncementState
from bot.domain.audiences import Audience, Count, Trait
from bot.domain.deliveries import DeliveryState
from bot.domain.ids import AnnouncementId
from bot.domain.participants import Participant
from bot.services.announcements import counting, snapshot
from storage import announcements
from storage.engine import Row
from tests.copies import EVERYONE, an_audience, announce
from tests.telling import Telling


def of(trait: Trait, *values: str) -> Audience:
    """Any of these."""
    return an_audience(*((trait, value) for value in values))


class Writing(Telling):
    async def draft(self, audience: Audience = EVERYONE, html: str = "Утре няма вода", **about: Any) -> Announcement:
        """By nobody, unless it is said; counted."""
        async with self.engine.write() as tx:
            return await announce(tx, html, now=self.now, state=AnnouncementState.draft, audience=audience, **about)

    async def count(self, one: Announcement) -> Count:
        async with self.engine.read() as tx:
            return await counting.count(self.turn(tx), one)

    async def counted(self, one: Announcement) -> Announcement:
        found = await self.count(one)
        async with self.engine.write() as tx:
            assert await counting.counted(self.turn(tx), one, found)
        return await self.get(one.id)

    async def approve(self, one: Announcement, by: Participant) -> Announcement:
        """By somebody else than whoever wrote it."""
        ready = (await self.counted(one)).model_copy(update={"state": AnnouncementState.ready})
        async with self.engine.write() as tx:
            approved = ready.approve(by=by.id, above=None, posts=0, now=self.now)
            return await announcements.save(tx, approved, now=self.now)

    async def step(self) -> bool:
        async with self.engine.write() as tx:
            return await snapshot.advance(self.turn(tx))

    async def steps(self) -> None:
        """All that can be done now."""
        while not await self.step():
            pass

    async def get(self, number: AnnouncementId) -> Announcement:
        async with self.engine.read() as tx:
            return await announcements.get(tx, number)

    async def rows(self, number: AnnouncementId) -> Sequence[Row]:
        async with self.engine.read() as tx:
            return await tx.all("SELECT * FROM deliveries WHERE announcement = :id ORDER BY id", id=number)

    async def copies(self, number: AnnouncementId) -> dict[int, tuple[DeliveryState, int]]:
        """By participant: the state and when it is due (epoch seconds)."""
        return {
            row["participant"]: (DeliveryState(row["state"]), row["due_at"])
            for row in await self.rows(number)
            if row["participant"] is not None
        }
