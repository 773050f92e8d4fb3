"""What came on paper, by e-mail or at a hearing: into the same register, marked so."""

from dataclasses import dataclass
from datetime import date

from bot.domain import receipts
from bot.domain.consultations import Consultation, ConsultationStatus
from bot.domain.deadlines import handed_over_by
from bot.domain.errors import DomainError, WrongState
from bot.domain.ids import ConsultationId, SectionId
from bot.domain.personal_data import without_egn
from bot.domain.proposals import AuthorType, Channel, Proposal, ProposalKind, Stance, clean_text
from bot.domain.staff import Action
from bot.services import consultations
from bot.services.answering.acts import subject
from bot.services.answering.deciding import DayAhead
from bot.services.turn import Turn
from storage import proposals as stored
from storage import spravki, town
from storage.files import FileId

CHANNELS = tuple(channel for channel in Channel if channel is not Channel.bot)
"""Ways that do not lead through the chat."""


class ReceivedLate(DomainError):
    """It reached the town after `last_day`: it cannot enter the spravka, but may be a formal proposal."""

    def __init__(self, *, last_day: date, received_on: date) -> None:
        super().__init__(last_day=last_day, received_on=received_on)


class ReceivedEarly(DomainError):
    """The term begins with the publication, `published_on`."""

    def __init__(self, *, published_on: date) -> None:
        super().__init__(published_on=published_on)


class SpravkaIsOut(DomainError):
    """Nothing can enter it any more."""

    def __init__(self) -> None:
        super().__init__()


@dataclass(frozen=True, slots=True)
class Incoming:
    """All that the form has asked; texts are cleaned here once more. `token` is of the form, so that its last button
    pressed twice enters one proposal.

    `name` of a statement only where its author wants it shown; a formal one has name and `contact` by law.
    """

    token: str
    channel: Channel
    kind: ProposalKind
    received_on: date
    text: str
    consultation: ConsultationId | None = None
    author_type: AuthorType = AuthorType.citizen
    name: str | None = None
    contact: str | None = None
    provision: str | None = None
    section: SectionId | None = None
    stance: Stance | None = None
    files: tuple[FileId, ...] = ()


async def check_received(turn: Turn, kind: ProposalKind, consultation: int | None, received_on: date) -> None:
    """Whether something received on a day may be entered.

    A statement received within the term counts though it is entered later. Raises NotAllowed, NotFound, DayAhead,
    ReceivedLate, ReceivedEarly, SpravkaIsOut, WrongState for a consultation that was cancelled.
    """
    turn.require(Action.proposal_prepare)
    if received_on > turn.today:
        raise DayAhead(day=received_on)
    if kind is not ProposalKind.statement:
        return
    about = await _taking(turn, consultation or 0)
    if about.published_on is not None and received_on < about.published_on:
        raise ReceivedEarly(published_on=about.published_on)
    if about.last_day is not None and received_on > about.last_day:
        raise ReceivedLate(last_day=about.last_day, received_on=received_on)


async def _taking(turn: Turn, number: int) -> Consultation:
    about = await consultations.public(turn, number)
    if about.recorded is not ConsultationStatus.open:
        raise WrongState(state=about.recorded.value, action="enter")
    if await spravki.of(turn.tx, about.id) is not None:
        raise SpravkaIsOut()
    return about


async def enter(turn: Turn, incoming: Incoming) -> Proposal:
    """Into the register under a number of its own; the same form twice is the same proposal.

    An ЕГН in it is blacked out and never kept. Raises as `check_received`, and the refusals of `clean`.
    """
    turn.require(Action.proposal_prepare)
    before = await stored.by_submission(turn.tx, receipts.digest(incoming.token))
    if before is not None:
        return before
    await check_received(turn, incoming.kind, incoming.consultation, incoming.received_on)
    kept = await stored.add(
        turn.tx, await _as_entered(turn, incoming), submission=receipts.digest(incoming.token), code=None
    )
    if incoming.files:
        await stored.put_files(turn.tx, kept.id, incoming.files, now=turn.now)
    turn.audit("proposal.entered", subject=subject(kept.id), kind=kept.kind.value, channel=kept.channel.value)
    return kept


async def _as_entered(turn: Turn, incoming: Incoming) -> Proposal:
    number = await stored.next_number(turn.tx, incoming.kind.series, turn.today.year)
    formal, idea = incoming.kind is ProposalKind.formal, incoming.kind is ProposalKind.idea
    named = None if idea or incoming.name is None else without_egn(incoming.name)
    return Proposal(
        receipt_no=receipts.format_number(incoming.kind.series, turn.today.year, number),
        kind=incoming.kind,
        consultation=incoming.consultation,
        channel=incoming.channel,
        author_type=incoming.author_type,
        name=named,
        name_public=named is not None and not formal,
        contact=without_egn(incoming.contact) if formal and incoming.contact else None,
        provision=None if incoming.provision is None else without_egn(incoming.provision),
        section=incoming.section,
        stance=incoming.stance,
        text=without_egn(clean_text(incoming.text)),
        received_on=incoming.received_on,
        submitted_at=turn.now,
        due_on=handed_over_by(incoming.received_on, await town.calendar(turn.tx)) if formal else None,
    )
