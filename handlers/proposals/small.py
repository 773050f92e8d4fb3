"""Forms of one question: a word to the staff about one's own, the words of a search, the number and code of an idea."""

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.domain.errors import NotFound, WrongState
from bot.domain.proposals import ProposalStatus
from bot.gateway.context import Context, Handler, pressed
from bot.gateway.conversation import END, Conversation, draft, save_draft
from bot.gateway.hearing import anything, typed
from bot.services import proposals
from bot.ui.proposals import callbacks as buttons
from bot.ui.proposals import mine as screens
from bot.ui.proposals import register
from handlers.proposals.register import search

REPLY, ASK = "reply", "ask"


# -- a word to the staff -----------------------------------------------------------------------------------------------


async def begin_reply(update: Update, context: Context) -> str:
    return await _begin(context, context.choice(buttons.Reply).proposal, "reply")


async def begin_complete(update: Update, context: Context) -> str:
    return await _begin(context, context.choice(buttons.Complete).proposal, "complete")


async def _begin(context: Context, number: int, state: str) -> str:
    """Raises NotFound, WrongState."""
    card = await proposals.own_card(context.turn, number)
    incomplete = card.proposal.status is ProposalStatus.incomplete
    if not (incomplete if state == "complete" else card.may_reply):
        raise WrongState(state=card.proposal.status.value, action=state)
    save_draft(context, REPLY, {"proposal": number}, state=state)
    return state


async def ask_reply(update: Update, context: Context) -> None:
    await _ask(context, completing=False)


async def ask_complete(update: Update, context: Context) -> None:
    await _ask(context, completing=True)


async def _ask(context: Context, *, completing: bool) -> None:
    card = await proposals.own_card(context.turn, draft(context, REPLY).get("proposal", 0))
    context.show(screens.ask_reply(context.t, card, completing=completing))


async def read_reply(update: Update, context: Context) -> str:
    number = draft(context, REPLY)["proposal"]
    await proposals.reply(context.turn, number, context.typed())
    return await _said(context, number, "replied")


async def read_complete(update: Update, context: Context) -> str:
    number = draft(context, REPLY)["proposal"]
    await proposals.complete(context.turn, number, context.typed())
    return await _said(context, number, "completed")


async def _said(context: Context, number: int, what: str) -> str:
    t = context.t
    said = t("proposals.replied") if what == "replied" else t("proposals.completed")
    context.show(screens.own_card(t, await proposals.own_card(context.turn, number), said=said))
    return END


async def want_text(update: Update, context: Context) -> None:
    context.remark(context.t("proposals.text_wanted"))


# -- words, or a number and a code -------------------------------------------------------------------------------------


async def begin_words(update: Update, context: Context) -> str | None:
    if context.turn.actor is None:
        context.show(register.how_to_search(context.t))
        return END
    return "words"


async def ask_words(update: Update, context: Context) -> None:
    context.show(register.ask_words(context.t))


async def read_words(update: Update, context: Context) -> str:
    await search(context, context.typed())
    return END


async def begin_code(update: Update, context: Context) -> str | None:
    if context.turn.actor is None:
        context.show(screens.how_to_open(context.t))
        return END
    return "code"


async def ask_code(update: Update, context: Context) -> None:
    context.show(screens.ask_code(context.t))


async def read_code(update: Update, context: Context) -> str | None:
    try:
        proposal = await proposals.by_code(context.turn, context.typed())
    except NotFound:
        context.show(screens.wrong_code(context.t, again=True))
        return None
    context.show(screens.idea(context.t, proposal))
    return END


async def idea_command(update: Update, context: Context) -> None:
    """`/idea number code`; a form under way is put aside."""
    context.exchange.suspend()
    typed_after = context.typed().partition(" ")[2].strip()
    if not typed_after:
        context.show(screens.how_to_open(context.t))
        return
    try:
        proposal = await proposals.by_code(context.turn, typed_after)
    except NotFound:
        context.show(screens.wrong_code(context.t, again=False))
        return
    context.show(screens.idea(context.t, proposal))


CONVERSATIONS = (
    Conversation(
        REPLY,
        entry_points=[pressed(buttons.Reply, begin_reply), pressed(buttons.Complete, begin_complete)],
        states={
            "reply": [typed(read_reply), anything(want_text)],
            "complete": [typed(read_complete), anything(want_text)],
        },
        questions={"reply": ask_reply, "complete": ask_complete},
    ),
    Conversation(
        ASK,
        entry_points=[pressed(buttons.AskWords, begin_words), pressed(buttons.AskCode, begin_code)],
        states={
            "words": [typed(read_words), anything(want_text)],
            "code": [typed(read_code), anything(want_text)],
        },
        questions={"words": ask_words, "code": ask_code},
    ),
)


def handlers() -> list[Handler]:
    return [CommandHandler("idea", idea_command, filters=filters.ChatType.PRIVATE)]
