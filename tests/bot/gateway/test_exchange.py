"""What a turn says in return."""

from datetime import UTC, datetime
from typing import Any, cast

import pytest
from markupsafe import Markup
from telegram import CallbackQuery, Chat, InlineKeyboardMarkup, Location, Message, Update, User

from bot.domain.calendar import SOFIA
from bot.gateway.exchange import Exchange
from bot.services.turn import Town, Turn
from bot.ui.navigation import GoHome, WhyAnnouncement
from bot.ui.screen import Button, Screen

WHY = Markup("Това не е дата.")
ROWS = ((Button("Днес", GoHome()),),)


def an_exchange() -> Exchange:
    turn = Turn(tx=cast(Any, None), now=datetime(2026, 11, 2, tzinfo=UTC), town=Town(zone=SOFIA, language="bg"))
    return Exchange(Update(1), turn, chat_id=1, first_name="Мария", language="bg", dialogues=[])


def said(exchange: Exchange) -> list[tuple[str, int]]:
    """The messages promised: their texts, and how many rows of buttons each has."""
    return [
        (params["text"], len(params["reply_markup"]["inline_keyboard"]))
        for method, params in exchange._waiting
        if method == "sendMessage"
    ]


def test_a_remark_and_the_next_screen_are_one_message() -> None:
    exchange = an_exchange()
    exchange.remark = WHY
    exchange.show(Screen(Markup("<b>Кога?</b>"), ROWS))
    exchange.show(Screen(Markup("после"), ROWS))
    assert said(exchange) == [("Това не е дата.\n\n<b>Кога?</b>", 1), ("после", 1)]


def test_a_remark_that_does_not_fit_into_one_message_with_its_screen_goes_before_it() -> None:
    exchange = an_exchange()
    exchange.remark = WHY
    exchange.show(Screen(Markup("я" * 3990), ROWS))
    assert said(exchange) == [("Това не е дата.", 0), ("я" * 3990, 1)]


NOW = datetime(2026, 11, 2, tzinfo=UTC)
MARIA = User(1, "Мария", is_bot=False)
COPY = (*ROWS, (Button("Защо", WhyAnnouncement(7)),))


def pressed(rows: Any = ROWS, **content: Any) -> Exchange:
    """A button under a message that shows this."""
    exchange = an_exchange()
    under = InlineKeyboardMarkup.de_json({"inline_keyboard": [[one.to_json(None) for one in row] for row in rows]})
    message = Message(5, NOW, Chat(1, "private"), reply_markup=under, **content)
    exchange.update = Update(1, callback_query=CallbackQuery("1", MARIA, "1", message=message))
    return exchange


@pytest.mark.parametrize(
    "stays",
    [
        pytest.param(pressed(location=Location(25.5, 41.9)), id="a place never becomes a text"),
        pytest.param(pressed(COPY, text="Вода спира утре."), id="an announcement is kept"),
    ],
)
def test_what_is_to_stay_is_answered_below_it(stays: Exchange) -> None:
    stays.show(Screen(Markup("Форум"), ROWS))
    assert [method for method, _ in stays._waiting] == ["sendMessage"]
