"""Civic forums and information meetings: what they are, where they stand, and the verbs that move them.

A forum is drafted, opened for registration, held and summed up. Full, closed and held follow the clock and the seats.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, NamedTuple, Self
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from bot.domain.calendar import at_local, midnight_after
from bot.domain.errors import WrongState
from bot.domain.forum_refusals import (
    EndsBeforeStart,
    ForumGone,
    NothingChanged,
    SeatsTaken,
    TimeMissing,
    WhereaboutsMissing,
)
from bot.domain.ids import BodyId, ConsultationId, ForumId, PlaceId
from bot.domain.wording import clean_reason

NOT_KEPT = ForumId(0)
"""The id of a forum that storage has not seen yet."""

USUAL_LENGTH = timedelta(hours=2)
"""Of a forum whose end is not told (our rule): until then people are checked in."""
CAPACITY_AT_MOST = 100_000


class ForumKind(StrEnum):
    forum = "forum"
    info_meeting = "info_meeting"


class ForumStatus(StrEnum):
    draft = "draft"
    open = "open"
    full = "full"
    closed = "closed"
    """No more registration in chat: it has begun, or staff closed it early."""
    held = "held"
    summarised = "summarised"
    cancelled = "cancelled"


class PaperKind(StrEnum):
    """Of a forum's documents. Minutes and decisions come after it."""

    programme = "programme"
    paper = "paper"
    minutes = "minutes"
    decisions = "decisions"
    other = "other"


AFTERWARDS = frozenset({PaperKind.minutes, PaperKind.decisions})


class Seats(NamedTuple):
    """How many seats of a forum are promised (an offered one too), and how many people wait for one."""

    taken: int = 0
    waiting: int = 0

    def left(self, capacity: int | None) -> int | None:
        """Seats that nobody has been promised; None where there is no limit."""
        return None if capacity is None else max(capacity - self.taken, 0)

    def is_full(self, capacity: int | None) -> bool:
        return self.left(capacity) == 0


_DECIDED_BY_PEOPLE = frozenset(ForumStatus) - {ForumStatus.full, ForumStatus.closed}

MOVING = frozenset({"starts_at", "ends_at", "place", "place_text", "access", "online_url"})
"""Fields whose change those registered have to know."""
CHANGEABLE = MOVING | {
    *("title", "translations", "kind", "purpose", "agenda", "latitude", "longitude", "capacity", "open_to", "body"),
    *("consultation", "questionnaire"),
}


