"""Reading and following, by people with and without a record."""

from datetime import timedelta

import pytest

from bot.domain.consultations import Consultation, ConsultationKind, ConsultationStatus
from bot.domain.errors import ConsentNeeded, NotFound, WrongState
from bot.domain.ids import TopicId
from bot.services import consultations, publishing
from bot.services.turn import Turn
from storage import consultations as stored
from storage.engine import Engine, Transaction
from tests.desk import NOON, TOWN, a_draft, a_file, a_turn, published


def a_passer_by(tx: Transaction) -> Turn:
    """Somebody without a record."""
    return Turn(tx=tx, now=NOON, town=TOWN)


async def test_reading_needs_no_record(database: Engine) -> None:
    async with database.write() as tx:
        consultation = await published(await a_turn(tx))
        visitor = a_passer_by(tx)
        card = await consultations.card(visitor, consultation.id, "bg")
        assert (card.following, card.may_follow, card.documents) == ("no", True, 2)
        assert card.topics == ["waste"]
        assert await consultations.count(visitor, "open") == 1
        assert await consultations.count_followed(visitor) == 0
        assert (await consultations.nearest(visitor)) == await stored.get(tx, consultation.id)


async def test_following_needs_one(database: Engine) -> None:
    async with database.write() as tx:
        consultation = await published(await a_turn(tx))
        for act in (consultations.follow, consultations.unfollow):
            with pytest.raises(ConsentNeeded):
                await act(a_passer_by(tx), consultation.id)
        with pytest.raises(ConsentNeeded):
            await consultations.followed(a_passer_by(tx), 0)
        with pytest.raises(ConsentNeeded):
            await consultations.remind(a_passer_by(tx), consultation.id, on=False)


async def test_a_follow_is_counted_listed_and_taken_back(database: Engine) -> None:
    async with database.write() as tx:
        consultation = await published(await a_turn(tx))
        citizen = await a_turn(tx, None)
        await consultations.follow(citizen, consultation.id)
        await consultations.follow(citizen, consultation.id)
        assert await consultations.count_followed(citizen) == 1
        assert (await consultations.card(citizen, consultation.id, "bg")).following == "yes"
        await consultations.remind(citizen, consultation.id, on=False)
        assert (await consultations.card(citizen, consultation.id, "bg")).following == "without reminders"
        found, page = await consultations.followed(citizen, 0)
        assert [(one.consultation.id, one.reminders) for one in found] == [(consultation.id, False)]
        assert page == (0, 1, 1)
        await consultations.unfollow(citizen, consultation.id)
        assert (await consultations.card(citizen, consultation.id, "bg")).following == "no"


async def test_a_draft_and_its_documents_are_nobodys_business(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        draft = await a_draft(turn)
        document = (await stored.documents(tx, draft.id))[0]
        for ask in (consultations.public, consultations.documents, consultations.follow, consultations.unfollow):
            with pytest.raises(NotFound):
                await ask(turn, draft.id)
        with pytest.raises(NotFound):
            await consultations.card(turn, draft.id, "bg")
        with pytest.raises(NotFound):
            await consultations.document(turn, document.id)


async def test_a_draft_that_was_cancelled_was_never_public(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        number = await stored.add(
            tx,
            Consultation(
                kind=ConsultationKind.other,
                title="Отменена чернова",
                summary="Никой не я е виждал.",
                recorded=ConsultationStatus.cancelled,
            ),
            quiet=False,
            now=NOON,
        )
        with pytest.raises(NotFound):
            await consultations.public(turn, number)


@pytest.mark.parametrize("number", [0, -1, 99, 10**17])
async def test_what_never_was_is_not_found(database: Engine, number: int) -> None:
    async with database.write() as tx:
        with pytest.raises(NotFound):
            await consultations.card(await a_turn(tx), number, "bg")
        with pytest.raises(NotFound):
            await consultations.document(await a_turn(tx), number)


async def test_what_is_over_for_good_is_not_followed_any_more(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        consultation = await published(turn)
        await consultations.follow(turn, consultation.id)
        await publishing.cancel(turn, consultation.id, consultation.version, reason="Оттеглена от вносителя.")
        card = await consultations.card(turn, consultation.id, "bg")
        assert (card.following, card.may_follow) == ("yes", False)
        await consultations.unfollow(turn, consultation.id)
        with pytest.raises(WrongState):
            await consultations.follow(turn, consultation.id)


async def test_pages_are_five_long_and_an_old_page_number_finds_the_last(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        ids = [(await published(turn, term_days=30 + number)).id for number in range(7)]
        first = await consultations.shelf(turn, "open", page=0, topic=None)
        assert [one.id for one in first.items] == ids[:5]
        assert first.page == (0, 2, 7)
        far = await consultations.shelf(turn, "open", page=10**15, topic=None)
        assert [one.id for one in far.items] == ids[5:]
        assert far.page.number == 1
        assert (await consultations.shelf(turn, "open", page=-3, topic=None)).page.number == 0


async def test_a_shelf_is_narrowed_to_a_topic_and_an_unknown_one_narrows_nothing(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        await published(turn)
        about = await published(turn, topics=(TopicId("budget"),))
        found = await consultations.shelf(turn, "open", page=0, topic=TopicId("budget"))
        assert [one.id for one in found.items] == [about.id]
        assert found.topic is not None
        unknown = await consultations.shelf(turn, "open", page=0, topic=TopicId("never"))
        assert (unknown.topic, unknown.page.total) == (None, 2)


async def test_the_term_is_counted_as_it_was_at_publication(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        consultation = await published(turn)
        proof = await consultations.proof(turn, consultation)
        assert proof is not None
        assert proof.last_day == consultation.last_day
        other = consultation.model_copy(update={"last_day": consultation.last_day + timedelta(days=3)})  # type: ignore[operator] # there is one
        assert await consultations.proof(turn, other) is None
        assert await consultations.proof(turn, consultation.model_copy(update={"published_on": None})) is None


async def test_old_versions_of_documents_stay_to_be_had(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        consultation = await published(turn)
        old = (await stored.documents(tx, consultation.id))[0]
        await stored.replace_document(tx, old.id, file=await a_file(tx, "нов.pdf"), now=NOON)
        _, found = await consultations.documents(turn, consultation.id)
        assert [one.replaced_at is None for one in found] == [False, True, True]
        assert (await consultations.document(turn, old.id))[1].file.name == old.file.name
