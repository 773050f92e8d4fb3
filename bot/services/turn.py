"""A turn: one decision in one transaction, with everything a use case may ask of its surroundings."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.announcements import FOUR_EYES_ABOVE
from bot.domain.calendar import at_local
from bot.domain.errors import ConsentNeeded, NotAllowed
from bot.domain.participants import Participant
from bot.domain.questionnaires import SMALLEST_GROUP
from bot.domain.staff import Action, may
from storage import audit
from storage.engine import Transaction
from storage.staff import Member


@dataclass(frozen=True, slots=True)
class Town:
    """What does not change while the bot runs."""

    zone: ZoneInfo
    language: str
    owners: frozenset[int] = frozenset()
    """Telegram numbers of the first owners, named by a setting."""
    smallest_group: int = SMALLEST_GROUP
    """Of new questionnaires: fewer answers than this are not shown."""
    four_eyes_above: int | None = FOUR_EYES_ABOVE
    """Recipients above which a second person must approve an announcement; None: only in an emergency."""


@dataclass(slots=True)
class Turn:
    """`actor` is the person whose turn it is; None for the clock's own work and for people without a record."""

    tx: Transaction
    now: datetime
    town: Town
    actor: Participant | None = None
    member: Member | None = None

    @property
    def today(self) -> date:
        """The town's date."""
        return self.now.astimezone(self.town.zone).date()

    @property
    def start_of_day(self) -> datetime:
        """The instant (UTC) when the town's day began."""
        return at_local(self.today, time.min, self.town.zone)

    @property
    def participant(self) -> Participant:
        """Raises ConsentNeeded for somebody who only looks around."""
        if self.actor is None:
            raise ConsentNeeded()
        return self.actor

    def may(self, action: Action) -> bool:
        return self.member is not None and may(self.member.role, action, may_decide=self.member.may_decide)

    def require(self, action: Action) -> Member:
        """Raises NotAllowed, which the one place that answers errors also audits."""
        if self.member is None or not self.may(action):
            raise NotAllowed(action=action.value)
        return self.member

    def audit(self, action: str, /, subject: str | None = None, **facts: Any) -> None:
        audit.record(
            self.tx,
            at=self.now,
            actor=None if self.actor is None else self.actor.id,
            action=action,
            subject=subject,
            facts=facts,
        )
