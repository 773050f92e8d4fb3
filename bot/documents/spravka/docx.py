"""The spravka as a Word document: what clerks edit, print and sign."""

import io
import zipfile
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from bot.documents.spravka.table import WIDTHS, Table, table
from bot.domain.spravka import Spravka, in_language
from bot.i18n import Translator

if TYPE_CHECKING:
    from docx.document import Document

FONT = "Times New Roman"
SHADE = "E7ECEF"
LANGUAGES = {"bg": "bg-BG", "en": "en-GB", "tr": "tr-TR"}
LABEL_MM, VALUE_MM = 60, 209
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip can tell: the day of making stands in the properties."""


def make(spravka: Spravka, t: Translator) -> bytes:
    import docx
    from docx.shared import Pt

    content = table(spravka, t)
    document = docx.Document()
    _properties(document, spravka, content, t)
    _page(document)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(10)
    _head(document, content)
    if content.rows:
        _rows(document, content)
    else:
        document.add_paragraph().add_run(content.nil).bold = True
    document.add_paragraph()
    for words in content.signatures:
        document.add_paragraph(f"{words} {'.' * 60}")
    written = io.BytesIO()
    document.save(written)
    return _timeless(written.getvalue())


def _properties(document: "Document", spravka: Spravka, content: Table, t: Translator) -> None:
    made_at = spravka.header.made_at.replace(tzinfo=None, microsecond=0)
    known = document.core_properties
    known.title, known.subject = content.title[:255], content.subject[:255]
    known.author = known.last_modified_by = in_language(spravka.header.organisation, t.language)[:255]
    known.created = known.modified = made_at
    known.language, known.comments, known.revision = LANGUAGES[t.language], "", 1
    for language in document.styles.element.iter(_qualified("w:lang")):
        language.set(_qualified("w:val"), LANGUAGES[t.language])


def _page(document: "Document") -> None:
    """A4 on its side, with the number of the page below."""
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(14)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = _element("w:fldSimple")
    field.set(_qualified("w:instr"), "PAGE")
    footer._p.append(field)


def _head(document: "Document", content: Table) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    for words, size in ((content.title, 14), (content.subject, 12)):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(words)
        run.bold, run.font.size = True, Pt(size)
    for note in content.notes:
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(note).italic = True
    facts = document.add_table(rows=0, cols=2, style="Table Grid")
    _widths(facts, (LABEL_MM, VALUE_MM))
    for label, value in content.facts:
        cells = facts.add_row().cells
        _put(cells[0], label, LABEL_MM, bold=True)
        _put(cells[1], value, VALUE_MM)
    document.add_paragraph()


def _rows(document: "Document", content: Table) -> None:
    """The heading comes again on every page. A row is a copy of the first with other words: ten times faster."""
    grid = document.add_table(rows=2, cols=len(content.columns), style="Table Grid")
    _widths(grid, WIDTHS)
    heading, first = grid.rows
    for cell, words, width in zip(heading.cells, content.columns, WIDTHS, strict=True):
        _put(cell, words, width, bold=True)
        shade = _element("w:shd")
        shade.set(_qualified("w:val"), "clear")
        shade.set(_qualified("w:fill"), SHADE)
        cell._tc.get_or_add_tcPr().append(shade)
    repeated = _element("w:tblHeader")
    repeated.set(_qualified("w:val"), "true")
    heading._tr.get_or_add_trPr().append(repeated)
    for cell, width in zip(first.cells, WIDTHS, strict=True):
        _put(cell, "", width)
    pattern = first._tr
    body = pattern.getparent()
    assert body is not None
    for row in content.rows:
        copied: Any = deepcopy(pattern)
        for cell, words in zip(copied.tc_lst, row, strict=True):
            cell.p_lst[0].r_lst[0].text = words
        body.append(copied)
    body.remove(pattern)


def _widths(grid: Any, widths: tuple[float, ...]) -> None:
    from docx.shared import Mm

    grid.autofit = False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Mm(width)


def _put(cell: Any, words: str, width: float, *, bold: bool = False) -> None:
    from docx.shared import Mm, Pt

    cell.width = Mm(width)
    run = cell.paragraphs[0].add_run(words)
    run.bold, run.font.size = bold or None, Pt(9)


def _element(name: str) -> Any:
    from docx.oxml import OxmlElement

    return OxmlElement(name)


def _qualified(name: str) -> str:
    from docx.oxml.ns import qn

    return qn(name)


def _timeless(content: bytes) -> bytes:
    """The same parts with the same dates, so that the same spravka is the same file."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.infolist():
            kept = zipfile.ZipInfo(part.filename, EPOCH)
            kept.compress_type, kept.external_attr, kept.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            after.writestr(kept, before.read(part))
    return written.getvalue()
