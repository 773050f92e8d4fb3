"""Seats of a forum: who has one, who waits, and how a freed one goes from hand to hand.

A seat goes to whoever asks first and to nobody past those who wait. A freed one is offered to the head of those who
wait and held for a while; who lets it pass goes to the tail, and after a second time is off the list.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, Self
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bot.domain.calendar import town_date
from bot.domain.errors import DomainError, WrongState
from bot.domain.ids import ForumId, ParticipantId, RegistrationId
from bot.domain.participants import QuietHours
from bot.domain.receipts import CODE_ALPHABET, CODE_LENGTH
from bot.domain.schedule import into_quiet, out_of_quiet

HOLD = timedelta(hours=12)
LAST_DAY_HOLD = timedelta(hours=2)
"""On the town's date of the forum."""
PASSES_AT_MOST = 2

NOT_KEPT = RegistrationId(0)


class ForumFull(DomainError):
    """No seat is free; `ahead` wait already."""

    def __init__(self, *, ahead: int) -> None:
        super().__init__(ahead=ahead)


class NotRegistered(DomainError):
    """They have no seat in this forum and wait for none."""

    def __init__(self) -> None:
        super().__init__()


class OfferOver(DomainError):
    """The seat was held until `until`, and went on."""

    def __init__(self, *, until: datetime) -> None:
        super().__init__(until=until)


class RegistrationState(StrEnum):
    registered = "registered"
    waiting = "waiting"
    offered = "offered"
    """A seat is held for them until they say whether they come."""
    cancelled = "cancelled"
    off = "off"
    """Let two seats pass; may ask again."""


SEATED = frozenset({RegistrationState.registered, RegistrationState.offered})
"""Those who take a seat."""
LIVE = SEATED | {RegistrationState.waiting}


class Passed(NamedTuple):
    """Who let a seat pass, as they stand now; `again` where they wait on."""

    registration: "Registration"
    again: bool


class Registration(BaseModel):
    """One person's place in one forum. `position` orders those who wait; `participant` and `code` are None for who
    was erased after they had come, `participant` also for who was taken in at the door. `name` is for staff alone.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: RegistrationId = NOT_KEPT
    forum: ForumId
    participant: ParticipantId | None
    state: RegistrationState
    code: str | None
    name: str | None = None
    position: int | None = None
    passes: int = 0
    offered_until: AwareDatetime | None = None
    registered_at: AwareDatetime
    checked_in_at: AwareDatetime | None = None

    @property
    def attended(self) -> bool:
        return self.checked_in_at is not None

    def offer(self, until: datetime) -> Self:
        """A seat is held for them. Raises WrongState unless they wait."""
        self._must_be(RegistrationState.waiting, "offer")
        return self.model_copy(update={"state": RegistrationState.offered, "offered_until": until})

    def accept(self, now: datetime) -> Self:
        """Take the seat that was offered. Raises WrongState, and OfferOver from `offered_until` on."""
        self._must_be(RegistrationState.offered, "accept")
        assert self.offered_until is not None
        if now >= self.offered_until:
            raise OfferOver(until=self.offered_until)
        seated = {"state": RegistrationState.registered, "offered_until": None, "position": None, "registered_at": now}
        return self.model_copy(update=seated)

    def unheard(self) -> Self:
        """The offer never reached them: they wait where they waited. Raises WrongState."""
        self._must_be(RegistrationState.offered, "let_pass")
        return self.model_copy(update={"state": RegistrationState.waiting, "offered_until": None})

    def let_pass(self, tail: int) -> Passed:
        """The hold is over: to the tail, at this position, or the second time off the list. Raises WrongState."""
        self._must_be(RegistrationState.offered, "let_pass")
        passes = self.passes + 1
        again = passes < PASSES_AT_MOST
        state, position = (RegistrationState.waiting, tail) if again else (RegistrationState.off, None)
        moved = {"state": state, "position": position, "passes": passes, "offered_until": None}
        return Passed(self.model_copy(update=moved), again)

    def cancel(self) -> Self:
        """Give up a seat, an offer or a place in the line. Raises WrongState for who has none, or has come."""
        if self.state not in LIVE or self.attended:
            raise WrongState(state="attended" if self.attended else self.state.value, action="cancel")
        given_up = {"state": RegistrationState.cancelled, "position": None, "offered_until": None, "passes": 0}
        return self.model_copy(update=given_up)

    def come_again(self, now: datetime, *, position: int | None) -> Self:
        """Register anew, or with a `position` wait anew, after giving up. Raises WrongState for who has not."""
        if self.state in LIVE:
            raise WrongState(state=self.state.value, action="register")
        state = RegistrationState.registered if position is None else RegistrationState.waiting
        return self.model_copy(update={"state": state, "position": position, "passes": 0, "registered_at": now})

    def check_in(self, now: datetime) -> Self:
        """They are here. The first time stands. Raises WrongState for who has no seat."""
        if self.state not in SEATED:
            raise WrongState(state=self.state.value, action="check_in")
        if self.attended:
            return self
        seated = {"state": RegistrationState.registered, "offered_until": None, "position": None, "checked_in_at": now}
        return self.model_copy(update=seated)

    def _must_be(self, state: RegistrationState, action: str) -> None:
        if self.state is not state:
            raise WrongState(state=self.state.value, action=action)


def held_until(now: datetime, *, starts_at: datetime, quiet: QuietHours | None, zone: ZoneInfo) -> datetime:
    """Until when a seat offered now is held (UTC): HOLD, or LAST_DAY_HOLD on the town's date of the forum.

    Time in the person's quiet hours does not count, and no seat is held beyond the beginning.
    """
    left = LAST_DAY_HOLD if town_date(now, zone) >= town_date(starts_at, zone) else HOLD
    moment = now
    while moment < starts_at:
        moment = out_of_quiet(moment, quiet, zone)
        sleeps_at = into_quiet(moment, quiet, zone)
        if sleeps_at is None or sleeps_at - moment >= left:
            return min(moment + left, starts_at)
        left -= sleeps_at - moment
        moment = sleeps_at
    return starts_at


def a_code(random: bytes) -> str:
    """A short code for one person in one forum, of at least CODE_LENGTH random bytes."""
    number = int.from_bytes(random)
    code = ""
    for _ in range(CODE_LENGTH):
        number, place = divmod(number, len(CODE_ALPHABET))
        code += CODE_ALPHABET[place]
    return code
