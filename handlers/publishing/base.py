"""What every form about a consultation has: a draft of its own, and what it asks about.

A form says what it asks about (`subject`) and what becomes of an answer (`take`); the questions are the same for a
new consultation, a draft and a correction.
"""

from abc import ABC, abstractmethod
from datetime import date
from typing import Any, ClassVar, NamedTuple

from bot.domain.consultations import ConsultationKind
from bot.domain.term import FULL_TERM_DAYS
from bot.gateway.context import Context
from bot.gateway.form import Form
from bot.services.publishing import Paper
from bot.ui.desks import GoManaged
from bot.ui.publishing import callbacks as buttons
from bot.ui.publishing.questions import Frame
from handlers.publishing.desk import show_desk, show_one


class Subject(NamedTuple):
    """What the questions are about, as far as they depend on it.

    `has_reason`: the reason of a short term may go on holding.
    `opened`: it is published, and a term that starts again closes nothing meanwhile.
    """

    kind: ConsultationKind
    published_on: date
    term_days: int = FULL_TERM_DAYS
    has_reason: bool = False
    opened: bool = False


class Base(Form, ABC):
    form: ClassVar[str]
    """The letter that its buttons carry."""

    async def show_instead(self, context: Context) -> None:
        change = context.chosen(buttons.Confirm)
        if change is not None:
            await show_one(context, change.consultation)
        else:
            await show_desk(context, GoManaged(0))

    @abstractmethod
    async def take(self, context: Context, state: str, value: Any) -> str | None:
        """An answer, cleaned; returns the state that follows, as a conversation's handler does."""

    @abstractmethod
    async def subject(self, context: Context) -> Subject: ...

    @abstractmethod
    def frame(self, context: Context, state: str) -> Frame: ...

    @abstractmethod
    async def papers(self, context: Context) -> list[Paper]: ...

    @abstractmethod
    async def add_paper(self, context: Context, paper: Paper) -> None: ...

    @abstractmethod
    async def drop_paper(self, context: Context, number: int) -> None: ...
