"""How people of an audience are found: by an index for each condition, and never by reading a table."""

from datetime import UTC, datetime

import pytest

from bot.domain.audiences import Audience, Condition, Trait
from bot.domain.deliveries import DeliveryState
from bot.domain.ids import AnnouncementId, ConsultationId
from bot.domain.leaving import Leaving, Wish
from bot.domain.participants import Cadence
from storage import announcements
from storage.announcements import audience, once, snapshot
from storage.engine import Engine, Transaction
from tests.watching import Watched

NOON = datetime(2026, 11, 4, 12, tzinfo=UTC)
BEGINS = [(Wish(Cadence.at_once, None), Leaving(DeliveryState.waiting, NOON))]
VALUES = {
    Trait.everyone: "",
    Trait.language: "tr",
    Trait.topic: "waste",
    Trait.place: "konush",
    Trait.member: "council",
}


class Explained(Watched):
    """Writes too."""

    async def run(self, sql: str, **params: object) -> int:
        plan = await Transaction.all(self, f"EXPLAIN QUERY PLAN {sql}", **params)
        self.plan += [row["detail"] for row in plan]
        return await super().run(sql, **params)

    @property
    def scans(self) -> list[str]:
        """Tables and indexes that were read from end to end, without what came in as parameters."""
        ours = ("json_each", "VIRTUAL TABLE", "SCAN times")
        return [line for line in self.plan if line.startswith("SCAN") and not any(word in line for word in ours)]


@pytest.mark.parametrize("negated", [False, True])
@pytest.mark.parametrize("trait", [*Trait, "proposed anywhere"])
async def test_each_condition_is_answered_by_an_index(database: Engine, trait: str, negated: bool) -> None:
    asked = Trait.proposed if trait == "proposed anywhere" else Trait(trait)
    value = "" if trait == "proposed anywhere" else VALUES.get(asked, "1")
    condition = Condition(trait=asked, value=value, negated=negated)
    people = Audience(groups=((condition,), (condition, Condition(trait=Trait.topic, value="roads"))))
    async with database.write() as tx:
        one = (await announcements.add(tx, author=None, fallback="bg", now=NOON)).edit(audience=people)
        watched = Explained(tx)
        await audience.shares(watched, people, at=NOON)
        assert set(watched.scans) <= {"SCAN p USING COVERING INDEX participants_choice"}
        watched.plan = [line for line in watched.plan if not line.startswith("SCAN p ")]
        await snapshot.take(watched, one, BEGINS, at=NOON, after=0, upto=500, places=["konush"])
        assert watched.scans == []
        assert [line for line in watched.plan if "proposals" in line and "COVERING" not in line] == []


async def test_alike_alternatives_are_one_set(database: Engine) -> None:
    topics = [Condition(trait=Trait.topic, value=value) for value in ("waste", "roads", "budget")]
    found = audience.compiled(Audience(groups=tuple((one,) for one in topics)))
    assert found.sql.count("SELECT") == 1
    assert sorted(found.params.values()) == ["budget", "roads", "waste"]


async def test_steps_of_a_snapshot_read_no_table(database: Engine) -> None:
    number, consultation = AnnouncementId(1), ConsultationId(1)
    async with database.write() as tx:
        watched = Explained(tx)
        await audience.uncounted(watched)
        await audience.keep_count(watched, number, None, version=1, now=NOON)
        await snapshot.next_one(watched, now=NOON)
        await snapshot.wishes(watched, after=0, upto=500)
        await snapshot.taken_back(watched)
        await snapshot.drop_copies(watched, number, limit=500)
        await snapshot.post(watched, number, at=NOON)
        day = {"since": NOON, "until": NOON, "after": 0, "upto": 500}
        await once.fold(watched, number, consultation, "new:1", BEGINS, **day)  # type: ignore[arg-type]
        await once.say_instead(watched, number, consultation, after=0, upto=500)
        # The highest number is one step, however many there are.
        assert watched.scans == []


async def test_what_somebody_writes_as_a_value_is_never_read_as_a_question(database: Engine) -> None:
    hostile = Condition(trait=Trait.topic, value="x') OR 1 --")
    async with database.read() as tx:
        assert await audience.shares(tx, Audience(groups=((hostile,),)), at=NOON) == []
