"""A small town in which notices are told: people, consultations, a clock to move, and what everybody received."""

from collections import defaultdict
from datetime import UTC, date, datetime
from typing import Any

from bot.domain.calendar import SOFIA, WorkCalendar, town_date
from bot.domain.consultations import Consultation, ConsultationKind, Decision
from bot.domain.ids import PlaceId, TopicId
from bot.domain.participants import DEFAULT_QUIET, UNTIL_RESUMED, Cadence, Participant, QuietHours
from bot.domain.publication import DocumentKind
from bot.domain.term import prove
from bot.domain.town import Organisation, Place, PlaceKind, Topic
from bot.gateway.sender import Call
from bot.jobs import Jobs
from bot.notices import Renderer
from bot.services import notices, participants
from bot.services.turn import Town, Turn
from storage import consultations, follows, outbox, town
from storage import participants as people
from storage.engine import Engine, Transaction
from storage.outbox import Lane

TOWN = Town(zone=SOFIA, language="bg")
TOPICS = ("waste", "budget", "roads")
PLACES = ("uzundzhovo", "konush")
DOCUMENTS = (DocumentKind.draft, DocumentKind.motives)


def local(text: str) -> datetime:
    """An instant by the town's clock: "2026-11-04 12:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=SOFIA).astimezone(UTC)


async def furnish(tx: Transaction) -> None:
    await town.put_topics(tx, [Topic(id=TopicId(name), names={"bg": name}) for name in TOPICS])
    await town.put_places(tx, [Place(id=PlaceId(name), kind=PlaceKind.village, names={"bg": name}) for name in PLACES])
    await town.put_organisations(tx, [Organisation.model_validate(MUNICIPALITY)])


MUNICIPALITY = {"id": "municipality", "names": {"bg": "Община"}, "may_decide": True}


class Telling:
    """`now` is the clock. What left is kept by chat, and given by `received`."""

    def __init__(self, engine: Engine, now: str = "2026-11-04 12:00") -> None:
        self.engine = engine
        self.now = local(now)
        self.woken = 0
        self.silenced: list[int] = []
        """Chats whose person was erased."""
        self.jobs = Jobs(engine, TOWN, clock=self.clock, committed=self._wake, erased=self.silenced.append)
        self.renderer = Renderer(engine, TOWN, self.clock, username=lambda: "prestige_demo_bot")
        self.left: dict[int, list[tuple[datetime, Call]]] = defaultdict(list)
        self._number = 1000

    async def begin(self) -> "Telling":
        async with self.engine.write() as tx:
            await furnish(tx)
        return self

    def clock(self) -> datetime:
        return self.now

    @property
    def today(self) -> date:
        return town_date(self.now, SOFIA)

    def _wake(self) -> None:
        self.woken += 1

    def turn(self, tx: Transaction, actor: Participant | None = None) -> Turn:
        return Turn(tx=tx, now=self.now, town=TOWN, actor=actor)

    # -- people ------------------------------------------------------------------------------------------------

    async def person(
        self,
        *targets: str,
        cadence: Cadence = Cadence.at_once,
        quiet: QuietHours | None = DEFAULT_QUIET,
        language: str = "en",
    ) -> Participant:
        """Somebody subscribed to topics and places ("all" is the whole municipality)."""
        self._number += 1
        async with self.engine.write() as tx:
            one = await people.add(
                tx,
                telegram_id=self._number,
                language=language,
                quiet=quiet,
                consent_version="1",
                now=self.now,
                today=self.today,
            )
            for target in targets:
                scope = "topic" if target in TOPICS else "place"
                await people.toggle_subscription(tx, one.id, scope, target)
            return await participants.change(self.turn(tx, one), cadence=cadence)

    async def choose(self, who: Participant, **chosen: object) -> Participant:
        async with self.engine.write() as tx:
            current = await people.get(tx, who.id)
            assert current is not None
            return await participants.change(self.turn(tx, current), **chosen)

    async def toggle(self, who: Participant, target: str) -> None:
        async with self.engine.write() as tx:
            scope = "topic" if target in TOPICS else "place"
            await people.toggle_subscription(tx, who.id, scope, target)

    async def follow(self, who: Participant, consultation: Consultation) -> None:
        async with self.engine.write() as tx:
            await follows.put(tx, who.id, consultation.id, now=self.now)

    async def unfollow(self, who: Participant, consultation: Consultation) -> None:
        async with self.engine.write() as tx:
            await follows.remove(tx, who.id, consultation.id)

    async def remind(self, who: Participant, consultation: Consultation, *, on: bool) -> None:
        async with self.engine.write() as tx:
            await notices.remind(self.turn(tx, who), consultation.id, on=on)

    async def block(self, who: Participant) -> None:
        async with self.engine.write() as tx:
            people.unreachable(tx, who.telegram_id, now=self.now)

    # -- consultations -----------------------------------------------------------------------------------------

    async def publish(
        self,
        *topics: str,
        places: tuple[str, ...] = (),
        on: date | None = None,
        term: int = 30,
        title: str = "Наредба за отпадъците",
        quietly: bool = False,
        report: tuple[Participant, int] | None = None,
    ) -> Consultation:
        published = on or self.today
        draft = Consultation(
            kind=ConsultationKind.other,
            title=title,
            summary="Какво се променя.",
            url="https://haskovo.example/1",
            topics=tuple(TopicId(one) for one in topics),
            places=tuple(PlaceId(one) for one in places),
        )
        proof = prove(published, term, calendar=WorkCalendar())
        one = draft.publish(proof, self.now, "няма време", documents=DOCUMENTS)
        async with self.engine.write() as tx:
            number = await consultations.add(tx, one, quiet=quietly, now=self.now)
            one = await consultations.get(tx, number)
            turn = self.turn(tx, report[0] if report else None)
            if quietly:
                await notices.planned_quietly(turn, one)
            else:
                told = (report[0].telegram_id, report[1]) if report else None
                await notices.published(turn, one, report=told)
        return one

    async def extend(self, consultation: Consultation, term: int, *, reason: str = "Поискаха") -> Consultation:
        assert consultation.published_on is not None
        proof = prove(consultation.published_on, term, calendar=WorkCalendar())
        return await self._change(consultation.extend(proof, self.now), "extended", reason, [])

    async def restart(self, consultation: Consultation, term: int) -> Consultation:
        proof = prove(self.today, term, calendar=WorkCalendar())
        return await self._change(consultation.restart(proof, self.now, "спешно"), "restarted", "Нов проект", [])

    async def correct(self, consultation: Consultation, **fields: Any) -> Consultation:
        return await self._change(consultation.correct(**fields), "corrected", "Грешка", list(fields))

    async def cancel(self, consultation: Consultation) -> Consultation:
        return await self._change(consultation.cancel("Отпадна", self.now), "cancelled", "Отпадна", [])

    async def report(self, consultation: Consultation) -> Consultation:
        """Its spravka is out, and nobody is told."""
        async with self.engine.write() as tx:
            return await consultations.save(tx, consultation.report(self.now))

    async def decide(self, consultation: Consultation, *, adopted: bool = True) -> Consultation:
        """The council has decided, and nobody is told."""
        decision = Decision(number=515, decided_on=self.today)
        async with self.engine.write() as tx:
            return await consultations.save(tx, consultation.decide(decision, self.now, adopted=adopted))

    async def _change(self, one: Consultation, kind: str, reason: str, what: list[str]) -> Consultation:
        async with self.engine.write() as tx:
            saved = await consultations.save(tx, one)
            await notices.changed(self.turn(tx), saved, kind, reason, what)
        return saved

    async def audience(self, *topics: str, places: tuple[str, ...] = ()) -> int:
        async with self.engine.read() as tx:
            return await notices.audience(
                self.turn(tx), [TopicId(one) for one in topics], [PlaceId(one) for one in places]
            )

    # -- time --------------------------------------------------------------------------------------------------

    def at(self, when: str) -> None:
        """Move the clock, without a tick."""
        self.now = local(when)

    async def tick(self, when: str | None = None) -> None:
        """A tick, perhaps at another time, and everything that may leave then leaves."""
        if when is not None:
            self.at(when)
        await self.jobs.tick()
        await self.send()

    async def send(self) -> None:
        """What the sender does: says what is due, and settles it."""
        moment = int(self.now.timestamp())
        for lane in Lane:
            async with self.engine.read() as tx:
                rows = await outbox.due(tx, lane, after=(0, 0), now=self.now, limit=1_000)
            rows = [row for row in rows if row.expires_at is None or row.expires_at > moment]
            calls = await self.renderer.render(rows)
            for row in rows:
                if row.id in calls:
                    self.left[row.chat_id].append((self.now, calls[row.id]))
            async with self.engine.write() as tx:
                await outbox.settle(tx, [row.id for row in rows])

    async def through(self, until: str) -> None:
        """Live on up to an instant: a tick now, whenever something comes due, and at the end."""
        end = local(until)
        await self.tick()
        while self.now < end:
            self.now = min(end, await self._next_due())
            await self.tick()

    async def _next_due(self) -> datetime:
        async with self.engine.read() as tx:
            seconds = await tx.value(
                """SELECT min(due_at) FROM
                       (SELECT due_at FROM occasions WHERE finished_at IS NULL
                        UNION ALL SELECT due_at FROM pending_alerts UNION ALL SELECT due_at FROM outbox
                        UNION ALL SELECT due_at FROM deliveries WHERE state = 2)
                   WHERE due_at > :now""",
                now=int(self.now.timestamp()),
            )
        return UNTIL_RESUMED if seconds is None else datetime.fromtimestamp(seconds, UTC)

    # -- what was received -------------------------------------------------------------------------------------

    def received(self, who: Participant) -> list[str]:
        """Texts of everything that left to somebody, in order."""
        return [call[1]["text"] for _, call in self.left[who.telegram_id]]

    def times(self, who: Participant) -> list[str]:
        """When it left, by the town's clock."""
        return [at.astimezone(SOFIA).strftime("%Y-%m-%d %H:%M") for at, _ in self.left[who.telegram_id]]

    async def waiting(self) -> int:
        """Rows of the outbox."""
        async with self.engine.read() as tx:
            return await outbox.size(tx)

    async def pending(self, who: Participant) -> int:
        async with self.engine.read() as tx:
            return int(await tx.value("SELECT count(*) FROM pending_alerts WHERE participant = :id", id=who.id))
