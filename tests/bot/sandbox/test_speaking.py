import pytest

from bot.sandbox import Attachment, Misuse, Person, Sandbox
from bot.sandbox.refusals import Refused
from bot.sandbox.speaking import OTHERS, split_text
from tests.bot.sandbox.conftest import PNG, Caller

PICTURE = Attachment("a.png", PNG, "image/png", "photo")
CLIP = Attachment("b.mp4", b"1", "video/mp4", "video")
PAPER = Attachment("c.pdf", b"1", "application/pdf")


@pytest.mark.parametrize("text", ["a" * 4096, "a" * 4097, "a" + "😀" * 4096])
def test_the_parts_of_a_split_text_are_the_text(text: str) -> None:
    parts = split_text(text)
    assert "".join(parts) == text
    assert all(len(part.encode("utf-16-le")) <= 2 * 4096 for part in parts)


def test_a_formatted_text_arrives_with_its_entities_and_those_telegram_finds(sandbox: Sandbox, maria: Person) -> None:
    maria.say_html('<b>Важно</b>: <a href="https://haskovo.bg">тук</a> и haskovo.bg')
    message = sandbox.unhandled[0]["message"]
    assert message["text"] == "Важно: тук и haskovo.bg"
    assert [(entity["type"], entity["offset"]) for entity in message["entities"]] == [
        ("bold", 0),
        ("text_link", 7),
        ("url", 13),
    ]


def test_html_that_is_none_is_refused(maria: Person) -> None:
    with pytest.raises(Refused, match="can't parse entities"):
        maria.say_html("<b>Важно")


def test_entities_may_be_given_with_a_text(sandbox: Sandbox, maria: Person) -> None:
    maria.say("ден", entities=[{"type": "bold", "offset": 0, "length": 3}])
    assert sandbox.unhandled[0]["message"]["entities"] == [{"type": "bold", "offset": 0, "length": 3}]


def test_an_album_is_several_updates_of_one_group_with_the_caption_on_the_first(
    sandbox: Sandbox, maria: Person
) -> None:
    maria.album([PICTURE, CLIP], html="<i>Ремонтът</i>")
    first, second = (update["message"] for update in sandbox.unhandled)
    assert first["media_group_id"] == second["media_group_id"]
    assert (first["caption"], first["caption_entities"][0]["type"]) == ("Ремонтът", "italic")
    assert "caption" not in second
    assert (second["video"]["file_name"], second["video"]["duration"]) == ("b.mp4", 10)


@pytest.mark.parametrize("items", [[PICTURE], [PICTURE] * 11, [PICTURE, PAPER]])
def test_what_no_client_sends_as_an_album_is_misuse(maria: Person, items: list[Attachment]) -> None:
    with pytest.raises(Misuse):
        maria.album(items)


def test_a_video_a_venue_a_poll_and_a_contact_arrive_as_such(sandbox: Sandbox, maria: Person) -> None:
    maria.attach("b.mp4", b"1", "video/mp4", kind="video", html="<b>а</b>")
    maria.venue(41.93, 25.55, "Община", "пл. Общински 1")
    maria.ask_poll("Кога?", ["Днес", "Утре"])
    maria.share_contact("+359888000000", "Иван")
    video, venue, poll, contact = (update["message"] for update in sandbox.unhandled)
    assert (video["video"]["mime_type"], video["caption_entities"][0]["type"]) == ("video/mp4", "bold")
    assert (venue["venue"]["title"], venue["location"]["latitude"]) == ("Община", 41.93)
    assert [option["text"] for option in poll["poll"]["options"]] == ["Днес", "Утре"]
    assert contact["contact"]["phone_number"] == "+359888000000"


@pytest.mark.parametrize("kind", sorted(OTHERS))
def test_whatever_else_a_client_sends_arrives_as_such(sandbox: Sandbox, maria: Person, kind: str) -> None:
    maria.send_other(kind)
    assert kind in sandbox.unhandled[0]["message"]
    with pytest.raises(Misuse):
        maria.send_other("telepathy")


def test_a_correction_may_be_formatted(sandbox: Sandbox, maria: Person) -> None:
    said = maria.say("утре")
    maria.edit(said, "<b>днес</b>", html=True)
    assert sandbox.unhandled[1]["edited_message"]["entities"] == [{"type": "bold", "offset": 0, "length": 4}]


async def test_a_person_s_video_is_sent_on_and_never_as_a_photo(call: Caller, sandbox: Sandbox, maria: Person) -> None:
    maria.attach("b.mp4", b"1", "video/mp4", kind="video")
    file_id = sandbox.unhandled[0]["message"]["video"]["file_id"]
    sent = await call("sendVideo", chat_id=maria.id, video=file_id)
    assert sent["video"]["file_id"] == file_id
