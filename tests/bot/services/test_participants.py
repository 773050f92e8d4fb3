"""Consent, and choices that can be changed at any time."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.calendar import SOFIA
from bot.domain.errors import ConsentNeeded, NotFound
from bot.domain.participants import DEFAULT_QUIET, Cadence, QuietHours
from bot.domain.staff import Role
from bot.domain.town import WHOLE
from bot.services import participants
from bot.services.turn import Town, Turn
from storage import participants as stored
from storage.engine import Engine, Transaction
from tests.telling import furnish

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
TOWN = Town(zone=SOFIA, language="bg", owners=frozenset({800}))


@pytest.fixture
async def town(database: Engine) -> Engine:
    async with database.write() as tx:
        await furnish(tx)
    return database


def a_turn(tx: Transaction) -> Turn:
    return Turn(tx=tx, now=NOW, town=TOWN)


async def agreed(tx: Transaction, telegram_id: int = 77) -> Turn:
    turn = a_turn(tx)
    await participants.consent(turn, telegram_id=telegram_id, language="bg", first_name="Надежда")
    return turn


async def test_consent_is_kept_with_its_version_language_and_time(town: Engine) -> None:
    async with town.write() as tx:
        await agreed(tx)
        row = await tx.one("SELECT * FROM participants")
    assert row is not None
    assert (row["consent_version"], row["consent_language"]) == (participants.CONSENT_VERSION, "bg")
    assert row["consented_at"] == int(NOW.timestamp())


async def test_agreeing_again_keeps_what_was_chosen(town: Engine) -> None:
    async with town.write() as tx:
        await participants.change(await agreed(tx), cadence=Cadence.weekly)
        again = await agreed(tx)
    assert again.participant.cadence is Cadence.weekly


async def test_who_is_named_by_the_setting_is_owner_from_consent_on(town: Engine) -> None:
    async with town.write() as tx:
        turn = await agreed(tx, telegram_id=800)
    assert turn.member is not None
    assert (turn.member.role, turn.member.name) == (Role.owner, "Надежда")


async def test_nobody_is_owner_of_a_town_that_was_not_imported(database: Engine) -> None:
    async with database.write() as tx:
        turn = await agreed(tx, telegram_id=800)
    assert turn.member is None


async def test_nothing_is_chosen_without_consent(town: Engine) -> None:
    async with town.write() as tx:
        with pytest.raises(ConsentNeeded):
            await participants.chosen(a_turn(tx))
        with pytest.raises(ConsentNeeded):
            await participants.change(a_turn(tx), cadence=Cadence.never)
        with pytest.raises(ConsentNeeded):
            await participants.toggle(a_turn(tx), "topic", "waste")


async def test_choices_are_counted(town: Engine) -> None:
    async with town.write() as tx:
        turn = await agreed(tx)
        await participants.toggle(turn, "topic", "waste")
        await participants.toggle(turn, "topic", "roads")
        await participants.toggle(turn, "place", WHOLE)
        chosen = await participants.chosen(turn)
    assert (chosen.topics, chosen.places) == (2, 1)


async def test_a_second_tick_takes_the_first_one_back(town: Engine) -> None:
    async with town.write() as tx:
        turn = await agreed(tx)
        assert (await participants.toggle(turn, "topic", "waste")).chosen == {"waste"}
        assert (await participants.toggle(turn, "topic", "waste")).chosen == set()


async def test_only_what_is_offered_can_be_ticked(town: Engine) -> None:
    async with town.write() as tx:
        turn = await agreed(tx)
        with pytest.raises(NotFound):
            await participants.toggle(turn, "topic", WHOLE)
        with pytest.raises(NotFound):
            await participants.toggle(turn, "place", "atlantis")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("language", "tr"),
        ("cadence", Cadence.never),
        ("quiet", None),
        ("quiet", QuietHours(start_minute=1, end_minute=0)),
        ("paused_until", NOW + timedelta(days=7)),
    ],
)
async def test_what_is_changed_is_changed_for_good_and_nothing_else(town: Engine, field: str, value: object) -> None:
    async with town.write() as tx:
        turn = await agreed(tx)
        before = turn.participant
        await participants.change(turn, **{field: value})
        after = await stored.get(tx, before.id)
    assert after == before.model_copy(update={field: value})
    assert turn.participant == after


async def test_quiet_hours_are_the_usual_ones_at_first(town: Engine) -> None:
    async with town.write() as tx:
        turn = await agreed(tx)
    assert turn.participant.quiet == DEFAULT_QUIET
