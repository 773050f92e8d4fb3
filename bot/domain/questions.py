"""What a questionnaire asks: questions of six types, their options, and when each is put to somebody."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from bot.domain.errors import DomainError
from bot.domain.town import OFFICIAL, Named

QUESTIONS_AT_MOST = 30
OPTIONS_AT_MOST = 10
BACKGROUND_AT_MOST = 3
"""More questions about who somebody is can make them known: warned of, not refused."""

_SECONDS_A_TAP, _SECONDS_A_TEXT = 15, 45
_OPTION_IDS = "abcdefghijklmnopqrstuvwxyz"


class QuestionType(StrEnum):
    single = "single"
    multi = "multi"
    scale5 = "scale5"
    scale11 = "scale11"
    yesno = "yesno"
    text = "text"


SCALES: Mapping[QuestionType, range] = {QuestionType.scale5: range(1, 6), QuestionType.scale11: range(11)}
CHOICES = frozenset({QuestionType.single, QuestionType.multi})


class Measure(StrEnum):
    """What a question is counted as beside its shares."""

    satisfaction = "satisfaction"
    nps = "nps"


class NoQuestions(DomainError):
    def __init__(self) -> None:
        super().__init__()


class TooManyQuestions(DomainError):
    def __init__(self, *, limit: int) -> None:
        super().__init__(limit=limit)


class BadOptions(DomainError):
    """A choice needs between two and `limit` different options, of which at least one may be chosen."""

    def __init__(self, *, limit: int) -> None:
        super().__init__(limit=limit)


class BadCondition(DomainError):
    """A question is shown depending on an answer to an earlier one that can be told by its options."""

    def __init__(self) -> None:
        super().__init__()


class AsksForContact(DomainError):
    """An anonymous questionnaire does not ask who somebody is."""

    def __init__(self) -> None:
        super().__init__()


class ShapeChanged(DomainError):
    """Answers were given to it as it was: another kind of question is a new question."""

    def __init__(self) -> None:
        super().__init__()


class Option(Named):
    """`id` is one letter, never given to another option of the same question."""

    id: Annotated[str, Field(pattern=r"^[a-z]$")]


class Condition(BaseModel):
    """Shown only to those who answered the earlier `question` with one of `values` (codes as in `ballots`)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str
    values: Annotated[tuple[str, ...], Field(min_length=1)]


