"""From the closing to the spravka: seen, completed, published, told, read, downloaded, and decided upon, over HTTP."""

import shutil
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
from markupsafe import Markup

from bot.domain.dispositions import Answer, Disposition
from bot.domain.ids import ConsultationId, ParticipantId
from bot.domain.proposals import ProposalKind
from bot.i18n import translator
from bot.reports import in_process
from bot.sandbox import Person
from bot.sandbox.markup import parse_html
from bot.services import proposals
from bot.services.notices import fan_out
from bot.services.proposals import Draft
from bot.services.staff import Role
from bot.services.turn import Turn
from bot.ui.callbacks import Callback
from bot.ui.desks import GoReporting, GoReportingList
from bot.ui.navigation import GoConsultation, GoSpravka
from storage import consultations, participants, town
from storage import proposals as stored
from storage.notices import occasions
from tests.journeys.conftest import Stage, staged
from tests.opening import opened

MORNING_AFTER = datetime(2026, 12, 1, 8, tzinfo=UTC)
"""Of the closing of demo-council-rules: thirty days from 28 October, a Friday before."""
REASON = "Предложението е включено в друга част на правилника."
TITLE = {
    "bg": "Правилник за работата на Обществения съвет към кмета",
    "en": "Rules for the work of the Public council to the mayor",
}


@pytest.fixture
def stage(busy_stage: Stage) -> Stage:
    """A town in which people have sent proposals already."""
    return busy_stage


async def open_door(stage: Stage, person: Person, choice: Callback) -> None:
    """Press a button that another feature shows."""
    screen = next(one for one in reversed(person.messages) if one.file is None)
    person.press_button(screen, {"callback_data": choice.pack()})
    await stage.settle()


def plain(text: Markup) -> str:
    return parse_html(str(text))[0]


async def number_of(stage: Stage, slug: str) -> ConsultationId:
    async with stage.app.engine.read() as tx:
        found = await consultations.by_slug(tx, slug)
        assert found is not None
        return found.id


async def says(stage: Stage, person: Person, consultation: ConsultationId, text: str) -> int:
    """A statement, as the form sends it; its number in the register."""
    async with stage.app.engine.write() as tx:
        actor = (await participants.arrival(tx, person.id, person.id)).participant
        turn = Turn(tx=tx, now=stage.clock.now(), town=stage.app.town, actor=actor)
        draft = Draft(
            kind=ProposalKind.statement,
            token=f"{person.id}",
            text=text,
            language="bg",
            consultation=consultation,
            name=person.first_name,
        )
        return (await proposals.submit(turn, draft)).proposal.id


async def answer_all(stage: Stage, consultation: ConsultationId, disposition: Disposition) -> None:
    """As a moderator answers in the queue."""
    async with stage.app.engine.write() as tx:
        for one in await stored.of_consultation(tx, consultation):
            shown = one.show() if one.status.value == "submitted" else one
            await stored.save(tx, shown.prepare_answer(Answer(disposition=disposition, reason=REASON)))


async def promised(stage: Stage, notice: str) -> list[tuple[ParticipantId, dict[str, Any]]]:
    """What is due is promised, and read in the same transaction: the sender has not heard of it yet."""
    async with stage.app.engine.write() as tx:
        turn = Turn(tx=tx, now=stage.clock.now(), town=stage.app.town)
        for occasion in await occasions.due(tx, now=turn.now, limit=10):
            while not await fan_out.advance(turn, occasion):
                pass
        rows = await tx.all("SELECT participant, params FROM outbox WHERE notice = :notice", notice=notice)
    return [(row["participant"], orjson.loads(row["params"])) for row in rows]


