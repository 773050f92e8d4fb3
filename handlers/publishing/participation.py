"""Answers about taking part: when and where the public hearing is. The forms of participation are ticked."""

from telegram import Update

from bot.domain.participation import HearingOver
from bot.domain.typed import read_moment, typed_place
from bot.gateway.context import Context
from bot.ui.publishing import questions
from handlers.publishing.base import Base


class TakingPart(Base):
    async def ask_hearing(self, update: Update, context: Context) -> None:
        subject = await self.subject(context)
        frame, today = self.frame(context, "hearing"), context.turn.today
        context.show(questions.hearing(context.t, frame, kind=subject.kind, today=today, may_skip=not subject.opened))

    async def read_hearing(self, update: Update, context: Context) -> str | None:
        turn = context.turn
        starts_at = read_moment(context.typed(), today=turn.today, zone=turn.town.zone)
        if starts_at <= turn.now:
            raise HearingOver(starts_at=starts_at)
        return await self.take(context, "hearing", starts_at)

    async def skip_hearing(self, update: Update, context: Context) -> str | None:
        if (await self.subject(context)).opened:
            return "hearing"  # what was announced may move, and is not taken back
        return await self.take(context, "hearing", None)

    async def ask_venue(self, update: Update, context: Context) -> None:
        context.show(questions.venue(context.t, self.frame(context, "venue")))

    async def read_venue(self, update: Update, context: Context) -> str | None:
        return await self.take(context, "venue", typed_place(context.typed()))
