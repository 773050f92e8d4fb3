"""Councils and working groups: what they rest on, their seats, their quorum, and the calls for new members."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bot.domain.errors import DomainError, WrongState
from bot.domain.ids import BodyId, MemberId, ParticipantId
from bot.domain.personal_data import without_egn
from bot.domain.text import clean

NAME_AT_LEAST, NAME_AT_MOST = 5, 160
PERSON_AT_LEAST, PERSON_AT_MOST = 3, 80
LINE_AT_MOST = 200
ROLE_AT_MOST = 600
RULES_AT_MOST = 1500
CALL_AT_LEAST, CALL_AT_MOST = 10, 800
MOTIVATION_AT_LEAST, MOTIVATION_AT_MOST = 20, 1500
REASON_AT_LEAST, REASON_AT_MOST = 3, 500
QUORUM_AT_MOST = 999
SEATS_AT_MOST = 200


class NotAMember(DomainError):
    """Only members of this body take part in its work; outsiders cannot vote."""

    def __init__(self) -> None:
        super().__init__()


class AlreadyMember(DomainError):
    """One person holds one seat of a body."""

    def __init__(self) -> None:
        super().__init__()


class SeatTaken(DomainError):
    """Somebody holds this seat already."""

    def __init__(self) -> None:
        super().__init__()


class SeatInvitationOver(DomainError):
    """Used, replaced by a later one, over or forged, or its seat is taken: the link says none of it."""

    def __init__(self) -> None:
        super().__init__()


class TooManySeats(DomainError):
    def __init__(self, *, limit: int) -> None:
        super().__init__(limit=limit)


class CallOver(DomainError):
    """Nobody is being sought (any more)."""

    def __init__(self) -> None:
        super().__init__()


class OwnChoice(DomainError):
    """Whoever sits there themselves decides whether their name is public; staff may only hide it."""

    def __init__(self) -> None:
        super().__init__()


class BadQuorum(DomainError):
    """Neither "more than half" nor a number of members."""

    def __init__(self) -> None:
        super().__init__()


class Function(StrEnum):
    chair = "chair"
    vice = "vice"
    secretary = "secretary"
    member = "member"


class Charter(NamedTuple):
    """What a body rests on. `quorum` is a number of members; None means more than half of the seats that are held."""

    role: str | None = None
    founding_act: str | None = None
    rules_act: str | None = None
    composition_act: str | None = None
    rules: str | None = None
    quorum: int | None = None
    seats_for: tuple[str, ...] = ()
    """Whom the seats are for, as the source says."""

    @classmethod
    def of(cls, facts: Mapping[str, Any], own: Mapping[str, Any]) -> "Charter":
        """`facts` as the town file tells; what staff wrote in chat (`own`) wins, and outlives the next import."""
        told = {
            "role": facts.get("role_bg"),
            "founding_act": facts.get("founding_act"),
            "rules_act": facts.get("rules_act"),
            "composition_act": facts.get("composition_act"),
            "seats_for": tuple(str(one) for one in facts.get("seats_bg") or ()),
        }
        return cls(**{**told, **{name: value for name, value in own.items() if name in cls._fields}})


class Seat(BaseModel):
    """A seat and who holds it: somebody linked by an invitation, or only named because they are not here.

    `label` is what a town file calls the seat; it may be a name that nobody agreed to publish, so staff alone see it.
    """

    model_config = ConfigDict(frozen=True)

    id: MemberId
    body: BodyId
    function: Function
    label: str | None = None
    quota: str | None = None
    organisation: str | None = None
    participant: ParticipantId | None = None
    name: str | None = None
    name_public: bool = False
    since: AwareDatetime | None = None

    @property
    def is_held(self) -> bool:
        return self.participant is not None or self.name is not None

    @property
    def public_name(self) -> str | None:
        return self.name if self.name_public else None

    def taken(self, participant: ParticipantId, name: str, at: datetime) -> "Seat":
        """Staff may have named the seat's holder before: that name stays. Raises SeatTaken."""
        if self.participant is not None:
            raise SeatTaken()
        return self.model_copy(update={"participant": participant, "name": self.name or name, "since": at})

    def freed(self) -> "Seat":
        """The seat stays, without a name. Raises WrongState for one that nobody holds."""
        if not self.is_held:
            raise WrongState(state="vacant", action="free")
        return self.model_copy(update={"participant": None, "name": None, "name_public": False, "since": None})


