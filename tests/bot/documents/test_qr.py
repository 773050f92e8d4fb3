"""A code as a picture."""

import struct

from bot.documents.qr import BORDER, SCALE, picture

ADDRESS = "https://t.me/prestige_bot?start=t12-ABC234"


def test_the_picture_is_small_square_and_always_the_same() -> None:
    content = picture(ADDRESS)
    assert content == picture(ADDRESS)
    assert content.startswith(b"\x89PNG")
    assert len(content) < 3_000
    width, height = struct.unpack(">II", content[16:24])
    assert width == height
    assert width % SCALE == 0
    assert width // SCALE > 2 * BORDER + 21


def test_another_address_is_another_picture() -> None:
    assert picture(ADDRESS) != picture(ADDRESS.replace("ABC234", "ABC235"))
