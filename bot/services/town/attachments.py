"""Documents beside a town file: only from its own folder, only kinds people can open, and really of that kind."""

import hashlib
from dataclasses import dataclass
from pathlib import Path as FilePath

from bot.domain.consultations import DocumentKind
from bot.services.town.faults import FaultCode
from bot.services.town.format import Document
from bot.services.town.tree import Path, Tree, shown

MEGABYTES_AT_MOST = 20
"""What Telegram lets people download through a bot."""

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OPEN = "application/vnd.oasis.opendocument"
_OFFICE = "application/vnd.openxmlformats-officedocument"

TYPES: dict[str, tuple[str, bytes]] = {
    ".pdf": ("application/pdf", b"%PDF-"),
    ".docx": (f"{_OFFICE}.wordprocessingml.document", _ZIP),
    ".xlsx": (f"{_OFFICE}.spreadsheetml.sheet", _ZIP),
    ".odt": (f"{_OPEN}.text", _ZIP),
    ".ods": (f"{_OPEN}.spreadsheet", _ZIP),
    ".doc": ("application/msword", _OLD_OFFICE),
    ".xls": ("application/vnd.ms-excel", _OLD_OFFICE),
    ".rtf": ("application/rtf", b"{\\rtf"),
    ".jpg": ("image/jpeg", b"\xff\xd8\xff"),
    ".png": ("image/png", b"\x89PNG\r\n\x1a\n"),
}
"""By ending: the media type, and how such a file begins."""


@dataclass(frozen=True)
class Attachment:
    """A document as people get it. `digest` is the SHA-256 of its content."""

    kind: DocumentKind
    name: str
    mime: str
    content: bytes
    digest: str


def attach(tree: Tree, path: Path, folder: FilePath, document: Document) -> Attachment | None:
    """The file a document names; None, and a fault at `path`, where it cannot be had."""
    assert document.file is not None
    place = (*path, "file")
    given = shown(document.file)
    suffix = FilePath(document.file).suffix.lower()
    if suffix not in TYPES:
        tree.fault(place, FaultCode.path_type, given=given, choices=", ".join(TYPES))
        return None
    found = _inside(folder, document.file)
    if found is None:
        tree.fault(place, FaultCode.path_outside, given=given)
        return None
    try:
        content = _content(found)
    except OSError:
        tree.fault(place, FaultCode.path_missing, given=given)
        return None
    mime, beginning = TYPES[suffix]
    if not content:
        tree.fault(place, FaultCode.path_empty, given=given)
    elif len(content) > MEGABYTES_AT_MOST * 1024 * 1024:
        tree.fault(place, FaultCode.path_too_big, given=given, limit=MEGABYTES_AT_MOST)
    elif not content.startswith(beginning):
        tree.fault(place, FaultCode.path_content, given=given)
    else:
        name = document.name or found.name
        if not name.lower().endswith(suffix):
            name += suffix
        return Attachment(DocumentKind(document.kind), name, mime, content, hashlib.sha256(content).hexdigest())
    return None


def _inside(folder: FilePath, given: str) -> FilePath | None:
    """The real path, links followed, if it lies in the folder."""
    try:
        found = (folder / given).resolve()
    except (OSError, RuntimeError, ValueError):
        return None
    return found if found.is_relative_to(folder.resolve()) else None


def _content(found: FilePath) -> bytes:
    """The bytes, one more than allowed at most. Raises OSError for what is no plain file."""
    if not found.is_file():
        raise FileNotFoundError(found.name)
    with found.open("rb") as file:
        return file.read(MEGABYTES_AT_MOST * 1024 * 1024 + 1)
