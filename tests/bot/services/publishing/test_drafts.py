"""From a draft to a publication: by whom, under which proof, once."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.consultations import (
    AddressMissing,
    ConsultationKind,
    ConsultationStatus,
    DocumentKind,
    MissingDocuments,
    ShortTermReasonNeeded,
    TermOver,
    TermTooShort,
)
from bot.domain.errors import DomainError, NotAllowed, NotFound, WrongState
from bot.domain.ids import PlaceId, TopicId
from bot.domain.participation import HearingMissing, ParticipationMissing
from bot.domain.retention import DRAFT
from bot.domain.staff import Role
from bot.domain.typed import FileNotAccepted
from bot.services import consultations, publishing
from bot.services.publishing import Paper
from storage import audit, files
from storage import consultations as stored
from storage.consultations import StaleVersion
from storage.engine import Engine
from storage.files import FileId
from tests.desk import NOON, TODAY, a_draft, a_file, a_plan, a_turn, published

SHORT_OF_ALL = {"term_days": 13, "url": None}
OTHER_KINDS = [kind for kind in ConsultationKind if not kind.enforced]


async def test_a_draft_keeps_all_that_was_asked(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        draft = await a_draft(turn, term_days=20, reason="Спешно е за сезона.", places=(PlaceId("konush"),))
        found = await stored.get(tx, draft.id)
        assert found == draft
        assert found.recorded is ConsultationStatus.draft
        assert (found.term_days, found.short_term_reason, found.published_on) == (20, "Спешно е за сезона.", TODAY)
        kinds = [paper.kind for paper in await publishing.papers(turn, draft.id)]
        assert kinds == [DocumentKind.draft, DocumentKind.motives]


@pytest.mark.parametrize("role", [Role.editor, Role.moderator, Role.owner])
async def test_those_who_prepare_need_not_decide(database: Engine, role: Role) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx, role, may_decide=False)
        draft = await a_draft(turn)
        assert not (await publishing.view(turn, draft.id)).may_publish
        with pytest.raises(NotAllowed):
            await publishing.publish(turn, draft.id, draft.version, report=None)
        assert (await stored.get(tx, draft.id)).recorded is ConsultationStatus.draft


@pytest.mark.parametrize("role", [None, Role.auditor])
async def test_nobody_else_prepares_or_sees_a_draft(database: Engine, role: Role | None) -> None:
    async with database.write() as tx:
        draft = await a_draft(await a_turn(tx))
        stranger = await a_turn(tx, role)
        plan = await a_plan(tx)
        with pytest.raises(NotAllowed):
            await publishing.prepare(stranger, plan)
        with pytest.raises(NotAllowed):
            await publishing.keep_upload(stranger, name="a.pdf", mime=None, size=1, telegram_id="x")
        with pytest.raises(NotAllowed):
            await publishing.managed_page(stranger, 0)
        for ask in (publishing.view, publishing.draft, publishing.papers, publishing.discard, publishing.managed):
            with pytest.raises(NotAllowed):
                await ask(stranger, draft.id)
        with pytest.raises(NotAllowed):
            await publishing.publish(stranger, draft.id, draft.version, report=None)


async def test_publishing_opens_it_and_plans_what_follows(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        consultation = await published(turn)
        assert consultation.is_open(NOON)
        assert (consultation.last_day, consultation.earliest_adoption) == (date(2026, 12, 2), date(2026, 12, 3))
        names = [row["name"] for row in await tx.all("SELECT name FROM occasions ORDER BY due_at")]
        assert names == ["new", "reminder", "reminder", "closed"]
        entries = [entry.action for entry in await audit.page(tx, limit=5, offset=0)]
        assert entries == ["consultation.published", "consultation.prepared"]
        assert await consultations.count(turn, "open") == 1


async def test_a_second_tap_publishes_nothing_more(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        draft = await a_draft(turn)
        first = await publishing.publish(turn, draft.id, draft.version, report=(900, 5))
        second = await publishing.publish(turn, draft.id, draft.version, report=(900, 5))
        assert second == first
        assert await tx.value("SELECT count(*) FROM occasions WHERE name = 'new'") == 1
        assert await tx.value("SELECT count(*) FROM audit WHERE action = 'consultation.published'") == 1


async def test_who_looked_at_an_older_draft_must_look_again(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        draft = await a_draft(turn)
        await publishing.amend(turn, draft.id, title="Съвсем друга наредба")
        with pytest.raises(StaleVersion):
            await publishing.publish(turn, draft.id, draft.version, report=None)


async def test_other_documents_make_another_version(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        draft = await a_draft(turn)
        await publishing.add_paper(turn, draft.id, DocumentKind.other, await a_file(tx, "карта.pdf"))
        with pytest.raises(StaleVersion):
            await publishing.publish(turn, draft.id, draft.version, report=None)


async def test_the_preview_counts_exactly_who_will_be_told(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        await tx.run("INSERT INTO subscriptions VALUES (:id, 'topic', 'waste')", id=turn.participant.id)
        draft = await a_draft(turn)
        assert (await publishing.view(turn, draft.id)).audience == 1
        await publishing.amend(turn, draft.id, topics=(TopicId("budget"),))
        assert (await publishing.view(turn, draft.id)).audience == 0


async def test_a_day_to_come_makes_it_coming(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        consultation = await published(turn, published_on=TODAY + timedelta(days=5))
        assert consultation.status(NOON) is ConsultationStatus.scheduled
        assert await consultations.count(turn, "coming") == 1
        assert await consultations.count(turn, "open") == 0


@pytest.mark.parametrize(
    ("changes", "kinds", "objection"),
    [
        ({"term_days": 13}, (), TermTooShort),
        ({"term_days": 29}, (), ShortTermReasonNeeded),
        ({"url": None}, (), AddressMissing),
        ({}, (DocumentKind.draft,), MissingDocuments),
        ({"published_on": date(2026, 9, 1)}, (), TermOver),
    ],
)
async def test_an_ordinance_against_the_law_is_shown_why_and_refused(
    database: Engine, changes: dict[str, Any], kinds: tuple[DocumentKind, ...], objection: type[DomainError]
) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        draft = await a_draft(turn, *kinds, **changes)
        prepared = await publishing.view(turn, draft.id)
        assert prepared.blocked
        assert objection in {type(one) for one in prepared.objections}
        with pytest.raises(objection):
            await publishing.publish(turn, draft.id, draft.version, report=None)


@pytest.mark.parametrize("kind", OTHER_KINDS)
async def test_other_acts_are_only_warned(database: Engine, kind: ConsultationKind) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        draft = await a_draft(turn, DocumentKind.other, kind=kind, **SHORT_OF_ALL)
        prepared = await publishing.view(turn, draft.id)
        assert not prepared.blocked
        warned = {type(one) for one in prepared.objections}
        besides: dict[str, set[type]] = {"general_act": {ParticipationMissing}, "budget": {HearingMissing}}
        assert warned == {TermTooShort, MissingDocuments, AddressMissing, *besides.get(kind, set())}
        consultation, _ = await publishing.publish(turn, draft.id, draft.version, report=None)
        assert consultation.is_open(NOON)


@pytest.mark.parametrize("changes", [{"term_days": 0}, {"term_days": -3}, {"published_on": date(2026, 8, 3)}])
async def test_no_act_opens_without_a_day_left(database: Engine, changes: dict[str, Any]) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        draft = await a_draft(turn, kind=ConsultationKind.other, **changes)
        assert (await publishing.view(turn, draft.id)).blocked
        with pytest.raises((TermTooShort, TermOver)):
            await publishing.publish(turn, draft.id, draft.version, report=None)


async def test_a_draft_without_dates_is_shown_and_waits_for_them(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        draft = await a_draft(turn)
        await publishing.amend(turn, draft.id, published_on=None)
        prepared = await publishing.view(turn, draft.id)
        assert (prepared.proof, prepared.blocked) == (None, True)
        with pytest.raises(WrongState):
            await publishing.publish(turn, draft.id, draft.version + 1, report=None)


async def test_of_each_kind_of_document_there_is_one_but_of_others_many(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        draft = await a_draft(turn)
        for name in ("проект-2.pdf", "карта.pdf", "снимки.pdf"):
            kind = DocumentKind.draft if name.startswith("проект") else DocumentKind.other
            await publishing.add_paper(turn, draft.id, kind, await a_file(tx, name))
        names = {paper.name for paper in await publishing.papers(turn, draft.id)}
        assert names == {"motives.pdf", "проект-2.pdf", "карта.pdf", "снимки.pdf"}


async def test_a_document_of_another_draft_is_not_taken_out(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        mine, other = await a_draft(turn), await a_draft(turn)
        theirs = (await publishing.papers(turn, other.id))[0]
        assert theirs.id is not None
        with pytest.raises(NotFound):
            await publishing.drop_paper(turn, mine.id, theirs.id)
        await publishing.drop_paper(turn, other.id, theirs.id)
        assert len(await publishing.papers(turn, other.id)) == 1


async def test_a_discarded_draft_is_gone(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        draft = await a_draft(turn)
        await publishing.discard(turn, draft.id)
        with pytest.raises(NotFound):
            await publishing.view(turn, draft.id)


async def test_what_is_published_is_a_draft_no_more(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        consultation = await published(turn)
        assert not await publishing.is_draft(turn, consultation.id)
        for act in (publishing.view, publishing.draft, publishing.discard):
            with pytest.raises(WrongState):
                await act(turn, consultation.id)
        with pytest.raises(WrongState):
            await publishing.amend(turn, consultation.id, title="Друго заглавие")
        with pytest.raises(WrongState):
            await publishing.add_paper(turn, consultation.id, DocumentKind.other, await a_file(tx))


async def test_an_upload_is_kept_as_long_as_its_form_may_be_taken_up(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        file, name = await publishing.keep_upload(turn, name="a.pdf", mime=None, size=5, telegram_id="x")
        assert name == "a.pdf"
        assert await files.forget_expired(tx, NOON + DRAFT) == 0
        with pytest.raises(FileNotAccepted):
            await publishing.keep_upload(turn, name="a.exe", mime=None, size=5, telegram_id="x")
        kept = [Paper(DocumentKind.draft, file, name), Paper(DocumentKind.motives, FileId(999), "gone")]
        assert await publishing.still_there(turn, kept) == kept[:1]


async def test_a_file_of_a_draft_no_longer_expires(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        file, name = await publishing.keep_upload(turn, name="a.pdf", mime=None, size=5, telegram_id="x")
        plan = await a_plan(tx, papers=(Paper(DocumentKind.draft, file, name),))
        await publishing.prepare(turn, plan)
        assert await files.forget_expired(tx, NOON + 10 * DRAFT) == 0
