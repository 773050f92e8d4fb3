"""What was asked and answered, in words and numbers: the same in every table and picture."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.questions import SCALES, Measure, Question, QuestionType, scale_value
from bot.domain.reported import Reported
from bot.domain.results import Tally
from bot.i18n import Translator, mark

TYPES = {
    QuestionType.single: mark("results.type_single"),
    QuestionType.multi: mark("results.type_multi"),
    QuestionType.scale5: mark("results.type_scale5"),
    QuestionType.scale11: mark("results.type_scale11"),
    QuestionType.yesno: mark("results.type_yesno"),
    QuestionType.text: mark("results.type_text"),
}
HEADS = {Measure.satisfaction: mark("results.head_satisfied"), Measure.nps: mark("results.head_nps")}


@dataclass(frozen=True, slots=True)
class Bar:
    """One possible answer, how many gave it, and what percent of those who gave a value."""

    code: str
    answer: str
    count: int
    share: int


def bars(t: Translator, question: Question, tally: Tally) -> list[Bar]:
    return [Bar(code, answer(t, question, code), tally.count(code), tally.share(code) or 0) for code in question.codes]


def answer(t: Translator, question: Question, code: str) -> str:
    if question.type in SCALES:
        return str(scale_value(code))
    if question.type is QuestionType.yesno:
        return t.plain("results.yes") if code == "y" else t.plain("results.no")
    return next((one.name(t.language) for one in question.options if one.id == code), code)


def decimal(t: Translator, value: Decimal) -> str:
    """With the comma of those who write one."""
    return str(value) if t.language == "en" else str(value).replace(".", ",")


def signed(value: int) -> str:
    """+8, −12, 0: with the minus sign of print."""
    return f"{value:+d}".replace("-", "−") if value else "0"


def percent(t: Translator, value: int) -> str:
    """Turkish puts the sign before the number."""
    return f"%{value}" if t.language == "tr" else f"{value}%"


def heads(t: Translator, reported: Reported) -> Iterator[tuple[str, str]]:
    """Labels and values of what stands above everything else, as far as it may be told."""
    results = reported.results
    yield t.plain("results.head_answered"), str(results.ballots)
    if results.invited:
        yield t.plain("results.head_invited"), str(results.invited)
        yield t.plain("results.head_rate"), percent(t, rate(reported) or 0)
    for measure, label in HEADS.items():
        tally = results.measured(measure)
        if tally is None or not tally.valid:
            continue
        value = percent(t, tally.satisfied or 0) if measure is Measure.satisfaction else signed(tally.nps or 0)
        yield t.plain(label, n=tally.valid), value


def rate(reported: Reported) -> int | None:
    """Percent of those invited who answered, where it is known whom; never more than all."""
    results = reported.results
    return min(100, (200 * results.ballots + results.invited) // (2 * results.invited)) if results.invited else None


def day(reported: Reported) -> str:
    return reported.closed_on.strftime("%d.%m.%Y")
