import ast
from pathlib import Path

import pytest

import bot.sandbox
from bot.sandbox import Person, Sandbox
from tests.bot.sandbox.conftest import Caller


async def test_it_listens_on_this_machine_only() -> None:
    with pytest.raises(ValueError, match="this machine only"):
        await Sandbox().start(host="0.0.0.0")


async def test_a_taken_port_is_told(sandbox: Sandbox) -> None:
    with pytest.raises(OSError, match="address already in use"):
        await Sandbox().start(port=int(sandbox.url.rpartition(":")[2]))


def test_a_token_has_its_form() -> None:
    with pytest.raises(ValueError, match="a token is"):
        Sandbox(token="nonsense")


async def test_waiting_for_what_does_not_come_tells_what_came_instead(
    call: Caller, sandbox: Sandbox, maria: Person
) -> None:
    await call("sendMessage", chat_id=maria.id, text="Добър ден")
    maria.say("едно")
    with pytest.raises(
        TimeoutError, match=r"1 updates wait, last sent \['sendMessage to \d+: 'Добър ден''\]|Добър ден"
    ):
        await sandbox.until(lambda: len(maria.messages) == 2, seconds=0.05)


async def test_it_may_be_stopped_twice(sandbox: Sandbox) -> None:
    await sandbox.stop()
    await sandbox.stop()


def test_it_imports_nothing_of_the_bots_so_that_it_can_disagree() -> None:
    ours = ("bot", "handlers", "storage", "locales")
    for path in Path(bot.sandbox.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            strays = [name for name in names if name.split(".")[0] in ours and not name.startswith("bot.sandbox")]
            assert strays == [], path
