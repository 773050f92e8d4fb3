"""An announcement as people read it: what it says now, who sent it, and why it came to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain import reasons as rules
from bot.domain.announcements import Announcement
from bot.domain.audiences import Condition, Trait
from bot.domain.contents import Content
from bot.domain.errors import NotFound
from bot.domain.ids import AnnouncementId, BodyId, ConsultationId, ForumId
from bot.domain.participants import Cadence
from bot.domain.town import Place
from bot.services.turn import Turn
from storage import announcements, consultations, forums, staff, town
from storage.announcements import Copy, reasons
from storage.bodies import record as bodies


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody is in the audience. `number` names the condition, as `bot.domain.reasons` counts them; `name` is of
    the topic, place, consultation and so on that it speaks of, empty where it speaks of none.
    """

    number: int
    condition: Condition
    name: str


@dataclass(frozen=True, slots=True)
class Why:
    """`texts` are what it says now, by language, and `place` the one put in, as in `Said`. `organisation` is of
    whoever wrote it, None where that is known no longer. `reasons` are those that hold now.

    `cadence` is how often the person wants such, None for somebody without a record. `is_preview`: it went to nobody
    yet. `got`: whether a copy of theirs is known.
    """

    announcement: Announcement
    texts: Mapping[str, Content]
    place: Place | None
    organisation: str | None
    sent_at: datetime | None
    reasons: tuple[Reason, ...]
    cadence: Cadence | None
    is_preview: bool
    got: bool

    @property
    def recorded(self) -> bool:
        return self.cadence is not None


@dataclass(frozen=True, slots=True)
class Said:
    """What it says now, by language; `place` is the one put in for the reader, None where they chose none."""

    announcement: Announcement
    texts: Mapping[str, Content]
    place: Place | None


async def said(turn: Turn, number: int, language: str) -> Said:
    """For everybody who has the button: what was announced is public. Raises NotFound for what has not left yet."""
    one = await announcements.get(turn.tx, AnnouncementId(number))
    if one.began_at is None:
        raise NotFound(what="announcement")
    texts = await announcements.texts(turn.tx, one.id, one.revision)
    own = None if turn.actor is None else await announcements.of_person(turn.tx, one.id, turn.actor.id)
    return Said(one, texts, await _place(turn, own))


async def why(turn: Turn, number: int, language: str) -> Why:
    """Raises NotFound for what does not exist, and for what is being prepared to everybody but staff."""
    one = await announcements.get(turn.tx, AnnouncementId(number))
    if one.began_at is None and turn.member is None:
        raise NotFound(what="announcement")
    person = turn.actor
    own = None if person is None else await announcements.of_person(turn.tx, one.id, person.id)
    found: list[Reason] = []
    if person is not None:
        holds = await reasons.holding(turn.tx, person.id, one.audience.conditions)
        for each in rules.reasons(one.audience, holds):
            condition = rules.condition(one.audience, each)
            found.append(Reason(each, condition, await name(turn, condition, language)))
    return Why(
        announcement=one,
        texts=await announcements.texts(turn.tx, one.id, one.revision),
        place=await _place(turn, own),
        organisation=await _organisation(turn, one, language),
        sent_at=one.began_at if own is None or own.sent_at is None else own.sent_at,
        reasons=tuple(found),
        cadence=None if person is None else person.cadence,
        is_preview=one.began_at is None,
        got=own is not None,
    )


async def _place(turn: Turn, own: Copy | None) -> Place | None:
    if own is None or own.place is None:
        return None
    return next((place for place in await town.places(turn.tx, retired=True) if place.id == own.place), None)


async def _organisation(turn: Turn, one: Announcement, language: str) -> str | None:
    """Whose colleague wrote it, or let it go; neither when both are gone."""
    for who in (one.author, one.approver):
        found = None if who is None else await staff.colleague(turn.tx, who)
        if found is not None:
            names = {each.id: each.name(language) for each in await town.organisations(turn.tx)}
            return names.get(found.member.organisation)
    return None


async def name(turn: Turn, condition: Condition, language: str) -> str:
    """Of what a condition speaks; empty for what is gone."""
    value = condition.value
    match condition.trait:
        case Trait.topic:
            return next((o.name(language) for o in await town.topics(turn.tx, retired=True) if o.id == value), "")
        case Trait.place:
            return next((o.name(language) for o in await town.places(turn.tx, retired=True) if o.id == value), "")
        case Trait.follows | Trait.proposed if value:
            known = await consultations.by_ids(turn.tx, [ConsultationId(int(value))])
            return next((consultation.title_in(language) for consultation in known.values()), "")
        case Trait.registered | Trait.attended:
            return next(
                (o.title_in(language) for o in (await forums.by_ids(turn.tx, [ForumId(int(value))])).values()), ""
            )
        case Trait.member:
            sitting = await bodies.by_ids(turn.tx, [BodyId(value)])
            return next((body.name(language) for body in sitting.values()), "")
        case _:
            return ""
