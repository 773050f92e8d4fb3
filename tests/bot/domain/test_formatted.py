"""Formatting as Telegram describes it becomes HTML that Telegram takes back, whatever came."""

import random

import pytest

from bot.domain.formatted import Style, masked, to_html
from bot.sandbox.markup import parse_html

TEXT = "Ремонт 😀 на ул. <Дъбрава> & парка"
KINDS = (
    *("bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote"),
    *("code", "pre", "text_link", "custom_emoji", "text_mention", "hashtag"),
)


@pytest.mark.parametrize(
    ("styles", "expected"),
    [
        ([], "a &lt;b&gt; &amp; c"),
        ([Style("bold", 0, 9)], "<b>a &lt;b&gt; &amp; c</b>"),
        ([Style("bold", 0, 5), Style("italic", 2, 3)], "<b>a <i>&lt;</i>b&gt;</b> &amp; c"),
        ([Style("bold", 0, 3), Style("italic", 2, 5)], "<b>a <i>&lt;</i></b><i>b&gt;</i> &amp; c"),
        ([Style("blockquote", 0, 9), Style("bold", 0, 9)], "<blockquote><b>a &lt;b&gt; &amp; c</b></blockquote>"),
        ([Style("expandable_blockquote", 0, 1)], "<blockquote expandable>a</blockquote> &lt;b&gt; &amp; c"),
        ([Style("spoiler", 0, 1)], "<tg-spoiler>a</tg-spoiler> &lt;b&gt; &amp; c"),
        ([Style("pre", 0, 1, language="py")], '<pre><code class="language-py">a</code></pre> &lt;b&gt; &amp; c'),
        ([Style("pre", 0, 1, language='p"y')], "<pre>a</pre> &lt;b&gt; &amp; c"),
        (
            [Style("text_link", 0, 1, url='https://a.bg/?a=1&b="2"')],
            '<a href="https://a.bg/?a=1&amp;b=&quot;2&quot;">a</a> &lt;b&gt; &amp; c',
        ),
        ([Style("text_link", 0, 1, url="javascript:alert(1)")], "a &lt;b&gt; &amp; c"),
        ([Style("text_mention", 0, 1), Style("custom_emoji", 2, 3)], "a &lt;b&gt; &amp; c"),
        ([Style("bold", 0, 99), Style("bold", 3, 3), Style("bold", -1, 2)], "a &lt;b&gt; &amp; c"),
    ],
)
def test_what_was_formatted_is_formatted_and_nothing_else(styles: list[Style], expected: str) -> None:
    assert to_html("a <b> & c", styles) == expected


def test_places_are_counted_as_telegram_counts_them() -> None:
    assert to_html("😀 да", [Style("bold", 3, 5)]) == "😀 <b>да</b>"


def test_nothing_stands_inside_code_and_no_quotation_in_a_quotation() -> None:
    assert to_html("abc", [Style("code", 0, 3), Style("bold", 1, 2)]) == "<code>abc</code>"
    assert to_html("abc", [Style("bold", 0, 3), Style("code", 1, 2)]) == "<b>a</b><code>b</code><b>c</b>"
    quoted = to_html("abc", [Style("blockquote", 0, 3), Style("blockquote", 1, 2)])
    assert quoted == "<blockquote>abc</blockquote>"


def test_whatever_comes_telegram_takes_it_and_shows_the_same_words() -> None:
    chance, length = random.Random(5), len(TEXT.encode("utf-16-le")) // 2
    for _ in range(2_000):
        styles = [
            Style(
                chance.choice(KINDS), chance.randint(-2, length), chance.randint(0, length + 2), url="https://a.bg/?<&>"
            )
            for _ in range(chance.randint(0, 6))
        ]
        if any(one.start == 8 or one.end == 8 for one in styles):
            continue  # in the middle of the emoji, where Telegram never points
        assert parse_html(to_html(TEXT, styles))[0] == TEXT


@pytest.mark.parametrize(
    ("markup", "shown", "expected"),
    [
        ("<b>ЕГН</b> 7501020018 тук", "ЕГН 7501020018 тук", "<b>ЕГН</b> ▒▒▒ тук"),
        ("75010<b>20018</b> <i>и</i> още", "7501020018 и още", "▒▒▒ и още"),
        ('<a href="https://a.bg/7501020018">тук</a>', "тук", '<a href="https://a.bg/7501020018">тук</a>'),
        ("a &lt; 7501020018", "a < 7501020018", "a &lt; ▒▒▒"),
    ],
)
def test_a_personal_number_is_blacked_out_also_where_it_is_formatted(markup: str, shown: str, expected: str) -> None:
    assert masked(markup, shown) == expected
