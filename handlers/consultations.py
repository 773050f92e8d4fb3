"""Consultations for whoever reads: shelves, a card, its documents, its link, and following."""

from typing import cast, get_args

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.domain.errors import NotFound, WrongState
from bot.domain.ids import TopicId
from bot.gateway import doors
from bot.gateway.context import Context, Handler, pressed
from bot.services import consultations, towns
from bot.ui import consultation_card as cards
from bot.ui import consultations as screens
from bot.ui.callbacks import BadCallback
from bot.ui.navigation import OPEN_NOW, Follow, GoConsultation, GoConsultations, GoFollows
from storage.consultations import Shelf


def _shelf(text: str) -> Shelf:
    if text not in get_args(Shelf):
        raise BadCallback()
    return cast(Shelf, text)


async def show_shelf(context: Context, choice: GoConsultations) -> None:
    topic = TopicId(choice.topic) if choice.topic else None
    view = await consultations.shelf(context.turn, _shelf(choice.shelf), page=choice.page, topic=topic)
    context.show(screens.shelf(context.t, view, now=context.turn.now))


async def pick_topic(update: Update, context: Context) -> None:
    shelf = _shelf(context.choice(screens.PickTopic).shelf)
    context.show(screens.topics(context.t, shelf, await towns.topics(context.turn)))


async def show_card(context: Context, choice: GoConsultation) -> None:
    await _card(context, choice.consultation, None)


async def _card(context: Context, number: int, said: str | None) -> None:
    card = await consultations.card(context.turn, number, context.t.language)
    context.show(cards.card(context.t, card, now=context.turn.now, said=said))


async def follow(context: Context, choice: Follow) -> None:
    if choice.on:
        await consultations.follow(context.turn, choice.consultation)
    else:
        await consultations.unfollow(context.turn, choice.consultation)
    await _card(context, choice.consultation, "followed" if choice.on else "unfollowed")


async def remind(update: Update, context: Context) -> None:
    choice = context.choice(cards.Remind)
    await consultations.remind(context.turn, choice.consultation, on=choice.on)
    await _card(context, choice.consultation, "reminders" if choice.on else "no reminders")


async def show_follows(context: Context, choice: GoFollows) -> None:
    found, page = await consultations.followed(context.turn, choice.page)
    context.show(screens.follows(context.t, found, page, now=context.turn.now))


async def show_term(update: Update, context: Context) -> None:
    consultation = await consultations.public(context.turn, context.choice(cards.ShowTerm).consultation)
    proof = await consultations.proof(context.turn, consultation)
    context.show(cards.term(context.t, consultation, proof))


async def show_documents(update: Update, context: Context) -> None:
    choice = context.choice(cards.ShowDocuments)
    consultation, found = await consultations.documents(context.turn, choice.consultation)
    context.show(cards.documents(context.t, consultation, found, old=choice.old))


async def download(update: Update, context: Context) -> None:
    """The file itself, as a message of its own; the list stays where it is."""
    consultation, document = await consultations.document(context.turn, context.choice(cards.Download).document)
    context.exchange.call(
        "sendDocument",
        file=document.file.id,
        caption=str(cards.caption(context.t, consultation, document)),
        parse_mode="HTML",
    )


async def share(update: Update, context: Context) -> None:
    consultation = await consultations.public(context.turn, context.choice(cards.Share).consultation)
    url = doors.url(context.bot_username, f"c{consultation.id}")
    context.show(cards.share(context.t, consultation, url=url))


async def open_link(context: Context, rest: str) -> bool:
    """What follows `?start=c`: the number of a consultation."""
    if not (rest.isascii() and rest.isdigit() and len(rest) <= 18):
        return False
    try:
        await _card(context, int(rest), None)
    except NotFound:
        return False
    return True


async def follow_link(context: Context, rest: str) -> bool:
    """What follows `?start=f`: what somebody wanted to follow before they were asked for consent, done right after."""
    if not (rest.isascii() and rest.isdigit() and len(rest) <= 18):
        return False
    try:
        await consultations.follow(context.turn, int(rest))
    except (NotFound, WrongState):
        return await open_link(context, rest)
    await _card(context, int(rest), None)
    return True


async def consultations_command(update: Update, context: Context) -> None:
    """A form under way is put aside, lest what is typed next land in it."""
    context.exchange.suspend()
    await show_shelf(context, OPEN_NOW)


async def following_command(update: Update, context: Context) -> None:
    context.exchange.suspend()
    await show_follows(context, GoFollows(0))


DOORS = {GoConsultations: show_shelf, GoConsultation: show_card, Follow: follow, GoFollows: show_follows}
LINKS = {"c": open_link, "f": follow_link}


def handlers() -> list[Handler]:
    private = filters.ChatType.PRIVATE
    return [
        CommandHandler("consultations", consultations_command, filters=private),
        CommandHandler("following", following_command, filters=private),
        pressed(screens.PickTopic, pick_topic),
        pressed(cards.Remind, remind),
        pressed(cards.ShowTerm, show_term),
        pressed(cards.ShowDocuments, show_documents),
        pressed(cards.Download, download),
        pressed(cards.Share, share),
    ]
