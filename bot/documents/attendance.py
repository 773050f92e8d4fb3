"""The list of those who come, as a table: every cell is text, none a formula. Names only where the rows bring them."""

from collections.abc import Sequence
from datetime import datetime

from bot.documents.spravka.csv import lines
from bot.documents.spravka.xlsx import book
from bot.domain.seats import Registration, RegistrationState
from bot.i18n import Translator, mark

COLUMNS = (
    mark("hosting.column_code"),
    mark("hosting.column_name"),
    mark("hosting.column_state"),
    mark("hosting.column_registered"),
    mark("hosting.column_came"),
)
WIDTHS = (10, 36, 16, 18, 18)
STATES = {
    RegistrationState.registered: mark("hosting.state_registered"),
    RegistrationState.waiting: mark("hosting.state_waiting"),
    RegistrationState.offered: mark("hosting.state_offered"),
    RegistrationState.cancelled: mark("hosting.state_cancelled"),
    RegistrationState.off: mark("hosting.state_off"),
}
XLSX_AT_MOST = 500
"""Rows of a workbook that is made in a turn: some 25 ms. A longer list is a CSV, which Excel opens too."""
MIMES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def make(rows: Sequence[Registration], format: str, t: Translator, *, title: str, made_at: datetime) -> bytes:
    """KeyError for an unknown format. Times are the town's."""
    columns = [t.plain(words) for words in COLUMNS]
    states = {state: t.plain(words) for state, words in STATES.items()}
    cells = [
        (
            one.code or "",
            one.name or "",
            states[one.state],
            _digits(t, one.registered_at),
            _digits(t, one.checked_in_at),
        )
        for one in rows
    ]
    if format == "csv":
        return lines(columns, cells)
    if format != "xlsx":
        raise KeyError(format)
    facts = [(title, ""), (_digits(t, made_at), "")]
    return book(
        made_at,
        title,
        rows=(t.plain("hosting.sheet"), columns, cells, WIDTHS),
        facts=(t.plain("spravka.sheet_facts"), facts),
    )


def _digits(t: Translator, moment: datetime | None) -> str:
    return "" if moment is None else moment.astimezone(t.zone).strftime("%d.%m.%Y %H:%M")
