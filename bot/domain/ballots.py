"""Answers to a questionnaire: the way through its questions, and the sheet that is filed.

A closed answer is a short string: the code of an option, of "y" or "n", or of a value of a scale (`scale_code`); of a
`multi` the codes of all that was chosen. Beside these there are UNSURE and SKIPPED. A text is not part of the sheet: it
is filed apart, so that nobody is known by how they write and what they ticked.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.domain.errors import DomainError
from bot.domain.personal_data import without_egn
from bot.domain.questions import SCALES, Definition, Option, Question, QuestionType, scale_code
from bot.domain.text import clean, fold

UNSURE = "?"
"""„Не мога да преценя“: an answer, and not a value."""
SKIPPED = "-"
NOT_ASKED = "."
_NOT_CHOSEN = "_"

TEXT_AT_MOST = 1_000
"""User-visible characters of a text answer."""


class BadAnswer(DomainError):
    """Nothing that this question can be answered with."""

    def __init__(self) -> None:
        super().__init__()


class TooManyChosen(DomainError):
    """One of those chosen must go before another can be: `limit` are possible."""

    def __init__(self, *, limit: int) -> None:
        super().__init__(limit=limit)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What somebody has answered so far, by the questions' ids. `answers` holds a SKIPPED for a text left out."""

    answers: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    def has(self, question: Question) -> bool:
        return question.id in self.answers or question.id in self.texts

    def answered(self, question: Question, value: str) -> "Sheet":
        """With this answer to a closed question, or without one (SKIPPED). Raises BadAnswer, TooManyChosen."""
        texts = {id: text for id, text in self.texts.items() if id != question.id}
        return Sheet({**self.answers, question.id: checked(question, value)}, texts)

    def written(self, question: Question, text: str) -> "Sheet":
        """With these words, an ЕГН in them blacked out. Raises the refusals of `clean`."""
        answers = {id: value for id, value in self.answers.items() if id != question.id}
        return Sheet(answers, {**self.texts, question.id: without_egn(clean(text, at_most=TEXT_AT_MOST))})

    def without(self, question: Question) -> "Sheet":
        """As if it had not been asked yet."""
        return Sheet(
            {id: value for id, value in self.answers.items() if id != question.id},
            {id: text for id, text in self.texts.items() if id != question.id},
        )

    def kept_for(self, definition: Definition) -> "Sheet":
        """What of it still answers this version of the questionnaire."""

        def fits(id: str, value: str | None) -> bool:
            question = definition.question(id)
            if question is None or (value is None) != (question.type is QuestionType.text):
                return question is not None and value == SKIPPED
            return value is None or _is_answer(question, value)

        return Sheet(
            {id: value for id, value in self.answers.items() if fits(id, value)},
            {id: text for id, text in self.texts.items() if fits(id, None)},
        )


def checked(question: Question, value: str) -> str:
    """The answer as it is kept: chosen options in the question's order. Raises BadAnswer, TooManyChosen."""
    if question.type is QuestionType.multi and value not in (UNSURE, SKIPPED):
        value = "".join(code for code in question.codes if code in value) if _known(question, value) else ""
        if len(value) > question.limit:
            raise TooManyChosen(limit=question.limit)
    if not _is_answer(question, value):
        raise BadAnswer()
    return value


def _known(question: Question, value: str) -> bool:
    return len(set(value)) == len(value) and set(value) <= set(question.codes)


def _is_answer(question: Question, value: str) -> bool:
    if value == SKIPPED:
        return True
    if value == UNSURE:
        return question.can_be_unsure
    most = question.limit if question.type is not QuestionType.text else 0
    return 1 <= len(value) <= most and _known(question, value)


# -- what is typed -------------------------------------------------------------------------------------------------

_YES_NO = {fold(word): code for code, words in {"y": ("да", "yes", "evet"), "n": ("не", "no", "hayır")}.items()
           for word in words}  # fmt: skip
_LIST = re.compile(r"\d{1,2}(?:[\s,;]+\d{1,2})*")


def understood(question: Question, typed: str) -> str | None:
    """The answer to a closed question that somebody typed instead of pressing it; None where that is not clear.

    A value of a scale, yes or no, the words of an option in any language, or its number as the options stand. Of a
    `multi` several numbers.
    """
    text = fold(typed).strip(" .!")
    if question.type in SCALES:
        return scale_code(int(text)) if text.isdecimal() and int(text) in SCALES[question.type] else None
    if question.type is QuestionType.yesno:
        return _YES_NO.get(text)
    named = {one.id for one in question.options if text in {fold(name) for name in one.names.values()}}
    if named:
        return named.pop() if len(named) == 1 else None
    if not _LIST.fullmatch(text) or any(_has_digit(one) for one in question.options):
        return None
    numbers = {int(number) for number in re.findall(r"\d+", text)}
    if not numbers <= set(range(1, len(question.options) + 1)):
        return None
    codes = "".join(one.id for place, one in enumerate(question.options, 1) if place in numbers)
    return codes if len(codes) == 1 or question.type is QuestionType.multi else None


