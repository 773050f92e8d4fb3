"""What is kept of a proposal, and what can be read off it."""

from datetime import date
from typing import Self

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bot.domain.dispositions import Answer
from bot.domain.errors import WrongState
from bot.domain.ids import ConsultationId, ParticipantId, ProposalId, SectionId
from bot.domain.personal_data import PersonalData, find
from bot.domain.proposal_kinds import (
    ANSWERED,
    MOVES,
    OVER,
    AuthorType,
    Channel,
    HiddenCode,
    ProposalKind,
    ProposalStatus,
    Stage,
    Stance,
)

NOT_KEPT = ProposalId(0)
"""The id of a proposal that storage has not seen yet."""


class Hidden(BaseModel):
    """Why it is not shown: a code, and a sentence that the author reads."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: HiddenCode
    sentence: str


class Record(BaseModel):
    """As kept. Public are its number, text, provision, stance and, with `name_public`, its name.

    `dated` is False where a source does not say when it was received: `received_on` is then the first day it may have
    been. `author` is who sent it by chat; an idea has none, and what staff entered has none. `name` is what the author
    wants to be called, None where no name was to be shown; a formal proposal has name and `contact` by law and shows
    them to nobody but staff. `draft_answer` is private until it is published. `due_on` is the authority's next
    deadline, of formal proposals only. `merged_into` is the proposal that answers for this one too.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: ProposalId = NOT_KEPT
    receipt_no: str
    kind: ProposalKind
    consultation: ConsultationId | None = None
    author: ParticipantId | None = None
    channel: Channel = Channel.bot
    author_type: AuthorType = AuthorType.citizen
    name: str | None = None
    name_public: bool = False
    contact: str | None = None
    organisation: str | None = None
    provision: str | None = None
    section: SectionId | None = None
    stance: Stance | None = None
    text: str
    language: str = "bg"
    status: ProposalStatus = ProposalStatus.submitted
    received_on: date
    dated: bool = True
    submitted_at: AwareDatetime
    hidden: Hidden | None = None
    review_asked: bool = False
    reviewed: bool = False
    answer: Answer | None = None
    answered_at: AwareDatetime | None = None
    draft_answer: Answer | None = None
    registry_no: str | None = None
    registered_on: date | None = None
    due_on: date | None = None
    note: str | None = None
    merged_into: ProposalId | None = None
    version: int = 1

    @property
    def is_public(self) -> bool:
        """Whether anybody may read it: it was checked and shown, and what came of it stays readable."""
        if self.kind is ProposalKind.formal or self.hidden is not None:
            return False
        return self.status is ProposalStatus.visible or self.status in ANSWERED

    @property
    def shown_name(self) -> str | None:
        """The name the public reads, None for "without a published name"."""
        return self.name if self.name_public else None

    @property
    def stage(self) -> Stage:
        """What staff owe it. To an idea that is hidden nothing more: there is nobody to answer."""
        if self.status in OVER or (self.kind is ProposalKind.idea and self.status is ProposalStatus.hidden):
            return Stage.over
        if self.status is ProposalStatus.submitted:
            return Stage.unchecked  # a merged one as well: its spravka waits for somebody to have looked at it
        if self.merged_into is not None:
            return Stage.merged
        return Stage.unanswered if self.draft_answer is None else Stage.prepared

    def may_become(self, status: ProposalStatus) -> bool:
        return status in MOVES[self.kind].get(self.status, frozenset())

    def require_unanswered(self, action: str) -> None:
        """Raises WrongState once the authority has spoken."""
        if self.status in ANSWERED:
            raise WrongState(state=self.status, action=action)

    def _become(self, status: ProposalStatus, action: str, **changes: object) -> Self:
        if not self.may_become(status):
            raise WrongState(state=self.status, action=action)
        return self.model_copy(update={"status": status, **changes})

    @property
    def readable(self) -> dict[str, str]:
        """All that the author put into words for others to read, by the name of the field."""
        said = {"text": self.text, "provision": self.provision, "organisation": self.organisation}
        return {name: words for name, words in {**said, "name": self.shown_name}.items() if words is not None}

    @property
    def personal(self) -> frozenset[PersonalData]:
        """What in those words leads to a person."""
        return frozenset(one.kind for words in self.readable.values() for one in find(words))
