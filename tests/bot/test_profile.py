"""How the bot presents itself: other commands in groups than in private, in every language."""

from typing import Any, cast

from telegram import Bot, BotCommand
from telegram.constants import BotCommandScopeType

from bot.i18n import LANGUAGES
from bot.profile import COMMANDS, IN_GROUPS, present


class Listening:
    """Stands for Telegram: keeps the commands that it is told, by scope and language."""

    def __init__(self) -> None:
        self.told: dict[tuple[str | None, str | None], list[BotCommand]] = {}

    async def set_my_commands(self, commands: Any, scope: Any = None, language_code: Any = None, **_: Any) -> bool:
        self.told[None if scope is None else scope.type, language_code] = list(commands)
        return True

    async def set_my_description(self, *_: Any, **__: Any) -> bool:
        return True

    async def set_my_short_description(self, *_: Any, **__: Any) -> bool:
        return True


async def test_groups_are_offered_only_what_is_answered_there() -> None:
    bot = Listening()
    await present(cast(Bot, bot), operator={"bg": "Община Хасково"})
    for code in (*LANGUAGES, None):
        assert [one.command for one in bot.told[None, code]] == list(COMMANDS)
        groups = bot.told[BotCommandScopeType.ALL_GROUP_CHATS, code]
        assert [one.command for one in groups] == list(IN_GROUPS)
    assert len({tuple(one.description for one in commands) for commands in bot.told.values()}) == 2 * len(LANGUAGES)
