"""Whatever people type, name, send or forge: it is kept as the rules say, shown as text, and breaks no message."""

from dataclasses import fields
from typing import Any

import orjson
import pytest
from markupsafe import Markup

from bot.domain.text import clean
from bot.domain.wording import SUMMARY_AT_MOST
from bot.i18n import translator
from bot.sandbox import Person
from bot.sandbox.speaking import split_text
from bot.ui.callbacks import LIMIT, REGISTRY, BadCallback, Callback
from bot.ui.fitting import cut
from bot.ui.home import QUOTED
from bot.ui.navigation import GoMyProposals, GoProposal, GoRegister
from bot.ui.proposals.callbacks import ShowWhole
from bot.ui.screen import paragraphs, shorten
from storage import dialogues
from tests.journeys.conftest import MONDAY, Stage
from tests.journeys.forging import batched
from tests.journeys.publishing import PDF, begin, publish
from tests.journeys.saying import TEXT, TO_THE_PREVIEW, answer, forge, publish_all
from tests.journeys.saying import begin as begin_saying

FAMILY = "👨‍👩‍👧‍👦"
HOSTILE = {
    "html": "<b>дебел</b> <script>alert(1)</script> &lt; &amp; <",
    "a link": "</i></b><a href='tg://user?id=800000001'>натисни</a>",
    "open tags": "<pre><code><blockquote>" * 20,
    "entities": "&#0; &#x110000; &#xD800; &nosuch; &",
    "placeholders": "{name} {0} {} %s %(title)s %d {name!r:>10000}",
    "sql": "'; DROP TABLE inbox; -- \" ` \\",
    "markdown": "*_`[x](tg://user?id=1)`_*",
    "families": FAMILY * 60,
    "flags and tags": "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f🇧🇬🇹🇷" * 20,
    "stacked marks": "З" + "\u0301\u0334\u0489" * 300,
    "right to left": "\u202eобърнат\u202c \u2067נגמר\u2069 \u200fمرحبا",
    "open direction": "\u202e\u2066\u2067\u202d",
    "nul": "нула\x00в\x00средата\x01\x1b[31m",
    "invisible": "\u200b\u2060\ufeff\u3164\u00ad",
    "spaces": "\u2800 \u00a0\u2003\u3000",
    "lines": "ред\n" * 1000,
    "the longest": "я" * 4096,
    "the longest emoji": "😀" * 2048,
    "too long": "дума " * 2000,
    "words without end": "a" * 3000 + "&" * 1000,
    "separators": "a:b~c:d~en\u2028x\u2029y\x85z",
}
texts = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())


async def unhurt(stage: Stage) -> None:
    """Nothing failed, nothing is left over. That Telegram refused nothing is seen by the stage itself."""
    async with stage.app.engine.read() as tx:
        assert await tx.value("SELECT count(*) FROM inbox WHERE payload IS NOT NULL OR attempts > 0") == 0
        assert await tx.value("SELECT count(*) FROM parked") == 0
        assert await tx.value("SELECT count(*) FROM outbox") == 0


def shown(person: Person) -> list[str]:
    """Kinds of formatting in the newest message that only a hostile text could have brought."""
    return [entity["type"] for entity in person.last.entities or () if entity["type"] not in ("bold", "italic")]


# -- typed where nothing is asked --------------------------------------------------------------------------------------


@texts
async def test_words_that_nobody_asked_for_are_quoted_as_text(stage: Stage, text: str) -> None:
    visitor = stage.person()
    await stage.say(visitor, text)
    first = split_text(text)[0]
    said = " ".join(clean(first, at_least=0, at_most=len(first)).split())
    t = translator("bg")
    expected = t("help.unknown", text=cut(said, QUOTED)) if said else t("help.unknown_kind")
    offered = paragraphs(expected, t("help.keep_typed")) if said else expected
    assert visitor.messages[0].text == Markup(offered).unescape()
    await unhurt(stage)


