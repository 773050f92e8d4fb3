"""The way to Telegram over HTTP: python-telegram-bot's documented extension point, on aiohttp and orjson.

Written because the bundled HTTPXRequest costs several times the CPU for each request. What its callers see
stays the same: timeouts of the same names, the same errors. One thing is stricter: an address holds the bot
token, so no error raised here carries an address, neither in its words nor as a cause.
"""

import io
import re
from collections.abc import Mapping
from typing import IO, Any
from urllib.request import getproxies_environment

import aiohttp
import orjson
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.gateway import wire
from bot.gateway.shortcut import JSON, Shortcut

KEEP_ALIVE_SECONDS = 30.0
"""Servers commonly close an idle connection after a minute; we close first, not to speak into a dead one."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_NOT_SENT = "No connection in time. Request was *not* sent to Telegram."
_DEFAULT = BaseRequest.DEFAULT_NONE
_ALL_DEFAULT = (_DEFAULT,) * 4

Files = Mapping[str, tuple[str, bytes | IO[bytes], str]]


class Ready:
    """Stands for the library's RequestData with parameters that are JSON already, as rows of the outbox are.

    The library's own looks at every parameter of every request again, which cost a quarter of a message.
    """

    __slots__ = ("parameters",)
    contains_files = False

    def __init__(self, parameters: dict[str, Any]) -> None:
        self.parameters = parameters


class AiohttpRequest(BaseRequest):
    """One pool of kept-alive connections, for one event loop. Timeouts are in seconds; None waits for ever.

    At most `limit` connections are open; a request beyond waits `pool_timeout` for a free one. Methods raise
    what telegram.request.BaseRequest promises: TimedOut, NetworkError and the errors Telegram answers with.
    """

    __slots__ = ("_connect", "_limit", "_media_write", "_pool", "_read", "_session", "_shortcut", "_usual", "_write")

    def __init__(
        self,
        *,
        limit: int = 100,
        read_timeout: float | None = 5.0,
        write_timeout: float | None = 5.0,
        connect_timeout: float | None = 5.0,
        pool_timeout: float | None = 5.0,
        media_write_timeout: float | None = 20.0,
    ) -> None:
        self._limit = limit
        self._read = read_timeout
        self._write = write_timeout
        self._connect = connect_timeout
        self._pool = pool_timeout
        self._media_write = media_write_timeout
        self._usual = _timeout(read_timeout, write_timeout, connect_timeout, pool_timeout, uploads=False)
        self._session: aiohttp.ClientSession | None = None
        self._shortcut: Shortcut | None = None

    @property
    def read_timeout(self) -> float | None:
        return self._read

    async def initialize(self) -> None:
        """Open the pool on the running loop. Again is harmless; after `shutdown` it opens anew."""
        if self._session is not None and not self._session.closed:
            return
        # Looking for a proxy at every request is slow, and most machines have none.
        proxies = bool(getproxies_environment())
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=self._limit, keepalive_timeout=KEEP_ALIVE_SECONDS),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self.USER_AGENT},
            skip_auto_headers=("Accept", "Accept-Encoding"),
            trust_env=proxies,
        )
        self._shortcut = None if proxies else Shortcut(self._session, self._usual)

    async def shutdown(self) -> None:
        """Close every connection. Again is harmless."""
        session, self._session, self._shortcut = self._session, None, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = _DEFAULT,
        write_timeout: Any = _DEFAULT,
        connect_timeout: Any = _DEFAULT,
        pool_timeout: Any = _DEFAULT,
    ) -> tuple[int, bytes]:
        """The status and body of the answer. Timeouts left at DEFAULT_NONE are those of the constructor.

        Raises BadRequest for parameters that are no JSON: such a request can never succeed, so nobody should
        try it again.
        """
        if self._session is None or self._session.closed:
            raise RuntimeError("This AiohttpRequest is not initialized!")
        files = request_data.multipart_data if request_data and request_data.contains_files else None
        timeout = self._chosen(files, read_timeout, write_timeout, connect_timeout, pool_timeout)
        body, headers = _body(request_data, files)
        try:
            if headers is JSON and timeout is self._usual and self._shortcut and self._shortcut.leads_to(url):
                return await self._shortcut.post(url, body)
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                return response.status, await response.read()
        except aiohttp.ConnectionTimeoutError:
            failure: NetworkError = TimedOut(_NOT_SENT)
        except TimeoutError:
            failure = TimedOut()
        except (aiohttp.ClientError, OSError, ValueError) as error:
            failure = NetworkError(_described(error))
        # Outside the handler: inside, the original would follow as its context, with the address in it.
        raise failure

    def _chosen(self, files: Files | None, *given: Any) -> aiohttp.ClientTimeout:
        if files is None and given == _ALL_DEFAULT:
            return self._usual
        usual = (self._read, self._media_write if files else self._write, self._connect, self._pool)
        chosen = (mine if asked is _DEFAULT else asked for asked, mine in zip(given, usual, strict=True))
        return _timeout(*chosen, uploads=files is not None)

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The object that was answered. Raises TelegramError when it is none; what it was is never logged."""
        try:
            parsed = wire.loads(payload)
        except ValueError:
            parsed = None
        if not isinstance(parsed, dict):
            raise TelegramError("Invalid server response")
        return parsed


def _timeout(
    read: float | None, write: float | None, connect: float | None, pool: float | None, *, uploads: bool
) -> aiohttp.ClientTimeout:
    """aiohttp waits for a free connection and for the network under one clock, and knows no write timeout.

    Parameters fit into the socket's buffer, and the read timeout runs from there. An upload may stall on its
    way, so it gets a total of all four. A download may take as long as bytes keep coming.
    """
    until_connected = None if connect is None or pool is None else connect + pool
    total = None
    if uploads and until_connected is not None and write is not None and read is not None:
        total = until_connected + write + read
    return aiohttp.ClientTimeout(total=total, connect=until_connected, sock_connect=connect, sock_read=read)


def _body(data: RequestData | None, files: Files | None) -> tuple[Any, dict[str, str] | None]:
    if data is None:
        return None, None
    if files is not None:
        return _form(data, files), None
    parameters = data.parameters
    if not parameters:
        return None, None
    try:
        return orjson.dumps(parameters), JSON
    except orjson.JSONEncodeError as error:
        reason = str(error)
    raise BadRequest(f"The request cannot be written as JSON: {reason}")


def _form(data: RequestData, files: Files) -> aiohttp.FormData:
    # Telegram reads file names as they are, not percent-encoded.
    form = aiohttp.FormData(quote_fields=False, default_to_multipart=True)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in files.items():
        stream = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, stream, filename=_CONTROL.sub(" ", filename), content_type=mime)
    return form


def _described(error: Exception) -> str:
    """The kind of trouble and the system's words for it. Other errors' words may quote the address."""
    name = type(error).__name__
    if isinstance(error, aiohttp.ClientError):
        name = f"aiohttp.{name}"
    return f"{name}: {error.strerror}" if isinstance(error, OSError) and error.strerror else name
