"""Sending: once, in time, within limits, and of an idea nothing that leads back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.domain.calendar import SOFIA
from bot.domain.errors import ConsentNeeded, NotFound
from bot.domain.ids import ProposalId
from bot.domain.proposals import ProposalKind, ProposalStatus
from bot.domain.text import TextTooLong
from bot.services import consultations, proposals
from bot.services.proposals import Draft, EnoughToday, NotOpenYet, WindowClosed
from bot.services.turn import Turn
from storage import follows
from storage import proposals as stored
from storage.engine import Engine, Transaction
from tests.desk import TOWN
from tests.proposing import TEXT, a_consultation, a_proposal, an_author

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
CLOSES = datetime(2026, 12, 2, 22, tzinfo=UTC)
"""Midnight in Haskovo after the last day of a term of thirty days from 2 November 2026."""


def at(moment: datetime, tx: Transaction, **changes: Any) -> Turn:
    return Turn(tx=tx, now=moment, town=TOWN, **changes)


@pytest.mark.parametrize(
    ("moment", "in_time"),
    [(CLOSES - timedelta(seconds=1), True), (CLOSES, False), (CLOSES + timedelta(seconds=1), False)],
)
async def test_the_closing_instant_divides_taken_from_refused(
    database: Engine, moment: datetime, in_time: bool
) -> None:
    async with database.write() as tx:
        consultation = await a_consultation(tx, date(2026, 11, 2))
        maria = await an_author(tx, at(NOW, tx), 1)
        if in_time:
            assert (await a_proposal(at(moment, tx), maria, consultation=consultation.id)).id
        else:
            with pytest.raises(WindowClosed) as refusal:
                await a_proposal(at(moment, tx), maria, consultation=consultation.id)
            assert refusal.value.facts["last_day"] == date(2026, 12, 2)


async def test_what_was_written_before_the_closing_and_heard_after_it_counts(database: Engine) -> None:
    async with database.write() as tx:
        consultation = await a_consultation(tx, date(2026, 11, 2))
        maria = await an_author(tx, at(NOW, tx), 1)
        late = at(CLOSES + timedelta(minutes=5), tx)
        kept = await a_proposal(late, maria, consultation=consultation.id, said_at=CLOSES - timedelta(seconds=1))
        assert kept.status is ProposalStatus.submitted
        with pytest.raises(WindowClosed):
            await a_proposal(late, maria, consultation=consultation.id, said_at=CLOSES)


async def test_before_the_opening_it_says_from_when(database: Engine) -> None:
    async with database.write() as tx:
        consultation = await a_consultation(tx, date(2026, 11, 9))
        maria = await an_author(tx, at(NOW, tx), 1)
        with pytest.raises(NotOpenYet) as refusal:
            await a_proposal(at(NOW, tx), maria, consultation=consultation.id)
        assert refusal.value.facts == {"opens_on": date(2026, 11, 9)}


@pytest.mark.parametrize("kind", list(ProposalKind))
async def test_the_same_button_twice_is_one_proposal_and_the_same_receipt(database: Engine, kind: ProposalKind) -> None:
    async with database.write() as tx:
        consultation = await a_consultation(tx, date(2026, 11, 2))
        maria = await an_author(tx, at(NOW, tx), 1)
        draft = Draft(kind=kind, token="T", text=TEXT, language="bg", consultation=consultation.id)
        turn = at(NOW, tx, actor=maria)
        first, second = await proposals.submit(turn, draft), await proposals.submit(turn, draft)
        assert second == replace(first, again=True)
        assert await stored.sent_on(tx, maria.id, turn.today) == 1


async def test_numbers_run_by_kind_and_year(database: Engine) -> None:
    async with database.write() as tx:
        maria = await an_author(tx, at(NOW, tx), 1)
        kinds = (ProposalKind.idea, ProposalKind.formal, ProposalKind.idea)
        numbers = [(await a_proposal(at(NOW, tx), maria, kind=kind)).receipt_no for kind in kinds]
        assert numbers == ["I-26-00001", "P-26-00001", "I-26-00002"]
        next_year = at(NOW + timedelta(days=365), tx)
        assert (await a_proposal(next_year, maria, kind=ProposalKind.idea)).receipt_no == "I-27-00001"


async def test_the_sixth_of_a_day_is_refused_and_the_next_day_begins_anew(database: Engine) -> None:
    async with database.write() as tx:
        maria = await an_author(tx, at(NOW, tx), 1)
        for _ in range(5):
            await a_proposal(at(NOW, tx), maria, kind=ProposalKind.idea)
        with pytest.raises(EnoughToday) as refusal:
            await a_proposal(at(NOW, tx), maria, kind=ProposalKind.formal)
        assert refusal.value.facts == {"limit": 5}
        assert await a_proposal(at(NOW + timedelta(days=1), tx), maria, kind=ProposalKind.formal)


async def test_nothing_that_is_kept_of_an_idea_says_whose_it_was(database: Engine) -> None:
    async with database.write() as tx:
        maria = await an_author(tx, at(NOW, tx), 1)
        idea = await a_proposal(at(NOW, tx), maria, kind=ProposalKind.idea, name="Мария Иванова", organisation="Клуб")
    async with database.read() as tx:
        row = await tx.one("SELECT * FROM proposals WHERE id = :id", id=idea.id)
        assert row is not None
        assert (row["author"], row["name"], row["contact"], row["organisation"]) == (None, None, None, None)
        assert datetime.fromtimestamp(row["submitted_at"], SOFIA).time().isoformat() == "00:00:00"
        acts = await tx.all("SELECT at, actor FROM audit WHERE subject = :s", s=f"proposal:{idea.id}")
        assert [(act["at"], act["actor"]) for act in acts] == [(row["submitted_at"], None)]


async def test_an_idea_is_opened_by_its_code_and_by_no_other(database: Engine) -> None:
    async with database.write() as tx:
        maria = await an_author(tx, at(NOW, tx), 1)
        turn = at(NOW, tx, actor=maria)
        receipt = await proposals.submit(turn, Draft(kind=ProposalKind.idea, token="T", text=TEXT, language="bg"))
        assert receipt.code is not None
        assert len(receipt.code) == 6


async def test_who_has_not_agreed_sends_nothing(database: Engine) -> None:
    async with database.write() as tx:
        with pytest.raises(ConsentNeeded):
            await proposals.submit(at(NOW, tx), Draft(kind=ProposalKind.idea, token="T", text=TEXT, language="bg"))


async def test_a_text_one_character_too_long_is_refused_with_the_count(database: Engine) -> None:
    async with database.write() as tx:
        maria = await an_author(tx, at(NOW, tx), 1)
        with pytest.raises(TextTooLong) as refusal:
            await a_proposal(at(NOW, tx), maria, kind=ProposalKind.idea, text="я" * 3501)
        assert refusal.value.facts == {"count": 3501, "limit": 3500, "over": 1}


async def test_another_persons_proposal_cannot_be_touched_nor_told_from_none(database: Engine) -> None:
    async with database.write() as tx:
        consultation = await a_consultation(tx, date(2026, 11, 2))
        turn = at(NOW, tx)
        maria, ivan = await an_author(tx, turn, 1), await an_author(tx, turn, 2)
        hers = await a_proposal(turn, maria, consultation=consultation.id)
        for number in (hers.id, ProposalId(999)):
            with pytest.raises(NotFound):
                await proposals.withdraw(at(NOW, tx, actor=ivan), number)


async def test_an_amendment_keeps_the_old_text_and_is_checked_anew(database: Engine) -> None:
    async with database.write() as tx:
        consultation = await a_consultation(tx, date(2026, 11, 2))
        maria = await an_author(tx, at(NOW, tx), 1)
        hers = await a_proposal(at(NOW, tx), maria, consultation=consultation.id)
        await stored.save(tx, hers.show())
        turn = at(NOW, tx, actor=maria)
        draft = Draft(
            kind=ProposalKind.statement, token="U", text="Само текстът след промяната се брои.", language="bg"
        )
        amended = await proposals.amend(turn, hers.id, draft)
        assert amended.status is ProposalStatus.submitted
        assert [one.text for one in await stored.versions(tx, hers.id)] == [TEXT]


async def test_after_the_closing_nothing_is_changed_nor_taken_back(database: Engine) -> None:
    async with database.write() as tx:
        consultation = await a_consultation(tx, date(2026, 11, 2))
        maria = await an_author(tx, at(NOW, tx), 1)
        hers = await a_proposal(at(NOW, tx), maria, consultation=consultation.id)
        late = at(CLOSES, tx, actor=maria)
        with pytest.raises(WindowClosed):
            await proposals.withdraw(late, hers.id)
        with pytest.raises(WindowClosed):
            await proposals.amend(
                late, hers.id, Draft(kind=ProposalKind.statement, token="U", text=TEXT, language="bg")
            )


async def test_an_author_follows_without_reminders_until_it_is_taken_back(database: Engine) -> None:
    async with database.write() as tx:
        consultation = await a_consultation(tx, date(2026, 11, 2))
        maria = await an_author(tx, at(NOW, tx), 1)
        await follows.put(tx, maria.id, consultation.id, now=NOW)
        hers = await a_proposal(at(NOW, tx), maria, consultation=consultation.id)
        assert await follows.reminders(tx, maria.id, consultation.id) is False
        await proposals.withdraw(at(NOW, tx, actor=maria), hers.id)
        assert await follows.reminders(tx, maria.id, consultation.id) is True


async def test_while_another_one_of_theirs_stands_an_author_is_not_reminded(database: Engine) -> None:
    async with database.write() as tx:
        consultation = await a_consultation(tx, date(2026, 11, 2))
        maria = await an_author(tx, at(NOW, tx), 1)
        both = [await a_proposal(at(NOW, tx), maria, consultation=consultation.id) for _ in range(2)]
        for hers, reminded in zip(both, (False, True), strict=True):
            await proposals.withdraw(at(NOW, tx, actor=maria), hers.id)
            assert await follows.reminders(tx, maria.id, consultation.id) is reminded


async def test_who_had_stopped_reminders_gets_none_by_speaking_and_taking_it_back(database: Engine) -> None:
    async with database.write() as tx:
        consultation = await a_consultation(tx, date(2026, 11, 2))
        maria = await an_author(tx, at(NOW, tx), 1)
        turn = at(NOW, tx, actor=maria)
        await consultations.follow(turn, consultation.id)
        await consultations.remind(turn, consultation.id, on=False)
        hers = await a_proposal(at(NOW, tx), maria, consultation=consultation.id)
        await proposals.withdraw(turn, hers.id)
        assert await follows.reminders(tx, maria.id, consultation.id) is False


async def test_who_has_spoken_and_follows_anew_is_not_reminded_of_the_last_day(database: Engine) -> None:
    async with database.write() as tx:
        consultation = await a_consultation(tx, date(2026, 11, 2))
        maria = await an_author(tx, at(NOW, tx), 1)
        turn = at(NOW, tx, actor=maria)
        hers = await a_proposal(at(NOW, tx), maria, consultation=consultation.id)
        await consultations.unfollow(turn, consultation.id)
        await consultations.follow(turn, consultation.id)
        assert await follows.reminders(tx, maria.id, consultation.id) is False
        await proposals.withdraw(turn, hers.id)
        assert await follows.reminders(tx, maria.id, consultation.id) is True


async def test_who_asks_for_reminders_after_speaking_has_their_way(database: Engine) -> None:
    async with database.write() as tx:
        consultation = await a_consultation(tx, date(2026, 11, 2))
        maria = await an_author(tx, at(NOW, tx), 1)
        turn = at(NOW, tx, actor=maria)
        await a_proposal(at(NOW, tx), maria, consultation=consultation.id)
        await consultations.remind(turn, consultation.id, on=True)
        await consultations.follow(turn, consultation.id)
        assert await follows.reminders(tx, maria.id, consultation.id) is True


async def test_an_idea_makes_nobody_follow(database: Engine) -> None:
    async with database.write() as tx:
        consultation = await a_consultation(tx, date(2026, 11, 2))
        maria = await an_author(tx, at(NOW, tx), 1)
        await a_proposal(at(NOW, tx), maria, kind=ProposalKind.idea, consultation=consultation.id)
        assert await follows.reminders(tx, maria.id, consultation.id) is None


async def test_taking_back_twice_is_taking_back(database: Engine) -> None:
    async with database.write() as tx:
        consultation = await a_consultation(tx, date(2026, 11, 2))
        maria = await an_author(tx, at(NOW, tx), 1)
        hers = await a_proposal(at(NOW, tx), maria, consultation=consultation.id)
        turn = at(NOW, tx, actor=maria)
        assert (await proposals.withdraw(turn, hers.id)).status is ProposalStatus.withdrawn
        assert (await proposals.withdraw(turn, hers.id)).status is ProposalStatus.withdrawn
