"""The town: what can be subscribed to, who speaks for it, which councils it has."""

from collections.abc import Mapping
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from bot.domain.ids import BodyId, OrganisationId, PlaceId, TopicId

OFFICIAL = "bg"
"""The language every name has; translations are help."""

WHOLE = PlaceId("all")
"""The place that means the whole municipality."""


class Named(BaseModel):
    """Something with a name in the town's language, and perhaps in others."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    names: Mapping[str, str]

    def name(self, language: str) -> str:
        """The name in a language; else in Latin letters for those who do not read Cyrillic; else the official one."""
        latin = self.names.get("en") if language != OFFICIAL else None
        return self.names.get(language) or latin or self.names[OFFICIAL]


class Topic(Named):
    """What a consultation is about. A retired one is offered to nobody, but its subscriptions stay."""

    id: TopicId
    retired: bool = False


class PlaceKind(StrEnum):
    town = "town"
    village = "village"
    district = "district"


class Place(Named):
    """A settlement or a part of one. `ekatte` is its number in the national register, five digits."""

    id: PlaceId
    kind: PlaceKind
    ekatte: str | None = None
    retired: bool = False


class Organisation(Named):
    """Staff belong to one. Only where `may_decide` do its staff decide on proposals."""

    id: OrganisationId
    may_decide: bool


class BodyKind(StrEnum):
    public_council = "public_council"
    advisory_council = "advisory_council"
    working_group = "working_group"
    committee = "committee"
    elected_council = "elected_council"


class BodyStatus(StrEnum):
    proposed = "proposed"
    active = "active"
    dissolved = "dissolved"


class Body(Named):
    """A council or group. `facts` are what its sources say (acts, seats, topics), as in the town file."""

    id: BodyId
    kind: BodyKind
    status: BodyStatus
    facts: Mapping[str, JsonValue] = Field(default_factory=dict)