@texts
async def test_a_name_is_greeted_as_text(stage: Stage, text: str) -> None:
    visitor = stage.person(text[:64] or "x")
    await stage.start(visitor)
    assert visitor.labels()
    await stage.press(visitor, "✅")
    await stage.start(visitor)
    assert "🏛 Консултации" in visitor.labels()
    assert shown(visitor) == []
    await unhurt(stage)


@pytest.mark.parametrize("escape", [rb"\ud83d", rb"\ude00\ud83d", rb"\u0000", rb"\uffff", rb"\ud83d\ude00"])
async def test_half_a_character_is_answered_like_any_other(stage: Stage, escape: bytes) -> None:
    person = stage.person()
    message = as_message(person, text="TEXT", first_name="TEXT")
    raw = orjson.dumps(message).replace(b"TEXT", b"x" + escape + b"y")
    person.chat.closed_because = None
    stage.sandbox.push({"message": orjson.Fragment(raw)})
    await stage.say(person, "дума")
    assert len(person.messages) == 2
    await unhurt(stage)


def as_message(person: Person, *, first_name: str = "Мария", **content: Any) -> dict[str, Any]:
    who = {**person.body, "first_name": first_name}
    chat = {"id": person.id, "type": "private", "first_name": first_name}
    return {"message_id": 1, "date": int(MONDAY.timestamp()), "chat": chat, "from": who, **content}


@pytest.mark.parametrize(
    "content",
    [
        {"dice": {"emoji": "🎲", "value": 6}},
        {"contact": {"phone_number": "+359888", "first_name": "<b>"}},
        {"venue": {"location": {"latitude": 0, "longitude": 0}, "title": "<i>", "address": "&"}},
        {"sticker": {"file_id": "a", "file_unique_id": "b", "type": "regular", "width": 1, "height": 1}
         | {"is_animated": False, "is_video": False}},
        {"photo": []},
        {"text": ""},
        {"caption": "<b>"},
        {"poll": None},
        {"of_the_future": {"x": 1}},
        {},
    ],
)  # fmt: skip
async def test_a_message_of_any_other_kind_is_answered(stage: Stage, content: dict[str, Any]) -> None:
    person = stage.person()
    person.chat.closed_because = None
    stage.sandbox.push({"message": as_message(person, **content)})
    await stage.settle()
    assert len(person.messages) == 1
    await unhurt(stage)


COMMANDS = (
    *("start", "help", "cancel", "settings", "consultations", "following", "privacy", "mydata", "forget", "staff"),
    *("say", "my", "search", "idea"),
)
ODD = (
    "/",
    "/start " + "<b>" * 30,
    "/start c" + "9" * 60,
    "/start c-1",
    "/start \x00",
    "/nosuch",
    "/help@other_bot",
    "/HELP",
)


@pytest.mark.parametrize("command", [*ODD, *(f"/{name} {'<&>' * 1000}" for name in COMMANDS)])
async def test_a_command_with_anything_behind_it_is_answered(stage: Stage, command: str) -> None:
    person = stage.person()
    await stage.say(person, command)
    assert person.messages
    assert shown(person) == []
    await unhurt(stage)


# -- typed into forms --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["title", "kind", "summary", "link", "date", "term", "papers"])
async def test_a_form_takes_any_text_or_says_in_words_why_not(stage: Stage, state: str) -> None:
    owner = await stage.owner()
    await to_the_question(stage, owner, state)
    async with stage.app.engine.read() as tx:
        (here,) = await dialogues.of_chat(tx, owner.id)
    for name, text in HOSTILE.items():
        before = owner.last.message_id
        await stage.say(owner, text)
        assert owner.last.message_id > before, name
        await unhurt(stage)
        async with stage.app.engine.write() as tx:
            dialogues.keep(tx, here, now=stage.clock.now())


