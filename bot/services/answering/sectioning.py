"""What the text of a consultation is divided into, so that people can say what they speak of."""

from collections.abc import Sequence

from bot.domain.consultations import Consultation
from bot.domain.errors import DomainError
from bot.domain.staff import Action
from bot.domain.text import clean
from bot.domain.town import OFFICIAL
from bot.services import consultations
from bot.services.turn import Turn
from storage import proposals as stored
from storage.proposals import Section

SECTIONS_AT_MOST = 100
SECTION_AT_MOST = 120
"""User-visible characters of a section's title."""
LINE_AT_MOST = 4096


class TooManySections(DomainError):
    def __init__(self, *, count: int, limit: int) -> None:
        super().__init__(count=count, limit=limit)


class SectionTooLong(DomainError):
    """`line` counts from 1, `count` and `limit` are user-visible characters."""

    def __init__(self, *, line: int, limit: int) -> None:
        super().__init__(line=line, limit=limit)


def read_sections(typed: str) -> list[str]:
    """A title from each line that is not empty; the same one twice is one.

    Raises TextEmpty, TooManySections, SectionTooLong.
    """
    titles: dict[str, None] = {}
    for number, line in enumerate(clean(typed, at_most=LINE_AT_MOST).split("\n"), 1):
        title = " ".join(line.split())
        if len(title) > SECTION_AT_MOST:
            raise SectionTooLong(line=number, limit=SECTION_AT_MOST)
        if title:
            titles[title] = None
    if len(titles) > SECTIONS_AT_MOST:
        raise TooManySections(count=len(titles), limit=SECTIONS_AT_MOST)
    return list(titles)


async def sectioned(turn: Turn, number: int) -> tuple[Consultation, list[Section]]:
    """A consultation and its sections as they are. Raises NotAllowed, NotFound."""
    turn.require(Action.consultation_change)
    consultation = await consultations.public(turn, number)
    return consultation, await stored.sections(turn.tx, consultation.id)


async def put_sections(turn: Turn, number: int, titles: Sequence[str]) -> Consultation:
    """These from now on, none where there are no titles. Raises NotAllowed, NotFound."""
    consultation, _ = await sectioned(turn, number)
    await stored.put_sections(turn.tx, consultation.id, [{OFFICIAL: title} for title in titles])
    turn.audit("consultation.sections_set", subject=f"consultation:{consultation.id}", count=len(titles))
    return consultation
