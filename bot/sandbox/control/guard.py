"""Who may drive the sandbox."""

from collections.abc import Mapping
from urllib.parse import urlsplit

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def is_ours(headers: Mapping[str, str], url: str) -> bool:
    """Whether the request was made to this server by its name, and by its own page if by any: a web page elsewhere
    must not drive the sandbox, not even through a name that it lets point to this machine."""
    port = urlsplit(url).port
    host = urlsplit(f"//{headers.get('Host', '')}")
    origin = headers.get("Origin")
    try:
        if host.hostname not in LOOPBACK or (host.port or 80) != port:
            return False
        if origin is None:
            return True
        parts = urlsplit(origin)
        return parts.scheme == "http" and parts.hostname == host.hostname and (parts.port or 80) == port
    except ValueError:
        return False
