"""Every button ever shown answers for ever: what was once packed can be read by every later version."""

from dataclasses import fields
from pathlib import Path

import handlers
from bot.ui.callbacks import REGISTRY

EVER = Path(__file__).parent / "buttons_ever_shown.txt"
"""A line for each kind: prefix and the types of its values. Lines are added, never changed or taken away."""


def now() -> set[str]:
    assert handlers.all_handlers()
    return {
        " ".join([prefix, *(getattr(field.type, "__name__", str(field.type)) for field in fields(kind))])
        for prefix, kind in REGISTRY.items()
        if not prefix.startswith("test.")
    }


def ever() -> set[str]:
    return set(EVER.read_text().splitlines())


def test_no_button_that_was_ever_shown_has_lost_its_meaning() -> None:
    assert ever() - now() == set()


def test_every_kind_of_button_is_on_record() -> None:
    assert now() - ever() == set()
