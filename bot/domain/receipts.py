"""Receipts: the number of a proposal, and the code by which somebody unknown asks after theirs.

Both are read as people type them: in any case, with Cyrillic letters, without dashes or with other ones.
"""

import hashlib
import re
import unicodedata

CODE_LENGTH = 6
CODE_ALPHABET = "23456789ACDEFHJKMNPRTVWXY"
"""No two of them are mistaken for each other: no 0, O, Q, no 1, I, L; of B and 8, S and 5, Z and 2, G and 6 one."""

_CYRILLIC = str.maketrans("АВЕЅКМНОРСТУХІЈ", "ABESKMHOPCTYXIJ")
"""Letters that look the same."""
_SERIES = {"S": "S", "C": "S", "P": "P", "П": "P", "I": "I", "И": "I", "L": "I"}
"""С is what S sounds like, and by now looks like C; a small l looks like I."""
_MEANT = str.maketrans("BSZGЗ", "85263")
"""Signs that are not in CODE_ALPHABET for those that they look like."""

_DASH = r"[\s.:/_-]*"
_NUMBER = re.compile(
    rf"(?:NO?|\#)?{_DASH}(?P<series>[{''.join(_SERIES)}]){_DASH}"
    rf"(?:20(?P<full>[0-9]{{2}})[\s.:/_-]+|(?P<short>[0-9]{{2}}){_DASH})(?P<number>[0-9O]{{1,9}}){_DASH}"
)


def format_number(series: str, year: int, number: int) -> str:
    """S-26-00042: the series (S statement, P formal, I idea), the year's last two digits, five digits or more."""
    return f"{series}-{year % 100:02}-{number:05}"


def read_number(text: str) -> str | None:
    """The number that somebody means, as `format_number` writes it; None if it is none.

    С, Р, П, И and І are read as S, P and I; dashes, leading zeros and the sign № may be missing.
    """
    found = _NUMBER.fullmatch(_typed(text))
    if found is None:
        return None
    number = int(found["number"].replace("O", "0"))
    return format_number(_SERIES[found["series"]], int(found["full"] or found["short"]), number) if number else None


def code_of(token: str) -> str:
    """The code of a receipt: CODE_LENGTH characters of CODE_ALPHABET. `token` is random and kept by nobody.

    It does not follow from the `digest` of the token.
    """
    number = int.from_bytes(hashlib.sha256(f"code\0{token}".encode()).digest())
    code = ""
    for _ in range(CODE_LENGTH):
        number, place = divmod(number, len(CODE_ALPHABET))
        code += CODE_ALPHABET[place]
    return code


def read_code(text: str) -> str:
    """The code as `code_of` writes it, of what was typed; what is no code becomes none."""
    return "".join(sign for sign in _typed(text).translate(_MEANT) if sign.isalnum())


def digest(text: str) -> str:
    """SHA-256 in hexadecimal: what is kept instead of a code."""
    return hashlib.sha256(text.encode()).hexdigest()


def _typed(text: str) -> str:
    """Capitals that look Latin in Latin, any dash as -, without what is invisible."""
    capitals = unicodedata.normalize("NFKD", text).upper().translate(_CYRILLIC)
    shown = (sign for sign in capitals if unicodedata.category(sign) not in ("Mn", "Cf", "Cc") or sign.isspace())
    return "".join("-" if unicodedata.category(sign) == "Pd" or sign == "\N{MINUS SIGN}" else sign for sign in shown)
