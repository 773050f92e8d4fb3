"""Sending a proposal, changing it and taking it back: the author's side of the door."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain import receipts
from bot.domain.consultations import Consultation, ConsultationStatus
from bot.domain.deadlines import handed_over_by
from bot.domain.errors import DomainError, NotFound, WrongState
from bot.domain.ids import ConsultationId, ProposalId, SectionId
from bot.domain.personal_data import without_egn
from bot.domain.proposals import (
    A_DAY_AT_MOST,
    FILES_AT_MOST,
    Proposal,
    ProposalKind,
    ProposalStatus,
    Stance,
    clean_text,
)
from bot.domain.words import alike, terms
from bot.services import consultations
from bot.services.proposals.parting import part_from
from bot.services.proposals.telling import tell_staff_of
from bot.services.turn import Turn
from storage import audit, follows, town
from storage import proposals as stored
from storage.files import FileId
from storage.notices import audience, told

SIMILAR = 3
WEIGHED = 2 * SIMILAR
"""Of the nearest by their rarest words, before those are left out that have but one in common."""


class WindowClosed(DomainError):
    """The term ended with `last_day`: it cannot enter the spravka any more."""

    def __init__(self, *, consultation: int, last_day: object) -> None:
        super().__init__(consultation=consultation, last_day=last_day)


class NotOpenYet(DomainError):
    """Opinions are taken from `opens_on`."""

    def __init__(self, *, opens_on: object) -> None:
        super().__init__(opens_on=opens_on)


class EnoughToday(DomainError):
    """`limit` proposals a day and participant."""

    def __init__(self, *, limit: int) -> None:
        super().__init__(limit=limit)


@dataclass(frozen=True, slots=True)
class Draft:
    """All that the form has asked. Texts are cleaned here once more; `token` is what the sending button carries.

    `said_at` is when Telegram got the latest part of the text: after an outage, what was written before the closing
    counts (our rule).
    """

    kind: ProposalKind
    token: str
    text: str
    language: str
    consultation: ConsultationId | None = None
    provision: str | None = None
    section: SectionId | None = None
    stance: Stance | None = None
    name: str | None = None
    contact: str | None = None
    organisation: str | None = None
    files: tuple[FileId, ...] = ()
    said_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What its author is given. `code` opens an idea later, together with its number; nobody else has it.

    `again`: it had been received before, by the same button.
    """

    proposal: Proposal
    consultation: Consultation | None
    code: str | None
    again: bool


async def require_open(turn: Turn, consultation: int, *, said_at: datetime | None = None) -> Consultation:
    """The consultation, while opinions are taken. Raises NotFound, WindowClosed, NotOpenYet."""
    found = await consultations.public(turn, consultation)
    status = found.status(turn.now)
    if status is ConsultationStatus.open or _came_in_time(found, said_at, turn.now):
        return found
    if status is ConsultationStatus.scheduled and found.published_on is not None:
        raise NotOpenYet(opens_on=found.published_on)
    raise WindowClosed(consultation=found.id, last_day=found.last_day)


def _came_in_time(consultation: Consultation, said_at: datetime | None, now: datetime) -> bool:
    """Written before the closing and heard only after it, because we were not there to hear it."""
    closes_at = consultation.closes_at
    if said_at is None or closes_at is None or consultation.recorded is not ConsultationStatus.open:
        return False
    return said_at < closes_at <= now


async def similar(turn: Turn, draft: Draft) -> list[Proposal]:
    """Up to three that are like it and public, likest first; never more than a hint."""
    words = terms(f"{draft.provision or ''} {draft.text}")
    found = await stored.similar(turn.tx, words, consultation=draft.consultation, limit=WEIGHED)
    of_others = (one for one in found if one.author is None or turn.actor is None or one.author != turn.actor.id)
    return [one for one in of_others if alike(words, terms(f"{one.provision or ''} {one.text}"))][:SIMILAR]


async def receipt_of(turn: Turn, token: str) -> Receipt | None:
    """What this button has sent already; None where it has not."""
    known = await stored.by_submission(turn.tx, receipts.digest(token))
    if known is None:
        return None
    about = None if known.consultation is None else await consultations.public(turn, known.consultation)
    code = receipts.code_of(token) if known.kind is ProposalKind.idea else None
    return Receipt(known, about, code, again=True)


