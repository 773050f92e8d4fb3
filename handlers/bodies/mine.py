"""What citizens and members write: an application, why they cannot come, an item for the agenda."""

from collections.abc import Mapping
from typing import Any

from telegram import Update

from bot.domain.errors import NotFound
from bot.gateway.context import Context, Handler, pressed
from bot.services.bodies import calling, replying
from bot.ui.bodies import callbacks as buttons
from bot.ui.bodies.questions import MINE
from bot.ui.navigation import GoBodies
from handlers.bodies.asking import Act, Asking
from handlers.bodies.member import application_card
from handlers.bodies.reading import body_card, meeting_card, show_list
from handlers.bodies.typed import MY_READERS


class Mine(Asking):
    name = "bodies"
    form = MINE
    readers = MY_READERS

    def acts(self) -> Mapping[str, Act]:
        return {
            "apply": Act(("name", "organisation", "motivation", "confirm"), self._apply, body_card),
            "why": Act(("why",), self._explain, self._meeting),
            "item": Act(("item",), self._propose, self._meeting),
        }

    async def show_instead(self, context: Context) -> None:
        await show_list(context, GoBodies(0))

    # -- beginnings ------------------------------------------------------------------------------------------------

    async def apply(self, update: Update, context: Context) -> None:
        """Whoever has applied already is shown what they sent."""
        body = context.choice(buttons.Apply).body
        await calling.require_call(context.turn, body)
        await self.begin(update, context, "apply", body)

    async def explain(self, update: Update, context: Context) -> None:
        meeting = await replying.require_awaited(context.turn, context.choice(buttons.Explain).meeting)
        await self.begin(update, context, "why", str(meeting.id))

    async def propose(self, update: Update, context: Context) -> None:
        meeting = await replying.require_awaited(context.turn, context.choice(buttons.Propose).meeting)
        await self.begin(update, context, "item", str(meeting.id))

    # -- ends ------------------------------------------------------------------------------------------------------

    async def _apply(self, context: Context, body: str, answers: Mapping[str, Any]) -> None:
        await calling.apply(
            context.turn,
            body,
            name=answers["name"],
            organisation=answers.get("organisation"),
            text=answers["motivation"],
        )
        await application_card(context, body, sent=True)

    async def _explain(self, context: Context, target: str, answers: Mapping[str, Any]) -> None:
        await replying.explain(context.turn, int(target), answers["why"])
        await meeting_card(context, int(target), "explained")

    async def _propose(self, context: Context, target: str, answers: Mapping[str, Any]) -> None:
        await replying.propose(context.turn, int(target), answers["item"])
        await meeting_card(context, int(target), "proposed")

    async def _meeting(self, context: Context, target: str) -> None:
        try:
            await meeting_card(context, int(target))
        except NotFound:
            await self.show_instead(context)


FORM = Mine()


def handlers() -> list[Handler]:
    return [
        pressed(buttons.Apply, FORM.apply),
        pressed(buttons.Explain, FORM.explain),
        pressed(buttons.Propose, FORM.propose),
    ]
