"""What is refused about a meeting, with the facts that say why."""

from datetime import date, datetime

from bot.domain.errors import DomainError

SUMMONS_DAYS = 5
"""Whole days between the day of the summons and the day of the meeting (our rule)."""


class SummonsTooLate(DomainError):
    """`earliest` is the first day that leaves enough notice, `days` how much that is."""

    def __init__(self, *, earliest: date) -> None:
        super().__init__(earliest=earliest, days=SUMMONS_DAYS)


class MeetingTooEarly(DomainError):
    """The time lies in the past."""

    def __init__(self, *, starts_at: datetime) -> None:
        super().__init__(starts_at=starts_at)


class MeetingAhead(DomainError):
    """Who came is known only once it has begun."""

    def __init__(self, *, starts_at: datetime) -> None:
        super().__init__(starts_at=starts_at)


class MeetingMoved(DomainError):
    """The answer was to a summons for another time."""

    def __init__(self, *, starts_at: datetime) -> None:
        super().__init__(starts_at=starts_at)


class MeetingCancelled(DomainError):
    def __init__(self) -> None:
        super().__init__()


class MeetingBegun(DomainError):
    """It has begun or is over: coming can no longer be promised."""

    def __init__(self, *, starts_at: datetime) -> None:
        super().__init__(starts_at=starts_at)


class AgendaMissing(DomainError):
    def __init__(self) -> None:
        super().__init__()


class TooManyItems(DomainError):
    def __init__(self, *, limit: int) -> None:
        super().__init__(limit=limit)


class NothingToPublish(DomainError):
    """Neither minutes nor a decision."""

    def __init__(self) -> None:
        super().__init__()


class BadCount(DomainError):
    """Not three numbers: for, against, abstained."""

    def __init__(self) -> None:
        super().__init__()
