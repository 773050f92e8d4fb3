"""What is kept, and for how long (domain rules 7)."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain import retention
from bot.domain.announcements import AnnouncementState
from bot.domain.calendar import SOFIA
from bot.domain.deliveries import DeliveryState
from bot.domain.dispositions import Answer, Disposition
from bot.domain.ids import OrganisationId
from bot.domain.meetings import Reply
from bot.domain.notices import OLD_NEWS
from bot.domain.participants import Participant
from bot.domain.proposals import ProposalKind, ProposalStatus
from bot.domain.staff import Role
from bot.services import housekeeping
from bot.services.bodies import calling, replying
from bot.services.turn import Town, Turn
from storage import announcements, audit, dialogues, files, follows, inbox, live, proposals, staff
from storage import participants as people
from storage.dialogues import Dialogue
from storage.engine import Engine, Transaction
from storage.inbox import Waiting
from storage.notices import told
from tests import copies
from tests.councils import BODY, Council
from tests.proposing import a_proposal, an_author
from tests.telling import Telling, furnish

NOON = datetime(2026, 11, 4, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


async def sweep(engine: Engine, now: datetime) -> None:
    for one in housekeeping.SWEEPS.values():
        finished = False
        while not finished:
            async with engine.write() as tx:
                finished = await one(Turn(tx=tx, now=now, town=Town(zone=SOFIA, language="bg")))


async def count(engine: Engine, table: str) -> int:
    async with engine.read() as tx:
        return int(await tx.value(f"SELECT count(*) FROM {table}"))


async def kept_for(engine: Engine, table: str, span: timedelta) -> None:
    """There is a row until the last second, and none after it."""
    await sweep(engine, NOON + span)
    assert await count(engine, table) == 1
    await sweep(engine, NOON + span + SECOND)
    assert await count(engine, table) == 0


async def test_handled_updates_go_when_they_can_no_longer_be_delivered_again(database: Engine) -> None:
    async with database.write() as tx:
        await inbox.accept(tx, [(7, "{}")], now=NOON)
        inbox.handled(tx, 7, now=NOON)
    await kept_for(database, "inbox", inbox.RETENTION)


async def test_an_update_that_waits_stays(database: Engine) -> None:
    async with database.write() as tx:
        await inbox.accept(tx, [(7, "{}")], now=NOON)
    await sweep(database, NOON + timedelta(days=365))
    assert await count(database, "inbox") == 1


async def test_parked_updates_go_like_drafts(database: Engine) -> None:
    async with database.write() as tx:
        inbox.park(tx, Waiting(7, "{}", 3), code="AB12", error="ValueError", now=NOON)
    await kept_for(database, "parked", retention.DRAFT)


async def dialogue(tx: Transaction, draft: dict[str, str]) -> None:
    dialogues.keep(tx, Dialogue(7, "publish", "title", draft, True), now=NOON)


async def test_a_form_without_a_draft_goes_after_two_days(database: Engine) -> None:
    async with database.write() as tx:
        await dialogue(tx, {})
    await kept_for(database, "dialogues", retention.DIALOGUE)


async def test_a_draft_goes_after_a_week(database: Engine) -> None:
    async with database.write() as tx:
        await dialogue(tx, {"title": "Наредба"})
    await kept_for(database, "dialogues", retention.DRAFT)


async def test_after_two_days_a_form_hears_no_more_but_its_draft_stays(database: Engine) -> None:
    async with database.write() as tx:
        await dialogue(tx, {"title": "Наредба"})
    await sweep(database, NOON + retention.DIALOGUE + SECOND)
    async with database.read() as tx:
        (kept,) = await dialogues.of_chat(tx, 7)
    assert (kept.active, kept.draft) == (False, {"title": "Наредба"})


async def test_files_of_abandoned_drafts_go(database: Engine) -> None:
    async with database.write() as tx:
        await files.add(tx, name="a.pdf", mime="application/pdf", size=1, content=b"1", expires_at=NOON + SECOND)
        kept = await files.add(tx, name="b.pdf", mime="application/pdf", size=1, content=b"1", expires_at=NOON + SECOND)
        files.keep(tx, kept)
    await sweep(database, NOON)
    assert await count(database, "files") == 2
    await sweep(database, NOON + SECOND)
    assert await count(database, "files") == 1


async def test_the_audit_trail_stays_three_years(database: Engine) -> None:
    async with database.write() as tx:
        audit.record(tx, at=NOON, actor=None, action="consultation.published")
    await kept_for(database, "audit", retention.AUDIT)


async def test_invitations_go_when_they_expire(database: Engine) -> None:
    town = await Telling(database).begin()
    owner = await town.person()
    async with database.write() as tx:
        await furnish(tx)
        await staff.invite(
            tx,
            token_hash="a" * 64,
            role=Role.editor,
            organisation=OrganisationId("municipality"),
            invited_by=owner.id,
            now=NOON,
            expires_at=NOON + retention.INVITATION,
        )
    await kept_for(database, "invitations", retention.INVITATION)


async def test_who_was_told_is_forgotten_in_the_end_however_many(
    database: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(housekeeping, "AT_ONCE", 2)
    town = await Telling(database).begin()
    crowd = [(await town.person()).id for _ in range(5)]
    async with database.write() as tx:
        await told.tell(tx, "new:1", crowd, now=NOON)
    await sweep(database, NOON + retention.DELIVERY)
    assert await count(database, "told") == 5
    await sweep(database, NOON + retention.DELIVERY + SECOND)
    assert await count(database, "told") == 0


async def test_who_was_told_of_what_is_still_open_is_remembered(database: Engine) -> None:
    town = await Telling(database).begin()
    maria = await town.person("waste")
    consultation = await town.publish("waste", term=200)
    await town.tick()
    town.now += timedelta(days=120)
    await town.tick()
    await town.correct(consultation, topics=("waste", "roads"))
    await town.tick()
    assert len(town.received(maria)) == 1


async def test_alerts_of_what_is_over_do_not_wait_for_ever(database: Engine) -> None:
    town = await Telling(database).begin()
    maria = await town.person("waste")
    await town.choose(maria, paused_until=town.now + timedelta(days=400))
    await town.publish("waste")
    await town.tick()
    assert await town.pending(maria) == 1
    await town.tick("2026-12-05 12:00")
    assert await town.pending(maria) == 0


async def listed(town: Telling, who: Participant) -> list[str]:
    async with town.engine.read() as tx:
        found = await follows.page(tx, who.id, limit=9, offset=0)
        assert await follows.count(tx, who.id) == len(found)
    return [one.consultation.title for one in found]


async def test_what_was_cancelled_leaves_the_followed_once_they_were_told(database: Engine) -> None:
    town = await Telling(database).begin()
    told, paused = await town.person(), await town.person()
    await town.choose(paused, paused_until=town.now + timedelta(days=30))
    consultation, other = await town.publish("waste"), await town.publish("roads", title="Друга наредба")
    for one in (told, paused):
        await town.follow(one, consultation)
        await town.follow(one, other)
    await town.cancel(consultation)
    assert len(await listed(town, told)) == 2
    await town.tick()
    assert "cancelled" in town.received(told)[0]
    assert await listed(town, told) == ["Друга наредба"]
    assert len(await listed(town, paused)) == 2  # who has not heard of it finds it there


async def test_a_follow_of_what_was_cancelled_goes_when_nobody_is_told_any_more(
    database: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(housekeeping, "AT_ONCE", 2)
    town = await Telling(database).begin()
    crowd = [await town.person() for _ in range(5)]
    consultation, other = await town.publish("waste"), await town.publish("roads")
    for one in crowd:
        await town.follow(one, consultation)
    await town.follow(crowd[0], other)
    await town.cancel(consultation)
    await town.tick()
    await sweep(database, town.now + OLD_NEWS - SECOND)
    assert await count(database, "follows") == 6
    await sweep(database, town.now + OLD_NEWS)
    assert await count(database, "follows") == 1


async def test_how_many_somebody_sent_is_forgotten_with_the_day(database: Engine) -> None:
    async with database.write() as tx:
        await furnish(tx)
        person = await people.add(
            tx, telegram_id=1, language="bg", quiet=None, consent_version="1", now=NOON, today=NOON.date()
        )
        proposals.count_one(tx, person.id, NOON.date())
    await sweep(database, datetime(2026, 11, 4, 22, tzinfo=UTC) - SECOND)
    assert await count(database, "proposal_counts") == 1
    await sweep(database, datetime(2026, 11, 4, 22, tzinfo=UTC))
    assert await count(database, "proposal_counts") == 0, "midnight in Haskovo"


async def test_a_year_after_the_answer_nothing_leads_to_who_proposed_it(database: Engine) -> None:
    async with database.write() as tx:
        turn = Turn(tx=tx, now=NOON, town=Town(zone=SOFIA, language="bg"))
        maria = await an_author(tx, turn, 1)
        open_one = await a_proposal(turn, maria, kind=ProposalKind.formal, name="Мария Иванова", contact="пощата")
        statement = open_one.model_copy(
            update={"receipt_no": "S-26-00001", "kind": ProposalKind.statement, "name_public": True, "contact": None,
                    "status": ProposalStatus.visible}
        )  # fmt: skip
        for one in (statement, statement.model_copy(update={"receipt_no": "S-26-00002", "name_public": False})):
            kept = await proposals.add(tx, one, submission=one.receipt_no)
            await proposals.save(tx, kept.publish_answer(Answer(disposition=Disposition.accepted), NOON))
    for wait, left in ((retention.AUTHOR_LINK - SECOND, 3), (retention.AUTHOR_LINK, 1)):
        await sweep(database, NOON + wait)
        assert await count(database, "proposals WHERE author IS NOT NULL") == left
    async with database.read() as tx:
        named, nameless = [await proposals.by_receipt(tx, f"S-26-0000{number}") for number in (1, 2)]
    assert (named.name, nameless.name) == ("Мария Иванова", None)
    assert await count(database, "proposals WHERE submission IS NOT NULL") == 1


async def test_answers_to_a_summons_and_settled_applications_go_after_three_months(database: Engine) -> None:
    council = await Council(database, "2026-11-04 14:00").begin()
    (maria,) = await council.seated()
    one = await council.summon("2026-11-12 17:30")
    ivan = await council.person()
    async with database.write() as tx:
        await replying.reply(council.turn(tx, maria), one.id, Reply.coming, moves=0)
        await calling.open_call(council.desk(tx), BODY, text="Търсим граждани.", last_day=None)
        await calling.apply(council.turn(tx, ivan), BODY, name="Иван", organisation=None, text="Садя дървета.")
        await calling.withdraw(council.turn(tx, ivan), BODY)
    settled = council.now + retention.APPLICATION
    await sweep(database, settled - SECOND)
    assert await count(database, "body_applications") == 1
    await sweep(database, settled)
    assert (await count(database, "body_applications"), await count(database, "meeting_replies")) == (0, 1)
    await sweep(database, one.starts_at + retention.APPLICATION)
    assert await count(database, "meeting_replies") == 0


async def test_copies_go_ninety_days_after_all_was_over_and_what_they_came_to_stays(
    database: Engine,
) -> None:
    async with database.write() as tx:
        maria = await people.add(
            tx, telegram_id=1, language="bg", quiet=None, consent_version="1", now=NOON, today=NOON.date()
        )
        sent = AnnouncementState.sent
        one = await copies.announce(tx, now=NOON - retention.DELIVERY, state=sent, finished_at=NOON - SECOND)
        other = await copies.announce(tx, now=NOON, state=sent, finished_at=NOON - SECOND, corrected_at=NOON)
        for each in (one, other):
            await copies.deliver(tx, each, maria, due_at=NOON, state=DeliveryState.shown, sent_at=NOON)
    await sweep(database, NOON + retention.DELIVERY - SECOND)
    assert await count(database, "deliveries") == 2
    await sweep(database, NOON + retention.DELIVERY)
    assert await count(database, "deliveries") == 1
    async with database.read() as tx:
        results = await announcements.results(tx, [one.id, other.id])
    assert {number: tally.shown for number, tally in results.items()} == {one.id: 1}


async def test_copies_of_what_is_still_being_sent_stay_however_long_it_takes(database: Engine) -> None:
    async with database.write() as tx:
        maria = await people.add(
            tx, telegram_id=1, language="bg", quiet=None, consent_version="1", now=NOON, today=NOON.date()
        )
        one = await copies.announce(tx, now=NOON)
        await copies.deliver(tx, one, maria, due_at=NOON, state=DeliveryState.waiting)
    await sweep(database, NOON + 2 * retention.DELIVERY)
    assert await count(database, "deliveries") == 1


async def test_what_it_came_to_is_counted_before_the_first_copy_goes(
    database: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.services.housekeeping.AT_ONCE", 2)
    async with database.write() as tx:
        one = await copies.announce(tx, now=NOON, state=AnnouncementState.recalled, recalled_at=NOON)
        for number in range(5):
            who = await people.add(
                tx, telegram_id=number, language="bg", quiet=None, consent_version="1", now=NOON, today=NOON.date()
            )
            await copies.deliver(tx, one, who, due_at=NOON, state=DeliveryState.deleted)
    await sweep(database, NOON + retention.DELIVERY + SECOND)
    assert await count(database, "deliveries") == 0
    async with database.read() as tx:
        assert (await announcements.results(tx, [one.id]))[one.id].deleted == 5


async def test_a_screen_that_changes_by_itself_is_left_alone_after_two_days(database: Engine) -> None:
    async with database.write() as tx:
        live.keep(tx, chat_id=1, message_id=7, view="progress", subject=1, language="bg", shown="", now=NOON)
    await kept_for(database, "live_screens", timedelta(hours=48))
