"""What the rooms of writing share: the form's place in the dialogue, and an album that comes piece by piece."""

from dataclasses import replace
from typing import NamedTuple

from bot.gateway.context import Context
from storage.dialogues import Dialogue

FORM = "announcing"
"""What is typed about announcements; see `composing`."""
DECIDING = "deciding"
"""What is typed while deciding; see `asking`."""
_LATE = "late"


class Gathering(NamedTuple):
    """An album that its pieces still come of: Telegram's number of it, and where it belongs."""

    album: str
    number: int
    language: str


def gathering(dialogue: Dialogue | None) -> Gathering | None:
    """What this dialogue gathers, whether its form is open, put aside or left."""
    if dialogue is None:
        return None
    if dialogue.draft.get("album"):
        return Gathering(dialogue.draft["album"], dialogue.draft["number"], dialogue.draft["language"])
    kind, *rest = dialogue.state.split(" ")
    return Gathering(rest[0], int(rest[1]), rest[2]) if kind == _LATE else None


def leave_form(context: Context) -> None:
    """What is typed from here on is no answer any more. What waits for a decision stays in the form's draft; where
    everything was kept there is none, so that nobody is led back to it, and only an album goes on being gathered.
    """
    exchange = context.exchange
    if exchange.active is not None and exchange.active.conversation == DECIDING:
        exchange.suspend()
    dialogue = exchange.dialogue(FORM)
    if dialogue is None or dialogue.state.startswith(_LATE):
        return
    if dialogue.state != "written":
        if dialogue.active:
            exchange.suspend()
        return
    late = gathering(dialogue)
    if late is None:
        exchange.end(FORM)
    else:
        state = f"{_LATE} {late.album} {late.number} {late.language}"
        exchange.keep(replace(dialogue, state=state, draft={}, active=False))
