"""The examples are those of the tests of Telegram's own parser (tdlib, test/message_entities.cpp)."""

import contextlib
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.entities import Entity, utf16_length
from bot.sandbox.markup import parse_html
from bot.sandbox.refusals import Refused
from bot.sandbox.rendering import to_html

SURROGATES = (
    "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"
)
REFUSED = [
    ("&#57311;", SURROGATES),
    ("&#xDFDF;", SURROGATES),
    ("&#xDFDF", SURROGATES),
    ("🏟 🏟&lt;<abacaba", "Unclosed start tag at byte offset 13"),
    ("🏟 🏟&lt;<abac aba>", 'Unsupported start tag "abac" at byte offset 13'),
    ("🏟 🏟&lt;<abac>", 'Unsupported start tag "abac" at byte offset 13'),
    ("a < b", 'Unsupported start tag "" at byte offset 2'),
    ("<br>", 'Unsupported start tag "br" at byte offset 0'),
    ("🏟 🏟&lt;<i   =aba>", 'Empty attribute name in the tag "i" at byte offset 13'),
    (
        "🏟 🏟&lt;<i    aba>",
        'Expected equal sign in declaration of an attribute of the tag "i" at byte offset 13',
    ),
    ("🏟 🏟&lt;<i    aba  =  ", 'Unclosed start tag "i" at byte offset 13'),
    ("🏟 🏟&lt;<i    aba  =  190azAz-.,", "Unexpected end of name token at byte offset 27"),
    ('🏟 🏟&lt;<i    aba  =  "&lt;&gt;&quot;>', "Unclosed start tag at byte offset 13"),
    ("🏟 🏟&lt;<i    aba  =  '&lt;&gt;&quot;>", "Unclosed start tag at byte offset 13"),
    ("🏟 🏟&lt;</", "Unexpected end tag at byte offset 13"),
    ("🏟 🏟&lt;<b></b></", "Unexpected end tag at byte offset 20"),
    ("🏟 🏟&lt;<i>a</i   ", "Unclosed end tag at byte offset 17"),
    ("🏟 🏟&lt;<i>a</em   >", 'Unmatched end tag at byte offset 17, expected "</i>", found "</em>"'),
    ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("<tg-emoji emoji-id='x'>a</tg-emoji>", "Invalid custom emoji identifier specified"),
    ("<b><i>a", "Can't find end tag corresponding to start tag i"),
]


def entity(kind: str, offset: int, length: int, **more: str) -> Entity:
    return {"type": kind, "offset": offset, "length": length, **more}


ACCEPTED = [
    ("", "", []),
    ("➡️ ➡️", "➡️ ➡️", []),
    ("&lt;&gt;&amp;&quot;&laquo;&raquo;&#12345678;", '<>&"&laquo;&raquo;&#12345678;', []),
    ("&#128512;&#x1F600;", "😀😀", []),
    ("➡️ ➡️<i>➡️ ➡️</i>", "➡️ ➡️➡️ ➡️", [entity("italic", 5, 5)]),
    ("➡️ ➡️<strong>➡️ ➡️</strong>", "➡️ ➡️➡️ ➡️", [entity("bold", 5, 5)]),
    ("➡️ ➡️<ins>➡️ ➡️</ins>", "➡️ ➡️➡️ ➡️", [entity("underline", 5, 5)]),
    ("➡️ ➡️<strike>➡️ ➡️</strike>", "➡️ ➡️➡️ ➡️", [entity("strikethrough", 5, 5)]),
    ("<tg-spoiler>a</tg-spoiler>", "a", [entity("spoiler", 0, 1)]),
    ('<span class="tg-spoiler">a</span>', "a", [entity("spoiler", 0, 1)]),
    ("➡️ ➡️<i>➡️ ➡️</i><b>➡️ ➡️</b>", "➡️ ➡️➡️ ➡️➡️ ➡️", [entity("italic", 5, 5), entity("bold", 10, 5)]),
    ("🏟 🏟<i>🏟 &lt🏟</i>", "🏟 🏟🏟 <🏟", [entity("italic", 5, 6)]),
    (
        "🏟 🏟<i>🏟 &gt;<b aba   =   caba>&lt🏟</b></i>",
        "🏟 🏟🏟 ><🏟",
        [entity("italic", 5, 7), entity("bold", 9, 3)],
    ),
    ("🏟 🏟&lt;<i    aba  =  190azAz-.   >a</i>", "🏟 🏟<a", [entity("italic", 6, 1)]),
    ("🏟 🏟&lt;<i    aba  =  '&lt;&gt;&quot;'>a</>", "🏟 🏟<a", [entity("italic", 6, 1)]),
    ("🏟 🏟&lt;<i>a</    >", "🏟 🏟<a", [entity("italic", 6, 1)]),
    ("🏟 🏟&lt;<B>a</b   >", "🏟 🏟<a", [entity("bold", 6, 1)]),
    ("🏟 🏟&lt;<b></b>", "🏟 🏟<", []),
    ("<a href=telegram.org>a</a>", "a", [entity("text_link", 0, 1, url="http://telegram.org")]),
    (
        "<a   href=  'telegram.org?&lt;'   >a</a>",
        "a",
        [entity("text_link", 0, 1, url="http://telegram.org?<")],
    ),
    ("<a>a b</a>", "a b", []),
    ("<a>telegram.org</a>", "telegram.org", [entity("text_link", 0, 12, url="http://telegram.org")]),
    ("<a href='javascript:alert(1)'>a</a>", "a", []),
    ("🏟 🏟&lt;<pre  >🏟 🏟&lt;</>", "🏟 🏟<🏟 🏟<", [entity("pre", 6, 6)]),
    ("<pre><code class='language-fift'>a</code></pre>", "a", [entity("pre", 0, 1, language="fift")]),
    ("<code class='language-fift'><pre>a</pre></code>", "a", [entity("pre", 0, 1, language="fift")]),
    ("<code class='language-fift'>a</code>", "a", [entity("code", 0, 1)]),
    ("<code><b>a</b></code>", "a", [entity("code", 0, 1)]),
    ("<b>a</b><b>b</b>", "ab", [entity("bold", 0, 2)]),
    ("<b>a<b>b</b></b>", "ab", [entity("bold", 0, 2)]),
    ("<blockquote>a</blockquote>", "a", [entity("blockquote", 0, 1)]),
    ("<blockquote expandable>a</blockquote>", "a", [entity("expandable_blockquote", 0, 1)]),
    ("<tg-emoji emoji-id='5'>👍</tg-emoji>", "👍", [entity("custom_emoji", 0, 2, custom_emoji_id="5")]),
]


