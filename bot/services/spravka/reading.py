"""The published spravka as everybody reads it, and as an author finds their own row in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.consultations import Consultation
from bot.domain.dispositions import Disposition
from bot.domain.errors import NotFound
from bot.domain.ids import ConsultationId
from bot.domain.spravka import Header, Row, Spravka
from bot.domain.staff import Action
from bot.services import consultations
from bot.services.spravka.composing import header_of
from bot.services.turn import Turn
from storage import proposals, spravki


@dataclass(frozen=True, slots=True)
class Public:
    """`counts` are rows by disposition, None for those of which the source does not tell it; `own` are the reader's
    rows, oldest first.
    """

    consultation: Consultation
    header: Header
    counts: Mapping[Disposition | None, int]
    own: tuple[Row, ...]
    prepares: bool = False
    """Whether the reader is of the staff who work on it."""

    @property
    def total(self) -> int:
        return sum(self.counts.values())


async def public(turn: Turn, number: int) -> Public:
    """Counted and not read: thousands may ask at once. Raises NotFound where there is none, or it is not out."""
    consultation = await consultations.public(turn, number)
    published = await spravki.of(turn.tx, consultation.id)
    if published is None:
        raise NotFound(what="spravka")
    header = await header_of(turn.tx, consultation, published, now=turn.now, zone=turn.town.zone)
    counts, own = await spravki.counts(turn.tx, consultation.id), await _own(turn, header, number)
    return Public(consultation, header, counts, own, turn.may(Action.proposal_prepare))


async def _own(turn: Turn, header: Header, number: int) -> tuple[Row, ...]:
    if turn.actor is None:
        return ()
    consultation = ConsultationId(number)
    mine = {one.id: one for one in await proposals.own_statements(turn.tx, turn.actor.id, consultation)}
    mains = await proposals.by_ids(turn.tx, {one.merged_into for one in mine.values() if one.merged_into is not None})
    sections = {one.id: one.names for one in await proposals.sections(turn.tx, consultation, retired=True)}
    rows = Spravka.of(header, (mains | mine).values(), sections=sections).rows
    return tuple(row for row in rows if row.proposal in mine)
