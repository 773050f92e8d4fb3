"""Publishing a spravka: after the closing, complete, once, and everything that follows in the same transaction."""

from datetime import timedelta
from typing import Any

import orjson
import pytest

from bot.domain.consultations import Consultation, ConsultationStatus
from bot.domain.dispositions import Answer, Disposition
from bot.domain.errors import NotAllowed, NotFound, WrongState
from bot.domain.notices import Name
from bot.domain.proposals import HiddenCode, Proposal, ProposalStatus
from bot.domain.spravka import SpravkaIncomplete, SpravkaTooEarly
from bot.domain.staff import Role
from bot.domain.wording import BadAddress
from bot.services import spravka
from bot.services.notices import fan_out
from bot.services.turn import Turn
from storage import audit, follows, participants, reports, spravki
from storage import consultations as records
from storage import proposals as stored
from storage.consultations import StaleVersion
from storage.engine import Engine, Transaction
from storage.notices import occasions
from tests.proposing import a_consultation, a_proposal, an_author, on_paper
from tests.reporting import CLOSED_AT, NO, OPEN_AT, PUBLISHED, REASON, YES, a_moderator, answered, reload
from tests.telling import furnish

"""Seconds of CPU in one turn; a quarter of a second was measured."""


async def scene(tx: Transaction, *authors: int) -> tuple[Turn, Consultation, list[Proposal]]:
    """A closed consultation with a statement of each author, and the moderator's turn the morning after."""
    turn = await a_moderator(tx)
    consultation = await a_consultation(tx, PUBLISHED)
    early = Turn(tx=tx, now=OPEN_AT, town=turn.town)
    said = [
        await a_proposal(early, await an_author(tx, early, number), consultation=consultation.id) for number in authors
    ]
    return turn, consultation, said


async def everything_told(turn: Turn) -> list[tuple[str, int, dict[str, Any]]]:
    """Let the tick do its part; the notices by their name, whom they go to, and their facts."""
    for occasion in await occasions.due(turn.tx, now=turn.now, limit=10):
        while not await fan_out.advance(turn, occasion):
            pass
    rows = await turn.tx.all("SELECT notice, participant, params FROM outbox WHERE notice IS NOT NULL ORDER BY id")
    return [(row["notice"], row["participant"], orjson.loads(row["params"])) for row in rows]


async def test_all_answers_are_published_together_with_it(database: Engine) -> None:
    async with database.write() as tx:
        turn, consultation, (first, second) = await scene(tx, 1, 2)
        await answered(tx, first, NO)
        await answered(tx, second, YES)
        after = await spravka.publish(turn, consultation.id)
        assert after.recorded is ConsultationStatus.reported
        found = [await stored.get(tx, one.id) for one in (first, second)]
        assert [one.status for one in found] == [ProposalStatus.answered] * 2
        assert [one.answer for one in found] == [NO, YES]
        assert [one.draft_answer for one in found] == [None, None]
        assert [one.answered_at for one in found] == [CLOSED_AT] * 2
        out = await spravki.of(tx, consultation.id)
        assert out == (CLOSED_AT, False, None)


async def test_a_merged_one_gets_the_answer_of_its_main_one(database: Engine) -> None:
    async with database.write() as tx:
        turn, consultation, (first, second) = await scene(tx, 1, 2)
        main = await answered(tx, first, NO)
        await stored.save(tx, second.show().merge_into(main))
        await spravka.publish(turn, consultation.id)
        assert (await stored.get(tx, second.id)).answer == NO


async def test_a_hidden_one_is_answered_too_and_stays_out_of_sight(database: Engine) -> None:
    async with database.write() as tx:
        turn, consultation, (first,) = await scene(tx, 1)
        hidden = await stored.save(tx, first.hide(HiddenCode.insult, "Текстът обижда служители."))
        await answered(tx, hidden, NO)
        await spravka.publish(turn, consultation.id)
        kept = await stored.get(tx, first.id)
        assert (kept.status, kept.is_public) == (ProposalStatus.answered, False)


