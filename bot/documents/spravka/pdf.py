"""The spravka as a PDF that everybody can read and nobody edits by accident."""

from pathlib import Path
from typing import TYPE_CHECKING

from bot.documents.spravka.table import WIDTHS, Table, table
from bot.domain.spravka import Spravka, in_language
from bot.i18n import Translator

if TYPE_CHECKING:
    from fpdf import FPDF

MARGIN = 14.0
SIZE, LINE = 8.0, 3.9
"""Points of the letters and millimetres of a line in the table."""
PADDING = 1.0
FEWEST_LINES = 6
"""Of a row that goes on overleaf, under the same number; for less it begins there."""
LABEL_MM = 60.0


def make(spravka: Spravka, t: Translator) -> bytes:
    content = table(spravka, t)
    pdf = _document(spravka, content, t)
    _head(pdf, content)
    if content.rows:
        _rows(pdf, content)
    else:
        pdf.set_font("DejaVu", "B", 11)
        pdf.multi_cell(0, 6, content.nil, new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def _document(spravka: Spravka, content: Table, t: Translator) -> "FPDF":
    from fpdf import FPDF
    from matplotlib import get_data_path

    class Numbered(FPDF):
        def footer(self) -> None:
            self.set_y(-10)
            self.set_font("DejaVu", "", 7)
            self.cell(0, 5, str(self.page_no()), align="C")

    pdf = Numbered(orientation="landscape", format="A4")
    pdf.set_creation_date(spravka.header.made_at)
    pdf.set_producer("Prestige")
    pdf.set_title(f"{content.title}. {content.subject}")
    pdf.set_author(in_language(spravka.header.organisation, t.language))
    pdf.set_lang(t.language)
    fonts = Path(get_data_path()) / "fonts" / "ttf"
    pdf.add_font("DejaVu", "", fonts / "DejaVuSans.ttf")
    pdf.add_font("DejaVu", "B", fonts / "DejaVuSans-Bold.ttf")
    pdf.set_margins(MARGIN, MARGIN)
    pdf.set_auto_page_break(True, MARGIN)
    pdf.add_page()
    return pdf


def _head(pdf: "FPDF", content: Table) -> None:
    for words, size in ((content.title, 13), (content.subject, 11)):
        pdf.set_font("DejaVu", "B", size)
        pdf.multi_cell(0, 6.5, words, align="C", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("DejaVu", "", 9)
    for note in content.notes:
        pdf.multi_cell(0, 5, note, align="C", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(2)
    pdf.set_font("DejaVu", "", SIZE)
    wrapped = _Measure(pdf).wrapped
    for label, value in content.facts:
        _draw(pdf, [[label], wrapped(value, pdf.epw - LABEL_MM)], (LABEL_MM, pdf.epw - LABEL_MM), bold=(0,))
    pdf.ln(3)


def _rows(pdf: "FPDF", content: Table) -> None:
    pdf.set_font("DejaVu", "B", SIZE)
    bold = _Measure(pdf)
    heading = [bold.wrapped(words, width) for words, width in zip(content.columns, WIDTHS, strict=True)]
    every = tuple(range(len(WIDTHS)))
    _draw(pdf, heading, WIDTHS, bold=every, shaded=True)
    pdf.set_font("DejaVu", "", SIZE)
    plain = _Measure(pdf)
    for row in content.rows:
        cells = [plain.wrapped(words, width) for words, width in zip(row, WIDTHS, strict=True)]
        while any(cells):
            room = int((pdf.page_break_trigger - pdf.get_y() - 2 * PADDING) / LINE)
            longest = max(map(len, cells))
            if room < min(longest, FEWEST_LINES):
                pdf.add_page()
                _draw(pdf, heading, WIDTHS, bold=every, shaded=True)
                continue
            _draw(pdf, [lines[:room] for lines in cells], WIDTHS)
            number, *rest = cells
            cells = [number if longest > room else [], *(lines[room:] for lines in rest)]


class _Measure:
    """How wide words are in the present font. Asked once for each word: twenty times faster than the library's wrap."""

    def __init__(self, pdf: "FPDF") -> None:
        self._pdf = pdf
        self._known: dict[str, float] = {}

    def __call__(self, words: str) -> float:
        if words not in self._known:
            self._known[words] = self._pdf.get_string_width(words)
        return self._known[words]

    def wrapped(self, text: str, width: float) -> list[str]:
        """In lines of at most `width` millimetres of a column; a word that is longer than a line is cut."""
        room, space = width - 2 * PADDING - 0.01, self(" ")
        lines: list[str] = []
        for paragraph in text.split("\n") if text else ():
            line, used = "", 0.0
            for word in (part for one in paragraph.split() for part in self._parts(one, room)):
                wide = self(word)
                if line and used + space + wide > room:
                    lines.append(line)
                    line, used = "", 0.0
                line, used = (f"{line} {word}", used + space + wide) if line else (word, wide)
            lines.append(line)
        return lines

    def _parts(self, word: str, room: float) -> list[str]:
        if self(word) <= room:
            return [word]
        parts, part, used = [], "", 0.0
        for letter in word:
            if part and used + self(letter) > room:
                parts.append(part)
                part, used = "", 0.0
            part, used = part + letter, used + self(letter)
        return [*parts, part]


def _height(cells: list[list[str]]) -> float:
    return max(len(lines) for lines in cells) * LINE + 2 * PADDING


def _draw(
    pdf: "FPDF",
    cells: list[list[str]],
    widths: tuple[float, ...],
    *,
    bold: tuple[int, ...] = (),
    shaded: bool = False,
) -> None:
    """One row at the present height; it must fit on the page."""
    height = _height(cells)
    if pdf.will_page_break(height):
        pdf.add_page()
    x, y = pdf.l_margin, pdf.get_y()
    pdf.set_draw_color(140)
    pdf.set_fill_color(231, 236, 239)
    for column, (lines, width) in enumerate(zip(cells, widths, strict=True)):
        pdf.rect(x, y, width, height, style="DF" if shaded else "D")
        pdf.set_font("DejaVu", "B" if column in bold else "", SIZE)
        for number, line in enumerate(lines):
            pdf.text(x + PADDING, y + PADDING + (number + 0.75) * LINE, line)
        x += width
    pdf.set_xy(pdf.l_margin, y + height)
