"""Staff write announcements over HTTP: as one writes in Telegram, in several languages, with buttons, to a preview."""

from bot.domain.announcements import AnnouncementState, Subject
from bot.domain.contents import Kind
from bot.domain.staff import Role
from bot.i18n import translator
from tests.journeys.composing import bold, newest, on_the_desk, post, post_album
from tests.journeys.conftest import Stage

BG, EN = translator("bg"), translator("en")
WRITTEN = "Ремонт в {място} от понеделник.\nДвижете се внимателно."


async def test_a_message_is_written_in_two_languages_given_buttons_and_looked_at(stage: Stage) -> None:
    clerk = await stage.member("Николай", Role.editor)
    await stage.say(clerk, "/staff")
    await stage.press(clerk, BG.plain("staff.announcements"))
    assert "От шаблон (5)" in " ".join(clerk.labels())
    await stage.press(clerk, BG.plain("announcing.new"))
    assert "1/4" in clerk.last.text

    # What cannot be sent is answered kindly, and nothing is lost by it.
    await post(stage, clerk, text="a {дата} b")
    assert "Не разбрах {дата}" in clerk.last.text
    await stage.say(clerk, "я" * 5_000)
    assert "Telegram раздели дългия текст на части" in clerk.last.text
    assert str(5_000 - 3_936) in clerk.last.text

    sent = clerk._receive(text=WRITTEN, entities=[bold(WRITTEN, "Ремонт")])
    await stage.settle()
    assert BG.plain("announcing.kept_in", language="Български") in clerk.last.text
    assert clerk.last.buttons[0] == BG.plain("announcing.next_whom")
    one, texts = await newest(stage)
    assert (one.state, one.fallback, one.title) == (AnnouncementState.draft, "bg", "Ремонт в {място} от понеделник.")
    assert texts["bg"].html == "<b>Ремонт</b>" + WRITTEN.removeprefix("Ремонт")

    # It may be said otherwise by editing the message, and a second one never takes its place unasked.
    clerk.edit(sent, WRITTEN.replace("понеделник", "вторник"))
    await stage.settle()
    await stage.say(clerk, "Обходният път е през парка.")
    assert BG.plain("announcing.second") in clerk.last.text
    await stage.press(clerk, BG.plain("announcing.append"))
    await stage.say(clerk, "Впрочем, забравете.")
    await stage.press(clerk, BG.plain("announcing.ignore"))
    await post_album(stage, clerk, 2, "Снимки")
    assert BG.plain("announcing.album_second") in clerk.last.text
    _, texts = await newest(stage)
    assert texts["bg"].html == WRITTEN.replace("понеделник", "вторник") + "\n\nОбходният път е през парка."

    await stage.press(clerk, BG.plain("announcing.languages"))
    await stage.press(clerk, "➕ English")
    await stage.say(clerk, "Road works in {place}.")
    await stage.press(clerk, BG.plain("announcing.buttons"))
    await stage.press(clerk, BG.plain("announcing.add_link"))
    await stage.say(clerk, "Пътят")
    await stage.say(clerk, "не знам")
    assert BG.plain("errors.bad-address") in clerk.last.text
    await stage.say(clerk, "Обходен път – haskovo.bg/pat")
    await stage.press(clerk, "🔗 Обходен път")
    await stage.press(clerk, BG.plain("announcing.labels"))
    await stage.say(clerk, "en: Detour")
    await stage.press(clerk, "⬅")
    await stage.press(clerk, BG.plain("announcing.add_body"))
    await stage.press(clerk, clerk.labels()[0])
    one, _ = await newest(stage)
    assert one.subject == Subject(kind="body", id=one.buttons[1].value)
    assert "Относно: " in clerk.last.text
    assert "(съвет)" in clerk.last.text
    await stage.press(clerk, "⬅")

    await stage.press(clerk, BG.plain("announcing.preview"))
    assert "Türkçe: няма свой текст, получава основния (Български)" in clerk.last.text
    await stage.press(clerk, BG.plain("announcing.other_place"))
    place = clerk.labels()[0]
    await stage.press(clerk, place)
    await stage.press(clerk, "👁 Türkçe")
    shown = clerk.messages[-2]
    assert shown.text.startswith("Ремонт в ")
    assert "{" not in shown.text
    assert shown.buttons == [
        "Обходен път",
        *(translator("tr").plain(f"announcements.{key}") for key in ("to_body", "why", "less")),
    ]
    await stage.press(clerk, BG.plain("announcing.test"))
    tested = clerk.messages[-2]
    assert tested.text.startswith(f"Ремонт в {place} от вторник.")
    await stage.press(clerk, "👁 Български")
    assert (clerk.messages[-2].text, clerk.messages[-2].keyboard) == (tested.text, tested.keyboard)

    # A template of it outlives it.
    await stage.press(clerk, "⬅")
    await stage.press(clerk, BG.plain("announcing.save_template"))
    await stage.press(clerk, BG.plain("announcing.drop"))
    await stage.press(clerk, BG.plain("announcing.drop_now"))
    await stage.press(clerk, BG.plain("announcing.to_templates", n=6))
    await stage.press(clerk, "Ремонт в {място}")
    await stage.press(clerk, BG.plain("announcing.use_template"))
    one, texts = await newest(stage)
    assert (one.state, set(texts), len(one.buttons)) == (AnnouncementState.draft, {"bg", "en"}, 2)


