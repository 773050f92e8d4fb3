"""What the form keeps between its questions, and what it amounts to."""

from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from bot.domain.personal_data import PersonalData
from bot.domain.proposals import ProposalKind
from handlers.proposals.draft import (
    KEPT_AT_MOST,
    PARTS_AT_MOST,
    as_draft,
    count_of,
    has_room,
    is_written,
    mark_of,
    part_of,
    said_at,
    text_of,
    unasked_data,
)

NOON = datetime(2026, 11, 2, 10, tzinfo=UTC)
EGN = "6101057509"


def values(*texts: str, **changes: Any) -> dict[str, Any]:
    parts = [part_of(number, text, NOON + timedelta(minutes=number)) for number, text in enumerate(texts)]
    return {"kind": "statement", "consultation": 1, "parts": parts, **changes}


def test_messages_are_one_text_in_the_order_they_came() -> None:
    written = values("Първо.", "  Второ.\u202e ", "Трето.")
    assert text_of(written) == "Първо.\nВторо.\nТрето."
    assert count_of(written) == len("Първо.\nВторо.\nТрето.")


def test_an_egn_never_gets_into_a_draft() -> None:
    assert EGN not in text_of(values(f"ЕГН {EGN}."))
    joined = {"kind": "idea", "parts": [{"id": 1, "text": f"ЕГН {EGN}.", "at": 0, "late": False}]}
    assert EGN not in as_draft(joined, "bg").text, "nor out of one, however it got there"


def test_only_what_was_heard_after_the_closing_has_a_time_of_its_own() -> None:
    before, heard_late = part_of(1, "а", NOON), part_of(2, "б", NOON + timedelta(minutes=1), late=True)
    later = part_of(3, "в", NOON + timedelta(minutes=2))
    assert said_at({"parts": [before]}) is None
    assert said_at({"parts": [before, heard_late]}) == NOON + timedelta(minutes=1)
    assert said_at({"parts": [before, heard_late, later]}) is None
    assert said_at({}) is None


def test_there_is_room_for_far_more_than_may_be_sent_and_not_for_everything() -> None:
    assert has_room([], "я" * 20_000)
    assert not has_room([{"text": "я" * 20_000}], "я" * (KEPT_AT_MOST - 19_999))
    assert not has_room([{"text": "я"}] * PARTS_AT_MOST, "я")


def test_personal_data_is_asked_about_until_it_is_decided() -> None:
    written = values("Тел. 0888 123 456, maria@example.org")
    assert unasked_data(written) == [PersonalData.phone, PersonalData.email]
    assert unasked_data({**written, "kept": ["phone"]}) == [PersonalData.email]
    assert unasked_data({**written, "kind": "formal"}) == []
    assert unasked_data(values("Без нищо.", provision="maria@example.org")) == [PersonalData.email]


def test_a_form_without_a_word_is_no_loss() -> None:
    assert not is_written({"kind": "statement", "consultation": 1})
    assert is_written(values("а"))
    assert is_written({"files": [1]})


def test_a_screen_knows_what_it_showed_also_after_it_was_stored() -> None:
    written = values("Първо.", stance="oppose", files=[1, 2], token="T")
    assert mark_of(orjson.loads(orjson.dumps(written))) == mark_of(written)
    assert mark_of({**written, "stance": "support"}) != mark_of(written)


def test_a_draft_says_only_what_was_answered() -> None:
    draft = as_draft({"kind": "idea", "parts": []}, "tr")
    assert (draft.kind, draft.name, draft.files, draft.section, draft.language) == (
        ProposalKind.idea,
        None,
        (),
        None,
        "tr",
    )
