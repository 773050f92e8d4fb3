"""Notices to staff about announcements: read again as they leave, so that nobody is asked for what is done."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from bot.domain.announcements import AnnouncementState
from bot.domain.ids import ParticipantId
from bot.domain.staff import Action
from bot.gateway.sender import Call
from bot.notices.batch import Batch
from bot.services.announcements.telling import CHANGED, MISSED, REQUESTED
from bot.services.announcements.watching import Watch, look
from bot.services.turn import Turn
from bot.ui.announcing import files as words
from storage import announcements, participants, staff
from storage.engine import Transaction
from storage.notices.audience import Listener
from storage.outbox import Outgoing

_OVER = (AnnouncementState.sent, AnnouncementState.cancelled)


class Announcements:
    """`found` are the announcements as each recipient may see them, by row; `names` those of colleagues who did what is
    told.
    """

    def __init__(self, batch: Batch, found: Mapping[int, Watch], names: Mapping[ParticipantId, str]) -> None:
        self._batch = batch
        self._found = found
        self._names = names

    @classmethod
    async def read(cls, tx: Transaction, rows: Sequence[Outgoing], batch: Batch) -> "Announcements":
        known = await announcements.by_ids(tx, {row.params["announcement"] for row in rows})
        found = {}
        for row in rows:
            if row.params["announcement"] not in known or row.participant is None:
                continue
            turn = await _turn(tx, row.participant, batch)
            person = batch.people.get(row.participant)
            if turn.may(Action.announcement_prepare) and person is not None:
                found[row.id] = await look(turn, row.params["announcement"], person.language)
        return cls(batch, found, await staff.names(tx, {row.params["by"] for row in rows if "by" in row.params}))

    def call(self, row: Outgoing, person: Listener) -> Call | None:
        found = self._found.get(row.id)
        if found is None or not self._is_true(row, found):
            return None
        if not (found.one.emergency and row.notice in (REQUESTED, CHANGED, MISSED)):
            if not self._batch.news_may_leave(row, person):
                return None
        elif person.choice.is_paused(self._batch.now):
            return None
        t = self._batch.translator(person)
        match row.notice:
            case "announcements.requested":
                screen = words.requested(t, found)
            case "announcements.returned":
                screen = words.returned(t, found, note=found.one.note or "")
            case "announcements.changed":
                screen = words.changed(t, found, promised=row.params["promised"], recipients=row.params["recipients"])
            case "announcements.missed":
                screen = words.missed(t, found, at=datetime.fromtimestamp(row.params["at"], UTC))
            case "announcements.held":
                screen = words.held(t, found)
            case "announcements.corrected":
                screen = words.corrected(t, found, by=self._names.get(row.params["by"]))
            case "announcements.recalled":
                screen = words.recalled(t, found, by=self._names.get(row.params["by"]))
            case _:
                screen = words.sent(t, found)
        return "sendMessage", {**screen.params(), "chat_id": row.chat_id}

    @staticmethod
    def _is_true(row: Outgoing, found: Watch) -> bool:
        """Whether it still stands as it did when it was promised."""
        one = found.one
        match row.notice:
            case "announcements.requested":
                requested = 0 if one.requested_at is None else int(one.requested_at.timestamp())
                waits = one.state is AnnouncementState.ready and requested == row.params["at"]
                return waits and found.may_manage and not found.own
            case "announcements.returned":
                return one.state is AnnouncementState.draft and one.note is not None
            case "announcements.changed" | "announcements.missed":
                return one.state is AnnouncementState.ready
            case "announcements.held":
                return one.held and one.held_because is not None
            case "announcements.sent":
                return one.state in _OVER
            case "announcements.corrected" | "announcements.recalled":
                return True  # whatever came of it since, what one colleague did alone is never silent
            case _:
                raise ValueError(f"nobody says {row.notice}")


async def _turn(tx: Transaction, who: ParticipantId, batch: Batch) -> Turn:
    """As if they had asked."""
    actor, member = await participants.get(tx, who), await staff.get(tx, who)
    return Turn(tx=tx, now=batch.now, town=batch.town, actor=actor, member=member)
