"""A proposal comes back as it was kept, and is written by one hand at a time."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.domain.dispositions import Answer, Disposition
from bot.domain.errors import NotFound
from bot.domain.ids import ProposalId
from bot.domain.proposals import Hidden, HiddenCode, Proposal, ProposalKind, ProposalStatus, Stance
from bot.domain.words import terms
from storage import proposals
from storage.engine import Engine
from storage.proposals import StaleProposal
from tests.proposing import TEXT

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
_numbers = iter(range(1, 100_000))


def a_proposal(**changes: Any) -> Proposal:
    values: dict[str, Any] = {
        "receipt_no": f"S-26-{next(_numbers):05}",
        "kind": ProposalKind.statement,
        "text": TEXT,
        "received_on": date(2026, 11, 2),
        "submitted_at": NOW,
    }
    return Proposal(**(values | changes))


async def test_everything_comes_back_as_it_was_kept(database: Engine) -> None:
    full = a_proposal(
        stance=Stance.change,
        provision="чл. 12, ал. 2",
        name="Мария Иванова",
        name_public=True,
        organisation="Клуб „Зелено“",
        status=ProposalStatus.hidden,
        hidden=Hidden(code=HiddenCode.insult, sentence="Текстът обижда съсед по име."),
        review_asked=True,
        draft_answer=Answer.of(Disposition.partly, reason="Само до пазара.", unit="Пътища", due_on=date(2027, 1, 1)),
        answer=Answer.of(Disposition.accepted),
        answered_at=NOW,
        registry_no="94-17",
        registered_on=date(2026, 11, 3),
        due_on=date(2027, 1, 3),
        note="по пощата",
    )
    async with database.write() as tx:
        kept = await proposals.add(tx, full, submission="digest")
        assert await proposals.get(tx, kept.id) == full.model_copy(update={"id": kept.id})
        assert await proposals.by_submission(tx, "digest") == await proposals.by_receipt(tx, full.receipt_no)


async def test_what_is_not_there_is_not_found(database: Engine) -> None:
    async with database.read() as tx:
        with pytest.raises(NotFound):
            await proposals.get(tx, ProposalId(1))
        assert await proposals.by_submission(tx, "never") is None


async def test_of_two_who_read_the_same_version_the_second_writes_nothing(database: Engine) -> None:
    async with database.write() as tx:
        read = await proposals.add(tx, a_proposal())
        await proposals.save(tx, read.show())
        with pytest.raises(StaleProposal):
            await proposals.save(tx, read.hide(HiddenCode.spam, "Едно и също много пъти."))
        assert (await proposals.get(tx, read.id)).status is ProposalStatus.visible


async def test_only_what_the_public_may_read_is_found_by_its_words(database: Engine) -> None:
    async with database.write() as tx:
        kept = await proposals.add(tx, a_proposal())
        words = terms("пешеходни зони")

        async def found() -> list[ProposalId]:
            return [one.id for one in await proposals.search(tx, words, limit=5, offset=0)]

        assert await found() == []
        shown = await proposals.save(tx, kept.show())
        assert await found() == [kept.id]
        assert await proposals.search_count(tx, words) == 1
        hidden = await proposals.save(tx, shown.hide(HiddenCode.spam, "Едно и също много пъти."))
        assert await found() == []
        await proposals.save(tx, hidden.show())
        assert await found() == [kept.id]


async def test_the_likest_come_first_and_the_unlike_not_at_all(database: Engine) -> None:
    async with database.write() as tx:
        texts = (
            "Искам повече дървета около училището и по-малко коли.",
            "Пешеходната зона да стигне до пазара и до гарата.",
            "Таксата за смет е твърде висока за самотните хора.",
        )
        ids = [(await proposals.add(tx, a_proposal(text=text, status=ProposalStatus.visible))).id for text in texts]
        found = await proposals.similar(tx, terms("пазар с пешеходна зона и дърво"), consultation=None, limit=3)
        assert [one.id for one in found] == [ids[1], ids[0]]


async def test_words_of_nothing_find_nothing(database: Engine) -> None:
    async with database.write() as tx:
        await proposals.add(tx, a_proposal(status=ProposalStatus.visible))
        assert await proposals.search(tx, (), limit=5, offset=0) == []
        assert await proposals.similar(tx, (), consultation=None, limit=3) == []
        assert await proposals.similar(tx, ("няма",), consultation=None, limit=3) == []


async def test_numbers_have_no_gap_even_after_one_that_came_to_nothing(database: Engine) -> None:
    async with database.write() as tx:
        assert await proposals.next_number(tx, "S", 2026) == 1
    with pytest.raises(ZeroDivisionError):
        async with database.write() as tx:
            assert await proposals.next_number(tx, "S", 2026) == 2
            raise ZeroDivisionError
    async with database.write() as tx:
        assert await proposals.next_number(tx, "S", 2026) == 2
