"""What should not stand in a text for all to read: personal numbers, telephones, bank accounts, e-mail addresses.

Made for texts as `text.clean` leaves them. An ЕГН is never stored (`without_egn`); of the rest the author is warned.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from enum import StrEnum
from functools import cache
from typing import NamedTuple

MASK = "▒▒▒"
"""Neither letter nor digit: cleaning leaves it alone, and nothing is found in it."""


class PersonalData(StrEnum):
    egn = "egn"
    """ЕГН. Also ЛНЧ, the number of a foreigner, where the text calls it so: one number in ten passes its check."""
    phone = "phone"
    iban = "iban"
    email = "email"


class Finding(NamedTuple):
    """`start` and `end` are offsets into the text that was searched, half-open."""

    kind: PersonalData
    start: int
    end: int


def find(text: str) -> tuple[Finding, ...]:
    """What looks like personal data, in order, never overlapping.

    Where readings meet: an account holds no other number; a valid telephone number written the international way
    (+44 7911 123456) holds no ЕГН; then an ЕГН goes before all else. A Bulgarian telephone number of ten digits
    (0888, 0987) never passes for one: its third and fourth digits are no month. One in ninety other numbers of just
    ten digits does, and is masked: better a number lost than an ЕГН kept.
    """
    plain = "".join(map(_plain, text))
    phones = tuple(_phones(plain))
    international = (phone for phone in phones if plain.startswith(("+", "00"), phone.start))
    found: list[Finding] = []
    for reading in (_ibans(plain), international, _egns(plain), _emails(plain), phones):
        found += [one for one in reading if not any(one.start < it.end and it.start < one.end for it in found)]
    return tuple(sorted(found, key=lambda one: one.start))


def mask(text: str, kinds: Collection[PersonalData]) -> str:
    """The text with MASK in place of everything found of these `kinds`; nothing of them is found in the result.

    The rest stays as it was, character for character, and masking again changes nothing more.
    """
    # What stood beside a masked part may read otherwise without it. Each round takes digits or an @ away.
    while findings := [one for one in find(text) if one.kind in kinds]:
        for one in reversed(findings):
            text = f"{text[: one.start]}{MASK}{text[one.end :]}"
    return text


def without_egn(text: str) -> str:
    """The text as it may be stored: every ЕГН masked."""
    return mask(text, (PersonalData.egn,))


_NOTHING = "\0"


@cache
def _plain(character: str) -> str:
    """One character for one: any digit as 0-9, any dash as -, any blank as a space, the invisible as \\0."""
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    if character == "\n":
        return character
    category = unicodedata.category(character)
    if category in ("Cc", "Cf", "Cn", "Co", "Cs", "Me", "Mn"):
        return _NOTHING
    if category == "Pd" or character == "\N{MINUS SIGN}":
        return "-"
    compatible = unicodedata.normalize("NFKC", character)
    return compatible if len(compatible) == 1 else character


class _Run(NamedTuple):
    digits: str
    start: int
    end: int


_DIGITS = re.compile(f"[0-9](?:{_NOTHING}*[0-9])*")
_LOOSE = re.compile(f"[ {_NOTHING}]{{0,3}}-?[ {_NOTHING}]{{0,3}}")
_DATED = re.compile(f"[ {_NOTHING}]?[./][ {_NOTHING}]?")
_BIRTH_DATES = ((6, 4), (6, 3, 1), (2, 2, 2, 4), (2, 2, 2, 3, 1))
"""Only so grouped does a full stop or a slash join digits to an ЕГН: cadastral and registry numbers have them too."""
_THOUSANDS = (1, 3, 3, 3)
"""1 500 000 000 is a sum of money."""
_FOREIGNER = re.compile(r"(?<![^\W_])(?:л\W?н\W?ч|lnch?|личен номер на чужденец)[^0-9]{0,15}$", re.IGNORECASE)


def _egns(plain: str) -> Iterator[Finding]:
    """Ten digits, written together or in groups, neither more of them in a row nor fewer."""
    runs = [_Run(it[0].replace(_NOTHING, ""), it.start(), it.end()) for it in _DIGITS.finditer(plain)]
    first = 0
    while first < len(runs):
        start = runs[first].start
        last = _tenth_digit(plain, runs, first)
        if last is not None and _is_egn("".join(run.digits for run in runs[first : last + 1]), plain, start):
            yield Finding(PersonalData.egn, start, runs[last].end)
            first = last
        first += 1


def _tenth_digit(plain: str, runs: list[_Run], first: int) -> int | None:
    """The run that ends ten digits begun by the run `first`."""
    sizes: tuple[int, ...] = ()
    dated = False
    for last in range(first, len(runs)):
        if sizes:
            gap = plain[runs[last - 1].end : runs[last].start]
            if not _LOOSE.fullmatch(gap):
                dated = True
                if not _DATED.fullmatch(gap):
                    return None
        sizes += (len(runs[last].digits),)
        if sum(sizes) >= 10:
            break
    if sum(sizes) != 10 or sizes == _THOUSANDS or (dated and sizes not in _BIRTH_DATES):
        return None
    return last


def _is_egn(digits: str, plain: str, start: int) -> bool:
    # Here and below the libraries are loaded when first needed: together they cost a start some 100 ms.
    from stdnum.bg import egn, pnf

    return egn.is_valid(digits) or (
        _FOREIGNER.search(plain, max(0, start - 40), start) is not None and pnf.is_valid(digits)
    )


_LATIN = str.maketrans("АВЕКМНОРСТУХБГавекмнорстухбг", "ABEKMHOPCTYXBGabekmhopctyxbg")
_ACCOUNT_STARTS = re.compile(r"(?=[A-Za-z]{2}[ -]?[0-9]{2})")
_GROUP = re.compile("[A-Za-z0-9]+")
_SHORTEST_IBAN, _LONGEST_IBAN = 15, 34


def _ibans(plain: str) -> Iterator[Finding]:
    """Accounts of any country that pass the check, together or in groups, also in Cyrillic look-alikes and as БГ."""
    latin = plain.translate(_LATIN)
    end = 0
    for begun in _ACCOUNT_STARTS.finditer(latin):
        if begun.start() < end:
            continue
        account = _account(latin, begun.start())
        if account is not None:
            end = account.end
            yield account


def _account(latin: str, start: int) -> Finding | None:
    """The longest one that begins here: the words after it may be taken for its groups."""
    from stdnum import iban

    number, end = "", start
    longest = None
    for group in _GROUP.finditer(latin, start):
        if number and not _LOOSE.fullmatch(latin, end, group.start()):
            break
        number += group[0]
        end = group.end()
        if len(number) > _LONGEST_IBAN:
            break
        if len(number) >= _SHORTEST_IBAN and iban.is_valid(number):
            longest = Finding(PersonalData.iban, start, end)
    return longest


_NO_PHONE = re.compile(
    r"(?<![0-9])[0-9]{1,2}[.-](?:0?[1-9]|1[0-2])[.-](?:19|20)[0-9]{2}(?![0-9])"  # 02.03.2026
    r"|(?<![0-9])[0-9]{1,2}[.:][0-9]{2} ?- ?[0-9]{1,2}[.:][0-9]{2}(?![0-9])"  # 08.30-17.30
    r"|(?<![^\W_])[^\W\d_]{1,4}-[0-9][0-9-]*"  # РД-02-1234-567
)


def _phones(plain: str) -> Iterator[Finding]:
    """Numbers in use, of Bulgaria or with the code of a country."""
    if sum(map(plain.count, "0123456789")) < 5:
        return
    from phonenumbers import PhoneNumberMatcher

    read = _NO_PHONE.sub(lambda it: "\n" * len(it[0]), plain)
    for phone in PhoneNumberMatcher(read, "BG"):
        yield Finding(PersonalData.phone, phone.start, phone.end)


_EMAIL = re.compile(
    r"(?<!\w)(?<!\w[.+%-])\w[\w.+%-]{0,63}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_](?:[\w-]{0,61}[^\W_])"
)


def _emails(plain: str) -> Iterator[Finding]:
    for email in _EMAIL.finditer(plain):
        yield Finding(PersonalData.email, *email.span())