class Forum(BaseModel):
    """A forum between `starts_at` and `end` (half-open, UTC).

    `recorded` is what people decided, and so is `registration_closed`, of the time before it begins; full, closed and
    held are read off the clock and the seats by `status`. Held is recorded only where a source tells no more. With
    `starts_on` only days are known, and the instants bound them. `translations` are help, by language, with the key
    "title". `sequence` counts what those registered were told of (RFC 5545, 3.8.7.4). `version` is the one that was
    read: verbs leave it, storage counts it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: ForumId = NOT_KEPT
    slug: str | None = None
    kind: ForumKind = ForumKind.forum
    title: str
    translations: dict[str, dict[str, str]] = {}
    purpose: str | None = None
    agenda: tuple[str, ...] = ()
    starts_at: AwareDatetime | None = None
    ends_at: AwareDatetime | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    place: PlaceId | None = None
    place_text: str | None = None
    access: str | None = None
    latitude: float | None = Field(None, ge=-90, le=90)
    longitude: float | None = Field(None, ge=-180, le=180)
    online_url: str | None = None
    capacity: int | None = Field(None, ge=1, le=CAPACITY_AT_MOST)
    open_to: tuple[str, ...] = ()
    body: BodyId | None = None
    consultation: ConsultationId | None = None
    questionnaire: str | None = None
    """The slug of the template that is sent to those who attended."""
    summary: str | None = None
    cancelled_reason: str | None = None
    recorded: ForumStatus = ForumStatus.draft
    registration_closed: bool = False
    demo: bool = False
    sequence: int = 0
    version: int = 1

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.recorded not in _DECIDED_BY_PEOPLE:
            raise ValueError(f"{self.recorded} follows the clock and the seats and is never recorded")
        if self.recorded is ForumStatus.open and self.starts_at is None:
            raise ValueError("open, and nobody knows when")
        if self.starts_at is not None and self.ends_at is not None and self.ends_at <= self.starts_at:
            raise ValueError("ends before it begins")
        return self

    @property
    def end(self) -> datetime | None:
        """The first instant after it; USUAL_LENGTH after the beginning where no end is told."""
        if self.ends_at is not None or self.starts_at is None:
            return self.ends_at
        return self.starts_at + USUAL_LENGTH

    @property
    def has_hours(self) -> bool:
        """Whether its hours are known, and not only its days."""
        return self.starts_at is not None and self.starts_on is None

    def status(self, now: datetime, seats: Seats | None = None) -> ForumStatus:
        """Where it stands; without `seats` a full one is open."""
        if self.recorded is not ForumStatus.open or self.starts_at is None or self.end is None:
            return self.recorded
        if now >= self.end:
            return ForumStatus.held
        if now >= self.starts_at or self.registration_closed:
            return ForumStatus.closed
        return ForumStatus.full if seats is not None and seats.is_full(self.capacity) else ForumStatus.open

    def lies_ahead(self, now: datetime) -> bool:
        """Whether people know of it, and it is still to come."""
        return self.recorded is ForumStatus.open and self.starts_at is not None and now < self.starts_at

    def takes_registrations(self, now: datetime) -> bool:
        return self.lies_ahead(now) and not self.registration_closed

    def title_in(self, language: str) -> str:
        return self.translations.get(language, {}).get("title") or self.title

    # -- verbs -------------------------------------------------------------------------------------------------------

    def open(self, now: datetime) -> Self:
        """Lets people register. Raises WrongState, TimeMissing, ForumGone, WhereaboutsMissing."""
        self._must_be({ForumStatus.draft}, now, "open")
        if self.starts_at is None:
            raise TimeMissing()
        self._must_lie_ahead(now)
        if not (self.place or self.place_text or self.online_url):
            raise WhereaboutsMissing()
        return self.model_copy(update={"recorded": ForumStatus.open})

    def change(self, now: datetime, seats: Seats, **fields: Any) -> Self:
        """Changes fields of CHANGEABLE before it begins; None takes one away. Values are cleaned.

        A beginning that is moved alone takes the end along. A changed title loses its translations unless new ones
        come with it. Raises WrongState, NothingChanged, SeatsTaken, ForumGone, EndsBeforeStart, TimeMissing,
        WhereaboutsMissing. ValueError for another field.
        """
        if self.recorded is not ForumStatus.draft:
            self._must_come(now, "change")
        if stray := fields.keys() - CHANGEABLE:
            raise ValueError(f"not to be changed: {sorted(stray)}")
        changes = {name: value for name, value in fields.items() if value != getattr(self, name)}
        if not changes:
            raise NothingChanged()
        if "title" in changes and "translations" not in changes:
            changes["translations"] = {}
        if "starts_at" in changes:
            changes |= {"starts_on": None, "ends_on": None}
            if "ends_at" not in fields:
                changes["ends_at"] = self._moved_end(changes["starts_at"])
        capacity = changes.get("capacity", self.capacity)
        if capacity is not None and capacity < seats.taken:
            raise SeatsTaken(taken=seats.taken)
        _must_last({"starts_at": self.starts_at, "ends_at": self.ends_at} | changes)
        is_open = self.recorded is ForumStatus.open
        if is_open and not MOVING.isdisjoint(changes):
            changes["sequence"] = self.sequence + 1
        # Through validation: what is typed in chat comes here as it is.
        changed = type(self).model_validate({**dict(self), "recorded": ForumStatus.draft, **changes})
        if not is_open:
            return changed
        if changed.starts_at != self.starts_at:
            changed._must_lie_ahead(now)
        return changed.open(now)

    def _moved_end(self, starts_at: datetime | None) -> datetime | None:
        if starts_at is None or self.starts_at is None or self.ends_at is None:
            return None if starts_at is None else self.ends_at
        return None if self.starts_on is not None else starts_at + (self.ends_at - self.starts_at)

    def close_registration(self, now: datetime) -> Self:
        """Nobody new gets a seat; those who have one or are offered one keep it. Raises WrongState once it begins."""
        self._must_come(now, "close_registration")
        return self.model_copy(update={"registration_closed": True})

    def reopen_registration(self, now: datetime) -> Self:
        """As if it had never been closed. Raises WrongState once it begins."""
        self._must_come(now, "reopen_registration")
        return self.model_copy(update={"registration_closed": False})

    def cancel(self, reason: str, now: datetime) -> Self:
        """Ends it before its time, or while it is on. Raises WrongState for a draft, which is discarded, and once it is
        over; TextEmpty without a reason.
        """
        self._must_be({ForumStatus.open, ForumStatus.closed}, now, "cancel")
        return self.model_copy(
            update={
                "recorded": ForumStatus.cancelled,
                "cancelled_reason": clean_reason(reason),
                "sequence": self.sequence + 1,
            }
        )

    def summarise(self, text: str, now: datetime) -> Self:
        """What was agreed and what follows (cleaned), once it is over; a later text replaces it. Raises WrongState."""
        self._must_be({ForumStatus.held, ForumStatus.summarised}, now, "summarise")
        return self.model_copy(update={"recorded": ForumStatus.summarised, "summary": text})

    def _must_be(self, allowed: set[ForumStatus] | frozenset[ForumStatus], now: datetime, action: str) -> None:
        status = self.status(now)
        if status not in allowed:
            raise WrongState(state=status.value, action=action)

    def _must_come(self, now: datetime, action: str) -> None:
        if not self.lies_ahead(now):
            raise WrongState(state=self.status(now).value, action=action)

    def _must_lie_ahead(self, now: datetime) -> None:
        if self.starts_at is None:
            raise TimeMissing()
        if self.starts_at <= now:
            raise ForumGone(starts_at=self.starts_at)


def _must_last(times: Mapping[str, Any]) -> None:
    starts_at, ends_at = times["starts_at"], times["ends_at"]
    if ends_at is not None and starts_at is not None and ends_at <= starts_at:
        raise EndsBeforeStart(ends_at=ends_at)


def whole_days(starts_on: date, ends_on: date | None, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """`starts_at` and `ends_at` of a forum of which only days are known."""
    return at_local(starts_on, time.min, zone), midnight_after(ends_on or starts_on, zone)
