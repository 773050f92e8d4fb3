"""What a group or channel asked for, and what may be changed there."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.chats import INTRODUCED, REFUSAL_RESTS, Chat, ChatKind
from bot.domain.errors import WrongState
from bot.domain.ids import LinkedChatId, TopicId
from bot.domain.notices import Name, posted

NOON = datetime(2026, 11, 4, 10, tzinfo=UTC)
SECOND = timedelta(seconds=1)
WASTE, ROADS = TopicId("waste"), TopicId("roads")
CHAT = Chat(id=LinkedChatId(1), chat_id=-5, kind=ChatKind.group, title="Форум", language="bg", joined_at=NOON)


def test_a_group_that_asked_for_nothing_is_told_nothing() -> None:
    assert not CHAT.is_told
    assert not CHAT.wants([WASTE])


def test_a_topic_ticked_twice_is_not_ticked() -> None:
    once = CHAT.toggle(WASTE)
    assert (once.wants([WASTE, ROADS]), once.wants([ROADS]), once.wants([])) == (True, False, False)
    assert once.toggle(WASTE) == CHAT


def test_every_topic_is_also_none_and_naming_one_ends_it() -> None:
    every = CHAT.toggle(WASTE).toggle_every()
    assert (every.topics, every.wants([]), every.wants([ROADS])) == ((), True, True)
    assert every.toggle_every() == CHAT
    assert every.toggle(ROADS) == CHAT.toggle(ROADS)
    assert every.stop() == CHAT


def test_where_it_may_not_write_nothing_is_wanted() -> None:
    assert not CHAT.toggle_every().model_copy(update={"may_post": False}).wants([WASTE])


def test_a_chat_that_was_left_chooses_nothing() -> None:
    gone = CHAT.model_copy(update={"left_at": NOON, "every": True})
    assert not gone.wants([WASTE])
    for verb in (gone.toggle_every, gone.stop):
        with pytest.raises(WrongState):
            verb()
    with pytest.raises(WrongState):
        gone.link(on=True)


def test_a_refusal_rests_five_minutes() -> None:
    refused = CHAT.model_copy(update={"refused_at": NOON})
    assert CHAT.may_be_refused(NOON)
    assert not refused.may_be_refused(NOON + REFUSAL_RESTS - SECOND)
    assert refused.may_be_refused(NOON + REFUSAL_RESTS)


def test_right_after_its_greeting_it_is_introduced() -> None:
    greeted = CHAT.model_copy(update={"greeted_at": NOON})
    assert not CHAT.is_introduced(NOON)
    assert greeted.is_introduced(NOON + INTRODUCED - SECOND)
    assert not greeted.is_introduced(NOON + INTRODUCED)


@pytest.mark.parametrize(
    ("name", "key", "told"),
    [
        (Name.new, "new:1", True),
        (Name.reminder, "reminder:7:1:2026-12-04", False),
        (Name.reminder, "reminder:1:1:2026-12-04", True),
        (Name.reported, "reported:1", True),
        (Name.answered, "answered:1", False),
        (Name.closed, "closed:1:2026-12-04", False),
        (Name.extended, "extended:1:2", False),
    ],
)
def test_a_new_one_its_eve_and_its_spravka_are_told_there(name: Name, key: str, told: bool) -> None:
    assert posted(name, key) is told
