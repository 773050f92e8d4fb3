"""Public consultations: what they are, where they stand, and the verbs that move them (ЗНА чл. 26)."""

from collections.abc import Collection
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, model_validator

from bot.domain.consultation_refusals import AdoptionTooEarly, NothingToCorrect, SpravkaNeeded, TermNotLonger, TermOver
from bot.domain.errors import DomainError, WrongState
from bot.domain.ids import ConsultationId, PlaceId, TopicId
from bot.domain.participation import Hearing, Participation, against_participation
from bot.domain.publication import (
    MANDATORY,
    AddressMissing,
    ConsultationKind,
    DocumentKind,
    MissingDocuments,
    ShortTermReasonNeeded,
    TermTooShort,
    against_publishing,
    against_term,
)
from bot.domain.term import FULL_TERM_DAYS, SHORTEST_TERM_DAYS, Proof
from bot.domain.wording import clean_address, clean_reason, clean_summary, clean_title

__all__ = [
    "MANDATORY",
    "NOT_KEPT",
    "AddressMissing",
    "AdoptionTooEarly",
    "Consultation",
    "ConsultationKind",
    "ConsultationStatus",
    "Decision",
    "DocumentKind",
    "MissingDocuments",
    "NothingToCorrect",
    "ShortTermReasonNeeded",
    "SpravkaNeeded",
    "TermNotLonger",
    "TermOver",
    "TermTooShort",
]

NOT_KEPT = ConsultationId(0)
"""The id of a consultation that storage has not seen yet."""


class ConsultationStatus(StrEnum):
    draft = "draft"
    scheduled = "scheduled"
    open = "open"
    closed = "closed"
    reported = "reported"
    adopted = "adopted"
    not_adopted = "not_adopted"
    cancelled = "cancelled"


