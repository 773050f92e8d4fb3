"""Golden data: what a file held when somebody last looked at it and found it right.

PRESTIGE_GOLDEN=write lets a run write it anew; look at the difference before committing it.
"""

import io
import os
from pathlib import Path
from typing import Any

import orjson
from PIL import Image, ImageChops, ImageStat

FOLDER = Path(__file__).parent


def agrees(name: str, found: Any) -> None:
    """`found` is JSON; compared with `golden/<name>.json`."""
    path = FOLDER / f"{name}.json"
    text = orjson.dumps(found, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    if os.environ.get("PRESTIGE_GOLDEN") == "write":
        path.write_bytes(text)
    assert orjson.loads(text) == orjson.loads(path.read_bytes())


APART = 1.0
"""How far pixels may be apart on average, of 255: other builds draw letters a hair's breadth elsewhere."""


def looks_like(name: str, picture: bytes) -> None:
    """A picture, compared with `golden/<name>.png` point by point."""
    path = FOLDER / f"{name}.png"
    if os.environ.get("PRESTIGE_GOLDEN") == "write":
        path.write_bytes(picture)
    found, known = Image.open(io.BytesIO(picture)).convert("RGB"), Image.open(path).convert("RGB")
    assert found.size == known.size
    apart = ImageStat.Stat(ImageChops.difference(found, known)).mean
    assert max(apart) < APART, apart
