"""What a file about a closed questionnaire tells: what was asked, what it came to, and how that was before."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bot.domain.questions import Definition, Measure, Question
from bot.domain.results import Results, Tally


class Written(BaseModel):
    """What somebody wrote, personal data masked. `receipt_no` is of the proposal that staff made of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    text: str
    receipt_no: str | None = None


class Point(BaseModel):
    """One questionnaire of a row of the same template. What fewer than `k` said is None."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int
    title: str
    on: date
    ballots: int
    satisfied: int | None = None
    nps: int | None = None

    @classmethod
    def of(cls, number: int, title: str, on: date, results: Results) -> "Point":
        return cls(
            number=number,
            title=title,
            on=on,
            ballots=results.ballots,
            satisfied=_shown(results, Measure.satisfaction, lambda tally: tally.satisfied),
            nps=_shown(results, Measure.nps, lambda tally: tally.nps),
        )


class Reported(BaseModel):
    """`definition` asks everything that was asked in any version. `organisation` names whose questionnaire it is, by
    language; `about` is the title of its forum. `trend` ends with this one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int
    definition: Definition
    results: Results
    organisation: Mapping[str, str]
    about: str | None = None
    closed_on: date
    anonymous: bool = True
    texts: Mapping[str, tuple[Written, ...]] = {}
    trend: tuple[Point, ...] = ()
    made_at: AwareDatetime

    @property
    def closed(self) -> tuple[Question, ...]:
        """The questions that can be counted."""
        return tuple(one for one in self.definition.questions if one.codes)


def with_all_questions(definition: Definition, versions: Iterable[Definition], results: Results) -> Definition:
    """The newest definition, and after its own the questions gone from it that results were counted of."""
    known = {one.question for one in results.tallies} | {*results.texts}
    gone: dict[str, Question] = {}
    for version in versions:
        gone |= {one.id: one for one in version.questions if one.id in known and definition.question(one.id) is None}
    return definition.model_copy(update={"questions": (*definition.questions, *gone.values())})


def _shown(results: Results, measure: Measure, value: Callable[[Tally], int | None]) -> int | None:
    tally = results.measured(measure)
    return None if tally is None or tally.valid < results.k else value(tally)
