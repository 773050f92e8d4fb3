from typing import Any

import pytest

from bot.sandbox import Person, Sandbox
from tests.bot.sandbox.conftest import Caller, Refusal


def command(name: str = "help", description: str = "Помощ") -> dict[str, str]:
    return {"command": name, "description": description}


async def test_the_bot_knows_itself(call: Caller) -> None:
    me = await call("getMe")
    assert (me["id"], me["is_bot"], me["username"]) == (123456, True, "prestige_demo_bot")


async def test_commands_are_kept_for_each_scope_and_language(call: Caller, sandbox: Sandbox, maria: Person) -> None:
    await call("setMyCommands", commands=[command()])
    await call("setMyCommands", commands=[command(description="Help")], language_code="en")
    scope = {"type": "chat", "chat_id": maria.id}
    await call("setMyCommands", commands=[command("staff", "Екип")], scope=scope)
    assert await call("getMyCommands") == [command()]
    assert await call("getMyCommands", language_code="en") == [command(description="Help")]
    assert await call("getMyCommands", scope=scope) == [command("staff", "Екип")]
    assert sandbox.world.profile.default_commands() == {"": [command()], "en": [command(description="Help")]}
    await call("deleteMyCommands", scope=scope)
    assert await call("getMyCommands", scope=scope) == []


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"commands": [command("Help")]}, "BOT_COMMAND_INVALID"),
        ({"commands": [command("помощ")]}, "BOT_COMMAND_INVALID"),
        ({"commands": [command("a" * 33)]}, "BOT_COMMAND_INVALID"),
        ({"commands": [command(description="")]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [command(description="ъ" * 257)]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [command()] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": [{"command": "a"}]}, "can't parse BotCommand: Can't find field \"description\""),
        ({"commands": [command()], "language_code": "bulgarian"}, "LANG_CODE_INVALID"),
        (
            {"commands": [command()], "scope": {"type": "everybody"}},
            "can't parse BotCommandScope: Unsupported type specified",
        ),
        ({"commands": [command()], "scope": {"type": "chat", "chat_id": 404}}, "chat not found"),
    ],
)
async def test_bad_commands_are_refused(call: Caller, params: dict[str, Any], words: str) -> None:
    with pytest.raises(Refusal) as refusal:
        await call("setMyCommands", **params)
    assert refusal.value.description == f"Bad Request: {words}"


@pytest.mark.parametrize(
    ("setter", "getter", "name", "most"),
    [
        ("setMyName", "getMyName", "name", 64),
        ("setMyDescription", "getMyDescription", "description", 512),
        ("setMyShortDescription", "getMyShortDescription", "short_description", 120),
    ],
)
async def test_texts_are_kept_by_language_with_a_fallback(
    call: Caller, setter: str, getter: str, name: str, most: int
) -> None:
    await call(setter, **{name: "ъ" * most})
    await call(setter, **{name: "a", "language_code": "en"})
    assert (await call(getter, language_code="tr"))[name] == "ъ" * most
    assert (await call(getter, language_code="en"))[name] == "a"
    await call(setter, **{name: "", "language_code": "en"})
    assert (await call(getter, language_code="en"))[name] == "ъ" * most
    with pytest.raises(Refusal):
        await call(setter, **{name: "ъ" * (most + 1)})


async def test_the_menu_button_is_set_for_all_or_for_one(call: Caller, maria: Person) -> None:
    await call("setChatMenuButton", chat_id=maria.id, menu_button={"type": "commands"})
    assert await call("getChatMenuButton", chat_id=maria.id) == {"type": "commands"}
    with pytest.raises(Refusal, match="MenuButton has unsupported type"):
        await call("setChatMenuButton", menu_button={"type": "web_app"})
