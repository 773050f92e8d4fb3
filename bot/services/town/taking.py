"""Taking a checked town file into the database, section by section."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from bot.domain.calendar import WorkCalendar
from bot.domain.consultations import Consultation, ConsultationStatus
from bot.domain.forums import Forum
from bot.domain.ids import BodyId, ConsultationId, OrganisationId, PlaceId, TopicId
from bot.domain.town import Body, BodyKind, BodyStatus, Named, Organisation, Place, PlaceKind, Topic
from bot.services.town import announcements, format, forums, gathering, merging, questionnaires, received
from bot.services.town.gathering import Gathered
from bot.services.town.merging import Kept, Told
from bot.services.town.received import Received
from storage import consultations, proposals, town
from storage import questionnaires as stored
from storage.bodies import seats
from storage.engine import Transaction

_FACTS = ("project", "registry", "sources", "locales")
"""Sections kept as the file tells them."""


class Count(BaseModel):
    """`retired`: gone from the file, no longer offered, kept because people refer to them."""

    model_config = ConfigDict(frozen=True)

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    retired: int = 0


class Report(BaseModel):
    """What an import did, by section in the order of the file format.

    `standing` are open or coming consultations that are new or whose term was changed: their reminders have to be
    planned. `changed_forums` are those that were kept, as they were before and are now: whoever has a seat may have to
    be told.
    """

    model_config = ConfigDict(frozen=True)

    sections: dict[str, Count]
    standing: tuple[ConsultationId, ...]
    changed_forums: tuple[tuple[Forum, Forum], ...] = ()


@dataclass(frozen=True)
class Planned:
    told: Told
    kept: Kept | None
    received: Received


class Plan(NamedTuple):
    consultations: Sequence[Planned]
    forums: Sequence[Gathered]


async def take(tx: Transaction, content: format.Town, plan: Plan, *, now: datetime, zone: ZoneInfo) -> Report:
    """Everything was checked; see `bot.services.town.importing`."""
    sections: dict[str, Count] = {}
    for name, told in _facts(content).items():
        sections[name] = await _take_fact(tx, name, told)
    if content.organisations is not None:
        sections["organisations"] = await _take_organisations(tx, content.organisations)
    if content.topics is not None:
        sections["topics"] = await _take_topics(tx, content.topics)
    if content.places is not None:
        sections["places"] = await _take_places(tx, content.places)
    if content.calendar_overrides is not None:
        sections["calendar_overrides"] = await _take_calendar(tx, content.calendar_overrides)
    if content.bodies is not None:
        sections["bodies"] = await _take_bodies(tx, content.bodies)
    standing: list[ConsultationId] = []
    if content.consultations is not None:
        sections["consultations"] = await _take_consultations(tx, plan.consultations, standing, now=now)
        statements = await _take_statements(tx, content, plan.consultations, zone=zone)
        if statements != Count():
            sections["proposals"] = statements
    changed_forums: list[tuple[Forum, Forum]] = []
    if content.forums is not None:
        sections["forums"] = await _take_forums(tx, plan.forums, changed_forums, now=now)
    if content.questionnaires is not None:
        sections["questionnaires"] = await _take_questionnaires(tx, content.questionnaires)
    if content.announcements is not None:
        added, changed, unchanged = await announcements.take(tx, content.announcements, now=now)
        sections["announcements"] = Count(added=added, changed=changed, unchanged=unchanged)
    return Report(sections=sections, standing=tuple(standing), changed_forums=tuple(changed_forums))


def _facts(content: format.Town) -> dict[str, Any]:
    given = content.model_dump(mode="json", include=set(_FACTS), exclude_unset=True)
    return {name: given[name] for name in _FACTS if name in given}


async def _take_fact(tx: Transaction, name: str, told: Any) -> Count:
    kept = (await town.facts(tx)).get(name)
    if kept == told:
        return Count(unchanged=1)
    await town.put_fact(tx, name, told)
    return Count(added=1) if kept is None else Count(changed=1)


def _count(kept: Mapping[str, Named], told: Mapping[str, Named]) -> Count:
    """Everything kept has an id; retired ones that come back count as changed."""
    return Count(
        added=len(told.keys() - kept.keys()),
        changed=sum(1 for key in told.keys() & kept.keys() if told[key] != kept[key]),
        unchanged=sum(1 for key in told.keys() & kept.keys() if told[key] == kept[key]),
    )


async def _take_organisations(tx: Transaction, entries: Sequence[format.Organisation]) -> Count:
    told = {
        entry.id: Organisation(id=OrganisationId(entry.id), names=entry.name.by_language(), may_decide=entry.may_decide)
        for entry in entries
    }
    count = _count({one.id: one for one in await town.organisations(tx)}, told)
    await town.put_organisations(tx, list(told.values()))
    return count


async def _take_topics(tx: Transaction, entries: Sequence[format.Topic]) -> Count:
    told = {entry.id: Topic(id=TopicId(entry.id), names=entry.by_language()) for entry in entries}
    kept = {str(one.id): one for one in await town.topics(tx, retired=True)}
    await town.put_topics(tx, list(told.values()))
    retired = sum(1 for one in kept.values() if not one.retired and one.id not in told)
    return _count(kept, told).model_copy(update={"retired": retired})


async def _take_places(tx: Transaction, entries: Sequence[format.Place]) -> Count:
    told = {
        entry.id: Place(
            id=PlaceId(entry.id),
            kind=PlaceKind(entry.kind),
            names=entry.by_language(),
            ekatte=entry.ekatte,
        )
        for entry in entries
    }
    kept = {str(one.id): one for one in await town.places(tx, retired=True)}
    await town.put_places(tx, list(told.values()))
    retired = sum(1 for one in kept.values() if not one.retired and one.id not in told)
    return _count(kept, told).model_copy(update={"retired": retired})


async def _take_bodies(tx: Transaction, entries: Sequence[format.Body]) -> Count:
    own = {"id", "kind", "name", "status"}
    told = {
        entry.id: Body(
            id=BodyId(entry.id),
            kind=BodyKind(entry.kind),
            names=entry.name.by_language(),
            status=BodyStatus(entry.status),
            facts=entry.model_dump(mode="json", exclude=own, exclude_defaults=True),
        )
        for entry in entries
    }
    count = _count({one.id: one for one in await town.bodies(tx)}, told)
    await town.put_bodies(tx, list(told.values()))
    await seats.take_from_file(tx, [one.id for one in told.values()])
    return count


async def _take_calendar(tx: Transaction, overrides: format.CalendarOverrides) -> Count:
    told = WorkCalendar(working=frozenset(overrides.working), non_working=frozenset(overrides.non_working))
    kept = await town.calendar(tx)
    before = {day: True for day in kept.working} | {day: False for day in kept.non_working}
    after = {day: True for day in told.working} | {day: False for day in told.non_working}
    await town.put_calendar(tx, told)
    both = before.keys() & after.keys()
    return Count(
        added=len(after.keys() - both),
        changed=sum(1 for day in both if before[day] != after[day]),
        unchanged=sum(1 for day in both if before[day] == after[day]),
        retired=len(before.keys() - both),
    )


async def _take_consultations(
    tx: Transaction, plan: Sequence[Planned], standing: list[ConsultationId], *, now: datetime
) -> Count:
    added = changed = unchanged = 0
    for one in plan:
        if one.kept is None:
            taken = await merging.keep(tx, one.told, now=now)
            added += 1
            term_changed = True
        elif fields := merging.edited(one.told, one.kept):
            taken = await merging.change(tx, one.told, one.kept, now=now)
            changed += 1
            term_changed = bool(fields & {"closes_at", "recorded"})
            if taken.recorded is ConsultationStatus.cancelled:
                await proposals.release(tx, taken.id)
        else:
            unchanged += 1
            continue
        if term_changed and _stands(taken, now):
            standing.append(taken.id)
    return Count(added=added, changed=changed, unchanged=unchanged)


async def _take_questionnaires(tx: Transaction, entries: Sequence[forums.Questionnaire]) -> Count:
    """Others stay: forums refer to them."""
    kept = await stored.templates(tx)
    told = {entry.id: questionnaires.content(entry) for entry in entries}
    for slug, content in told.items():
        await stored.put_template(tx, slug, content)
    both = kept.keys() & told.keys()
    changed = sum(1 for slug in both if kept[slug] != told[slug])
    return Count(added=len(told) - len(both), changed=changed, unchanged=len(both) - changed)


async def _take_statements(tx: Transaction, content: format.Town, plan: Sequence[Planned], *, zone: ZoneInfo) -> Count:
    """Of every consultation, also of those that the file tells as before: an older version left them out."""
    added = changed = unchanged = 0
    for one in plan:
        consultation = await consultations.by_slug(tx, one.told.consultation.slug or "")
        assert consultation is not None
        took = await received.take(tx, consultation, one.received, content.sources, zone=zone)
        added, changed, unchanged = added + took.added, changed + took.changed, unchanged + took.unchanged
    return Count(added=added, changed=changed, unchanged=unchanged)


async def _take_forums(
    tx: Transaction, plan: Sequence[Gathered], changed_forums: list[tuple[Forum, Forum]], *, now: datetime
) -> Count:
    added = unchanged = 0
    for one in plan:
        if one.kept is None:
            await gathering.keep(tx, one.told, now=now)
            added += 1
        elif gathering.edited(one.told, one.kept):
            changed_forums.append((one.kept.forum, await gathering.change(tx, one.told, one.kept, now=now)))
        else:
            unchanged += 1
    return Count(added=added, changed=len(changed_forums), unchanged=unchanged)


def _stands(consultation: Consultation, now: datetime) -> bool:
    return consultation.status(now) in (ConsultationStatus.scheduled, ConsultationStatus.open)
