"""What is refused about a consultation that is published or was, with the facts that say why."""

from datetime import date

from bot.domain.errors import DomainError


class TermNotLonger(DomainError):
    """People may lose no day they were promised: `last_day` stands, `proposed` is not after it."""

    def __init__(self, *, last_day: date, proposed: date) -> None:
        super().__init__(last_day=last_day, proposed=proposed)


class TermOver(DomainError):
    """By this proof the consultation would be closed already since the end of `last_day`."""

    def __init__(self, *, last_day: date) -> None:
        super().__init__(last_day=last_day)


class NothingToCorrect(DomainError):
    """All stays as it was, so followers have nothing to be told."""

    def __init__(self) -> None:
        super().__init__()


class SpravkaNeeded(DomainError):
    """Nothing may be adopted before its spravka is published (ЗНА чл. 26, ал. 5)."""

    def __init__(self) -> None:
        super().__init__()


class AdoptionTooEarly(DomainError):
    """Nothing may be adopted before `earliest`, the day after the last day for opinions."""

    def __init__(self, *, earliest: date) -> None:
        super().__init__(earliest=earliest)
