"""One thing of a town file against another: ids, references, dates, and what only fits together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from bot.services.town import questionnaires
from bot.services.town.entries import RelativeDay, RelativeMoment
from bot.services.town.faults import FaultCode
from bot.services.town.format import Consultation
from bot.services.town.forums import Audience, Forum
from bot.services.town.reading import LISTS, TownFile, near
from bot.services.town.tree import Path, shown

ALL = "all"
"""In `places`: the whole municipality."""

REPORTED = ("closed", "reported", "adopted", "not_adopted")
"""What a file may call a consultation whose spravka is out; a closed one is reported thereby."""

_UNKNOWN = {
    "topics": FaultCode.unknown_topic,
    "places": FaultCode.unknown_place,
    "organisations": FaultCode.unknown_organisation,
    "bodies": FaultCode.unknown_body,
    "consultations": FaultCode.unknown_consultation,
    "questionnaires": FaultCode.unknown_questionnaire,
    "sources": FaultCode.unknown_source,
}


@dataclass(frozen=True)
class Known:
    """What may be referred to by section: what the file has, or the database where the file leaves a section out."""

    ids: dict[str, set[str]]


def check(file: TownFile, known: Known) -> None:
    """Adds to the file's faults."""
    _Check(file, known).everything()


class _Check:
    def __init__(self, file: TownFile, known: Known) -> None:
        self._file = file
        self._tree = file.tree
        self._known = known

    def everything(self) -> None:
        town = self._file.town
        for section in LISTS:
            self._unique(section)
        if town.project is not None:
            self._refers("sources", ("project", "source"), town.project.source)
            self._order(("project",), ("started_on", town.project.started_on), ("ended_on", town.project.ended_on))
        if town.registry is not None:
            self._refers("sources", ("registry", "source"), town.registry.source)
        if ALL in self._file.ids("places"):
            self._tree.fault(self._file.ids("places")[ALL], FaultCode.bad_id, given=ALL)
        self._calendar()
        self._bodies()
        self._consultations()
        for index, forum in enumerate(town.forums or []):
            self._forum(self._file.path("forums", index), forum)
        for index, questionnaire in enumerate(town.questionnaires or []):
            questionnaires.check(self._tree, self._file.path("questionnaires", index), questionnaire)
        for index, announcement in enumerate(town.announcements or []):
            path = self._file.path("announcements", index)
            self._audience((*path, "audience"), announcement.audience)
            self._refers("sources", (*path, "source"), announcement.source)

    def _unique(self, section: str) -> None:
        first = self._file.ids(section)
        raw = self._tree.value.get(section)
        for index, entry in enumerate(raw if isinstance(raw, list) else []):
            given = entry.get("id") if isinstance(entry, dict) else None
            if isinstance(given, str) and first[given] != (section, index, "id"):
                line = self._tree.at(first[given])[0]
                self._tree.fault((section, index, "id"), FaultCode.duplicate_id, given=shown(given), line=line)

    def _refers(self, section: str, path: Path, ids: Sequence[str]) -> None:
        """The ids of a list, each known and none twice."""
        for position, given in enumerate(ids):
            self._refer(section, (*path, position), given)
            if given in ids[:position]:
                self._tree.fault((*path, position), FaultCode.listed_twice, given=shown(given))

    def _refer(self, section: str, path: Path, given: str | None) -> None:
        known = self._known.ids[section]
        if given is not None and given not in known:
            self._tree.fault(path, _UNKNOWN[section], given=shown(given), near=near(given, known))

    def _places(self, path: Path, places: Sequence[str]) -> None:
        if ALL in places and len(places) > 1:
            self._tree.fault(path, FaultCode.all_and_some)
        elif list(places) != [ALL]:
            self._refers("places", path, places)

    def _order(self, path: Path, *days: tuple[str, date | None]) -> None:
        """Known days in their order; the one that comes too early is pointed at."""
        known = [(key, day) for key, day in days if day is not None]
        for (earlier, before), (later, after) in pairwise(known):
            if after < before:
                self._tree.fault((*path, later), FaultCode.dates_disorder, earlier=earlier, later=later)

    def _calendar(self) -> None:
        overrides = self._file.town.calendar_overrides
        if overrides is None:
            return
        seen: set[date] = set()
        for key, days in (("working", overrides.working), ("non_working", overrides.non_working)):
            for position, day in enumerate(days):
                if day in seen:
                    self._tree.fault(("calendar_overrides", key, position), FaultCode.day_twice, given=day.isoformat())
                seen.add(day)

    def _bodies(self) -> None:
        for index, body in enumerate(self._file.town.bodies or []):
            path = self._file.path("bodies", index)
            self._refers("topics", (*path, "topics"), body.topics)
            self._refers("sources", (*path, "source"), body.source)
            for position, member in enumerate(body.members):
                self._refer("organisations", (*path, "members", position, "organisation"), member.organisation)

    def _consultations(self) -> None:
        for index, one in enumerate(self._file.town.consultations or []):
            path = self._file.path("consultations", index)
            self._refers("topics", (*path, "topics"), one.topics)
            self._places((*path, "places"), one.places)
            self._refers("sources", (*path, "source"), one.source)
            if one.spravka is not None:
                self._refer("sources", (*path, "spravka", "source"), one.spravka.source)
            self._only_demo(path, one.demo, published_on=one.published_on)
            self._received(path, one)
            if one.status == "cancelled" and one.cancelled_reason_bg is None:
                self._tree.fault(path, FaultCode.reason_missing, given="cancelled_reason_bg")

    def _received(self, path: Path, one: Consultation) -> None:
        """Statements against each other, and a row of a spravka against the law."""
        first: dict[str, Path] = {}
        for position, proposal in enumerate(one.proposals):
            place, key = (*path, "proposals", position), proposal.id or str(position)
            if first.setdefault(key, place) != place:
                line = self._tree.at((*first[key], "id"))[0]
                self._tree.fault((*place, "id"), FaultCode.duplicate_id, given=key, line=line)
            self._only_demo(place, one.demo, received_on=proposal.received_on)
            if proposal.name_public and proposal.author_name is None:
                self._tree.fault((*place, "name_public"), FaultCode.missing_key, given="author_name")
            needs_reason = proposal.disposition not in (None, "accepted")
            if needs_reason and proposal.reason_bg is None:
                self._tree.fault((*place, "disposition"), FaultCode.reason_missing, given="reason_bg")
        if one.spravka is None or not one.spravka.published:
            return
        if one.status not in REPORTED:
            self._tree.fault((*path, "spravka", "published"), FaultCode.spravka_unexpected, given=one.status)
        if one.spravka.nil and one.proposals:
            self._tree.fault((*path, "spravka", "nil"), FaultCode.spravka_nil, count=len(one.proposals))

    def _only_demo(self, path: Path, demo: bool, **days: object) -> None:
        for key, day in days.items():
            if isinstance(day, RelativeDay) and not demo:
                self._tree.fault((*path, key), FaultCode.relative_not_demo)

    def _forum(self, path: Path, forum: Forum) -> None:
        if (forum.starts_at is None) == (forum.starts_on is None):
            self._tree.fault(path, FaultCode.one_of_two, first="starts_at", second="starts_on")
        if (forum.place is None) == (forum.place_bg is None):
            self._tree.fault(path, FaultCode.one_of_two, first="place", second="place_bg")
        if forum.ends_at is not None and forum.ends_on is not None:
            self._tree.fault((*path, "ends_on"), FaultCode.one_of_two, first="ends_at", second="ends_on")
        self._order(path, ("starts_on", forum.starts_on), ("ends_on", forum.ends_on))
        if _ends_before(forum.starts_at, forum.ends_at):
            self._tree.fault((*path, "ends_at"), FaultCode.dates_disorder, earlier="starts_at", later="ends_at")
        self._only_demo(path, forum.demo, starts_at=forum.starts_at, ends_at=forum.ends_at)
        if forum.status == "cancelled" and forum.cancelled_reason_bg is None:
            self._tree.fault(path, FaultCode.reason_missing, given="cancelled_reason_bg")
        self._refer("places", (*path, "place"), forum.place)
        self._refer("bodies", (*path, "body"), forum.body)
        self._refer("consultations", (*path, "consultation"), forum.consultation)
        self._refer("questionnaires", (*path, "questionnaire"), forum.questionnaire)
        self._refers("sources", (*path, "source"), forum.source)

    def _audience(self, path: Path, audience: Audience) -> None:
        if audience.all == bool(audience.topics or audience.places):
            self._tree.fault(path, FaultCode.all_and_some)
        self._refers("topics", (*path, "topics"), audience.topics)
        self._refers("places", (*path, "places"), audience.places)


def _ends_before(start: datetime | RelativeMoment | None, end: datetime | RelativeMoment | None) -> bool:
    if isinstance(start, datetime) and isinstance(end, datetime):
        return end <= start
    if isinstance(start, RelativeMoment) and isinstance(end, RelativeMoment):
        return (end.relative_days, end.time) <= (start.relative_days, start.time)
    return False
