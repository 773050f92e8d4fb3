"""Quiet hours hold every notice there is (domain rule 8), whatever the feature that says it thinks of them."""

from collections.abc import Sequence

import pytest

from bot.domain.notices import Name
from bot.domain.participants import DEFAULT_QUIET
from bot.gateway.sender import Call
from bot.notices import FEATURES, WAKING
from bot.notices.batch import Batch
from bot.services.announcements.telling import TO_STAFF as OF_ANNOUNCEMENTS
from bot.services.answering import OVERDUE, SPRAVKA_DUE
from bot.services.bodies import telling as bodies
from bot.services.dormancy import DORMANT
from bot.services.forums import telling as forums
from bot.services.notices.digests import DIGEST
from bot.services.proposals import TO_AUTHOR, TO_STAFF
from bot.services.questionnaires import CHASED, COUNTED, INVITED
from bot.services.staff import REVOKED
from storage.engine import Transaction
from storage.live import NOTICE
from storage.notices.audience import Listener
from storage.outbox import Outgoing, Recipient
from tests.bot.notices.conftest import promise
from tests.telling import Telling

OF_BODIES = (
    *(bodies.SUMMONS, bodies.ANNOUNCED, bodies.REMINDER, bodies.MOVED, bodies.CANCELLED, bodies.PUBLISHED),
    *(bodies.VOTE_OPENED, bodies.VOTE_CLOSED, bodies.ACCEPTED, bodies.DECLINED, bodies.FREED),
)
OF_FORUMS = (*forums.TO_MANY, forums.OFFERED, forums.PASSED, forums.REMINDER)
ALL = sorted(
    {
        *(f"consultations.{name}" for name in Name),
        *(f"proposals.{name}" for name in TO_AUTHOR | TO_STAFF),
        *(f"forums.{name}" for name in OF_FORUMS),
        *(f"bodies.{name}" for name in OF_BODIES),
        *OF_ANNOUNCEMENTS,
        *(NOTICE, DIGEST, INVITED, CHASED, COUNTED, OVERDUE, SPRAVKA_DUE, DORMANT, REVOKED, "consultations.report"),
    }
)


class Talkative:
    """A feature that would say everything to everybody at any hour."""

    @classmethod
    async def read(cls, tx: Transaction, rows: Sequence[Outgoing], batch: Batch) -> "Talkative":
        return cls()

    def call(self, row: Outgoing, person: Listener) -> Call | None:
        return "sendMessage", {"chat_id": row.chat_id, "text": row.notice}


@pytest.fixture
def talkative(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.notices.FEATURES", dict.fromkeys(FEATURES, Talkative.read))


def test_the_list_speaks_for_every_feature() -> None:
    """But for what is said in groups and channels, which have a night of their own (`bot.domain.chats.NIGHT`)."""
    assert {name.partition(".")[0] for name in ALL} == {*FEATURES} - {"chats"}
    assert {*WAKING} <= {*ALL}


@pytest.mark.usefixtures("talkative")
async def test_in_quiet_hours_nothing_leaves_but_what_somebody_waits_for_and_all_of_it_in_the_morning(
    town: Telling,
) -> None:
    maria = await town.person(quiet=DEFAULT_QUIET)
    town.at("2026-11-04 21:00")
    for name in ALL:
        await promise(town, name, {}, Recipient(maria.id, maria.telegram_id, town.now))
    await town.send()
    assert {*town.received(maria)} == WAKING
    town.at("2026-11-05 07:59:59")
    await town.send()
    assert {*town.received(maria)} == WAKING
    town.at("2026-11-05 08:00")
    await town.send()
    assert sorted(town.received(maria)) == ALL


@pytest.mark.usefixtures("talkative")
async def test_without_quiet_hours_it_leaves_at_any_hour(town: Telling) -> None:
    maria = await town.person(quiet=None)
    town.at("2026-11-04 23:00")
    await promise(town, DORMANT, {}, Recipient(maria.id, maria.telegram_id, town.now))
    await town.send()
    assert town.received(maria) == [DORMANT]
