"""Staff at their desk: turns of every role, drafts and published consultations, for tests of use cases."""

from datetime import UTC, date, datetime
from typing import Any

from bot.domain.calendar import SOFIA, town_date
from bot.domain.consultations import Consultation, ConsultationKind, DocumentKind
from bot.domain.ids import OrganisationId, TopicId
from bot.domain.staff import Role
from bot.domain.town import Organisation
from bot.services import publishing
from bot.services.publishing import Paper, Plan
from bot.services.turn import Town, Turn
from storage import files, participants, town
from storage.engine import Transaction
from storage.files import FileId
from storage.staff import Member
from tests.telling import furnish

NOON = datetime(2026, 11, 2, 10, tzinfo=UTC)
TODAY = date(2026, 11, 2)
TOWN = Town(zone=SOFIA, language="bg")
ALLIANCE = Organisation(id=OrganisationId("alliance"), names={"bg": "Алианс"}, may_decide=False)


async def a_turn(
    tx: Transaction, role: Role | None = Role.moderator, *, may_decide: bool = True, now: datetime = NOON
) -> Turn:
    """The turn of somebody at work, or with `role` None of a citizen. The town is furnished by the first."""
    if not await town.organisations(tx):
        await furnish(tx)
        await town.put_organisations(tx, [ALLIANCE])
    person = await participants.add(
        tx, telegram_id=900, language="bg", quiet=None, consent_version="1", now=now, today=town_date(now, SOFIA)
    )
    member = None
    if role is not None:
        organisation = OrganisationId("municipality" if may_decide else "alliance")
        member = Member(person.id, role, organisation, may_decide, "Николай")
    return Turn(tx=tx, now=now, town=TOWN, actor=person, member=member)


async def a_file(tx: Transaction, name: str = "проект.pdf") -> FileId:
    return await files.add(tx, name=name, mime="application/pdf", size=10, telegram_id=f"telegram-{name}")


async def a_plan(tx: Transaction, *kinds: DocumentKind, **changes: Any) -> Plan:
    """An ordinance published today for 30 days, with draft and motives unless other `kinds` are named."""
    papers = [
        Paper(kind, await a_file(tx, f"{kind}.pdf"), f"{kind}.pdf")
        for kind in kinds or (DocumentKind.draft, DocumentKind.motives)
    ]
    values: dict[str, Any] = {
        "title": "Наредба за зелената система",
        "kind": ConsultationKind.ordinance,
        "summary": "Дърветата се режат само след обявление.",
        "url": "https://example.org/a",
        "published_on": TODAY,
        "term_days": 30,
        "reason": None,
        "topics": (TopicId("waste"),),
        "places": (),
        "papers": tuple(papers),
    }
    return Plan(**(values | changes))


async def a_draft(turn: Turn, *kinds: DocumentKind, **changes: Any) -> Consultation:
    return await publishing.prepare(turn, await a_plan(turn.tx, *kinds, **changes))


async def published(turn: Turn, **changes: Any) -> Consultation:
    """A consultation that went the whole way."""
    draft = await a_draft(turn, **changes)
    consultation, _ = await publishing.publish(turn, draft.id, draft.version, report=None)
    return consultation
