"""What an announcement came to, as its report tells it: numbers, and nobody's name."""

from collections.abc import Mapping

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bot.domain.deliveries import Tally


class Hour(BaseModel):
    """How many copies arrived in the hour that begins at `begins_at`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    begins_at: AwareDatetime
    arrived: int


class Announced(BaseModel):
    """`by_language` and `hours` are empty once the copies are forgotten; `tally` stays. `posts` of it are in groups and
    channels. `began_at` and `finished_at` are of the sending.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int
    title: str
    organisation: Mapping[str, str]
    tally: Tally
    by_language: Mapping[str, Tally]
    hours: tuple[Hour, ...]
    posts: int
    emergency: bool
    revision: int
    began_at: AwareDatetime
    finished_at: AwareDatetime | None
    made_at: AwareDatetime
