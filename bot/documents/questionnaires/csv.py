"""Everything in one table for a spreadsheet of any make: results, then groups, then what was written.

Parted and marked as the spravka's is, for the same programs. What people typed can be taken for no formula.
"""

import csv
import io

from bot.documents.questionnaires import table
from bot.documents.questionnaires.table import Cell, Row
from bot.documents.spravka.csv import BOM
from bot.domain.reported import Reported
from bot.domain.text import spreadsheet_safe
from bot.i18n import Translator


def make(reported: Reported, format: str, t: Translator) -> bytes:
    everybody, groups, texts = table.results(t, reported), table.splits(t, reported), table.texts(t, reported)
    places = {one.name(t.language): place for place, one in enumerate(reported.definition.questions, 1)}
    kind = t.plain("results.type_text")
    written: list[Row] = [
        (None, places.get(str(question)), question, kind, text, *(None,) * 8) for question, text, _ in texts.rows
    ]
    content = io.StringIO()
    writer = csv.writer(content, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(everybody.columns)
    writer.writerows([_said(t, cell) for cell in row] for row in (*everybody.rows, *groups.rows, *written))
    return (BOM + content.getvalue()).encode()


def _said(t: Translator, cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case float():
            return str(cell) if t.language == "en" else str(cell).replace(".", ",")
        case int():
            return str(cell)
        case _:
            return spreadsheet_safe(cell)
