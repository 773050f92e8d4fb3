"""What both files say of a number of copies."""

from bot.domain.deliveries import Tally
from bot.i18n import NAMES, Translator, mark

PARTS = (
    (mark("deciding.part_arrived"), "reached", "#1F5F99"),
    (mark("deciding.part_waiting"), "pending", "#86B6DB"),
    (mark("deciding.part_skipped"), "skipped", "#C5CBD0"),
    (mark("deciding.part_unreachable"), "unreachable", "#E8A66B"),
    (mark("deciding.part_failed"), "failed", "#B2501E"),
)
"""A name, what of a tally it is, and its colour."""
RECALLED = (
    (mark("deciding.part_deleted"), "deleted"),
    (mark("deciding.part_replaced"), "replaced"),
    (mark("deciding.part_kept"), "kept"),
)


def count(tally: Tally, what: str) -> int:
    if what == "pending":
        return tally.waiting + tally.digest
    return int(getattr(tally, what))


def language(code: str) -> str:
    return NAMES.get(code, code)


def rows(t: Translator, tally: Tally) -> list[tuple[str, int]]:
    """All of it, the recalled ones only where there are any."""
    found = [(t.plain(label), count(tally, what)) for label, what, _ in PARTS]
    if tally.deleted or tally.replaced or tally.kept:
        found += [(t.plain(label), count(tally, what)) for label, what in RECALLED]
    return found
