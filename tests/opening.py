"""Files of a spravka opened again by other libraries than made them, as their readers find them."""

import csv
import io
from typing import Any

import orjson
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader


def opened(format: str, content: bytes) -> Any:
    return {"docx": word, "xlsx": excel, "csv": comma_separated, "json": orjson.loads, "pdf": pdf}[format](content)


def word(content: bytes) -> dict[str, Any]:
    document = Document(io.BytesIO(content))
    section = document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    return {
        "landscape": section.page_width > section.page_height,
        "paragraphs": [one.text for one in document.paragraphs if one.text],
        "tables": [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables],
        "repeated": [
            [bool(row._tr.trPr is not None and row._tr.trPr.xpath("./w:tblHeader")) for row in table.rows]
            for table in document.tables
        ],
        "made": document.core_properties.created.isoformat() if document.core_properties.created else None,
    }


def excel(content: bytes) -> dict[str, Any]:
    book = load_workbook(io.BytesIO(content))
    sheets = {}
    for sheet in book.worksheets:
        sheets[sheet.title] = {
            "frozen": sheet.freeze_panes,
            "rows": [[cell.value for cell in row] for row in sheet.iter_rows()],
            "formulas": [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"],
            "links": [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.hyperlink],
        }
    return sheets


def comma_separated(content: bytes) -> list[list[str]]:
    text = content.decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def pdf(content: bytes) -> dict[str, Any]:
    """The words of every page; how lines are broken is the font's affair."""
    reader = PdfReader(io.BytesIO(content))
    assert reader.metadata is not None
    return {
        "title": reader.metadata.title,
        "made": str(reader.metadata.creation_date),
        "pages": [" ".join(page.extract_text().split()) for page in reader.pages],
    }
