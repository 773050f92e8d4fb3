"""A copy of everything held about a person: a page to read in their language, and JSON for programs.

Both say the same. Instants are ISO 8601 in UTC in the JSON, and in the town's time on the page.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import orjson
from markupsafe import Markup

from bot.documents.mydata.words import CODES, COLUMNS, DATES, INSTANTS, NESTED, TABLES
from bot.domain.participants import UNTIL_RESUMED
from bot.i18n import NAMES, Translator
from bot.services.privacy import Copy, Everything

STYLE = """body{font:16px/1.5 sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}
h2{margin-top:2rem}dl{border-top:1px solid #bbb;margin:0;padding:.5rem 0}
dt{font-weight:bold}dd{margin:0 0 .5rem}pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:0}"""

_PAGE = Markup(
    '<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width">\n<title>{title}</title>\n<style>{style}</style>\n</head>\n'
    "<body>\n<h1>{title}</h1>\n<p>{about}</p>\n{responsible}\n{parts}\n</body>\n</html>\n"
)
_PART = Markup("<section>\n<h2>{title}</h2>\n{rows}\n</section>")
_PAIR = Markup("<dt>{name}</dt><dd>{value}</dd>")


def documents(t: Translator, held: Everything, organisations: Sequence[str], *, now: datetime) -> tuple[Copy, Copy]:
    """The page and the JSON. `organisations` answer for the data."""
    day = now.astimezone(t.zone).date().isoformat()
    return (
        Copy(f"prestige-{day}.html", "text/html", page(t, held, organisations, now=now).encode()),
        Copy(f"prestige-{day}.json", "application/json", as_json(held, organisations, now=now)),
    )


# -- for programs --------------------------------------------------------------------------------------------------


def as_json(held: Everything, organisations: Sequence[str], *, now: datetime) -> bytes:
    """Every table, also the empty ones, with the names of what its numbers stand for."""
    content = {
        "made_at": _iso(int(now.timestamp())),
        "responsible": list(organisations),
        "held": {table: [_row(row) for row in rows] for table, rows in held.rows.items()},
        "names": {column: {**names} for column, names in _mentioned(held).items()},
    }
    return orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {column: _plain(column, value) for column, value in row.items()}


def _plain(column: str, value: Any) -> Any:
    if value is None:
        return None
    if column in INSTANTS:
        return _iso(value)
    return orjson.loads(value) if column in NESTED else value


def _iso(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def _mentioned(held: Everything) -> dict[str, dict[str, str]]:
    """Names of what the rows speak of, and of nothing else."""
    return {
        column: {
            str(row[column]): names[str(row[column])]
            for rows in held.rows.values()
            for row in rows
            if str(row.get(column)) in names
        }
        for column, names in held.names.items()
    }


# -- for people ----------------------------------------------------------------------------------------------------


def page(t: Translator, held: Everything, organisations: Sequence[str], *, now: datetime) -> str:
    """One HTML file that needs nothing else. What nothing is held in is left out."""
    parts = [
        _PART.format(title=t.plain(words), rows=Markup("\n").join(_list(t, row, held) for row in held.rows[table]))
        for table, words in TABLES.items()
        if held.rows.get(table)
    ]
    names = t.listing([*organisations])
    responsible = Markup("<p>{}</p>").format(t.plain("mydata.responsible", names=names)) if organisations else ""
    whole = _PAGE.format(
        language=t.language,
        title=t.plain("mydata.title"),
        style=Markup(STYLE),
        about=t.plain("mydata.about", moment=t.moment(now)),
        responsible=responsible,
        parts=Markup("\n").join(parts),
    )
    return str(whole)


def _list(t: Translator, row: Mapping[str, Any], held: Everything) -> Markup:
    pairs = [
        _PAIR.format(name=t.plain(COLUMNS[column]), value=_shown(t, column, value, held))
        for column, value in row.items()
        if value is not None
    ]
    return Markup("<dl>{}</dl>").format(Markup("").join(pairs))


def _shown(t: Translator, column: str, value: Any, held: Everything) -> Markup | str:
    if (column, value) in CODES:
        return t.plain(CODES[column, value])
    if column in INSTANTS:
        beyond = value >= UNTIL_RESUMED.timestamp()
        return t.plain("mydata.no_date") if beyond else t.moment(datetime.fromtimestamp(value, UTC))
    if column in DATES:
        return t.date(date.fromisoformat(value))
    if column in ("quiet_start", "quiet_end"):
        return f"{value // 60:02}:{value % 60:02}"
    if column in ("language", "consent_language"):
        return NAMES.get(str(value), str(value))
    if column in NESTED:
        pretty = orjson.dumps(orjson.loads(value), option=orjson.OPT_INDENT_2).decode()
        return Markup("<pre>{}</pre>").format(pretty)
    return held.names.get(column, {}).get(str(value), str(value))
