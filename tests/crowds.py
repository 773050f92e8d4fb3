"""Towns of any people, for audiences: who they are in plain Python, and the same in tables."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from bot.domain.audiences import Audience, Condition, Trait
from bot.domain.participants import Cadence, QuietHours
from storage.engine import Transaction

TOPICS = ("waste", "roads", "budget")
PLACES = ("all", "konush", "uzundzhovo")
NUMBERS = (1, 2)
"""Of consultations and of forums."""
BODIES = ("council", "group")
QUIET = (None, (1260, 480), (1260, 480), (0, 360), (120, 240), (720, 780))


@dataclass(frozen=True)
class Somebody:
    """`paused` in hours from now; of `proposals` and `seats` which and in what state, of `bodies` whether held now."""

    id: int
    language: str
    cadence: str
    quiet: tuple[int, int] | None
    paused: int | None
    blocked: bool
    topics: frozenset[str]
    places: frozenset[str]
    follows: frozenset[int]
    proposals: tuple[tuple[int | None, str], ...]
    seats: tuple[tuple[int, str, bool], ...]
    bodies: tuple[tuple[str, bool], ...]

    @property
    def quiet_hours(self) -> QuietHours | None:
        return None if self.quiet is None else QuietHours(start_minute=self.quiet[0], end_minute=self.quiet[1])

    def has(self, one: Condition) -> bool:
        """Whether a condition is true of them, one question at a time."""
        match one.trait:
            case Trait.everyone:
                found = True
            case Trait.language:
                found = self.language == one.value
            case Trait.topic:
                found = one.value in self.topics
            case Trait.place:
                found = one.value in self.places
            case Trait.follows:
                found = int(one.value) in self.follows
            case Trait.proposed:
                found = any(status != "withdrawn" and one.value in ("", str(where)) for where, status in self.proposals)
            case Trait.registered:
                found = any(str(forum) == one.value and state != "waiting" for forum, state, _ in self.seats)
            case Trait.attended:
                found = any(str(forum) == one.value and came for forum, _, came in self.seats)
            case Trait.member:
                found = (one.value, True) in self.bodies
        return found is not one.negated

    def is_in(self, audience: Audience) -> bool:
        return any(all(self.has(one) for one in group) for group in audience.groups)

    def is_paused(self, now: datetime, at: datetime) -> bool:
        return self.paused is not None and at < now + timedelta(hours=self.paused)


def town(dice: Random, at_most: int = 30) -> list[Somebody]:
    """Their ids have gaps, as where people were erased. From dice, because to draw each of a thousand choices by
    itself takes Hypothesis longer than all that is tested.
    """
    return [_somebody(dice, number) for number in sorted(dice.sample(range(1, 90), dice.randint(0, at_most)))]


def _somebody(dice: Random, number: int) -> Somebody:
    def some(values: tuple[Any, ...]) -> list[Any]:
        return dice.sample(values, dice.randint(0, 2))

    seats = [("registered", True), ("registered", False), ("offered", False), ("waiting", False)]
    statuses = ["submitted", "answered", "withdrawn"]
    return Somebody(
        id=number,
        language=dice.choice(["bg", "en", "tr"]),
        cadence=dice.choice([*Cadence, Cadence.at_once]),
        quiet=dice.choice(QUIET),
        paused=dice.choice([None, None, None, -1, 1, 30]),
        blocked=dice.random() < 0.25,
        topics=frozenset(some(TOPICS)),
        places=frozenset(some(PLACES)),
        follows=frozenset(some(NUMBERS)),
        proposals=tuple((where, dice.choice(statuses)) for where in some((None, *NUMBERS))),
        seats=tuple((forum, *dice.choice(seats)) for forum in some(NUMBERS)),
        bodies=tuple((body, dice.random() < 0.5) for body in some(BODIES)),
    )


_VALUES: dict[Trait, tuple[str, ...]] = {
    Trait.everyone: ("",),
    Trait.language: ("bg", "en"),
    Trait.topic: TOPICS,
    Trait.place: PLACES,
    Trait.follows: ("1", "2"),
    Trait.proposed: ("", "1", "2"),
    Trait.registered: ("1", "2"),
    Trait.attended: ("1", "2"),
    Trait.member: BODIES,
}
CONDITIONS = st.sampled_from(
    [
        Condition(trait=trait, value=value, negated=no)
        for trait, values in _VALUES.items()
        for value in values
        for no in (False, True)
    ]
)
AUDIENCES = st.lists(st.lists(CONDITIONS, min_size=1, max_size=3).map(tuple), max_size=4).map(
    lambda groups: Audience(groups=tuple(groups))
)


async def furnish(tx: Transaction) -> None:
    """What can be subscribed to, followed and come to."""
    for number in NUMBERS:
        await tx.run(
            """INSERT INTO consultations (id, kind, title, summary, translations, recorded, facts, created_at)
               VALUES (:id, 'other', 'Наредба', '', '{}', 'open', '{}', 0)""",
            id=number,
        )
        await tx.run(
            """INSERT INTO forums (id, kind, title, translations, agenda, open_to, recorded, secret, reminded_to,
                                   changed_at)
               VALUES (:id, 'forum', 'Форум', '{}', '[]', 'everyone', 'open', x'00', 0, 0)""",
            id=number,
        )
    for body in BODIES:
        await tx.run(
            """INSERT INTO bodies (id, kind, names, status, facts) VALUES (:id, 'committee', '{"bg": "Съвет"}',
                                                                       'active', '{}')""",
            id=body,
        )


async def settle(tx: Transaction, people: list[Somebody], *, now: datetime) -> None:
    """These people live there now, and nobody else."""
    for table in ("announcements", "registrations", "body_members", "proposals", "outbox", "participants"):
        await tx.run(f"DELETE FROM {table}")
    await tx.many(
        """INSERT INTO participants (id, telegram_id, language, cadence, quiet_start, quiet_end, paused_until,
                                     unreachable_since, consent_version, consent_language, consented_at, last_seen_on)
           VALUES (:id, :id, :language, :cadence, :start, :end, :paused, :blocked, '1', 'bg', 0, '2026-11-01')""",
        [
            {
                "id": one.id,
                "language": one.language,
                "cadence": one.cadence,
                "start": None if one.quiet is None else one.quiet[0],
                "end": None if one.quiet is None else one.quiet[1],
                "paused": None if one.paused is None else int((now + timedelta(hours=one.paused)).timestamp()),
                "blocked": 1 if one.blocked else None,
            }
            for one in people
        ],
    )
    subscribed = [
        {"id": one.id, "scope": scope, "target": target}
        for one in people
        for scope, targets in (("topic", one.topics), ("place", one.places))
        for target in targets
    ]
    await tx.many("INSERT INTO subscriptions VALUES (:id, :scope, :target)", subscribed)
    await tx.many(
        "INSERT INTO follows (participant, consultation, followed_at) VALUES (:id, :number, 0)",
        [{"id": one.id, "number": number} for one in people for number in one.follows],
    )
    await tx.many(
        """INSERT INTO proposals (receipt_no, kind, consultation, author, channel, author_type, text, language, status,
                                  received_on, submitted_at, stage, is_public)
           VALUES (:no, 'statement', :number, :id, 'bot', 'citizen', '', 'bg', :status, '2026-11-01', 0, 'over', 0)""",
        [
            {"no": f"{one.id}-{at}", "id": one.id, "number": number, "status": status}
            for one in people
            for at, (number, status) in enumerate(one.proposals)
        ],
    )
    await tx.many(
        """INSERT INTO registrations (forum, participant, state, registered_at, checked_in_at)
           VALUES (:forum, :id, :state, 0, :came)""",
        [
            {"id": one.id, "forum": forum, "state": state, "came": 1 if came else None}
            for one in people
            for forum, state, came in one.seats
        ],
    )
    await tx.many(
        "INSERT INTO body_members (body, function, participant, ended_at) VALUES (:body, 'member', :id, :ended)",
        [{"id": one.id, "body": body, "ended": None if sits else 1} for one in people for body, sits in one.bodies],
    )
