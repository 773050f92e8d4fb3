"""Notices on their way out: put into each recipient's words as they leave, or held back where they may not.

It knows storage and screens at once, which neither services nor the gateway may; so it stands above both, beside
`bot.app` that hands it to the sender. Each feature says its own notices, `feature.what`.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime

import structlog

from bot.gateway.sender import Call
from bot.notices.announcements import Announcements
from bot.notices.batch import Batch, Saying, feature_of
from bot.notices.bodies import Bodies
from bot.notices.chats import Chats
from bot.notices.consultations import Consultations
from bot.notices.digests import Digests
from bot.notices.forums import Forums
from bot.notices.live import Live
from bot.notices.privacy import Privacy
from bot.notices.proposals import Proposals
from bot.notices.questionnaires import Questionnaires
from bot.notices.staff import Staff
from bot.services.turn import Town
from storage import outbox
from storage.announcements import digests
from storage.engine import Engine, Transaction
from storage.live import NOTICE
from storage.notices import alerts, audience
from storage.notices.alerts import Pending
from storage.outbox import Outgoing

__all__ = ["FEATURES", "WAKING", "Renderer"]

log = structlog.get_logger()

Reader = Callable[[Transaction, Sequence[Outgoing], Batch], Awaitable[Saying]]
FEATURES: Mapping[str, Reader] = {
    "announcements": Announcements.read,
    "bodies": Bodies.read,
    "chats": Chats.read,
    "consultations": Consultations.read,
    "digests": Digests.read,
    "forums": Forums.read,
    "live": Live.read,
    "privacy": Privacy.read,
    "proposals": Proposals.read,
    "questionnaires": Questionnaires.read,
    "staff": Staff.read,
}
"""Who reads what the rows of a feature speak of, and then says them."""
WAKING = frozenset({"consultations.report", "forums.changed", "forums.cancelled", NOTICE})
"""What may leave in quiet hours: an answer to somebody who waits for it or looks at it just now, and what spares a way
made in vain. So may a question to staff that is "urgent" by its parameters: an emergency waits for them."""


class Renderer:
    """Turns notices into calls. `render` is what the sender asks (`bot.gateway.sender.Render`)."""

    def __init__(
        self, engine: Engine, town: Town, clock: Callable[[], datetime], *, username: Callable[[], str]
    ) -> None:
        self._engine = engine
        self._town = town
        self._clock = clock
        self._username = username

    async def render(self, rows: list[Outgoing]) -> Mapping[int, Call]:
        """Calls by row. Left out is what became pointless, what nobody is there to hear, and what is held back.

        A queue takes its time, and quiet hours or a pause may have begun meanwhile: what follows something is
        promised anew for their end (in a pause it is dropped), and an alert waits to be folded once more.
        """
        batch, features = await self._read(rows)
        calls: dict[int, Call] = {}
        for row in rows:
            try:
                call = self._call(row, batch, features)
            except Exception as error:
                # One that cannot be said must not keep the others from being said.
                log.error("notice.unsayable", row=row.id, notice=row.notice, error=type(error).__name__)
                continue
            if call is not None and self._may_leave(row, batch):
                calls[row.id] = call
        await self._hold_back(batch)
        return calls

    async def _read(self, rows: list[Outgoing]) -> tuple[Batch, Mapping[str, Saying]]:
        ids = list({row.participant for row in rows if row.participant is not None})
        of_feature: dict[str, list[Outgoing]] = {}
        for row in rows:
            of_feature.setdefault(feature_of(row), []).append(row)
        async with self._engine.read() as tx:
            batch = Batch(
                now=self._clock(),
                town=self._town,
                people=await audience.listeners(tx, ids),
                username=self._username(),
            )
            features = {
                name: await FEATURES[name](tx, found, batch) for name, found in of_feature.items() if name in FEATURES
            }
        return batch, features

    @staticmethod
    def _call(row: Outgoing, batch: Batch, features: Mapping[str, Saying]) -> Call | None:
        if row.participant is None:  # it goes to a group or a channel
            chats = features[feature_of(row)]
            return chats.post(row) if isinstance(chats, Chats) else None
        person = batch.people.get(row.participant)
        if person is None or not person.reachable:
            return None
        return features[feature_of(row)].call(row, person)

    @staticmethod
    def _may_leave(row: Outgoing, batch: Batch) -> bool:
        """The last look, whatever a feature thought of: nobody is woken. What would wake them waits for the morning."""
        person = None if row.participant is None else batch.people.get(row.participant)
        return (
            person is None or row.notice in WAKING or "urgent" in row.params or batch.may_leave_in_a_pause(row, person)
        )

    async def _hold_back(self, batch: Batch) -> None:
        if not batch.put_off and not batch.unfolded:
            return
        async with self._engine.write() as tx:
            await outbox.put_off(tx, batch.put_off)
            for one in batch.unfolded:
                await alerts.put(tx, [Pending(one.participant, number, one.due_at) for number in one.consultations])
                await digests.unfold(tx, one.participant, one.announcements, until=one.due_at)
            await outbox.settle(tx, [one.row for one in batch.unfolded])
