"""What the bot says of itself, and its commands."""

import re
from typing import Any

import orjson
from telegram.constants import BotCommandLimit, BotDescriptionLimit, BotNameLimit

from bot.sandbox.calls import Call
from bot.sandbox.methods.registry import method
from bot.sandbox.profile import DEFAULT_SCOPE
from bot.sandbox.refusals import bad_request
from bot.sandbox.world import World

Json = dict[str, Any]

_COMMAND = re.compile(rf"[a-z0-9_]{{1,{int(BotCommandLimit.MAX_COMMAND)}}}")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")
SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}


def _language(call: Call) -> str:
    language = call.text("language_code")
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("LANG_CODE_INVALID")
    return language


def _scope(world: World, call: Call) -> str:
    scope = call.json("scope", "BotCommandScope")
    if scope is None:
        return DEFAULT_SCOPE
    if not isinstance(scope, dict):
        raise bad_request("can't parse BotCommandScope: BotCommandScope must be an Object")
    kind = scope.get("type")
    if kind not in SCOPES or scope.keys() - {"type", *SCOPES[kind]}:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    for name in SCOPES[kind]:
        if not isinstance(scope.get(name), int):
            raise bad_request(f"can't parse BotCommandScope: Invalid {name} specified")
    if "chat_id" in scope and scope["chat_id"] not in world.chats:
        raise bad_request("chat not found")
    return orjson.dumps(scope, option=orjson.OPT_SORT_KEYS).decode()


@method("getMe")
def get_me(world: World, call: Call) -> Json:
    return {
        **world.profile.as_user(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


@method("setMyCommands", "commands scope language_code")
def set_my_commands(world: World, call: Call) -> bool:
    commands = call.json("commands", "commands") or []
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > BotCommandLimit.MAX_COMMAND_NUMBER:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    checked = [_command(command) for command in commands]
    world.profile.commands[_scope(world, call), _language(call)] = checked
    return True


def _command(command: Any) -> Json:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    for name in ("command", "description"):
        if not isinstance(command.get(name), str):
            raise bad_request(f"can't parse BotCommand: Can't find field \"{name}\"")
    stray = command.keys() - {"command", "description"}
    if stray:
        raise bad_request(f'can\'t parse BotCommand: field "{min(stray)}" is not in the sandbox')
    if not _COMMAND.fullmatch(command["command"]):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(command["description"].strip()) <= BotCommandLimit.MAX_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return command


@method("getMyCommands", "scope language_code")
def get_my_commands(world: World, call: Call) -> list[Json]:
    return world.profile.commands.get((_scope(world, call), _language(call)), [])


@method("deleteMyCommands", "scope language_code")
def delete_my_commands(world: World, call: Call) -> bool:
    world.profile.commands.pop((_scope(world, call), _language(call)), None)
    return True


def _set_text(call: Call, texts: dict[str, str], name: str, most: int, words: str) -> bool:
    """An empty text takes the one of this language away, as with Telegram."""
    text, language = call.text(name), _language(call)
    if len(text) > most:
        raise bad_request(words)
    texts.pop(language, None)
    if text:
        texts[language] = text
    return True


def _get_text(call: Call, texts: dict[str, str], name: str, default: str = "") -> Json:
    return {name: texts.get(_language(call), texts.get("", default))}


@method("setMyName", "name language_code")
def set_my_name(world: World, call: Call) -> bool:
    done = _set_text(call, world.profile.names, "name", int(BotNameLimit.MAX_NAME_LENGTH), "BOT_TITLE_INVALID")
    world.refresh_bot()
    return done


@method("getMyName", "language_code")
def get_my_name(world: World, call: Call) -> Json:
    return _get_text(call, world.profile.names, "name", world.profile.original_name)


@method("setMyDescription", "description language_code")
def set_my_description(world: World, call: Call) -> bool:
    most = int(BotDescriptionLimit.MAX_DESCRIPTION_LENGTH)
    return _set_text(call, world.profile.descriptions, "description", most, "BOT_DESCRIPTION_TOO_LONG")


@method("getMyDescription", "language_code")
def get_my_description(world: World, call: Call) -> Json:
    return _get_text(call, world.profile.descriptions, "description")


@method("setMyShortDescription", "short_description language_code")
def set_my_short_description(world: World, call: Call) -> bool:
    most = int(BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH)
    return _set_text(call, world.profile.short_descriptions, "short_description", most, "ABOUT_TOO_LONG")


@method("getMyShortDescription", "language_code")
def get_my_short_description(world: World, call: Call) -> Json:
    return _get_text(call, world.profile.short_descriptions, "short_description")


def _menu_chat(world: World, call: Call) -> int | None:
    if not call.has("chat_id"):
        return None
    person = call.number("chat_id", 0)
    if person not in world.people:
        raise bad_request("user not found")
    return person


@method("setChatMenuButton", "chat_id menu_button")
def set_chat_menu_button(world: World, call: Call) -> bool:
    button = call.json("menu_button", "menu button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in ("default", "commands"):
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    world.profile.menu_buttons[_menu_chat(world, call)] = button
    return True


@method("getChatMenuButton", "chat_id")
def get_chat_menu_button(world: World, call: Call) -> Json:
    buttons = world.profile.menu_buttons
    return buttons.get(_menu_chat(world, call), buttons.get(None, {"type": "commands"}))
