"""Meetings of a body: summoned in time, moved or cancelled with a word to everybody, held, and published."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bot.domain.bodies import Seat, quorum, typed_line
from bot.domain.calendar import at_local, town_date
from bot.domain.errors import WrongState
from bot.domain.ids import BodyId, MeetingId, MemberId
from bot.domain.meeting_refusals import (
    SUMMONS_DAYS,
    AgendaMissing,
    BadCount,
    MeetingAhead,
    MeetingBegun,
    MeetingCancelled,
    MeetingMoved,
    MeetingTooEarly,
    NothingToPublish,
    SummonsTooLate,
    TooManyItems,
)
from bot.domain.schedule import DIGEST_AT

PUBLISHED_WITHIN_DAYS = 7
"""Acts of a council are announced within seven days (ЗМСМА)."""
ITEM_AT_LEAST, ITEM_AT_MOST = 3, 200
ITEMS_AT_MOST = 20
PROPOSED_AT_MOST = 20
"""Items that members propose and staff have not answered yet, for one meeting."""
DECISION_AT_LEAST, DECISION_AT_MOST = 10, 1500
VOTES_AT_MOST = 999


class MeetingStatus(StrEnum):
    draft = "draft"
    summoned = "summoned"
    held = "held"
    cancelled = "cancelled"


class Reply(StrEnum):
    coming = "coming"
    excused = "excused"


class Meeting(BaseModel):
    """`moves` counts how often it was moved: an answer belongs to one of them and to no other.

    `present` and `needed` are as recorded when attendance was taken.
    """

    model_config = ConfigDict(frozen=True)

    id: MeetingId
    body: BodyId
    starts_at: AwareDatetime
    place: str
    link: str | None = None
    is_open: bool
    status: MeetingStatus = MeetingStatus.draft
    moves: int = 0
    summoned_at: AwareDatetime | None = None
    reason: str | None = None
    present: int | None = None
    needed: int | None = None
    minutes_approved: bool = False
    published_at: AwareDatetime | None = None

    def summon(self, now: datetime, zone: ZoneInfo, *, items: int) -> "Meeting":
        """Raises WrongState, AgendaMissing, SummonsTooLate."""
        self._require("summon", MeetingStatus.draft)
        if items == 0:
            raise AgendaMissing()
        require_notice(self.starts_at, now, zone)
        return self.model_copy(update={"status": MeetingStatus.summoned, "summoned_at": now})

    def move(self, starts_at: datetime, place: str, now: datetime, zone: ZoneInfo) -> "Meeting":
        """Later at any time, because everybody was summoned in time for the first; earlier only with new notice.

        Raises WrongState, MeetingBegun, MeetingTooEarly, SummonsTooLate.
        """
        self._require("move", MeetingStatus.draft, MeetingStatus.summoned)
        if starts_at <= now:
            raise MeetingTooEarly(starts_at=starts_at)
        if self.status is MeetingStatus.draft:
            return self.model_copy(update={"starts_at": starts_at, "place": place})
        self.require_ahead(now)
        if starts_at < self.starts_at:
            require_notice(starts_at, now, zone)
        return self.model_copy(update={"starts_at": starts_at, "place": place, "moves": self.moves + 1})

    def cancel(self, reason: str, now: datetime) -> "Meeting":
        """Raises WrongState, MeetingBegun."""
        self._require("cancel", MeetingStatus.draft, MeetingStatus.summoned)
        if self.status is MeetingStatus.summoned:
            self.require_ahead(now)
        return self.model_copy(update={"status": MeetingStatus.cancelled, "reason": reason})

    def hold(self, *, present: int, needed: int, now: datetime) -> "Meeting":
        """Record who came, also once more while nothing is published. Raises WrongState, MeetingAhead."""
        self._require("hold", MeetingStatus.summoned, MeetingStatus.held)
        if self.published_at is not None:
            raise WrongState(state="published", action="hold")
        if now < self.starts_at:
            raise MeetingAhead(starts_at=self.starts_at)
        return self.model_copy(update={"status": MeetingStatus.held, "present": present, "needed": needed})

    def publish(self, now: datetime, *, has_minutes: bool, decisions: int) -> "Meeting":
        """Raises WrongState, NothingToPublish."""
        self._require("publish", MeetingStatus.held)
        if self.published_at is not None:
            raise WrongState(state="published", action="publish")
        if not has_minutes and decisions == 0:
            raise NothingToPublish()
        return self.model_copy(update={"published_at": now})

    def require_awaited(self, now: datetime, *, moves: int) -> None:
        """That somebody may still say whether they come, in answer to the summons for this time.

        Raises MeetingCancelled, WrongState, MeetingMoved, MeetingBegun.
        """
        if self.status is MeetingStatus.cancelled:
            raise MeetingCancelled()
        if moves != self.moves:
            raise MeetingMoved(starts_at=self.starts_at)
        self.require_ahead(now)
        self._require("reply", MeetingStatus.summoned)

    def require_ahead(self, now: datetime) -> None:
        """Raises MeetingBegun."""
        if now >= self.starts_at:
            raise MeetingBegun(starts_at=self.starts_at)

    def is_awaited(self, now: datetime) -> bool:
        return self.status is MeetingStatus.summoned and now < self.starts_at

    @property
    def quorate(self) -> bool:
        """Whether enough came. False while nobody counted."""
        return self.present is not None and self.needed is not None and self.present >= self.needed

    def reminder_at(self, zone: ZoneInfo) -> datetime:
        """The day before at 10:00 by the town's clock, also across the nights when that clock is moved."""
        return at_local(town_date(self.starts_at, zone) - timedelta(days=1), DIGEST_AT, zone)

    def publish_by(self, zone: ZoneInfo) -> date:
        """By when its acts should be announced."""
        return town_date(self.starts_at, zone) + timedelta(days=PUBLISHED_WITHIN_DAYS)

    def _require(self, action: str, *states: MeetingStatus) -> None:
        if self.status not in states:
            raise WrongState(state=self.status.value, action=action)


