"""Consultations as worst as people can make them, for tests of screens."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.domain.calendar import WorkCalendar
from bot.domain.consultations import Consultation, ConsultationKind, ConsultationStatus, Decision, DocumentKind
from bot.domain.ids import ConsultationId, DocumentId, PlaceId, TopicId
from bot.domain.participation import Hearing, Participation
from bot.domain.term import Proof, prove
from bot.services.consultations import Card, Following
from storage.consultations import Document
from storage.files import FileId, StoredFile

NOON = datetime(2026, 11, 2, 10, tzinfo=UTC)
PUBLISHED = date(2026, 11, 2)
FAMILY = "👨‍👩‍👧‍👦"
HOSTILE = "<b>&\"'</b> <script> %s \u0301\u0301\u0301 "
A_HEARING = Hearing(starts_at=datetime(2026, 11, 12, 15, 30, tzinfo=UTC), place="зала „Хасково“")
LONG_ID = ConsultationId(10**17)

WORST_TITLES = ("Наредба", HOSTILE * 7, "я" * 300, FAMILY * 200, "<" * 300, "x" * 300)
WORST_SUMMARIES = ("Кратко описание на промяната.", HOSTILE * 50, "дума " * 300, FAMILY * 1500, "&" * 1500)


def a_consultation(*, published: date = PUBLISHED, term: int = 30, **changes: Any) -> Consultation:
    proof = a_proof(published, term)
    values: dict[str, Any] = {
        "id": LONG_ID,
        "kind": ConsultationKind.ordinance,
        "title": "Наредба за зелената система",
        "summary": "Дърветата се режат само след обявление.",
        "url": "https://example.org/a",
        "published_on": published,
        "term_days": term,
        "last_day": proof.last_day,
        "earliest_adoption": proof.earliest_adoption,
        "opens_at": proof.opens_at,
        "closes_at": proof.closes_at,
        "topics": (TopicId("waste"),),
        "places": (PlaceId("orlovo"),),
        "recorded": ConsultationStatus.open,
    }
    return Consultation.model_validate(values | changes)


def a_proof(published: date = PUBLISHED, term: int = 30) -> Proof:
    return prove(published, term, calendar=WorkCalendar(), enforced=False)


def everywhere() -> Iterator[Consultation]:
    """One of every standing, with whatever may be known or not."""
    yield a_consultation()
    for days in (0, 1, 2, 29):
        yield a_consultation(published=PUBLISHED - timedelta(days=30 - days))
    yield a_consultation(published=PUBLISHED + timedelta(days=3))
    yield a_consultation(term=14, short_term_reason="Защото " + "много " * 80 + "е спешно.")
    yield a_consultation(published=date(2026, 9, 1))
    bare: dict[str, Any] = {
        field: None
        for field in ("url", "published_on", "term_days", "last_day", "earliest_adoption", "opens_at", "closes_at")
    }
    yield a_consultation(**bare)
    yield a_consultation(recorded=ConsultationStatus.draft)
    yield a_consultation(kind=ConsultationKind.general_act, participation=tuple(Participation), hearing=A_HEARING)
    yield a_consultation(recorded=ConsultationStatus.reported)
    yield a_consultation(recorded=ConsultationStatus.cancelled, cancelled_reason=HOSTILE * 10)
    yield a_consultation(recorded=ConsultationStatus.cancelled, **bare)
    for status in (ConsultationStatus.adopted, ConsultationStatus.not_adopted):
        yield a_consultation(recorded=status)
        for number in (None, 515):
            decision = Decision(number=number, decided_on=date(2021, 12, 17), note=HOSTILE * 40)
            yield a_consultation(recorded=status, decision=decision, **bare)


def worst() -> Iterator[Consultation]:
    """Texts as long and as hostile as they may be, everywhere at once."""
    for title in WORST_TITLES:
        for summary in WORST_SUMMARIES:
            translations = {"en": {"title": title, "summary": summary}, "tr": {"title": title}}
            yield a_consultation(
                title=title,
                summary=summary,
                term=14,
                short_term_reason=FAMILY * 500,
                translations=translations,
                url="https://example.org/" + "a" * 470,
                participation=tuple(Participation),
                hearing=Hearing(starts_at=NOON, place=HOSTILE * 20),
            )


def a_card(consultation: Consultation, following: Following = "no", **changes: Any) -> Card:
    values: dict[str, Any] = {
        "consultation": consultation,
        "topics": [f"Тема номер {number}" for number in range(15)],
        "places": [f"Село номер {number}" for number in range(37)],
        "documents": 99,
        "following": following,
        "may_follow": True,
    }
    return Card(**(values | changes))


def a_document(number: int, kind: DocumentKind, *, replaced: bool = False, name: str = "я" * 80 + ".pdf") -> Document:
    return Document(
        id=DocumentId(10**17 + number),
        consultation=LONG_ID,
        kind=kind,
        file=StoredFile(
            id=FileId(number), name=name, mime="application/pdf", size=1, telegram_id="x", has_content=False
        ),
        added_at=NOON,
        replaced_at=NOON if replaced else None,
    )
