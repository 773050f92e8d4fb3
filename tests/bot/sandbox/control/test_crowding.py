from bot.sandbox import Person, Sandbox
from tests.bot.sandbox.conftest import Control


async def test_bad_luck_is_switched_on_from_outside(control: Control, sandbox: Sandbox, maria: Person) -> None:
    maria.attach("a.pdf", b"1", "application/pdf")
    file_id = sandbox.unhandled[0]["message"]["document"]["file_id"]
    assert (await control("/files/lose", {"file_id": file_id}))[0] == 200
    assert (await control("/files/lose", {"file_id": "x"}))[0] == 404
    assert (await control("/switches", {"flood_seconds": 40, "down_for": 60}))[1]["down"] is True
    assert (await control("/crowd/trouble", {"blocked": 1.0}))[1] == {
        "blocked": [maria.id],
        "deactivated": [],
        "vanished": [],
    }
    assert (await control("/crowd/trouble", {"blocked": 2}))[0] == 400
    assert (await control(f"/people/{maria.id}/gone", {"how": "deactivated"}))[1]["gone"] is True