@pytest.mark.parametrize("language", ["bg", "en"])
async def test_a_spravka_from_the_closing_to_the_decision(stage: Stage, language: str) -> None:
    t = translator(language)
    number = await number_of(stage, "demo-council-rules")
    author, reader = await stage.citizen("Мария", language), await stage.citizen("Иван", language)
    proposal = await says(stage, author, number, "Нека съветът заседава и по селата, поне два пъти в годината.")
    await open_door(stage, reader, GoConsultation(number))
    await stage.press(reader, t.plain("consultations.follow"))
    moderator = await stage.member("Николай", Role.moderator)
    moderator_t = translator("bg")

    # Not before the closing, and not incomplete.
    await open_door(stage, moderator, GoReporting(number))
    assert "Становища се приемат до" in moderator.last.text
    await stage.advance_to(MORNING_AFTER)
    await open_door(stage, moderator, GoReportingList(0))
    await stage.press(moderator, TITLE["bg"][:30])
    assert "3 становища още не са проверени" in moderator.last.text
    assert moderator_t.plain("spravka.publish") not in moderator.labels()

    # Complete, looked at as a file, and published with a second thought.
    await answer_all(stage, number, Disposition.partly)
    await open_door(stage, moderator, GoReporting(number))
    await stage.press(moderator, moderator_t.plain("spravka.publish"))
    await stage.press(moderator, moderator_t.plain("spravka.publish_yes"))
    assert moderator_t("spravka.published_now").striptags() in moderator.last.text

    # The reader hears that it is out; the author hears their own answer, and not the general news as well.
    heard = len(author.messages)
    async with stage.app.engine.read() as tx:
        actor = (await participants.arrival(tx, author.id, author.id)).participant
        assert actor is not None
    assert await promised(stage, "proposals.answered") == [(actor.id, {"proposal": proposal})]
    await stage.tick()
    assert reader.last.text == plain(t("notices.reported", title=TITLE[language]))
    assert len(author.messages) == heard + 1
    assert REASON in author.last.text

    # Everybody reads it, an author their own row first.
    await stage.press(reader, t.plain("notices.to_spravka"))
    assert t("spravka.count_line", words=t.plain("spravka.partly"), n=6) in reader.last.text
    assert REASON not in reader.last.text
    await open_door(stage, author, GoSpravka(number))
    assert REASON in author.last.text
    await stage.press(author, t.plain("spravka.what"))
    assert author.last.text == t("spravka.what_text").striptags()

    # Files: as documents of the consultation, and one made for who asks.
    await open_door(stage, reader, GoSpravka(number))
    await stage.press(reader, t.plain("spravka.file_json"))
    assert reader.last.text == t("spravka.making").striptags()
    await stage.tick()
    sent = reader.last
    assert sent.file is not None
    content = opened("json", sent.file.content)
    assert content["counts"]["all"] == 6
    assert content["rows"][-1]["author"] == "Мария"
    assert [row["author"] for row in content["rows"][:-1]] == [None] * 5
    await open_door(stage, reader, GoConsultation(number))
    await stage.press(reader, t.plain("consultations.documents", n=4))
    await stage.press(reader, ".pdf")

    # On the website, and at last decided.
    await open_door(stage, moderator, GoReporting(number))
    await stage.press(moderator, moderator_t.plain("spravka.put_url"))
    await stage.say(moderator, "example.org/spravka")
    await stage.press(moderator, moderator_t.plain("spravka.record_decision"))
    await stage.press(moderator, moderator_t.plain("spravka.outcome_adopted"))
    await stage.say(moderator, "27.11.2026")
    assert "Не може да е прието преди" in moderator.last.text
    await stage.press(moderator, moderator_t.plain("spravka.today"))
    await stage.say(moderator, "№ 515")
    await stage.press(moderator, moderator_t.plain("spravka.confirm_yes"))
    await stage.tick()
    decision = t.plain("notices.decision_numbered", number=515, date=t.short_date(date(2026, 12, 1)))
    assert reader.last.text == plain(t("notices.adopted", title=TITLE[language], decision=decision))


