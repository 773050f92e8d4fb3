"""Files on their way: uploaded once as what they are, then sent by Telegram's own id."""

from typing import Any

import pytest
from telegram import InputFile
from telegram.error import BadRequest

from bot.gateway.delivery import Delivery, Result, Upload
from storage.outbox import Lane, Outgoing

PNG = b"\x89PNG\r\n"


class Bot:
    """Takes calls of the library, and answers as Telegram would."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.base_url = "http://127.0.0.1:9/botX"
        self.request = self

    async def do_api_request(self, method: str, api_kwargs: dict[str, Any]) -> dict[str, Any]:
        self.calls.append((method, api_kwargs))
        return {"message_id": 1}

    async def post(self, url: str, request_data: Any) -> dict[str, Any]:
        self.calls.append((url.rpartition("/")[2], request_data.parameters))
        return {"message_id": 1}


def a_row(method: str) -> Outgoing:
    return Outgoing(
        id=1,
        lane=Lane.REPLY,
        due_at=0,
        expires_at=None,
        chat_id=7,
        participant=None,
        method=method,
        notice=None,
        params={"chat_id": 7, "file": 3},
        attempts=0,
    )


@pytest.mark.parametrize(("method", "field"), [("sendDocument", "document"), ("sendPhoto", "photo")])
@pytest.mark.parametrize("telegram_id", [None, "AgACAgQ"])
async def test_a_file_goes_under_the_name_of_its_kind(method: str, field: str, telegram_id: str | None) -> None:
    bot = Bot()

    async def fetch(file: int) -> Upload | None:
        return Upload(file, telegram_id, "графика.png", "image/png", None if telegram_id else PNG)

    row = a_row(method)
    outcome = await Delivery(bot, fetch).send(row, method, row.params)  # type: ignore[arg-type] # all it needs of a bot
    assert (outcome.result, outcome.file) == (Result.SENT, 3)
    ((called, params),) = bot.calls
    assert called == method
    assert params.keys() == {"chat_id", field}
    assert params[field] == telegram_id if telegram_id else isinstance(params[field], InputFile)


@pytest.mark.parametrize("telegram_id", [None, "AgACAgQ"])
async def test_a_picture_changes_in_the_message_that_shows_it(telegram_id: str | None) -> None:
    bot = Bot()

    async def fetch(file: int) -> Upload | None:
        return Upload(file, telegram_id, "врата.png", "image/png", None if telegram_id else PNG)

    row = a_row("editMessageMedia")
    params = {**row.params, "message_id": 9, "media": {"caption": "<b>7</b>", "parse_mode": "HTML"}}
    outcome = await Delivery(bot, fetch).send(row, "editMessageMedia", params)  # type: ignore[arg-type]
    assert (outcome.result, outcome.file) == (Result.SENT, 3)
    ((_, sent),) = bot.calls
    media = sent["media"]
    assert (media.type, media.caption, media.parse_mode) == ("photo", "<b>7</b>", "HTML")
    assert media.media == telegram_id if telegram_id else isinstance(media.media, InputFile)


async def test_a_picture_that_was_put_away_is_changed_no_more() -> None:
    class Gone(Bot):
        async def do_api_request(self, method: str, api_kwargs: dict[str, Any]) -> dict[str, Any]:
            raise BadRequest("Message to edit not found")

    async def fetch(file: int) -> Upload | None:
        return Upload(file, None, "врата.png", "image/png", PNG)

    row = a_row("editMessageMedia")
    params = {**row.params, "message_id": 9, "media": {}}
    outcome = await Delivery(Gone(), fetch).send(row, "editMessageMedia", params)  # type: ignore[arg-type]
    assert outcome.result is Result.DROPPED
