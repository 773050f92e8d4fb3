"""With the opened database file in hand nobody finds who answered what: by no value, no order, no instant, no byte.

The file is written unencrypted here, so that the test can look at its bytes.
"""

import random
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from operator import itemgetter
from pathlib import Path
from typing import Any

import orjson
import pytest
from sqlcipher3 import dbapi2

from bot.domain.questions import QuestionType
from bot.sandbox import Person
from bot.services import participants
from bot.services.questionnaires import filling
from bot.services.turn import Turn
from storage import questionnaires as stored
from storage.engine import Engine, connect
from tests.asking import a_question, a_questionnaire
from tests.conftest import KEY
from tests.journeys.conftest import Stage, staged

PEOPLE = 24
SCALES = [f"scale{n}" for n in range(8)]
NUMBER, VERSION = 424_242, 7_777
"""No other value is like these, so that whatever the two sides have in common shows."""
ANSWERS = ("ballots", "ballot_texts")
CHANCE = 0.5
"""A rank correlation of 24 that chance does not reach in a hundred tries; the ids are seeded."""
Rows = dict[str, list[dict[str, Any]]]


def opened(path: Path, key: str) -> dbapi2.Connection:
    """As the engine opens it, without the key."""
    connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    connection.row_factory = dbapi2.Row
    for pragma in ("journal_mode = WAL", "foreign_keys = ON", "secure_delete = ON", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


@pytest.fixture
def readable(fresh_town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The town's file without its encryption."""
    path = tmp_path / "prestige.db"
    connection = connect(fresh_town, KEY)
    connection.execute("ATTACH :path AS readable KEY ''", {"path": str(path)})
    connection.execute("SELECT sqlcipher_export('readable')")
    connection.close()
    for module in ("storage.engine", "storage.schema"):
        monkeypatch.setattr(f"{module}.connect", opened)
    return path


@pytest.fixture
async def stage(readable: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    chance = random.Random(24)
    monkeypatch.setattr(filling, "_by_chance", lambda: f"{chance.getrandbits(64):016x}")
    async with staged(readable) as stage:
        yield stage


class Answered:
    """One person's answers, which are nobody else's, and when they were given."""

    def __init__(self, person: Person, chance: random.Random) -> None:
        self.person = person
        self.sheet = "".join(str(chance.randrange(10)) for _ in SCALES)
        self.text = f"Дума на човек {chance.getrandbits(64):x}"
        self.instants: set[int] = set()

    async def give(self, stage: Stage) -> None:
        """Without waiting for a question: what is asked next is known."""
        await stage.start(self.person, f"q{NUMBER}")
        answers = (f"qn.a:{NUMBER}:{id}:{code}" for id, code in zip(SCALES, self.sheet, strict=True))
        for data in (f"qn.go:{NUMBER}", *answers):
            self.person.forge(data)
        await stage.say(self.person, self.text)
        self.instants.add(int(stage.clock.now().timestamp()))
        await stage.press(self.person, "✅ Изпрати")
        assert "Благодарим." in self.person.last.text


async def answered_by_all(stage: Stage) -> list[Answered]:
    """In a known order, half a minute apart."""
    questions = [a_question(id, QuestionType.scale11) for id in SCALES]
    draft = a_questionnaire(*questions, a_question("better", QuestionType.text), version=VERSION)
    async with stage.app.engine.write() as tx:
        await tx.run("INSERT INTO sqlite_sequence (name, seq) VALUES ('questionnaires', :before)", before=NUMBER - 1)
        number = await stored.add(tx, draft)
        assert number == NUMBER
        await stored.save(tx, (await stored.get(tx, number)).publish(stage.clock.now()))
    chance, found = random.Random(7), []
    for n in range(PEOPLE):
        person = stage.person(f"Човек{n}")
        async with stage.app.engine.write() as tx:
            turn = Turn(tx=tx, now=stage.clock.now(), town=stage.app.town)
            await participants.consent(turn, telegram_id=person.id, language="bg", first_name=person.first_name)
        found.append(Answered(person, chance))
    for one in found:
        await one.give(stage)
        stage.clock.advance(timedelta(seconds=37))
    await stage.tick()
    return found


async def dump(engine: Engine) -> Rows:
    """Everything that can be asked of the file, by table."""
    async with engine.read() as tx:
        tables = [row["name"] for row in await tx.all("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: [{**row} for row in await tx.all(f"SELECT * FROM {name}")] for name in tables}


def spearman(order: Sequence[int]) -> float:
    """Of a permutation with the order 0, 1, 2, …"""
    n = len(order)
    return 1 - 6 * sum((at - one) ** 2 for at, one in enumerate(order)) / (n * (n * n - 1))


def values(rows: Rows, tables: Sequence[str]) -> set[str]:
    return {str(value) for name in tables for row in rows[name] for value in row.values() if value is not None}


def nothing_connects(rows: Rows, people: Sequence[Answered]) -> None:
    answers, rest = values(rows, ANSWERS), values(rows, [name for name in rows if name not in ANSWERS])
    assert {*rows["ballots"][0]} == {"questionnaire", "id", "version", "sheet"}
    assert {*rows["ballot_texts"][0]} == {"questionnaire", "question", "id", "text", "proposal"}
    assert len(rows["ballots"]) == len(rows["ballot_texts"]) == PEOPLE
    # Joined by whatever is equal, the two sides have nothing in common but the questionnaire.
    assert answers & rest == {str(NUMBER), str(VERSION)}
    assert values(rows, ["ballots"]) & values(rows, ["ballot_texts"]) == {str(NUMBER)}
    # Nor does anything hold a part of the other.
    secrets = {row[name] for table in ANSWERS for row in rows[table] for name in row if name in ("id", "sheet", "text")}
    assert [(secret, held) for secret in secrets for held in rest if secret in held] == []
    named = {str(one.person.id) for one in people} | {str(at) for one in people for at in one.instants}
    assert [(name, held) for name in named for held in answers if name in held] == []
    # Rows come in the order of their random ids, whoever asks.
    for table in ANSWERS:
        assert [row["id"] for row in rows[table]] == sorted(row["id"] for row in rows[table])
    # What the way there left behind.
    assert {row["used"] for row in rows["tickets"] if row["questionnaire"] == NUMBER} == {1}
    assert rows["dialogues"] == rows["outbox"] == rows["parked"] == []
    assert {row["payload"] for row in rows["inbox"]} <= {None}
    assert [row for row in rows["audit"] if str(NUMBER) in orjson.dumps(row).decode()] == []
    assert {row["name"] for row in rows["sqlite_sequence"]} & {"tickets", *ANSWERS} == set()


def came_in_no_order(rows: Rows, people: Sequence[Answered]) -> None:
    """Neither the sheets nor the texts lie as they were given, nor alike."""
    sheets = {one.sheet + "-": n for n, one in enumerate(people)}
    texts = {one.text: n for n, one in enumerate(people)}
    ballots = [sheets[row["sheet"]] for row in rows["ballots"]]
    words = [texts[row["text"]] for row in rows["ballot_texts"]]
    for order in (ballots, words, [words.index(one) for one in ballots]):
        assert abs(spearman(order)) < CHANCE


async def test_nothing_in_the_file_connects_a_person_with_an_answer(stage: Stage, readable: Path) -> None:
    people = await answered_by_all(stage)
    before = await dump(stage.app.engine)
    nothing_connects(before, people)
    came_in_no_order(before, people)
    async with stage.app.engine.read() as tx:
        for table in ("tickets", *ANSWERS):
            with pytest.raises(dbapi2.OperationalError, match="rowid"):
                await tx.all(f"SELECT rowid FROM {table}")

    # After the closing not even the bytes tell: neither by their place nor by what was there before.
    await stage.advance(days=11)
    after = await dump(stage.app.engine)
    nothing_connects({**after, "tickets": before["tickets"]}, people)
    assert {row["id"] for row in before["ballots"]} & values(after, [*after]) == set()
    await stage.tick()
    await stage.app.engine.forget_log()
    assert readable.with_name("prestige.db-wal").stat().st_size == 0
    raw = readable.read_bytes()
    for trace in (b"qn.a:", b'"answers":{', b"callback_query"):
        assert trace not in raw
    by_id = sorted(after["ballots"], key=itemgetter("id")), sorted(after["ballot_texts"], key=itemgetter("id"))
    for written in ([row["sheet"].encode() for row in by_id[0]], [row["text"].encode() for row in by_id[1]]):
        assert [raw.count(one) for one in written] == [1] * PEOPLE
        places = sorted(range(PEOPLE), key=lambda n: raw.index(written[n]))
        assert abs(spearman(places)) == 1, "they lie otherwise than chance has dealt the ids"
