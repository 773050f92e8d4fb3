import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.entities import clean, find_entities, given_entities, trim, utf16_length
from bot.sandbox.refusals import Refused


@pytest.mark.parametrize(("text", "units"), [("", 0), ("abc", 3), ("Хасково", 7), ("😀", 2), ("👨‍👩‍👧", 8)])
def test_length_is_counted_in_utf16_units(text: str, units: int) -> None:
    assert utf16_length(text) == units


def test_control_characters_become_spaces_and_direction_marks_go() -> None:
    assert clean("a\x00b\x1fc\r\nd\u202ee\u2028f") == "a b c\ndef"


@given(st.text())
def test_clean_text_stays_as_it_is(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_white_space_around_a_text_goes_and_entities_move_along() -> None:
    bold = {"type": "bold", "offset": 0, "length": 9}
    assert trim("\n  абв  \n ", [bold]) == ("абв", [{"type": "bold", "offset": 0, "length": 3}])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start abc", [("bot_command", 0, 6)]),
        ("😀 /help@prestige_bot!", [("bot_command", 3, 18)]),
        ("и/или", []),
        ("виж https://haskovo.bg/page.", [("url", 4, 23)]),
        ("haskovo.bg", [("url", 0, 10)]),
        ("пиши на a.b@haskovo.bg", [("email", 8, 14)]),
        ("@haskovo #паркове #123", [("mention", 0, 8), ("hashtag", 9, 8)]),
        ("нищо", []),
    ],
)
def test_what_telegram_finds_in_a_persons_text(text: str, found: list[tuple[str, int, int]]) -> None:
    assert [(e["type"], e["offset"], e["length"]) for e in find_entities(text)] == found


def test_given_entities_are_sorted_and_those_telegram_finds_itself_are_passed_over() -> None:
    given = [
        {"type": "italic", "offset": 2, "length": 1},
        {"type": "bold", "offset": 0, "length": 3},
        {"type": "url", "offset": 0, "length": 3},
    ]
    assert [e["type"] for e in given_entities("abc", given)] == ["bold", "italic"]


@pytest.mark.parametrize(
    ("entity", "words"),
    [
        ("bold", "can't parse MessageEntity: expected an Object"),
        ({"type": "loud", "offset": 0, "length": 1}, "can't parse MessageEntity: Unsupported type specified"),
        (
            {"type": "bold", "offset": 1, "length": 9},
            "entity beginning at UTF-16 offset 1 ends after the end of the text",
        ),
        ({"type": "bold", "offset": 2, "length": 1}, "entity begins in a middle of a UTF-16 symbol at UTF-16 offset 2"),
    ],
)
def test_given_entities_that_do_not_fit_are_refused(entity: object, words: str) -> None:
    with pytest.raises(Refused, match=words):
        given_entities("a😀b", [entity])
