"""Reading a call from an HTTP request: JSON, urlencoded, multipart or a query."""

from typing import Any
from urllib.parse import parse_qsl

import orjson
from aiohttp import BodyPartReader, web
from telegram.constants import FileSizeLimit

from bot.sandbox.calls import Call, Upload, too_large
from bot.sandbox.refusals import Refused, bad_request

MOST_BODY = int(FileSizeLimit.FILESIZE_UPLOAD) * 10 + (1 << 20)  # an album of ten, and the fields
MOST_FILE = int(FileSizeLimit.FILESIZE_UPLOAD)
MOST_FIELDS = 100
JSON, FORM = "application/json", "application/x-www-form-urlencoded"


async def read_call(request: web.BaseRequest, method: str, query: str) -> Call:
    """Parameters of the query and of the body together. Raises Refused for what cannot be read."""
    params: dict[str, Any] = dict(parse_qsl(query, keep_blank_values=True)) if query else {}
    files: dict[str, Upload] = {}
    if request.body_exists:
        kind = request.headers.get("Content-Type", "")
        if kind.startswith("multipart/form-data"):
            await _read_multipart(request, params, files)
        else:
            params |= read_plain(kind, await _read_body(request))
    return Call(method, params, files)


async def _read_body(request: web.BaseRequest) -> bytes:
    try:
        return await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise too_large() from None


def read_plain(kind: str, body: bytes) -> dict[str, Any]:
    """The parameters in a body of a content type. Raises Refused."""
    if kind.startswith(JSON):
        try:
            params = orjson.loads(body or b"{}")
        except orjson.JSONDecodeError:
            raise bad_request("can't parse request body JSON object") from None
        if not isinstance(params, dict):
            raise bad_request("expected an Object as request body")
        return params
    if kind.startswith(FORM) or not body:
        try:
            return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS))
        except ValueError:
            raise bad_request("can't parse request body: strings must be encoded in UTF-8") from None
    raise Refused(400, "Bad Request: unsupported content type of the request body")


async def _read_multipart(request: web.BaseRequest, params: dict[str, Any], files: dict[str, Upload]) -> None:
    try:
        reader = await request.multipart()
        async for part in reader:
            if not isinstance(part, BodyPartReader) or part.name is None:
                raise bad_request("can't parse multipart request body")
            if len(params) + len(files) >= MOST_FIELDS:
                raise bad_request("too many fields in the request body")
            if part.filename is None:
                params[part.name] = (await _read_part(part, 1 << 20)).decode()
            else:
                mime = part.headers.get("Content-Type", "application/octet-stream")
                files[part.name] = Upload(part.filename, mime, await _read_part(part, MOST_FILE))
    except ValueError:
        raise bad_request("can't parse multipart request body") from None


async def _read_part(part: BodyPartReader, most: int) -> bytes:
    content = bytearray()
    while chunk := await part.read_chunk(1 << 16):
        content += chunk
        if len(content) > most:
            raise too_large()
    return bytes(content)
