"""The queue, one proposal, and the acts that need no words."""

from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Update

from bot.domain.proposals import Proposal, ProposalStatus
from bot.gateway.context import Context, Handler, pressed
from bot.gateway.doors import Door
from bot.services import answering
from bot.services.answering import Act, Look
from bot.ui.answering import around, wording
from bot.ui.answering import callbacks as buttons
from bot.ui.answering import item as items
from bot.ui.answering import queue as screens
from bot.ui.callbacks import BadCallback, Callback
from bot.ui.desks import GoAnswering, GoQueue
from storage.proposals import StaleProposal

WITHOUT_WORDS: dict[Act, Callable[[Any, int, int], Awaitable[Proposal]]] = {
    Act.show: answering.show,
    Act.redact: answering.redact,
    Act.part: answering.part,
    Act.drop: answering.drop,
    Act.publish: answering.publish,
    Act.review: answering.review,
    Act.finish: answering.finish,
}


def act_of(text: str) -> Act:
    try:
        return Act(text)
    except ValueError as error:
        raise BadCallback() from error


# -- the queue ---------------------------------------------------------------------------------------------------------


async def open_queue(context: Context, choice: GoQueue) -> None:
    await show_queue(context, Look(choice.state, consultation=choice.consultation or None), choice.page)


def put_aside(context: Context) -> None:
    """A form under way rests, lest what is typed next land in it."""
    if context.exchange.active is not None:
        context.exchange.suspend()


async def show_queue(context: Context, look: Look, page: int) -> None:
    found = await answering.queue(context.turn, look, page)
    put_aside(context)
    context.show(screens.queue(context.t, found, today=context.turn.today))


async def narrow(update: Update, context: Context) -> None:
    choice = context.choice(buttons.Narrow)
    look = Look(choice.state, choice.consultation or None, choice.section or None, choice.kind or None)
    await show_queue(context, look, choice.page)


async def by_consultation(update: Update, context: Context) -> None:
    choice = context.choice(buttons.ByConsultation)
    found, page = await answering.with_proposals(context.turn, choice.page)
    context.show(screens.consultations(context.t, found, page, choice))


async def by_section(update: Update, context: Context) -> None:
    choice = context.choice(buttons.BySection)
    known = await answering.sections_of(context.turn, choice.consultation)
    context.show(screens.sections(context.t, known, choice))


async def by_kind(update: Update, context: Context) -> None:
    choice = context.choice(buttons.ByKind)
    context.turn.require(answering.NEEDS[Act.answer])
    context.show(screens.kinds(context.t, choice))


# -- one proposal ------------------------------------------------------------------------------------------------------


async def open_item(context: Context, choice: GoAnswering) -> None:
    await show_item(context, choice.proposal)


async def show_item(
    context: Context,
    number: int,
    *,
    origin: str = "open",
    done: Act | None = None,
    was: ProposalStatus | None = None,
) -> None:
    item = await answering.item(context.turn, number)
    put_aside(context)
    context.show(items.card(context.t, item, origin=origin, done=done, was=was))


async def show_chosen(update: Update, context: Context) -> None:
    choice = context.choice(buttons.OpenItem)
    await show_item(context, choice.proposal, origin=choice.origin)


async def show_next(update: Update, context: Context) -> None:
    choice = context.choice(buttons.NextItem)
    here = (await answering.item(context.turn, choice.proposal)).proposal
    back = items.back_to(here, choice.origin)
    following = await answering.next_after(
        context.turn, here.id, Look(back.state, consultation=back.consultation or None)
    )
    if following is None:
        context.show(items.nothing_next(context.t, here, origin=choice.origin))
    else:
        await show_item(context, following.id, origin=choice.origin)


async def ask(update: Update, context: Context) -> None:
    """A last look; what does not fit any more is shown as it stands instead."""
    choice = context.choice(buttons.Ask)
    act, turn = act_of(choice.act), context.turn
    if act not in items.LOOKED_AT:
        raise BadCallback()
    turn.require(answering.NEEDS[act])
    item = await answering.item(turn, choice.proposal)
    if item.proposal.version != choice.version or act not in item.may:
        await tell_stale(context, item.proposal)
        await show_item(context, choice.proposal, origin=choice.origin)
    elif act is Act.redact:
        found = await answering.redaction(turn, choice.proposal)
        context.show(items.redaction(context.t, found, origin=choice.origin))
    else:
        context.show(items.ask(context.t, item, act, origin=choice.origin))


async def do(update: Update, context: Context) -> None:
    choice = context.choice(buttons.Do)
    act = act_of(choice.act)
    if act not in WITHOUT_WORDS:
        raise BadCallback()
    try:
        await WITHOUT_WORDS[act](context.turn, choice.proposal, choice.version)
    except StaleProposal:
        await tell_stale(context, (await answering.item(context.turn, choice.proposal)).proposal)
        await show_item(context, choice.proposal, origin=choice.origin)
        return
    await show_item(context, choice.proposal, origin=choice.origin, done=act)


async def tell_stale(context: Context, proposal: Proposal) -> None:
    """Over the chat: who was first, and what they did."""
    happened = await answering.what_happened(context.turn, proposal.id)
    context.answer(wording.happened(context.t, happened, proposal.receipt_no), alert=True)


# -- what hangs on it --------------------------------------------------------------------------------------------------


async def show_text(update: Update, context: Context) -> None:
    choice = context.choice(buttons.ShowText)
    one = (await answering.item(context.turn, choice.proposal)).proposal
    context.show(around.whole_text(context.t, one, choice.page, origin=choice.origin))


async def show_thread(update: Update, context: Context) -> None:
    choice = context.choice(buttons.ShowThread)
    item = await answering.item(context.turn, choice.proposal)
    context.show(around.thread(context.t, item, choice.page, origin=choice.origin))


async def show_history(update: Update, context: Context) -> None:
    choice = context.choice(buttons.ShowHistory)
    item = await answering.item(context.turn, choice.proposal)
    context.show(around.history(context.t, item, choice.page, origin=choice.origin))


async def read_name(update: Update, context: Context) -> None:
    choice = context.choice(buttons.ReadName)
    one = await answering.identity(context.turn, choice.proposal)
    context.show(around.identity(context.t, one, origin=choice.origin))


async def send_file(update: Update, context: Context) -> None:
    """The file itself, as a message of its own; the card stays where it is."""
    choice = context.choice(buttons.SendFile)
    file = await answering.attached(context.turn, choice.proposal, choice.file)
    one = (await answering.item(context.turn, choice.proposal)).proposal
    context.exchange.send_file(file, around.caption(context.t, one))


DOORS: dict[type[Callback], Door] = {GoQueue: open_queue, GoAnswering: open_item}


def handlers() -> list[Handler]:
    return [
        pressed(buttons.Narrow, narrow),
        pressed(buttons.ByConsultation, by_consultation),
        pressed(buttons.BySection, by_section),
        pressed(buttons.ByKind, by_kind),
        pressed(buttons.OpenItem, show_chosen),
        pressed(buttons.NextItem, show_next),
        pressed(buttons.Ask, ask),
        pressed(buttons.Do, do),
        pressed(buttons.ShowText, show_text),
        pressed(buttons.ShowThread, show_thread),
        pressed(buttons.ShowHistory, show_history),
        pressed(buttons.ReadName, read_name),
        pressed(buttons.SendFile, send_file),
    ]
