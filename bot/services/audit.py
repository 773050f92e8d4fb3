"""The audit trail as owners and auditors read it: what was done by whom of the staff, and never a citizen's name."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.announcements import Announcement
from bot.domain.chats import Chat
from bot.domain.consultations import Consultation
from bot.domain.forums import Forum
from bot.domain.ids import (
    AnnouncementId,
    BodyId,
    ConsultationId,
    ForumId,
    LinkedChatId,
    OrganisationId,
    ParticipantId,
    ProposalId,
    QuestionnaireId,
)
from bot.domain.proposals import Proposal
from bot.domain.questionnaires import Questionnaire
from bot.domain.staff import Action
from bot.domain.town import Body, Organisation
from bot.services.consultations import Page
from bot.services.turn import Turn
from storage import announcements, chats, consultations, forums, proposals, questionnaires, staff, town
from storage import audit as stored
from storage.audit import Entry
from storage.bodies import record

LISTED = 8


@dataclass(frozen=True, slots=True)
class Trail:
    """A page, newest first, with what its entries are about. Who is not staff now has no name here."""

    entries: list[Entry]
    page: Page
    names: Mapping[ParticipantId, str]
    consultations: Mapping[ConsultationId, Consultation]
    proposals: Mapping[ProposalId, Proposal]
    organisations: Mapping[OrganisationId, Organisation]
    forums: Mapping[ForumId, Forum] = field(default_factory=dict)
    bodies: Mapping[BodyId, Body] = field(default_factory=dict)
    questionnaires: Mapping[QuestionnaireId, Questionnaire] = field(default_factory=dict)
    announcements: Mapping[AnnouncementId, Announcement] = field(default_factory=dict)
    chats: Mapping[LinkedChatId, Chat] = field(default_factory=dict)


async def read(turn: Turn, wanted: int) -> Trail:
    """Raises NotAllowed."""
    turn.require(Action.audit_read)
    page = Page.of(await stored.count(turn.tx), wanted, LISTED)
    entries = list(await stored.page(turn.tx, limit=LISTED, offset=page.number * LISTED))
    people = {ParticipantId(number) for one in entries if (number := number_of(one, "participant")) is not None}
    about = {ConsultationId(number) for one in entries if (number := number_of(one, "consultation")) is not None}
    numbers = {ProposalId(number) for one in entries if (number := number_of(one, "proposal")) is not None}
    of_forums = {ForumId(number) for one in entries if (number := number_of(one, "forum")) is not None}
    asked = {QuestionnaireId(number) for one in entries if (number := number_of(one, "questionnaire")) is not None}
    told = {AnnouncementId(number) for one in entries if (number := number_of(one, "announcement")) is not None}
    there = {LinkedChatId(number) for one in entries if (number := number_of(one, "chat")) is not None}
    return Trail(
        entries=entries,
        page=page,
        names=await staff.names(turn.tx, people),
        consultations=await consultations.by_ids(turn.tx, about),
        proposals=await proposals.by_ids(turn.tx, numbers),
        organisations={one.id: one for one in await town.organisations(turn.tx)},
        forums=await forums.by_ids(turn.tx, of_forums),
        bodies=await record.by_ids(turn.tx, [found for one in entries if (found := body_of(one)) is not None]),
        questionnaires=await questionnaires.by_ids(turn.tx, asked),
        announcements=await announcements.by_ids(turn.tx, told),
        chats=await chats.by_ids(turn.tx, there),
    )


def number_of(entry: Entry, kind: str) -> int | None:
    """The number of the thing an entry is about, if it is one of this kind."""
    found, _, number = (entry.subject or "").partition(":")
    return int(number) if found == kind and number.isascii() and number.isdigit() else None


def body_of(entry: Entry) -> BodyId | None:
    """The body an entry is about, if it is about one."""
    found, _, name = (entry.subject or "").partition(":")
    return BodyId(name) if found == "body" else None
