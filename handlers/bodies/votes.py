"""Votes among members: to vote, to read what they brought, and for staff to close and to show."""

from telegram import Update

from bot.domain.staff import Action
from bot.gateway.context import Context, Handler, pressed
from bot.services.bodies import voting
from bot.ui.bodies import callbacks as buttons
from bot.ui.bodies import desk_callbacks as work
from bot.ui.bodies import votes as screens


async def show_votes(update: Update, context: Context) -> None:
    choice = context.choice(buttons.ShowVotes)
    await vote_list(context, choice.body, choice.page)


async def vote_list(context: Context, body: str, page: int = 0) -> None:
    manages = context.turn.may(Action.body_manage)
    found = await voting.listing(context.turn, body, page)
    context.show(screens.listing(context.t, *found, manages=manages))


async def show_vote(update: Update, context: Context) -> None:
    await vote_card(context, context.choice(buttons.ShowVote).vote)


async def vote_card(context: Context, number: int, *, said: bool = False) -> None:
    shown = await voting.show(context.turn, number)
    is_open = shown.vote.is_open(context.turn.now)
    context.show(screens.vote(context.t, shown, is_open=is_open, said=said))


async def cast(update: Update, context: Context) -> None:
    choice = context.choice(buttons.CastVote)
    await voting.cast(context.turn, choice.vote, choice.choice)
    await vote_card(context, choice.vote, said=True)


async def close(update: Update, context: Context) -> None:
    vote = await voting.close(context.turn, context.choice(work.CloseVote).vote)
    await vote_card(context, vote.id)


async def set_public(update: Update, context: Context) -> None:
    choice = context.choice(work.PublicVote)
    await voting.set_public(context.turn, choice.vote, on=choice.on)
    await vote_card(context, choice.vote)


def handlers() -> list[Handler]:
    return [
        pressed(buttons.ShowVotes, show_votes),
        pressed(buttons.ShowVote, show_vote),
        pressed(buttons.CastVote, cast),
        pressed(work.CloseVote, close),
        pressed(work.PublicVote, set_public),
    ]
