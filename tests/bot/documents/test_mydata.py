"""A copy of everything held about a person."""

from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import orjson
import pytest

from bot.documents import mydata
from bot.documents.mydata import words
from bot.domain.deliveries import DeliveryState
from bot.domain.participants import UNTIL_RESUMED
from bot.i18n import LANGUAGES, translator
from bot.services import privacy
from bot.services.privacy import Everything
from storage import questionnaires
from storage.engine import Engine
from tests.asking import a_questionnaire
from tests.bot.services.test_privacy import MARIA, agreed, fill, turn_of
from tests.telling import furnish

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
AT = int(NOW.timestamp())
BOTH = ["Община Хасково", "Алианс <b>"]


class Page(HTMLParser):
    """Checks that tags are closed in order, and keeps the text."""

    VOID = frozenset({"meta"})

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def held(**rows: list[dict[str, Any]]) -> Everything:
    names = {
        "consultation": {"12": "Наредба <за> отпадъците", "13": "Друга"},
        "target": {"waste": "Отпадъци"},
        "organisation": {"municipality": "Община Хасково"},
    }
    return Everything(rows, names)


def shown(**rows: list[dict[str, Any]]) -> str:
    return Page(mydata.page(translator("bg"), held(**rows), BOTH, now=NOW)).text


async def everything(database: Engine) -> Everything:
    async with database.write() as tx:
        await furnish(tx)
        await questionnaires.add(tx, a_questionnaire(anonymous=False))
        await fill(tx, await agreed(tx, MARIA))
        return await privacy.everything(await turn_of(tx, MARIA), "bg")


async def test_every_table_and_every_column_has_words(database: Engine) -> None:
    found = await everything(database)
    assert {*words.TABLES} == {*found.rows}
    columns = {column for rows in found.rows.values() for row in rows for column in row}
    assert {*words.COLUMNS} == columns


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_page_shows_everything_that_is_held_in_ones_language(database: Engine, language: str) -> None:
    t = translator(language)
    page = Page(mydata.page(t, await everything(database), BOTH, now=NOW))
    for title in words.TABLES.values():
        assert t.plain(title) in page.text
    assert str(MARIA) in page.text


def test_what_became_of_a_copy_is_said_in_words_whatever_it_is() -> None:
    text = shown(deliveries=[{"state": state.value} for state in DeliveryState])
    assert not any(character.isdigit() for character in text.partition("Съобщения до Вас")[2])


async def test_the_json_holds_every_table_with_instants_anybody_can_read(database: Engine) -> None:
    found = await everything(database)
    read = orjson.loads(mydata.as_json(found, BOTH, now=NOW))
    assert {*read["held"]} == {*found.rows}
    assert read["made_at"] == "2026-11-02T10:00:00+00:00"
    assert read["responsible"] == BOTH
    (participant,) = read["held"]["participants"]
    assert participant["telegram_id"] == MARIA
    assert participant["consented_at"] == "2026-11-02T10:00:00+00:00"
    assert read["held"]["dialogues"][0]["draft"] == {"title": "тайна"}


def test_the_json_names_only_what_is_spoken_of() -> None:
    found = held(follows=[{"consultation": 12, "followed_at": AT, "reminders": 1}], subscriptions=[])
    read = orjson.loads(mydata.as_json(found, BOTH, now=NOW))
    assert read["names"] == {"consultation": {"12": "Наредба <за> отпадъците"}, "target": {}, "organisation": {}}


def test_what_nothing_is_held_in_is_not_on_the_page() -> None:
    assert "Консултации, които следите" not in shown(follows=[])


def test_numbers_and_codes_are_shown_as_what_they_mean() -> None:
    text = shown(
        follows=[{"consultation": 12, "followed_at": AT, "reminders": 0}],
        subscriptions=[{"scope": "topic", "target": "waste"}, {"scope": "place", "target": "all"}],
        participants=[
            {
                "cadence": "weekly",
                "quiet_start": 1290,
                "quiet_end": 425,
                "language": "tr",
                "last_seen_on": "2026-11-02",
                "paused_until": None,
            }
        ],
    )
    for said in (
        "КонсултацияНаредба <за> отпадъцитеСледите отпонеделник, 2 ноември 2026 г., 12:00 ч.Подсещане за срокаНе",
        "ВидтемаИзбраноОтпадъци",
        "ВидмястоИзбраноЦялата община",
        "Колко често да пишемСедмично",
        "Начало на тихите часове21:30",
        "Край на тихите часове07:05",
        "ЕзикTürkçe",
        "Последно писахтепонеделник, 2 ноември 2026 г.",
    ):
        assert said in text
    assert "Пауза до" not in text


def test_a_pause_without_an_end_is_said_so() -> None:
    text = shown(participants=[{"paused_until": int(UNTIL_RESUMED.timestamp())}])
    assert "Пауза добез крайна дата" in text


def test_whatever_was_written_is_shown_as_text() -> None:
    hostile = "</pre><script>alert(1)</script>&amp;"
    text = shown(dialogues=[{"draft": orjson.dumps({"title": hostile}).decode(), "state": "<i>"}])
    assert hostile in text
    assert "<i>" in text


def test_the_files_are_named_by_the_towns_day() -> None:
    late = datetime(2026, 11, 2, 22, 30, tzinfo=UTC)
    page, for_programs = mydata.documents(translator("bg"), held(), BOTH, now=late)
    assert (page.name, page.mime) == ("prestige-2026-11-03.html", "text/html")
    assert (for_programs.name, for_programs.mime) == ("prestige-2026-11-03.json", "application/json")
    assert page.content.startswith(b"<!doctype html>")