async def test_what_was_taken_back_is_left_alone(database: Engine) -> None:
    async with database.write() as tx:
        turn, consultation, (first,) = await scene(tx, 1)
        await stored.save(tx, first.withdraw())
        await spravka.publish(turn, consultation.id)
        assert (await stored.get(tx, first.id)).status is ProposalStatus.withdrawn
        out = await spravki.of(tx, consultation.id)
        assert out is not None
        assert out.nil


@pytest.mark.parametrize(
    ("prepare", "facts"),
    [
        (None, {"unchecked": 1, "undecided": 0, "unexplained": 0}),
        ("shown", {"unchecked": 0, "undecided": 1, "unexplained": 0}),
        ("without reason", {"unchecked": 0, "undecided": 0, "unexplained": 1}),
    ],
)
async def test_incomplete_it_is_refused_and_nothing_is_published(
    database: Engine, prepare: str | None, facts: dict[str, int]
) -> None:
    async with database.write() as tx:
        turn, consultation, (first,) = await scene(tx, 1)
        if prepare == "shown":
            await stored.save(tx, first.show())
        elif prepare is not None:
            await answered(tx, first, Answer(disposition=Disposition.not_accepted))
        with pytest.raises(SpravkaIncomplete) as refusal:
            await spravka.publish(turn, consultation.id)
        assert refusal.value.facts == facts
        assert await spravki.of(tx, consultation.id) is None


@pytest.mark.parametrize("seconds", [0, -1])
async def test_the_closing_instant_divides_too_early_from_allowed(database: Engine, seconds: int) -> None:
    async with database.write() as tx:
        turn, consultation, _ = await scene(tx)
        assert consultation.closes_at is not None
        turn.now = consultation.closes_at + timedelta(seconds=seconds)
        if seconds == 0:
            assert (await spravka.publish(turn, consultation.id)).recorded is ConsultationStatus.reported
        else:
            with pytest.raises(SpravkaTooEarly) as refusal:
                await spravka.publish(turn, consultation.id)
            assert refusal.value.facts == {"last_day": consultation.last_day}


async def test_a_cancelled_one_needs_none(database: Engine) -> None:
    async with database.write() as tx:
        turn, consultation, _ = await scene(tx)
        await records.save(tx, consultation.cancel("Отпадна поводът.", OPEN_AT))
        with pytest.raises(WrongState):
            await spravka.publish(turn, consultation.id)


async def test_a_draft_is_no_consultation_yet(database: Engine) -> None:
    async with database.write() as tx:
        turn, consultation, _ = await scene(tx)
        with pytest.raises(NotFound):
            await spravka.publish(turn, 999)
        await tx.run("UPDATE consultations SET recorded = 'draft' WHERE id = :id", id=consultation.id)
        with pytest.raises(NotFound):
            await spravka.preview(turn, consultation.id)


@pytest.mark.parametrize(
    ("role", "may_decide", "looks", "publishes"),
    [
        (Role.owner, True, True, True),
        (Role.moderator, True, True, True),
        (Role.moderator, False, True, False),
        (Role.editor, True, True, False),
        (Role.auditor, True, False, False),
        (None, True, False, False),
    ],
)
async def test_only_staff_look_and_only_deciders_publish(
    database: Engine, role: Role | None, may_decide: bool, looks: bool, publishes: bool
) -> None:
    async with database.write() as tx:
        turn = await a_moderator(tx, role=role, may_decide=may_decide)
        consultation = await a_consultation(tx, PUBLISHED)
        if looks:
            assert (await spravka.preview(turn, consultation.id)).may_publish == publishes
        else:
            with pytest.raises(NotAllowed):
                await spravka.preview(turn, consultation.id)
        if publishes:
            assert await spravka.publish(turn, consultation.id)
        else:
            with pytest.raises(NotAllowed):
                await spravka.publish(turn, consultation.id)