async def submit(turn: Turn, draft: Draft) -> Receipt:
    """Keep it and give it a number; the same button twice is the same proposal and the same receipt.

    An ЕГН in it is blacked out and never kept. Raises ConsentNeeded, EnoughToday, NotFound, WindowClosed, NotOpenYet
    and the refusals of `clean`. Nothing that is kept of an idea says whose it was.
    """
    participant = turn.participant
    before = await receipt_of(turn, draft.token)
    if before is not None:
        return before
    if await stored.sent_on(turn.tx, participant.id, turn.today) >= A_DAY_AT_MOST:
        raise EnoughToday(limit=A_DAY_AT_MOST)
    about = None
    if draft.kind is ProposalKind.statement:
        about = await require_open(turn, draft.consultation or 0, said_at=draft.said_at)
    elif draft.consultation is not None:
        about = await consultations.public(turn, draft.consultation)
    proposal = await _as_sent(turn, draft)
    idea = draft.kind is ProposalKind.idea
    code = receipts.code_of(draft.token) if idea else None
    kept = await stored.add(
        turn.tx,
        proposal,
        submission=receipts.digest(draft.token),
        code=None if code is None else receipts.digest(f"{proposal.receipt_no} {code}"),
    )
    await stored.put_files(turn.tx, kept.id, draft.files[:FILES_AT_MOST], now=turn.now)
    stored.count_one(turn.tx, participant.id, turn.today)
    if about is not None and draft.kind is ProposalKind.statement:
        await _follow(turn, about)
    audit.record(
        turn.tx,
        at=kept.submitted_at,
        actor=None if idea else participant.id,
        action="proposal.submitted",
        subject=f"proposal:{kept.id}",
        facts={"kind": kept.kind.value},
    )
    return Receipt(kept, about, code, again=False)


async def _follow(turn: Turn, consultation: Consultation) -> None:
    """Authors hear what followers hear, except reminders of a last day by which they have already spoken.

    Whoever wanted reminders until then is noted, so that taking it back brings them to nobody who had stopped them.
    """
    person = turn.participant.id
    if await follows.reminders(turn.tx, person, consultation.id) is not False:
        await told.tell(turn.tx, _spoke(consultation.id), [person], now=turn.now)
    await follows.put(turn.tx, person, consultation.id, now=turn.now)
    await audience.remind(turn.tx, person, consultation.id, on=False)


def _spoke(consultation: ConsultationId) -> str:
    """Of `told`: they have spoken, and would be reminded otherwise."""
    return f"spoke:{consultation}"


async def _as_sent(turn: Turn, draft: Draft) -> Proposal:
    number = await stored.next_number(turn.tx, draft.kind.series, turn.today.year)
    named = draft.kind is not ProposalKind.idea
    proposal = Proposal(
        receipt_no=receipts.format_number(draft.kind.series, turn.today.year, number),
        kind=draft.kind,
        consultation=draft.consultation,
        provision=_masked(draft.provision),
        section=draft.section,
        stance=draft.stance,
        text=without_egn(clean_text(draft.text)),
        language=draft.language,
        received_on=turn.today,
        # Whoever writes at once after an idea came in is not to be found by its second: a day must do.
        submitted_at=turn.now if named else turn.start_of_day,
    )
    if not named:
        return proposal
    formal = draft.kind is ProposalKind.formal
    due_on = handed_over_by(turn.today, await town.calendar(turn.tx)) if formal else None
    return proposal.model_copy(
        update={
            "author": turn.participant.id,
            "name": _masked(draft.name),
            "name_public": draft.name is not None and not formal,
            "contact": _masked(draft.contact) if formal else None,
            "organisation": _masked(draft.organisation),
            "due_on": due_on,
        }
    )


def _masked(text: str | None) -> str | None:
    return None if text is None else without_egn(text)


async def own(turn: Turn, number: int) -> Proposal:
    """Raises ConsentNeeded, and NotFound for anything that is not theirs: nothing is said of what is somebody's."""
    proposal = await stored.get(turn.tx, ProposalId(number))
    if proposal.author != turn.participant.id:
        raise NotFound(what="proposal")
    return proposal


