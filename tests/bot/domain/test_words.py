"""Search terms, judged by what a real full-text table finds."""

from collections.abc import Iterator

import pytest
import sqlcipher3
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.text import fold
from bot.domain.words import SIMILAR_BY_AT_MOST, alike, indexed, match_all, match_any, stem, terms

TABLE = "CREATE VIRTUAL TABLE texts USING fts5(body, tokenize='unicode61 remove_diacritics 0')"
TOKENS = "CREATE VIRTUAL TABLE tokens USING fts5vocab(texts, 'instance')"
ON_ONE_TABLE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])

# Signs that mean something to FTS5, to folding, or to nobody.
SIGNS = "AND OR NOT NEAR( ) ( \" ' * ^ + - : body: { } \0 % , ;-- №12 и паркинг ПАРКА trees ağaç \ud800 \u19b0\u19b1 𐞀𐞁"
TYPED = st.one_of(st.text(), st.lists(st.sampled_from(SIGNS.split())).map(" ".join))


class Shelf:
    """Texts in a full-text table of their own."""

    def __init__(self) -> None:
        self._database = sqlcipher3.connect(":memory:")
        self._database.execute(TABLE)
        self._database.execute(TOKENS)

    def put(self, *texts: str) -> None:
        self._database.execute("DELETE FROM texts")
        self._database.executemany("INSERT INTO texts VALUES (?)", [(indexed(text),) for text in texts])

    def tokens(self) -> list[str]:
        return [token for (token,) in self._database.execute("SELECT term FROM tokens ORDER BY doc, offset")]

    def found(self, query: str) -> list[int]:
        """Which texts are found, counted from 0, the likest first."""
        asked = "SELECT rowid - (SELECT min(rowid) FROM texts) FROM texts WHERE texts MATCH ? ORDER BY rank, rowid"
        return [number for (number,) in self._database.execute(asked, (query,))]

    def close(self) -> None:
        self._database.close()


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    shelf = Shelf()
    yield shelf
    shelf.close()


@pytest.mark.parametrize(
    "forms",
    [
        "паркирането паркиране паркирания паркират паркираме",
        "паркинги паркинг паркинга паркингът паркингите",
        "парк парка паркът паркове парковете",
        "дърветата дървета дърво дървото",
        "таксите такса такси таксата",
        "улицата улици улица улиците",
        "пари парите пара парата",
        "бюджет бюджета бюджети бюджетът бюджетите",
        "съвет съвета съвети съветът съветите",
        "работа работата работи",
        "осветление осветлението осветления",
        "предложение предложения предложенията предложението предложени",
        "комисия комисията комисии комисиите",
        "общински общинска общинския общинският общинските общинско",
        "община общината общини общините",
        "куче кучета кучетата кучето",
        "дете детето деца децата",
        "хора хората човек човека",
        "ден деня денят дни дните",
        "център центъра центърът центрове центровете",
        "отпадък отпадъци отпадъците отпадъка",
        "място мястото места местата",
        "бял бяла бели белите",
        "голям голяма големи големите",
        "път пътя пътят пътища пътищата",
        "пътен пътна пътни пътните",
        "училище училища училището училищата",
        "безопасност безопасността",
        "помощ помощта",
        "книга книги книгите",
        "ученик ученици учениците ученика",
        "гражданин граждани гражданите гражданинът",
        "почистване почистването почистваме почистват почиства",
        "трамвай трамваи трамвая трамваят",
        "музей музеи музея музеят",
        "проект проекта проекти проектът",
        "резултат резултата резултати резултатите",
        "жител жители жителите жителя",
        "месец месеци месеца месецът",
    ],
)
def test_the_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({stem(word) for word in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("пара", "парк"),
        ("парк", "паркинг"),
        ("пазар", "парк"),
        ("град", "градина"),
        ("път", "пътен"),
        ("кмет", "сметка"),
        ("вода", "завод"),
        ("роза", "рог"),
        ("дом", "дим"),
        ("куче", "кутия"),
        ("общински", "община"),
    ],
)
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize("word", ["", "чл", "дом", "12", "2026", "bіns", "parking", "sокаklаr", "5г", "а1б2в3та"])
def test_short_words_numbers_and_words_of_other_tongues_stay_as_they_are(word: str) -> None:
    assert stem(word) == word


@given(st.text(alphabet=st.characters(min_codepoint=0x430, max_codepoint=0x44F), min_size=1))
def test_a_stem_is_never_empty_and_never_longer(word: str) -> None:
    assert word in ("дни", "хор", "хора") or 0 < len(stem(word)) <= max(len(word), 3)


