from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from bot.domain.calendar import WorkCalendar
from bot.domain.consultations import Consultation, ConsultationKind, ConsultationStatus
from bot.domain.ids import PlaceId, TopicId
from bot.domain.term import prove
from bot.domain.town import Place, PlaceKind, Topic
from storage import town
from storage.engine import Transaction

NOON = datetime(2026, 11, 10, 10, tzinfo=UTC)


def a_consultation(
    *, published: date = date(2026, 11, 2), term: int = 30, topics: Iterable[str] = ("waste",), **changes: Any
) -> Consultation:
    proof = prove(published, term, calendar=WorkCalendar())
    opens_at = datetime.combine(published, datetime.min.time(), UTC)
    values = {
        "kind": ConsultationKind.ordinance,
        "title": "Наредба за зелената система",
        "summary": "Дърветата се режат само след обявление.",
        "translations": {"en": {"title": "Green ordinance", "summary": "Trees are felled after notice only."}},
        "url": "https://example.org/a",
        "published_on": published,
        "term_days": term,
        "last_day": proof.last_day,
        "earliest_adoption": proof.earliest_adoption,
        "opens_at": opens_at,
        "closes_at": proof.closes_at,
        "topics": tuple(TopicId(topic) for topic in topics),
        "places": (PlaceId("orlovo"),),
        "recorded": ConsultationStatus.open,
    }
    return Consultation.model_validate(values | changes)


async def a_town(tx: Transaction) -> None:
    await town.put_topics(tx, [Topic(id=TopicId(name), names={"bg": name}) for name in ("waste", "budget", "green")])
    await town.put_places(
        tx,
        [Place(id=PlaceId(name), kind=PlaceKind.village, names={"bg": name}) for name in ("orlovo", "voyvodovo")],
    )