def require_notice(starts_at: datetime, now: datetime, zone: ZoneInfo) -> None:
    """That whole SUMMONS_DAYS lie between, by the town's calendar. Raises MeetingTooEarly, SummonsTooLate."""
    if starts_at <= now:
        raise MeetingTooEarly(starts_at=starts_at)
    earliest = town_date(now, zone) + timedelta(days=SUMMONS_DAYS)
    if town_date(starts_at, zone) < earliest:
        raise SummonsTooLate(earliest=earliest)


class Item(NamedTuple):
    """A line of the agenda. One that a member proposed waits until staff take it up."""

    id: int
    meeting: MeetingId
    text: str
    proposed: bool


class Answer(NamedTuple):
    """What a member said to a summons."""

    member: MemberId
    reply: Reply
    reason: str | None


class Counter(NamedTuple):
    """Who is expected: seats held, of these invited here, and what they said; `needed` is the quorum."""

    held: int
    invited: int
    coming: int
    excused: int
    needed: int

    @property
    def reached(self) -> bool:
        return self.coming >= self.needed


def quorum_of(seats: Sequence[Seat], answers: Sequence[Answer], rule: int | None) -> Counter:
    """How far a meeting is from its quorum, as its members have answered until now."""
    held = sum(one.is_held for one in seats)
    return Counter(
        held=held,
        invited=sum(one.participant is not None for one in seats),
        coming=sum(one.reply is Reply.coming for one in answers),
        excused=sum(one.reply is Reply.excused for one in answers),
        needed=quorum(held, rule),
    )


class Decision(BaseModel):
    """Numbered by body and year, in the order of entering. Counts are None where nobody counted."""

    model_config = ConfigDict(frozen=True)

    id: int
    body: BodyId
    meeting: MeetingId
    year: int
    number: int
    text: str
    votes_for: int | None = None
    votes_against: int | None = None
    abstained: int | None = None


_NUMBERED = re.compile(r"^\s*(?:[0-9]{1,2}\s*[.)]|[-–•*])\s*")


def read_lines(text: str, *, at_most: int = ITEM_AT_MOST) -> list[str]:
    """One thing a line, without the numbers that people put before it. Raises the refusals of `clean`."""
    typed = (_NUMBERED.sub("", line, count=1) for line in text.splitlines())
    return [typed_line(line, at_least=ITEM_AT_LEAST, at_most=at_most) for line in typed if line.strip()]


def read_agenda(text: str) -> list[str]:
    """Raises AgendaMissing, TooManyItems and the refusals of `clean`."""
    items = read_lines(text)
    if not items:
        raise AgendaMissing()
    if len(items) > ITEMS_AT_MOST:
        raise TooManyItems(limit=ITEMS_AT_MOST)
    return items


def read_count(text: str) -> tuple[int, int, int]:
    """For, against, abstained: "7 0 1", "7-0-1", "за 7, против 0, въздържали се 1". Raises BadCount."""
    numbers = [int(one) for one in re.findall(r"[0-9]{1,4}", text)]
    if len(numbers) != 3 or max(numbers) > VOTES_AT_MOST:
        raise BadCount()
    return numbers[0], numbers[1], numbers[2]