async def test_an_album_is_gathered_wherever_the_clerk_is_by_then(stage: Stage) -> None:
    clerk = await stage.member("Emily", Role.moderator, language="en")
    await on_the_desk(stage, clerk)
    await stage.press(clerk, EN.plain("announcing.new"))
    # What is refused with its first piece is refused once and as a whole.
    before = len(clerk.messages)
    await post_album(stage, clerk, 3, "x" * 900)
    assert len(clerk.messages) == before + 1
    assert "36 characters over the limit of 864" in clerk.last.text
    await post_album(stage, clerk, 2, "Egn 7501020018 in the park")
    assert EN.plain("announcing.masked") in clerk.last.text
    await stage.press(clerk, EN.plain("common.done"))
    assert "album of 2 pieces with text" in clerk.last.text
    # The third comes late, from another screen; the fourth while another form is open.
    await stage.press(clerk, EN.plain("announcing.languages"))
    await post_album(stage, clerk, 2, "more 7501020018", settle=False)
    assert clerk.last.text == EN.plain("announcing.masked")
    _, texts = await newest(stage)
    assert (texts["en"].kind, len(texts["en"].pieces)) == (Kind.album, 4)
    assert texts["en"].html == "Egn ▒▒▒ in the park\n\nmore ▒▒▒"

    await stage.press(clerk, "➕ Български")
    await stage.say(clerk, "В парка")
    _, texts = await newest(stage)
    assert (texts["bg"].kind, texts["bg"].pieces) == (Kind.album, texts["en"].pieces)
    await stage.press(clerk, EN.plain("announcing.buttons"))
    await stage.press(clerk, EN.plain("announcing.add_link"))
    assert "no buttons under an album" in str(clerk.answers[-1].text)
    await stage.press(clerk, "⬅")
    await stage.press(clerk, EN.plain("announcing.test"))
    album = clerk.messages[-5:-1]
    assert {one.album for one in album} == {album[0].album}
    assert album[0].text.startswith("Egn ▒▒▒ in the park")
    assert album[0].text.endswith(EN.plain("announcements.why"))

    await stage.press(clerk, "⬅")
    await stage.press(clerk, EN.plain("announcing.text"))
    clerk.locate(41.934, 25.555)
    await stage.settle()
    _, texts = await newest(stage)
    assert (texts["en"].kind, texts["bg"].kind, texts["bg"].html) == (Kind.location, Kind.text, "В парка")
    await stage.press(clerk, EN.plain("announcing.preview"))
    await stage.press(clerk, "👁 English")
    assert clerk.messages[-2].place == {"location": {"latitude": 41.934, "longitude": 25.555}}
