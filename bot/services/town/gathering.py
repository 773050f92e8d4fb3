"""Forums of a town file, beside those already kept.

As with consultations, what the file tells as it did last time is left alone, whatever staff have done to it since.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.calendar import at_local
from bot.domain.forums import MOVING, Forum, ForumKind, ForumStatus, Seats, whole_days
from bot.domain.ids import BodyId, PlaceId
from bot.services.town import forums as format
from bot.services.town.entries import RelativeMoment
from bot.services.town.faults import FaultCode
from bot.services.town.tree import Path, Tree
from storage import consultations
from storage import forums as stored
from storage.engine import Transaction
from storage.forums import registrations

_RECORDED = {"full": ForumStatus.open, "closed": ForumStatus.open}
"""What a file may say and people do not decide: it follows the seats and the clock."""
_NOT_OF_THE_FILE = {"id", "version", "sequence", "consultation", "summary", "registration_closed"}


@dataclass(frozen=True)
class Gathering:
    """What the file tells of a forum. `consultation` is the slug of the one that it discusses."""

    forum: Forum
    consultation: str | None
    loaded_on: date

    def record(self) -> dict[str, Any]:
        """JSON, to be compared with what the next import tells."""
        told = self.forum.model_dump(mode="json", exclude=_NOT_OF_THE_FILE)
        return told | {"consultation": self.consultation}


@dataclass(frozen=True)
class KeptForum:
    """What the database has of it, and what the file told last time."""

    forum: Forum
    seats: Seats
    record: Mapping[str, Any]
    loaded_on: date | None


@dataclass(frozen=True)
class Gathered:
    told: Gathering
    kept: KeptForum | None


async def kept(tx: Transaction, slug: str) -> KeptForum | None:
    forum = await stored.by_slug(tx, slug)
    if forum is None:
        return None
    entry = await stored.entry(tx, forum.id) or {}
    told_on = entry.get("loaded_on")
    loaded_on = None if told_on is None else date.fromisoformat(told_on)
    return KeptForum(forum, await registrations.seats(tx, forum.id), entry.get("record", {}), loaded_on)


def read(entry: format.Forum, *, loaded_on: date, zone: ZoneInfo) -> Gathering:
    """As it would be kept. Only what was checked is sound."""
    starts_at, ends_at = _moment(entry.starts_at, loaded_on, zone), _moment(entry.ends_at, loaded_on, zone)
    if entry.starts_on is not None:
        starts_at, ends_at = whole_days(entry.starts_on, entry.ends_on, zone)
    titles = {"en": entry.title_en, "tr": entry.title_tr}
    forum = Forum(
        slug=entry.id,
        kind=ForumKind(entry.kind),
        title=entry.title_bg,
        translations={language: {"title": title} for language, title in titles.items() if title is not None},
        purpose=entry.purpose_bg,
        agenda=tuple(entry.agenda_bg),
        starts_at=starts_at,
        ends_at=ends_at,
        starts_on=entry.starts_on,
        ends_on=entry.ends_on,
        place=None if entry.place is None else PlaceId(entry.place),
        place_text=entry.place_bg,
        access=entry.access_bg,
        capacity=entry.capacity,
        open_to=tuple(entry.open_to_bg),
        body=None if entry.body is None else BodyId(entry.body),
        questionnaire=entry.questionnaire,
        cancelled_reason=entry.cancelled_reason_bg,
        recorded=_RECORDED.get(entry.status) or ForumStatus(entry.status),
        demo=entry.demo,
    )
    return Gathering(forum, entry.consultation, loaded_on)


def _moment(told: datetime | RelativeMoment | None, loaded_on: date, zone: ZoneInfo) -> datetime | None:
    if isinstance(told, RelativeMoment):
        return at_local(loaded_on + timedelta(days=told.relative_days), told.time, zone)
    return None if told is None else told.astimezone(UTC)


def check_edit(tree: Tree, path: Path, told: Gathering, kept: KeptForum) -> None:
    """A seat that somebody was promised is not taken from them."""
    capacity = told.forum.capacity
    if "capacity" in edited(told, kept) and capacity is not None and capacity < kept.seats.taken:
        tree.fault((*path, "capacity"), FaultCode.seats_taken, taken=kept.seats.taken)


def edited(told: Gathering, kept: KeptForum) -> set[str]:
    """Which parts the file tells otherwise than last time."""
    return {field for field, value in told.record().items() if kept.record.get(field) != value}


async def keep(tx: Transaction, told: Gathering, *, now: datetime) -> Forum:
    """A forum told for the first time. Nobody is told of it."""
    return await stored.add(tx, await _linked(tx, told), now=now, imported=_imported(told))


async def change(tx: Transaction, told: Gathering, kept: KeptForum, *, now: datetime) -> Forum:
    """Takes over what was edited in the file."""
    linked = await _linked(tx, told)
    fields = edited(told, kept)
    changes: dict[str, Any] = {field: getattr(linked, field) for field in fields}
    if fields & MOVING:
        changes |= {"sequence": kept.forum.sequence + 1}
    saved = await stored.save(tx, Forum.model_validate({**dict(kept.forum), **changes}), now=now)
    await stored.put_entry(tx, saved.id, _imported(told))
    return saved


async def _linked(tx: Transaction, told: Gathering) -> Forum:
    about = None if told.consultation is None else await consultations.by_slug(tx, told.consultation)
    return told.forum if about is None else told.forum.model_copy(update={"consultation": about.id})


def _imported(told: Gathering) -> dict[str, Any]:
    return {"loaded_on": told.loaded_on.isoformat(), "record": told.record()}