class Question(Named):
    """`names` are its wording by language. `most` is how many options of a `multi` may be chosen, None for all.

    `background`: about who somebody is, so that answers can be split by it. `purpose` is what it is to tell and
    `origin` where that comes from, for whoever reads the results.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,20}$")]
    type: QuestionType
    options: tuple[Option, ...] = ()
    most: int | None = None
    condition: Condition | None = None
    background: bool = False
    measure: Measure | None = None
    purpose: str | None = None
    origin: str | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """What one character of an answer may be, in the order in which it is offered; nothing for a text."""
        if self.type in SCALES:
            return tuple(scale_code(value) for value in SCALES[self.type])
        if self.type is QuestionType.yesno:
            return ("y", "n")
        return tuple(option.id for option in self.options)

    @property
    def limit(self) -> int:
        """How many may be chosen."""
        return min(self.most or len(self.options), len(self.options)) if self.type is QuestionType.multi else 1

    @property
    def can_be_unsure(self) -> bool:
        """Whether „не мога да преценя“ is offered."""
        return self.type is not QuestionType.text

    def same_shape(self, other: "Question") -> bool:
        """Whether answers to the one are answers to the other: nothing that could be answered is gone."""
        return self.type is other.type and set(self.codes) <= set(other.codes)

    def _check(self, earlier: Mapping[str, "Question"]) -> None:
        ids = [option.id for option in self.options]
        wanted = range(2, OPTIONS_AT_MOST + 1) if self.type in CHOICES else range(1)
        if len(ids) not in wanted or len(set(ids)) < len(ids) or (self.most is not None and self.most < 1):
            raise BadOptions(limit=OPTIONS_AT_MOST)
        if self.condition is not None:
            known = earlier.get(self.condition.question)
            if known is None or not set(self.condition.values) <= set(known.codes):
                raise BadCondition()


class Definition(BaseModel):
    """What is asked. Published versions stay as they are: an edited one is a new version.

    `anchors5` and `anchors11` are what the ends of the scales mean, by language: lowest and highest.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    titles: Mapping[str, str]
    questions: tuple[Question, ...]
    anchors5: Mapping[str, tuple[str, str]] = {}
    anchors11: Mapping[str, tuple[str, str]] = {}

    def anchors(self, question: Question, language: str) -> tuple[str, str] | None:
        """What the ends of a question's scale mean; None of what is no scale, or where nothing was said."""
        known = {QuestionType.scale5: self.anchors5, QuestionType.scale11: self.anchors11}.get(question.type, {})
        latin = known.get("en") if language != OFFICIAL else None
        return known.get(language) or latin or known.get(OFFICIAL)

    def title(self, language: str) -> str:
        return Named(names=self.titles).name(language)

    def question(self, wanted: str) -> Question | None:
        return next((one for one in self.questions if one.id == wanted), None)

    @property
    def branches(self) -> bool:
        """Whether some questions are put to some people only."""
        return any(one.condition is not None for one in self.questions)

    @property
    def minutes(self) -> int:
        """About how long it takes to answer all of it."""
        seconds = sum(_SECONDS_A_TEXT if one.type is QuestionType.text else _SECONDS_A_TAP for one in self.questions)
        return max(1, round(seconds / 60))

    @property
    def backgrounds(self) -> tuple[Question, ...]:
        return tuple(one for one in self.questions if one.background)

    def check(self, *, anonymous: bool) -> None:
        """Raises NoQuestions, TooManyQuestions, BadOptions, BadCondition, and AsksForContact where it is anonymous."""
        if not self.questions:
            raise NoQuestions()
        if len(self.questions) > QUESTIONS_AT_MOST:
            raise TooManyQuestions(limit=QUESTIONS_AT_MOST)
        earlier: dict[str, Question] = {}
        for one in self.questions:
            one._check(earlier)
            if one.id in earlier:
                raise ValueError(f"two questions are called {one.id}")
            if anonymous and asks_for_contact(one):
                raise AsksForContact()
            earlier[one.id] = one

    def check_revision(self, before: Self) -> None:
        """Raises ShapeChanged where a question that answers may have been given to means something else now."""
        for one in self.questions:
            known = before.question(one.id)
            if known is not None and not known.same_shape(one):
                raise ShapeChanged()


def scale_code(value: int) -> str:
    """A value of a scale as one character: ten is "t"."""
    return "t" if value == 10 else str(value)


def scale_value(code: str) -> int:
    return 10 if code == "t" else int(code)


def make_options(names: Iterable[Mapping[str, str]]) -> tuple[Option, ...]:
    """Options with ids in the order given. Raises BadOptions for more than there may be."""
    given = list(names)
    if len(given) > OPTIONS_AT_MOST:
        raise BadOptions(limit=OPTIONS_AT_MOST)
    return tuple(Option(id=id, names=one) for id, one in zip(_OPTION_IDS, given, strict=False))


def free_letters(options: Iterable[Option]) -> Iterator[str]:
    """Ids for further options of the same question, none that one of them has."""
    taken = {option.id for option in options}
    return (id for id in _OPTION_IDS if id not in taken)


_CONTACT = (
    "телефон", "имейл", "електронна поща", "e-mail", "email", "адрес", "егн", "трите имена", "вашето име", "името ви",
    "как се казвате", "phone", "address", "your name", "full name", "personal number", "telefon", "e-posta", "adres",
    "adınız", "kimlik",
)  # fmt: skip


def asks_for_contact(question: Question) -> bool:
    """Whether a text is asked for that would say who somebody is or how to reach them."""
    if question.type is not QuestionType.text:
        return False
    wording = " ".join(question.names.values()).casefold()
    return any(word in wording for word in _CONTACT)
