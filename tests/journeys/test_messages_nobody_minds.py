"""Announcements as a citizen lives with them: one digest, why it came, fewer with a tap, and the copy stays."""

from datetime import datetime

from bot.domain.announcements import Announcement, AnnouncementState
from bot.domain.audiences import Trait
from bot.domain.calendar import SOFIA
from bot.domain.contents import Content, Kind
from bot.domain.deliveries import DeliveryState
from bot.domain.participants import Participant
from bot.i18n import translator
from bot.sandbox import Person
from bot.ui import copies as shown
from bot.ui.settings import Choose
from storage import outbox, participants
from tests import copies
from tests.journeys.conftest import Stage
from tests.journeys.publishing import TITLE, publish

NEXT_MONDAY = datetime(2026, 11, 9, 10, tzinfo=SOFIA)
TEXTS = {
    "bg": Content(kind=Kind.text, html="<b>Спира водата в {място}</b>\nВъв вторник, от 9 до 12 ч."),
    "en": Content(kind=Kind.text, html="<b>No water in {place}</b>\nOn Tuesday, from 9 to 12."),
}


async def announce(stage: Stage, *people: Person, state: DeliveryState) -> Announcement:
    """As if it had been sent: to those who want digests it waits for them, to others it came already."""
    now = stage.clock.now()
    async with stage.app.engine.write() as tx:
        audience = copies.an_audience((Trait.topic, "green"), (Trait.everyone, ""))
        one = await copies.announce(
            tx, "Спира водата", now=now, state=AnnouncementState.sent, texts=TEXTS, audience=audience, finished_at=now
        )
        for person in people:
            who = await _participant(stage, person)
            await copies.deliver(tx, one, who, due_at=NEXT_MONDAY, state=state, sent_at=now)
    return one


async def come(stage: Stage, person: Person, one: Announcement, language: str) -> None:
    """A copy of it arrives."""
    content, t = TEXTS[language], translator(language)
    method, params = shown.copy(t, one, content, place="Хасково", username=stage.app.application.bot.username)
    async with stage.app.engine.write() as tx:
        outbox.call(tx, method, {**params, "chat_id": person.id}, chat_id=person.id, now=stage.clock.now())
    stage.app.sender.wake()
    await stage.settle()


async def _participant(stage: Stage, person: Person) -> Participant:
    async with stage.app.engine.read() as tx:
        found = (await participants.arrival(tx, person.id, person.id)).participant
    assert found is not None
    return found


async def test_a_weekly_citizen_reads_all_of_it_in_one_digest_and_then_less_and_then_as_before(stage: Stage) -> None:
    maria = await stage.citizen(topics=("Паркове",))
    maria.forge(Choose("cadence", "weekly").pack())
    await stage.settle()
    await publish(stage, await stage.owner())
    await announce(stage, maria, state=DeliveryState.digest)
    before = len(maria.messages)
    await stage.advance_to(NEXT_MONDAY)
    digest = maria.last
    assert len(maria.messages) == before + 1
    assert "Тази седмица: 2 новини" in digest.text
    assert digest.text.index("Спира водата в цялата община") < digest.text.index(TITLE)

    await stage.press(maria, "Спира водата")
    copy = maria.last
    assert copy.message_id != digest.message_id, "the digest stays"
    assert "Във вторник, от 9 до 12 ч." in copy.text

    await stage.press(maria, "Защо получавам това?")
    assert "• сте избрали темата „Паркове и околна среда“" in maria.last.text
    assert "• е за всички, които са се съгласили да им пишем" in maria.last.text
    await stage.press(maria, "Без: Паркове")
    assert "Вече няма да Ви пишем по темата „Паркове и околна среда“" in maria.last.text
    await stage.press(maria, "Отмени")
    assert "Отново ще Ви пишем по темата" in maria.last.text

    maria.press("По-малко такива", copy)
    await stage.settle()
    assert "Отсега няма да Ви пишем за новости." in maria.last.text
    await stage.press(maria, "Отмени")
    assert "обобщение всеки понеделник" in maria.last.text
    assert (await _participant(stage, maria)).cadence.value == "weekly"
    assert "Във вторник, от 9 до 12 ч." in copy.text, "a copy is there to be kept"

    maria.press("По-рядко", digest)
    await stage.settle()
    assert "Веднъж седмично е най-рядкото обобщение." in maria.last.text
    await stage.press(maria, "Спри")
    assert (await _participant(stage, maria)).cadence.value == "never"
    assert "Спира водата" in digest.text


async def test_an_english_reader_is_answered_under_the_copy_and_after_an_erasure_too(stage: Stage) -> None:
    emily = await stage.citizen("Emily", "en")
    one = await announce(stage, emily, state=DeliveryState.shown)
    await come(stage, emily, one, "en")
    copy = emily.last
    await stage.press(emily, "Fewer")
    assert "From now on such messages come in one digest a day, at 10:00." in emily.last.text
    await stage.start(emily, f"w{one.id}")
    assert "it is for everybody who agreed to be written to" in emily.last.text
    await stage.say(emily, "/forget")
    for _ in range(2):
        await stage.press(emily, emily.labels()[0])
    for label in ("Fewer", "Why"):
        emily.press(label, copy)
        await stage.settle()
        assert "We keep no record of you" in emily.last.text
    assert "No water in Хасково" in copy.text
    await stage.start(emily, "w999")
    assert "We keep no record of you" not in emily.last.text
