"""Reading proposals: the public register, what is like it by words, and one's own with everything that hangs on it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.domain import receipts
from bot.domain.consultations import Consultation, ConsultationStatus
from bot.domain.errors import DomainError, NotFound
from bot.domain.ids import ConsultationId, ProposalId
from bot.domain.proposals import ANSWERED, OVER, Proposal, ProposalKind, ProposalStatus
from bot.domain.words import terms
from bot.services import consultations
from bot.services.consultations import Page
from bot.services.proposals.saying import amendable, own
from bot.services.turn import Turn
from storage import proposals as stored
from storage.files import StoredFile
from storage.proposals import Message, Section, Version

PAGE = 5
_OPEN = ConsultationStatus.open


class OwnProposal(DomainError):
    """Nobody supports what they wrote themselves."""

    def __init__(self) -> None:
        super().__init__()


@dataclass(frozen=True, slots=True)
class PublicCard:
    """What anybody may read of one, and what this reader may do with it."""

    proposal: Proposal
    consultation: Consultation | None
    section: Section | None
    supports: int
    supported: bool
    may_support: bool


@dataclass(frozen=True, slots=True)
class OwnCard:
    """Everything, for its author, and what they may do with it now. `may_reply`: staff have asked something.

    `main` is the number of the proposal that is answered in its place.
    """

    proposal: Proposal
    consultation: Consultation | None
    section: Section | None
    supports: int = 0
    versions: Sequence[Version] = ()
    files: Sequence[StoredFile] = ()
    thread: Sequence[Message] = ()
    may_amend: bool = False
    may_withdraw: bool = False
    may_reply: bool = False
    main: str | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """A page of the register: of one consultation, of all, or what was found by words."""

    items: Sequence[Proposal]
    page: Page
    consultation: Consultation | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Mine:
    """A page of what the participant sent, and how many of it wait for them."""

    items: Sequence[Proposal]
    page: Page
    following: int
    waiting: set[ProposalId] = field(default_factory=set)


# -- the register ------------------------------------------------------------------------------------------------------


async def public(turn: Turn, number: int) -> Proposal:
    """Raises NotFound alike for what does not exist and for what is not for everybody."""
    proposal = await stored.get(turn.tx, ProposalId(number))
    if not proposal.is_public:
        raise NotFound(what="proposal")
    return proposal


async def public_ones(turn: Turn, numbers: Sequence[int]) -> list[Proposal]:
    """Those of the given that anybody may read, in the order given."""
    found = await stored.by_ids(turn.tx, [ProposalId(number) for number in numbers])
    return [found[one] for number in numbers if (one := ProposalId(number)) in found and found[one].is_public]


async def public_card(turn: Turn, number: int) -> PublicCard:
    """Raises NotFound as `public` does."""
    proposal = await public(turn, number)
    actor = turn.actor
    return PublicCard(
        proposal=proposal,
        consultation=await _about(turn, proposal),
        section=await section_of(turn, proposal),
        supports=await stored.supports(turn.tx, proposal.id),
        supported=actor is not None and await stored.is_supported_by(turn.tx, actor.id, proposal.id),
        may_support=proposal.status not in ANSWERED and (actor is None or proposal.author != actor.id),
    )


async def register(turn: Turn, consultation: int, page: int) -> Shelf:
    """The newest first; 0 for all of them. Raises NotFound for a consultation that is not public."""
    about = await consultations.public(turn, consultation) if consultation else None
    narrowed = None if about is None else about.id
    here = Page.of(await stored.public_count(turn.tx, narrowed), page)
    items = await stored.public(turn.tx, narrowed, limit=PAGE, offset=here.offset)
    return Shelf(items, here, about)


async def search(turn: Turn, words: str, page: int) -> Shelf:
    """What has all these words, best first; nothing where they say nothing."""
    wanted = terms(words)
    here = Page.of(await stored.search_count(turn.tx, wanted), page)
    items = await stored.search(turn.tx, wanted, limit=PAGE, offset=here.offset)
    return Shelf(items, here, words=words)


async def support(turn: Turn, number: int) -> None:
    """Once; again changes nothing. Raises ConsentNeeded, NotFound, OwnProposal, and WrongState once it is answered."""
    participant = turn.participant
    proposal = await _supportable(turn, number)
    if proposal.author == participant.id:
        raise OwnProposal()
    await stored.support(turn.tx, participant.id, proposal.id)


async def take_back_support(turn: Turn, number: int) -> None:
    """Raises ConsentNeeded, NotFound, and WrongState once it is answered."""
    participant = turn.participant
    proposal = await _supportable(turn, number)
    await stored.take_back_support(turn.tx, participant.id, proposal.id)


async def _supportable(turn: Turn, number: int) -> Proposal:
    proposal = await public(turn, number)
    proposal.require_unanswered("support")
    return proposal


# -- one's own ---------------------------------------------------------------------------------------------------------


async def own_card(turn: Turn, number: int) -> OwnCard:
    """Raises as `own` does."""
    proposal = await own(turn, number)
    thread = await stored.thread(turn.tx, proposal.id)
    main = None if proposal.merged_into is None else await stored.get(turn.tx, proposal.merged_into)
    return OwnCard(
        proposal=proposal,
        consultation=await _about(turn, proposal),
        section=await section_of(turn, proposal),
        supports=await stored.supports(turn.tx, proposal.id),
        versions=await stored.versions(turn.tx, proposal.id),
        files=await stored.files_of(turn.tx, proposal.id),
        thread=thread,
        may_amend=await _is_amendable(turn, number),
        may_withdraw=await _is_withdrawable(turn, proposal),
        may_reply=may_reply(proposal, thread),
        main=None if main is None else main.receipt_no,
    )


async def mine(turn: Turn, page: int) -> Mine:
    """Raises ConsentNeeded."""
    participant = turn.participant
    here = Page.of(await stored.own_count(turn.tx, participant.id), page)
    return Mine(
        items=await stored.own(turn.tx, participant.id, limit=PAGE, offset=here.offset),
        page=here,
        following=await consultations.count_followed(turn),
        waiting=set(await stored.waiting_for(turn.tx, participant.id)),
    )


async def count_own(turn: Turn) -> tuple[int, int]:
    """How many the participant sent, and how many of them wait for a word of theirs; nothing without a record."""
    if turn.actor is None:
        return 0, 0
    return await stored.own_count(turn.tx, turn.actor.id), len(await stored.waiting_for(turn.tx, turn.actor.id))


async def by_code(turn: Turn, typed: str) -> Proposal:
    """The idea of a receipt number and its code, typed one after the other.

    Raises NotFound alike for a wrong number, a wrong code and something that has none.
    """
    pieces = typed.split()
    for place in range(1, len(pieces)):
        number = receipts.read_number(" ".join(pieces[:place]))
        code = receipts.read_code(" ".join(pieces[place:]))
        if number is None or not code:
            continue
        proposal = await stored.by_receipt(turn.tx, number)
        if await stored.has_code(turn.tx, proposal.id, receipts.digest(f"{proposal.receipt_no} {code}")):
            return proposal
    raise NotFound(what="proposal")


def may_reply(proposal: Proposal, thread: Sequence[Message]) -> bool:
    """Whether staff have asked something of a proposal that is not over."""
    return proposal.status not in OVER and any(one.by_staff for one in thread)


async def _is_amendable(turn: Turn, number: int) -> bool:
    try:
        await amendable(turn, number)
    except DomainError:
        return False
    return True


async def _is_withdrawable(turn: Turn, proposal: Proposal) -> bool:
    if not proposal.may_become(ProposalStatus.withdrawn):
        return False
    about = await _about(turn, proposal)
    return proposal.kind is not ProposalKind.statement or about is None or about.status(turn.now) is _OPEN


async def _about(turn: Turn, proposal: Proposal) -> Consultation | None:
    return None if proposal.consultation is None else await consultations.public(turn, proposal.consultation)


async def section_of(turn: Turn, proposal: Proposal) -> Section | None:
    """What it speaks of, also where that is offered no more."""
    if proposal.section is None or proposal.consultation is None:
        return None
    return await section(turn, proposal.consultation, proposal.section)


async def section(turn: Turn, consultation: int, number: int) -> Section | None:
    found = await stored.sections(turn.tx, ConsultationId(consultation), retired=True)
    return next((one for one in found if one.id == number), None)


async def sections(turn: Turn, consultation: int) -> Sequence[Section]:
    """What of a consultation one may choose to speak of."""
    return await stored.sections(turn.tx, ConsultationId(consultation))
