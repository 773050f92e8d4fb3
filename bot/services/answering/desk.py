"""What staff see: the queue with its filters, one proposal with everything that hangs on it, and its clock."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from bot.domain.calendar import WorkCalendar
from bot.domain.consultations import Consultation, ConsultationStatus
from bot.domain.deadlines import (
    SPRAVKA_WORKING_DAYS,
    spravka_due,
    working_days_after,
    working_days_before,
)
from bot.domain.errors import NotFound
from bot.domain.ids import ConsultationId, ProposalId, SectionId
from bot.domain.personal_data import PersonalData
from bot.domain.proposals import OVER, Proposal, ProposalKind, ProposalStatus
from bot.domain.staff import Action
from bot.services.answering.acts import Act, possible, subject
from bot.services.consultations import Page
from bot.services.turn import Turn
from storage import consultations, spravki, town
from storage import proposals as stored
from storage.files import StoredFile
from storage.proposals import Filter, Message, Section, Version

QUEUE_PAGE = 6
STATES = ("unchecked", "unanswered", "prepared", "overdue", "open")
"""What the queue can be narrowed to; the last is all that staff owe something."""
CHECKED_WORKING_DAYS = 1
"""From the receipt to somebody's first look (our promise)."""


@dataclass(frozen=True, slots=True)
class Look:
    """What of the queue is looked at. An unknown state or kind narrows nothing."""

    state: str = "open"
    consultation: int | None = None
    section: int | None = None
    kind: str | None = None

    @property
    def is_narrowed(self) -> bool:
        return not (self.consultation is None and self.section is None and self.kind is None)


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of the queue. `counts` are of every state, with the same narrowing."""

    look: Look
    items: list[Proposal]
    page: Page
    counts: Mapping[str, int]
    consultation: Consultation | None
    section: Section | None
    clocks: Mapping[ProposalId, "Clock"]


class Wait(StrEnum):
    """What a clock runs towards."""

    check = "check"
    forward = "forward"
    complete = "complete"
    decide = "decide"
    opinions = "opinions"
    spravka = "spravka"


class Clock(NamedTuple):
    """Until when; `late` counts the days since, 0 while there is time."""

    wait: Wait
    due_on: date
    late: int


@dataclass(frozen=True, slots=True)
class Item:
    """One proposal and all that hangs on it. `may` is what this member may do with it now, `personal` what in
    its words leads to a person.
    """

    proposal: Proposal
    consultation: Consultation | None
    section: Section | None
    main: Proposal | None
    merged: list[Proposal]
    files: list[StoredFile]
    thread: list[Message]
    versions: list[Version]
    supports: int
    clock: Clock | None
    personal: tuple[PersonalData, ...]
    may: frozenset[Act]
    may_read_name: bool


# -- the queue ---------------------------------------------------------------------------------------------------------


async def queue(turn: Turn, look: Look, wanted: int) -> Queue:
    """Raises NotAllowed."""
    turn.require(Action.proposal_prepare)
    work = await town.calendar(turn.tx)
    chosen = queue_filter(turn, look, work)
    counts = {state: await stored.queue_count(turn.tx, replace(chosen, state=state)) for state in STATES}
    page = Page.of(counts[chosen.state], wanted, QUEUE_PAGE)
    items = await stored.queue(turn.tx, chosen, limit=QUEUE_PAGE, offset=page.number * QUEUE_PAGE)
    about = await consultations.by_ids(turn.tx, [one.consultation for one in items if one.consultation is not None])
    consultation = await _consultation(turn, chosen.consultation)
    clocks = {}
    for one in items:
        found = clock(turn, one, None if one.consultation is None else about.get(one.consultation), work)
        if found is not None:
            clocks[one.id] = found
    return Queue(
        look=replace(look, state=chosen.state, kind=chosen.kind),
        items=items,
        page=page,
        counts=counts,
        consultation=consultation,
        section=await _section(turn, chosen.consultation, chosen.section),
        clocks=clocks,
    )


def queue_filter(turn: Turn, look: Look, work: WorkCalendar) -> Filter:
    """As storage reads it. Overdue is a spravka that should have been out by yesterday."""
    return Filter(
        state=look.state if look.state in STATES else "open",
        consultation=None if look.consultation is None else ConsultationId(look.consultation),
        section=None if look.section is None else SectionId(look.section),
        kind=look.kind if look.kind in set(ProposalKind) else None,
        today=turn.today,
        closed_by=working_days_before(turn.today - timedelta(days=1), SPRAVKA_WORKING_DAYS, work),
    )


async def matching(turn: Turn, look: Look, *, limit: int) -> list[Proposal]:
    """The oldest of what a filter lets through. Raises NotAllowed."""
    turn.require(Action.proposal_prepare)
    return await stored.queue(turn.tx, queue_filter(turn, look, await town.calendar(turn.tx)), limit=limit, offset=0)


async def next_after(turn: Turn, number: int, look: Look) -> Proposal | None:
    """The next of a filter after this one; after the last one the first again. None where nothing is left.

    Raises NotAllowed, NotFound.
    """
    turn.require(Action.proposal_prepare)
    here = await stored.get(turn.tx, ProposalId(number))
    chosen = queue_filter(turn, look, await town.calendar(turn.tx))
    found = await stored.queue_after(turn.tx, chosen, here)
    if found is None:
        first = await stored.queue(turn.tx, chosen, limit=1, offset=0)
        found = first[0] if first else None
    return None if found is None or found.id == here.id else found


async def counts(turn: Turn) -> Mapping[str, int]:
    """How much waits in every state, and how many spravki are owed ("spravki"). Raises NotAllowed."""
    turn.require(Action.counts_read)
    chosen = queue_filter(turn, Look(), await town.calendar(turn.tx))
    found = {state: await stored.queue_count(turn.tx, replace(chosen, state=state)) for state in STATES[:-1]}
    return {**found, "spravki": await spravki.count_due(turn.tx, now=turn.now)}


async def sections_of(turn: Turn, consultation: int) -> list[Section]:
    """Raises NotAllowed."""
    turn.require(Action.proposal_prepare)
    return await stored.sections(turn.tx, ConsultationId(consultation), retired=True)


async def with_proposals(turn: Turn, wanted: int) -> tuple[list[Consultation], Page]:
    """Consultations that one may look into: the open ones and those that owe a spravka. Raises NotAllowed."""
    turn.require(Action.proposal_prepare)
    opened = await consultations.count(turn.tx, "open", turn.now)
    page = Page.of(opened + await spravki.count_due(turn.tx, now=turn.now), wanted, QUEUE_PAGE)
    first = page.number * QUEUE_PAGE
    found = []
    if first < opened:
        found = await consultations.page(turn.tx, shelf="open", now=turn.now, limit=QUEUE_PAGE, offset=first)
    left = QUEUE_PAGE - len(found)
    if left:
        due = await spravki.due(turn.tx, now=turn.now, limit=left, offset=max(first - opened, 0))
        known = await consultations.by_ids(turn.tx, due)
        found += [known[number] for number in due if number in known]
    return found, page


# -- one proposal ------------------------------------------------------------------------------------------------------


async def item(turn: Turn, number: int) -> Item:
    """Raises NotAllowed, NotFound."""
    turn.require(Action.proposal_prepare)
    proposal = await stored.get(turn.tx, ProposalId(number))
    consultation = await _consultation(turn, proposal.consultation)
    main = None if proposal.merged_into is None else await stored.get(turn.tx, proposal.merged_into)
    return Item(
        proposal=proposal,
        consultation=consultation,
        section=await _section(turn, proposal.consultation, proposal.section),
        main=main,
        merged=await stored.merged_into(turn.tx, proposal.id),
        files=await stored.files_of(turn.tx, proposal.id),
        thread=await stored.thread(turn.tx, proposal.id),
        versions=await stored.versions(turn.tx, proposal.id),
        supports=await stored.supports(turn.tx, proposal.id),
        clock=clock(turn, proposal, consultation, await town.calendar(turn.tx)),
        personal=tuple(sorted(proposal.personal)),
        may=possible(turn, proposal),
        may_read_name=turn.may(Action.names_read) and proposal.name is not None and not proposal.name_public,
    )


async def identity(turn: Turn, number: int) -> Proposal:
    """Name and contact of a formal proposal; that somebody read them is noted. Raises NotAllowed, NotFound."""
    turn.require(Action.names_read)
    turn.require(Action.proposal_prepare)
    proposal = await stored.get(turn.tx, ProposalId(number))
    turn.audit("proposal.names_read", subject=subject(number))
    return proposal


async def attached(turn: Turn, number: int, file: int) -> StoredFile:
    """One of its files. Raises NotAllowed, NotFound for anything else."""
    turn.require(Action.proposal_prepare)
    for one in await stored.files_of(turn.tx, ProposalId(number)):
        if one.id == file:
            return one
    raise NotFound(what="file")


def clock(turn: Turn, proposal: Proposal, consultation: Consultation | None, work: WorkCalendar) -> Clock | None:
    """What is owed next, by when; None for what is over and what has no term."""
    if proposal.status in OVER or _is_released(proposal, consultation):
        return None
    today, due_on = turn.today, proposal.due_on
    if proposal.kind is ProposalKind.formal:
        waits = {ProposalStatus.submitted: Wait.forward, ProposalStatus.incomplete: Wait.complete}
        return None if due_on is None else _running(waits.get(proposal.status, Wait.decide), due_on, today)
    if proposal.status is ProposalStatus.submitted:
        return _running(Wait.check, working_days_after(proposal.received_on, CHECKED_WORKING_DAYS, work), today)
    if proposal.kind is ProposalKind.idea or consultation is None or consultation.last_day is None:
        return None
    if consultation.is_open(turn.now):
        return Clock(Wait.opinions, consultation.last_day, 0)
    return _running(Wait.spravka, spravka_due(consultation.last_day, work), today)


def _is_released(proposal: Proposal, consultation: Consultation | None) -> bool:
    """No spravka will answer it."""
    cancelled = consultation is not None and consultation.recorded is ConsultationStatus.cancelled
    return cancelled and proposal.kind is ProposalKind.statement


def _running(wait: Wait, due_on: date, today: date) -> Clock:
    return Clock(wait, due_on, max((today - due_on).days, 0))


async def _consultation(turn: Turn, number: int | None) -> Consultation | None:
    if number is None:
        return None
    return (await consultations.by_ids(turn.tx, [ConsultationId(number)])).get(ConsultationId(number))


async def _section(turn: Turn, consultation: int | None, section: int | None) -> Section | None:
    if consultation is None or section is None:
        return None
    known = await stored.sections(turn.tx, ConsultationId(consultation), retired=True)
    return next((one for one in known if one.id == section), None)
