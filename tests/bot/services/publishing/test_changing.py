"""What is published changes with a reason, and nobody loses a day they were promised."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.consultations import (
    Consultation,
    ConsultationStatus,
    DocumentKind,
    NothingToCorrect,
    ShortTermReasonNeeded,
    TermNotLonger,
    TermTooShort,
)
from bot.domain.errors import NotAllowed, NotFound, WrongState
from bot.domain.ids import PlaceId
from bot.domain.publication import NotPublishedYet
from bot.domain.staff import Role
from bot.domain.text import TextTooShort
from bot.services import publishing
from bot.services.turn import Turn
from storage import consultations as stored
from storage.consultations import StaleVersion
from storage.engine import Engine, Transaction
from tests.desk import NOON, TODAY, a_draft, a_file, a_turn, published

WHY = "Много хора поискаха още време."
LAST = date(2026, 12, 2)

Act = Callable[[Turn, Consultation], Awaitable[Consultation]]


async def _extend(turn: Turn, one: Consultation) -> Consultation:
    return await publishing.extend(turn, one.id, one.version, term_days=45, reason=WHY)


async def _correct(turn: Turn, one: Consultation) -> Consultation:
    return await publishing.correct(turn, one.id, one.version, field="title", value="Поправено заглавие", reason=WHY)


async def _restart(turn: Turn, one: Consultation) -> Consultation:
    return await publishing.restart(
        turn,
        one.id,
        one.version,
        document=await document(turn.tx, one, DocumentKind.draft),
        file=await a_file(turn.tx, "нов.pdf"),
        published_on=TODAY,
        term_days=30,
        short_reason=None,
        reason=WHY,
    )


async def _cancel(turn: Turn, one: Consultation) -> Consultation:
    return await publishing.cancel(turn, one.id, one.version, reason=WHY)


ACTS: dict[str, Act] = {"extended": _extend, "corrected": _correct, "restarted": _restart, "cancelled": _cancel}


async def document(tx: Transaction, one: Consultation, kind: DocumentKind) -> int:
    return next(paper.id for paper in await stored.documents(tx, one.id) if paper.kind is kind)


@pytest.mark.parametrize("kind", ACTS)
async def test_every_change_is_kept_told_and_audited(database: Engine, kind: str) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        before = await published(turn)
        after = await ACTS[kind](turn, before)
        assert after == await stored.get(tx, before.id)
        assert after.version == before.version + 1
        [change] = await stored.changes(tx, before.id)
        assert (change.kind, change.reason) == (kind, WHY)
        assert await tx.value("SELECT count(*) FROM occasions WHERE name = :name", name=kind) == 1
        assert await tx.value("SELECT count(*) FROM audit WHERE action = :act", act=f"consultation.{kind}") == 1


@pytest.mark.parametrize("kind", ACTS)
async def test_nobody_changes_what_was_changed_since_they_looked(database: Engine, kind: str) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        before = await published(turn)
        await publishing.correct(
            turn, before.id, before.version, field="summary", value="Съвсем ново описание тук.", reason=WHY
        )
        with pytest.raises(StaleVersion):
            await ACTS[kind](turn, before)


@pytest.mark.parametrize("kind", ACTS)
@pytest.mark.parametrize(("role", "may_decide"), [(None, True), (Role.editor, True), (Role.moderator, False)])
async def test_only_who_decides_changes_what_is_published(
    database: Engine, kind: str, role: Role | None, may_decide: bool
) -> None:
    async with database.write() as tx:
        before = await published(await a_turn(tx))
        with pytest.raises(NotAllowed):
            await ACTS[kind](await a_turn(tx, role, may_decide=may_decide), before)
        assert await stored.changes(tx, before.id) == []


@pytest.mark.parametrize("kind", ["extended", "restarted", "cancelled"])
async def test_what_is_closed_is_only_corrected(database: Engine, kind: str) -> None:
    async with database.write() as tx:
        before = await published(await a_turn(tx))
        assert before.closes_at is not None
        later = await a_turn(tx, now=before.closes_at)
        with pytest.raises(WrongState):
            await ACTS[kind](later, before)
        assert (await _correct(later, before)).title == "Поправено заглавие"


@pytest.mark.parametrize("kind", ACTS)
async def test_a_draft_is_edited_and_not_changed(database: Engine, kind: str) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        draft = await a_draft(turn)
        with pytest.raises(WrongState):
            await ACTS[kind](turn, draft)


@pytest.mark.parametrize(
    ("wanted", "last_day"),
    [
        (45, date(2026, 12, 17)),
        (date(2026, 12, 10), date(2026, 12, 10)),
        (date(2026, 12, 12), date(2026, 12, 14)),
        (timedelta(days=7), date(2026, 12, 9)),
    ],
)
async def test_an_extension_is_a_term_a_day_or_days_more(
    database: Engine, wanted: int | date | timedelta, last_day: date
) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        before = await published(turn)
        found = await publishing.extension(turn, before.id, wanted)
        assert found.proof.last_day == last_day
        after = await publishing.extend(turn, before.id, before.version, term_days=found.proof.term_days, reason=WHY)
        assert after.last_day == last_day


@pytest.mark.parametrize("wanted", [30, 29, LAST, date(2026, 11, 20), timedelta(days=0)])
async def test_an_extension_adds_at_least_a_day(database: Engine, wanted: int | date | timedelta) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        before = await published(turn)
        with pytest.raises(TermNotLonger):
            await publishing.extension(turn, before.id, wanted)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "Съвсем друго заглавие"),
        ("summary", "Съвсем друго описание на промяната."),
        ("url", "https://example.org/b"),
        ("topics", ("budget",)),
        ("places", ("konush",)),
    ],
)
async def test_what_is_said_of_it_can_be_corrected(database: Engine, field: str, value: Any) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        before = await published(turn)
        after = await publishing.correct(turn, before.id, before.version, field=field, value=value, reason=WHY)
        assert getattr(after, field) == value
        params = await tx.value("SELECT params FROM occasions WHERE name = 'corrected'")
        assert f'"what":["{field}"]' in params


async def test_correcting_nothing_tells_nobody(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        before = await published(turn, places=(PlaceId("konush"),))
        with pytest.raises(NothingToCorrect):
            await publishing.correct(
                turn, before.id, before.version, field="places", value=(PlaceId("konush"),), reason=WHY
            )


@pytest.mark.parametrize("kind", ACTS)
async def test_no_change_goes_without_a_reason(database: Engine, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.bot.services.publishing.test_changing.WHY", "Защото.")
    async with database.write() as tx:
        turn = await a_turn(tx)
        before = await published(turn)
        with pytest.raises(TextTooShort):
            await ACTS[kind](turn, before)


async def test_a_new_draft_restarts_the_term_and_the_old_version_stays(database: Engine) -> None:
    async with database.write() as tx:
        before = await published(await a_turn(tx))
        later = await a_turn(tx, now=NOON + timedelta(days=10))
        after = await publishing.restart(
            later,
            before.id,
            before.version,
            document=await document(tx, before, DocumentKind.motives),
            file=await a_file(tx, "мотиви-2.pdf"),
            published_on=TODAY + timedelta(days=10),
            term_days=30,
            short_reason=None,
            reason=WHY,
        )
        assert after.last_day == date(2026, 12, 14)
        assert after.recorded is ConsultationStatus.open
        assert after.opens_at == before.opens_at
        versions = [
            (one.file.name, one.replaced_at is None) for one in await stored.documents(tx, before.id, replaced=True)
        ]
        assert versions == [("draft.pdf", True), ("motives.pdf", False), ("мотиви-2.pdf", True)]


@pytest.mark.parametrize(
    ("term_days", "refusal"), [(13, TermTooShort), (20, ShortTermReasonNeeded), (29, ShortTermReasonNeeded)]
)
async def test_a_term_that_starts_again_answers_to_the_same_law(
    database: Engine, term_days: int, refusal: type[Exception]
) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        before = await published(turn)
        turn.now += timedelta(days=20)
        with pytest.raises(refusal):
            await publishing.check_restart(
                turn,
                before.id,
                await document(tx, before, DocumentKind.draft),
                published_on=TODAY + timedelta(days=20),
                term_days=term_days,
                short_reason=None,
            )


async def test_a_new_version_counts_from_a_day_that_has_come(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        before = await published(turn)
        with pytest.raises(NotPublishedYet):
            await publishing.check_restart(
                turn,
                before.id,
                await document(tx, before, DocumentKind.draft),
                published_on=TODAY + timedelta(days=1),
                term_days=60,
                short_reason=None,
            )


async def test_a_restart_takes_no_day_away(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        before = await published(turn)
        with pytest.raises(TermNotLonger):
            await publishing.check_restart(
                turn,
                before.id,
                await document(tx, before, DocumentKind.draft),
                published_on=TODAY,
                term_days=20,
                short_reason="Има защо да е по-кратък.",
            )


async def test_another_document_is_replaced_without_touching_the_term(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        draft = await a_draft(turn, DocumentKind.draft, DocumentKind.motives, DocumentKind.other)
        before, _ = await publishing.publish(turn, draft.id, draft.version, report=None)
        annex = await document(tx, before, DocumentKind.other)
        checked = await publishing.check_restart(
            turn, before.id, annex, published_on=TODAY, term_days=30, short_reason=None
        )
        assert checked.proof is None
        file = await a_file(tx, "карта-2.pdf")
        after = await publishing.replace_paper(turn, before.id, before.version, document=annex, file=file, reason=WHY)
        assert after.last_day == before.last_day
        with pytest.raises(NotFound):
            await publishing.replace_paper(turn, before.id, after.version, document=annex, file=file, reason=WHY)
        with pytest.raises(WrongState):
            await publishing.replace_paper(
                turn,
                before.id,
                after.version,
                document=await document(tx, before, DocumentKind.draft),
                file=file,
                reason=WHY,
            )


async def test_a_document_of_another_consultation_is_not_replaced(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        mine, other = await published(turn), await published(turn)
        with pytest.raises(NotFound):
            await publishing.check_restart(
                turn,
                mine.id,
                await document(tx, other, DocumentKind.draft),
                published_on=TODAY,
                term_days=30,
                short_reason=None,
            )


async def test_a_cancelled_consultation_keeps_its_reason_and_drops_its_reminders(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        after = await _cancel(turn, await published(turn))
        assert (after.recorded, after.cancelled_reason) == (ConsultationStatus.cancelled, WHY)
        names = [row["name"] for row in await tx.all("SELECT name FROM occasions")]
        assert names == ["cancelled"]