SAYING = {
    "about": (),
    "text": ("чл. 3", "[Против]"),
    "files": ("чл. 3", "[Против]", TEXT, "[Готово]"),
    "name": ("чл. 3", "[Против]", TEXT, "[Готово]", "[Без файл]"),
    "organisation": ("чл. 3", "[Против]", TEXT, "[Готово]", "[Без файл]", "[Без име]"),
    "preview": TO_THE_PREVIEW,
}


@pytest.mark.parametrize("state", SAYING)
async def test_having_a_say_takes_any_text_or_says_in_words_why_not(stage: Stage, state: str) -> None:
    citizen = await stage.citizen()
    await begin_saying(stage, citizen)
    await answer(stage, citizen, *SAYING[state])
    async with stage.app.engine.read() as tx:
        (here,) = await dialogues.of_chat(tx, citizen.id)
    assert here.state == state
    for name, text in HOSTILE.items():
        before = citizen.last.message_id
        await stage.say(citizen, text)
        assert citizen.last.message_id > before, name
        assert shown(citizen) == [], name
        await unhurt(stage)
        async with stage.app.engine.write() as tx:
            dialogues.keep(tx, here, now=stage.clock.now())


@pytest.mark.parametrize("name", [*HOSTILE])
async def test_what_a_citizen_wrote_is_read_by_others_as_they_wrote_it(stage: Stage, name: str) -> None:
    author, reader = await stage.citizen(), await stage.citizen("Ayşe", "tr")
    text = f"Предлагам ето какво: {HOSTILE[name][:1500]}"
    await begin_saying(stage, author)
    await answer(stage, author, "чл. 3", "[Против]", text)
    if "✅ Готово" not in author.labels():
        assert "знак" in author.last.text
        return
    await answer(stage, author, "[Готово]", "[Без файл]", f"Име {HOSTILE[name][:40]}", "[Не, от свое име]", "[Изпрати]")
    assert "S-26-00001" in author.last.text
    await publish_all(stage)
    await stage.start(reader, "p1")
    said = clean(text)
    assert said[:500] in reader.last.text
    assert shown(reader) == []
    await forge(stage, author, GoProposal(1).pack())
    assert said[:500] in author.last.text
    for person, data in ((reader, GoRegister(0, 0)), (author, GoMyProposals(0)), (reader, ShowWhole(1))):
        await forge(stage, person, data.pack())
        assert shown(person) == []
    await stage.say(reader, f"/search {HOSTILE[name][:200]}")
    await unhurt(stage)


async def to_the_question(stage: Stage, owner: Person, state: str) -> None:
    """Answer what is asked before it."""
    await begin(stage, owner)
    answers = {
        "title": "Нов план за парковете и градините",
        "kind": "",
        "summary": "Засаждат се 500 дървета. Забранява се рязането без обявление.",
        "link": "https://www.haskovo.bg/proekt",
        "date": "2.11.2026",
        "term": "30",
    }
    for question, typed in answers.items():
        if question == state:
            return
        if typed:
            await stage.say(owner, typed)
        else:
            await stage.press(owner, "Наредба")


WRITTEN = ("html", "a link", "placeholders", "sql", "markdown", "right to left", "nul", "separators")


@pytest.mark.parametrize(("name", "language"), [*((name, "bg") for name in WRITTEN), ("html", "en"), ("html", "tr")])
async def test_what_staff_wrote_reaches_people_as_they_wrote_it(stage: Stage, name: str, language: str) -> None:
    hostile = HOSTILE[name]
    citizen = await stage.citizen("Мария", language, topics=(PARKS[language],))
    owner = await stage.owner()
    await publish(stage, owner, title=f"Заглавие {hostile}")
    t = translator(language)
    title = " ".join(clean(f"Заглавие {hostile}").split())
    assert title in citizen.last.text
    assert shown(citizen) == []
    await stage.press(citizen, t.plain("notices.view"))
    assert title in citizen.last.text
    await stage.press(citizen, t.plain("consultations.follow"))
    await stage.say(citizen, "/following")
    assert any(shorten(title, 20).rstrip("…") in label for label in citizen.labels())
    await stage.say(citizen, "/consultations")
    await unhurt(stage)


