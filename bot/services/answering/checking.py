"""Checking what came in: into the public register or not, its duplicates, and questions to its author."""

from typing import NamedTuple

from bot.domain import receipts
from bot.domain.errors import DomainError, NotFound, WrongState
from bot.domain.ids import ProposalId
from bot.domain.proposals import OVER, HiddenCode, Proposal, ProposalKind, Stage, clean_sentence
from bot.domain.words import alike, terms
from bot.services.answering.acts import DONE, NEEDS, Act, carry_out, looked_at, subject
from bot.services.proposals import part_from, tell_author
from bot.services.turn import Turn
from storage import audit
from storage import proposals as stored

SIMILAR = 4


class NobodyToAsk(DomainError):
    """Nothing leads to an author: it is an idea, or it did not come by chat, or the author has gone."""

    def __init__(self) -> None:
        super().__init__()


class AnotherModerator(DomainError):
    """Who hid it does not also look whether that was right."""

    def __init__(self) -> None:
        super().__init__()


class AnswersForOthers(DomainError):
    """`count` others are answered by this one, so it cannot be answered by yet another."""

    def __init__(self, *, count: int) -> None:
        super().__init__(count=count)


class NotTheSameKind(DomainError):
    """Only proposals of one kind and of one consultation may be answered together, and formal ones never."""

    def __init__(self) -> None:
        super().__init__()


class NoSuchNumber(DomainError):
    """No proposal has this number, or it is none."""

    def __init__(self) -> None:
        super().__init__()


class Redaction(NamedTuple):
    """What it would become, before anything is saved; `text` also tells of what changes beside the text."""

    proposal: Proposal
    text: str


async def show(turn: Turn, number: int, version: int) -> Proposal:
    """Into the public register, from the queue or back out of hiding. Raises as `acts.carry_out`."""
    return await carry_out(turn, Act.show, number, version, Proposal.show, tell="visible")


async def hide(turn: Turn, number: int, version: int, *, code: HiddenCode, sentence: str) -> Proposal:
    """Out of the public register; the author reads the sentence. A hidden idea is answered no more, nor for others.

    Raises as `acts.carry_out`, refusals of `clean`.
    """
    hidden = await carry_out(
        turn, Act.hide, number, version, lambda one: one.hide(code, sentence), tell="hidden", code=code.value
    )
    if hidden.stage is Stage.over:
        await part_from(turn, hidden)
    return hidden


async def may_uphold(turn: Turn, number: int) -> None:
    """Raises NotAllowed, and AnotherModerator for whoever hid it."""
    turn.require(NEEDS[Act.uphold])
    hidden = await audit.latest(turn.tx, subject(number), f"proposal.{DONE[Act.hide]}")
    if hidden is not None and hidden.actor == turn.participant.id:
        raise AnotherModerator()


async def uphold(turn: Turn, number: int, version: int, *, code: HiddenCode, sentence: str) -> Proposal:
    """It stays hidden after the second look that its author asked for.

    Raises as `acts.carry_out` and `may_uphold`, and refusals of `clean`.
    """
    await may_uphold(turn, number)
    return await carry_out(
        turn, Act.uphold, number, version, lambda one: one.uphold(code, sentence), tell="upheld", code=code.value
    )


async def redaction(turn: Turn, number: int) -> Redaction:
    """What would be blacked out. Raises NotAllowed, NotFound, WrongState once it is over."""
    turn.require(NEEDS[Act.redact])
    proposal = await stored.get(turn.tx, ProposalId(number))
    before, after = proposal.readable, proposal.redact().readable
    beside = [words for field, words in after.items() if field != "text" and words != before[field]]
    return Redaction(proposal, "\n".join((*beside, after["text"])))


async def redact(turn: Turn, number: int, version: int) -> Proposal:
    """Black out every number that leads to a person; what was said before is kept nowhere, earlier versions neither.

    Raises as `acts.carry_out`.
    """
    redacted = await carry_out(turn, Act.redact, number, version, Proposal.redact, tell="redacted")
    stored.forget_versions(turn.tx, redacted.id)
    return redacted


async def similar(turn: Turn, proposal: Proposal) -> list[Proposal]:
    """Those that may be the main one of this, likest first; only what the public may read is compared."""
    words = terms(f"{proposal.provision or ''} {proposal.text}")
    found = await stored.similar(turn.tx, words, consultation=proposal.consultation, limit=SIMILAR + 1)
    others = (one for one in found if one.id != proposal.id and _may_lead(one, proposal))
    return [one for one in others if alike(words, terms(f"{one.provision or ''} {one.text}"))][:SIMILAR]


def _may_lead(main: Proposal, proposal: Proposal) -> bool:
    same = main.kind is proposal.kind and main.consultation == proposal.consultation
    return same and main.stage is not Stage.over and main.merged_into is None


async def main_of(turn: Turn, proposal: Proposal, typed: str) -> Proposal:
    """The main proposal that somebody names by its number. Raises NoSuchNumber and as `merge`."""
    receipt_no = receipts.read_number(typed)
    if receipt_no is None:
        raise NoSuchNumber()
    try:
        main = await stored.by_receipt(turn.tx, receipt_no)
    except NotFound:
        raise NoSuchNumber() from None
    await may_merge(turn, proposal, main)
    return main


async def may_merge(turn: Turn, proposal: Proposal, main: Proposal) -> None:
    """Raises NotTheSameKind, AnswersForOthers, WrongState."""
    same = main.kind is proposal.kind and main.consultation == proposal.consultation and main.id != proposal.id
    if not same or proposal.kind is ProposalKind.formal:
        raise NotTheSameKind()
    others = await stored.merged_into(turn.tx, proposal.id)
    if others:
        raise AnswersForOthers(count=len(others))
    proposal.merge_into(main)


async def merge(turn: Turn, number: int, version: int, *, main: int) -> Proposal:
    """From here on the main one's answer is this one's too. Raises as `acts.carry_out` and `may_merge`."""
    turn.require(NEEDS[Act.merge])
    leading = await stored.get(turn.tx, ProposalId(main))
    proposal = await stored.get(turn.tx, ProposalId(number))
    if proposal.version == version:
        await may_merge(turn, proposal, leading)
    return await carry_out(
        turn, Act.merge, number, version, lambda one: one.merge_into(leading), tell="merged", main=main
    )


async def part(turn: Turn, number: int, version: int) -> Proposal:
    """It stands for itself again. Raises as `acts.carry_out`."""
    return await carry_out(turn, Act.part, number, version, Proposal.part, tell="parted")


async def ask(turn: Turn, number: int, version: int, question: str) -> Proposal:
    """A question to the author, who does not learn whose it is. Raises as `acts.looked_at`, NobodyToAsk, WrongState
    and the refusals of `clean`.
    """
    proposal = await looked_at(turn, Act.ask, number, version)
    if proposal.author is None:
        raise NobodyToAsk()
    if proposal.status in OVER:
        raise WrongState(state=proposal.status.value, action="ask")
    words = clean_sentence(question)
    stored.say(turn.tx, proposal.id, words, staff=turn.participant.id, by_staff=True, now=turn.now)
    turn.audit(f"proposal.{DONE[Act.ask]}", subject=subject(number))
    await tell_author(turn, proposal, "question", text=words)
    return proposal
