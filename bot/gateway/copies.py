"""What became of a copy of an announcement: what was to be done with it, and what Telegram said to that."""

from collections.abc import Mapping
from typing import Any

from bot.domain.deliveries import DeliveryState, Goal
from bot.gateway.delivery import UNEDITABLE, Outcome, Result
from storage.announcements import Settled

OF_ONE_CHAT = (
    *("not enough rights", "no rights to send", "need administrator rights", "chat_admin_required"),
    *("_forbidden", "chat_restricted", "peer_id_invalid", "topic_closed", "thread not found", "was deactivated"),
    *("message can't be deleted", "message identifier is not specified", *UNEDITABLE),
)
"""Refusals that one chat or message is the reason of. Any other is taken to be of the announcement itself (its file is
gone, its text is not understood): the next copy would be refused as well, so it is held and nobody is passed over.
Where it goes on and the same copy is refused once more, that copy ends: the rest does not wait behind it for ever.
"""
_NOT_THERE = ("message to edit not found", "message_id_invalid")

_S = DeliveryState
_ENDS: Mapping[Goal, tuple[DeliveryState, DeliveryState, DeliveryState]] = {
    Goal.send: (_S.shown, _S.unreachable, _S.failed),
    # What cannot be edited stays as it is, and counts as done: it would be tried for ever.
    Goal.correct: (_S.shown, _S.shown, _S.shown),
    Goal.delete: (_S.deleted, _S.kept, _S.kept),
    Goal.replace: (_S.replaced, _S.kept, _S.kept),
}
"""Where a copy ends: done, its recipient gone, refused."""


def concerns_all(outcome: Outcome) -> bool:
    """Whether Telegram has refused the announcement, and not this copy of it."""
    return (
        outcome.result is Result.REFUSED
        and outcome.row.copy is not None
        and not outcome.row.attempts
        and outcome.row.copy.goal is not Goal.delete
        and not _says(outcome, OF_ONE_CHAT)
    )


def settled(outcome: Outcome) -> Settled | None:
    """What is to be kept of a copy; None where it waits as it did."""
    errand = outcome.row.copy
    if errand is None or outcome.result in (Result.LATER, Result.MOVED) or concerns_all(outcome):
        return None
    done, gone, refused = _ENDS[errand.goal]
    match outcome.result:
        case Result.SENT if errand.goal is Goal.send:
            number, *album = _numbers(outcome.answer) or [None]
            return Settled(errand.copy, done, errand.revision, number, [one for one in album if one is not None])
        case Result.SENT:
            return Settled(errand.copy, done, errand.revision)
        case Result.UNREACHABLE:
            return Settled(errand.copy, gone, errand.revision)
        case _ if errand.goal is Goal.replace and _says(outcome, _NOT_THERE):
            return Settled(errand.copy, _S.deleted, errand.revision)
        case _:
            return Settled(errand.copy, refused, errand.revision)


def _numbers(answer: Any) -> list[int | None]:
    """Of the messages that came, an album's one after another."""
    messages = answer if isinstance(answer, list) else [answer]
    return [message["message_id"] for message in messages if isinstance(message, dict)]


def _says(outcome: Outcome, phrases: tuple[str, ...]) -> bool:
    said = outcome.why.lower()
    return any(phrase in said for phrase in phrases)
