"""What both forms about a forum have: the same questions, and what each answer is called in the record."""

from abc import ABC, abstractmethod
from datetime import datetime
from typing import Any, ClassVar

from bot.domain.forums import ForumKind
from bot.domain.ids import BodyId, ConsultationId
from bot.gateway.context import Context
from bot.gateway.form import Form
from bot.ui.desks import GoForumsManaged
from bot.ui.hosting import callbacks as buttons
from bot.ui.hosting.questions import Frame
from handlers.hosting.desk import show_desk, show_one

QUESTIONNAIRE = "post-forum"
"""The template that is sent afterwards unless staff choose otherwise."""
RECORD = {
    "title": "title",
    "kind": "kind",
    "starts": "starts_at",
    "ends": "ends_at",
    "place": "place_text",
    "access": "access",
    "link": "online_url",
    "seats": "capacity",
    "purpose": "purpose",
    "agenda": "agenda",
    "consultation": "consultation",
    "body": "body",
    "questionnaire": "questionnaire",
}
"""What each question is called in the record; a pin is two fields."""


def recorded(state: str, value: Any) -> dict[str, Any]:
    """What a draft of the form keeps, as the record has it."""
    match state:
        case "pin":
            latitude, longitude = value or (None, None)
            return {"latitude": latitude, "longitude": longitude}
        case "starts" | "ends" if value is not None:
            value = datetime.fromisoformat(value)
        case "kind":
            value = ForumKind(value)
        case "agenda":
            value = tuple(value or ())
        case "consultation" if value is not None:
            value = ConsultationId(value)
        case "body" if value is not None:
            value = BodyId(value)
    return {RECORD[state]: value}


class Base(Form, ABC):
    form: ClassVar[str]
    """The letter that its buttons carry."""

    async def show_instead(self, context: Context) -> None:
        change = context.chosen(buttons.Apply)
        if change is not None:
            await show_one(context, change.forum)
        else:
            await show_desk(context, GoForumsManaged(0))

    @abstractmethod
    async def take(self, context: Context, state: str, value: Any) -> str | None:
        """An answer, cleaned, as a draft keeps it; returns the state that follows."""

    @abstractmethod
    def frame(self, context: Context, state: str) -> Frame: ...

    @abstractmethod
    async def start(self, context: Context) -> datetime:
        """When it begins. Raises TimeMissing where nobody knows."""

    @abstractmethod
    async def has_place(self, context: Context) -> bool:
        """Without one, a link to take part by is wanted."""

    @abstractmethod
    async def has_link(self, context: Context) -> bool:
        """Without one, a place is wanted; not asked of a new forum, whose link comes later."""
