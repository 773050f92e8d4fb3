"""The rows for a spreadsheet of any make.

Parted by semicolons and with a mark of UTF-8 at the start, because that is what Excel opens by a double click where
the comma parts decimals, as it does in Bulgaria. Every value is in quotes, and none can be taken for a formula.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from bot.documents.spravka.table import table
from bot.domain.spravka import Spravka
from bot.domain.text import spreadsheet_safe
from bot.i18n import Translator

BOM = "\ufeff"


def make(spravka: Spravka, t: Translator) -> bytes:
    content = table(spravka, t)
    return lines(content.columns, content.rows)


def lines(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([spreadsheet_safe(cell) for cell in row] for row in rows)
    return (BOM + text.getvalue()).encode()
