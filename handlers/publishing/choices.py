"""Answers that are ticked: topics, places and forms of participation, several of each."""

from telegram import Update

from bot.domain.town import OFFICIAL, WHOLE, Named
from bot.gateway.context import Context
from bot.services import towns
from bot.services.consultations import Page
from bot.ui.callbacks import BadCallback
from bot.ui.participation import FORMS
from bot.ui.publishing import callbacks as buttons
from bot.ui.publishing import questions
from handlers.publishing.base import Base

SCOPES = {"topics": "topic", "places": "place", "participation": "form"}
PLACES_A_PAGE = 10


class Choices(Base):
    async def ask_topics(self, update: Update, context: Context) -> None:
        await self._ask_ticks(context, "topics", 0)

    async def ask_places(self, update: Update, context: Context) -> None:
        await self._ask_ticks(context, "places", 0)

    async def ask_participation(self, update: Update, context: Context) -> None:
        await self._ask_ticks(context, "participation", 0)

    async def _options(self, context: Context, state: str) -> list[tuple[str, Named]]:
        if state == "topics":
            return [(topic.id, topic) for topic in await towns.topics(context.turn)]
        if state == "participation":
            return [(form.value, Named(names={OFFICIAL: context.t.plain(words)})) for form, words in FORMS.items()]
        return [(place.id, place) for place in await towns.places(context.turn)]

    async def _ask_ticks(self, context: Context, state: str, number: int) -> None:
        options = await self._options(context, state)
        size = PLACES_A_PAGE if state == "places" else max(len(options), 1)
        pages = max(1, -(-len(options) // size))
        page = Page(min(max(number, 0), pages - 1), pages, len(options))
        screen = questions.ticks(
            context.t,
            self.frame(context, state),
            scope=SCOPES[state],
            options=options[page.number * size : (page.number + 1) * size],
            chosen=self.values(context).get(state) or [],
            page=page,
        )
        context.show(screen)

    def _state_of(self, context: Context, scope: str) -> str | None:
        """The state of a scope where it is the present one; a button of the other state is an old one."""
        dialogue = context.exchange.dialogue(self.name)
        return next(
            (state for state, one in SCOPES.items() if dialogue and state == dialogue.state and one == scope), None
        )

    async def tick(self, update: Update, context: Context) -> str | None:
        choice = context.choice(buttons.Tick)
        state = self._state_of(context, choice.scope)
        if state is None:
            return self.here(context)
        chosen = list(self.values(context).get(state) or [])
        if choice.target == WHOLE and state == "places":
            chosen = []
        elif choice.target in chosen:
            chosen.remove(choice.target)
        elif choice.target in {target for target, _ in await self._options(context, state)}:
            chosen.append(choice.target)
        else:
            raise BadCallback()
        self.keep(context, **{state: chosen})
        await self._ask_ticks(context, state, choice.page)
        return None

    async def turn_page(self, update: Update, context: Context) -> str | None:
        choice = context.choice(buttons.TickPage)
        state = self._state_of(context, choice.scope)
        if state is None:
            return self.here(context)
        await self._ask_ticks(context, state, choice.page)
        return None

    async def ticked(self, update: Update, context: Context) -> str | None:
        state = self._state_of(context, context.choice(buttons.TickDone).scope)
        if state is None:
            return self.here(context)
        chosen = self.values(context).get(state) or []
        if state == "topics" and not chosen and await self._options(context, state):
            context.answer(context.t.plain("publishing.topic_needed"), alert=True)
            return None
        if state == "participation" and not chosen:
            context.answer(context.t.plain("publishing.participation_needed"), alert=True)
            return None
        return await self.take(context, state, tuple(chosen))
