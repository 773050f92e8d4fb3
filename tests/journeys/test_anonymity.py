"""With the opened database in hand nobody finds who sent an idea: neither by a row, nor by a second."""

from datetime import time

from bot.domain.calendar import SOFIA, at_local, town_date
from tests.journeys.conftest import Stage
from tests.journeys.saying import TEXT, answer

COLUMNS_OF_INSTANTS = ("submitted_at", "answered_at", "at", "said_at", "replaced_at", "expires_at")


async def test_an_idea_with_a_file_leads_to_nobody(stage: Stage) -> None:
    citizen = await stage.citizen()
    await stage.advance(hours=1, minutes=23)
    await stage.say(citizen, "/say")
    await answer(stage, citizen, "[Анонимна идея]", TEXT, "[Готово]", "[photo двор.jpg]", "[Готово]")
    if "Продължи с моето" in str(citizen.labels()):
        await stage.press(citizen, "Продължи с моето")
    async with stage.app.engine.read() as tx:
        token = await tx.value("SELECT json_extract(draft, '$.token') FROM dialogues")
    assert token
    await stage.press(citizen, "Изпрати")
    assert "I-26-00001" in citizen.last.text
    async with stage.app.engine.read() as tx:
        tables = [row["name"] for row in await tx.all("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = [{"table": table, **row} for table in tables for row in await tx.all(f"SELECT * FROM {table}")]
        person = await tx.value("SELECT id FROM participants WHERE telegram_id = :id", id=citizen.id)
    day = int(at_local(town_date(stage.clock.now(), SOFIA), time.min, SOFIA).timestamp())
    about = [row for row in rows if _speaks_of_the_idea(row)]
    assert {row["table"] for row in about} >= {"proposals", "proposal_files", "files", "audit"}
    for row in about:
        assert str(citizen.id) not in str(row), row
        assert {row.get(name) for name in ("actor", "author", "owner")} == {None}, row
        assert {row[name] for name in COLUMNS_OF_INSTANTS if row.get(name)} <= {day}, row
    assert [row["table"] for row in rows if str(token) in str(row)] == []
    # What stays of the person that day: the record, and a number of proposals that does not say which.
    theirs = {row["table"] for row in rows if person in (row.get("participant"), row.get("actor"))}
    assert theirs <= {"proposal_counts", "audit", "subscriptions", "told", "follows"}
    assert [row for row in rows if row["table"] in ("dialogues", "outbox", "proposal_supports")] == []


def _speaks_of_the_idea(row: dict[str, object]) -> bool:
    table = row["table"]
    if table == "files":
        return row["name"] == "photo.jpg"
    return table in ("proposals", "proposal_files") or row.get("subject") == "proposal:1"
