"""HTML as Telegram reads it (`parse_mode=HTML`), with its errors."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from bot.sandbox.entities import Entity, settle, utf16_length
from bot.sandbox.keyboards import is_link
from bot.sandbox.refusals import Refused, bad_request

TAGS = {
    "a": "text_link",
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "span": "spoiler",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
SPACE = " \t\r\n\v\0"

_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]*)|#([0-9]*)|([A-Za-z]*));?")
_PLAIN = re.compile(r"[^<&]+")
_SIMPLE = re.compile(r"<(b|i|u|s|code|pre|blockquote)>")  # a shorter way for most tags
_HALF = re.compile("[\ud800-\udfff]")  # of a surrogate pair
_USER_LINK = re.compile(r"tg://user\?id=(\d+)", re.IGNORECASE)
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")


class _Open(NamedTuple):
    tag: str
    argument: str
    offset: int
    begins: int


def parse_html(source: str, users: Mapping[int, Any] | None = None) -> tuple[str, list[Entity]]:
    """The text and its entities. `users` are those a `tg://user?id=` link may mention, by id, as JSON objects.

    Raises Refused with Telegram's "can't parse entities: ...". A link that is none loses its entity, as there.
    """
    if "<" not in source and "&" not in source:
        return source, []
    return _Reader(source, users or {}).read()


def _cannot(words: str) -> Refused:
    return bad_request(f"can't parse entities: {words}")


def _reference(source: str, at: int) -> tuple[str, int] | None:
    """The character a reference stands for and where it ends; None where Telegram keeps the text as it is."""
    match = _REFERENCE.match(source, at)
    if match is None:
        return None
    hexadecimal, decimal, name = match.groups()
    if name is not None:
        return (NAMED[name], match.end()) if name in NAMED else None
    digits = hexadecimal if hexadecimal is not None else decimal
    written = match.end() - at - match.group().endswith(";")
    if not digits or written >= 10:
        return None
    code = int(digits, 16 if hexadecimal is not None else 10)
    return (chr(code), match.end()) if 0 < code < 0x10FFFF else None


class _Reader:
    def __init__(self, source: str, users: Mapping[int, Any]) -> None:
        self.source = source
        self.users = users
        self.at = 0
        self.text: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def read(self) -> tuple[str, list[Entity]]:
        source, end = self.source, len(self.source)
        while self.at < end:
            plain = _PLAIN.match(source, self.at)
            if plain:
                self.at = plain.end()
                self.emit(plain.group())
            elif source[self.at] == "<":
                self.tag()
            else:
                self.reference()
        if self.open:
            raise _cannot(f"Can't find end tag corresponding to start tag {self.open[-1].tag}")
        text = "".join(self.text)
        if _HALF.search(text):
            raise _cannot(
                "Text contains invalid Unicode characters after decoding HTML entities,"
                " check for unmatched surrogate code units"
            )
        for entity in self.entities:
            entity.pop("class", None)
        return text, settle(self.entities) if len(self.entities) > 1 else self.entities

    def emit(self, text: str) -> None:
        self.text.append(text)
        self.offset += utf16_length(text)

    def reference(self) -> None:
        found = _reference(self.source, self.at)
        text, self.at = found or ("&", self.at + 1)
        self.emit(text)

    def tag(self) -> None:
        simple = _SIMPLE.match(self.source, self.at)
        if simple:
            self.at = simple.end()
            self.open.append(_Open(simple.group(1), "", self.offset, len(self.text)))
        elif self.source.startswith("</", self.at):
            self.end_tag()
        else:
            self.start_tag()

    def byte(self, place: int) -> int:
        return len(self.source[:place].encode("utf-8", "surrogatepass"))

    def peek(self) -> str:
        return self.source[self.at] if self.at < len(self.source) else ""

    def skip_until(self, stops: str) -> str:
        start = self.at
        while self.at < len(self.source) and self.source[self.at] not in stops:
            self.at += 1
        return self.source[start : self.at]

    def skip_space(self) -> None:
        while self.at < len(self.source) and self.source[self.at] in SPACE:
            self.at += 1

    def start_tag(self) -> None:
        begin = self.at
        self.at += 1
        name = self.skip_until(SPACE + ">").lower()
        if not self.peek():
            raise _cannot(f"Unclosed start tag at byte offset {self.byte(begin)}")
        if name not in TAGS:
            raise _cannot(f'Unsupported start tag "{name}" at byte offset {self.byte(begin)}')
        argument = ""
        while True:
            self.skip_space()
            if self.peek() == ">":
                break
            argument = self.attribute(name, begin) or argument
        self.at += 1
        if name == "span" and argument != "spoiler":
            raise _cannot(f'Tag "span" must have class "tg-spoiler" at byte offset {self.byte(begin)}')
        self.open.append(_Open(name, argument, self.offset, len(self.text)))

    def attribute(self, tag: str, begin: int) -> str:
        """The value when it is the one that matters for this tag, otherwise nothing."""
        if not self.peek():
            raise _cannot(f'Unclosed start tag "{tag}" at byte offset {self.byte(begin)}')
        name = self.skip_until(SPACE + "=>")
        if not name:
            raise _cannot(f'Empty attribute name in the tag "{tag}" at byte offset {self.byte(begin)}')
        self.skip_space()
        if self.peek() != "=":
            if not self.peek():
                raise _cannot(f'Unclosed start tag "{tag}" at byte offset {self.byte(begin)}')
            if (tag, name) == ("blockquote", "expandable"):
                return "expandable"
            raise _cannot(
                f"Expected equal sign in declaration of an attribute of the tag "
                f'"{tag}" at byte offset {self.byte(begin)}'
            )
        self.at += 1
        self.skip_space()
        if not self.peek():
            raise _cannot(f'Unclosed start tag "{tag}" at byte offset {self.byte(begin)}')
        value = self.quoted(self.peek()) if self.peek() in "'\"" else self.token()
        if not self.peek():
            raise _cannot(f"Unclosed start tag at byte offset {self.byte(begin)}")
        return _argument(tag, name, value)

    def token(self) -> str:
        match = _TOKEN.match(self.source, self.at)
        start, self.at = self.at, match.end() if match else self.at
        if self.peek() not in (*SPACE, ">"):
            raise _cannot(f"Unexpected end of name token at byte offset {self.byte(start)}")
        return self.source[start : self.at].lower()

    def quoted(self, quote: str) -> str:
        self.at += 1
        value = []
        while self.peek() and self.peek() != quote:
            found = _reference(self.source, self.at) if self.peek() == "&" else None
            text, self.at = found or (self.peek(), self.at + 1)
            value.append(text)
        self.at += 1
        return "".join(value)

    def end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise _cannot(f"Unexpected end tag at byte offset {self.byte(begin)}")
        self.at += 2
        name = self.skip_until(SPACE + ">").lower()
        self.skip_space()
        if self.peek() != ">":
            raise _cannot(f"Unclosed end tag at byte offset {self.byte(begin)}")
        self.at += 1
        opened = self.open.pop()
        if name and name != opened.tag:
            raise _cannot(
                f'Unmatched end tag at byte offset {self.byte(begin)}, expected "</{opened.tag}>", found "</{name}>"'
            )
        if self.offset > opened.offset:
            self.close(opened)

    def close(self, opened: _Open) -> None:
        entity: Entity = {
            "type": TAGS[opened.tag],
            "offset": opened.offset,
            "length": self.offset - opened.offset,
        }
        if opened.tag == "a":
            if not self.link(entity, opened.argument or "".join(self.text[opened.begins :])):
                return
        elif opened.tag == "tg-emoji":
            if not opened.argument.isdecimal() or int(opened.argument) == 0:
                raise _cannot("Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = opened.argument
        elif opened.tag == "blockquote" and opened.argument:
            entity["type"] = "expandable_blockquote"
        elif opened.tag in ("pre", "code") and self.code_in_pre(entity, opened.argument):
            return
        self.entities.append(entity)

    def link(self, entity: Entity, url: str) -> bool:
        mention = _USER_LINK.fullmatch(url)
        if mention:
            user = self.users.get(int(mention.group(1)))
            if user is not None:
                entity |= {"type": "text_mention", "user": user}
            return user is not None
        entity["url"] = url if "://" in url else f"http://{url}"
        return is_link(url)

    def code_in_pre(self, entity: Entity, argument: str) -> bool:
        """`<pre><code class="language-x">` around the same text is one `pre` with a language."""
        last = self.entities[-1] if self.entities else None
        same = last is not None and last["offset"] == entity["offset"] and last["length"] == entity["length"]
        if last is not None and same and entity["type"] == "pre" and last.get("class"):
            last |= {"type": "pre", "language": last.pop("class")}
            return True
        if last is not None and same and entity["type"] == "code" and last["type"] == "pre" and argument:
            last["language"] = argument
            return True
        if argument:
            entity["class"] = argument
        return False


def _argument(tag: str, name: str, value: str) -> str:
    if (tag, name) == ("a", "href") or (tag, name) == ("tg-emoji", "emoji-id"):
        return value
    if (tag, name) == ("code", "class") and value.startswith("language-"):
        return value.removeprefix("language-")
    if (tag, name) == ("span", "class") and value.startswith("tg-"):
        return value.removeprefix("tg-")
    return ""
