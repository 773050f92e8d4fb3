"""Meetings at the staff's desk: the summons, what members propose, attendance, minutes, decisions, publication."""

from telegram import Update

from bot.gateway.context import Context, Handler, pressed
from bot.services.bodies import convening, recording
from bot.ui.bodies import convening as screens
from bot.ui.bodies import desk_callbacks as work


async def show_meetings(update: Update, context: Context) -> None:
    choice = context.choice(work.ShowDeskMeetings)
    await meeting_list(context, choice.body, choice.page)


async def meeting_list(context: Context, body: str, page: int = 0) -> None:
    context.show(screens.listing(context.t, *await convening.listing(context.turn, body, page)))


async def show_desk(update: Update, context: Context) -> None:
    await meeting_desk(context, context.choice(work.ShowMeetingDesk).meeting)


async def meeting_desk(context: Context, number: int, said: str | None = None) -> None:
    shown = await convening.desk(context.turn, number)
    ahead = context.turn.now < shown.meeting.starts_at
    context.show(screens.desk(context.t, shown, ahead=ahead, said=said))


async def show_papers(update: Update, context: Context) -> None:
    await meeting_papers(context, context.choice(work.ShowMeetingPapers).meeting)


async def meeting_papers(context: Context, number: int) -> None:
    context.show(screens.papers(context.t, await convening.desk(context.turn, number)))


async def ask_summon(update: Update, context: Context) -> None:
    shown = await convening.desk(context.turn, context.choice(work.AskSummon).meeting)
    context.show(screens.ask_summon(context.t, shown))


async def summon(update: Update, context: Context) -> None:
    meeting = await convening.summon(context.turn, context.choice(work.Summon).meeting)
    await meeting_desk(context, meeting.id, context.t("bodies.summoned_now"))


async def drop(update: Update, context: Context) -> None:
    await meeting_list(context, await convening.drop(context.turn, context.choice(work.DropMeeting).meeting))


async def show_proposed(update: Update, context: Context) -> None:
    await proposed_list(context, context.choice(work.ShowProposed).meeting)


async def proposed_list(context: Context, number: int) -> None:
    shown = await convening.desk(context.turn, number)
    context.show(screens.proposed(context.t, shown.meeting, shown.proposed))


async def take_item(update: Update, context: Context) -> None:
    choice = context.choice(work.TakeItem)
    meeting = await convening.take_item(context.turn, choice.item, on=choice.on)
    await proposed_list(context, meeting.id)


# -- once it has begun -------------------------------------------------------------------------------------------------


async def show_attendance(update: Update, context: Context) -> None:
    choice = context.choice(work.ShowAttendance)
    shown = await recording.attendance(context.turn, choice.meeting)
    context.show(screens.attendance(context.t, shown, choice.page))


async def tick(update: Update, context: Context) -> None:
    choice = context.choice(work.TickSeat)
    shown = await recording.tick(context.turn, choice.meeting, choice.member)
    context.show(screens.attendance(context.t, shown, choice.page))


async def hold(update: Update, context: Context) -> None:
    meeting = await recording.hold(context.turn, context.choice(work.HoldMeeting).meeting)
    await meeting_desk(context, meeting.id, context.t("common.saved"))


async def approve_minutes(update: Update, context: Context) -> None:
    choice = context.choice(work.ApproveMinutes)
    meeting = await recording.approve_minutes(context.turn, choice.meeting, on=choice.on)
    await meeting_desk(context, meeting.id, context.t("common.saved"))


async def drop_decision(update: Update, context: Context) -> None:
    meeting = await recording.drop_decision(context.turn, context.choice(work.DropDecision).meeting)
    await meeting_desk(context, meeting.id, context.t("bodies.decision_dropped"))


async def ask_publish(update: Update, context: Context) -> None:
    shown = await convening.desk(context.turn, context.choice(work.AskPublish).meeting)
    context.show(screens.ask_publish(context.t, shown))


async def publish(update: Update, context: Context) -> None:
    meeting = await recording.publish(context.turn, context.choice(work.PublishMeeting).meeting)
    await meeting_desk(context, meeting.id, context.t("bodies.published_now"))


def handlers() -> list[Handler]:
    return [
        pressed(work.ShowDeskMeetings, show_meetings),
        pressed(work.ShowMeetingDesk, show_desk),
        pressed(work.ShowMeetingPapers, show_papers),
        pressed(work.AskSummon, ask_summon),
        pressed(work.Summon, summon),
        pressed(work.DropMeeting, drop),
        pressed(work.ShowProposed, show_proposed),
        pressed(work.TakeItem, take_item),
        pressed(work.ShowAttendance, show_attendance),
        pressed(work.TickSeat, tick),
        pressed(work.HoldMeeting, hold),
        pressed(work.ApproveMinutes, approve_minutes),
        pressed(work.DropDecision, drop_decision),
        pressed(work.AskPublish, ask_publish),
        pressed(work.PublishMeeting, publish),
    ]
