"""The form that takes in what came on paper, by e-mail or at a hearing."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from telegram import Update

from bot.domain.ids import ConsultationId, SectionId
from bot.domain.proposals import (
    AuthorType,
    Channel,
    ProposalKind,
    Stance,
    clean_contact,
    clean_name,
    clean_provision,
    clean_text,
)
from bot.domain.typed import read_day
from bot.gateway.context import Context, Handler, pressed
from bot.gateway.conversation import END, Conversation, Question, draft, save_draft
from bot.services import answering, consultations
from bot.services.answering import Act, Incoming, ReceivedLate, SpravkaIsOut
from bot.ui.answering import callbacks as buttons
from bot.ui.answering import entering as screens
from bot.ui.callbacks import BadCallback
from bot.ui.navigation import GoQueue
from handlers.answering.desk import open_queue
from handlers.answering.hearing import anything, heard, of_the_form, typed
from handlers.problems import words
from storage.proposals import Section

STEPS: Mapping[ProposalKind, Sequence[str]] = {
    ProposalKind.statement: (
        *("channel", "kind", "consultation", "received", "author", "name", "provision", "stance", "text"),
    ),
    ProposalKind.formal: ("channel", "kind", "consultation", "received", "author", "name", "contact", "text"),
    ProposalKind.idea: ("channel", "kind", "consultation", "received", "text"),
}
TYPED = ("received", "name", "contact", "provision", "text")
TYPED_BY_HAND = ("name", "contact", "provision", "text")
"""What would be lost if another were begun without a question."""
CHOICES = {"channel": Channel, "kind": ProposalKind, "author": AuthorType, "stance": Stance}


class EnterForm:
    """The draft: `token` of this form, `given` where the consultation was known before, and the answers so far."""

    name = "entering"
    form = screens.FORM

    def values(self, context: Context) -> dict[str, Any]:
        return dict(draft(context, self.name))

    def keep(self, context: Context, **values: Any) -> None:
        save_draft(context, self.name, {**self.values(context), **values})

    def here(self, context: Context) -> str | None:
        dialogue = context.exchange.dialogue(self.name)
        return None if dialogue is None else dialogue.state

    def steps(self, values: Mapping[str, Any]) -> list[str]:
        kind = ProposalKind(values.get("kind", ProposalKind.statement))
        return [step for step in STEPS[kind] if not (step == "consultation" and values.get("given"))]

    # -- beginning ---------------------------------------------------------------------------------------------

    async def begin(self, update: Update, context: Context) -> None:
        wanted = context.choice(buttons.Enter).consultation
        context.turn.require(answering.NEEDS[Act.answer])
        if any(self.values(context).get(state) for state in TYPED_BY_HAND):
            context.show(screens.unfinished(context.t, wanted, conversation=self.name))
        else:
            await self._start(context, wanted)

    async def begin_anew(self, update: Update, context: Context) -> None:
        context.turn.require(answering.NEEDS[Act.answer])
        await self._start(context, context.choice(buttons.EnterAnew).consultation)

    async def _start(self, context: Context, wanted: int) -> None:
        given = (await consultations.public(context.turn, wanted)).id if wanted else None
        values = {"token": secrets.token_hex(8), "given": given, "consultation": given}
        save_draft(context, self.name, values, state="channel")
        context.show(screens.channel(context.t))

    # -- asking ------------------------------------------------------------------------------------------------

    def questions(self) -> dict[str, Question]:
        states = sorted({step for steps in STEPS.values() for step in steps})
        return {state: partial(self.ask, state=state) for state in (*states, "confirm")}

    async def ask(self, update: Update, context: Context, state: str, page: int = 0) -> None:
        t, turn, values = context.t, context.turn, self.values(context)
        kind = ProposalKind(values.get("kind", ProposalKind.statement))
        match state:
            case "channel":
                screen = screens.channel(t)
            case "kind":
                screen = screens.kind(t)
            case "consultation":
                found, here = await answering.with_proposals(turn, page)
                screen = screens.consultation(t, found, here, may_skip=kind is not ProposalKind.statement)
            case "received":
                screen = screens.received(t, today=turn.today)
            case "author":
                screen = screens.author(t)
            case "name" if kind is ProposalKind.formal:
                screen = screens.prompt(t, state, "full_name")
            case "name":
                screen = screens.prompt(t, state, state, skip=True)
            case "provision":
                screen = screens.provision(t, await self._sections(context), page)
            case "stance":
                screen = screens.stance(t)
            case "confirm":
                await self._ask_confirm(context)
                return
            case _:
                screen = screens.prompt(t, state, state)
        context.show(screen)

    async def _sections(self, context: Context) -> list[Section]:
        consultation = self.values(context).get("consultation")
        return [] if consultation is None else await answering.sections_of(context.turn, consultation)

    async def turn_page(self, update: Update, context: Context) -> str | None:
        choice, here = context.choice(buttons.Turn), self.here(context)
        if choice.state != here:
            return here
        await self.ask(update, context, here, choice.page)
        return None

    # -- answers -----------------------------------------------------------------------------------------------

    async def read(self, update: Update, context: Context) -> str | None:
        here, said, turn = self.here(context), context.typed(), context.turn
        match here:
            case "received":
                return await self._received(context, read_day(said, today=turn.today, zone=turn.town.zone))
            case "name":
                return self._took(context, name=clean_name(said))
            case "contact":
                return self._took(context, contact=clean_contact(said))
            case "provision":
                return self._took(context, provision=clean_provision(said), section=None)
            case _:
                return self._took(context, text=clean_text(said))

    async def take(self, update: Update, context: Context) -> str | None:
        choice, here = context.choice(buttons.Take), self.here(context)
        if here is None or choice.state != here:
            return here
        try:
            match here:
                case "received":
                    return await self._take_day(context, choice.value)
                case "consultation":
                    about = await consultations.public(context.turn, int(choice.value))
                    return self._took(context, consultation=about.id, section=None)
                case "provision":
                    return await self._take_section(context, int(choice.value))
                case _:
                    return self._took(context, **{here: CHOICES[here](choice.value).value})
        except ValueError as error:
            raise BadCallback() from error

    async def _take_section(self, context: Context, number: int) -> str | None:
        if number not in {one.id for one in await self._sections(context)}:
            raise BadCallback()
        return self._took(context, section=number, provision=None)

    async def _take_day(self, context: Context, value: str) -> str | None:
        today, late = context.turn.today, self.values(context).get("late")
        if value == "formal" and late is not None:
            self.keep(context, kind=ProposalKind.formal.value, late=None)
            return await self._received(context, date.fromisoformat(late))
        days = {"yesterday": today - timedelta(days=1), "today": today}
        if value not in days:
            raise BadCallback()
        return await self._received(context, days[value])

    async def _received(self, context: Context, day: date) -> str | None:
        """What came too late for the spravka may be a formal proposal; that is offered, and nothing is lost."""
        values = self.values(context)
        kind = ProposalKind(values["kind"])
        try:
            await answering.check_received(context.turn, kind, values.get("consultation"), day)
        except (ReceivedLate, SpravkaIsOut) as refusal:
            self.keep(context, late=day.isoformat())
            context.show(screens.too_late(context.t, refusal, words(context.t, refusal)))
            return None
        return self._took(context, received=day.isoformat())

    async def skip(self, update: Update, context: Context) -> str | None:
        here = self.here(context)
        formal = self.values(context).get("kind") == ProposalKind.formal.value
        statement = self.values(context).get("kind") == ProposalKind.statement.value
        may = {"consultation": not statement, "name": not formal, "provision": True, "stance": True}
        if here is None or context.choice(buttons.Skip).state != here or not may.get(here):
            return here
        if here == "provision":
            return self._took(context, provision=None, section=None)
        return self._took(context, **{here: None})

    def _took(self, context: Context, **values: Any) -> str:
        """The next question."""
        here = self.here(context) or "channel"
        self.keep(context, **values)
        steps = [*self.steps(self.values(context)), "confirm"]
        return steps[steps.index(here) + 1]

    async def back(self, update: Update, context: Context) -> str | None:
        here = self.here(context)
        if here is None or here != context.choice(buttons.Back).state:
            return here
        steps = [*self.steps(self.values(context)), "confirm"]
        return steps[max(steps.index(here) - 1, 0)]

    async def want_text(self, update: Update, context: Context) -> None:
        context.remark(context.t("answering.text_wanted"))

    async def want_button(self, update: Update, context: Context) -> None:
        context.remark(context.t("answering.button_wanted"))

    # -- the last look, and the register -----------------------------------------------------------------------

    async def _ask_confirm(self, context: Context) -> None:
        at = int(context.turn.now.timestamp())
        self.keep(context, shown_at=at)
        values, number = self.values(context), self.values(context).get("consultation")
        about = None if number is None else await consultations.public(context.turn, number)
        section = next((one for one in await self._sections(context) if one.id == values.get("section")), None)
        context.show(screens.confirm(context.t, values, about, section, at=at))

    async def confirm(self, update: Update, context: Context) -> str | None:
        values = self.values(context)
        if context.choice(buttons.Finish).shown_at != values.get("shown_at"):
            return "confirm"
        kept = await answering.enter(context.turn, incoming(values))
        context.show(screens.entered(context.t, kept))
        return END

    async def old(self, update: Update, context: Context) -> str | None:
        here = self.here(context)
        if here is not None:
            return here
        if buttons.Finish.matches(context.exchange.query.data if context.exchange.query else None):
            context.answer(context.t.plain("answering.already_done"))  # and the number stays on the screen
            return None
        context.answer(context.t.plain("help.old_screen"))
        await open_queue(context, GoQueue("unchecked", 0, 0))
        return None

    def conversation(self) -> Conversation:
        pressing = [
            heard(buttons.Take, self.take, self.form),
            heard(buttons.Skip, self.skip, self.form),
            heard(buttons.Turn, self.turn_page, self.form),
        ]
        states: dict[str, Sequence[Handler]] = {
            state: [typed(self.read), *pressing, anything(self.want_text)]
            if state in TYPED
            else [*pressing, anything(self.want_button)]
            for state in self.questions()
        }
        states["confirm"] = [heard(buttons.Finish, self.confirm, self.form), anything(self.want_button)]
        return Conversation(
            self.name,
            entry_points=of_the_form(self.form, self.old),
            states=states,
            questions=self.questions(),
            fallbacks=[heard(buttons.Back, self.back, self.form)],
        )


def incoming(values: Mapping[str, Any]) -> Incoming:
    """What the form has asked for; an answer to a question of another kind is left out."""
    kind = ProposalKind(values["kind"])
    asked: dict[str, Any] = {state: values.get(state) for state in STEPS[kind]}
    return Incoming(
        token=values["token"],
        channel=Channel(values["channel"]),
        kind=kind,
        received_on=date.fromisoformat(values["received"]),
        text=values["text"],
        consultation=None if values.get("consultation") is None else ConsultationId(values["consultation"]),
        author_type=AuthorType(asked.get("author") or AuthorType.citizen),
        name=asked.get("name"),
        contact=asked.get("contact"),
        provision=asked.get("provision"),
        section=SectionId(values["section"]) if "provision" in asked and values.get("section") else None,
        stance=None if asked.get("stance") is None else Stance(asked["stance"]),
    )


FORM = EnterForm()


def handlers() -> list[Handler]:
    return [pressed(buttons.Enter, FORM.begin), pressed(buttons.EnterAnew, FORM.begin_anew)]
