"""Questionnaires: of whom something is asked, and until when.

What is asked is in `questions`, answers are in `ballots`, what they come to is in `results`.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from bot.domain.errors import WrongState
from bot.domain.ids import BodyId, ConsultationId, ForumId, PlaceId, QuestionnaireId, TopicId
from bot.domain.questions import Definition
from bot.domain.town import OFFICIAL

NOT_KEPT = QuestionnaireId(0)
"""The id of a questionnaire that storage has not seen yet."""

SMALLEST_GROUP = 5
"""Fewer answers than this are never shown, whatever a questionnaire says (`k`)."""


class Timing(BaseModel):
    """Times after the end of the forum it is about; of others, which open at once, after publication.

    As JSON they are seconds, for the database to count with.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_timedelta="float")

    opens_after: timedelta = timedelta(hours=2)
    chase_after: timedelta | None = timedelta(days=3)
    closes_after: timedelta = timedelta(days=10)


class Audience(BaseModel):
    """Whom it is for: those of one thing, of a segment of topics and places, or, where all is empty, everybody."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    forum: ForumId | None = None
    consultation: ConsultationId | None = None
    body: BodyId | None = None
    topics: tuple[TopicId, ...] = ()
    places: tuple[PlaceId, ...] = ()

    @property
    def by_ticket_only(self) -> bool:
        """Only those who were there or belong: nobody gets in by a link."""
        return self.forum is not None or self.body is not None


class Recorded(StrEnum):
    """What people decided, and that its answers were counted."""

    draft = "draft"
    published = "published"
    counted = "counted"
    withdrawn = "withdrawn"


class Status(StrEnum):
    draft = "draft"
    waiting = "waiting"
    """Published, and what it is about is not over yet."""
    open = "open"
    closed = "closed"
    withdrawn = "withdrawn"


class Questionnaire(BaseModel):
    """A questionnaire under way, open between `opens_at` and `closes_at` (half-open, UTC).

    While it has no `opens_at` it waits for the end of its forum. Whether it is anonymous and its smallest group `k`
    are fixed by publication. `definition` is the newest, of the number `version`; `revision` is that of the record,
    counted by storage. `template` is the name that questionnaires made from the same share, to be compared by.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: QuestionnaireId = NOT_KEPT
    template: str | None = None
    definition: Definition
    version: int = 1
    anonymous: bool = True
    k: Annotated[int, Field(ge=SMALLEST_GROUP)] = SMALLEST_GROUP
    audience: Audience = Audience()
    timing: Timing = Timing()
    recorded: Recorded = Recorded.draft
    opens_at: AwareDatetime | None = None
    chase_at: AwareDatetime | None = None
    closes_at: AwareDatetime | None = None
    revision: int = 1
    about: Mapping[str, str] = {}
    """What its forum is called, by language: read with it, and not of its record."""

    def status(self, now: datetime) -> Status:
        match self.recorded:
            case Recorded.draft:
                return Status.draft
            case Recorded.withdrawn:
                return Status.withdrawn
            case Recorded.counted:
                return Status.closed
        if self.opens_at is None or self.closes_at is None or now < self.opens_at:
            return Status.waiting
        return Status.open if now < self.closes_at else Status.closed

    def is_open(self, now: datetime) -> bool:
        return self.status(now) is Status.open

    def title(self, language: str) -> str:
        return self.definition.title(language)

    def forum_in(self, language: str) -> str | None:
        """The name of the forum it is about."""
        return self.about.get(language) or self.about.get(OFFICIAL)

    def publish(self, now: datetime) -> Self:
        """Opens it at once, or lets it wait for the end of its forum. Raises WrongState, and what `check` raises."""
        self._must_be(frozenset({Recorded.draft}), "publish")
        self.definition.check(anonymous=self.anonymous)
        published = self.model_copy(update={"recorded": Recorded.published})
        return published if self.audience.forum is not None else published._timed(now, opens_at=now)

    def open_after(self, end: datetime) -> Self:
        """Sets its times by the end of its forum. Raises WrongState unless published."""
        self._must_be(frozenset({Recorded.published}), "open")
        return self._timed(end, opens_at=end + self.timing.opens_after)

    def _timed(self, base: datetime, *, opens_at: datetime) -> Self:
        chase = self.timing.chase_after
        return self.model_copy(
            update={
                "opens_at": opens_at,
                "chase_at": None if chase is None else base + chase,
                "closes_at": base + self.timing.closes_after,
            }
        )

    def revise(self, definition: Definition) -> Self:
        """Asks otherwise from here on; answers given before stay what they were.

        Raises WrongState once it is closed for good, what `check` raises and, after publication, ShapeChanged.
        """
        self._must_be(frozenset({Recorded.draft, Recorded.published}), "revise")
        if self.recorded is Recorded.published:
            definition.check(anonymous=self.anonymous)
            definition.check_revision(self.definition)
        return self.model_copy(update={"definition": definition, "version": self.version + 1})

    def close(self, now: datetime) -> Self:
        """Ends it before its time. Raises WrongState unless it is open."""
        if not self.is_open(now):
            raise WrongState(state=self.status(now).value, action="close")
        return self.model_copy(update={"closes_at": now})

    def withdraw(self) -> Self:
        """Takes it back unanswered. Raises WrongState once its answers were counted."""
        self._must_be(frozenset({Recorded.draft, Recorded.published}), "withdraw")
        return self.model_copy(update={"recorded": Recorded.withdrawn})

    def count(self, now: datetime) -> Self:
        """Its answers are counted, once and for all. Raises WrongState unless its time is over."""
        self._must_be(frozenset({Recorded.published}), "count")
        if self.status(now) is not Status.closed:
            raise WrongState(state=self.status(now).value, action="count")
        return self.model_copy(update={"recorded": Recorded.counted})

    def _must_be(self, allowed: frozenset[Recorded], action: str) -> None:
        if self.recorded not in allowed:
            raise WrongState(state=self.recorded.value, action=action)
