"""The desk of a body: its facts, seats, papers, and those who applied."""

from telegram import Update

from bot.domain.errors import NotFound
from bot.domain.staff import Action
from bot.gateway import doors
from bot.gateway.context import Context, Handler, pressed
from bot.gateway.doors import Door
from bot.services.bodies import calling, founding, reading, recording, seating
from bot.ui.bodies import desk as screens
from bot.ui.bodies import desk_callbacks as work
from bot.ui.bodies import seating as seats
from bot.ui.bodies.membership import LINK
from bot.ui.callbacks import Callback
from bot.ui.desks import GoBodiesManaged, GoBodyDesk
from handlers.bodies.convening import meeting_papers


async def show_list(context: Context, choice: GoBodiesManaged) -> None:
    found, page, manages = await founding.listing(context.turn, choice.page)
    context.show(screens.listing(context.t, found, page, manages=manages))


async def show_desk(context: Context, choice: GoBodyDesk) -> None:
    await body_desk(context, choice.body)


async def body_desk(context: Context, body: str, said: str | None = None) -> None:
    context.show(screens.desk(context.t, await founding.desk(context.turn, body), said))


async def show_facts(update: Update, context: Context) -> None:
    await fact_list(context, context.choice(work.ShowFacts).body)


async def fact_list(context: Context, body: str) -> None:
    context.turn.require(Action.body_manage)
    record, _ = await reading.composition(context.turn, body)
    context.show(screens.facts(context.t, record))


# -- seats -------------------------------------------------------------------------------------------------------------


async def show_seating(update: Update, context: Context) -> None:
    choice = context.choice(work.ShowSeating)
    await seat_list(context, choice.body, choice.page)


async def seat_list(context: Context, body: str, page: int = 0, said: str | None = None) -> None:
    shown = await seating.seating(context.turn, body)
    manages = context.turn.may(Action.body_manage)
    context.show(seats.seating(context.t, shown, page, manages=manages, said=said))


async def show_seat(update: Update, context: Context) -> None:
    await seat_card(context, context.choice(work.ShowSeat).member)


async def seat_card(context: Context, number: int, said: str | None = None) -> None:
    one, shown = await seating.seat(context.turn, number)
    context.show(seats.seat(context.t, one, shown, said=said))


async def offer_seat(update: Update, context: Context) -> None:
    offer = await seating.invite(context.turn, context.choice(work.OfferSeat).member)
    url = doors.url(context.bot_username, f"{LINK}{offer.token}")
    context.show(seats.given(context.t, offer, url=url))


async def show_name(update: Update, context: Context) -> None:
    choice = context.choice(work.ShowName)
    await seating.show_name(context.turn, choice.member, on=choice.on)
    await seat_card(context, choice.member, context.t("common.saved"))


async def ask_free(update: Update, context: Context) -> None:
    one, shown = await seating.seat(context.turn, context.choice(work.AskFree).member)
    context.show(seats.ask_free(context.t, one, shown))


async def free_seat(update: Update, context: Context) -> None:
    one = await seating.free(context.turn, context.choice(work.FreeSeat).member)
    await seat_card(context, one.id, context.t("bodies.freed_now"))


async def end_seat(update: Update, context: Context) -> None:
    body = await seating.end(context.turn, context.choice(work.EndSeat).member)
    await seat_list(context, body, said=context.t("bodies.ended_now"))


# -- calls and papers --------------------------------------------------------------------------------------------------


async def close_call(update: Update, context: Context) -> None:
    body = context.choice(work.CloseCall).body
    await calling.close_call(context.turn, body)
    await body_desk(context, body, context.t("bodies.call_closed_now"))


async def show_applications(update: Update, context: Context) -> None:
    choice = context.choice(work.ShowApplications)
    context.show(screens.applications(context.t, await calling.waiting(context.turn, choice.body, choice.page)))


async def show_applicant(update: Update, context: Context) -> None:
    await applicant_card(context, context.choice(work.ShowApplicant).application)


async def applicant_card(context: Context, number: int) -> None:
    context.show(screens.applicant(context.t, *await calling.application(context.turn, number)))


async def show_papers(update: Update, context: Context) -> None:
    await paper_list(context, context.choice(work.ShowDeskPapers).body)


async def paper_list(context: Context, body: str) -> None:
    context.turn.require(Action.body_prepare)
    context.show(screens.papers(context.t, *await reading.body_papers(context.turn, body)))


async def drop_paper(update: Update, context: Context) -> None:
    """A second tap finds it gone."""
    try:
        paper = await recording.drop_paper(context.turn, context.choice(work.DropPaper).paper)
    except NotFound:
        context.answer(context.t.plain("help.old_screen"))
        return
    if paper.meeting is None:
        await paper_list(context, paper.body)
    else:
        await meeting_papers(context, paper.meeting)


DOORS: dict[type[Callback], Door] = {GoBodiesManaged: show_list, GoBodyDesk: show_desk}


def handlers() -> list[Handler]:
    return [
        pressed(work.ShowFacts, show_facts),
        pressed(work.ShowSeating, show_seating),
        pressed(work.ShowSeat, show_seat),
        pressed(work.OfferSeat, offer_seat),
        pressed(work.ShowName, show_name),
        pressed(work.AskFree, ask_free),
        pressed(work.FreeSeat, free_seat),
        pressed(work.EndSeat, end_seat),
        pressed(work.CloseCall, close_call),
        pressed(work.ShowApplications, show_applications),
        pressed(work.ShowApplicant, show_applicant),
        pressed(work.ShowDeskPapers, show_papers),
        pressed(work.DropPaper, drop_paper),
    ]