class Decision(BaseModel):
    """How the council decided. Old records may lack the number."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int | None
    decided_on: date
    note: str | None = None


_DECIDED_BY_PEOPLE = frozenset(ConsultationStatus) - {ConsultationStatus.scheduled, ConsultationStatus.closed}
_BEFORE_CLOSING = frozenset({ConsultationStatus.scheduled, ConsultationStatus.open})
_CANCELLABLE = _BEFORE_CLOSING | {ConsultationStatus.draft}
_CORRECTABLE = frozenset({ConsultationStatus.draft, ConsultationStatus.open})


class Consultation(BaseModel):
    """A published draft, open for opinions between `opens_at` and `closes_at` (half-open, UTC).

    `recorded` is what people decided; scheduled, open and closed are read off the clock by `status`, so a
    published one is recorded as open. No `places` means the whole municipality. `translations` are help, by
    language, with the keys "title" and "summary". `version` is the one that was read: verbs leave it, storage
    counts it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: ConsultationId = NOT_KEPT
    slug: str | None = None
    kind: ConsultationKind
    title: str
    summary: str
    translations: dict[str, dict[str, str]] = {}
    url: str | None = None
    published_on: date | None = None
    term_days: int | None = None
    last_day: date | None = None
    earliest_adoption: date | None = None
    opens_at: AwareDatetime | None = None
    closes_at: AwareDatetime | None = None
    short_term_reason: str | None = None
    topics: tuple[TopicId, ...] = ()
    places: tuple[PlaceId, ...] = ()
    participation: tuple[Participation, ...] = ()
    hearing: Hearing | None = None
    recorded: ConsultationStatus = ConsultationStatus.draft
    decision: Decision | None = None
    cancelled_reason: str | None = None
    version: int = 1

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.recorded not in _DECIDED_BY_PEOPLE:
            raise ValueError(f"{self.recorded} follows the clock and is never recorded")
        if self.opens_at is not None and self.closes_at is not None and self.closes_at <= self.opens_at:
            raise ValueError("closes before it opens")
        return self

    def status(self, now: datetime) -> ConsultationStatus:
        """Where it stands. One published long ago, whose closing nobody noted, is closed."""
        if self.recorded is not ConsultationStatus.open:
            return self.recorded
        if self.closes_at is None or now >= self.closes_at:
            return ConsultationStatus.closed
        if self.opens_at is not None and now < self.opens_at:
            return ConsultationStatus.scheduled
        return ConsultationStatus.open

    def is_open(self, now: datetime) -> bool:
        return self.status(now) is ConsultationStatus.open

    def days_left(self, today: date) -> int | None:
        """Days until the last one, as "7 days left" counts them: 0 on the last day and ever after."""
        return None if self.last_day is None else max((self.last_day - today).days, 0)

    def title_in(self, language: str) -> str:
        return self.translations.get(language, {}).get("title") or self.title

    def summary_in(self, language: str) -> str:
        return self.translations.get(language, {}).get("summary") or self.summary

    def is_translated(self, language: str) -> bool:
        """Whether any of it shows in translation, to be marked as help: the Bulgarian text is official."""
        return any(self.translations.get(language, {}).values())

    def objections(
        self, proof: Proof, *, reason: str | None = None, documents: Collection[DocumentKind] = ()
    ) -> tuple[DomainError, ...]:
        """What the law has against publishing it like this, gravest first.

        Where the kind is `enforced` the first refuses; for the rest they are warnings for the preview.
        """
        return (
            *against_publishing(self.kind, proof, reason=reason, documents=documents, url=self.url),
            *against_participation(self.kind, self.participation, self.hearing),
        )

    def publish(
        self,
        proof: Proof,
        now: datetime,
        reason: str | None = None,
        *,
        documents: Collection[DocumentKind] = (),
    ) -> Self:
        """Opens it, at once or on a published day still to come.

        `documents` are the kinds at hand, `reason` the one for a short term. Raises the first of `objections`
        where they bind; WrongState, TermTooShort (without a last day), TermOver.
        """
        self._must_be(frozenset({ConsultationStatus.draft}), now, "publish")
        if self.kind.enforced:
            for objection in self.objections(proof, reason=reason, documents=documents):
                raise objection
        return self._under(proof, now, reason, opens_at=proof.opens_at, recorded=ConsultationStatus.open)

    def extend(self, proof: Proof, now: datetime) -> Self:
        """Moves the last day later, counted from the same publication. Opinions given stay valid.

        Raises WrongState once it is closed, TermNotLonger.
        """
        self._must_be(_BEFORE_CLOSING, now, "extend")
        if proof.published != self.published_on:
            raise ValueError("an extension counts from the same publication; a new one is a restart")
        proposed = proof.last_day or proof.nominal
        if self.last_day is not None and proposed <= self.last_day:
            raise TermNotLonger(last_day=self.last_day, proposed=proposed)
        return self._under(proof, now, self.short_term_reason)

    def restart(self, proof: Proof, now: datetime, reason: str | None = None) -> Self:
        """Counts the term anew after the draft or the motives were replaced (our rule).

        Once open it stays open meanwhile, and no day may be lost (TermNotLonger). Without a new `reason` the
        old one goes on holding. Raises WrongState once it is closed; TermTooShort and ShortTermReasonNeeded
        where the kind is enforced.
        """
        status = self._must_be(_BEFORE_CLOSING, now, "restart")
        why = reason or self.short_term_reason
        if self.kind.enforced:
            for objection in against_term(proof, why):
                raise objection
        if status is ConsultationStatus.scheduled:
            return self._under(proof, now, why, opens_at=proof.opens_at)
        proposed = proof.last_day or proof.nominal
        if self.last_day is not None and proposed < self.last_day:
            raise TermNotLonger(last_day=self.last_day, proposed=proposed)
        return self._under(proof, now, why)

    def correct(
        self,
        *,
        title: str | None = None,
        summary: str | None = None,
        translations: dict[str, dict[str, str]] | None = None,
        url: str | None = None,
        topics: tuple[TopicId, ...] | None = None,
        places: tuple[PlaceId, ...] | None = None,
        participation: tuple[Participation, ...] | None = None,
        hearing: Hearing | None = None,
    ) -> Self:
        """Changes what is said about the draft, never the draft or its term; None leaves a field as it is.

        A corrected title or summary loses its translations unless new ones come with it: a stale one
        misleads. Raises WrongState once it is reported, decided or cancelled; NothingToCorrect; and what
        `wording` refuses.
        """
        if self.recorded not in _CORRECTABLE:
            raise WrongState(state=self.recorded, action="correct")
        wanted: dict[str, object] = {
            "title": None if title is None else clean_title(title),
            "summary": None if summary is None else clean_summary(summary),
            "translations": translations,
            "url": None if url is None else clean_address(url),
            "topics": topics,
            "places": places,
            "participation": participation,
            "hearing": hearing,
        }
        changes = {
            field: value for field, value in wanted.items() if value is not None and value != getattr(self, field)
        }
        if not changes:
            raise NothingToCorrect()
        if translations is None and self.translations:
            changes["translations"] = {
                language: {field: words for field, words in texts.items() if field not in changes}
                for language, texts in self.translations.items()
            }
        return self.model_copy(update=changes)

    def cancel(self, reason: str, now: datetime) -> Self:
        """Ends it before its time. Raises WrongState once it is closed, TextEmpty without a reason."""
        self._must_be(_CANCELLABLE, now, "cancel")
        return self.model_copy(
            update={"recorded": ConsultationStatus.cancelled, "cancelled_reason": clean_reason(reason)}
        )

    def report(self, now: datetime) -> Self:
        """Its spravka is out, and adoption is free to follow (ЗНА чл. 26, ал. 5). Raises WrongState unless closed."""
        self._must_be(frozenset({ConsultationStatus.closed}), now, "report")
        return self.model_copy(update={"recorded": ConsultationStatus.reported})

    def decide(self, decision: Decision, now: datetime, *, adopted: bool) -> Self:
        """How the council decided, after the spravka. Raises SpravkaNeeded while it is closed without one,
        AdoptionTooEarly, WrongState.
        """
        if self.status(now) is ConsultationStatus.closed:
            raise SpravkaNeeded()
        self._must_be(frozenset({ConsultationStatus.reported}), now, "decide")
        earliest = self.earliest_adoption
        if adopted and earliest is not None and decision.decided_on < earliest:
            raise AdoptionTooEarly(earliest=earliest)
        recorded = ConsultationStatus.adopted if adopted else ConsultationStatus.not_adopted
        return self.model_copy(update={"recorded": recorded, "decision": decision})

    def _must_be(self, allowed: frozenset[ConsultationStatus], now: datetime, action: str) -> ConsultationStatus:
        status = self.status(now)
        if status not in allowed:
            raise WrongState(state=status, action=action)
        return status

    def _under(self, proof: Proof, now: datetime, reason: str | None, **changes: object) -> Self:
        if proof.last_day is None or proof.closes_at is None:
            raise TermTooShort(term_days=proof.term_days, limit=SHORTEST_TERM_DAYS)
        if now >= proof.closes_at:
            raise TermOver(last_day=proof.last_day)
        short = proof.term_days < FULL_TERM_DAYS
        return self.model_copy(
            update={
                "published_on": proof.published,
                "term_days": proof.term_days,
                "last_day": proof.last_day,
                "earliest_adoption": proof.earliest_adoption,
                "closes_at": proof.closes_at,
                "short_term_reason": clean_reason(reason) if short and reason is not None else None,
                **changes,
            }
        )
