"""Who hears what about a consultation, and until when it is worth hearing. Times of day are in `schedule`."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bot.domain.calendar import town_date
from bot.domain.consultations import Consultation, ConsultationStatus
from bot.domain.ids import ConsultationId, PlaceId
from bot.domain.participants import UNTIL_RESUMED, Cadence, QuietHours
from bot.domain.schedule import EVE, alert_due, reminder_times
from bot.domain.town import WHOLE

OLD_NEWS = timedelta(days=14)
"""What has no natural end (a correction, a closing) is told no later than this; then it is history, not news."""


class Name(StrEnum):
    """What there is to be told about a consultation. `new` goes to subscribers, `answered` to the authors of its
    statements, each their own answer; the rest goes to followers.
    """

    new = "new"
    reminder = "reminder"
    closed = "closed"
    corrected = "corrected"
    extended = "extended"
    restarted = "restarted"
    cancelled = "cancelled"
    answered = "answered"
    reported = "reported"
    decided = "decided"


_DECIDED = frozenset({ConsultationStatus.adopted, ConsultationStatus.not_adopted})
_REPORTED = _DECIDED | {ConsultationStatus.reported}

CHANGES = frozenset({Name.corrected, Name.extended, Name.restarted, Name.cancelled})
OF_THE_TERM = frozenset({Name.reminder, Name.closed})
"""Planned ahead from the last day, and planned anew when it moves."""


class Occasion(BaseModel):
    """One thing to be told at a time. Nobody is told the same `key` twice; `params` are what its words need."""

    model_config = ConfigDict(frozen=True)

    key: str
    name: Name
    due_at: AwareDatetime
    pointless_at: AwareDatetime
    params: dict[str, Any] = {}


class Choice(NamedTuple):
    """How somebody wants to be written to, as far as the time of an alert follows from it."""

    cadence: Cadence
    quiet: QuietHours | None
    paused_until: datetime | None
    last_alert_on: date | None

    def is_paused(self, now: datetime) -> bool:
        return self.paused_until is not None and now < self.paused_until


def scope(places: Sequence[PlaceId]) -> tuple[PlaceId, ...]:
    """The places whose subscribers hear of it; a matter of the whole municipality has a place of its own."""
    return tuple(places) or (WHOLE,)


def opening_key(consultation: ConsultationId) -> str:
    """One for all time: what is opened again is new to nobody."""
    return f"new:{consultation}"


def opening(consultation: Consultation, now: datetime) -> Occasion | None:
    """The alert to subscribers, when it opens; None for what is neither open nor coming."""
    opens_at, closes_at = consultation.opens_at, consultation.closes_at
    if not _lies_ahead(consultation, now) or opens_at is None or closes_at is None:
        return None
    return Occasion(key=opening_key(consultation.id), name=Name.new, due_at=opens_at, pointless_at=closes_at)


def of_the_term(consultation: Consultation, now: datetime, zone: ZoneInfo) -> list[Occasion]:
    """Both reminders and the closing; nothing for what is neither open nor coming."""
    last_day, closes_at = consultation.last_day, consultation.closes_at
    if not _lies_ahead(consultation, now) or last_day is None or closes_at is None:
        return []
    subject = f"{consultation.id}:{last_day}"
    told = {"last_day": last_day.isoformat()}
    reminders = [
        Occasion(key=f"reminder:{one.kind}:{subject}", name=Name.reminder, due_at=one.at,
                 pointless_at=one.pointless_after, params=told)
        for one in reminder_times(last_day, zone)
    ]  # fmt: skip
    closing = Occasion(
        key=f"closed:{subject}",
        name=Name.closed,
        due_at=closes_at,
        pointless_at=closes_at + OLD_NEWS,
        params=told,
    )
    return [*reminders, closing]


def posted(name: Name, key: str) -> bool:
    """Whether an occasion is told in groups and channels too: a new one, its last day but one, its spravka."""
    return name in (Name.new, Name.reported) or key.startswith(f"{Name.reminder}:{EVE}:")


def change(consultation: Consultation, kind: Name, now: datetime, *, reason: str, what: Sequence[str]) -> Occasion:
    """What was just done to it, and why. `what` are codes of the fields that changed.

    ValueError for a `kind` that is no change.
    """
    if kind not in CHANGES:
        raise ValueError(f"{kind} is not a change")
    moved = kind in (Name.extended, Name.restarted)
    return Occasion(
        key=f"{kind}:{consultation.id}:{consultation.version}",
        name=kind,
        due_at=now,
        pointless_at=consultation.closes_at if moved and consultation.closes_at else now + OLD_NEWS,
        params={
            "reason": reason,
            "what": list(what),
            "last_day": consultation.last_day and consultation.last_day.isoformat(),
        },
    )


def of_the_spravka(consultation: Consultation, now: datetime) -> list[Occasion]:
    """It is out: authors hear what became of theirs, and whoever else follows it hears that it is there."""
    return [
        Occasion(key=f"{name}:{consultation.id}", name=name, due_at=now, pointless_at=now + OLD_NEWS)
        for name in (Name.answered, Name.reported)
    ]


def spravka_key(consultation: ConsultationId) -> str:
    """Authors who follow it are told their own answer, and not this as well."""
    return f"{Name.reported}:{consultation}"


def of_the_decision(consultation: Consultation, now: datetime) -> Occasion:
    """The council has decided."""
    return Occasion(key=f"{Name.decided}:{consultation.id}", name=Name.decided, due_at=now, pointless_at=now + OLD_NEWS)


def _lies_ahead(consultation: Consultation, now: datetime) -> bool:
    return consultation.status(now) in (ConsultationStatus.scheduled, ConsultationStatus.open)


def is_pointless(name: Name, last_day: str | None, consultation: Consultation, now: datetime) -> bool:
    """Whether what was planned, speaking of a `last_day` (ISO), is no longer true of the consultation."""
    status = consultation.status(now)
    same_term = consultation.last_day is not None and consultation.last_day.isoformat() == last_day
    match name:
        case Name.new:
            return status is not ConsultationStatus.open
        case Name.reminder:
            return status is not ConsultationStatus.open or not same_term
        case Name.closed:
            return status is not ConsultationStatus.closed or not same_term
        case Name.extended | Name.restarted:
            return not _lies_ahead(consultation, now) or not same_term
        case Name.corrected:
            return status is ConsultationStatus.cancelled
        case Name.cancelled:
            return status is not ConsultationStatus.cancelled
        case Name.answered | Name.reported:
            return status not in _REPORTED
        case Name.decided:
            return status not in _DECIDED


def may_write(choice: Choice, now: datetime, zone: ZoneInfo) -> bool:
    """Whether anything but a receipt may leave now: neither in a pause nor in quiet hours."""
    return not choice.is_paused(now) and (choice.quiet is None or not choice.quiet.covers(now.astimezone(zone).time()))


def may_alert(choice: Choice, now: datetime, zone: ZoneInfo) -> bool:
    """Whether an alert that is due may leave now: they want some, may be written to, and had none today."""
    had_none = choice.last_alert_on is None or choice.last_alert_on < town_date(now, zone)
    return choice.cadence is not Cadence.never and had_none and may_write(choice, now, zone)


def alert_at(choice: Choice, now: datetime, zone: ZoneInfo) -> datetime:
    """When what waits for somebody is due: as `alert_due`, after their pause.

    Those who want none now are put beyond all days, so that a change of mind finds what is still open.
    """
    start = choice.paused_until if choice.paused_until is not None and choice.paused_until > now else now
    due = alert_due(start, cadence=choice.cadence, quiet=choice.quiet, last_alert_on=choice.last_alert_on, zone=zone)
    return UNTIL_RESUMED if due is None else due
