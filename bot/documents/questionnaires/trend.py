"""Questionnaires of the same template beside each other: how satisfied people were, and whether they recommend."""

from collections.abc import Callable, Sequence

from bot.documents import drawing
from bot.documents.drawing import ACCENT, FIVE, INK, INNER, MARGIN, QUIET, RULE, Sheet
from bot.documents.questionnaires.overview import foot
from bot.documents.questionnaires.words import percent, signed
from bot.domain.reported import Point, Reported
from bot.domain.spravka import in_language
from bot.i18n import Translator

_HEIGHT = 260
_AXIS = 70


def make(reported: Reported, format: str, t: Translator) -> bytes:
    sheet, points = Sheet(), reported.trend
    sheet.paragraph(t.plain("results.trend_title"), 40, bold=True, lines=2)
    sheet.skip(8)
    sheet.paragraph(reported.definition.title(t.language), 25, lines=2)
    sheet.paragraph(in_language(reported.organisation, t.language), 22, colour=QUIET)
    sheet.skip(30)
    _panel(sheet, t.plain("results.trend_satisfied"), points, (0, 50, 100), lambda one: one.satisfied,
           lambda value: percent(t, value), ACCENT, "o")  # fmt: skip
    _panel(sheet, t.plain("results.trend_nps"), points, (-100, 0, 100), lambda one: one.nps, signed, FIVE[0], "s")
    _table(sheet, t, points)
    foot(sheet, t, reported)
    return sheet.picture()


def _panel(
    sheet: Sheet,
    title: str,
    points: Sequence[Point],
    ticks: tuple[int, int, int],
    value: Callable[[Point], int | None],
    said: Callable[[int], str],
    colour: str,
    mark: str,
) -> None:
    """A line through what is known; every value stands beside its mark."""
    low, _, high = ticks
    sheet.paragraph(title, 26, bold=True)
    sheet.skip(34)
    top = sheet.y

    def height(number: int) -> float:
        return top + _HEIGHT * (high - number) / (high - low)

    for tick in ticks:
        sheet.line((MARGIN + _AXIS, MARGIN + INNER), (height(tick), height(tick)))
        sheet.text(MARGIN + _AXIS - 14, height(tick), said(tick), 18, colour=QUIET, at="right")
    known = [(_x(place, len(points)), found) for place, one in enumerate(points) if (found := value(one)) is not None]
    if known:
        sheet.line([x for x, _ in known], [height(found) for _, found in known], colour, width=2.5, mark=mark)
    for x, found in known:
        beside = height(found) + (-26 if found >= ticks[1] else 28)
        sheet.text(x, beside, said(found), 22, bold=True, at="center")
    for place in range(len(points)):
        sheet.text(_x(place, len(points)), top + _HEIGHT + 26, str(place + 1), 20, colour=QUIET, at="center")
    sheet.skip(_HEIGHT + 66)


def _x(place: int, of: int) -> float:
    return MARGIN + _AXIS + (INNER - _AXIS) * (place + 0.5) / of


def _table(sheet: Sheet, t: Translator, points: Sequence[Point]) -> None:
    """What the numbers under the lines are."""
    right = (MARGIN + INNER - 200, MARGIN + INNER - 100, MARGIN + INNER)
    for x, words in zip(right, ("n", t.plain("results.short_column_satisfied"), "NPS"), strict=True):
        sheet.text(x, sheet.y + 12, words, 18, colour=QUIET, at="right")
    sheet.skip(30)
    for place, one in enumerate(points, 1):
        sheet.line((MARGIN, MARGIN + INNER), (sheet.y, sheet.y), RULE)
        sheet.text(MARGIN, sheet.y + 26, f"{place}", 20, bold=True)
        sheet.text(MARGIN + 44, sheet.y + 26, one.on.strftime("%d.%m.%Y"), 20, colour=QUIET)
        sheet.text(MARGIN + 180, sheet.y + 26, drawing.fitted(one.title, 20, INNER - 180 - 270), 20)
        satisfied = "—" if one.satisfied is None else percent(t, one.satisfied)
        nps = "—" if one.nps is None else signed(one.nps)
        for x, words in zip(right, (str(one.ballots), satisfied, nps), strict=True):
            sheet.text(x, sheet.y + 26, words, 20, colour=INK, bold=True, at="right")
        sheet.skip(52)
