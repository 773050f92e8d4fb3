"""The format of forums, of questionnaires about them, and of announcements in a town file."""

from typing import Annotated, Literal

from pydantic import Field

from bot.domain.questionnaires import SMALLEST_GROUP
from bot.domain.questions import OPTIONS_AT_MOST, QUESTIONS_AT_MOST
from bot.services.town.entries import AnyMoment, Entry, Names, Sources
from bot.services.town.values import (
    Day,
    Days,
    Id,
    Line,
    Name,
    Paragraph,
    QuestionId,
    Reason,
    Title,
)


class Forum(Entry):
    id: Id
    kind: Literal["forum", "info_meeting"] = "forum"
    demo: bool = False
    title_bg: Title
    title_en: Title | None = None
    title_tr: Title | None = None
    starts_at: AnyMoment | None = None
    starts_on: Day | None = None
    ends_at: AnyMoment | None = None
    ends_on: Day | None = None
    place: Id | None = None
    place_bg: Line | None = None
    capacity: Annotated[int, Field(ge=1, le=100_000)] | None = None
    open_to_bg: list[Line] = []
    purpose_bg: Paragraph | None = None
    agenda_bg: list[Line] = []
    access_bg: Paragraph | None = None
    inferred: list[Line] = []
    status: Literal["draft", "open", "full", "closed", "held", "summarised", "cancelled"]
    cancelled_reason_bg: Reason | None = None
    body: Id | None = None
    consultation: Id | None = None
    questionnaire: Id | None = None
    source: Sources = []


class Options(Entry):
    bg: Annotated[list[Name], Field(min_length=2, max_length=OPTIONS_AT_MOST)]
    en: list[Name] | None = None
    tr: list[Name] | None = None

    def by_language(self) -> list[dict[str, str]]:
        """The names of each, in their order."""
        told = {"bg": self.bg, "en": self.en or [], "tr": self.tr or []}
        return [
            {language: names[place] for language, names in told.items() if place < len(names)}
            for place in range(len(self.bg))
        ]


class ShowIf(Entry):
    """Only to those who gave one of these `answers` to an earlier question: a value of a scale, the number of an
    option counted from 1, or yes and no.
    """

    question: QuestionId
    answers: Annotated[list[bool | int], Field(min_length=1)]


class Question(Names):
    """`from` is where it was found; "satisfaction" and "NPS" there say what it is counted as."""

    id: QuestionId
    type: Literal["single", "multi", "scale5", "scale11", "yesno", "text"]
    measures: Line | None = Field(None, alias="construct")
    origin: Line | None = Field(None, alias="from")
    options: Options | None = None
    max: Annotated[int, Field(ge=1)] | None = None
    background: bool | None = None
    """About who answers. Not said, that is what a choice among the `optional` ones is."""
    show_if: ShowIf | None = None


class FollowUp(Question):
    after_days: Days


class AfterHours(Entry):
    after_end_hours: Annotated[int, Field(ge=0, le=24 * 365)]


class AfterDays(Entry):
    after_days: Days


class Questionnaire(Entry):
    """What questionnaires are made from. `optional` questions come after the others."""

    id: Id
    anonymous: bool
    k: Annotated[int, Field(ge=SMALLEST_GROUP)] = SMALLEST_GROUP
    opens: AfterHours = AfterHours(after_end_hours=2)
    chase: AfterDays | None = None
    closes: AfterDays
    title: Names
    anchors_5: Options | None = None
    anchors_11: Options | None = None
    na: Names | None = None
    questions: Annotated[list[Question], Field(min_length=1, max_length=QUESTIONS_AT_MOST)]
    optional: Annotated[list[Question], Field(max_length=QUESTIONS_AT_MOST)] = []
    follow_up: list[FollowUp] = []


class Audience(Entry):
    all: bool = False
    topics: list[Id] = []
    places: list[Id] = []


class Announcement(Entry):
    id: Id
    demo: bool = False
    title_bg: Title
    title_en: Title | None = None
    title_tr: Title | None = None
    body_bg: Paragraph
    body_en: Paragraph | None = None
    body_tr: Paragraph | None = None
    audience: Audience
    status: Literal["draft", "ready", "approved", "sending", "sent", "corrected", "recalled"]
    source: Sources = []