async def amendable(turn: Turn, number: int) -> Proposal:
    """One's own that may be changed now. Raises NotFound, WindowClosed, WrongState."""
    proposal = await own(turn, number)
    if proposal.status is ProposalStatus.incomplete or not proposal.may_become(ProposalStatus.submitted):
        raise WrongState(state=proposal.status, action="amend")
    if proposal.consultation is not None and proposal.kind is ProposalKind.statement:
        await require_open(turn, proposal.consultation)
    return proposal


async def amend(turn: Turn, number: int, draft: Draft) -> Proposal:
    """Only the new text counts; the old one is kept. What was merged into the old one stands for itself again.

    Raises NotFound, WindowClosed, WrongState, refusals of `clean`.
    """
    proposal = await own(turn, number)
    if proposal.consultation is not None and proposal.kind is ProposalKind.statement:
        await require_open(turn, proposal.consultation, said_at=draft.said_at)
    changed = proposal.amend(
        text=without_egn(clean_text(draft.text)),
        provision=_masked(draft.provision),
        section=draft.section,
        stance=draft.stance,
        name=_masked(draft.name),
    ).model_copy(update={"organisation": _masked(draft.organisation)})
    if proposal.kind is ProposalKind.formal:
        changed = changed.model_copy(update={"name_public": False, "contact": _masked(draft.contact)})
    saved = await stored.save(turn.tx, changed)
    if changed.text != proposal.text:
        stored.add_version(turn.tx, proposal.id, proposal.text, now=turn.now)
        await part_from(turn, saved)
    await stored.put_files(turn.tx, proposal.id, draft.files[:FILES_AT_MOST], now=turn.now)
    turn.audit("proposal.amended", subject=f"proposal:{number}")
    if proposal.status is not ProposalStatus.submitted:
        await tell_staff_of(turn, saved, "amended")  # somebody has looked at it, and must look again
    return saved


async def withdraw(turn: Turn, number: int) -> Proposal:
    """Taking back what was taken back changes nothing; with the last one reminders come again, if the consultation is
    still followed and they had not stopped them.

    What was merged into it stands for itself again. Raises NotFound, WindowClosed, WrongState.
    """
    proposal = await own(turn, number)
    if proposal.status is ProposalStatus.withdrawn:
        return proposal
    if proposal.consultation is not None and proposal.kind is ProposalKind.statement:
        await require_open(turn, proposal.consultation)
    saved = await stored.save(turn.tx, proposal.withdraw())
    if saved.consultation is not None and saved.kind is ProposalKind.statement:
        await _remind_again(turn, saved.consultation)
    await part_from(turn, saved)
    turn.audit("proposal.withdrawn", subject=f"proposal:{number}")
    return saved


async def _remind_again(turn: Turn, consultation: ConsultationId) -> None:
    person = turn.participant.id
    if await stored.own_statements(turn.tx, person, consultation):
        return  # another one of theirs stands: they have spoken
    if await told.untell(turn.tx, _spoke(consultation), person):
        await audience.remind(turn.tx, person, consultation, on=True)


async def complete(turn: Turn, number: int, text: str) -> Proposal:
    """What a formal proposal lacked; added to its text. Raises NotFound, WrongState and the refusals of `clean`."""
    proposal = await own(turn, number)
    whole = clean_text(f"{proposal.text}\n\n{text}")
    due_on = handed_over_by(turn.today, await town.calendar(turn.tx))
    saved = await stored.save(turn.tx, proposal.complete(whole).model_copy(update={"due_on": due_on}))
    stored.add_version(turn.tx, proposal.id, proposal.text, now=turn.now)
    turn.audit("proposal.completed", subject=f"proposal:{number}")
    return saved


async def ask_review(turn: Turn, number: int) -> Proposal:
    """Another moderator is to look at it again. Raises NotFound, WrongState, OnlyOnce."""
    saved = await stored.save(turn.tx, (await own(turn, number)).ask_review())
    turn.audit("proposal.review_asked", subject=f"proposal:{number}")
    await tell_staff_of(turn, saved, "review")
    return saved
