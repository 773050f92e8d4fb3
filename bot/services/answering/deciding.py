"""Answering: a draft that only staff see, then the authority's word; and the way of a formal proposal."""

from datetime import date

from bot.domain.dispositions import Answer
from bot.domain.errors import DomainError, WrongState
from bot.domain.proposals import Proposal, ProposalKind
from bot.services.answering.acts import DONE, Act, carry_out, subject
from bot.services.proposals import part_from, tell_author
from bot.services.turn import Turn
from storage import proposals as stored


class BadRegistryNo(DomainError):
    """An incoming number has at least one digit."""

    def __init__(self) -> None:
        super().__init__()


class RegisteredBeforeReceived(DomainError):
    """Nothing is registered before it is there."""

    def __init__(self, *, received_on: date) -> None:
        super().__init__(received_on=received_on)


class DayAhead(DomainError):
    """`day` has not come yet."""

    def __init__(self, *, day: date) -> None:
        super().__init__(day=day)


class DayGone(DomainError):
    """`day` is over: nothing can be promised for it."""

    def __init__(self, *, day: date) -> None:
        super().__init__(day=day)


def promised_day(turn: Turn, day: date) -> date:
    """By when something is to be done. Raises DayGone."""
    if day < turn.today:
        raise DayGone(day=day)
    return day


async def prepare(turn: Turn, number: int, version: int, answer: Answer) -> Proposal:
    """Keep an answer to be published later. Raises as `acts.carry_out`, NotFromHere."""
    return await carry_out(
        turn,
        Act.answer,
        number,
        version,
        lambda one: _single(one).prepare_answer(answer),
        disposition=answer.disposition.value,
    )


def _single(proposal: Proposal) -> Proposal:
    """Raises WrongState for one that another answers for."""
    if proposal.merged_into is not None:
        raise WrongState(state="merged", action="answer")
    return proposal


async def drop(turn: Turn, number: int, version: int) -> Proposal:
    """Raises as `acts.carry_out`."""
    return await carry_out(turn, Act.drop, number, version, lambda one: one.prepare_answer(None))


async def publish(turn: Turn, number: int, version: int) -> Proposal:
    """The prepared answer becomes the authority's word, for those merged into it as well.

    Statements wait for their spravka. Raises as `acts.carry_out`, ReasonNeeded.
    """
    published = await carry_out(
        turn, Act.publish, number, version, lambda one: with_answer(turn, one, one.draft_answer), tell="answered"
    )
    assert published.answer is not None
    await answer_merged(turn, published, published.answer)
    return published


def with_answer(turn: Turn, proposal: Proposal, answer: Answer | None) -> Proposal:
    """Raises ReasonNeeded, WrongState for a statement and where there is no answer."""
    if answer is None or proposal.kind is ProposalKind.statement:
        raise WrongState(state=proposal.status.value, action="publish")
    return proposal.publish_answer(answer, turn.now)


async def answer_merged(turn: Turn, main: Proposal, answer: Answer) -> None:
    """Those that the main one answers for hear the same. What cannot be answered as it stands (nobody looked at it
    yet, or it is hidden) stands for itself again.
    """
    for one in await stored.merged_into(turn.tx, main.id):
        try:
            answered = one.publish_answer(answer, turn.now)
        except WrongState:
            continue
        saved = await stored.save(turn.tx, answered)
        turn.audit(f"proposal.{DONE[Act.publish]}", subject=subject(one.id))
        await tell_author(turn, saved, "answered")
    await part_from(turn, main)


# -- the registry ------------------------------------------------------------------------------------------------------


def registry_number(typed: str) -> str:
    """As it is kept. Raises BadRegistryNo for what has no digit."""
    number = " ".join(typed.split())
    if not any(character.isdigit() for character in number):
        raise BadRegistryNo()
    return number


def registration_day(turn: Turn, proposal: Proposal, day: date) -> date:
    """Raises DayAhead, RegisteredBeforeReceived."""
    if day > turn.today:
        raise DayAhead(day=day)
    if day < proposal.received_on:
        raise RegisteredBeforeReceived(received_on=proposal.received_on)
    return day


async def forward(turn: Turn, number: int, version: int, *, registry_no: str, registered_on: date) -> Proposal:
    """It is in the registry: from that day the law's clock runs.

    Raises as `acts.carry_out`, `registry_number` and `registration_day`.
    """
    kept = registry_number(registry_no)

    def registered(one: Proposal) -> Proposal:
        return one.forward(kept, registration_day(turn, one, registered_on))

    return await carry_out(turn, Act.forward, number, version, registered, tell="registered")


async def lacks(turn: Turn, number: int, version: int, what: str) -> Proposal:
    """The author has 14 days to say what is missing. Raises as `acts.carry_out`, refusals of `clean`."""
    return await carry_out(
        turn, Act.lacks, number, version, lambda one: one.ask_more(what, turn.today), tell="incomplete"
    )


async def review(turn: Turn, number: int, version: int) -> Proposal:
    """Raises as `acts.carry_out`."""
    return await carry_out(turn, Act.review, number, version, Proposal.begin_review, tell="in_review")


async def extend(turn: Turn, number: int, version: int, *, until: date, reason: str) -> Proposal:
    """Raises as `acts.carry_out`, ExtensionTooLong, refusals of `clean`."""
    return await carry_out(
        turn,
        Act.extend,
        number,
        version,
        lambda one: one.extend(until, reason),
        tell="extended",
        until=until.isoformat(),
    )


async def redirect(turn: Turn, number: int, version: int, *, authority: str, reason: str) -> Proposal:
    """Raises as `acts.carry_out`, refusals of `clean`."""
    return await carry_out(
        turn, Act.redirect, number, version, lambda one: one.redirect(authority, reason), tell="redirected"
    )


async def finish(turn: Turn, number: int, version: int) -> Proposal:
    """What was accepted has been carried out. Raises as `acts.carry_out`."""
    return await carry_out(turn, Act.finish, number, version, Proposal.finish, tell="done")
