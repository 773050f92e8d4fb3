"""Refusals of the rules. An error carries facts; catalogues carry the words (key `error.<code>`)."""

import re
from typing import ClassVar

_WORD_START = re.compile(r"(?<!^)(?=[A-Z])")


class DomainError(Exception):
    """A rule said no.

    `facts` are what a sentence about it needs (numbers, dates, codes), named like the placeholders of the
    catalogue entry `error.<code>`. `code` follows from the class name: TermTooShort is "term-too-short".
    `str()` gives the code alone, because facts may hold what a person typed and logs must not.
    """

    code: ClassVar[str] = "domain-error"

    def __init_subclass__(cls, **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)
        cls.code = _WORD_START.sub("-", cls.__name__).lower()

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code)
        self.facts: dict[str, object] = facts


class NotFound(DomainError):
    """Nothing is kept under this name or number. `what` is a glossary word, such as "consultation"."""

    def __init__(self, *, what: str) -> None:
        super().__init__(what=what)


class NotAllowed(DomainError):
    """The role does not reach this far. `action` is a value of `staff.Action`."""

    def __init__(self, *, action: str) -> None:
        super().__init__(action=action)


class ConsentNeeded(DomainError):
    """Something would be saved about a person who has not agreed to it."""

    def __init__(self) -> None:
        super().__init__()


class WrongState(DomainError):
    """What was asked cannot be done to a thing in this `state`. `action` is the refused verb."""

    def __init__(self, *, state: str, action: str) -> None:
        super().__init__(state=state, action=action)
