"""Reading what comes over the wire."""

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gateway import wire


@given(st.recursive(st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(), st.lists, max_leaves=5))
def test_what_is_whole_is_read_as_it_is(value: object) -> None:
    assert wire.loads(orjson.dumps(value)) == value


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        (rb'"\ud83d"', "\ufffd"),
        (rb'"\ude00\ud83d"', "\ufffd\ufffd"),
        (rb'"\ud83d\ude00"', "😀"),
        (b'"\xd0"', "\ufffd"),
        (rb'"\ud83d \ud83d\ude00"', "\ufffd 😀"),
        (b'"a\x00b"', "a\x00b"),
        (rb'"\u0000\ud83d"', "\x00\ufffd"),
        (b"[NaN, 1]", [None, 1]),
    ],
)
def test_what_is_broken_is_mended(sent: bytes, read: object) -> None:
    found = wire.loads(sent)
    assert found == read
    assert orjson.loads(orjson.dumps(found)) == read


@pytest.mark.parametrize("sent", [b"", b"{", b"<html>", b"[" * 100_000])
def test_what_is_no_json_is_refused(sent: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        wire.loads(sent)
