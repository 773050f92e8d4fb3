"""Text to search terms: the same for what is kept in the full-text index and for what somebody looks for.

A term is a folded word (`text.fold`) without its ending. It is not for reading.
"""

import re
from collections.abc import Sequence

from bot.domain.text import fold

BEGINNING = 3
"""Letters from which on a last word may be unfinished."""
SIMILAR_BY_AT_MOST = 40
"""Terms that a search for similar texts asks for: a text of 3,500 characters has hundreds, and a turn may not wait."""

ALIKE_BY = 2
"""Different words that two texts have in common before one is shown beside the other."""

_STOP_WORDS = """
    ако ала ами без беше би бил била били било бих близо бъде бъдат бяха вас ваш ваша ваше ваши ви вие все всеки всички
    всичко всяка във въпреки върху вече где да дали до докато дори друг друга други ето за зад заедно защо защото и из
    или им има имаме имат искам искаме иска искат их каза как каква какво какъв като кога когато което които кой който
    колко която къде към ли лично ме между мен ми мнозина мога могат може можем много моля моя му на над навсякъде нас
    наш наша наше наши не него нещо нея ни ние никой нито нищо но няма някой някои някаква обаче около освен от още пак
    по повече под поне после почти пред преди през при просто са само се сега си сме според сред срещу съм със също сте
    та така такава такива такъв там те тези ти то това тогава този той толкова точно трябва тук тя тях ѝ че чрез ще що
    също я як

    a about after all also am an and any are as at be because been before but by can could did do does for from had has
    have he her here his how i if in into is it its just me more most my no not of on only or other our out over please
    she should so some such than that the their them then there these they this to too up us very was we were what when
    where which who why will with would you your

    acaba ama ancak bana bazı belki ben bence beni benim bile bir biraz biz bizim bu buna bunu bunun burada çünkü da
    daha de değil diye en gibi hep her hiç için ile ise kadar ki kim lütfen mi mı mu mü nasıl ne neden nerede o olan
    olarak olsun ona onlar onu orada oysa sadece sen siz sizin sonra şey şu tüm var ve veya ya yani yok zaten
"""
_STOPPED = frozenset(fold(_STOP_WORDS).split())

# Letters past U+07FF are left out: which of them are letters, SQLite and Python learn at different times.
_WORD = re.compile(r"(?:(?![\u0800-\U0010ffff])[^\W_]){2,}")
_CYRILLIC = re.compile("[\u0430-\u044f]{3,}")

_VOWELS = ("а", "е", "и", "о", "я", "ю", "й")
"""Gender, number, person, the short article (паркa), and what is left of -ия, -ие, -ей."""
_ARTICLES = ("ът", "ят", "ат", "ет", "ит", "от")
"""The article when its vowel is gone: -ът, -ият, -ата, -ето, -ите, -ото; plurals in -ета; verbs in -ат, -ят."""
_PLURALS = ("ов", "ев", "ищ")
_VERBS = ("ам", "ям", "ан", "ян")
"""First persons, and the nouns made of verbs: почистваме, почистване."""

# Each with how many letters must be left.
_ENDINGS = (*((ending, 3) for ending in (*_VOWELS, *_ARTICLES, *_PLURALS)), *((ending, 4) for ending in _VERBS))
_TAIL = re.compile("(?<=[тщв])т$|(?<=[ая]н)ин$")
"""The article of a feminine word in a consonant: безопасност-т(а), помощ-т(а), любов-т(а); граждан-ин."""
_FLEETING = re.compile("(?<=[^аеиоуъюя])(?:е(?=[нц]$)|ъ(?=[^аеиоуъюя]$))")
"""The vowel of пътен, центърът, отпадък, that is gone in пътна, центрове, отпадъци."""
_LAST_YA = re.compile("я(?=[^аеиоуъюя]*$)")
_SOFTENED = str.maketrans("цз", "кг")
_IRREGULAR = {"дец": "дет", "дни": "ден", "днит": "ден", "хор": "човек"}
"""By stem: деца, дни, дните, хора."""


def stem(word: str) -> str:
    """What the forms of one folded Bulgarian word have in common; anything else is returned as it is.

    A Latin word all of whose letters look Cyrillic (tax) is taken for a Bulgarian one, wherever it stands.

    After the light stemmer for Bulgarian of J. Savoy, "Searching Strategies for the Bulgarian Language"
    (Information Retrieval 10, 2007), which Lucene's BulgarianStemmer implements: articles, plurals, the fleeting
    vowel, к and г softened before -и. It takes each ending once, and so parts бюджета (taken for бюдже-та) from
    бюджет, улица from улици, осветления from осветление. Here endings are taken until none is left, from every form
    alike: the stem is shorter, and what belongs together stays together. Not taken over: -си for -хи, because for one
    монаси there are hundreds of въпроси, адреси and такси.
    """
    if not _CYRILLIC.fullmatch(word):
        return _IRREGULAR.get(word, word)
    left = _TAIL.sub("", word)
    while (shorter := _without_ending(left)) != left:
        left = _TAIL.sub("", shorter)
    if len(left) > 4:
        left = _FLEETING.sub("", left)
    left = _LAST_YA.sub("е", left)  # място, места
    if len(left) > 3:
        left = left[:-1] + left[-1].translate(_SOFTENED)
    return _IRREGULAR.get(left, left)


def _without_ending(word: str) -> str:
    for ending, at_least in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= at_least:
            return word.removesuffix(ending)
    return word


def terms(text: str) -> tuple[str, ...]:
    """The stems of the words of two or more letters or digits, in order, with repeats, without stop words."""
    # Folding would write № as the letters "No", together with the number after it.
    return tuple(stem(word) for word in _WORD.findall(fold(text.replace("№", " "))) if word not in _STOPPED)


def alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two texts, given as their `terms`, may speak of the same thing: a single word in common is chance, unless
    one of them has no more.
    """
    ours, theirs = set(one), set(other)
    return len(ours & theirs) >= max(1, min(ALIKE_BY, len(ours), len(theirs)))


def indexed(text: str) -> str:
    """What the FTS5 table keeps of a text: `tokenize='unicode61 remove_diacritics 0'` finds exactly `terms` in it."""
    return " ".join(terms(text))


def match_any(terms: Sequence[str]) -> str:
    """A query of FTS5 for texts with any of the `terms`, to be ranked by likeness; "" if there are none.

    Of many terms the SIMILAR_BY_AT_MOST longest are asked for: long words tell most.
    """
    longest = sorted(dict.fromkeys(terms), key=len, reverse=True)
    return " OR ".join(_quoted(term) for term in longest[:SIMILAR_BY_AT_MOST])


def match_all(terms: Sequence[str]) -> str:
    """A query of FTS5 for texts with all the `terms`, the last as a beginning, as one types; "" if there are none.

    A beginning of fewer than BEGINNING letters is taken for a whole word: it would begin a good part of all words.
    """
    if not terms:
        return ""
    last = _quoted(terms[-1]) + (" *" if len(terms[-1]) >= BEGINNING else "")
    return " AND ".join([*(_quoted(term) for term in terms[:-1]), last])


def _quoted(term: str) -> str:
    """A string of FTS5: nothing in it is an operator."""
    return '"' + term.replace('"', '""') + '"'
