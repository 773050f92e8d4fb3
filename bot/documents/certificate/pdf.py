"""The page itself: who took part in what, when, for how long, and who says so."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import AwareDatetime, BaseModel

from bot.i18n import Translator

if TYPE_CHECKING:
    from fpdf import FPDF

INK, PALE = (26, 60, 90), (105, 132, 155)
FRAME, INNER = 10.0, 13.0
"""Millimetres from the edge of the page."""
WIDE = 30.0
"""Millimetres left free beside the words."""
NAME_SIZE, NAME_LEAST = 30.0, 14.0
"""Points; a long name is set smaller."""


class Certificate(BaseModel):
    """`minutes` it took, None where no end was told. `issuer` is the organisation that decides in the town."""

    name: str
    title: str
    starts_at: AwareDatetime
    minutes: int | None
    place: str | None
    issuer: str
    made_at: AwareDatetime


def make(one: Certificate, t: Translator) -> bytes:
    pdf = _page(one, t)
    _frame(pdf)
    pdf.set_y(40)
    _line(pdf, one.issuer, 13, colour=PALE)
    pdf.set_y(60)
    _line(pdf, t.plain("hosting.certificate_title"), 34, bold=True)
    _line(pdf, t.plain("hosting.certificate_of"), 14)
    pdf.ln(9)
    _line(pdf, t.plain("hosting.certificate_says"), 12, colour=PALE)
    pdf.ln(2)
    _line(pdf, one.name, _fitting(pdf, one.name), bold=True)
    pdf.ln(3)
    _line(pdf, t.plain("hosting.certificate_took_part"), 14)
    _line(pdf, one.title, 17, bold=True)
    pdf.ln(2)
    _line(pdf, _when(one, t), 12)
    pdf.set_y(-38)
    _line(pdf, _issued(one, t), 10, colour=PALE)
    return bytes(pdf.output())


def _page(one: Certificate, t: Translator) -> "FPDF":
    from fpdf import FPDF
    from matplotlib import get_data_path

    pdf = FPDF(orientation="landscape", format="A4")
    pdf.set_creation_date(one.made_at)
    pdf.set_producer("Prestige")
    pdf.set_title(t.plain("hosting.certificate_title"))
    pdf.set_author(one.issuer)
    pdf.set_lang(t.language)
    fonts = Path(get_data_path()) / "fonts" / "ttf"
    pdf.add_font("DejaVu", "", fonts / "DejaVuSans.ttf")
    pdf.add_font("DejaVu", "B", fonts / "DejaVuSans-Bold.ttf")
    pdf.set_auto_page_break(False)
    pdf.set_margins(WIDE, WIDE)
    pdf.add_page()
    return pdf


def _frame(pdf: "FPDF") -> None:
    """Two lines around the page, a strong one and a fine one."""
    for at, width, colour in ((FRAME, 1.2, INK), (INNER, 0.3, PALE)):
        pdf.set_draw_color(*colour)
        pdf.set_line_width(width)
        pdf.rect(at, at, pdf.w - 2 * at, pdf.h - 2 * at)


def _line(pdf: "FPDF", words: str, size: float, *, bold: bool = False, colour: tuple[int, int, int] = INK) -> None:
    if not words:
        return
    pdf.set_font("DejaVu", "B" if bold else "", size)
    pdf.set_text_color(*colour)
    pdf.multi_cell(0, size * 0.5, words, align="C", new_x="LMARGIN", new_y="NEXT")


def _fitting(pdf: "FPDF", words: str) -> float:
    """The size in which a name stands in one line, if there is one."""
    pdf.set_font("DejaVu", "B", NAME_SIZE)
    wide = pdf.get_string_width(words) or 1.0
    return max(NAME_LEAST, min(NAME_SIZE, NAME_SIZE * pdf.epw / wide * 0.98))


def _when(one: Certificate, t: Translator) -> str:
    day = t.date(_local(one.starts_at, t))
    told = [day, one.place or "", "" if one.minutes is None else _hours(one.minutes, t)]
    return " · ".join(part for part in told if part)


def _hours(minutes: int, t: Translator) -> str:
    """In whole hours, or hours and minutes."""
    hours, rest = divmod(minutes, 60)
    said = [t.plain_n("hosting.certificate_hours", hours)] if hours else []
    return " ".join([*said, *([t.plain_n("hosting.certificate_minutes", rest)] if rest else [])])


def _issued(one: Certificate, t: Translator) -> str:
    return t.plain("hosting.certificate_issued", date=t.short_date(_local(one.made_at, t)))


def _local(moment: datetime, t: Translator) -> date:
    return moment.astimezone(t.zone).date()
