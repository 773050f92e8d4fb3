import pytest

from bot.sandbox import Person, Sandbox
from tests.bot.sandbox.conftest import Caller, Control, Refusal


async def test_groups_and_channels_are_founded_and_governed(
    control: Control, call: Caller, sandbox: Sandbox, maria: Person
) -> None:
    status, group = await control("/communities", {"title": "Форум", "kind": "group", "by": maria.id})
    assert (status, group["bot"], group["members"]) == (201, "member", {str(maria.id): "creator", "123456": "member"})
    where = f"/communities/{group['id']}"
    for becomes in ("administrator", "restricted", "kicked", "member"):
        assert (await control(f"{where}/bot", {"by": maria.id, "status": becomes}))[1]["bot"] == becomes
    ivan = sandbox.add_person(first_name="Иван")
    admin = {"person": ivan.id, "status": "administrator", "anonymous": True}
    assert (await control(f"{where}/members", admin))[1]["anonymous"] == [ivan.id]
    status, above = await control(f"{where}/upgrade", {"by": maria.id})
    assert (status, above["kind"], above["members"][str(ivan.id)]) == (201, "supergroup", "administrator")
    _, state = await control("/state")
    assert [shown["moved_to"] for shown in state["communities"]] == [above["id"], None]
    _, channel = await control("/communities", {"title": "Новини", "kind": "channel", "by": maria.id})
    rights = {"by": maria.id, "status": "administrator", "rights": {"can_post_messages": False}}
    assert (await control(f"/communities/{channel['id']}/bot", rights))[0] == 200
    with pytest.raises(Refusal, match="need administrator rights"):
        await call("sendMessage", chat_id=channel["id"], text="а")
