"""What has happened in the demo's town before anybody looks at it: forums were held and asked about, a group met.

All of it is invented, and played by the same use cases as in life, each at its own time. A real import has none of it.
Those who came are guests whom nobody can write to: Telegram does not know them.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

from bot.demo import announced
from bot.domain.ballots import SKIPPED, Sheet
from bot.domain.bodies import Function
from bot.domain.calendar import at_local
from bot.domain.forums import Forum
from bot.domain.ids import BodyId, QuestionnaireId
from bot.domain.meetings import Reply
from bot.domain.participants import Participant
from bot.domain.questionnaires import Questionnaire
from bot.domain.questions import Definition, QuestionType
from bot.services import forums, participants, questionnaires
from bot.services.bodies import calling, convening, recording, replying, seating, voting
from bot.services.questionnaires import building, following, managing, ticking
from bot.services.questionnaires.templates import POST_FORUM
from bot.services.turn import Town, Turn
from storage import forums as kept_forums
from storage import participants as people
from storage import questionnaires as kept_questionnaires
from storage import staff
from storage.bodies import seats
from storage.engine import Engine, Transaction

Desk = Callable[[datetime], Turn]
"""The turn of staff at a time."""
FIRST_GUEST = 700_000_901
"""Telegram numbers of the invented, who are nobody in the sandbox."""
GUESTS = 22
GROUP, YOUTH = BodyId("wg-participation-rules"), BodyId("youth-council")
COMING = "demo-forum"
ASKED = Path(__file__).parent / "ask.yaml"
PLACE = "зала „Хасково“, пл. „Общински“ № 1"


class Held(NamedTuple):
    """A forum that is over. `answers` are sheets: a character a question of the template, the comments apart."""

    slug: str
    title: str
    titles: dict[str, str]
    days_ago: int
    purpose: str
    summary: str
    answers: Sequence[str]
    comments: Sequence[str] = ()


PARKS = Held(
    slug="demo-forum-parks",
    title="Форум „Парковете на Хасково“",
    titles={"en": "Forum “The parks of Haskovo”", "tr": "“Haskovo'nun parkları” forumu"},
    days_ago=25,
    purpose="Какво да се направи първо в парковете: сянка, осветление, пейки, места за деца.",
    summary=(
        "Решихме: първо осветлението на главните алеи, до 1 май. Новите пейки се поставят на сянка. "
        "Следва: план с цени, който ще обсъдим тук преди края на януари."
    ),
    answers=(
        "5 4 4 b 5 4 3 5 4 8 5 9 a", "4 5 3 b 4 4 4 5 3 7 4 8 a", "5 5 5 b 5 5 4 5 5 9 5 t b",
        "4 4 2 a 3 3 3 4 3 5 3 6 a", "5 4 4 b 4 4 3 4 4 8 4 9 a", "3 4 4 a 2 3 2 4 2 4 3 5 c",
        "5 5 4 b 5 4 4 5 4 9 5 9 b", "4 4 3 b 4 3 3 4 3 6 4 7 a", "5 5 5 c 5 5 5 5 4 t 5 t a",
        "4 3 2 a 3 3 4 3 2 6 3 7 a", "5 4 5 b 4 4 3 5 4 8 5 9 b", "4 4 4 b 5 4 2 4 3 7 4 8 a",
        "5 5 3 b 4 5 4 5 5 9 5 9 a", "2 3 4 a 2 2 ? 3 2 3 2 3 a", "5 4 4 b 5 4 4 5 - 8 4 9 b",
        "4 5 5 b 4 4 3 5 4 8 5 9 a", "4 4 3 a 4 3 3 4 3 6 4 8 b", "5 5 4 b 5 5 4 5 4 9 5 t a",
    ),
    comments=(
        "Да има повече време за въпроси накрая.",
        "Поканата да идва поне две седмици по-рано.",
        "Добре беше. Следващия път по-близо до нас, в Узунджово.",
        "Да се каже кой отговаря за осветлението и докога.",
        "Микрофонът не се чуваше отзад.",
        "Да има превод на турски.",
        "Кратко и ясно, благодаря.",
    ),
)  # fmt: skip
STREETS = Held(
    slug="demo-forum-streets",
    title="Форум „Улици за пешеходци“",
    titles={"en": "Forum “Streets for pedestrians”", "tr": "“Yayalar için sokaklar” forumu"},
    days_ago=80,
    purpose="Кои улици в центъра да се затворят за коли в събота и неделя.",
    summary="Решихме: опит с две улици през пролетта. Следва: броим колите преди и след опита и казваме тук.",
    answers=(
        "4 3 2 a 3 3 3 4 2 5 3 6 a", "3 3 3 a 3 2 3 4 2 5 3 5 a", "4 4 2 b 4 3 3 4 3 7 4 8 b",
        "5 4 3 b 4 4 3 5 3 7 4 8 a", "3 2 2 a 2 2 2 3 1 3 2 3 a", "4 4 3 b 4 3 3 4 3 6 4 7 b",
        "4 3 4 a 3 3 2 4 2 5 3 6 c", "5 5 3 b 5 4 4 5 4 8 5 9 a", "4 3 2 a 3 3 3 4 2 6 3 7 a",
        "3 4 3 b 4 3 3 4 3 6 4 8 b", "5 4 4 b 4 4 4 5 3 8 5 9 a", "4 4 3 a 3 3 3 4 3 6 4 6 a",
    ),
)  # fmt: skip
TO_ALL = ("y - c 4", "n ac c 3", "y - d 4", "n c c 2", "n b d 3", "y - c 5", "n ac b 2", "y - c 4", "n c d 3")
"""Answers to what is asked of everybody."""


async def play(engine: Engine, town: Town, *, now: datetime, moderator: Participant, member: Participant) -> None:
    """Once: what was played before stays. `moderator` does the staff's part, `member` sits in the group."""
    async with engine.read() as tx:
        if await kept_forums.by_slug(tx, PARKS.slug) is not None:
            return
    past = Past(engine, town, now, moderator, member)
    await past.invite()
    await past.hold(STREETS)
    await past.hold(PARKS, also=[member])
    await past.fill_the_coming_one()
    await past.ask_everybody()
    await past.meet()
    await past.announce()


