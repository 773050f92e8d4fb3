"""Golden data: what a file held when somebody last looked at it and found it right.

PRESTIGE_GOLDEN=write lets a run write it anew; look at the difference before committing it.
"""

import os
from pathlib import Path
from typing import Any

import orjson

FOLDER = Path(__file__).parent


def agrees(name: str, found: Any) -> None:
    """`found` is JSON; compared with `golden/<name>.json`."""
    path = FOLDER / f"{name}.json"
    text = orjson.dumps(found, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    if os.environ.get("PRESTIGE_GOLDEN") == "write":
        path.write_bytes(text)
    assert orjson.loads(text) == orjson.loads(path.read_bytes())
