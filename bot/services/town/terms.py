"""Consultations of a town file against the law: when they open and close, and what ЗНА чл. 26 has against them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.calendar import WorkCalendar, midnight_after
from bot.domain.consultations import (
    MANDATORY,
    Consultation,
    ConsultationKind,
    ConsultationStatus,
    Decision,
    DocumentKind,
)
from bot.domain.ids import PlaceId, TopicId
from bot.domain.term import (
    FULL_TERM_DAYS,
    LONGEST_TERM_DAYS,
    SHORTEST_TERM_DAYS,
    BadTerm,
    Proof,
    Verdict,
    prove,
)
from bot.services.town import format
from bot.services.town.entries import RelativeDay
from bot.services.town.faults import FaultCode
from bot.services.town.references import ALL
from bot.services.town.tree import Path, Tree

_BY_THE_CLOCK = (ConsultationStatus.scheduled, ConsultationStatus.open, ConsultationStatus.closed)
_DECIDED = (ConsultationStatus.adopted, ConsultationStatus.not_adopted)


@dataclass(frozen=True)
class Surroundings:
    """What the rules ask of the world: the town's calendar and zone, and the time."""

    calendar: WorkCalendar
    zone: ZoneInfo
    now: datetime


@dataclass(frozen=True)
class Dates:
    """As far as they are known; a past consultation may lack any."""

    published_on: date | None = None
    term_days: int | None = None
    last_day: date | None = None
    earliest_adoption: date | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None


