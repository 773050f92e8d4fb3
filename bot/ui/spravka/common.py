"""What the screens of a spravka share: its counts in words, and the buttons of its files."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from bot.domain.dispositions import Disposition
from bot.domain.spravka import Spravka
from bot.i18n import Translator, mark
from bot.services.spravka import FORMATS
from bot.ui.callbacks import Callback
from bot.ui.screen import Button, Rows, in_pairs, lines

TITLE_ROOM = 300
"""UTF-16 units."""

OUTCOMES = {
    Disposition.accepted: mark("spravka.accepted"),
    Disposition.partly: mark("spravka.partly"),
    Disposition.not_accepted: mark("spravka.not_accepted"),
    Disposition.out_of_scope: mark("spravka.out_of_scope"),
}
FILES = {
    "docx": mark("spravka.file_docx"),
    "pdf": mark("spravka.file_pdf"),
    "xlsx": mark("spravka.file_xlsx"),
    "csv": mark("spravka.file_csv"),
    "json": mark("spravka.file_json"),
    "chart": mark("spravka.file_chart"),
}


@dataclass(frozen=True, slots=True)
class GetFile(Callback, prefix="spr.file"):
    """A file of it, in the reader's language."""

    consultation: int
    format: str


def counts_of(spravka: Spravka) -> dict[Disposition | None, int]:
    """As `counts` takes them."""
    return {**dict[Disposition | None, int](spravka.counts.items()), None: spravka.undecided}


def counts(t: Translator, found: Mapping[Disposition | None, int], *, published: bool) -> Markup:
    """Numbers in words, every disposition a line; a line for those without one only where there are any."""
    total = sum(found.values())
    none = t.plain("spravka.not_told") if published else t.plain("spravka.undecided")
    outcomes = OUTCOMES.items() if total else ()
    return lines(
        t.n("spravka.rows", total),
        *(t("spravka.count_line", words=t.plain(words), n=found.get(one, 0)) for one, words in outcomes),
        t("spravka.count_line", words=none, n=found[None]) if found.get(None) else None,
    )


def file_rows(t: Translator, number: int) -> Rows:
    return in_pairs([Button(t.plain(FILES[format]), GetFile(number, format)) for format in FORMATS])
