"""The spravka: the published table of what was proposed in a consultation and what became of it (ЗНА чл. 26, ал. 5)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bot.domain.consultations import Decision
from bot.domain.dispositions import Answer, Disposition
from bot.domain.errors import DomainError
from bot.domain.ids import ProposalId, SectionId
from bot.domain.proposals import AuthorType, Channel, Hidden, Proposal, ProposalStatus, Stance
from bot.domain.town import OFFICIAL

Names = Mapping[str, str]
"""A text by language; the official one is always there."""


class SpravkaIncomplete(DomainError):
    """Rows lack what the law asks: `unchecked` nobody looked at, `undecided` have no disposition, `unexplained` no
    reason. A row is counted once, where it comes first.
    """

    def __init__(self, *, unchecked: int, undecided: int, unexplained: int) -> None:
        super().__init__(unchecked=unchecked, undecided=undecided, unexplained=unexplained)


class SpravkaTooEarly(DomainError):
    """Opinions are still taken, until the end of `last_day`."""

    def __init__(self, *, last_day: date) -> None:
        super().__init__(last_day=last_day)


class Lacks(StrEnum):
    """What a row still lacks. Each is a state of the staff's queue as well (`storage.proposals.Filter`)."""

    check = "unchecked"
    disposition = "unanswered"
    reason = "prepared"


class Row(BaseModel):
    """One statement. `author` is the name its author chose to show, None for "without a published name".

    A hidden one keeps its row and its disposition, and shows instead of its text why it is hidden; its name and
    provision, which nobody may have looked at, go with the text. A merged one says what its main one says, and names
    it (`merged_into`). `dated` is False where the source does not say when it was received.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    proposal: ProposalId
    receipt_no: str
    received_on: date
    dated: bool = True
    channel: Channel
    author: str | None = None
    author_type: AuthorType
    organisation: str | None = None
    provision: str | None = None
    section: dict[str, str] | None = None
    stance: Stance | None = None
    text: str | None = None
    hidden: Hidden | None = None
    checked: bool = True
    disposition: Disposition | None = None
    reason: str | None = None
    unit: str | None = None
    due_on: date | None = None
    merged_into: str | None = None

    @property
    def lacks(self) -> Lacks | None:
        """The first thing that keeps it from being published. What a merged one lacks is counted at its main one."""
        if not self.checked:
            return Lacks.check
        if self.merged_into is not None:
            return None
        if self.disposition is None:
            return Lacks.disposition
        return Lacks.reason if self.disposition.needs_reason and self.reason is None else None

    def section_in(self, language: str) -> str | None:
        return None if self.section is None else in_language(self.section, language)


class Missing(NamedTuple):
    """Rows by what they lack."""

    unchecked: tuple[Row, ...]
    undecided: tuple[Row, ...]
    unexplained: tuple[Row, ...]

    @property
    def rows(self) -> int:
        return len(self.unchecked) + len(self.undecided) + len(self.unexplained)


class Header(BaseModel):
    """What the table is about. `url` is where the draft stood on the website; None and empty where not known.

    `channels` are those that were open to people as the source tells them (official language); `by_chat` is whether
    chat was among them where no source tells, which of the past is not known. `spravka_on` is the
    day it was published, None while it is a draft of staff and where the source does not tell.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    titles: dict[str, str]
    organisation: dict[str, str]
    url: str | None = None
    published_on: date | None = None
    last_day: date | None = None
    term_days: int | None = None
    channels: tuple[str, ...] = ()
    by_chat: bool = True
    published: bool = False
    spravka_on: date | None = None
    spravka_url: str | None = None
    decision: Decision | None = None
    adopted: bool | None = None
    made_at: AwareDatetime

    def title(self, language: str) -> str:
        return in_language(self.titles, language)


class Spravka(BaseModel):
    """Header and rows, in the order of receipt, then of numbers."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    header: Header
    rows: tuple[Row, ...]

    @classmethod
    def of(
        cls, header: Header, proposals: Iterable[Proposal], *, sections: Mapping[SectionId, Names] | None = None
    ) -> Self:
        """Of a consultation's statements; what was taken back gets no row."""
        kept = {one.id: one for one in proposals if one.status is not ProposalStatus.withdrawn}
        rows = [_row(one, kept, sections or {}) for one in kept.values()]
        return cls(header=header, rows=tuple(sorted(rows, key=_order)))

    @property
    def counts(self) -> dict[Disposition, int]:
        """Rows by disposition, every disposition in its order."""
        found = Counter(row.disposition for row in self.rows)
        return {disposition: found[disposition] for disposition in Disposition}

    @property
    def undecided(self) -> int:
        """Rows without a disposition; in a published one those of which the source does not tell it."""
        return sum(row.disposition is None for row in self.rows)

    @property
    def missing(self) -> Missing:
        return missing(self.rows)

    @property
    def is_nil(self) -> bool:
        """Nothing came in; it is published all the same."""
        return not self.rows

    @property
    def publishable(self) -> bool:
        return not self.missing.rows

    def require_complete(self) -> Self:
        """Raises SpravkaIncomplete."""
        unchecked, undecided, unexplained = (len(rows) for rows in self.missing)
        if unchecked or undecided or unexplained:
            raise SpravkaIncomplete(unchecked=unchecked, undecided=undecided, unexplained=unexplained)
        return self


def missing(rows: Sequence[Row]) -> Missing:
    """Every row that keeps the spravka from being published, once."""
    return Missing(*(tuple(row for row in rows if row.lacks is lack) for lack in Lacks))


def main_of(proposal: Proposal, others: Mapping[ProposalId, Proposal]) -> Proposal:
    """The one that answers for it: itself, unless it was merged into one that was not taken back since."""
    main = proposal
    while main.merged_into is not None and main.merged_into in others:
        main = others[main.merged_into]
    return main


def answer_of(proposal: Proposal, others: Mapping[ProposalId, Proposal]) -> Answer | None:
    """What is published of it, or prepared to be."""
    main = main_of(proposal, others)
    return proposal.answer or main.answer or main.draft_answer


def _row(one: Proposal, others: Mapping[ProposalId, Proposal], sections: Mapping[SectionId, Names]) -> Row:
    main, answer = main_of(one, others), answer_of(one, others)
    shown = one.hidden is None
    named = shown and one.name_public
    section = None if one.section is None else sections.get(one.section)
    return Row(
        proposal=one.id,
        receipt_no=one.receipt_no,
        received_on=one.received_on,
        dated=one.dated,
        channel=one.channel,
        author=one.shown_name if named else None,
        author_type=one.author_type,
        organisation=one.organisation if named else None,
        provision=one.provision if shown else None,
        section=None if section is None else dict(section),
        stance=one.stance,
        text=one.text if shown else None,
        hidden=one.hidden,
        checked=one.status is not ProposalStatus.submitted,
        disposition=None if answer is None else answer.disposition,
        reason=None if answer is None else answer.reason,
        unit=None if answer is None else answer.unit,
        due_on=None if answer is None else answer.due_on,
        merged_into=None if main is one else main.receipt_no,
    )


def _order(row: Row) -> tuple[date, list[int]]:
    """`S-26-00042` counts as 26, 42: a hundred thousand in a year must not come before the second."""
    return row.received_on, [int(part) for part in row.receipt_no.split("-")[1:]]


def in_language(names: Names, language: str) -> str:
    """In a language, else in Latin letters for those who do not read Cyrillic, else the official text."""
    latin = names.get("en") if language != OFFICIAL else None
    return names.get(language) or latin or names[OFFICIAL]
