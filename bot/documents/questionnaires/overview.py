"""All questions at a glance: what stands above everything, then a strip of a hundred percent for each question."""

from bot.documents import drawing
from bot.documents.drawing import FAINT, INK, INNER, MARGIN, QUIET, Sheet
from bot.documents.questionnaires.words import answer, bars, day, decimal, heads, percent, signed
from bot.domain.questions import SCALES, Measure, Question, QuestionType
from bot.domain.reported import Reported
from bot.domain.results import Tally
from bot.domain.spravka import in_language
from bot.i18n import Translator

_TITLE, _WORDS, _SMALL, _IN_STRIP = 40, 26, 21, 20
_STRIP, _GAP = 46, 34
_TILE = 140
_SWATCH = 16
_THIN = 26

Part = tuple[str, int, int, str]
"""A label, a count, a percent and a colour."""


def make(reported: Reported, format: str, t: Translator) -> bytes:
    sheet = Sheet()
    head(sheet, t, reported)
    _tiles(sheet, t, reported)
    _legend(sheet, t, reported)
    for place, question in enumerate(reported.closed, 1):
        _question(sheet, t, reported, place, question)
    foot(sheet, t, reported)
    return sheet.picture()


def head(sheet: Sheet, t: Translator, reported: Reported) -> None:
    """Title, what it is about, whose it is and when it closed."""
    sheet.paragraph(reported.definition.title(t.language), _TITLE, bold=True, lines=3)
    sheet.skip(8)
    if reported.about:
        sheet.paragraph(reported.about, 25, colour=INK, lines=2)
    organisation = in_language(reported.organisation, t.language)
    closed = t.plain("results.picture_closed", date=day(reported))
    sheet.paragraph(" · ".join(part for part in (organisation, closed) if part), 22, colour=QUIET, lines=2)


def foot(sheet: Sheet, t: Translator, reported: Reported) -> None:
    sheet.skip(10)
    sheet.line((MARGIN, MARGIN + INNER), (sheet.y, sheet.y))
    sheet.skip(14)
    sheet.paragraph(t.plain("results.picture_rule", k=reported.results.k), 18, colour=QUIET, lines=4)


def _tiles(sheet: Sheet, t: Translator, reported: Reported) -> None:
    found = list(heads(t, reported))
    sheet.skip(26)
    gap = 16
    wide = (INNER - gap * (len(found) - 1)) / len(found)
    for place, (label, value) in enumerate(found):
        x = MARGIN + place * (wide + gap)
        sheet.box(x, sheet.y, wide, _TILE, FAINT, round=14)
        size = 46 if drawing.width(value, 46, bold=True) < wide - 24 else 34
        sheet.text(x + wide / 2, sheet.y + 48, value, size, bold=True, at="center")
        for line, words in enumerate(drawing.wrapped(label, 18, wide - 20, lines=2)):
            sheet.text(x + wide / 2, sheet.y + 92 + 24 * line, words, 18, colour=QUIET, at="center")
    sheet.skip(_TILE + 30)


def _legend(sheet: Sheet, t: Translator, reported: Reported) -> None:
    """What the five colours say, where any question needs them."""
    scales = [one for one in reported.closed if one.type is QuestionType.scale5]
    if not scales:
        return
    ends = reported.definition.anchors(scales[0], t.language) or ("", "")
    names = [f"1 {ends[0]}", "2", "3", "4", f"5 {ends[1]}"]
    x = float(MARGIN)
    for name, colour in zip(names, drawing.FIVE, strict=True):
        words = name.strip()
        sheet.box(x, sheet.y, 22, 22, colour)
        sheet.text(x + 32, sheet.y + 11, words, _SMALL, colour=QUIET)
        x += 32 + drawing.width(words, _SMALL) + 30
    sheet.skip(22 + 30)


def _question(sheet: Sheet, t: Translator, reported: Reported, place: int, question: Question) -> None:
    sheet.paragraph(f"{place}. {question.name(t.language)}", _WORDS, lines=3)
    sheet.skip(6)
    tally = reported.results.of(question.id)
    if tally is None:
        sheet.paragraph(t.plain("results.hidden", k=reported.results.k), _SMALL, colour=QUIET)
    elif not tally.valid:
        sheet.paragraph(t.plain("results.only_unsure", n=tally.unsure), _SMALL, colour=QUIET)
    elif question.type is QuestionType.multi:
        _thin_bars(sheet, t, question, tally)
    else:
        _strip(sheet, t, question, tally)
    sheet.skip(_GAP)


