"""An address as a picture that a telephone reads."""

from io import BytesIO

SCALE = 8
"""Pixels of one dot: big enough for a scratched screen at arm's length."""
BORDER = 4
"""Dots of quiet around it, as the standard wants."""
MIME = "image/png"


def picture(address: str) -> bytes:
    """A small PNG; the same address gives the same bytes. A quarter of it may be hidden."""
    import segno  # loaded when first needed

    content = BytesIO()
    segno.make_qr(address, error="q", boost_error=False).save(content, kind="png", scale=SCALE, border=BORDER)
    return content.getvalue()
