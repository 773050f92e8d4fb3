"""What is refused about a forum and its seats, with the facts that say why."""

from datetime import datetime

from bot.domain.errors import DomainError


class TimeMissing(DomainError):
    """Nobody can come to a forum that has no time."""

    def __init__(self) -> None:
        super().__init__()


class WhereaboutsMissing(DomainError):
    """Neither a place nor a link: nobody would know where to come."""

    def __init__(self) -> None:
        super().__init__()


class ForumGone(DomainError):
    """It would begin at `starts_at`, which has passed."""

    def __init__(self, *, starts_at: datetime) -> None:
        super().__init__(starts_at=starts_at)


class EndsBeforeStart(DomainError):
    """It would end at `ends_at`, before it begins or as it does."""

    def __init__(self, *, ends_at: datetime) -> None:
        super().__init__(ends_at=ends_at)


class SeatsTaken(DomainError):
    """`taken` seats are promised already: there cannot be fewer."""

    def __init__(self, *, taken: int) -> None:
        super().__init__(taken=taken)


class RegistrationClosed(DomainError):
    """Staff closed it early: who has a seat keeps it, and nobody gets another."""

    def __init__(self) -> None:
        super().__init__()


class NothingChanged(DomainError):
    """All stays as it was, so nobody has anything to be told."""

    def __init__(self) -> None:
        super().__init__()
