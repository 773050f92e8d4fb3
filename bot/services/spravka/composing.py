"""The spravka of a consultation, put together from what is kept; for screens, for files and for the command line."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.calendar import town_date
from bot.domain.consultations import Consultation, ConsultationStatus
from bot.domain.ids import ConsultationId
from bot.domain.proposals import Proposal
from bot.domain.spravka import Header, Spravka
from bot.domain.town import OFFICIAL
from storage import consultations, proposals, spravki, town
from storage.engine import Transaction
from storage.spravki import Published

_OUTCOMES = {ConsultationStatus.adopted: True, ConsultationStatus.not_adopted: False}


@dataclass(frozen=True, slots=True)
class Reading:
    """The spravka with what it was made of: every statement of the consultation, also those taken back."""

    consultation: Consultation
    spravka: Spravka
    statements: list[Proposal]
    published: Published | None


async def read(tx: Transaction, number: int, *, now: datetime, zone: ZoneInfo) -> Reading:
    """As it stands: published, or as staff have prepared it so far. Raises NotFound."""
    consultation = await consultations.get(tx, ConsultationId(number))
    published = await spravki.of(tx, consultation.id)
    statements = await proposals.of_consultation(tx, consultation.id)
    sections = {one.id: one.names for one in await proposals.sections(tx, consultation.id, retired=True)}
    header = await header_of(tx, consultation, published, now=now, zone=zone)
    return Reading(consultation, Spravka.of(header, statements, sections=sections), statements, published)


async def header_of(
    tx: Transaction, consultation: Consultation, published: Published | None, *, now: datetime, zone: ZoneInfo
) -> Header:
    deciding = next((one for one in await town.organisations(tx) if one.may_decide), None)
    facts = await consultations.facts(tx, consultation.id)
    titles = {language: texts["title"] for language, texts in consultation.translations.items() if texts.get("title")}
    at = None if published is None else published.published_at
    return Header(
        titles={OFFICIAL: consultation.title, **titles},
        organisation={OFFICIAL: ""} if deciding is None else dict(deciding.names),
        url=consultation.url,
        published_on=consultation.published_on,
        last_day=consultation.last_day,
        term_days=consultation.term_days,
        channels=tuple(facts.get("channels_bg", ())),
        by_chat=consultation.slug is None,
        published=published is not None,
        spravka_on=None if at is None else town_date(at, zone),
        spravka_url=None if published is None else published.url,
        decision=consultation.decision,
        adopted=_OUTCOMES.get(consultation.recorded),
        # What is published is the same file whenever it is made.
        made_at=at or now,
    )
