"""What the public reads of a proposal, and what its author does."""

from datetime import UTC, date, datetime

import pytest

from bot.domain import receipts
from bot.domain.consultations import Consultation
from bot.domain.dispositions import Answer, Disposition
from bot.domain.errors import NotFound, WrongState
from bot.domain.ids import ProposalId
from bot.domain.participants import Participant
from bot.domain.proposals import HiddenCode, Proposal, ProposalKind
from bot.services import proposals
from bot.services.proposals import Draft, OwnProposal
from bot.services.turn import Turn
from storage import proposals as stored
from storage.engine import Engine, Transaction
from tests.desk import TOWN
from tests.proposing import TEXT, a_consultation, a_proposal, an_author, on_paper

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
CLOSES = datetime(2026, 12, 2, 22, tzinfo=UTC)


def of(tx: Transaction, actor: Participant | None = None, now: datetime = NOW) -> Turn:
    return Turn(tx=tx, now=now, town=TOWN, actor=actor)


async def a_scene(tx: Transaction) -> tuple[Consultation, Participant, Participant, Proposal]:
    """A consultation, an author, a reader, and what the author said, shown."""
    consultation = await a_consultation(tx, date(2026, 11, 2))
    maria, ivan = await an_author(tx, of(tx), 1), await an_author(tx, of(tx), 2)
    hers = await a_proposal(of(tx), maria, consultation=consultation.id)
    return consultation, maria, ivan, await stored.save(tx, hers.show())


async def test_what_is_not_public_and_what_does_not_exist_are_refused_alike(database: Engine) -> None:
    async with database.write() as tx:
        _, maria, ivan, hers = await a_scene(tx)
        await stored.save(tx, hers.hide(HiddenCode.insult, "Обижда съседите си."))
        for number in (hers.id, 999):
            for actor in (None, maria, ivan):
                with pytest.raises(NotFound):
                    await proposals.public_card(of(tx, actor), number)
        with pytest.raises(NotFound):
            await proposals.own_card(of(tx, ivan), hers.id)


async def test_support_counts_once_and_never_ones_own(database: Engine) -> None:
    async with database.write() as tx:
        _, maria, ivan, hers = await a_scene(tx)
        for _ in range(2):
            await proposals.support(of(tx, ivan), hers.id)
        card = await proposals.public_card(of(tx, ivan), hers.id)
        assert (card.supports, card.supported, card.may_support) == (1, True, True)
        with pytest.raises(OwnProposal):
            await proposals.support(of(tx, maria), hers.id)
        await proposals.take_back_support(of(tx, ivan), hers.id)
        assert (await proposals.public_card(of(tx, ivan), hers.id)).supports == 0


async def test_after_the_answer_support_stands_still(database: Engine) -> None:
    async with database.write() as tx:
        _, _, ivan, hers = await a_scene(tx)
        await proposals.support(of(tx, ivan), hers.id)
        await stored.save(tx, hers.publish_answer(Answer.of(Disposition.accepted), NOW))
        for act in (proposals.support, proposals.take_back_support):
            with pytest.raises(WrongState):
                await act(of(tx, ivan), hers.id)
        card = await proposals.public_card(of(tx, ivan), hers.id)
        assert (card.supports, card.may_support) == (1, False)


async def test_the_register_has_pages_and_search_finds_by_stems(database: Engine) -> None:
    async with database.write() as tx:
        consultation, *_ = await a_scene(tx)
        for number in range(5):
            one = await on_paper(of(tx), consultation, f"Пейка номер {number} в парка да е на сянка.")
            await stored.save(tx, one.show())
        shelf = await proposals.register(of(tx), consultation.id, 7)
        assert (shelf.page.total, shelf.page.number, [one.text for one in shelf.items]) == (6, 1, [TEXT])
        assert len((await proposals.search(of(tx), "пейките", 0)).items) == 5
        assert (await proposals.search(of(tx), "!!! ...", 0)).items == []


async def test_acts_are_offered_only_in_time(database: Engine) -> None:
    async with database.write() as tx:
        _, maria, _, hers = await a_scene(tx)
        before = await proposals.own_card(of(tx, maria), hers.id)
        after = await proposals.own_card(of(tx, maria, CLOSES), hers.id)
        assert (before.may_amend, before.may_withdraw) == (True, True)
        assert (after.may_amend, after.may_withdraw) == (False, False)


async def test_what_waits_for_its_author_is_counted(database: Engine) -> None:
    async with database.write() as tx:
        _, maria, _, hers = await a_scene(tx)
        lacking = await a_proposal(of(tx), maria, kind=ProposalKind.formal, name="Мария Иванова", contact="Telegram")
        assert await proposals.count_own(of(tx, maria)) == (2, 0)
        await stored.save(tx, lacking.ask_more("За коя улица е предложението?", NOW.date()))
        stored.say(tx, hers.id, "За коя улица?", staff=None, by_staff=True, now=NOW)
        assert (await proposals.mine(of(tx, maria), 0)).waiting == {hers.id, lacking.id}
        stored.say(tx, hers.id, "За „Дъб“.", staff=None, by_staff=False, now=NOW)
        assert await proposals.count_own(of(tx, maria)) == (2, 1)
        assert await proposals.count_own(of(tx)) == (0, 0)


@pytest.mark.parametrize(
    "spelling", ["{number} {code}", "  {number}\n{code}", "№ {number} {code}", "{cyrillic} {code}"]
)
async def test_an_idea_is_opened_by_number_and_code_as_people_type_them(database: Engine, spelling: str) -> None:
    async with database.write() as tx:
        maria = await an_author(tx, of(tx), 1)
        receipt = await proposals.submit(of(tx, maria), Draft(ProposalKind.idea, "T", TEXT, "bg"))
        number, code = receipt.proposal.receipt_no, receipts.code_of("T")
        typed = spelling.format(number=number, code=code.lower(), cyrillic=number.replace("I", "І"))
        assert (await proposals.by_code(of(tx), typed)).id == receipt.proposal.id


@pytest.mark.parametrize(
    "typed", ["", "I-26-00001", "I-26-00001 AAAAAA", "S-26-00001 {code}", "{code} I-26-00001", "x y z"]
)
async def test_a_wrong_number_or_code_opens_nothing(database: Engine, typed: str) -> None:
    async with database.write() as tx:
        _, maria, *_ = await a_scene(tx)
        await proposals.submit(of(tx, maria), Draft(ProposalKind.idea, "T", TEXT, "bg"))
        with pytest.raises(NotFound):
            await proposals.by_code(of(tx), typed.format(code=receipts.code_of("T")))


async def test_one_that_is_answered_with_another_says_with_which(database: Engine) -> None:
    async with database.write() as tx:
        consultation, maria, _, hers = await a_scene(tx)
        main = await on_paper(of(tx), consultation)
        await stored.save(tx, hers.merge_into(main))
        assert (await proposals.own_card(of(tx, maria), hers.id)).main == main.receipt_no
        assert (await proposals.own(of(tx, maria), ProposalId(hers.id))).merged_into == main.id
