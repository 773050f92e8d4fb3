"""The rights over one's data: everything that is held about a person, given to them and erased.

HOLDINGS names every table that names a participant, with how it is read out and how it is erased. A table that is
missing here fails a test, so whoever adds one brings both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.ids import AnnouncementId, ConsultationId, QuestionnaireId
from bot.domain.staff import LastOwner, Role
from bot.services import spravka
from bot.services.turn import Turn
from storage import announcements, consultations, files, questionnaires, spravki, staff, town
from storage.announcements.rights import HOLDINGS as ANNOUNCEMENTS
from storage.bodies.rights import HOLDINGS as BODIES
from storage.files import FileId
from storage.forums.rights import HOLDINGS as FORUMS
from storage.privacy import ACTS, FAILED, INVITATIONS, PARKED, Holding, Rows, acts_of, rows_of
from storage.proposals.rights import HOLDINGS as PROPOSALS
from storage.questionnaires.rights import HOLDINGS as QUESTIONNAIRES

COPY_LIVES = timedelta(days=1)
"""A copy is for downloading now; another one is a tap away."""

HOLDINGS: tuple[Holding, ...] = (
    rows_of("subscriptions", "scope, target"),
    rows_of("follows", "consultation, followed_at, reminders"),
    rows_of("pending_alerts", "consultation, due_at"),
    rows_of("told", "notice, told_at"),
    rows_of("outbox", "due_at, notice, method, params", by="chat_id"),
    rows_of("dialogues", "conversation, state, draft, updated_at", by="chat_id"),
    FAILED,
    PARKED,
    rows_of("files", "name, size, expires_at", by="owner"),
    INVITATIONS,
    *PROPOSALS,
    *FORUMS,
    *QUESTIONNAIRES,
    *BODIES,
    *ANNOUNCEMENTS,
    rows_of("chat_administrators", "chat, verified_at", by="telegram_id"),
    acts_of("occasions", "consultation, name AS notice, due_at", by="report_to"),
    rows_of("staff", "role, organisation, name, since"),
    ACTS,
    rows_of(
        "participants",
        """telegram_id, language, cadence, quiet_start, quiet_end, paused_until, unreachable_since, consent_version,
           consent_language, consented_at, last_alert_on, last_seen_on, erase_on""",
        by="telegram_id",
    ),
)
"""In the order of erasing: the record itself goes last."""


@dataclass(frozen=True, slots=True)
class Everything:
    """Rows by table, as stored. `names` says what the numbers in them stand for: by column, then by value."""

    rows: Mapping[str, Rows]
    names: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Copy:
    """A file made of what is held."""

    name: str
    mime: str
    content: bytes


async def everything(turn: Turn, language: str) -> Everything:
    """All that is held about the participant. Raises ConsentNeeded where nothing is."""
    person = turn.participant
    rows = {holding.table: await holding.export(turn.tx, person) for holding in HOLDINGS}
    return Everything(rows, await _names(turn, rows, language))


async def _names(turn: Turn, rows: Mapping[str, Rows], language: str) -> dict[str, dict[str, str]]:
    mentioned = {row["consultation"] for found in rows.values() for row in found if row.get("consultation")}
    known = await consultations.by_ids(turn.tx, [ConsultationId(number) for number in mentioned])
    asked = {row["questionnaire"] for found in rows.values() for row in found if row.get("questionnaire")}
    answered = await questionnaires.by_ids(turn.tx, [QuestionnaireId(number) for number in asked])
    announced = {row["announcement"] for found in rows.values() for row in found if row.get("announcement")}
    written = await announcements.by_ids(turn.tx, [AnnouncementId(number) for number in announced])
    topics = {str(one.id): one.name(language) for one in await town.topics(turn.tx, retired=True)}
    places = {str(one.id): one.name(language) for one in await town.places(turn.tx, retired=True)}
    return {
        "consultation": {str(number): one.title_in(language) for number, one in known.items()},
        "questionnaire": {str(number): one.title(language) for number, one in answered.items()},
        "announcement": {str(number): one.title for number, one in written.items()},
        "target": topics | places,
        "place": places,
        "body": {str(one.id): one.name(language) for one in await town.bodies(turn.tx)},
        "organisation": {str(one.id): one.name(language) for one in await town.organisations(turn.tx)},
    }


async def keep_copies(turn: Turn, copies: Sequence[Copy]) -> list[FileId]:
    """Keep files for sending, in place of the person's earlier ones. They are the person's own: erased with them."""
    owner = turn.participant.id
    await files.forget_copies(turn.tx, owner)
    return [
        await files.add(
            turn.tx,
            name=one.name,
            mime=one.mime,
            size=len(one.content),
            content=one.content,
            expires_at=turn.now + COPY_LIVES,
            owner=owner,
        )
        for one in copies
    ]


async def is_last_owner(turn: Turn) -> bool:
    return turn.member is not None and turn.member.role is Role.owner and await staff.owners(turn.tx) == 1


async def forget(turn: Turn) -> None:
    """Erase the participant at once; afterwards it is the turn of somebody without a record.

    The audit trail keeps that somebody was erased, and what they did, without who it was. Raises ConsentNeeded where
    there is nothing to erase, and LastOwner.
    """
    person = turn.participant
    if await is_last_owner(turn):
        raise LastOwner()
    naming = await spravki.naming(turn.tx, person.id)
    for holding in HOLDINGS:
        await holding.erase(turn.tx, person)
    for consultation in naming:
        await spravka.without_author(turn, consultation)
    turn.actor = turn.member = None
    turn.audit("participant.erased")
