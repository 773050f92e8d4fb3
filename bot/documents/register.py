"""The public register as a table: what anybody may read of every proposal, and how the town deals with it.

Of what is not public (not checked yet, hidden, formal) there are a number, dates and the state, and no text or name.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import orjson

from bot.documents.spravka.csv import lines
from bot.documents.spravka.json import LICENCE
from bot.documents.spravka.xlsx import book
from bot.domain.proposals import Proposal
from bot.domain.spravka import in_language
from bot.i18n import Translator, mark

FORMAT, VERSION = "prestige.register", 1
COLUMNS = {
    "receipt_no": mark("register.receipt_no"),
    "kind": mark("register.kind"),
    "consultation": mark("register.consultation"),
    "received_on": mark("register.received_on"),
    "channel": mark("register.channel"),
    "author": mark("register.author"),
    "author_type": mark("register.author_type"),
    "organisation": mark("register.organisation"),
    "section": mark("register.section"),
    "provision": mark("register.provision"),
    "stance": mark("register.stance"),
    "text": mark("register.text"),
    "status": mark("register.status"),
    "hidden": mark("register.hidden"),
    "disposition": mark("register.disposition"),
    "reason": mark("register.reason"),
    "unit": mark("register.unit"),
    "due_on": mark("register.due_on"),
    "answered_on": mark("register.answered_on"),
    "registry_no": mark("register.registry_no"),
    "registered_on": mark("register.registered_on"),
    "merged_into": mark("register.merged_into"),
    "files": mark("register.files"),
}
"""Keys of the JSON, and the headings of the tables. They never change their meaning; see docs/spravka.md."""
WIDTHS = (13, 10, 40, 12, 9, 24, 12, 24, 24, 16, 10, 70, 12, 12, 13, 40, 20, 12, 12, 16, 12, 13, 7)


class Item(NamedTuple):
    """A proposal with the names of what it belongs to (official language) and how many files hang on it."""

    proposal: Proposal
    consultation: str | None
    section: str | None
    main: str | None
    files: int


def make(items: Sequence[Item], format: str, t: Translator, *, names: dict[str, str], made_at: datetime) -> bytes:
    """`names` are those of the organisation that decides. KeyError for an unknown format."""
    rows = [_row(item, t) for item in items]
    if format == "json":
        content = {
            "format": FORMAT,
            "version": VERSION,
            "licence": LICENCE,
            "attribution": in_language(names, t.language),
            "made_on": made_at.astimezone(t.zone).date(),
            "rows": rows,
        }
        return orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    headings = [t.plain(words) for words in COLUMNS.values()]
    cells = [["" if value is None else str(value) for value in row.values()] for row in rows]
    if format == "csv":
        return lines(headings, cells)
    if format != "xlsx":
        raise KeyError(format)
    title = t.plain("register.title")
    facts = [(title, ""), (in_language(names, t.language), ""), (LICENCE, "")]
    return book(
        made_at,
        title,
        rows=(t.plain("register.sheet"), headings, cells, WIDTHS),
        facts=(t.plain("spravka.sheet_facts"), facts),
    )


def _row(item: Item, t: Translator) -> dict[str, Any]:
    """By the keys of COLUMNS."""
    one, answer = item.proposal, item.proposal.answer
    public = one.is_public
    named = public and one.name_public
    return {
        "receipt_no": one.receipt_no,
        "kind": one.kind.value,
        "consultation": item.consultation,
        "received_on": one.received_on.isoformat() if one.dated else None,
        "channel": one.channel.value,
        "author": one.shown_name if named else None,
        "author_type": one.author_type.value,
        "organisation": one.organisation if named else None,
        "section": item.section,
        "provision": one.provision if public else None,
        "stance": one.stance and one.stance.value,
        "text": one.text if public else None,
        "status": one.status.value,
        "hidden": None if one.hidden is None else one.hidden.code.value,
        "disposition": None if answer is None else answer.disposition.value,
        "reason": None if answer is None else answer.reason,
        "unit": None if answer is None else answer.unit,
        "due_on": one.due_on and one.due_on.isoformat(),
        "answered_on": None if one.answered_at is None else one.answered_at.astimezone(t.zone).date().isoformat(),
        "registry_no": one.registry_no,
        "registered_on": one.registered_on and one.registered_on.isoformat(),
        "merged_into": item.main,
        "files": item.files,
    }
