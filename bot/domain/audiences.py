"""For whom an announcement is: conditions on people, joined by "and", "or" and "not".

An audience is a choice of *groups*, joined by "or"; a group is conditions joined by "and", each perhaps negated. Every
combination can be written so, and a clerk can read it aloud: "the topic Transport and the place Uzundzhovo, but not
those who proposed; or members of the council".
"""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from bot.domain.errors import DomainError

MOST_CONDITIONS = 12
"""In one audience. More cannot be read aloud, nor shown on one screen."""


class Trait(StrEnum):
    """What a condition asks of a person; `Condition.value` says of what."""

    everyone = "everyone"
    topic = "topic"
    """Subscribed to a topic."""
    place = "place"
    """Subscribed to a place, or to the whole municipality as a place of its own (`town.WHOLE`)."""
    language = "language"
    follows = "follows"
    """Follows a consultation."""
    proposed = "proposed"
    """Sent a statement or a formal proposal: in a consultation, or anywhere where the value is empty. An idea has no
    author, so nobody is found by one."""
    registered = "registered"
    """Has a seat at a forum, or its offer."""
    attended = "attended"
    """Was checked in at a forum."""
    member = "member"
    """Holds a seat of a body."""


PERSONAL = frozenset({Trait.follows, Trait.proposed, Trait.registered, Trait.attended, Trait.member})
"""What somebody did or is: news of it is not what a subscription to topics brings, and does not wait for a digest."""


class AudienceTooLong(DomainError):
    def __init__(self, *, most: int) -> None:
        super().__init__(most=most)


class EmptyAudience(DomainError):
    """Nobody was chosen yet."""

    def __init__(self) -> None:
        super().__init__()


class Condition(BaseModel):
    """One thing asked of a person. `value` is an id as text: of a topic, a place, a consultation, and so on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    trait: Trait
    value: str = ""
    negated: bool = False


class Audience(BaseModel):
    """Groups joined by "or", of conditions joined by "and". Without any, nobody."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    groups: tuple[tuple[Condition, ...], ...] = ()

    @property
    def conditions(self) -> tuple[Condition, ...]:
        return tuple(one for group in self.groups for one in group)

    @property
    def is_empty(self) -> bool:
        return not self.groups

    @property
    def is_personal(self) -> bool:
        """Whether everybody in it did or is something particular. Then it neither waits for a digest nor stops at
        "never": that choice is about subscriptions (domain rule 8)."""
        return not self.is_empty and all(
            any(one.trait in PERSONAL and not one.negated for one in group) for group in self.groups
        )

    def also(self, condition: Condition) -> "Audience":
        """With one more demand on the last group: "and". Raises AudienceTooLong."""
        *before, last = self.groups or ((),)
        if condition in last:
            return self
        return self._with((*before, (*last, condition)))

    def or_else(self, condition: Condition) -> "Audience":
        """With one more group: "or". Raises AudienceTooLong."""
        if (condition,) in self.groups:
            return self
        return self._with((*self.groups, (condition,)))

    def without(self, index: int) -> "Audience":
        """With the condition of this number (over all groups, from 0) dropped; a group without any goes."""
        groups: list[tuple[Condition, ...]] = []
        number = 0
        for group in self.groups:
            kept = []
            for one in group:
                if number != index:
                    kept.append(one)
                number += 1
            if kept:
                groups.append(tuple(kept))
        return Audience(groups=tuple(groups))

    def _with(self, groups: tuple[tuple[Condition, ...], ...]) -> "Audience":
        found = Audience(groups=groups)
        if len(found.conditions) > MOST_CONDITIONS:
            raise AudienceTooLong(most=MOST_CONDITIONS)
        return found


class Count(BaseModel):
    """How many an audience is, exactly. `recipients` gets a copy: `by_language` of them, `now` at once, `quiet` when
    their quiet hours end, `digest` within their digest. Nobody of `blocked`, `paused` and `declined` (who want no
    announcements to subscribers) gets one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    recipients: int
    by_language: dict[str, int]
    now: int
    quiet: int
    digest: int
    blocked: int
    paused: int
    declined: int

    @property
    def matched(self) -> int:
        return self.recipients + self.blocked + self.paused + self.declined
