"""What is refused about a proposal, with the facts that say why."""

from datetime import date

from bot.domain.errors import DomainError


class NotFromHere(DomainError):
    """This disposition does not fit the kind: a formal proposal out of scope is redirected instead."""

    def __init__(self) -> None:
        super().__init__()


class OnlyOnce(DomainError):
    """A second look by another moderator can be asked for once."""

    def __init__(self) -> None:
        super().__init__()


class ExtensionTooLong(DomainError):
    """No decision may be put off beyond `longest` (АПК чл. 118, ал. 3), nor to before it is due."""

    def __init__(self, *, longest: date) -> None:
        super().__init__(longest=longest)
