"""Proposals as their authors send them, for tests of everything that comes after."""

from dataclasses import replace
from datetime import date
from typing import Any

from bot.domain.calendar import WorkCalendar
from bot.domain.consultations import Consultation, ConsultationKind
from bot.domain.ids import ConsultationId
from bot.domain.participants import Participant
from bot.domain.proposals import Channel, Proposal, ProposalKind
from bot.domain.publication import DocumentKind
from bot.domain.term import prove
from bot.services import proposals
from bot.services.proposals import Draft
from bot.services.turn import Turn
from storage import consultations, participants
from storage import proposals as stored
from storage.engine import Transaction

TEXT = "Пешеходната зона да се удължи до пазара, защото там минават най-много хора."
_tokens = iter(range(1, 1_000_000))


async def a_consultation(tx: Transaction, published_on: date, *, term: int = 30, **changes: Any) -> Consultation:
    """Published on a day, at its first instant, without telling anybody."""
    draft = Consultation(
        kind=ConsultationKind.ordinance,
        title="Наредба за движението и паркирането",
        summary="Променят се зоните за паркиране и таксите в тях.",
        url="https://example.org/naredba",
    ).model_copy(update=changes)
    proof = prove(published_on, term, calendar=WorkCalendar())
    opened = draft.publish(proof, proof.opens_at, "спешно е", documents=(DocumentKind.draft, DocumentKind.motives))
    number = await consultations.add(tx, opened, quiet=True, now=proof.opens_at)
    return await consultations.get(tx, number)


async def an_author(tx: Transaction, turn: Turn, telegram_id: int, language: str = "bg") -> Participant:
    return await participants.add(
        tx, telegram_id=telegram_id, language=language, quiet=None, consent_version="1", now=turn.now, today=turn.today
    )


async def a_proposal(
    turn: Turn,
    author: Participant,
    *,
    kind: ProposalKind = ProposalKind.statement,
    consultation: ConsultationId | None = None,
    text: str = TEXT,
    **changes: Any,
) -> Proposal:
    """Sent by its author by the service's own door."""
    draft = Draft(
        kind=kind, token=f"token{next(_tokens)}", text=text, language=author.language, consultation=consultation
    )
    own = Turn(tx=turn.tx, now=turn.now, town=turn.town, actor=author)
    return (await proposals.submit(own, replace(draft, **changes))).proposal


async def on_paper(turn: Turn, consultation: Consultation, text: str = TEXT, **changes: Any) -> Proposal:
    """What staff entered, straight into the register."""
    number = await stored.next_number(turn.tx, "S", turn.today.year)
    paper = Proposal(
        receipt_no=f"S-{turn.today:%y}-{number:05}",
        kind=ProposalKind.statement,
        consultation=consultation.id,
        channel=Channel.paper,
        text=text,
        received_on=turn.today,
        submitted_at=turn.now,
    )
    return await stored.add(turn.tx, paper.model_copy(update=changes))
