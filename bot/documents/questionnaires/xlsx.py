"""Results as an Excel book: of everybody, of groups, what was written, and what all of it is. No cell is a formula."""

import io
from collections.abc import Sequence
from typing import Any

from bot.documents.questionnaires import table
from bot.documents.questionnaires.table import Row, Sheet
from bot.domain.reported import Reported
from bot.domain.text import spreadsheet_safe
from bot.i18n import Translator

_SHADE = "#E7ECEF"


def make(reported: Reported, format: str, t: Translator) -> bytes:
    import xlsxwriter

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(content, options)
    title = reported.definition.title(t.language)
    workbook.set_properties({"title": title[:255], "created": reported.made_at.replace(tzinfo=None)})
    bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": _SHADE, "border": 1})
    plain = workbook.add_format({"text_wrap": True, "valign": "top", "border": 1})
    for sheet in (table.results(t, reported), table.splits(t, reported), table.texts(t, reported)):
        _sheet(workbook, sheet, bold, plain)
    facts = workbook.add_worksheet(t.plain("results.sheet_facts"))
    facts.set_column(0, 0, 60)
    facts.set_column(1, 1, 60)
    for number, pair in enumerate(table.facts(t, reported)):
        _write(facts, number, pair, bold if number == 0 else plain)
    workbook.close()
    return content.getvalue()


def _sheet(workbook: Any, sheet: Sheet, bold: Any, plain: Any) -> None:
    page = workbook.add_worksheet(sheet.name)
    _write(page, 0, sheet.columns, bold)
    for number, row in enumerate(sheet.rows, 1):
        _write(page, number, row, plain)
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    page.freeze_panes(1, 0)
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _write(page: Any, number: int, cells: Sequence[Any] | Row, format: Any) -> None:
    for column, cell in enumerate(cells):
        match cell:
            case None:
                page.write_blank(number, column, None, format)
            case int() | float():
                page.write_number(number, column, cell, format)
            case _:
                page.write_string(number, column, spreadsheet_safe(str(cell)), format)
