"""What became of all copies as an Excel book: in all, by language and by hour. No cell is a formula."""

import io
from collections.abc import Sequence
from typing import Any

from bot.documents.announcements.words import language, rows
from bot.domain.announced import Announced
from bot.domain.deliveries import Tally
from bot.domain.spravka import in_language
from bot.domain.text import spreadsheet_safe
from bot.i18n import Translator

_SHADE = "#E7ECEF"


def make(about: Announced, t: Translator) -> bytes:
    import xlsxwriter

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(content, options)
    workbook.set_properties({"title": about.title[:255], "created": about.made_at.replace(tzinfo=None)})
    bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": _SHADE, "border": 1})
    plain = workbook.add_format({"text_wrap": True, "valign": "top", "border": 1})
    for name, lines in (
        (t.plain("deciding.sheet_all"), _all(t, about)),
        (t.plain("deciding.sheet_languages"), _languages(t, about)),
        (t.plain("deciding.sheet_hours"), _hours(t, about)),
    ):
        page = workbook.add_worksheet(name)
        page.set_column(0, 0, 44)
        page.set_column(1, 12, 18)
        for number, cells in enumerate(lines):
            _write(page, number, cells, bold if number == 0 else plain)
        page.freeze_panes(1, 0)
    workbook.close()
    return content.getvalue()


def _all(t: Translator, about: Announced) -> list[Sequence[Any]]:
    facts: list[Sequence[Any]] = [
        (t.plain("deciding.column_what"), t.plain("deciding.column_value")),
        (t.plain("deciding.fact_title"), about.title),
        (t.plain("deciding.fact_organisation"), in_language(about.organisation, t.language)),
        (t.plain("deciding.fact_began"), t.moment(about.began_at)),
        (t.plain("deciding.fact_over"), t.moment(about.finished_at) if about.finished_at is not None else ""),
        (t.plain("deciding.fact_corrections"), about.revision - 1),
        (t.plain("deciding.fact_posts"), about.posts),
        (t.plain("deciding.fact_recipients"), about.tally.total),
    ]
    if about.emergency:
        facts.append((t.plain("deciding.was_emergency"), ""))
    return [*facts, *rows(t, about.tally)]


def _languages(t: Translator, about: Announced) -> list[Sequence[Any]]:
    recalled = any(one.deleted or one.replaced or one.kept for one in about.by_language.values())
    model = Tally(deleted=1) if recalled else Tally()
    head = [t.plain("deciding.column_language"), *(label for label, _ in rows(t, model))]
    found: list[Sequence[Any]] = [head]
    for code, tally in about.by_language.items():
        numbers = dict(rows(t, tally))
        found.append([language(code), *(numbers.get(label, 0) for label in head[1:])])
    return found


def _hours(t: Translator, about: Announced) -> list[Sequence[Any]]:
    head = (t.plain("deciding.column_hour"), t.plain("deciding.part_arrived"))
    return [head, *((t.moment(one.begins_at), one.arrived) for one in about.hours)]


def _write(page: Any, number: int, cells: Sequence[Any], format: Any) -> None:
    for column, cell in enumerate(cells):
        if isinstance(cell, int):
            page.write_number(number, column, cell, format)
        else:
            page.write_string(number, column, spreadsheet_safe(str(cell)), format)
