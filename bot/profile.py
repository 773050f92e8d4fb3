"""How the bot presents itself in Telegram: commands and descriptions in every language."""

import structlog
from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats
from telegram.error import TelegramError

from bot.i18n import FALLBACK, LANGUAGES, mark, translator
from storage import town
from storage.engine import Engine

log = structlog.get_logger()

COMMANDS = {
    "start": mark("profile.start"),
    "consultations": mark("profile.consultations"),
    "say": mark("profile.say"),
    "forums": mark("profile.forums"),
    "questionnaires": mark("profile.questionnaires"),
    "my": mark("profile.my"),
    "search": mark("profile.search"),
    "following": mark("profile.following"),
    "councils": mark("profile.councils"),
    "settings": mark("profile.settings"),
    "privacy": mark("profile.privacy"),
    "mydata": mark("profile.mydata"),
    "forget": mark("profile.forget"),
    "cancel": mark("profile.cancel"),
    "help": mark("profile.help"),
}

IN_GROUPS = {
    "consultations": mark("profile.consultations"),
    "alerts": mark("profile.alerts"),
    "help": mark("profile.help_in_group"),
}
"""The only ones that are answered there."""


async def present(bot: Bot, *, operator: dict[str, str]) -> None:
    """Say it to Telegram; `operator` names who runs the bot, by language. Doing it again changes nothing."""
    for language in LANGUAGES:
        t = translator(language)
        name = operator.get(language) or operator[FALLBACK]
        commands = [BotCommand(command, t.plain(key)) for command, key in COMMANDS.items()]
        in_groups = [BotCommand(command, t.plain(key)) for command, key in IN_GROUPS.items()]
        # What is set without a language is for everybody whose language has no words of its own.
        for code in [language, None] if language == FALLBACK else [language]:
            await bot.set_my_commands(commands, language_code=code)
            await bot.set_my_commands(in_groups, scope=BotCommandScopeAllGroupChats(), language_code=code)
            await bot.set_my_description(t.plain("profile.description", operator=name), language_code=code)
            await bot.set_my_short_description(t.plain("profile.short", operator=name), language_code=code)


async def introduce(bot: Bot, engine: Engine) -> None:
    """Present the bot as that of the town in the database. Trouble is logged: the next start says it again."""
    async with engine.read() as tx:
        organisations = await town.organisations(tx)
    deciding = next((one for one in organisations if one.may_decide), None)
    if deciding is None:
        log.warning("town.missing")
        return
    try:
        await present(bot, operator=dict(deciding.names))
    except TelegramError as error:
        log.warning("profile.failed", error=type(error).__name__)
