"""The chat page: plain files beside this module."""

import re
from pathlib import Path

from aiohttp import web

FOLDER = Path(__file__).parent / "page"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data: blob:; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}

_NAME = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*")


def page_file(path: str) -> web.Response | None:
    """The file for `/`, `/favicon.ico` or `/page/<name>`; None when there is no such file."""
    name = {"/": "index.html", "/favicon.ico": "icon.svg"}.get(path, path.removeprefix("/page/"))
    kind = TYPES.get(Path(name).suffix)
    if kind is None or not _NAME.fullmatch(name) or not (FOLDER / name).is_file():
        return None
    return web.Response(body=(FOLDER / name).read_bytes(), headers={**HEADERS, "Content-Type": kind})
