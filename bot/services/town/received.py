"""What was received in a consultation of a town file, and what came of it: into the register, quietly and once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.domain import receipts
from bot.domain.calendar import at_local
from bot.domain.consultations import Consultation
from bot.domain.dispositions import Answer, Disposition
from bot.domain.personal_data import without_egn
from bot.domain.proposals import (
    OVER,
    AuthorType,
    Channel,
    Hidden,
    HiddenCode,
    Proposal,
    ProposalKind,
    ProposalStatus,
    Stance,
)
from bot.domain.text import clean
from bot.domain.town import OFFICIAL
from bot.services.town import format
from bot.services.town.references import REPORTED
from bot.services.town.terms import day
from storage import proposals, spravki
from storage.engine import Transaction


@dataclass(frozen=True)
class Received:
    """What a file tells: statements by their key, the sections of the draft, and whether the spravka is out."""

    statements: Mapping[str, Proposal]
    sections: Sequence[Mapping[str, str]]
    reported: bool
    source: str | None


class Took(NamedTuple):
    added: int = 0
    changed: int = 0
    unchanged: int = 0


def statements(entry: format.Consultation, consultation: Consultation, loaded_on: date) -> Received:
    """As they would be kept, without their numbers. A day that is not known becomes the first that it may have been."""
    reported = entry.spravka is not None and entry.spravka.published and entry.status in REPORTED
    first_day = consultation.published_on or entry.announced_by or loaded_on
    found = {
        one.id or str(position): _statement(one, day(one.received_on, loaded_on), first_day, reported=reported)
        for position, one in enumerate(entry.proposals)
    }
    source = None if entry.spravka is None else entry.spravka.source
    return Received(found, [one.by_language() for one in entry.sections], reported, source)


def _statement(one: format.Proposal, received_on: date | None, first_day: date, *, reported: bool) -> Proposal:
    answer = None
    if one.disposition is not None:
        answer = Answer(
            disposition=Disposition(one.disposition), reason=_masked(one.reason_bg), unit=_masked(one.unit_bg)
        )
    hidden = None
    if one.hidden is not None:
        hidden = Hidden(code=HiddenCode(one.hidden.code), sentence=_readable(one.hidden.sentence_bg))
    checked = ProposalStatus.visible if hidden is None else ProposalStatus.hidden
    status = checked if one.checked or hidden is not None else ProposalStatus.submitted
    return Proposal(
        receipt_no="",
        kind=ProposalKind.statement,
        channel=Channel(one.channel),
        author_type=AuthorType(one.author_type),
        name=_masked(one.author_name),
        name_public=one.name_public,
        provision=_masked(one.provision),
        stance=None if one.stance is None else Stance(one.stance),
        text=_readable(one.text_bg or one.gist_bg),
        language=OFFICIAL,
        # What the town has answered is answered, also where the source does not tell how.
        status=ProposalStatus.answered if reported else status,
        received_on=received_on or first_day,
        dated=received_on is not None,
        submitted_at=datetime.min.replace(tzinfo=UTC),
        hidden=hidden,
        answer=answer if reported else None,
        draft_answer=None if reported else answer,
    )


def _masked(text: str | None) -> str | None:
    return None if text is None else _readable(text)


def _readable(text: str) -> str:
    """As what people type is kept: no ЕГН, and no control character, which a Word document could not hold."""
    return without_egn(clean(text, at_most=len(text), at_least=0))


async def take(
    tx: Transaction, consultation: Consultation, told: Received, sources: Mapping[str, str], *, zone: ZoneInfo
) -> Took:
    """Adds what is new. What is there already belongs to staff, until the file tells that it was answered."""
    if told.sections:
        await proposals.put_sections(tx, consultation.id, told.sections)
    took = Took()
    for key, one in told.statements.items():
        imported = f"{consultation.slug}:{key}"
        kept = await proposals.by_imported(tx, imported)
        if kept is None:
            await _add(tx, consultation, one, imported, zone)
            took = took._replace(added=took.added + 1)
        elif told.reported and kept.status not in OVER:
            update = {"status": one.status, "answer": one.answer, "draft_answer": None}
            await proposals.save(tx, kept.model_copy(update=update))
            took = took._replace(changed=took.changed + 1)
        else:
            took = took._replace(unchanged=took.unchanged + 1)
    if told.reported and await spravki.of(tx, consultation.id) is None:
        await spravki.put(tx, consultation.id, by=None, nil=not told.statements, now=None)
        if told.source is not None:
            await spravki.put_url(tx, consultation.id, sources[told.source])
    return took


async def _add(tx: Transaction, consultation: Consultation, one: Proposal, imported: str, zone: ZoneInfo) -> None:
    year = one.received_on.year
    number = await proposals.next_number(tx, one.kind.series, year)
    update = {
        "receipt_no": receipts.format_number(one.kind.series, year, number),
        "consultation": consultation.id,
        "submitted_at": at_local(one.received_on, time.min, zone),
    }
    await proposals.add(tx, one.model_copy(update=update), imported=imported)
