"""Answers that are typed, or chosen instead: the texts, the kind, the link, the days."""

from datetime import date, timedelta

from telegram import Update

from bot.domain.consultations import ConsultationKind, TermOver
from bot.domain.publication import NotPublishedYet
from bot.domain.typed import read_day, read_term, typed_reason, typed_title
from bot.domain.wording import clean_address, clean_summary
from bot.gateway.context import Context
from bot.services import publishing
from bot.ui.callbacks import BadCallback
from bot.ui.publishing import callbacks as buttons
from bot.ui.publishing import questions
from handlers.publishing.base import Base


class Texts(Base):
    async def ask_title(self, update: Update, context: Context) -> None:
        context.show(questions.title(context.t, self.frame(context, "title")))

    async def read_title(self, update: Update, context: Context) -> str | None:
        return await self.take(context, "title", typed_title(context.typed()))

    async def ask_summary(self, update: Update, context: Context) -> None:
        context.show(questions.summary(context.t, self.frame(context, "summary")))

    async def read_summary(self, update: Update, context: Context) -> str | None:
        return await self.take(context, "summary", clean_summary(context.typed()))

    async def ask_reason(self, update: Update, context: Context) -> None:
        subject = await self.subject(context)
        frame = self.frame(context, "reason")
        may_skip = not subject.kind.enforced or subject.has_reason
        context.show(questions.reason(context.t, frame, days=subject.term_days, may_skip=may_skip))

    async def read_reason(self, update: Update, context: Context) -> str | None:
        return await self.take(context, "reason", typed_reason(context.typed()))

    async def skip_reason(self, update: Update, context: Context) -> str | None:
        subject = await self.subject(context)
        if subject.kind.enforced and not subject.has_reason:
            return "reason"  # a button from when the act was of another kind
        return await self.take(context, "reason", None)

    async def want_text(self, update: Update, context: Context) -> None:
        context.remark(context.t("publishing.text_wanted"))

    # -- kind and link -----------------------------------------------------------------------------------------

    async def ask_kind(self, update: Update, context: Context) -> None:
        context.show(questions.kind(context.t, self.frame(context, "kind")))

    async def choose_kind(self, update: Update, context: Context) -> str | None:
        chosen = context.choice(buttons.ChooseKind).kind
        if chosen not in set(ConsultationKind):
            raise BadCallback()
        return await self.take(context, "kind", ConsultationKind(chosen))

    async def want_button(self, update: Update, context: Context) -> None:
        context.remark(context.t("publishing.button_wanted"))

    async def ask_link(self, update: Update, context: Context) -> None:
        subject = await self.subject(context)
        frame = self.frame(context, "link")
        context.show(questions.link(context.t, frame, may_skip=not subject.kind.enforced))

    async def read_link(self, update: Update, context: Context) -> str | None:
        return await self.take(context, "link", clean_address(context.typed()))

    async def skip_link(self, update: Update, context: Context) -> str | None:
        if (await self.subject(context)).kind.enforced:
            return "link"  # a button from when the act was of another kind
        return await self.take(context, "link", None)

    # -- days --------------------------------------------------------------------------------------------------

    async def ask_date(self, update: Update, context: Context) -> None:
        opens = not (await self.subject(context)).opened
        context.show(questions.day(context.t, self.frame(context, "date"), today=context.turn.today, opens=opens))

    async def read_date(self, update: Update, context: Context) -> str | None:
        turn = context.turn
        day = read_day(context.typed(), today=turn.today, zone=turn.town.zone)
        if day > turn.today and (await self.subject(context)).opened:
            raise NotPublishedYet(published_on=day)
        return await self.take(context, "date", day)

    async def choose_day(self, update: Update, context: Context) -> str | None:
        days = context.choice(buttons.ChooseDay).days
        if days not in (-1, 0):
            raise BadCallback()
        return await self.take(context, "date", context.turn.today + timedelta(days=days))

    async def ask_term(self, update: Update, context: Context) -> None:
        subject = await self.subject(context)
        frame = self.frame(context, "term")
        context.show(questions.term(context.t, frame, published_on=subject.published_on))

    async def read_term(self, update: Update, context: Context) -> str | None:
        turn = context.turn
        wanted = read_term(context.typed(), today=turn.today, zone=turn.town.zone)
        if isinstance(wanted, date):
            wanted = (wanted - (await self.subject(context)).published_on).days
        return await self._term(context, wanted)

    async def choose_term(self, update: Update, context: Context) -> str | None:
        return await self._term(context, context.choice(buttons.ChooseTerm).days)

    async def _term(self, context: Context, days: int) -> str | None:
        """Refused at once, with the ways out, where the law or the calendar leaves no day."""
        subject = await self.subject(context)
        proof = await publishing.prove_plan(context.turn, subject.kind, subject.published_on, days)
        if proof.last_day is None or proof.closes_at is None:
            context.show(questions.refused(context.t, self.frame(context, "term"), days))
            return None
        if proof.closes_at <= context.turn.now:
            raise TermOver(last_day=proof.last_day)
        return await self.take(context, "term", days)