def _has_digit(option: Option) -> bool:
    """Of options such as "1 до 2 пъти" a typed number may mean the words."""
    return any(character.isdigit() for name in option.names.values() for character in name)


# -- the way through the questions ---------------------------------------------------------------------------------


def way(definition: Definition, sheet: Sheet) -> tuple[Question, ...]:
    """The questions that are put to this person, as far as their answers tell."""
    asked: dict[str, Question] = {}
    for question in definition.questions:
        condition = question.condition
        if condition is None or (
            condition.question in asked and set(sheet.answers.get(condition.question, "")) & set(condition.values)
        ):
            asked[question.id] = question
    return tuple(asked.values())


def following(definition: Definition, sheet: Sheet, after: str | None) -> Question | None:
    """The question after one, the first where there was none; None after the last."""
    asked = way(definition, sheet)
    if after is None:
        return asked[0]
    ids = [one.id for one in asked]
    if after not in ids:
        return first_open(definition, sheet)
    place = ids.index(after) + 1
    return asked[place] if place < len(asked) else None


def before(definition: Definition, sheet: Sheet, question: str) -> Question | None:
    """The question before one; None before the first."""
    asked = way(definition, sheet)
    ids = [one.id for one in asked]
    place = ids.index(question) - 1 if question in ids else len(ids) - 1
    return asked[place] if place >= 0 else None


def first_open(definition: Definition, sheet: Sheet) -> Question | None:
    """The first that is neither answered nor skipped; None where all are."""
    return next((one for one in way(definition, sheet) if not sheet.has(one)), None)


# -- filing --------------------------------------------------------------------------------------------------------


def widths(definition: Definition) -> tuple[int, ...]:
    """How many characters each question takes on a filed sheet."""
    return tuple(len(one.options) if one.type is QuestionType.multi else 1 for one in definition.questions)


def filed(definition: Definition, sheet: Sheet) -> str:
    """The sheet as it is kept: so many characters a question (`widths`), all sheets of a version equally long.

    What is left of answers to questions that were not asked in the end is not filed. Of a text only whether it was
    asked for: where a single person wrote one, more would say whose sheet this is.
    """
    asked = {one.id for one in way(definition, sheet)}
    return "".join(_filed(one, sheet, asked=one.id in asked) for one in definition.questions)


def _filed(question: Question, sheet: Sheet, *, asked: bool) -> str:
    value = sheet.answers.get(question.id, SKIPPED) if asked else NOT_ASKED
    if question.type is not QuestionType.multi:
        return value
    if value in (UNSURE, SKIPPED, NOT_ASKED):
        return value * len(question.options)
    return "".join(code if code in value else _NOT_CHOSEN for code in question.codes)


def read(definition: Definition, filed: str, texts: Mapping[str, str]) -> Sheet:
    """A filed sheet as it was before, with the words that belong to it, which only who signed it can have back."""
    answers: dict[str, str] = {}
    start = 0
    for question, width in zip(definition.questions, widths(definition), strict=True):
        part = filed[start : start + width]
        start += width
        if part[0] != NOT_ASKED and question.id not in texts:
            answers[question.id] = part[0] if part[0] in (UNSURE, SKIPPED) else part.replace(_NOT_CHOSEN, "")
    return Sheet(answers, dict(texts))


def texts(definition: Definition, sheet: Sheet) -> list[tuple[str, str]]:
    """What was written in answer to questions that were asked in the end: question and words."""
    asked = [one.id for one in way(definition, sheet) if one.type is QuestionType.text]
    return [(id, sheet.texts[id]) for id in asked if id in sheet.texts]


def columns(definition: Definition, filed: Iterable[str]) -> dict[str, list[str]]:
    """Filed sheets, question by question: for each character that it takes, those of all sheets in their order.

    Counting characters in long strings is quick; reading a hundred thousand sheets one by one is not.
    """
    together = "".join(filed)
    each = widths(definition)
    length = sum(each)
    found: dict[str, list[str]] = {}
    start = 0
    for question, width in zip(definition.questions, each, strict=True):
        found[question.id] = [together[start + place :: length] for place in range(width)]
        start += width
    return found
