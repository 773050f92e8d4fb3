"""A spravka on its way: statements that came in, were checked and answered, for tests of everything after it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.domain.consultations import Consultation
from bot.domain.dispositions import Answer, Disposition
from bot.domain.ids import ProposalId
from bot.domain.proposals import Channel, Proposal, ProposalKind, ProposalStatus
from bot.domain.spravka import Header, Spravka
from bot.domain.staff import Role
from bot.services.turn import Turn
from storage import consultations
from storage import proposals as stored
from storage.engine import Transaction
from tests.desk import a_turn

PUBLISHED = date(2026, 11, 2)
OPEN_AT = datetime(2026, 11, 10, 10, tzinfo=UTC)
CLOSED_AT = datetime(2026, 12, 3, 8, tzinfo=UTC)
"""The morning after the last day of thirty from PUBLISHED."""
REASON = "Мярката вече се изпълнява по друг план на общината."
NO = Answer(disposition=Disposition.not_accepted, reason=REASON)
YES = Answer(disposition=Disposition.accepted, unit="Отдел „Транспорт“")


def a_statement(number: int = 1, **changes: Any) -> Proposal:
    """Checked and waiting for an answer."""
    values: dict[str, Any] = {
        "id": ProposalId(number),
        "receipt_no": f"S-26-{number:05}",
        "kind": ProposalKind.statement,
        "consultation": 5,
        "channel": Channel.bot,
        "text": f"Становище номер {number}, с достатъчно думи в него.",
        "status": ProposalStatus.visible,
        "received_on": PUBLISHED + timedelta(days=number % 28),
        "submitted_at": OPEN_AT,
    }
    return Proposal(**(values | changes))


def a_header(**changes: Any) -> Header:
    values: dict[str, Any] = {
        "titles": {"bg": "Наредба за движението и паркирането", "en": "Ordinance on traffic and parking"},
        "organisation": {"bg": "Община Хасково", "en": "Haskovo Municipality"},
        "url": "https://example.org/naredba",
        "published_on": PUBLISHED,
        "last_day": date(2026, 12, 2),
        "term_days": 30,
        "made_at": CLOSED_AT,
    }
    return Header(**(values | changes))


def a_spravka(*proposals: Proposal, **changes: Any) -> Spravka:
    return Spravka.of(a_header(**changes), proposals)


async def a_moderator(tx: Transaction, now: datetime = CLOSED_AT, **options: Any) -> Turn:
    return await a_turn(tx, options.pop("role", Role.moderator), now=now, **options)


async def answered(tx: Transaction, proposal: Proposal, answer: Answer | None = NO, **changes: Any) -> Proposal:
    """Shown, and with an answer that waits to be published."""
    shown = proposal if proposal.status is not ProposalStatus.submitted else proposal.show()
    return await stored.save(tx, shown.prepare_answer(answer).model_copy(update=changes))


async def reload(tx: Transaction, consultation: Consultation) -> Consultation:
    return await consultations.get(tx, consultation.id)
