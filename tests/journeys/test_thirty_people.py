"""A forum from its announcement to the published result of its questionnaire, played by thirty people over HTTP."""

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.domain.staff import Role
from bot.i18n import translator
from bot.sandbox import Person
from bot.ui.desks import GoForumDesk, GoLetIn, GoQuestionnaireDesk
from bot.ui.navigation import GoForum
from storage import forums as stored
from storage import questionnaires
from tests.journeys.conftest import Stage
from tests.journeys.hosting import BEFORE, code_of, code_of_the_door, drafted_for, the_forum
from tests.journeys.publishing import answer
from tests.journeys.saying import forge

SEATS = 28
LANGUAGES = ("bg", "bg", "en", "bg", "tr")
TWO_HOURS = datetime(2026, 11, 12, 13, 30, tzinfo=UTC)


async def all_press(stage: Stage, people: Sequence[Person], *keys: str) -> None:
    """Each of them the first of these buttons that they have, in their language; all at the same time."""
    for person in people:
        t = translator(person.body["language_code"])
        person.press(next(label for key in keys if (label := t.plain(key)) in person.labels()))
    await stage.settle()


def thirty(stage: Stage) -> list[Person]:
    return [stage.person(f"Човек {n}", LANGUAGES[n % len(LANGUAGES)]) for n in range(30)]


def heard(people: Sequence[Person], *words: str) -> int:
    """How many of them were told something with one of these words, in a message that is in their chat now."""
    return sum(any(word in (one.text or "") for one in person.messages for word in words) for person in people)


def at_sight(person: Person, labels: Sequence[str]) -> str:
    return next(label for label in labels if label in person.labels())


def asked(person: Person) -> bool:
    """Whether the newest thing in their chat is the questionnaire's first question to them: will you?"""
    return translator(person.body["language_code"]).plain("questionnaires.ask_yes") in person.labels()


async def answer_twelve(stage: Stage, people: Sequence[Person]) -> None:
    """Everybody the twelve questions of the template, one after another; half of them agree and half fully."""
    agree = ("4", "5")
    for labels in (*[agree] * 3, ("достатъчно", "enough", "yeterli"), *[agree] * 5, ("8",), agree, ("9",)):
        for number, person in enumerate(people):
            person.press(agree[number % 2] if labels is agree else at_sight(person, labels))
        await stage.settle()


