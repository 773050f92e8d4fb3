"""The import of a town file: everything is checked first, then everything is taken, or nothing."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path as FilePath
from zoneinfo import ZoneInfo

from bot.domain.calendar import WorkCalendar, town_date
from bot.services.town import format, gathering, merging, questionnaires, references
from bot.services.town import forums as forums_format
from bot.services.town.attachments import Attachment, attach
from bot.services.town.faults import Fault, FaultCode, TownFileRefused
from bot.services.town.gathering import Gathered
from bot.services.town.merging import Kept, Told
from bot.services.town.reading import TownFile, read
from bot.services.town.received import statements
from bot.services.town.taking import Plan, Planned, Report, take
from bot.services.town.terms import Reader, Surroundings
from bot.services.town.tree import FAULTS_AT_MOST, SIZE_AT_MOST, Path
from storage import consultations, town
from storage import questionnaires as kept_questionnaires
from storage.engine import Transaction


async def import_town(tx: Transaction, path: FilePath, *, now: datetime, zone: ZoneInfo) -> Report:
    """Take a town file into the database, within the caller's transaction; imported consultations alert nobody.

    Idempotent: what the file tells as it did last time is left alone, whatever staff have done to it since.
    Relative days count from the day of the first import. Raises TownFileRefused with every fault found.
    """
    data = await asyncio.to_thread(_bytes, path)
    file = await asyncio.to_thread(read, data)
    plan = await _Checks(tx, file, path.parent, now=now, zone=zone).plan()
    if file.tree.faults:
        raise TownFileRefused(file=path.name, faults=_in_order(file.tree.faults))
    return await take(tx, file.town, plan, now=now, zone=zone)


def _bytes(path: FilePath) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(SIZE_AT_MOST + 1)
    except OSError:
        fault = Fault(line=1, column=1, path="", code=FaultCode.file_missing)
        raise TownFileRefused(file=path.name, faults=(fault,)) from None


def _in_order(faults: Sequence[Fault]) -> tuple[Fault, ...]:
    ordered = sorted(faults, key=lambda fault: (fault.line, fault.column))
    told = ordered[:FAULTS_AT_MOST]
    if len(ordered) > len(told):
        last = told[-1]
        told.append(
            Fault(
                line=last.line,
                column=last.column,
                path="",
                code=FaultCode.too_many_faults,
                facts={"limit": FAULTS_AT_MOST},
            )
        )
    return tuple(told)


class _Checks:
    """Everything that can be wrong, against the file itself and against what is in the database."""

    def __init__(self, tx: Transaction, file: TownFile, folder: FilePath, *, now: datetime, zone: ZoneInfo) -> None:
        self._tx = tx
        self._file = file
        self._folder = folder
        self._now = now
        self._zone = zone

    async def plan(self) -> Plan:
        """What is to be taken; sound only while the file's tree has no faults."""
        file = self._file
        if not file.tree.value:
            return Plan((), ())
        if file.town.timezone == file.tree.value.get("timezone") and file.town.timezone != self._zone.key:
            file.tree.fault(("timezone",), FaultCode.other_zone, given=file.town.timezone, wanted=self._zone.key)
        references.check(file, await self._known())
        around = Surroundings(await self._calendar(), self._zone, self._now)
        planned = []
        for index, entry in enumerate(file.town.consultations or []):
            one = await self._consultation(file.path("consultations", index), entry, around)
            if one is not None:
                planned.append(one)
        gathered = [
            await self._forum(file.path("forums", index), entry) for index, entry in enumerate(file.town.forums or [])
        ]
        return Plan(planned, [one for one in gathered if one is not None])

    async def _known(self) -> references.Known:
        """A section that is left out is left as it is, so the database answers for it."""
        tx, file = self._tx, self._file
        kept: dict[str, set[str]] = {
            "topics": {one.id for one in await town.topics(tx, retired=True)},
            "places": {one.id for one in await town.places(tx, retired=True)},
            "organisations": {one.id for one in await town.organisations(tx)},
            "bodies": {one.id for one in await town.bodies(tx)},
            "consultations": set(),
            "questionnaires": set(await kept_questionnaires.templates(tx)),
        }
        ids = {
            section: set(file.ids(section)) if section in file.tree.value else known for section, known in kept.items()
        }
        if "consultations" not in file.tree.value:
            for forum in file.town.forums or []:
                if forum.consultation and await consultations.by_slug(tx, forum.consultation):
                    ids["consultations"].add(forum.consultation)
        ids["questionnaires"] |= {path.stem for path in questionnaires.shipped()}
        sources = file.tree.value.get("sources")
        ids["sources"] = {str(name) for name in sources} if isinstance(sources, dict) else set()
        return references.Known(ids)

    async def _calendar(self) -> WorkCalendar:
        overrides = self._file.town.calendar_overrides
        if overrides is None:
            return await town.calendar(self._tx)
        # A day told twice is a fault already; here it must not be an error of ours.
        return WorkCalendar(
            working=frozenset(overrides.working),
            non_working=frozenset(overrides.non_working) - frozenset(overrides.working),
        )

    async def _consultation(self, path: Path, entry: format.Consultation, around: Surroundings) -> Planned | None:
        tree = self._file.tree
        kept = await self._kept(entry.id)
        loaded_on = (kept.loaded_on if kept else None) or town_date(self._now, self._zone)
        attachments = await asyncio.to_thread(self._attachments, path, entry)
        consultation = Reader(tree, path, entry, around=around, loaded_on=loaded_on).read()
        if consultation is None:
            return None
        told = Told(consultation, merging.facts_of(entry), attachments, loaded_on, _about(entry, self._now))
        if kept is not None:
            merging.check_edit(tree, path, told, kept, self._now)
        return Planned(told, kept, statements(entry, consultation, loaded_on))

    async def _forum(self, path: Path, entry: forums_format.Forum) -> Gathered | None:
        if self._file.tree.faults:
            return None  # its parts may not fit together, and nothing will be taken
        kept = await gathering.kept(self._tx, entry.id)
        loaded_on = (kept.loaded_on if kept else None) or town_date(self._now, self._zone)
        told = gathering.read(entry, loaded_on=loaded_on, zone=self._zone)
        if kept is not None:
            gathering.check_edit(self._file.tree, path, told, kept)
        return Gathered(told, kept)

    def _attachments(self, path: Path, entry: format.Consultation) -> tuple[Attachment, ...]:
        found: list[Attachment] = []
        for position, document in enumerate(entry.documents):
            if document.file is None:
                continue
            place = (*path, "documents", position)
            one = attach(self._file.tree, place, self._folder, document)
            if one is None:
                continue
            if any((one.kind, one.name) == (other.kind, other.name) for other in found):
                self._file.tree.fault(place, FaultCode.listed_twice, given=one.name)
            found.append(one)
        return tuple(found)

    async def _kept(self, slug: str) -> Kept | None:
        consultation = await consultations.by_slug(self._tx, slug)
        if consultation is None:
            return None
        entry = await consultations.entry(self._tx, consultation.id) or {}
        loaded_on = entry.get("loaded_on")
        return Kept(consultation, entry.get("record", {}), None if loaded_on is None else date.fromisoformat(loaded_on))


def _about(entry: format.Consultation, now: datetime) -> datetime | None:
    """When a consultation without dates took place, as far as the file tells; never in the future."""
    if entry.hearing is not None:
        return min(entry.hearing.starts_at, now)
    if entry.announced_by is not None:
        return min(datetime.combine(entry.announced_by, time.min, UTC), now)
    return None