PARKS = {"bg": "Паркове", "en": "Parks", "tr": "Parklar"}


FILES = ("<b>&.pdf", "а" * 250 + ".pdf", "fdp.\u202eexe.pdf", "x\x00\n.pdf", ".pdf", "../../etc/passwd.pdf", "\ufeff")


@pytest.mark.parametrize("file_name", FILES)
async def test_a_file_of_any_name_is_kept_or_refused_in_words(stage: Stage, file_name: str) -> None:
    owner = await stage.owner()
    await to_the_question(stage, owner, "papers")
    before = owner.last.message_id
    owner.attach(file_name, PDF, "application/pdf", caption="<b>" * 100)
    await stage.settle()
    assert owner.last.message_id > before
    assert shown(owner) == []
    await unhurt(stage)


async def test_the_longest_summary_of_the_worst_characters_fits_into_every_message(stage: Stage) -> None:
    citizen = await stage.citizen(topics=("Паркове",))
    owner = await stage.owner()
    worst = (FAMILY + "&<") * (SUMMARY_AT_MOST // 3)
    await publish(stage, owner, title="&" * 200, summary=worst)
    assert "&" * 150 in citizen.last.text
    await stage.press(citizen, translator("bg").plain("notices.view"))
    assert FAMILY in citizen.last.text
    await unhurt(stage)


# -- forged ------------------------------------------------------------------------------------------------------------

VALUES = ("", "x", "-1", "1", "9" * 18, "9" * 30, "<b>\x00")
MIXED = (("topic", "1"), ("-1", "bg"), ("1", "topic"))


def forgeries(*, of_their_own: bool = False) -> list[str]:
    """For every button there is: the values that are read, two that are not, and no button.

    `of_their_own`: only numbers that are there, for somebody who is a citizen like another but has sent something.

    What cannot be read is refused by `parse`, here for all that is wrong, before anything is done: pressing it once
    with too few values and once with some other fault shows that every handler leaves it to `parse`.
    """
    found = ["", ":", "~", "~bg", ":::~~", "я" * 32, "x" * 64, "\x00", "nosuch:1", "{}"]
    for prefix, kind in REGISTRY.items():
        size = len(fields(kind))
        values = [(value,) * size for value in (("1",) if of_their_own else VALUES)] if size else [()]
        values += [(mixed * size)[:size] for mixed in MIXED if size > 1]
        packed = [":".join((prefix, *chosen)) for chosen in (*values, ("1",) * (size + 1))]
        found += [data for data in packed if is_read(kind, data)]
        found += [data for data in packed if not is_read(kind, data)][:1]
        found.append(f"{prefix}~xx")
    return [data for data in dict.fromkeys(found) if 0 < len(data.encode()) <= LIMIT]


def is_read(kind: type[Callback], data: str) -> bool:
    try:
        kind.parse(data)
    except BadCallback:
        return False
    return True


@pytest.mark.parametrize("who", ["visitor", "citizen", "author", "owner"])
async def test_forged_buttons_get_a_polite_nothing(stage: Stage, who: str) -> None:
    person = stage.person()
    if who == "visitor":
        await stage.start(person)
    elif who == "author":
        person = await stage.citizen()
        await begin_saying(stage, person)
        await answer(stage, person, *TO_THE_PREVIEW, "[Изпрати]")
        await begin_saying(stage, person)
        await answer(stage, person, *TO_THE_PREVIEW)
    else:
        person = await (stage.citizen() if who == "citizen" else stage.owner())
    answered, screen = len(person.answers), person.last
    data = forgeries(of_their_own=who == "author")
    for some in batched(data, 50):
        for one in some:
            person.forge(one, screen)
        await stage.settle()
    assert len(person.answers) - answered == len(data)
    await unhurt(stage)
    async with stage.app.engine.read() as tx:
        assert bool(await tx.value("SELECT count(*) FROM audit WHERE action = 'refused'")) == (who != "owner")
