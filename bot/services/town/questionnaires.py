"""A questionnaire of the town file: its questions against each other, and what they become.

In chat one is handed in alone, as the same entry (`read_one`).
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path as FilePath
from typing import Any

import orjson
from pydantic import ValidationError

import bot
from bot.domain import questions as asked
from bot.domain.questionnaires import Timing
from bot.domain.questions import QUESTIONS_AT_MOST, SCALES, Condition, Definition, Measure, QuestionType
from bot.services.town import forums as format
from bot.services.town.faults import FaultCode, TownFileRefused
from bot.services.town.reading import tell
from bot.services.town.tree import Path, Tree, parse

SIZE_AT_MOST = 64 * 1024
"""Bytes of a questionnaire that is handed in alone."""

SHIPPED = FilePath(bot.__file__).parent / "templates"
"""Entries that come with the program, each in a file that is called like it."""

_MEASURES = {
    "satisfaction": (Measure.satisfaction, QuestionType.scale5),
    "nps": (Measure.nps, QuestionType.scale11),
}


def read_one(data: bytes, file: str) -> format.Questionnaire:
    """The one entry that a file or a message holds: by itself, or in a list `questionnaires`.

    Raises TownFileRefused with every fault found; `file` is what it is called there.
    """
    tree = Tree()
    if len(data) > SIZE_AT_MOST:
        tree.fault((), FaultCode.file_too_big, limit=SIZE_AT_MOST // 1024)
        raise _refused(file, tree)
    tree = parse(data)
    value, path = _entry(tree)
    found: format.Questionnaire | None = None
    if isinstance(value, dict):
        try:
            found = format.Questionnaire.model_validate(value)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                tell(tree, detail, path)
    elif not tree.faults:
        tree.fault(path, FaultCode.not_mapping)
    if found is not None:
        check(tree, path, found)
    if found is None or tree.faults:
        raise _refused(file, tree)
    return found


def shipped() -> list[FilePath]:
    return sorted(SHIPPED.glob("*.yaml"))


def content(entry: format.Questionnaire) -> str:
    """An entry as it is kept: JSON, as the file tells it."""
    told = entry.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return orjson.dumps(told, option=orjson.OPT_SORT_KEYS).decode()


def _entry(tree: Tree) -> tuple[Any, Path]:
    value = tree.value
    if isinstance(value, dict) and isinstance(value.get("questionnaires"), list):
        value = value["questionnaires"]
        path: Path = ("questionnaires",)
    else:
        path = ()
    return (value[0], (*path, 0)) if isinstance(value, list) and len(value) == 1 else (value, path)


def _refused(file: str, tree: Tree) -> TownFileRefused:
    return TownFileRefused(file=file, faults=tuple(sorted(tree.faults, key=lambda one: (one.line, one.column))))


# -- against each other ------------------------------------------------------------------------------------------------


def check(tree: Tree, path: Path, entry: format.Questionnaire) -> None:
    """Adds to the tree's faults what the domain would refuse, each with its place."""
    first: dict[str, Path] = {}
    earlier: dict[str, asked.Question] = {}
    for place, question, optional in _all(path, entry):
        if first.setdefault(question.id, place) != place:
            line = tree.at((*first[question.id], "id"))[0]
            tree.fault((*place, "id"), FaultCode.duplicate_id, given=question.id, line=line)
        _check_options(tree, place, question)
        condition = question.show_if
        if condition is not None:
            known = earlier.get(condition.question)
            if known is None or any(_code(known, answer) not in known.codes for answer in condition.answers):
                tree.fault((*place, "show_if"), FaultCode.bad_condition)
        one = _question(question, earlier, optional=optional)
        if entry.anonymous and asked.asks_for_contact(one):
            tree.fault(place, FaultCode.asks_for_contact)
        earlier.setdefault(one.id, one)
    if len(entry.questions) + len(entry.optional) > QUESTIONS_AT_MOST:
        tree.fault((*path, "optional"), FaultCode.too_many, limit=QUESTIONS_AT_MOST)
    for anchors in ("anchors_5", "anchors_11"):
        options = getattr(entry, anchors)
        if options is not None:
            _same_length(tree, (*path, anchors), options.bg, (options.en, options.tr))
            if len(options.bg) > len(_ENDS):
                tree.fault((*path, anchors, "bg"), FaultCode.too_many, limit=len(_ENDS))