async def test_nothing_came_in_and_one_tap_publishes_it(stage: Stage) -> None:
    number = await number_of(stage, "demo-scholarships")
    moderator = await stage.member("Николай", Role.moderator)
    await stage.advance_to(datetime(2027, 1, 20, 8, tzinfo=UTC))
    await open_door(stage, moderator, GoReporting(number))
    await stage.press(moderator, "нулева")
    assert "Справката е публикувана" in moderator.last.text
    await stage.tick()
    async with stage.app.engine.read() as tx:
        assert len([one for one in await consultations.documents(tx, number) if one.kind.value == "spravka"]) == 2


async def test_a_double_tap_publishes_once(stage: Stage) -> None:
    number = await number_of(stage, "demo-playgrounds")
    moderator = await stage.member("Николай", Role.moderator)
    await answer_all(stage, number, Disposition.partly)
    await open_door(stage, moderator, GoReporting(number))
    await stage.press(moderator, "📨 Публикувай")
    confirm = moderator.last
    for _ in range(2):
        moderator.press("Да, публикувай", confirm)
    await stage.settle()
    async with stage.app.engine.read() as tx:
        assert await tx.value("SELECT count(*) FROM audit WHERE action = 'spravka.published'") == 1
        assert await tx.value("SELECT count(*) FROM report_requests") == 2


async def test_what_a_colleague_changed_meanwhile_is_looked_at_again(stage: Stage) -> None:
    number = await number_of(stage, "demo-playgrounds")
    moderator = await stage.member("Николай", Role.moderator)
    await answer_all(stage, number, Disposition.partly)
    await open_door(stage, moderator, GoReporting(number))
    await stage.press(moderator, "📨 Публикувай")
    await answer_all(stage, number, Disposition.not_accepted)
    await stage.press(moderator, "Да, публикувай")
    assert moderator.answers[-1].text == translator("bg").plain("spravka.changed_meanwhile")
    assert "не е прието: 8" in moderator.last.text


@pytest.fixture
async def workshop(town_file: Path, tmp_path: Path) -> AsyncIterator[Stage]:
    """The same town, where files are made as in life, each by a process of its own."""
    database = Path(shutil.copyfile(town_file, tmp_path / "prestige.db"))
    async with staged(database, make=in_process) as stage:
        yield stage


async def test_every_file_comes_to_who_asks(workshop: Stage) -> None:
    stage = workshop
    number = await number_of(stage, "demo-playgrounds")
    moderator = await stage.member("Николай", Role.moderator)
    for label, suffix in (("Word", "docx"), ("PDF", "pdf"), ("Excel", "xlsx"), ("CSV", "csv"), ("JSON", "json")):
        await open_door(stage, moderator, GoReporting(number))
        await stage.press(moderator, label)
        await stage.tick()
        sent = moderator.last.file
        assert sent is not None
        assert sent.name == f"spravka-{number}-bg.{suffix}"
        assert opened(suffix, sent.content)
    await open_door(stage, moderator, GoReporting(number))
    await stage.press(moderator, "Графика")
    await stage.tick()
    assert moderator.last.file is not None
    assert moderator.last.file.kind == "photo"
    assert "още няма решение: 8" in moderator.last.text


async def test_whoever_is_not_staff_gets_nothing_before_it_is_out(stage: Stage) -> None:
    number = await number_of(stage, "demo-playgrounds")
    citizen = await stage.citizen()
    for choice in (GoReporting(number), GoReportingList(0), GoSpravka(number), GoSpravka(999)):
        await open_door(stage, citizen, choice)
    async with stage.app.engine.read() as tx:
        assert await tx.value("SELECT count(*) FROM report_requests") == 0
    assert "📊" not in " ".join(citizen.labels())


async def test_the_spravka_of_the_past_says_what_its_source_does_not(stage: Stage) -> None:
    visitor = stage.person("Emily", "en")
    await stage.start(visitor)
    await open_door(stage, visitor, GoConsultation(await number_of(stage, "dogs-2021")))
    await stage.press(visitor, "📊")
    assert "not told in the source: 2" in visitor.last.text
    async with stage.app.engine.read() as tx:
        assert await town.organisations(tx)
