"""One's own things, and one proposal: to its author with everything, to others what is public of it."""

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.domain.errors import NotFound
from bot.gateway import doors
from bot.gateway.context import Context, Handler, pressed
from bot.services import forums, proposals
from bot.ui.callbacks import Callback
from bot.ui.navigation import GoMyProposals, GoProposal
from bot.ui.proposals import callbacks as buttons
from bot.ui.proposals import mine as screens
from bot.ui.proposals import register
from bot.ui.proposals.words import heading
from bot.ui.start import consent_needed

LINK = "p"


async def show_mine(context: Context, choice: GoMyProposals) -> None:
    """Raises ConsentNeeded for somebody without a record."""
    found = await proposals.mine(context.turn, choice.page)
    registered = await forums.count_mine(context.turn)
    context.show(screens.mine(context.t, found, forums=registered, unfinished=context.exchange.unfinished))


async def mine_command(update: Update, context: Context) -> None:
    """A form under way is put aside, lest what is typed next land in it."""
    context.exchange.suspend()
    await show_mine(context, GoMyProposals(0))


async def show_one(context: Context, choice: GoProposal) -> None:
    """Raises NotFound alike for what does not exist and for what is not for this reader."""
    try:
        card = await proposals.own_card(context.turn, choice.proposal) if context.turn.actor is not None else None
    except NotFound:
        card = None
    if card is None:
        await show_public(context, choice.proposal)
    else:
        context.show(screens.own_card(context.t, card))


async def show_public(context: Context, number: int, said: str | None = None) -> None:
    card = await proposals.public_card(context.turn, number)
    context.show(register.public_card(context.t, card, said=said))


async def open_link(context: Context, rest: str) -> bool:
    """What follows `?start=p`: the number of a proposal."""
    if not (rest.isascii() and rest.isdigit() and len(rest) <= 18):
        return False
    try:
        await show_one(context, GoProposal(int(rest)))
    except NotFound:
        return False
    return True


# -- more of one's own -------------------------------------------------------------------------------------------------


async def show_version(update: Update, context: Context) -> None:
    choice = context.choice(buttons.ShowVersions)
    card = await proposals.own_card(context.turn, choice.proposal)
    if not card.versions:
        raise NotFound(what="version")
    context.show(screens.version(context.t, card.proposal, list(card.versions), choice.version))


async def show_thread(update: Update, context: Context) -> None:
    card = await proposals.own_card(context.turn, context.choice(buttons.ShowThread).proposal)
    context.show(screens.thread(context.t, card))


async def send_files(update: Update, context: Context) -> None:
    """The files themselves, as messages of their own; the card stays where it is."""
    card = await proposals.own_card(context.turn, context.choice(buttons.ShowFiles).proposal)
    for file in card.files:
        context.exchange.send_file(file, heading(context.t, card.proposal))


async def show_whole(update: Update, context: Context) -> None:
    """A text that is too long for its card, in as many messages as it takes."""
    number = context.choice(buttons.ShowWhole).proposal
    try:
        proposal = await proposals.own(context.turn, number) if context.turn.actor is not None else None
    except NotFound:
        proposal = None
    for screen in register.whole(context.t, proposal or await proposals.public(context.turn, number)):
        context.say(screen)


# -- taking back -------------------------------------------------------------------------------------------------------


async def ask_withdraw(update: Update, context: Context) -> None:
    card = await proposals.own_card(context.turn, context.choice(buttons.AskWithdraw).proposal)
    context.show(screens.ask_withdraw(context.t, card))


async def withdraw(update: Update, context: Context) -> None:
    number = context.choice(buttons.Withdraw).proposal
    await proposals.withdraw(context.turn, number)
    await _own(context, number, "withdrawn")


async def ask_review(update: Update, context: Context) -> None:
    number = context.choice(buttons.AskReview).proposal
    await proposals.ask_review(context.turn, number)
    await _own(context, number, "review")


async def _own(context: Context, number: int, said: str) -> None:
    t = context.t
    done = t("proposals.withdrawn_now") if said == "withdrawn" else t("proposals.review_asked")
    context.show(screens.own_card(t, await proposals.own_card(context.turn, number), said=done))


# -- supporting others -------------------------------------------------------------------------------------------------


async def support(update: Update, context: Context) -> None:
    choice = context.choice(buttons.Support)
    if context.turn.actor is None:
        await proposals.public(context.turn, choice.proposal)
        context.show(consent_needed(context.t, target=f"{LINK}{choice.proposal}"))
        return
    if choice.on:
        await proposals.support(context.turn, choice.proposal)
    else:
        await proposals.take_back_support(context.turn, choice.proposal)
    await show_public(context, choice.proposal, "supported" if choice.on else "taken back")


async def share(update: Update, context: Context) -> None:
    proposal = await proposals.public(context.turn, context.choice(buttons.ShareProposal).proposal)
    url = doors.url(context.bot_username, f"{LINK}{proposal.id}")
    context.show(register.share(context.t, proposal, url=url))


DOORS: dict[type[Callback], doors.Door] = {GoMyProposals: show_mine, GoProposal: show_one}
LINKS = {LINK: open_link}


def handlers() -> list[Handler]:
    return [
        CommandHandler("my", mine_command, filters=filters.ChatType.PRIVATE),
        pressed(buttons.ShowVersions, show_version),
        pressed(buttons.ShowThread, show_thread),
        pressed(buttons.ShowFiles, send_files),
        pressed(buttons.ShowWhole, show_whole),
        pressed(buttons.AskWithdraw, ask_withdraw),
        pressed(buttons.Withdraw, withdraw),
        pressed(buttons.AskReview, ask_review),
        pressed(buttons.Support, support),
        pressed(buttons.ShareProposal, share),
    ]
