"""The spravka as open data. The keys are described in docs/spravka.md and never change their meaning."""

from typing import Any

import orjson

from bot.domain.spravka import Row, Spravka, in_language
from bot.i18n import Translator

FORMAT, VERSION = "prestige.spravka", 1
LICENCE = "CC-BY-4.0"


def make(spravka: Spravka, t: Translator) -> bytes:
    return orjson.dumps(content(spravka, t), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def content(spravka: Spravka, t: Translator) -> dict[str, Any]:
    """Codes and dates (ISO 8601) are the same in every language; names are in the language asked for."""
    header, language = spravka.header, t.language
    decision = header.decision
    return {
        "format": FORMAT,
        "version": VERSION,
        "licence": LICENCE,
        "attribution": in_language(header.organisation, language),
        "law": "ЗНА, чл. 26, ал. 5",
        "language": language,
        "official_language": "bg",
        "published": header.published,
        "spravka_on": header.spravka_on,
        "spravka_url": header.spravka_url,
        "consultation": {
            "title": header.title(language),
            "url": header.url,
            "published_on": header.published_on,
            "term_days": header.term_days,
            "last_day": header.last_day,
            "channels": list(header.channels),
            "adopted": header.adopted,
            "decision": None
            if decision is None
            else {"number": decision.number, "decided_on": decision.decided_on, "note": decision.note},
        },
        "counts": {
            "all": len(spravka.rows),
            **{disposition.value: count for disposition, count in spravka.counts.items()},
            "not_told": spravka.undecided,
        },
        "rows": [_row(row, language) for row in spravka.rows],
    }


def _row(row: Row, language: str) -> dict[str, Any]:
    hidden = row.hidden
    return {
        "receipt_no": row.receipt_no,
        "received_on": row.received_on if row.dated else None,
        "channel": row.channel.value,
        "author": row.author,
        "author_type": row.author_type.value,
        "organisation": row.organisation,
        "section": row.section_in(language),
        "provision": row.provision,
        "stance": row.stance and row.stance.value,
        "text": row.text,
        "hidden": None if hidden is None else {"code": hidden.code.value, "sentence": hidden.sentence},
        "disposition": row.disposition and row.disposition.value,
        "reason": row.reason,
        "unit": row.unit,
        "due_on": row.due_on,
        "merged_into": row.merged_into,
    }