def _strip(sheet: Sheet, t: Translator, question: Question, tally: Tally) -> None:
    parts = _parts(t, question, tally)
    x = float(MARGIN)
    for _, count, share, colour in parts:
        wide = INNER * count / tally.valid
        sheet.box(x, sheet.y, wide, _STRIP, colour)
        words = percent(t, share)
        if drawing.width(words, _IN_STRIP, bold=True) < wide - 8:
            inner = drawing.on(colour)
            sheet.text(x + wide / 2, sheet.y + _STRIP / 2, words, _IN_STRIP, bold=True, colour=inner, at="center")
        x += wide
    sheet.skip(_STRIP + 10)
    _caption(sheet, t, question, tally, parts)


def _caption(sheet: Sheet, t: Translator, question: Question, tally: Tally, parts: list[Part]) -> None:
    """Every number once more in words, each with its colour, and what they come to."""
    x = float(MARGIN)
    for label, _, share, colour in parts:
        words = drawing.fitted(f"{label}: {percent(t, share)}", _SMALL, INNER - _SWATCH - 10)
        wide = _SWATCH + 8 + drawing.width(words, _SMALL)
        if x > MARGIN and x + wide > MARGIN + INNER:
            x = float(MARGIN)
            sheet.skip(30)
        sheet.box(x, sheet.y + 7, _SWATCH, _SWATCH, colour)
        sheet.text(x + _SWATCH + 8, sheet.y + 15, words, _SMALL, colour=INK)
        x += wide + 24
    said = summary(t, tally)
    if x + drawing.width(said, _SMALL) > MARGIN + INNER:
        sheet.skip(30)
    sheet.text(MARGIN + INNER, sheet.y + 15, said, _SMALL, colour=QUIET, at="right")
    sheet.skip(30)


def summary(t: Translator, tally: Tally) -> str:
    """Mean, what is measured, and of how many."""
    said = []
    if tally.mean is not None:
        said.append(t.plain("results.short_mean", mean=decimal(t, tally.mean)))
    if tally.measure is Measure.satisfaction and tally.satisfied is not None:
        said.append(t.plain("results.short_satisfied", share=percent(t, tally.satisfied)))
    if tally.nps is not None:
        said.append(t.plain("results.short_nps", nps=signed(tally.nps)))
    said.append(f"n = {tally.valid}")
    return " · ".join(said)


def _thin_bars(sheet: Sheet, t: Translator, question: Question, tally: Tally) -> None:
    """Several answers a person: a bar each."""
    for bar in bars(t, question, tally):
        label = drawing.fitted(bar.answer, _SMALL, 400)
        sheet.text(MARGIN, sheet.y + _THIN / 2, label, _SMALL)
        room = INNER - 420 - 90
        sheet.box(MARGIN + 420, sheet.y, room, _THIN, FAINT)
        sheet.box(MARGIN + 420, sheet.y, room * bar.count / tally.valid, _THIN, drawing.ACCENT)
        words = percent(t, bar.share)
        sheet.text(MARGIN + INNER, sheet.y + _THIN / 2, words, _SMALL, bold=True, at="right")
        sheet.skip(_THIN + 10)
    sheet.text(MARGIN + INNER, sheet.y + 13, summary(t, tally), _SMALL, colour=QUIET, at="right")
    sheet.skip(28)


def _parts(t: Translator, question: Question, tally: Tally) -> list[Part]:
    """A scale of eleven in three: as NPS counts it, else below the middle, the middle and above it."""
    if question.type is QuestionType.scale11:
        split = (7, 9) if question.measure is Measure.nps else (5, 6)
        codes = question.codes
        groups = (codes[: split[0]], codes[split[0] : split[1]], codes[split[1] :])
        return [
            (_span(t, question, group), tally.count(*group), tally.share(*group) or 0, colour)
            for group, colour in zip(groups, drawing.THREE, strict=True)
        ]
    colours = drawing.FIVE if question.type in SCALES else drawing.MANY
    return [(one.answer, one.count, one.share, colours[place]) for place, one in enumerate(bars(t, question, tally))]


def _span(t: Translator, question: Question, codes: tuple[str, ...]) -> str:
    first, last = answer(t, question, codes[0]), answer(t, question, codes[-1])
    return first if first == last else f"{first}–{last}"