async def test_thirty_people_come_to_a_forum_and_say_what_they_think_of_it(stage: Stage) -> None:
    host = await stage.member("Ivan", Role.moderator, organisation="alliance", language="en")
    people = thirty(stage)
    for person in people:
        person.start("c10")
    await stage.settle()
    await all_press(stage, people, "start.accept")
    followers = people[1:4]
    await all_press(stage, followers, "consultations.follow")

    # It is announced: those who follow its consultation hear of it, and pass the link on.
    await drafted_for(stage, host, SEATS)
    await stage.press(host, "Open registration")
    await stage.tick()
    forum = await the_forum(stage)
    assert heard(followers, "Форум за парка") == 3
    assert heard([people[0], *people[4:]], "Форум за парка") == 0

    # The seats go in the order of coming; two wait, and one of them gets the seat that is given up.
    for person in people:
        person.start(f"e{forum.id}")
    await stage.settle()
    await all_press(stage, people, "forums.register")
    await all_press(stage, people[SEATS:], "forums.wait")
    async with stage.app.engine.read() as tx:
        seats = await stored.registrations.seats(tx, forum.id)
    assert (seats.taken, seats.waiting) == (SEATS, 2)
    maria, *seated = people[:SEATS]
    first, second = people[SEATS:]
    await all_press(stage, [maria], "forums.give_up", "common.undo")
    await stage.tick()
    assert heard([first], "Освободи се място", "A seat is free", "Bir yer") == 1
    await all_press(stage, [first], "forums.take_seat")
    seated.append(first)

    # A week, a day and two hours before, only those with a seat are reminded.
    before = {person.id: len(person.messages) for person in people}
    for moment in (datetime(2026, 11, 5, 8, 0, tzinfo=UTC), datetime(2026, 11, 11, 8, 0, tzinfo=UTC), TWO_HOURS):
        await stage.advance_to(moment)
        await stage.tick()
    more = {person.id: len(person.messages) - before[person.id] for person in people}
    assert {more[person.id] for person in seated if person not in followers} == {3}
    assert [more[person.id] for person in (maria, second)] == [0, 0]

    # Twenty come in by the code of the door, five show theirs to the host, three do not come.
    await stage.advance_to(BEFORE)
    by_door, by_host, absent = seated[:20], seated[20:25], seated[25:]
    code = await code_of_the_door(stage, forum)
    for person in (*by_door, second):
        person.start(f"d{forum.id}-{code}")
    await stage.settle()
    for person in by_host:
        await forge(stage, host, GoLetIn(forum.id, await code_of(stage, person)).pack())
    came = [*by_door, *by_host]
    async with stage.app.engine.read() as tx:
        assert (await stored.counts(tx, forum.id)).attended == len(came)

    # It ends at half past seven in the evening: they are asked at eight next morning, and nobody else is.
    await stage.advance_to(datetime(2026, 11, 12, 19, 40, tzinfo=UTC))
    assert not any(asked(person) for person in people)
    await stage.advance_to(datetime(2026, 11, 13, 6, 0, tzinfo=UTC))
    assert [person for person in people if asked(person)] == came

    willing, unwilling, silent = came[:20], came[20], came[21:]
    await all_press(stage, willing, "questionnaires.ask_yes")
    await all_press(stage, [unwilling], "questionnaires.ask_no")
    assert unwilling not in [person for person in people if asked(person)]
    await answer_twelve(stage, willing)
    for number, person in enumerate(willing[:6]):
        person.say(f"Повече пейки, моля: {number}")
    await all_press(stage, willing[6:], "common.skip")
    await all_press(stage, willing, "common.skip")
    await all_press(stage, willing, "questionnaires.send")
    await all_press(stage, willing[:3], "questionnaires.wish_on")

    # Three days later who has said nothing is reminded, and one of them thinks better of it.
    before = {person.id: len(person.messages) for person in people}
    await stage.advance_to(datetime(2026, 11, 15, 18, 0, tzinfo=UTC))
    await stage.tick()
    chased = [person for person in people if len(person.messages) > before[person.id] and asked(person)]
    assert chased == silent
    await all_press(stage, silent[:1], "questionnaires.ask_yes")
    await answer_twelve(stage, silent[:1])
    await all_press(stage, silent[:1], "common.skip")
    await all_press(stage, silent[:1], "common.skip")
    await all_press(stage, silent[:1], "questionnaires.send")

    # The host sums up, sees how many have answered, and not what.
    await forge(stage, host, GoForumDesk(forum.id).pack())
    await answer(stage, host, "[Sum up]", "Ще засадим 40 дървета до пролетта.", "[do it]")
    async with stage.app.engine.read() as tx:
        (questionnaire,) = await questionnaires.of_forum(tx, forum.id)
    await forge(stage, host, GoQuestionnaireDesk(questionnaire.id).pack())
    assert "Invited: 25, answered: 21." in host.last.text
    assert "Results" not in host.labels()

    # Ten days after the forum it closes and is counted. Who wished, hears; who was not there, may read it all the same.
    await stage.advance_to(datetime(2026, 11, 23, 8, 0, tzinfo=UTC))
    wished, others = willing[:3], [*willing[3:], unwilling, *silent, *absent, second]
    assert heard(wished, "Ето какво отговориха хората.", "Here is what people answered.") == len(wished)
    assert heard(others, "Ето какво отговориха хората.", "Here is what people answered.") == 0
    await forge(stage, second, GoForum(forum.id).pack())
    await all_press(stage, [second], "forums.results")
    assert "Yanıtlar: 21\nDavet edilen: 25" in second.last.text
    assert "5: 10 (%48)\n\nOrtalama: 4,5" in second.last.text
    await all_press(stage, wished[1:2], "questionnaires.picture")
    await stage.tick()
    assert wished[1].last.photo is not None
    await forge(stage, host, GoQuestionnaireDesk(questionnaire.id).pack())
    assert "84% of 25 invited" in host.last.text
    assert "NPS: +100, n = 21" in host.last.text
