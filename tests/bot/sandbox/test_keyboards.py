from typing import Any

import pytest

from bot.sandbox.keyboards import parse_markup
from bot.sandbox.refusals import Refused


def inline(*rows: list[Any]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


def button(text: str = "a", **action: Any) -> dict[str, Any]:
    return {"text": text, **(action or {"callback_data": "x"})}


UNALLOWED = "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"


@pytest.mark.parametrize(
    "action",
    [
        {"callback_data": "x" * 64},
        {"callback_data": "х" * 32},
        {"url": "https://haskovo.bg/a?b=c#d"},
        {"url": "haskovo.bg"},
        {"url": "http://127.0.0.1:8080/x"},
        {"url": "tg://resolve?domain=x"},
        {"copy_text": {"text": "1"}},
        {"switch_inline_query_current_chat": ""},
    ],
)
def test_a_good_button_is_taken(action: dict[str, Any]) -> None:
    markup = inline([button(**action)])
    assert parse_markup(markup) == markup


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (button(callback_data="x" * 65), "BUTTON_DATA_INVALID"),
        (button(callback_data="х" * 33), "BUTTON_DATA_INVALID"),
        (button(callback_data=""), UNALLOWED),
        (button(callback_data=7), 'can\'t parse inline keyboard button: Field "callback_data" must be of type String'),
        ({"text": "a"}, UNALLOWED),
        ({"callback_data": "x"}, "can't parse inline keyboard button: Can't find field \"text\""),
        (button(" "), "inline keyboard button text must be non-empty"),
        (
            button(callback_data="x", url="https://a.bg"),
            "can't parse inline keyboard button: exactly one of the optional fields must be used",
        ),
        (
            button(url="localhost:8080"),
            "inline keyboard button URL 'localhost:8080' is invalid: Wrong HTTP URL",
        ),
        (
            button(url="https://a b.bg"),
            "inline keyboard button URL 'https://a b.bg' is invalid: Wrong HTTP URL",
        ),
        (
            button(url="ftp://a.bg"),
            "inline keyboard button URL 'ftp://a.bg' is invalid: Unsupported URL protocol",
        ),
        (button(web_app={"url": "https://a.bg"}), 'field "web_app" of an inline keyboard button is not in the sandbox'),
        (button(calback_data="x"), 'field "calback_data" of an inline keyboard button is not in the sandbox'),
        (button(copy_text={"text": "x" * 257}), "BUTTON_COPY_TEXT_INVALID"),
        ("a", "can't parse inline keyboard button: InlineKeyboardButton must be an Object"),
    ],
)
def test_a_bad_button_is_refused(bad: Any, words: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_markup(inline([bad]))
    assert refused.value.description == f"Bad Request: {words}"


def test_a_hundred_buttons_are_taken_and_one_more_is_not() -> None:
    rows = [[button()] * 8] * 12
    assert parse_markup(inline(*rows, [button()] * 4))
    with pytest.raises(Refused, match="reply markup is too long"):
        parse_markup(inline(*rows, [button()] * 5))


def test_eight_buttons_fit_in_a_row_and_nine_do_not() -> None:
    assert parse_markup(inline([button()] * 8))
    with pytest.raises(Refused, match="9 buttons in a row"):
        parse_markup(inline([button()] * 9))


def test_markup_may_be_a_json_string_and_may_be_nothing() -> None:
    assert parse_markup('{"inline_keyboard": [[{"text": "a", "callback_data": "x"}]]}') == inline([button()])
    assert parse_markup("") is parse_markup({}) is parse_markup(inline([])) is None


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ("{", "can't parse reply keyboard markup JSON object"),
        ([], "object expected as reply markup"),
        (
            {"inline_keyboard": [[button()]], "keyboard": [["a"]]},
            "reply markup must be exactly one of inline_keyboard, keyboard, remove_keyboard, force_reply",
        ),
        (
            {"keyboard": [["a"]], "resize": True},
            'field "resize" of the reply markup is not in the sandbox',
        ),
        ({"keyboard": ["a"]}, 'field "keyboard" must be an Array of Arrays'),
        ({"keyboard": [[""]]}, "keyboard button text must be non-empty"),
        ({"keyboard": [[{"text": "a", "web_app": {}}]]}, 'field "web_app" of a keyboard button is not in the sandbox'),
        (
            {"keyboard": [["a"]], "input_field_placeholder": "x" * 65},
            "input field placeholder must be 1-64 characters long",
        ),
    ],
)
def test_bad_markup_is_refused(bad: Any, words: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_markup(bad)
    assert refused.value.description == f"Bad Request: {words}"


def test_keys_of_a_reply_keyboard_may_be_plain_words() -> None:
    markup = parse_markup({"keyboard": [["a", {"text": "b", "request_location": True}]]})
    assert markup == {"keyboard": [[{"text": "a"}, {"text": "b", "request_location": True}]]}
