"""The spravka from the staff's side: which are owed, what is still missing, and publishing it once."""

from dataclasses import dataclass
from datetime import date
from zlib import crc32

from bot.domain.calendar import WorkCalendar
from bot.domain.consultations import Consultation, ConsultationStatus
from bot.domain.deadlines import spravka_due
from bot.domain.errors import NotFound, WrongState
from bot.domain.ids import ConsultationId
from bot.domain.proposals import Proposal, ProposalStatus
from bot.domain.spravka import Spravka, SpravkaTooEarly, answer_of
from bot.domain.staff import Action
from bot.domain.wording import clean_address
from bot.services import notices
from bot.services.consultations import Page
from bot.services.spravka.composing import Reading, read
from bot.services.spravka.files import make_official
from bot.services.turn import Turn
from storage import consultations as stored
from storage import proposals, spravki, town
from storage.consultations import StaleVersion
from storage.spravki import Published

LISTED = 8


@dataclass(frozen=True, slots=True)
class Waiting:
    """A consultation that owes a spravka. `due_on` is our target, None where the last day is not known."""

    consultation: Consultation
    statements: int
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Preview:
    """As it would be published. `stamp` changes with every row, so that nobody publishes what they have not seen."""

    consultation: Consultation
    spravka: Spravka
    published: Published | None
    due_on: date | None
    stamp: int
    is_closed: bool
    may_publish: bool


async def owing(turn: Turn, wanted: int) -> tuple[list[Waiting], Page]:
    """A page of those that owe one, the one closed first before the others. Raises NotAllowed."""
    turn.require(Action.proposal_prepare)
    page = Page.of(await spravki.count_due(turn.tx, now=turn.now), wanted, LISTED)
    numbers = await spravki.due(turn.tx, now=turn.now, limit=LISTED, offset=page.number * LISTED)
    found = await stored.by_ids(turn.tx, numbers)
    work = await town.calendar(turn.tx)
    waiting = [
        Waiting(found[number], await proposals.count_of(turn.tx, number), _due_on(found[number], work))
        for number in numbers
    ]
    return waiting, page


def _due_on(consultation: Consultation, work: WorkCalendar) -> date | None:
    return None if consultation.last_day is None else spravka_due(consultation.last_day, work)


async def preview(turn: Turn, number: int) -> Preview:
    """Raises NotAllowed, NotFound."""
    turn.require(Action.proposal_prepare)
    reading = await _reading(turn, number)
    return Preview(
        consultation=reading.consultation,
        spravka=reading.spravka,
        published=reading.published,
        due_on=_due_on(reading.consultation, await town.calendar(turn.tx)),
        stamp=stamp_of(reading),
        is_closed=reading.consultation.status(turn.now) is ConsultationStatus.closed,
        may_publish=turn.may(Action.proposal_decide),
    )


async def _reading(turn: Turn, number: int) -> Reading:
    """Drafts are nobody's to answer yet. Raises NotFound."""
    reading = await read(turn.tx, number, now=turn.now, zone=turn.town.zone)
    if reading.consultation.recorded is ConsultationStatus.draft:
        raise NotFound(what="consultation")
    return reading


def stamp_of(reading: Reading) -> int:
    """Of the consultation and every statement, as they were read."""
    seen = [f"{one.id}.{one.version}" for one in reading.statements]
    return crc32(" ".join((str(reading.consultation.version), *seen)).encode())


async def publish(turn: Turn, number: int, *, stamp: int | None = None) -> Consultation:
    """All answers and the spravka at once; authors and followers hear of it. Twice is once.

    Raises NotAllowed, NotFound, SpravkaTooEarly, WrongState, SpravkaIncomplete; StaleVersion when anything changed
    since the `stamp`. The files are made afterwards, by the worker.
    """
    turn.require(Action.proposal_decide)
    reading = await _reading(turn, number)
    before = reading.consultation
    if reading.published is not None:
        return before
    if before.is_open(turn.now) and before.last_day is not None:
        raise SpravkaTooEarly(last_day=before.last_day)
    after = before.report(turn.now)
    if stamp is not None and stamp != stamp_of(reading):
        raise StaleVersion()
    spravka = reading.spravka.require_complete()
    await proposals.save_answers(turn.tx, _answered(turn, reading.statements))
    saved = await stored.save(turn.tx, after)
    await spravki.put(turn.tx, saved.id, by=turn.participant.id, nil=spravka.is_nil, now=turn.now)
    await notices.reported(turn, saved)
    await make_official(turn, saved.id)
    facts = {disposition.value: count for disposition, count in spravka.counts.items() if count}
    turn.audit("spravka.published", subject=f"consultation:{saved.id}", nil=spravka.is_nil, **facts)
    return saved


def _answered(turn: Turn, statements: list[Proposal]) -> list[Proposal]:
    """Every statement with its answer, merged ones with that of their main one."""
    kept = {one.id: one for one in statements if one.status is not ProposalStatus.withdrawn}
    answered = []
    for one in kept.values():
        answer = answer_of(one, kept)
        assert answer is not None  # nothing is missing
        answered.append(one.publish_answer(answer, turn.now))
    return answered


async def put_url(turn: Turn, number: int, address: str) -> str:
    """Where it stands on the website. Raises NotAllowed, NotFound, WrongState before it is out, BadAddress."""
    turn.require(Action.proposal_decide)
    url = clean_address(address)
    if await spravki.of(turn.tx, ConsultationId(number)) is None:
        consultation = await stored.get(turn.tx, ConsultationId(number))
        raise WrongState(state=consultation.status(turn.now), action="url")
    await spravki.put_url(turn.tx, ConsultationId(number), url)
    await spravki.forget_files(turn.tx, ConsultationId(number), now=turn.now)
    turn.audit("spravka.put_on_website", subject=f"consultation:{number}")
    return url
