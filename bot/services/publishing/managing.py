"""What staff have on their desk: drafts first, then what is open by nearest deadline, what is coming, and what owes a
spravka, the one closed first before the others.
"""

from dataclasses import dataclass

from bot.domain.consultations import Consultation, ConsultationStatus
from bot.domain.errors import NotFound
from bot.domain.ids import ConsultationId
from bot.domain.questionnaires import Audience
from bot.domain.staff import Action
from bot.services.attached import Attached, attached
from bot.services.consultations import PAGE, Page
from bot.services.publishing.papers import Paper
from bot.services.turn import Turn
from storage import consultations as stored
from storage import spravki


@dataclass(frozen=True, slots=True)
class Managed:
    """A published consultation as staff see it."""

    consultation: Consultation
    papers: tuple[Paper, ...]
    may_change: bool
    attached: Attached | None = None
    """The questionnaire about it."""


async def managed_page(turn: Turn, wanted: int) -> tuple[list[Consultation], Page]:
    """A page of the desk. Raises NotAllowed."""
    turn.require(Action.consultation_prepare)
    drafts = await stored.count_drafts(turn.tx)
    opened = await stored.count(turn.tx, "open", turn.now)
    coming = await stored.count(turn.tx, "coming", turn.now)
    owing = await spravki.count_due(turn.tx, now=turn.now)
    page = Page.of(drafts + opened + coming + owing, wanted)
    found = await stored.drafts(turn.tx, limit=PAGE, offset=page.offset) if page.offset < drafts else []
    if len(found) < PAGE:
        skipped = max(page.offset - drafts, 0)
        found += await stored.page(
            turn.tx, shelf="open", now=turn.now, limit=PAGE - len(found), offset=min(skipped, opened)
        )
    if len(found) < PAGE:
        skipped = max(page.offset - drafts - opened, 0)
        found += await stored.page(
            turn.tx, shelf="coming", now=turn.now, limit=PAGE - len(found), offset=min(skipped, coming)
        )
    if len(found) < PAGE:
        skipped = max(page.offset - drafts - opened - coming, 0)
        numbers = await spravki.due(turn.tx, now=turn.now, limit=PAGE - len(found), offset=skipped)
        closed = await stored.by_ids(turn.tx, numbers)
        found += [closed[number] for number in numbers]
    return found, page


async def managed(turn: Turn, number: int) -> Managed:
    """Raises NotAllowed, and NotFound for what does not exist or is a draft still (see `drafts.view`)."""
    turn.require(Action.consultation_prepare)
    consultation = await stored.get(turn.tx, ConsultationId(number))
    if consultation.recorded is ConsultationStatus.draft:
        raise NotFound(what="consultation")
    found = await stored.documents(turn.tx, consultation.id)
    return Managed(
        consultation=consultation,
        papers=tuple(Paper(one.kind, one.file.id, one.file.name, one.id) for one in found),
        may_change=turn.may(Action.consultation_change),
        attached=await attached(turn, Audience(consultation=consultation.id)),
    )


async def is_draft(turn: Turn, number: int) -> bool:
    """Raises NotAllowed, NotFound."""
    turn.require(Action.consultation_prepare)
    consultation = await stored.get(turn.tx, ConsultationId(number))
    return consultation.recorded is ConsultationStatus.draft
