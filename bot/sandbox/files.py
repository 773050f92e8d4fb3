"""Files people and the bot have sent: kept in memory, named by identifiers as Telegram's."""

import hashlib
import itertools
import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from bot.sandbox.refusals import Refused, bad_request

Json = dict[str, Any]

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """`kind` is document, photo or video; width and height of the latter two in pixels, the duration in seconds."""

    file_id: str
    unique_id: str
    path: str
    name: str
    mime: str
    content: bytes
    kind: str
    width: int = 0
    height: int = 0
    duration: int = 0

    @property
    def size(self) -> int:
        return len(self.content)

    def as_json(self) -> Json:
        """What every file says of itself in the Bot API."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": self.size}

    def as_media(self) -> Json:
        """The fields of the message that carries it: `document`, `video`, or `photo` with its one size."""
        size = {"width": self.width, "height": self.height}
        named = {"file_name": self.name, "mime_type": self.mime}
        if self.kind == "photo":
            return {"photo": [{**self.as_json(), **size}]}
        if self.kind == "video":
            return {"video": {**self.as_json(), **size, "duration": self.duration, **named}}
        return {"document": {**self.as_json(), **named}}


class FileStore:
    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._by_id: dict[str, StoredFile] = {}
        self._by_unique_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self._gone: set[str] = set()

    def add(
        self,
        kind: str,
        name: str,
        mime: str,
        content: bytes,
        size: tuple[int, int] = (0, 0),
        duration: int = 0,
    ) -> StoredFile:
        number = next(self._numbers)
        digest = hashlib.sha256(f"{number}:{name}".encode("utf-8", "surrogatepass")).hexdigest()
        name = PurePath(name.replace("\\", "/")).name or "file"
        safe = _UNSAFE.sub("_", name)[-60:]
        file = StoredFile(
            file_id=f"BQACAgI{kind[0].upper()}{digest[:40]}",
            unique_id=f"AgAD{digest[40:52]}",
            path=f"{kind}s/file_{number}_{safe}",
            name=name,
            mime=mime,
            content=content,
            kind=kind,
            width=size[0],
            height=size[1],
            duration=duration,
        )
        self._by_id[file.file_id] = self._by_unique_id[file.unique_id] = self._by_path[file.path] = file
        return file

    def by_id(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id)

    def lose(self, file_id: str) -> None:
        """Let Telegram know the identifier no more. Raises LookupError when it never did."""
        if file_id not in self._by_id:
            raise LookupError("There is no such file.")
        self._gone.add(file_id)

    def is_gone(self, file_id: str) -> bool:
        return file_id in self._gone

    def by_unique_id(self, unique_id: str) -> StoredFile | None:
        return self._by_unique_id.get(unique_id)

    def by_path(self, path: str) -> StoredFile | None:
        return self._by_path.get(path)


def image_size(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG, JPEG, GIF or WebP; None for what is no such picture."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    if content[:6] in (b"GIF87a", b"GIF89a") and len(content) >= 10:
        return int.from_bytes(content[6:8], "little"), int.from_bytes(content[8:10], "little")
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return _webp_size(content)
    if content.startswith(b"\xff\xd8"):
        return _jpeg_size(content)
    return None


def _webp_size(content: bytes) -> tuple[int, int] | None:
    form = content[12:16]
    if form == b"VP8X" and len(content) >= 30:
        return int.from_bytes(content[24:27], "little") + 1, int.from_bytes(content[27:30], "little") + 1
    if form == b"VP8 " and len(content) >= 30:
        return (
            int.from_bytes(content[26:28], "little") & 0x3FFF,
            int.from_bytes(content[28:30], "little") & 0x3FFF,
        )
    if form == b"VP8L" and len(content) >= 25:
        bits = int.from_bytes(content[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return int.from_bytes(content[at + 7 : at + 9]), int.from_bytes(content[at + 5 : at + 7])
        at += 2 + length
    return None


def check_photo(name: str, content: bytes, most: int) -> tuple[int, int]:
    """The size of a picture Telegram would take as a photo. Raises Refused."""
    if len(content) > most:
        raise bad_request(f'file "{name}" of size {len(content)} bytes is too big for a photo')
    size = image_size(content)
    if size is None or 0 in size:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if width + height > 10_000 or max(size) > 20 * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return size


def check_upload(content: bytes, most: int) -> None:
    if not content:
        raise bad_request("file must be non-empty")
    if len(content) > most:
        raise Refused(413, "Request Entity Too Large")
