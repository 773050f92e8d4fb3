"""One question alone, a bar for each answer."""

from bot.documents import drawing
from bot.documents.drawing import FAINT, INNER, MARGIN, QUIET, Sheet
from bot.documents.questionnaires import question_of
from bot.documents.questionnaires.overview import foot, summary
from bot.documents.questionnaires.words import Bar, bars, percent
from bot.domain.questions import SCALES, Question, QuestionType
from bot.domain.reported import Reported
from bot.domain.results import Tally
from bot.i18n import Translator

_LABEL, _BAR = 26, 46
_VALUE_ROOM = 160
_NUMBER_ROOM = 64


def make(reported: Reported, format: str, t: Translator) -> bytes:
    """KeyError for a question that has no results."""
    question = reported.definition.question(question_of(format))
    tally = None if question is None else reported.results.of(question.id)
    if question is None or tally is None:
        raise KeyError(format)
    sheet = Sheet()
    sheet.paragraph(question.name(t.language), 38, bold=True, lines=4)
    sheet.skip(8)
    title = " · ".join(part for part in (reported.definition.title(t.language), reported.about) if part)
    sheet.paragraph(title, 22, colour=QUIET, lines=2)
    sheet.skip(26)
    if question.type in SCALES:
        _scale(sheet, t, reported, question, tally)
    else:
        _choices(sheet, t, question, tally)
    sheet.skip(12)
    sheet.paragraph(summary(t, tally), 30, bold=True)
    if question.type is QuestionType.multi:
        sheet.paragraph(t.plain("results.several"), 22, colour=QUIET)
    if tally.unsure:
        sheet.paragraph(t.plain("results.unsure", n=tally.unsure), 22, colour=QUIET)
    foot(sheet, t, reported)
    return sheet.picture()


def _scale(sheet: Sheet, t: Translator, reported: Reported, question: Question, tally: Tally) -> None:
    """The value before its bar; what its ends mean above the first and below the last."""
    ends = reported.definition.anchors(question, t.language)
    found = bars(t, question, tally)
    colours = drawing.FIVE if question.type is QuestionType.scale5 else (drawing.ACCENT,) * len(found)
    if ends is not None:
        sheet.paragraph(ends[0], 22, colour=QUIET, x=MARGIN + _NUMBER_ROOM)
    for bar, colour in zip(found, colours, strict=True):
        sheet.text(MARGIN + _NUMBER_ROOM - 18, sheet.y + _BAR / 2, bar.answer, _LABEL, bold=True, at="right")
        _bar(sheet, t, bar, tally, colour, MARGIN + _NUMBER_ROOM)
        sheet.skip(_BAR + 10)
    if ends is not None:
        sheet.skip(-4)
        sheet.paragraph(ends[1], 22, colour=QUIET, x=MARGIN + _NUMBER_ROOM)


def _choices(sheet: Sheet, t: Translator, question: Question, tally: Tally) -> None:
    for bar in bars(t, question, tally):
        sheet.paragraph(bar.answer, _LABEL, lines=2)
        sheet.skip(2)
        _bar(sheet, t, bar, tally, drawing.ACCENT, MARGIN)
        sheet.skip(_BAR + 16)


def _bar(sheet: Sheet, t: Translator, bar: Bar, tally: Tally, colour: str, x: float) -> None:
    room = MARGIN + INNER - _VALUE_ROOM - x
    sheet.box(x, sheet.y, room, _BAR, FAINT)
    if tally.valid:
        sheet.box(x, sheet.y, room * bar.count / tally.valid, _BAR, colour)
    words = f"{percent(t, bar.share)} ({bar.count})"
    sheet.text(MARGIN + INNER, sheet.y + _BAR / 2, words, _LABEL, at="right", bold=True)
