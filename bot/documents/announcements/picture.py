"""What became of all copies at a glance: in numbers, by language, and hour by hour."""

from bot.documents import drawing
from bot.documents.announcements.words import PARTS, count, language, rows
from bot.documents.drawing import ACCENT, FAINT, INK, INNER, MARGIN, QUIET, Sheet
from bot.domain.announced import Announced
from bot.domain.deliveries import Tally
from bot.domain.spravka import in_language
from bot.i18n import Translator

_TITLE, _WORDS, _SMALL = 40, 26, 21
_STRIP, _SWATCH = 46, 16
_COLUMN, _HOURS = 170, 24
"""Height of the highest column, and how many hours are drawn at most: the first ones."""


def make(about: Announced, t: Translator) -> bytes:
    sheet = Sheet()
    _head(sheet, t, about)
    _strip(sheet, t, t.plain("deciding.everybody"), about.tally)
    _legend(sheet, t, about.tally)
    if len(about.by_language) > 1:
        for code, tally in about.by_language.items():
            _strip(sheet, t, language(code), tally)
    if len(about.hours) > 1:
        _over_time(sheet, t, about)
    return sheet.picture()


def _head(sheet: Sheet, t: Translator, about: Announced) -> None:
    sheet.paragraph(about.title, _TITLE, bold=True, lines=3)
    sheet.skip(8)
    began = t.plain("deciding.left_at", moment=t.moment(about.began_at))
    organisation = in_language(about.organisation, t.language)
    sheet.paragraph(" · ".join(part for part in (organisation, began) if part), 22, colour=QUIET, lines=2)
    notes = [t.plain("deciding.was_emergency")] if about.emergency else []
    if about.revision > 1:
        notes.append(t.plain("deciding.corrected_times", n=about.revision - 1))
    if about.posts:
        notes.append(t.plain_n("deciding.and_posted", about.posts))
    if notes:
        sheet.paragraph(" · ".join(notes), 22, colour=QUIET, lines=2)
    sheet.skip(26)


def _strip(sheet: Sheet, t: Translator, name: str, tally: Tally) -> None:
    """A hundred percent, part by part; its numbers are printed where they have room, and all of them below."""
    total = sum(count(tally, what) for _, what, _ in PARTS)
    sheet.text(MARGIN, sheet.y + 16, drawing.fitted(name, _WORDS, INNER - 200), _WORDS)
    sheet.text(MARGIN + INNER, sheet.y + 16, f"n = {total}", _SMALL, colour=QUIET, at="right")
    sheet.skip(40)
    x = float(MARGIN)
    sheet.box(x, sheet.y, INNER, _STRIP, FAINT)
    for _, what, colour in PARTS:
        number = count(tally, what)
        wide = INNER * number / total if total else 0
        if wide:
            sheet.box(x, sheet.y, wide, _STRIP, colour)
        words = str(number)
        if number and drawing.width(words, 20, bold=True) < wide - 8:
            inner = drawing.on(colour)
            sheet.text(x + wide / 2, sheet.y + _STRIP / 2, words, 20, bold=True, colour=inner, at="center")
        x += wide
    sheet.skip(_STRIP + 24)


def _legend(sheet: Sheet, t: Translator, tally: Tally) -> None:
    """Every number once more in words, each with its colour."""
    colours = [colour for _, _, colour in PARTS]
    for place, (label, number) in enumerate(rows(t, tally)):
        if place < len(colours):
            sheet.box(MARGIN, sheet.y + 7, _SWATCH, _SWATCH, colours[place])
        sheet.text(MARGIN + _SWATCH + 10, sheet.y + 15, label, _SMALL, colour=INK)
        sheet.text(MARGIN + INNER, sheet.y + 15, str(number), _SMALL, bold=True, at="right")
        sheet.skip(34)
    sheet.skip(24)


def _over_time(sheet: Sheet, t: Translator, about: Announced) -> None:
    hours = about.hours[:_HOURS]
    most = max(one.arrived for one in hours) or 1
    sheet.paragraph(t.plain("deciding.hour_by_hour"), _WORDS)
    sheet.skip(20)
    wide = min(90.0, INNER / len(hours))
    every = max(1, -(-len(hours) * 80 // INNER))
    for place, one in enumerate(hours):
        x = MARGIN + place * wide
        high = _COLUMN * one.arrived / most
        sheet.box(x + 2, sheet.y + _COLUMN - high + 24, wide - 4, max(high, 1), ACCENT)
        words = str(one.arrived)
        if drawing.width(words, 16) < wide - 2:
            sheet.text(x + wide / 2, sheet.y + _COLUMN - high + 12, words, 16, colour=QUIET, at="center")
        if place % every == 0:
            label = f"{one.begins_at.astimezone(t.zone):%H:%M}"
            sheet.text(x + wide / 2, sheet.y + _COLUMN + 40, label, 16, colour=QUIET, at="center")
    sheet.skip(_COLUMN + 64)
