"""A message as somebody formatted it in Telegram, written as Telegram HTML.

Telegram describes formatting beside the text: what from where, in UTF-16 units. What comes is not trusted: pieces that
cross are closed and opened again, so that the result always nests; addresses are escaped; and what would not arrive
at others as it was written is left out (a person's number behind their name, an emoji that a bot may not send).
"""

import html
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.domain.personal_data import PersonalData, find, without_egn


class Style(NamedTuple):
    """`kind` is Telegram's name of it; `start` and `end` are UTF-16 units, half-open."""

    kind: str
    start: int
    end: int
    url: str = ""
    language: str = ""


_TAGS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ("<tg-spoiler>", "</tg-spoiler>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ("<blockquote expandable>", "</blockquote>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre>", "</pre>"),
    "text_link": ("", "</a>"),
}
_ORDER = {"blockquote": 0, "expandable_blockquote": 0, "pre": 1, "text_link": 2, "code": 9}
"""Which stands outside of which where both cover the same; all else between."""
_VERBATIM = frozenset({"code", "pre"})
"""Telegram lets nothing stand in them."""
_ALONE = (frozenset({"blockquote", "expandable_blockquote"}), frozenset({"text_link"}))
"""What does not stand in its own kind."""
_LANGUAGE = re.compile(r"[\w+#.-]{1,30}")
_MARKUP = re.compile(r"(<[^>]*>)")


def to_html(text: str, styles: Iterable[Style] = ()) -> str:
    """Telegram HTML that shows this text."""
    raw = text.encode("utf-16-le")
    length = len(raw) // 2
    known = sorted(
        (one for one in styles if _is_known(one) and 0 <= one.start < one.end <= length),
        key=lambda one: (one.start, -one.end, _ORDER.get(one.kind, 5)),
    )
    edges = sorted({0, length, *(one.start for one in known), *(one.end for one in known)})
    parts: list[str] = []
    opened: list[Style] = []
    for at, until in zip(edges, [*edges[1:], length], strict=True):
        covering = [one for one in known if one.start <= at < one.end]
        wanted = _allowed(
            [*(one for one in opened if one in covering), *(one for one in covering if one not in opened)]
        )
        kept = next((n for n, (a, b) in enumerate(zip(opened, wanted, strict=False)) if a != b), None)
        kept = min(len(opened), len(wanted)) if kept is None else kept
        parts += [_closing(one) for one in reversed(opened[kept:])]
        parts += [_opening(one) for one in wanted[kept:]]
        opened = wanted
        parts.append(html.escape(raw[at * 2 : until * 2].decode("utf-16-le", "replace"), quote=False))
    return "".join([*parts, *(_closing(one) for one in reversed(opened))])


def _is_known(one: Style) -> bool:
    return one.kind in _TAGS and (one.kind != "text_link" or one.url.startswith(("http://", "https://")))


def _allowed(styles: Sequence[Style]) -> list[Style]:
    """Those of them, outermost first, that may stand in one another."""
    found: list[Style] = []
    for one in styles:
        if found and found[-1].kind in _VERBATIM:
            break
        if one.kind in _VERBATIM and any(other.kind not in _ORDER for other in found):
            found = [other for other in found if other.kind in _ORDER]
        if not any(one.kind in group and other.kind in group for group in _ALONE for other in found):
            found.append(one)
    return found


def _opening(one: Style) -> str:
    if one.kind == "text_link":
        return f'<a href="{html.escape(one.url)}">'
    if one.kind == "pre" and _LANGUAGE.fullmatch(one.language):
        return f'<pre><code class="language-{one.language}">'
    return _TAGS[one.kind][0]


def _closing(one: Style) -> str:
    return "</code></pre>" if _opening(one).startswith("<pre><code") else _TAGS[one.kind][1]


def masked(markup: str, shown: str) -> str:
    """The same HTML with every ЕГН in its text blacked out (domain rule 3); `shown` is what it shows.

    One whose digits are formatted differently takes the formatting of the whole with it.
    """
    if not _has_egn(shown):
        return markup
    parts = _MARKUP.split(markup)
    parts[::2] = [html.escape(without_egn(html.unescape(part)), quote=False) for part in parts[::2]]
    found = "".join(parts)
    if _has_egn(html.unescape("".join(parts[::2]))):
        return html.escape(without_egn(shown), quote=False)
    return found


def _has_egn(text: str) -> bool:
    return any(one.kind is PersonalData.egn for one in find(text))
