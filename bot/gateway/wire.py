"""Reading what comes over the wire, so that one odd character cannot stop everything that came with it."""

import json
import re
from typing import Any

import orjson

_HALF = re.compile("[\ud800-\udfff]")
_UNREADABLE = "\ufffd"


def loads(payload: bytes) -> Any:
    """JSON as a value that can be written as JSON again. ValueError for what is none.

    Half a character (a lone surrogate as an escape, bytes that are no UTF-8) becomes U+FFFD, as in a browser: the
    update it is in has a number, and until it is accepted nothing behind it comes.
    """
    try:
        return orjson.loads(payload)
    except orjson.JSONDecodeError:
        return _leniently(payload.decode("utf-8", "replace"))


def _leniently(text: str) -> Any:
    try:
        value = json.loads(text, strict=False, parse_constant=lambda name: None)
        return orjson.loads(_HALF.sub(_UNREADABLE, json.dumps(value, ensure_ascii=False)))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
