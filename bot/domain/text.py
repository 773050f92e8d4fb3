"""What a person typed: cleaned before it is kept, counted, folded for search, made safe for a spreadsheet."""

import re
import unicodedata
from collections.abc import Iterator

from bot.domain.errors import DomainError

PROPOSAL_AT_MOST = 3500
"""User-visible characters of a proposal; also the longest any text may be where nothing else is said."""


class TextEmpty(DomainError):
    """Nothing visible was typed."""

    def __init__(self) -> None:
        super().__init__()


class TextTooLong(DomainError):
    """`count` and `limit` are user-visible characters, `over` their difference."""

    def __init__(self, *, count: int, limit: int) -> None:
        super().__init__(count=count, limit=limit, over=count - limit)


class TextTooShort(DomainError):
    """`count` and `limit` are user-visible characters."""

    def __init__(self, *, count: int, limit: int) -> None:
        super().__init__(count=count, limit=limit)


_JOINER = "\u200d"
_EMOJI = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2934\u2935\u2b00-\u2bff"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
_TAGS = "\U000e0020-\U000e007f"

# A joiner stands only between two emoji (a family, a profession), tags only in the flag of a region.
# Elsewhere both are invisible and make equal-looking words differ, as do marks of direction and fillers.
_INVISIBLE = re.compile(
    rf"(?P<flag>\U0001f3f4[{_TAGS}]{{1,6}}\U000e007f)"
    rf"|(?P<joiner>(?<=[{_EMOJI}\ufe0f]){_JOINER}(?=[{_EMOJI}]))"
    "|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BLANK_PATTERN = "\u2800"


def clean(text: str, *, at_most: int = PROPOSAL_AT_MOST, at_least: int = 1) -> str:
    """The text as it is kept: NFC, lines ended by \\n, tabs as spaces, trimmed, nothing invisible in it.

    Joiners between emoji stay, so that a family stays one. Limits are user-visible characters (see `length`).
    Raises TextEmpty (unless `at_least` is 0), TextTooShort, TextTooLong. Cleaning twice changes nothing more.
    """
    lines = _LINE_END.sub("\n", text).replace("\t", " ")
    kept = unicodedata.normalize("NFC", _INVISIBLE.sub(_keep_joined, lines)).strip()
    if not any(_shows(character) for character in kept):
        if at_least > 0:
            raise TextEmpty()
        return ""
    count = length(kept)
    if count > at_most:
        raise TextTooLong(count=count, limit=at_most)
    if count < at_least:
        raise TextTooShort(count=count, limit=at_least)
    return kept


def _keep_joined(found: re.Match[str]) -> str:
    return found.group() if found.lastgroup else ""


def _shows(character: str) -> bool:
    return not character.isspace() and character != _BLANK_PATTERN and unicodedata.category(character)[0] != "M"


# Letters and signs that never join the one before: most writing, counted without looking at each.
_SINGLE = re.compile("[\n -\u02ff\u0370-\u0482\u048a-\u058f\u2010-\u2027\u2030-\u205e\u20a0-\u20cf\u2100-\u218f]*")
_MODIFIERS = range(0x1F3FB, 0x1F400)
_REGIONAL = range(0x1F1E6, 0x1F200)
_LONGEST_CHARACTER = 16
"""Code points. The longest emoji in use has 11; marks stacked higher count as the next character, so that no
book hides inside one."""


def length(text: str) -> int:
    """How many characters a reader sees: a letter with its marks is one, as is an emoji of several parts.

    A small reading of Unicode's extended grapheme clusters (UAX 29): exact for the scripts and emoji met
    here, without the rules for Hangul syllables in parts and for the conjuncts of Indic scripts.
    """
    if _SINGLE.fullmatch(text):
        return len(text)
    count = 0
    size = 0
    for continues in _continuations(text):
        size = size + 1 if continues and size < _LONGEST_CHARACTER else 1
        count += size == 1
    return count


def _continuations(text: str) -> Iterator[bool]:
    """For each code point, whether it belongs to the character before it."""
    previous = ""
    regionals = 0
    for character in text:
        point = ord(character)
        regional = point in _REGIONAL
        yield (
            bool(previous)
            and previous != "\n"
            and (
                character == _JOINER
                or previous == _JOINER
                or point in _MODIFIERS
                or 0xE0020 <= point <= 0xE007F
                or (regional and regionals % 2 == 1)
                or (point >= 0x300 and unicodedata.category(character)[0] == "M")
            )
        )
        regionals = regionals + 1 if regional else 0
        previous = character


# Capital Т, Н and В are what Latin T, H and B are mistaken for, hence t, h and b among the small ones.
_LOOK_ALIKE = str.maketrans("aeopcyxkmtbh", "аеорсухкмтвн")
_SHORT_I = "и\u0306"


def fold(text: str) -> str:
    """The text as search compares it: case, accents and Latin letters that look Cyrillic make no difference.

    й stays apart from и. Only for comparing folded with folded; the result is not for reading.
    """
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(
        character for character in spread.replace(_SHORT_I, "й") if unicodedata.category(character) not in ("Mn", "Cf")
    )
    return " ".join(bare.replace("ı", "i").translate(_LOOK_ALIKE).split())


_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def spreadsheet_safe(value: str) -> str:
    """The value with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{value}" if value.startswith(_FORMULA_STARTS) else value
