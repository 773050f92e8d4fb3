"""What became of a copy, by what Telegram said."""

from typing import Any

import pytest

from bot.domain.deliveries import DeliveryState, Errand, Goal
from bot.domain.ids import AnnouncementId
from bot.gateway.copies import concerns_all, settled
from bot.gateway.delivery import Outcome, Result
from storage.outbox import Lane, Outgoing

S = DeliveryState


def a_copy(goal: Goal) -> Outgoing:
    return Outgoing(
        id=0,
        lane=Lane.BULK,
        due_at=0,
        expires_at=None,
        chat_id=7,
        participant=None,
        method="sendMessage",
        notice=None,
        params={},
        attempts=0,
        copy=Errand(5, AnnouncementId(1), goal, 2),
    )


def ended(goal: Goal, result: Result, why: str = "", answer: Any = None) -> DeliveryState | None:
    found = settled(Outcome(a_copy(goal), result, answer=answer, why=why))
    return None if found is None else found.state


@pytest.mark.parametrize(
    ("goal", "done", "gone", "refused"),
    [
        (Goal.send, S.shown, S.unreachable, S.failed),
        (Goal.correct, S.shown, S.shown, S.shown),
        (Goal.delete, S.deleted, S.kept, S.kept),
        (Goal.replace, S.replaced, S.kept, S.kept),
    ],
)
def test_each_act_ends_in_a_state_of_its_own(
    goal: Goal, done: DeliveryState, gone: DeliveryState, refused: DeliveryState
) -> None:
    assert ended(goal, Result.SENT, answer={"message_id": 1}) is done
    assert ended(goal, Result.UNREACHABLE) is gone
    assert ended(goal, Result.REFUSED, "Message can't be edited") is refused
    assert ended(goal, Result.GIVEN_UP, "TimedOut") is refused


@pytest.mark.parametrize("goal", Goal)
@pytest.mark.parametrize("result", [Result.LATER, Result.MOVED])
def test_what_is_tried_again_waits_as_it_did(goal: Goal, result: Result) -> None:
    assert ended(goal, result) is None


@pytest.mark.parametrize("goal", [Goal.send, Goal.correct, Goal.replace])
@pytest.mark.parametrize(
    "words",
    [
        "Wrong file identifier/HTTP URL specified",
        "Wrong type of the web page content",
        "Can't parse entities: unclosed start tag",
        "Message is too long",
        "Button_url_invalid",
        "Wrong remote file identifier specified: can't unserialize it",
    ],
)
def test_a_refusal_of_the_announcement_ends_no_copy(goal: Goal, words: str) -> None:
    assert concerns_all(Outcome(a_copy(goal), Result.REFUSED, why=words))
    assert ended(goal, Result.REFUSED, words) is None


@pytest.mark.parametrize(
    "words",
    [
        "Not enough rights to send text messages to the chat",
        "Have no rights to send a message",
        "Need administrator rights in the channel chat",
        "Chat_write_forbidden",
        "Voice_messages_forbidden",
        "Chat_send_photos_forbidden",
        "Chat_restricted",
        "Topic_closed",
        "Group chat was deactivated",
    ],
)
def test_a_refusal_of_one_chat_ends_its_copy_alone(words: str) -> None:
    assert not concerns_all(Outcome(a_copy(Goal.send), Result.REFUSED, why=words))
    assert ended(Goal.send, Result.REFUSED, words) is S.failed


def test_what_is_not_there_any_more_need_not_be_replaced() -> None:
    assert ended(Goal.replace, Result.REFUSED, "Message to edit not found") is S.deleted


def test_the_numbers_of_an_album_are_kept() -> None:
    answer = [{"message_id": 11}, {"message_id": 12}, {"message_id": 13}]
    found = settled(Outcome(a_copy(Goal.send), Result.SENT, answer=answer))
    assert found is not None
    assert (found.message_id, list(found.album), found.revision) == (11, [12, 13], 2)


def test_an_edit_moves_no_message() -> None:
    found = settled(Outcome(a_copy(Goal.correct), Result.SENT, answer={"message_id": 99}))
    assert found is not None
    assert found.message_id is None


def test_a_row_of_the_outbox_is_no_copy() -> None:
    row = Outgoing(1, Lane.REPLY, 0, None, 7, None, "sendMessage", None, {}, 0)
    assert settled(Outcome(row, Result.REFUSED, why="Message is too long")) is None
    assert not concerns_all(Outcome(row, Result.REFUSED, why="Message is too long"))