async def test_a_second_tap_publishes_nothing_anew(database: Engine) -> None:
    async with database.write() as tx:
        turn, consultation, (first,) = await scene(tx, 1)
        await answered(tx, first)
        stamp = (await spravka.preview(turn, consultation.id)).stamp
        first_time = await spravka.publish(turn, consultation.id, stamp=stamp)
        assert await spravka.publish(turn, consultation.id, stamp=stamp) == first_time
        assert await tx.value("SELECT count(*) FROM audit WHERE action = 'spravka.published'") == 1
        assert await tx.value("SELECT count(*) FROM report_requests") == 2
        assert len(await everything_told(turn)) == 1


async def test_nobody_publishes_what_they_have_not_seen(database: Engine) -> None:
    async with database.write() as tx:
        turn, consultation, (first,) = await scene(tx, 1)
        prepared = await answered(tx, first)
        stamp = (await spravka.preview(turn, consultation.id)).stamp
        await answered(tx, prepared, YES)
        with pytest.raises(StaleVersion):
            await spravka.publish(turn, consultation.id, stamp=stamp)


async def test_authors_hear_of_theirs_and_followers_of_the_whole_and_nobody_of_both(database: Engine) -> None:
    async with database.write() as tx:
        turn, consultation, (first, second) = await scene(tx, 1, 2)
        await answered(tx, first)
        await answered(tx, second)
        paper = await on_paper(turn, consultation)
        await answered(tx, paper)
        reader = await an_author(tx, turn, 3)
        for number in (first.author, reader.id):
            assert number is not None
            await follows.put(tx, number, consultation.id, now=OPEN_AT)
        await spravka.publish(turn, consultation.id)
        assert await everything_told(turn) == [
            ("proposals.answered", first.author, {"proposal": first.id}),
            ("proposals.answered", second.author, {"proposal": second.id}),
            (f"consultations.{Name.reported}", reader.id, {"consultation": consultation.id}),
        ]


async def test_a_nil_one_is_told_to_followers(database: Engine) -> None:
    async with database.write() as tx:
        turn, consultation, _ = await scene(tx)
        reader = await an_author(tx, turn, 3)
        await follows.put(tx, reader.id, consultation.id, now=OPEN_AT)
        await spravka.publish(turn, consultation.id)
        assert [name for name, _, _ in await everything_told(turn)] == ["consultations.reported"]


async def test_the_official_files_are_asked_for(database: Engine) -> None:
    async with database.write() as tx:
        turn, consultation, _ = await scene(tx)
        await spravka.publish(turn, consultation.id)
        asked = []
        while (one := await reports.next_due(tx, now=turn.now)) is not None:
            asked.append((one.format, one.language, one.publishes, one.chat_id))
            await reports.done(tx, one.id)
        assert asked == [("docx", "bg", True, None), ("pdf", "bg", True, None)]


async def test_it_is_audited_with_its_counts_and_no_names(database: Engine) -> None:
    async with database.write() as tx:
        turn, consultation, (first,) = await scene(tx, 1)
        await answered(tx, first)
        await spravka.publish(turn, consultation.id)
        (entry,) = [one for one in await audit.page(tx, limit=9, offset=0) if one.action == "spravka.published"]
        assert (entry.subject, dict(entry.facts)) == (
            f"consultation:{consultation.id}",
            {"nil": False, "not_accepted": 1},
        )