def test_terms_are_in_order_with_repeats_and_without_stop_words() -> None:
    text = "Да се ремонтират улиците и паркът: чл. 12, улица „Парк“, № 5 и №77!"
    assert terms(text) == ("ремонтир", "улик", "парк", "чл", "12", "улик", "парк", "77")


def test_terms_are_the_same_in_capitals_and_in_latin_look_alikes() -> None:
    assert terms("ПАРКOВЕТЕ B XACKOBO") == terms("парковете в Хасково") != ()


@pytest.mark.parametrize("text", ["", "  ", "и на за", "the of and", "ve bir bu", "!?", "а б в", "👩‍👩‍👧"])
def test_a_text_without_words_has_no_terms(text: str) -> None:
    assert terms(text) == ()
    assert indexed(text) == ""
    assert match_any(terms(text)) == ""
    assert match_all(terms(text)) == ""


def test_english_and_turkish_are_found_by_the_words_as_written(shelf: Shelf) -> None:
    shelf.put("More trees in the park", "Daha çok ağaç istiyoruz", "İstasyon sokağı")
    assert shelf.found(match_all(terms("TREES"))) == [0]
    assert shelf.found(match_all(terms("ağaç"))) == [1]
    assert shelf.found(match_all(terms("ISTASYON"))) == [2]


@ON_ONE_TABLE
@given(TYPED)
def test_the_table_finds_in_what_it_keeps_exactly_the_terms(shelf: Shelf, text: str) -> None:
    shelf.put(text)
    assert tuple(shelf.tokens()) == terms(text)


def test_every_letter_there_is_reaches_the_table_as_it_is(shelf: Shelf) -> None:
    letters = [chr(point) for point in range(0x110000) if not 0xD800 <= point < 0xE000]
    words = " ".join(f"x{fold(letter)}x" for letter in letters if letter.isalnum())
    shelf.put(words)
    assert tuple(shelf.tokens()) == terms(words)


@ON_ONE_TABLE
@given(TYPED)
def test_nothing_typed_is_an_operator(shelf: Shelf, text: str) -> None:
    shelf.put(text, "паркинг")
    words = terms(text)
    if not words:
        assert match_any(words) == match_all(words) == ""
    else:
        assert 0 in shelf.found(match_any(words))
        assert 0 in shelf.found(match_all(words))


@ON_ONE_TABLE
@given(st.lists(st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"])), min_size=1))
def test_whatever_is_asked_for_is_a_sound_query(shelf: Shelf, asked: list[str]) -> None:
    shelf.found(match_any(asked))
    shelf.found(match_all(asked))


def test_similar_texts_share_a_word_and_the_likest_comes_first(shelf: Shelf) -> None:
    shelf.put(
        "Нови контейнери за разделно събиране на отпадъци в квартал Орфей",
        "Повече дървета по улица „Христо Ботев“",
        "Паркинг зад училището",
        "Да се засадят дърветата, изсъхнали по улиците на Орфей",
    )
    assert shelf.found(match_any(terms("Искаме дърво на всяка улица в Орфей"))) == [3, 1, 0]
    assert shelf.found(match_any(terms("Басейн"))) == []


def test_browsing_asks_for_every_word_the_last_still_being_typed(shelf: Shelf) -> None:
    shelf.put("Ремонт на тротоарите", "Ремонт на детска площадка", "Тротоар пред пазара")
    assert shelf.found(match_all(terms("ремонт тротоар"))) == [0]
    assert shelf.found(match_all(terms("ремонта на тро"))) == [0]
    assert shelf.found(match_all(terms("рем"))) == [0, 1]
    assert shelf.found(match_all(terms("тро ремонт"))) == []


def test_a_long_text_asks_for_its_longest_words_only(shelf: Shelf) -> None:
    words = [f"дума{'а' * (number % 7)}{number}" for number in range(1500)]
    query = match_any(words)
    assert query.count(" OR ") == SIMILAR_BY_AT_MOST - 1
    assert min(len(word.strip('"')) for word in query.split(" OR ")) >= len("думаааааа999")
    shelf.put(" ".join(words))
    assert shelf.found(query) == [0]
    assert shelf.found(match_all(words)) == [0]


def test_a_word_that_repeats_is_asked_for_once() -> None:
    assert match_any(("парк", "улик", "парк")) == '"парк" OR "улик"'


@pytest.mark.parametrize(
    ("one", "other", "likely"),
    [
        ("Чешми по главната улица за хората", "Оправете улиците към площадката", False),
        ("Чешми по главната улица за хората", "Главната улица да има чешма", True),
        ("Чешма", "Да има чешми в парка", True),
        ("Чешма", "Повече дървета", False),
        ("", "Повече дървета", False),
    ],
)
def test_one_word_in_common_is_chance(one: str, other: str, likely: bool) -> None:
    assert alike(terms(one), terms(other)) is likely