class Past:
    def __init__(self, engine: Engine, town: Town, now: datetime, moderator: Participant, member: Participant) -> None:
        self._engine, self._town, self._now = engine, town, now
        self._moderator, self._member = moderator, member
        self._guests: list[Participant] = []

    def at(self, days_ago: int, hour: int, minute: int = 0) -> datetime:
        """An hour of the town's day; of days to come where `days_ago` is negative."""
        day = self._now.astimezone(self._town.zone).date() - timedelta(days=days_ago)
        return at_local(day, time(hour, minute), self._town.zone)

    def working(self, days_ago: int) -> int:
        """The nearest day before it that is neither Saturday nor Sunday, as days ago."""
        return days_ago + max(0, self.at(days_ago, 12).astimezone(self._town.zone).weekday() - 4)

    def turn(self, tx: Transaction, now: datetime, who: Participant | None = None) -> Turn:
        return Turn(tx=tx, now=now, town=self._town, actor=who)

    @asynccontextmanager
    async def acting(self) -> AsyncIterator[tuple[Transaction, Desk]]:
        """A transaction, and the moderator's turns in it."""
        async with self._engine.write() as tx:
            member = await staff.get(tx, self._moderator.id)

            def desk(now: datetime) -> Turn:
                return Turn(tx=tx, now=now, town=self._town, actor=self._moderator, member=member)

            yield tx, desk

    async def invite(self) -> None:
        """Guests agree to be recorded, and cannot be written to."""
        async with self._engine.write() as tx:
            for number in range(FIRST_GUEST, FIRST_GUEST + GUESTS):
                turn = self.turn(tx, self.at(100, 12))
                guest = await participants.consent(turn, telegram_id=number, language="bg", first_name="")
                people.unreachable(tx, number, now=turn.now)
                self._guests.append(guest.model_copy(update={"reachable": False}))

    # -- forums --------------------------------------------------------------------------------------------------------

    async def hold(self, held: Held, also: Sequence[Participant] = ()) -> None:
        """From the announcement to the published result."""
        ago = self.working(held.days_ago)
        announced, starts_at = self.at(ago + 14, 10), self.at(ago, 17, 30)
        ends_at = starts_at + timedelta(hours=2)
        people = [*self._guests[: len(held.answers) + 2], *also]
        async with self.acting() as (tx, desk):
            forum = await forums.prepare(desk(announced), self._about(held, starts_at, ends_at))
            forum = await forums.open_forum(desk(announced), forum.id, forum.version)
            await following.publish_for(self.turn(tx, announced), forum.id, POST_FORUM)
            for one in people:
                seat = await forums.register(self.turn(tx, self.at(ago + 5, 12), one), forum.id)
                if one is not people[0]:  # one did not come
                    await forums.tick(desk(starts_at), seat.id)
            asked_at = ends_at + timedelta(hours=2)
            await ticking.open_after_forums(self.turn(tx, asked_at))
            asked = (await kept_questionnaires.of_forum(tx, forum.id))[0]
            await ticking.advance(self.turn(tx, asked_at), asked.id)
            await self._answer(tx, asked, self._guests[1:], held, at=self.at(ago - 1, 12))
            await ticking.advance(self.turn(tx, ends_at + asked.timing.closes_after), asked.id)
            await forums.summarise(desk(self.at(ago - 4, 15)), forum.id, forum.version, text=held.summary)

    def _about(self, held: Held, starts_at: datetime, ends_at: datetime) -> Forum:
        return Forum(
            slug=held.slug,
            title=held.title,
            translations={language: {"title": title} for language, title in held.titles.items()},
            purpose=held.purpose,
            agenda=("Какво има сега", "Разговор по групи", "Какво следва"),
            starts_at=starts_at,
            ends_at=ends_at,
            place_text=PLACE,
            capacity=40,
            questionnaire=POST_FORUM,
            demo=True,
        )

    async def _answer(
        self, tx: Transaction, asked: Questionnaire, people: Sequence[Participant], held: Held, *, at: datetime
    ) -> None:
        for place, (guest, answers) in enumerate(zip(people, held.answers, strict=False)):
            comment = held.comments[place] if place < len(held.comments) else None
            sheet = _sheet(asked.definition, answers, comment)
            await questionnaires.file(self.turn(tx, at, guest), asked.id, sheet)

    async def fill_the_coming_one(self) -> None:
        """Some have a seat in the forum of the town file."""
        async with self._engine.write() as tx:
            forum = await kept_forums.by_slug(tx, COMING)
            if forum is None or not forum.takes_registrations(self._now):
                return
            for one in (*self._guests[:11], self._member):
                await forums.register(self.turn(tx, self._now, one), forum.id)

    # -- of everybody --------------------------------------------------------------------------------------------------

    async def ask_everybody(self) -> None:
        """Open for twelve days more; some have answered."""
        asked_at = self.at(2, 10)
        async with self.acting() as (tx, desk):
            draft = await building.begin_with(desk(asked_at), ASKED.read_bytes(), ASKED.name)
            asked = await managing.publish(desk(asked_at), draft.id, draft.revision)
            await ticking.advance(self.turn(tx, asked_at), asked.id)
            for guest, answers in zip(self._guests, TO_ALL, strict=False):
                sheet = _sheet(asked.definition, answers, None)
                await questionnaires.file(self.turn(tx, self.at(1, 12), guest), QuestionnaireId(asked.id), sheet)

    # -- councils ------------------------------------------------------------------------------------------------------

    async def announce(self) -> None:
        async with self.acting() as (tx, desk):
            parks = await kept_forums.by_slug(tx, PARKS.slug)
            assert parks is not None
            await announced.tell(desk(self.at(self.working(PARKS.days_ago) - 3, 11)), parks.id, reached=3)

    async def meet(self) -> None:
        """A group with members, what it decided, a meeting it is summoned to; and a council that seeks members."""
        async with self.acting() as (tx, desk):
            known = {one.function: one for one in await seats.of_body(tx, GROUP)}
            if not known:
                return  # the town file tells of no such group
            chair, expert, *_ = self._guests
            await self._seat(tx, desk, known[Function.chair].id, chair, "Председател (измислен)")
            await self._seat(tx, desk, known[Function.member].id, self._member, "Emily")
            about = {"quota": "експерти", "organisation": None, "name": None}
            another = await seating.add(desk(self.at(60, 10)), GROUP, function=Function.member, **about)
            await self._seat(tx, desk, another, expert, "Експерт (измислен)")
            await self._met(tx, desk, [chair, expert])
            meeting = await convening.prepare(
                desk(self.at(3, 11)),
                GROUP,
                starts_at=self.at(self.working(-8), 17, 30),
                place=PLACE,
                link=None,
                is_open=True,
                agenda=("Кой може да иска обсъждане", "Колко дни по-рано се кани", "Разни"),
            )
            meeting = await convening.summon(desk(self.at(1, 11)), meeting.id)
            await replying.reply(self.turn(tx, self._now, chair), meeting.id, Reply.coming, moves=meeting.moves)
            day = self.at(-21, 12).astimezone(self._town.zone).date()
            text = "Търсим млади хора от селата. Срещаме се веднъж месечно, в четвъртък след училище."
            await calling.open_call(desk(self.at(3, 12)), YOUTH, text=text, last_day=day)

    async def _seat(self, tx: Transaction, desk: Desk, seat: int, who: Participant, name: str) -> None:
        offer = await seating.invite(desk(self.at(60, 10)), seat)
        await seating.accept(self.turn(tx, self.at(59, 18), who), offer.token, name=name)

    async def _met(self, tx: Transaction, desk: Desk, present: Sequence[Participant]) -> None:
        """A meeting that was held, decided something and voted."""
        starts_at = self.at(self.working(30), 17, 30)
        meeting = await convening.prepare(
            desk(self.at(40, 11)),
            GROUP,
            starts_at=starts_at,
            place=PLACE,
            link=None,
            is_open=True,
            agenda=("Как да се чуват хората от селата", "План за зимата"),
        )
        meeting = await convening.summon(desk(self.at(39, 11)), meeting.id)
        for one in present:
            await replying.reply(self.turn(tx, self.at(38, 12), one), meeting.id, Reply.coming, moves=meeting.moves)
        after = starts_at + timedelta(hours=2)
        await recording.attendance(desk(after), meeting.id)
        await recording.hold(desk(after), meeting.id)
        text = "Един от всеки три форума да се провежда в село, с час след работа."
        await recording.decide(desk(after), meeting.id, text, (len(present), 0, 0))
        await recording.publish(desk(self.at(28, 10)), meeting.id)
        vote = await voting.start(
            desk(self.at(38, 10)),
            GROUP,
            question="Къде да е следващият форум?",
            options=("Узунджово", "Войводово", "Книжовник"),
            closes_at=self.at(31, 18),
        )
        for one in (*present, self._member):
            await voting.cast(self.turn(tx, self.at(36, 12), one), vote.id, 0 if one is not present[0] else 1)
        await voting.close(desk(self.at(32, 18)), vote.id)
        await voting.set_public(desk(self.at(32, 18)), vote.id, on=True)


def _sheet(definition: Definition, answers: str, comment: str | None) -> Sheet:
    """A sheet from codes in the order of the closed questions; SKIPPED where one was not asked or left out."""
    codes, sheet = iter(answers.split()), Sheet()
    for question in definition.questions:
        if question.type is QuestionType.text:
            sheet = sheet.written(question, comment) if comment else sheet.answered(question, SKIPPED)
        elif (code := next(codes)) != SKIPPED or question.condition is None:
            sheet = sheet.answered(question, code)
    return sheet
