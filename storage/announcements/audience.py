"""Whom an audience means, as one condition on `participants p`: sets of people joined by "and", "or" and "not"."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from bot.domain.announcements import Announcement
from bot.domain.audiences import Audience, Condition, Count, Trait
from bot.domain.ids import AnnouncementId
from bot.domain.leaving import Wish
from bot.domain.participants import Cadence, QuietHours
from storage.announcements.record import COLUMNS, from_row
from storage.engine import Transaction

STRETCH = "> :after AND {person} <= :upto"


class _Set(NamedTuple):
    """Where people of a trait are found. `asked` is the column that a condition's values are of; "" asks nothing."""

    table: str
    person: str
    asked: str
    also: str


_SETS: Mapping[Trait, _Set] = {
    Trait.topic: _Set("subscriptions", "participant", "target", "scope = 'topic'"),
    Trait.place: _Set("subscriptions", "participant", "target", "scope = 'place'"),
    Trait.follows: _Set("follows", "participant", "consultation", ""),
    Trait.proposed: _Set(
        "proposals", "author", "consultation", "author IS NOT NULL AND status NOT IN ('draft', 'withdrawn')"
    ),
    # The plus keeps to the index that also knows the person: a stretch of people is read by it.
    Trait.registered: _Set(
        "registrations", "participant", "forum", "participant IS NOT NULL AND +state IN ('registered', 'offered')"
    ),
    Trait.attended: _Set(
        "registrations", "participant", "forum", "participant IS NOT NULL AND checked_in_at IS NOT NULL"
    ),
    Trait.member: _Set("body_members", "participant", "body", "participant IS NOT NULL AND ended_at IS NULL"),
}
_KNOWN: Mapping[Trait, str] = {
    Trait.topic: "topics",
    Trait.place: "places",
    Trait.follows: "consultations",
    Trait.proposed: "consultations",
    Trait.registered: "forums",
    Trait.attended: "forums",
    Trait.member: "bodies",
}


class Predicate(NamedTuple):
    """`sql` speaks of `participants p`; with a stretch also of `:after` and `:upto`."""

    sql: str
    params: dict[str, str]


def compiled(audience: Audience, *, stretch: bool = False) -> Predicate:
    """Nobody for an audience without groups. With `stretch` the sets hold only people in (:after, :upto], so that a
    long walk in short stretches reads each set once.
    """
    params: dict[str, str] = {}

    def named(values: Iterable[str]) -> str:
        names = []
        for value in values:
            names.append(f"value_{len(params)}")
            params[names[-1]] = value
        return ", ".join(f":{name}" for name in names)

    def one(trait: Trait, values: list[str], *, negated: bool) -> str:
        no = "NOT " if negated else ""
        if trait is Trait.everyone:
            return "0" if negated else "1"
        if trait is Trait.language:
            return f"p.language {no}IN ({named(values)})"
        found = _SETS[trait]
        demands = [found.also] if found.also else []
        if "" not in values:
            demands.append(f"{found.asked} IN ({named(values)})")
        if stretch:
            demands.append(f"{found.person} {STRETCH.format(person=found.person)}")
        return f"p.id {no}IN (SELECT {found.person} FROM {found.table} WHERE {' AND '.join(demands)})"

    # "This topic, or that one, or a third" is one set and not three.
    alike: dict[Trait, list[str]] = {}
    groups: list[str] = []
    for group in audience.groups:
        if len(group) == 1 and not group[0].negated:
            alike.setdefault(group[0].trait, []).append(group[0].value)
        else:
            demands = [one(each.trait, [each.value], negated=each.negated) for each in group]
            groups.append(f"({' AND '.join(demands)})")
    groups += [one(trait, values, negated=False) for trait, values in alike.items()]
    return Predicate(f"({' OR '.join(groups) or '0'})", params)


@dataclass(frozen=True, slots=True)
class Share:
    """People of an audience with one language and one wish: `blocked`, `paused` (the blocked not among them), and
    `reached`, who are neither."""

    language: str
    wish: Wish
    reached: int
    blocked: int
    paused: int


async def shares(tx: Transaction, audience: Audience, *, at: datetime) -> list[Share]:
    """An audience as it would be at an instant: exactly, by what decides when a copy leaves.

    The index is read once from end to end, in its own order; of a million people half a second, most of it in the
    reader's thread. Any other way sorts them first.
    """
    predicate = compiled(audience)
    rows = await tx.all(
        f"""SELECT language, cadence, quiet_start, quiet_end, count(*) AS n, count(unreachable_since) AS blocked,
                   count(CASE WHEN paused_until > :at AND unreachable_since IS NULL THEN 1 END) AS paused
            FROM participants p INDEXED BY participants_choice WHERE {predicate.sql}
            GROUP BY language, cadence, quiet_start, quiet_end""",
        at=int(at.timestamp()),
        **predicate.params,
    )
    return [
        Share(
            language=row["language"],
            wish=wish(row["cadence"], row["quiet_start"], row["quiet_end"]),
            reached=row["n"] - row["blocked"] - row["paused"],
            blocked=row["blocked"],
            paused=row["paused"],
        )
        for row in rows
    ]


def wish(cadence: str, start: int | None, end: int | None) -> Wish:
    quiet = None if start is None or end is None else QuietHours(start_minute=start, end_minute=end)
    return Wish(Cadence(cadence), quiet)


async def knows(tx: Transaction, condition: Condition) -> bool:
    """Whether there is what a condition asks of: a topic, a forum and so on. Not of languages, nor of everyone."""
    found: Any = await tx.value(f"SELECT 1 FROM {_KNOWN[condition.trait]} WHERE id = :id", id=condition.value)
    return found is not None


async def uncounted(tx: Transaction) -> Announcement | None:
    """One that is prepared or waits for a second person, has an audience, and nobody knows how many that is; the one
    that was changed last."""
    row = await tx.one(
        f"""SELECT {COLUMNS} FROM announcements
            WHERE state IN ('draft', 'ready') AND counts IS NULL AND audience <> :nobody
            ORDER BY changed_at DESC, id DESC LIMIT 1""",
        nobody=Audience().model_dump_json(),
    )
    return None if row is None else from_row(row)


async def keep_count(
    tx: Transaction, number: AnnouncementId, found: Count | None, *, version: int, now: datetime
) -> bool:
    """What was counted, or with None that it is to be counted anew; False where somebody changed it meanwhile. No new
    version: nobody decided anything, and a screen shown before is still true.
    """
    return bool(
        await tx.run(
            """UPDATE announcements SET counts = :counts, counted_at = :now
               WHERE id = :id AND version = :version AND state IN ('draft', 'ready')""",
            id=number,
            version=version,
            counts=None if found is None else found.model_dump_json(),
            now=None if found is None else int(now.timestamp()),
        )
    )
