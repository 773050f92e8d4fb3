"""The worker: a file for every request, once, whatever breaks between asking and sending."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import orjson
import pytest

from bot.domain.consultations import DocumentKind
from bot.domain.participants import Participant
from bot.domain.spravka import Spravka
from bot.i18n import Translator, translator
from bot.reports import WAITS, MakingFailed, Reports, in_process
from bot.services import privacy, spravka
from bot.services.turn import Turn
from storage import consultations, files, reports, spravki
from storage.engine import Engine
from tests.desk import TOWN
from tests.proposing import a_consultation, an_author, on_paper
from tests.reporting import CLOSED_AT, NO, PUBLISHED, a_moderator, a_spravka, a_statement, answered

CHAT, MESSAGE = 77, 5


class Workshop:
    """The worker on a clock that stands still, with a maker that may be broken."""

    def __init__(self, database: Engine, consultation: int) -> None:
        self.database = database
        self.consultation = consultation
        self.now: datetime = CLOSED_AT
        self.made: list[str] = []
        self.broken = False
        self.worker = self.hire()

    def hire(self) -> Reports:
        """A worker after a start."""
        return Reports(self.database, TOWN, clock=lambda: self.now, committed=lambda: None, make=self._make)

    async def _make(self, found: Spravka, format: str, t: Translator) -> bytes:
        if self.broken:
            raise MakingFailed("broken")
        self.made.append(f"{format}-{t.language}")
        return f"{format} {len(found.rows)}".encode()

    async def publish(self) -> None:
        async with self.database.write() as tx:
            await spravka.publish(await a_moderator(tx), self.consultation)

    async def ask(self, format: str, *, chat: int = CHAT, language: str = "bg") -> None:
        async with self.database.write() as tx:
            turn = await a_moderator(tx)
            await spravka.ask(turn, self.consultation, format, language, chat_id=chat, message_id=MESSAGE)

    async def outbox(self) -> list[tuple[int, str, dict[str, Any]]]:
        async with self.database.read() as tx:
            rows: Sequence[Any] = await tx.all("SELECT chat_id, method, params FROM outbox ORDER BY id")
        return [(row["chat_id"], row["method"], orjson.loads(row["params"])) for row in rows]

    async def requests(self) -> int:
        async with self.database.read() as tx:
            return int(await tx.value("SELECT count(*) FROM report_requests"))

    async def documents(self) -> list[str]:
        async with self.database.read() as tx:
            found = await consultations.documents(tx, await self._number(tx))
        return [one.file.name for one in found if one.kind is DocumentKind.spravka]

    async def _number(self, tx: Any) -> Any:
        return (await consultations.get(tx, self.consultation)).id  # type: ignore[arg-type] # the very number


@pytest.fixture
async def workshop(database: Engine) -> Workshop:
    async with database.write() as tx:
        turn = await a_moderator(tx)
        consultation = await a_consultation(tx, PUBLISHED)
        await answered(tx, await on_paper(turn, consultation), NO)
    return Workshop(database, consultation.id)


async def test_what_is_published_becomes_documents_of_the_consultation(workshop: Workshop) -> None:
    await workshop.publish()
    assert await workshop.worker.work_all() == 2
    number = workshop.consultation
    assert await workshop.documents() == [f"spravka-{number}-bg.docx", f"spravka-{number}-bg.pdf"]
    assert await workshop.outbox() == []
    assert await workshop.requests() == 0
    assert await workshop.worker.work_all() == 0


@pytest.mark.parametrize(("format", "method"), [("pdf", "sendDocument"), ("chart", "sendPhoto")])
async def test_who_asked_gets_the_file_and_the_message_says_that_it_is_there(
    workshop: Workshop, format: str, method: str
) -> None:
    await workshop.ask(format)
    await workshop.worker.work_all()
    t = translator("bg")
    (_, edited, first), (chat, sent, second) = await workshop.outbox()
    assert (edited, first["message_id"], first["text"]) == ("editMessageText", MESSAGE, t("spravka.made"))
    assert (chat, sent) == (CHAT, method)
    assert t.plain("spravka.is_draft") in second["caption"]
    async with workshop.database.read() as tx:
        assert await files.content(tx, second["file"]) == f"{format} 1".encode()


async def test_a_picture_says_in_words_what_it_shows(workshop: Workshop) -> None:
    await workshop.publish()
    await workshop.ask("chart", language="en")
    await workshop.worker.work_all()
    caption = (await workshop.outbox())[1][2]["caption"]
    assert "not accepted: 1" in caption
    assert "accepted: 0" in caption


async def test_what_is_out_is_made_once_for_everybody(workshop: Workshop) -> None:
    await workshop.publish()
    for chat in (1, 2, 3):
        await workshop.ask("xlsx", chat=chat)
    await workshop.worker.work_all()
    assert workshop.made.count("xlsx-bg") == 1
    sent = [params["file"] for _, method, params in await workshop.outbox() if method == "sendDocument"]
    assert len(set(sent)) == 1
    async with workshop.database.read() as tx:
        turn = Turn(tx=tx, now=workshop.now, town=TOWN)
        ready = await spravka.ready(turn, workshop.consultation, "xlsx", "bg")
        assert ready is not None
        assert ready.id == sent[0]


async def test_a_draft_is_made_for_who_asked_alone_and_does_not_stay(workshop: Workshop) -> None:
    await workshop.ask("pdf", chat=1)
    await workshop.ask("pdf", chat=2)
    await workshop.worker.work_all()
    assert workshop.made == ["pdf-bg"] * 2
    async with workshop.database.write() as tx:
        assert await files.forget_expired(tx, workshop.now + timedelta(days=2)) == 2


async def test_asking_twice_before_it_is_made_is_asking_once(workshop: Workshop) -> None:
    await workshop.ask("pdf")
    await workshop.ask("pdf")
    await workshop.worker.work_all()
    assert workshop.made == ["pdf-bg"]


async def test_a_crash_between_publishing_and_the_files_loses_nothing_and_doubles_nothing(workshop: Workshop) -> None:
    await workshop.publish()
    await workshop.ask("csv")

    class Killed(BaseException):
        pass

    async def dies(found: Spravka, format: str, t: Translator) -> bytes:
        raise Killed

    doomed = Reports(workshop.database, TOWN, clock=lambda: workshop.now, committed=lambda: None, make=dies)
    with pytest.raises(Killed):
        await doomed.work_all()
    assert await workshop.requests() == 3
    worker = workshop.hire()
    await worker.work_all()
    assert len(await workshop.documents()) == 2
    assert [method for _, method, _ in await workshop.outbox()] == ["editMessageText", "sendDocument"]
    assert await workshop.hire().work_all() == 0


async def test_what_fails_is_tried_again_with_growing_waits_and_then_told_kindly(workshop: Workshop) -> None:
    await workshop.ask("pdf")
    workshop.broken = True
    for wait in WAITS:
        assert await workshop.worker.work_all() == 1
        assert await workshop.outbox() == []
        workshop.now += wait - timedelta(seconds=1)
        assert await workshop.worker.work_all() == 0
        workshop.now += timedelta(seconds=1)
    await workshop.worker.work_all()
    ((_, method, params),) = await workshop.outbox()
    assert (method, params["text"]) == ("editMessageText", translator("bg")("spravka.failed"))
    assert await workshop.requests() == 0


async def test_what_a_consultation_needs_is_never_given_up(workshop: Workshop) -> None:
    await workshop.publish()
    workshop.broken = True
    for _ in range(20):
        await workshop.worker.work_all()
        workshop.now += WAITS[-1]
    workshop.broken = False
    await workshop.worker.work_all()
    assert len(await workshop.documents()) == 2


async def test_one_that_fails_does_not_hold_the_others_up(workshop: Workshop) -> None:
    await workshop.ask("pdf", chat=1)
    workshop.broken = True
    await workshop.worker.work_all()
    workshop.broken = False
    await workshop.ask("csv", chat=2)
    await workshop.worker.work_all()
    assert {chat for chat, _, _ in await workshop.outbox()} == {2}


async def test_a_request_for_what_is_no_more_is_told_and_dropped(workshop: Workshop) -> None:
    async with workshop.database.write() as tx:
        await reports.ask(
            tx, "nonsense", consultation=None, format="pdf", language="bg", chat_id=CHAT, now=workshop.now
        )
    await workshop.worker.work_all()
    assert [method for _, method, _ in await workshop.outbox()] == ["sendMessage"]
    assert await workshop.requests() == 0


async def test_files_made_before_the_address_was_known_are_not_sent_again(workshop: Workshop) -> None:
    await workshop.publish()
    await workshop.worker.work_all()
    async with workshop.database.write() as tx:
        turn = await a_moderator(tx)
        await spravka.put_url(turn, workshop.consultation, "https://example.org/spravka")
        assert await spravka.ready(turn, workshop.consultation, "pdf", "bg") is None
    assert len(await workshop.documents()) == 2
    await workshop.ask("pdf")
    await workshop.worker.work_all()
    assert workshop.made.count("pdf-bg") == 2


async def test_what_changes_while_a_file_is_made_is_not_kept_for_others(workshop: Workshop) -> None:
    await workshop.publish()

    async def slow(found: Spravka, format: str, t: Translator) -> bytes:
        async with workshop.database.write() as tx:
            await spravki.put_url(tx, await workshop._number(tx), "https://example.org/spravka")
        return b"old"

    await workshop.ask("json")
    await Reports(workshop.database, TOWN, clock=lambda: workshop.now, committed=lambda: None, make=slow).work_all()
    async with workshop.database.read() as tx:
        turn = Turn(tx=tx, now=workshop.now, town=TOWN)
        assert await spravka.ready(turn, workshop.consultation, "docx", "bg") is None


async def test_a_file_is_really_made_in_a_process_of_its_own() -> None:
    content = await in_process(a_spravka(a_statement(draft_answer=NO)), "csv", translator("en"))
    assert b"S-26-00001" in content


async def test_a_process_that_ends_badly_is_a_failure_and_no_file() -> None:
    with pytest.raises(MakingFailed):
        await in_process(a_spravka(), "nonsense", translator("bg"))


async def erase(workshop: Workshop, author: Participant) -> None:
    async with workshop.database.write() as tx:
        await privacy.forget(Turn(tx=tx, now=workshop.now, town=TOWN, actor=author))


async def named(workshop: Workshop) -> Participant:
    """The spravka is out, made, and names this author."""
    async with workshop.database.write() as tx:
        turn = await a_moderator(tx)
        maria = await an_author(tx, turn, CHAT)
        consultation = await consultations.get(tx, await workshop._number(tx))
        one = await on_paper(turn, consultation, author=maria.id, name="Мария Иванова", name_public=True)
        await answered(tx, one, NO)
    await workshop.publish()
    await workshop.worker.work_all()
    return maria


async def test_the_documents_of_a_spravka_are_made_anew_without_an_author_who_has_gone(workshop: Workshop) -> None:
    maria = await named(workshop)
    await workshop.ask("json")
    await workshop.worker.work_all()
    workshop.made.clear()
    before = await workshop.documents()
    await erase(workshop, maria)
    assert await workshop.documents() == []
    assert await workshop.worker.work_all() == 2
    assert (await workshop.documents(), workshop.made) == (before, ["docx-bg", "pdf-bg"])
    async with workshop.database.read() as tx:
        reading = await spravka.read(tx, workshop.consultation, now=workshop.now, zone=TOWN.zone)
        assert await spravki.file(tx, reading.consultation.id, format="json", language="bg") is None
    assert [row.author for row in reading.spravka.rows] == [None, None]


async def test_a_file_that_was_being_made_while_an_author_was_erased_is_made_anew(workshop: Workshop) -> None:
    maria = await named(workshop)
    seen: list[list[str | None]] = []

    async def make(found: Spravka, format: str, t: Translator) -> bytes:
        if not seen:
            await erase(workshop, maria)
        seen.append([row.author for row in found.rows])
        return b"made"

    await workshop.ask("json", chat=CHAT + 1)
    await Reports(workshop.database, TOWN, clock=lambda: workshop.now, committed=lambda: None, make=make).work_all()
    assert "Мария Иванова" in seen[0]
    assert all(authors == [None, None] for authors in seen[1:])
    assert [method for _, method, _ in await workshop.outbox()].count("sendDocument") == 1
    assert await workshop.requests() == 0


async def test_whoever_was_erased_while_their_file_was_being_made_gets_none(workshop: Workshop) -> None:
    async with workshop.database.write() as tx:
        maria = await an_author(tx, await a_moderator(tx), CHAT)

    async def make(found: Spravka, format: str, t: Translator) -> bytes:
        await erase(workshop, maria)
        return b"made"

    await workshop.ask("json")
    await Reports(workshop.database, TOWN, clock=lambda: workshop.now, committed=lambda: None, make=make).work_all()
    assert (await workshop.outbox(), await workshop.requests()) == ([], 0)
