"""The format of forums, of questionnaires about them, and of announcements in a town file."""

from typing import Annotated, Literal

from pydantic import Field

from bot.services.town.entries import AnyMoment, Entry, Names, Sources
from bot.services.town.values import (
    Day,
    Days,
    Id,
    Line,
    Name,
    Paragraph,
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
    bg: Annotated[list[Name], Field(min_length=2)]
    en: list[Name] | None = None
    tr: list[Name] | None = None


class Question(Names):
    id: Id
    type: Literal["single", "multi", "scale5", "scale11", "text"]
    measures: Line | None = Field(None, alias="construct")
    origin: Line | None = Field(None, alias="from")
    options: Options | None = None
    max: Annotated[int, Field(ge=1)] | None = None


class FollowUp(Question):
    after_days: Days


class AfterHours(Entry):
    after_end_hours: Annotated[int, Field(ge=0, le=24 * 365)]


class AfterDays(Entry):
    after_days: Days


class Questionnaire(Entry):
    id: Id
    anonymous: bool
    k: Annotated[int, Field(ge=5)] = 5
    opens: AfterHours
    chase: AfterDays | None = None
    closes: AfterDays
    title: Names
    anchors_5: Options | None = None
    anchors_11: Options | None = None
    na: Names | None = None
    questions: Annotated[list[Question], Field(min_length=1)]
    optional: list[Question] = []
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