_ENDS = ("lowest", "highest")


def _all(path: Path, entry: format.Questionnaire) -> Iterable[tuple[Path, format.Question, bool]]:
    for key in ("questions", "optional", "follow_up"):
        for position, question in enumerate(getattr(entry, key)):
            yield (*path, key, position), question, key == "optional"


def _check_options(tree: Tree, path: Path, question: format.Question) -> None:
    if question.type in ("single", "multi"):
        if question.options is None:
            tree.fault(path, FaultCode.options_needed)
        else:
            _same_length(tree, (*path, "options"), question.options.bg, (question.options.en, question.options.tr))


def _same_length(tree: Tree, path: Path, official: Sequence[str], others: Iterable[Sequence[str] | None]) -> None:
    if any(other is not None and len(other) != len(official) for other in others):
        tree.fault(path, FaultCode.options_differ)


# -- what they become --------------------------------------------------------------------------------------------------


def definition(entry: format.Questionnaire) -> Definition:
    """Of an entry without faults."""
    known: dict[str, asked.Question] = {}
    for question, optional in (
        *((one, False) for one in entry.questions),
        *((one, True) for one in entry.optional),
    ):
        known[question.id] = _question(question, known, optional=optional)
    return Definition(
        titles=entry.title.by_language(),
        questions=tuple(known.values()),
        anchors5=_anchors(entry.anchors_5),
        anchors11=_anchors(entry.anchors_11),
    )


def timing(entry: format.Questionnaire) -> Timing:
    return Timing(
        opens_after=timedelta(hours=entry.opens.after_end_hours),
        chase_after=None if entry.chase is None else timedelta(days=entry.chase.after_days),
        closes_after=timedelta(days=entry.closes.after_days),
    )


def _question(question: format.Question, earlier: dict[str, asked.Question], *, optional: bool) -> asked.Question:
    type = QuestionType(question.type)
    about_people = optional and type in asked.CHOICES
    choices = [] if question.options is None or type not in asked.CHOICES else question.options.by_language()
    return asked.Question(
        id=question.id,
        names=question.by_language(),
        type=type,
        options=asked.make_options(choices),
        most=question.max if type is QuestionType.multi else None,
        condition=_condition(question.show_if, earlier),
        background=about_people if question.background is None else question.background,
        measure=_measure(question.origin, type),
        purpose=question.measures,
        origin=question.origin,
    )


def _measure(origin: str | None, type: QuestionType) -> Measure | None:
    measure, of = _MEASURES.get((origin or "").casefold(), (None, None))
    return measure if type is of else None


def _condition(told: format.ShowIf | None, earlier: dict[str, asked.Question]) -> Condition | None:
    known = None if told is None else earlier.get(told.question)
    if told is None or known is None:
        return None
    codes = {_code(known, answer) for answer in told.answers}
    values = tuple(code for code in known.codes if code in codes)
    return Condition(question=known.id, values=values) if values else None


def _code(question: asked.Question, answer: bool | int) -> str:
    """As an answer to that question is kept; empty for what it cannot be answered with."""
    if isinstance(answer, bool):
        return "y" if answer else "n"
    if question.type in SCALES:
        return asked.scale_code(answer) if answer in SCALES[question.type] else ""
    return question.codes[answer - 1] if question.options and 1 <= answer <= len(question.codes) else ""


def _anchors(told: format.Options | None) -> dict[str, tuple[str, str]]:
    if told is None:
        return {}
    named = {"bg": told.bg, "en": told.en, "tr": told.tr}
    return {language: (ends[0], ends[1]) for language, ends in named.items() if ends is not None}
