"""The format of a town file, version 1: every key it may have.

`..._bg` is the official text; `..._en` and `..._tr` beside it are help for readers. `source` names entries of
`sources`. `inferred` lists fields the sources do not state. `demo: true` marks invented records, and only those may
have days relative to their first import.
"""

from typing import Annotated, Literal

from pydantic import Field

from bot.services.town.entries import AnyDay, Entry, Language, Names, Sources
from bot.services.town.forums import Announcement, Forum, Questionnaire
from bot.services.town.values import (
    Address,
    Answer,
    Day,
    Days,
    Ekatte,
    Email,
    Id,
    Line,
    Moment,
    Name,
    Paragraph,
    Provision,
    Reason,
    Sentence,
    SourceName,
    Summary,
    Title,
    Unit,
    Zone,
)


class Project(Entry):
    code: Line
    name: Names
    started_on: Day
    ended_on: Day
    total_bgn: Line
    eu_bgn: Line
    national_bgn: Line
    source: Sources = []


class Organisation(Entry):
    id: Id
    name: Names
    may_decide: bool


class Registry(Entry):
    name: Names
    address_bg: Line
    email: Email | None = None
    source: Sources = []


class Topic(Names):
    id: Id


class Place(Names):
    id: Id
    kind: Literal["town", "village", "district"]
    ekatte: Ekatte | None = None


class CalendarOverrides(Entry):
    working: list[Day] = []
    non_working: list[Day] = []


class Member(Entry):
    label_bg: Line
    organisation: Id | None = None
    function: Literal["chair", "vice", "secretary", "member"]
    quota_bg: Line | None = None
    name_public: bool = False


class Body(Entry):
    id: Id
    kind: Literal["public_council", "advisory_council", "working_group", "committee", "elected_council"]
    demo: bool = False
    name: Names
    status: Literal["proposed", "active", "dissolved"]
    role_bg: Paragraph | None = None
    founding_act: Line | None = None
    rules_act: Line | None = None
    composition_act: Line | None = None
    seats: Annotated[int, Field(ge=1, le=999)] | None = None
    seats_bg: list[Line] = []
    members: list[Member] = []
    unknown: list[Line] = []
    topics: list[Id] = []
    source: Sources = []


class Document(Entry):
    """Without a `file` it is only known to exist. `file` lies in the folder of the town file."""

    kind: Literal["draft", "motives", "considerations", "impact_assessment", "spravka", "act", "other"]
    file: Line | None = None
    name: Name | None = None


class Hidden(Entry):
    """Not shown to the public, and in the spravka all the same."""

    code: Literal["personal_data", "insult", "spam", "off_topic", "illegal", "duplicate"]
    sentence_bg: Sentence


class Proposal(Entry):
    """A statement that came in. `id` tells it from the others of its consultation, else its place does.

    `text_bg` is what was said, where the source has more than the gist. `checked: false`: nobody has looked at it yet.
    """

    id: Id | None = None
    received_on: AnyDay | None
    channel: Literal["paper", "email", "website", "hearing", "bot", "other"]
    author_type: Literal["citizen", "ngo", "organisation", "business", "councillor", "mayor", "other"]
    gist_bg: Paragraph
    text_bg: Paragraph | None = None
    provision: Provision | None = None
    stance: Literal["support", "change", "oppose"] | None = None
    author_name: Name | None = None
    name_public: bool = False
    checked: bool = True
    hidden: Hidden | None = None
    disposition: Literal["accepted", "partly", "not_accepted", "out_of_scope"] | None = None
    reason_bg: Answer | None = None
    unit_bg: Unit | None = None
    note: Line | None = None


class Spravka(Entry):
    published: bool
    nil: bool = False
    source: SourceName | None = None


class Decision(Entry):
    number: Annotated[int, Field(ge=1)] | None
    date: Day
    minutes: Annotated[int, Field(ge=1)] | None = None
    note: Line | None = None


class Hearing(Entry):
    starts_at: Moment
    place_bg: Line


class Consultation(Entry):
    id: Id
    kind: Literal["ordinance", "program", "general_act", "budget", "other"]
    zna_regime: bool = False
    demo: bool = False
    title_bg: Title
    title_en: Title | None = None
    title_tr: Title | None = None
    summary_bg: Summary
    summary_en: Summary | None = None
    summary_tr: Summary | None = None
    url: Address | None = None
    published_on: AnyDay | None
    announced_by: Day | None = None
    term_days: Days | None = None
    short_term_reason_bg: Reason | None = None
    last_day: Day | None = None
    earliest_adoption: Day | None = None
    status: Literal["draft", "scheduled", "open", "closed", "reported", "adopted", "not_adopted", "cancelled"]
    cancelled_reason_bg: Reason | None = None
    initiator_bg: Line | None = None
    channels_bg: list[Line] = []
    documents: list[Document] = []
    sections: list[Names] = []
    proposals: list[Proposal] = []
    spravka: Spravka | None = None
    decision: Decision | None = None
    participation: list[Literal["written", "advisory", "sitting", "hearing"]] = []
    hearing: Hearing | None = None
    agenda_bg: list[Line] = []
    inferred: list[Line] = []
    topics: Annotated[list[Id], Field(min_length=1)]
    places: Annotated[list[Id], Field(min_length=1)]
    source: Sources = []


class Town(Entry):
    """The whole file. A section that is left out is left as it is in the database."""

    version: Literal[1]
    timezone: Zone
    locale_default: Language = "bg"
    locales: list[Language] = ["bg"]
    sources: dict[SourceName, Address] = {}
    project: Project | None = None
    organisations: list[Organisation] | None = None
    registry: Registry | None = None
    topics: list[Topic] | None = None
    places: list[Place] | None = None
    calendar_overrides: CalendarOverrides | None = None
    bodies: list[Body] | None = None
    consultations: list[Consultation] | None = None
    forums: list[Forum] | None = None
    questionnaires: list[Questionnaire] | None = None
    announcements: list[Announcement] | None = None