def quorum(held: int, rule: int | None) -> int:
    """How many must be there: the body's own number, or more than half of the seats that are held."""
    return rule if rule is not None else held // 2 + 1


def read_quorum(text: str) -> int:
    """A number of members. Raises BadQuorum."""
    typed = text.strip()
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 3 and 1 <= int(typed) <= QUORUM_AT_MOST):
        raise BadQuorum()
    return int(typed)


class Call(BaseModel):
    """A call for members. The window is half-open; without `closes_at` it ends when staff close it."""

    model_config = ConfigDict(frozen=True)

    id: int
    body: BodyId
    text: str
    opened_at: AwareDatetime
    closes_at: AwareDatetime | None = None
    closed_at: AwareDatetime | None = None

    def is_open(self, now: datetime) -> bool:
        if self.closed_at is not None or now < self.opened_at:
            return False
        return self.closes_at is None or now < self.closes_at


class ApplicationStatus(StrEnum):
    submitted = "submitted"
    withdrawn = "withdrawn"
    accepted = "accepted"
    declined = "declined"


class Application(BaseModel):
    """What somebody wrote to become a member. `organisation` is whom they would speak for."""

    model_config = ConfigDict(frozen=True)

    id: int
    call: int
    body: BodyId
    participant: ParticipantId
    name: str
    organisation: str | None = None
    text: str
    status: ApplicationStatus = ApplicationStatus.submitted
    reason: str | None = None
    submitted_at: AwareDatetime
    decided_at: AwareDatetime | None = None

    def withdrawn(self, at: datetime) -> "Application":
        return self._decided(ApplicationStatus.withdrawn, None, at)

    def accepted(self, reason: str | None, at: datetime) -> "Application":
        return self._decided(ApplicationStatus.accepted, reason, at)

    def declined(self, reason: str, at: datetime) -> "Application":
        return self._decided(ApplicationStatus.declined, reason, at)

    def _decided(self, status: ApplicationStatus, reason: str | None, at: datetime) -> "Application":
        """Raises WrongState where it is decided or taken back already."""
        if self.status is not ApplicationStatus.submitted:
            raise WrongState(state=self.status.value, action=status.value)
        return self.model_copy(update={"status": status, "reason": reason, "decided_at": at})


# -- what is typed -----------------------------------------------------------------------------------------------------


def typed_line(text: str, *, at_least: int = 1, at_most: int = LINE_AT_MOST) -> str:
    """One line as it may be kept. Raises the refusals of `clean`."""
    return without_egn(" ".join(clean(text, at_least=at_least, at_most=at_most).split()))


def typed_text(text: str, *, at_least: int = 1, at_most: int) -> str:
    """Several lines as they may be kept. Raises the refusals of `clean`."""
    return without_egn(clean(text, at_least=at_least, at_most=at_most))


def typed_name(text: str) -> str:
    """The name of a body."""
    return typed_line(text, at_least=NAME_AT_LEAST, at_most=NAME_AT_MOST)


def typed_person(text: str) -> str:
    """The name of a person."""
    return typed_line(text, at_least=PERSON_AT_LEAST, at_most=PERSON_AT_MOST)


def typed_motivation(text: str) -> str:
    return typed_text(text, at_least=MOTIVATION_AT_LEAST, at_most=MOTIVATION_AT_MOST)


def typed_reason(text: str) -> str:
    """Why: people will read it."""
    return typed_text(text, at_least=REASON_AT_LEAST, at_most=REASON_AT_MOST)