async def asked_of_the_database(database: Engine, statements: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often publishing a spravka of so many statements waits for the database."""
    async with database.write() as tx:
        turn, consultation, _ = await scene(tx)
        told = len(await everything_told(turn))
        people = [await an_author(tx, turn, statements + number) for number in range(1, 21)]
        for number in range(statements):
            one = await on_paper(turn, consultation, received_on=PUBLISHED)
            await answered(tx, one, NO, author=people[number % 20].id)
    waited = 0
    hop = Transaction._hop

    async def counted(tx: Transaction, work: Any) -> Any:
        nonlocal waited
        waited += 1
        return await hop(tx, work)

    async with database.write() as tx:
        turn.tx = tx
        with monkeypatch.context() as patched:
            patched.setattr(Transaction, "_hop", counted)
            await spravka.publish(turn, consultation.id)
    async with database.write() as tx:
        turn.tx = tx
        assert len(await everything_told(turn)) == told + statements
    return waited


async def test_a_spravka_of_many_asks_the_database_as_often_as_one_of_few(
    database: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = await asked_of_the_database(database, 40, monkeypatch)
    assert await asked_of_the_database(database, 800, monkeypatch) == few


async def test_what_is_owed_comes_in_the_order_of_closing_and_says_when_it_is_due(database: Engine) -> None:
    async with database.write() as tx:
        turn, consultation, _ = await scene(tx, 1)
        older = await a_consultation(tx, PUBLISHED - timedelta(days=30))
        await a_consultation(tx, PUBLISHED + timedelta(days=30))
        waiting, page = await spravka.owing(turn, 0)
        assert [one.consultation.id for one in waiting] == [older.id, consultation.id]
        assert [one.statements for one in waiting] == [0, 1]
        assert str(waiting[1].due_on) == "2026-12-16"
        assert page.total == 2
        await spravka.publish(turn, older.id)
        assert [one.consultation.id for one in (await spravka.owing(turn, 0))[0]] == [consultation.id]


async def test_its_place_on_the_website_is_kept_and_files_are_made_anew(database: Engine) -> None:
    async with database.write() as tx:
        turn, consultation, _ = await scene(tx)
        with pytest.raises(WrongState):
            await spravka.put_url(turn, consultation.id, "example.org/spravka")
        await spravka.publish(turn, consultation.id)
        assert await spravka.put_url(turn, consultation.id, "example.org/spravka") == "https://example.org/spravka"
        out = await spravki.of(tx, consultation.id)
        assert out is not None
        assert out.url == "https://example.org/spravka"
        with pytest.raises(BadAddress):
            await spravka.put_url(turn, consultation.id, "не е адрес")


async def test_an_author_finds_their_own_rows_and_others_only_counts(database: Engine) -> None:
    async with database.write() as tx:
        turn, consultation, (first, second) = await scene(tx, 1, 2)
        main = await answered(tx, first, NO)
        await stored.save(tx, second.show().merge_into(main))
        with pytest.raises(NotFound):
            await spravka.public(turn, consultation.id)
        await spravka.publish(turn, consultation.id)
        assert second.author is not None
        author = await participants.get(tx, second.author)
        found = await spravka.public(Turn(tx=tx, now=turn.now, town=turn.town, actor=author), consultation.id)
        assert [(row.receipt_no, row.reason, row.merged_into) for row in found.own] == [
            (second.receipt_no, REASON, first.receipt_no)
        ]
        assert (found.counts, found.total) == ({Disposition.not_accepted: 2}, 2)
        assert (await spravka.public(Turn(tx=tx, now=turn.now, town=turn.town), consultation.id)).own == ()
        assert (await reload(tx, consultation)).recorded is ConsultationStatus.reported


async def test_staff_may_have_files_before_it_is_out_and_others_may_not(database: Engine) -> None:
    async with database.write() as tx:
        turn, consultation, _ = await scene(tx)
        await spravka.ask(turn, consultation.id, "pdf", "bg", chat_id=1, message_id=2)
        citizen = Turn(tx=tx, now=turn.now, town=turn.town)
        with pytest.raises(NotAllowed):
            await spravka.ask(citizen, consultation.id, "pdf", "bg", chat_id=3, message_id=4)
        await spravka.publish(turn, consultation.id)
        await spravka.ask(citizen, consultation.id, "pdf", "bg", chat_id=3, message_id=4)
        with pytest.raises(NotFound):
            await spravka.ask(citizen, consultation.id, "exe", "bg", chat_id=3, message_id=4)


async def test_a_town_is_not_needed_to_make_one(database: Engine) -> None:
    async with database.write() as tx:
        await furnish(tx)
        consultation = await a_consultation(tx, PUBLISHED)
        zone = (await a_moderator(tx)).town.zone
        made = (await spravka.read(tx, consultation.id, now=CLOSED_AT, zone=zone)).spravka
        assert made.is_nil
        assert not made.header.published
