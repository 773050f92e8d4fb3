"""The rows as an Excel sheet, and the head of the spravka as another. Every cell is text, none a formula."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from bot.documents.spravka.table import WIDTHS, table
from bot.domain.spravka import Spravka
from bot.domain.text import spreadsheet_safe
from bot.i18n import Translator

MM_A_CHARACTER = 2.0
"""Of the width of a column, near enough."""


def make(spravka: Spravka, t: Translator) -> bytes:
    content = table(spravka, t)
    facts = [(content.title, ""), (content.subject, ""), *((note, "") for note in content.notes), *content.facts]
    rows = content.rows or ((content.nil, *("" for _ in content.columns[1:])),)
    return book(
        spravka.header.made_at,
        content.title,
        rows=(t.plain("spravka.sheet_rows"), content.columns, rows, [mm / MM_A_CHARACTER for mm in WIDTHS]),
        facts=(t.plain("spravka.sheet_facts"), facts),
    )


def book(
    made_at: datetime,
    title: str,
    *,
    rows: tuple[str, Sequence[str], Iterable[Sequence[str]], Sequence[float]],
    facts: tuple[str, Iterable[tuple[str, str]]],
) -> bytes:
    """`rows` are a sheet's name, columns, rows and widths; `facts` the name and pairs of the sheet after it."""
    import xlsxwriter

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(content, options)
    workbook.set_properties({"title": title, "created": made_at.replace(tzinfo=None)})
    bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E7ECEF", "border": 1})
    plain = workbook.add_format({"text_wrap": True, "valign": "top", "border": 1})
    name, columns, cells, widths = rows
    sheet = workbook.add_worksheet(name)
    _write(sheet, 0, columns, bold)
    last = 0
    for last, row in enumerate(cells, 1):
        _write(sheet, last, row, plain)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    name, pairs = facts
    sheet = workbook.add_worksheet(name)
    sheet.set_column(0, 0, 34, bold)
    sheet.set_column(1, 1, 90)
    for number, (label, value) in enumerate(pairs):
        sheet.write_string(number, 0, spreadsheet_safe(label), bold)
        sheet.write_string(number, 1, spreadsheet_safe(value), plain)
    workbook.close()
    return content.getvalue()


def _write(sheet: Any, number: int, cells: Sequence[str], format: Any) -> None:
    for column, cell in enumerate(cells):
        sheet.write_string(number, column, spreadsheet_safe(cell), format)
