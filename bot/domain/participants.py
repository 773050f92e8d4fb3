"""Participants: people who agreed to be recorded, and what they chose."""

from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from bot.domain.errors import DomainError
from bot.domain.ids import ParticipantId

UNTIL_RESUMED = datetime(9000, 1, 1, tzinfo=UTC)
"""`paused_until` of somebody who paused without naming an end."""

_LAST_MINUTE = 24 * 60 - 1


class EmptyQuietHours(DomainError):
    """Quiet hours that begin and end at the same `minute` are either none or all; ask which was meant."""

    def __init__(self, *, minute: int) -> None:
        super().__init__(minute=minute)


class Cadence(StrEnum):
    """How often subscriptions may speak up: folded to one message a day at most, a digest, or not at all."""

    at_once = "at_once"
    daily = "daily"
    weekly = "weekly"
    never = "never"


class Pause(StrEnum):
    """How long to be left alone: `open` until one resumes."""

    week = "week"
    month = "month"
    open = "open"

    def until(self, now: datetime) -> datetime:
        """The first instant after a pause that begins now. A month is thirty days."""
        if self is Pause.open:
            return UNTIL_RESUMED
        return now + timedelta(days=7 if self is Pause.week else 30)


class QuietHours(BaseModel):
    """A half-open stretch of the town's clock, in minutes after midnight; it may cross midnight."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start_minute: int = Field(ge=0, le=_LAST_MINUTE)
    end_minute: int = Field(ge=0, le=_LAST_MINUTE)

    @model_validator(mode="after")
    def _lasts(self) -> "QuietHours":
        if self.start_minute == self.end_minute:
            raise EmptyQuietHours(minute=self.start_minute)
        return self

    @property
    def start(self) -> time:
        return time(*divmod(self.start_minute, 60))

    @property
    def end(self) -> time:
        return time(*divmod(self.end_minute, 60))

    @property
    def crosses_midnight(self) -> bool:
        return self.end_minute < self.start_minute

    def covers(self, clock: time) -> bool:
        """Whether it is quiet at this local time of day."""
        minute = clock.hour * 60 + clock.minute
        if self.crosses_midnight:
            return minute >= self.start_minute or minute < self.end_minute
        return self.start_minute <= minute < self.end_minute


DEFAULT_QUIET = QuietHours(start_minute=21 * 60, end_minute=8 * 60)


class Preferences(BaseModel):
    """What a person chose about being written to. `quiet` None: at any hour."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: str
    cadence: Cadence
    quiet: QuietHours | None
    paused_until: AwareDatetime | None

    def is_paused(self, now: datetime) -> bool:
        """While paused nothing but receipts is sent; the pause is over at its last instant."""
        return self.paused_until is not None and now < self.paused_until


class Participant(Preferences):
    """A person with a record. `reachable` is False while they block the bot."""

    id: ParticipantId
    telegram_id: int
    reachable: bool
    consent_version: str
    consented_at: AwareDatetime
