"""Buttons by their prefix: however many kinds there are, one look tells who hears the one that was pressed."""

from collections.abc import Iterable
from typing import Any, cast

from telegram import Update
from telegram.ext import Application, BaseHandler

from bot.gateway.context import Context, Handler, Pressed
from bot.ui.callbacks import prefix_of

Match = tuple[Pressed, object]


class Buttons(BaseHandler[Update, Context, Any]):
    """Many handlers of buttons as one. Of several for a prefix the first that takes the press has it."""

    def __init__(self, handlers: Iterable[Pressed]) -> None:
        super().__init__(self._never)
        self._by_prefix: dict[str, list[Pressed]] = {}
        for handler in handlers:
            self._by_prefix.setdefault(handler.prefix, []).append(handler)

    async def _never(self, update: Update, context: Context) -> None:
        raise AssertionError("buttons dispatch to their own handlers")

    def check_update(self, update: object) -> Match | None:
        if not isinstance(update, Update) or update.callback_query is None:
            return None
        for handler in self._by_prefix.get(prefix_of(update.callback_query.data), ()):
            check = handler.check_update(update)
            if check is not None and check is not False:
                return handler, check
        return None

    async def handle_update(
        self,
        update: Update,
        application: Application[Any, Context, Any, Any, Any, Any],
        check_result: object,
        context: Context,
    ) -> None:
        handler, check = cast(Match, check_result)
        await handler.handle_update(update, application, cast(Any, check), context)


def together(handlers: Iterable[Handler]) -> list[Handler]:
    """The same handlers in the same order, with each unbroken row of buttons as one."""
    found: list[Handler] = []
    row: list[Pressed] = []
    for handler in handlers:
        if isinstance(handler, Pressed):
            row.append(handler)
            continue
        if row:
            found.append(Buttons(row))
            row = []
        found.append(handler)
    return [*found, Buttons(row)] if row else found
