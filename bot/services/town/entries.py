"""What entries of a town file are made of: names in three languages, and days that may be relative to an import."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Tag

from bot.services.town.values import AroundToday, Clock, Day, Moment, Name, SourceName

Language = Literal["bg", "en", "tr"]
Sources = list[SourceName]


class Entry(BaseModel):
    """Unknown keys are errors: a slip of the pen must not lose a date."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class RelativeDay(Entry):
    """So many days from the day of the first import."""

    relative_days: AroundToday


class RelativeMoment(RelativeDay):
    time: Clock


def _shape(value: Any) -> str:
    return "relative" if isinstance(value, dict | RelativeDay) else "fixed"


AnyDay = Annotated[Annotated[Day, Tag("fixed")] | Annotated[RelativeDay, Tag("relative")], Discriminator(_shape)]
AnyMoment = Annotated[
    Annotated[Moment, Tag("fixed")] | Annotated[RelativeMoment, Tag("relative")], Discriminator(_shape)
]


class Names(Entry):
    bg: Name
    en: Name | None = None
    tr: Name | None = None

    def by_language(self) -> dict[str, str]:
        return {language: name for language in ("bg", "en", "tr") if (name := getattr(self, language))}
