"""Announcements on the desk of whoever decides, for tests."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.announced import Announced, Hour
from bot.domain.announcements import Announcement, AnnouncementState
from bot.domain.audiences import Audience, Condition, Count, Trait
from bot.domain.deliveries import DeliveryState, Tally
from bot.domain.ids import AnnouncementId, ParticipantId
from bot.services.announcements import deciding
from bot.services.announcements.watching import Watch
from storage import announcements
from tests.answering import Hall
from tests.copies import EVERYONE, announce

NOON = datetime(2026, 11, 2, 10, tzinfo=UTC)
NUMBER = AnnouncementId(123_456)
ROADS = Condition(trait=Trait.topic, value="roads")
VILLAGE = Condition(trait=Trait.place, value="uzundzhovo")
PROPOSED = Condition(trait=Trait.proposed, value="5", negated=True)
COUNCIL = Condition(trait=Trait.member, value="council")
AUDIENCE = Audience(groups=((ROADS, VILLAGE, PROPOSED), (COUNCIL,)))
NAMES = {
    (Trait.topic, "roads"): "Пътища",
    (Trait.place, "uzundzhovo"): "с. Узунджово",
    (Trait.proposed, "5"): "Наредба за пътищата",
    (Trait.member, "council"): "Обществен съвет",
}
COUNT = Count(
    recipients=1234, by_language={"bg": 1200, "en": 30, "tr": 4}, now=1000, quiet=200, digest=34, blocked=3, paused=2,
    declined=1,
)  # fmt: skip
TALLY = Tally(waiting=300, shown=800, digest=34, unreachable=50, failed=7, skipped=9, folded=34, later=200, behind=100)


def an_announcement(**changes: Any) -> Announcement:
    values: dict[str, Any] = {
        "id": NUMBER,
        "state": AnnouncementState.draft,
        "title": "Ремонт на пътя",
        "fallback": "bg",
        "audience": AUDIENCE,
        "counts": COUNT,
        "counted_at": NOON,
        "author": ParticipantId(1),
        "created_at": NOON,
        "changed_at": NOON,
        "version": 12,
    }
    return Announcement(**(values | changes))


def a_watch(one: Announcement | None = None, **changes: Any) -> Watch:
    values: dict[str, Any] = {
        "one": one or an_announcement(),
        "tally": TALLY,
        "names": NAMES,
        "languages": ("bg", "en", "tr"),
        "posts": 0,
        "author": "Николай",
        "approver": "Елена",
        "may_manage": True,
        "own": False,
        "above": 500,
        "now": NOON,
    }
    return Watch(**(values | changes))


def in_every_state() -> list[Announcement]:
    """From its draft on, on pause and not, mended and not."""
    began = {"began_at": NOON, "promised": 1234, "recipients": 1234, "taken_at": NOON, "requested_at": NOON}
    over = {**began, "finished_at": NOON + timedelta(hours=1)}
    mended = {"revision": 2, "corrected_at": NOON}
    return [
        an_announcement(),
        an_announcement(note="Добавете от кога, моля. " * 100, emergency=True, scheduled_at=NOON + timedelta(days=1)),
        an_announcement(counts=None),
        an_announcement(audience=Audience(), counts=None),
        an_announcement(state=AnnouncementState.ready, requested_at=NOON),
        an_announcement(state=AnnouncementState.ready, requested_at=NOON, promised=1000, recipients=1234, counts=None),
        an_announcement(state=AnnouncementState.approved, recipients=500),
        an_announcement(
            state=AnnouncementState.approved, recipients=500, taken_at=NOON, scheduled_at=NOON + timedelta(days=1)
        ),
        an_announcement(state=AnnouncementState.sending, **began),
        an_announcement(state=AnnouncementState.sending, **began, held=True),
        an_announcement(
            state=AnnouncementState.sending, **began, held=True, held_because="Bad Request: wrong <file> & id " * 20
        ),
        an_announcement(state=AnnouncementState.sending, **began, **mended, correcting=True),
        an_announcement(state=AnnouncementState.sent, **over),
        an_announcement(state=AnnouncementState.sent, **over, **mended, correcting=True),
        an_announcement(state=AnnouncementState.sent, **over, **mended),
        an_announcement(state=AnnouncementState.cancelled, finished_at=NOON),
        an_announcement(state=AnnouncementState.cancelled, **over),
        an_announcement(state=AnnouncementState.recalling, **over, recalled_at=NOON),
        an_announcement(state=AnnouncementState.recalled, **over, recalled_at=NOON),
    ]


def announced(**changes: Any) -> Announced:
    values: dict[str, Any] = {
        "number": 12,
        "title": "Ремонт на пътя Хасково – Узунджово",
        "organisation": {"bg": "Община Хасково", "en": "Haskovo Municipality"},
        "tally": TALLY,
        "by_language": {
            "bg": Tally(waiting=290, shown=700, unreachable=45, failed=7, skipped=9, digest=30, folded=30),
            "en": Tally(waiting=10, shown=90, unreachable=5, digest=4, folded=4),
            "tr": Tally(shown=10),
        },
        "hours": (Hour(begins_at=NOON, arrived=700), Hour(begins_at=NOON + timedelta(hours=1), arrived=134)),
        "posts": 2,
        "emergency": True,
        "revision": 2,
        "began_at": NOON,
        "finished_at": NOON + timedelta(hours=2),
        "made_at": NOON + timedelta(hours=3),
    }
    return Announced(**(values | changes))


class Press(Hall):
    """The hall, with announcements that colleagues decide on; Maria lives in the town."""

    async def begin(self) -> "Press":
        await super().begin()
        return self

    async def draft(
        self, *, by: str = "editor", audience: Audience = EVERYONE, recipients: int | None = 1, **changes: Any
    ) -> Announcement:
        """Written, and counted unless `recipients` is None."""
        counted = {} if recipients is None else {"counts": a_count(recipients), "counted_at": self.now}
        facts = {"state": AnnouncementState.draft, **changes, **counted}
        async with self.turn(by) as turn:
            author = turn.participant.id
            return await announce(turn.tx, "Ремонт на пътя.", now=self.now, audience=audience, author=author, **facts)

    async def requested(self, **changes: Any) -> Announcement:
        one = await self.draft(**changes)
        async with self.turn("editor") as turn:
            return await deciding.request(turn, one.id, version=one.version)

    async def now_of(self, number: AnnouncementId) -> Announcement:
        async with self.engine.read() as tx:
            return await announcements.get(tx, number)

    async def state_of(self, number: AnnouncementId, who: str) -> DeliveryState | None:
        """Of somebody's copy."""
        async with self.engine.read() as tx:
            found = await announcements.of_person(tx, number, self.people[who].id)
        return None if found is None else found.state

    async def told_of(self, notice: str) -> set[str]:
        """The colleagues in whose chats this notice will arrive."""
        async with self.engine.read() as tx:
            rows = await tx.all("SELECT participant FROM outbox WHERE notice = :notice", notice=notice)
        ids = {row["participant"] for row in rows}
        return {name for name, person in self.people.items() if person.id in ids}


def a_count(recipients: int) -> Count:
    return Count(
        recipients=recipients, by_language={"bg": recipients}, now=recipients, quiet=0, digest=0, blocked=0, paused=0,
        declined=0,
    )  # fmt: skip