class Reader:
    """Reads one entry; what is wrong with it goes to the tree."""

    def __init__(
        self, tree: Tree, path: Path, entry: format.Consultation, *, around: Surroundings, loaded_on: date
    ) -> None:
        self._tree = tree
        self._path = path
        self._entry = entry
        self._around = around
        self._kind = ConsultationKind(entry.kind)
        self._status = ConsultationStatus(entry.status)
        self._loaded_on = loaded_on
        self._published = self._day(entry.published_on)

    def _day(self, told: date | RelativeDay | None) -> date | None:
        return day(told, self._loaded_on)

    def read(self) -> Consultation | None:
        """The consultation as the file tells it; None where a fault was found."""
        before = len(self._tree.faults)
        dates = self._dates()
        self._check_order(dates)
        if len(self._tree.faults) == before:
            self._check_status(dates)
        return self._consultation(dates) if len(self._tree.faults) == before else None

    def _fault(self, key: str, code: FaultCode, **facts: Any) -> None:
        self._tree.fault((*self._path, key), code, **facts)

    def _dates(self) -> Dates:
        entry = self._entry
        proof = self._proof()
        if proof is not None and proof.last_day is not None:
            self._check_law(proof)
            return Dates(
                proof.published,
                proof.term_days,
                proof.last_day,
                proof.earliest_adoption,
                proof.opens_at,
                proof.closes_at,
            )
        published, last_day, zone = self._published, entry.last_day, self._around.zone
        return Dates(
            published_on=published,
            term_days=entry.term_days,
            last_day=last_day,
            earliest_adoption=entry.earliest_adoption,
            opens_at=None if published is None else midnight_after(published - timedelta(days=1), zone),
            closes_at=None if last_day is None else midnight_after(last_day, zone),
        )

    def _proof(self) -> Proof | None:
        """For what has a day of publication and a term, or an end to count it from."""
        entry, published = self._entry, self._published
        if published is None or (entry.term_days is None and entry.last_day is None):
            return None
        if entry.last_day is not None and entry.last_day <= published:
            self._fault("last_day", FaultCode.dates_disorder, earlier="published_on", later="last_day")
            return None
        key = "last_day" if entry.term_days is None else "term_days"
        term = entry.term_days
        if term is None:
            assert entry.last_day is not None
            term = (entry.last_day - published).days
        around = self._around
        try:
            proof = prove(published, term, calendar=around.calendar, zone=around.zone, enforced=self._kind.enforced)
        except BadTerm:
            self._fault(key, FaultCode.term_too_long, term_days=term, limit=LONGEST_TERM_DAYS)
            return None
        if proof.verdict is Verdict.REFUSED:
            self._fault(key, FaultCode.term_too_short, term_days=term, limit=SHORTEST_TERM_DAYS)
        elif proof.verdict is Verdict.REASON and self._kind.enforced and entry.short_term_reason_bg is None:
            self._fault(key, FaultCode.term_reason_missing, term_days=term, limit=FULL_TERM_DAYS)
        return proof

    def _check_law(self, proof: Proof) -> None:
        entry = self._entry
        if entry.last_day is not None and entry.last_day != proof.last_day:
            self._fault("last_day", FaultCode.last_day_differs, given=entry.last_day, last_day=proof.last_day)
        elif entry.earliest_adoption is not None and entry.earliest_adoption != proof.earliest_adoption:
            self._fault(
                "earliest_adoption",
                FaultCode.earliest_differs,
                given=entry.earliest_adoption,
                earliest=proof.earliest_adoption,
            )

    def _check_order(self, dates: Dates) -> None:
        entry = self._entry
        if (
            dates.last_day is not None
            and dates.earliest_adoption is not None
            and dates.earliest_adoption <= dates.last_day
        ):
            self._fault(
                "earliest_adoption",
                FaultCode.dates_disorder,
                earlier="last_day",
                later="earliest_adoption",
            )
        for position, proposal in enumerate(entry.proposals):
            received = self._day(proposal.received_on)
            path = (*self._path, "proposals", position, "received_on")
            if received is None:
                continue
            if dates.published_on is not None and received < dates.published_on:
                self._tree.fault(path, FaultCode.dates_disorder, earlier="published_on", later="received_on")
            elif dates.last_day is not None and received > dates.last_day:
                self._tree.fault(path, FaultCode.dates_disorder, earlier="received_on", later="last_day")
        if entry.decision is None:
            return
        if self._status not in _DECIDED:
            self._fault("decision", FaultCode.decision_unexpected, given=self._status.value)
        for key, day in (("last_day", dates.last_day), ("published_on", dates.published_on)):
            if day is not None and entry.decision.date <= day:
                self._tree.fault(
                    (*self._path, "decision", "date"), FaultCode.dates_disorder, earlier=key, later="decision"
                )
                return

    def _check_status(self, dates: Dates) -> None:
        """The file may lag behind the clock, never run ahead of it."""
        if self._status in (ConsultationStatus.draft, ConsultationStatus.cancelled):
            return
        clock = self._consultation(dates, ConsultationStatus.open).status(self._around.now)
        if dates.closes_at is None and self._status in _BY_THE_CLOCK[:2]:
            self._fault("status", FaultCode.dates_missing, given=self._status.value)
            return
        told = self._status if self._status in _BY_THE_CLOCK else ConsultationStatus.closed
        if _BY_THE_CLOCK.index(told) > _BY_THE_CLOCK.index(clock):
            self._fault("status", FaultCode.status_ahead, given=self._status.value, clock=clock.value)
        if self._kind.enforced and clock is not ConsultationStatus.closed:
            self._check_documents()

    def _check_documents(self) -> None:
        declared = {DocumentKind(document.kind) for document in self._entry.documents}
        missing = MANDATORY[self._kind] - declared
        if missing:
            kinds = [kind.value for kind in DocumentKind if kind in missing]
            key = "documents" if "documents" in self._entry.model_fields_set else "id"
            self._fault(key, FaultCode.documents_missing, kinds=", ".join(kinds))

    def _consultation(self, dates: Dates, recorded: ConsultationStatus | None = None) -> Consultation:
        entry = self._entry
        if recorded is None:
            recorded = ConsultationStatus.open if self._status in _BY_THE_CLOCK else self._status
            if self._status is ConsultationStatus.closed and entry.spravka is not None and entry.spravka.published:
                recorded = ConsultationStatus.reported
        decision = None
        if entry.decision is not None:
            decision = Decision(number=entry.decision.number, decided_on=entry.decision.date, note=entry.decision.note)
        return Consultation(
            slug=entry.id,
            kind=self._kind,
            title=entry.title_bg,
            summary=entry.summary_bg,
            translations=_translations(entry),
            url=entry.url,
            published_on=dates.published_on,
            term_days=dates.term_days,
            last_day=dates.last_day,
            earliest_adoption=dates.earliest_adoption,
            opens_at=dates.opens_at,
            closes_at=dates.closes_at,
            short_term_reason=entry.short_term_reason_bg,
            topics=tuple(TopicId(topic) for topic in entry.topics),
            places=tuple(PlaceId(place) for place in entry.places if place != ALL),
            recorded=recorded,
            decision=decision,
            cancelled_reason=entry.cancelled_reason_bg,
        )


def day(told: date | RelativeDay | None, loaded_on: date) -> date | None:
    """The day that a file tells, or counts from its first import."""
    return loaded_on + timedelta(days=told.relative_days) if isinstance(told, RelativeDay) else told


def _translations(entry: format.Consultation) -> dict[str, dict[str, str]]:
    found = {}
    for language in ("en", "tr"):
        texts = {field: getattr(entry, f"{field}_{language}") for field in ("title", "summary")}
        if told := {field: text for field, text in texts.items() if text is not None}:
            found[language] = told
    return found