@pytest.mark.parametrize(("source", "words"), REFUSED)
def test_bad_html_is_refused_in_telegrams_words(source: str, words: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_html(source)
    assert (refused.value.code, refused.value.description) == (400, f"Bad Request: can't parse entities: {words}")


@pytest.mark.parametrize(("source", "text", "entities"), ACCEPTED)
def test_html_becomes_text_and_entities(source: str, text: str, entities: list[Entity]) -> None:
    assert parse_html(source) == (text, entities)


def test_a_link_to_a_known_person_mentions_them_and_to_a_stranger_nobody() -> None:
    user = {"id": 5, "first_name": "Мария"}
    assert parse_html("<a href='tg://user?id=5'>М</a>", {5: user})[1] == [
        {"type": "text_mention", "offset": 0, "length": 1, "user": user}
    ]
    assert parse_html("<a href='tg://user?id=6'>М</a>", {5: user})[1] == []


@given(st.text())
def test_escaping_any_text_gives_it_back(text: str) -> None:
    assert parse_html(escape(text)) == (text, [])


@given(st.text(alphabet="<>/ab&;=\"' iupre#x12кода\0\n", max_size=60))
def test_no_html_breaks_the_parser(source: str) -> None:
    with contextlib.suppress(Refused):
        text, entities = parse_html(source)
        assert all(0 < found["length"] <= utf16_length(text) - found["offset"] for found in entities)


TAGGED = st.recursive(
    st.text(alphabet="аb 😀<&\n", min_size=1, max_size=5).map(escape),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from(["b", "i", "u", "s", "code", "pre", "blockquote", "tg-spoiler"]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=8,
)


@given(TAGGED)
def test_what_the_page_is_shown_reads_as_the_same_message(source: str) -> None:
    text, entities = parse_html(source)
    assert parse_html(to_html(text, entities)) == (text, entities)


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("<b>a</b> <script>".replace("<script>", "&lt;script&gt;"), "<b>a</b> &lt;script&gt;"),
        ('<a href="https://a.bg/?x=1&amp;y=&quot;">a</a>', '<a href="https://a.bg/?x=1&amp;y=&quot;">a</a>'),
        ("Виж https://haskovo.bg/a.", 'Виж <a href="https://haskovo.bg/a">https://haskovo.bg/a</a>.'),
        ("<code>https://haskovo.bg</code>", "<code>https://haskovo.bg</code>"),
        ("<tg-emoji emoji-id='5'>👍</tg-emoji>", "👍"),
    ],
)
def test_the_page_gets_safe_html(source: str, html: str) -> None:
    assert to_html(*parse_html(source)) == html


def test_entities_that_overlap_are_cut_for_the_page() -> None:
    overlapping = [entity("bold", 0, 4), entity("italic", 2, 4)]
    assert to_html("abcdef", overlapping) == "<b>ab<i>cd</i></b><i>ef</i>"
