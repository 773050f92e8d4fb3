"""Notices of proposals as they leave: true by then, in the reader's language, or held back."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from bot.domain.dispositions import Answer, Disposition
from bot.domain.proposals import HiddenCode, Proposal, ProposalKind
from bot.i18n import LANGUAGES, translator
from bot.notices import FEATURES
from bot.services import answering, participants, proposals, staff
from bot.services.proposals import TO_AUTHOR, TO_STAFF
from bot.ui import proposal_notices as words
from bot.ui.proposal_notices import News
from storage import outbox
from storage import proposals as stored
from storage.engine import Engine
from storage.outbox import Recipient
from tests.answering import Hall
from tests.bot.ui.answering.proposals import WORST_TEXTS, a_proposal, everything
from tests.bot.ui.cards import HOSTILE, a_consultation
from tests.screens import assert_fits
from tests.telling import Telling

REASON = "Няма средства в бюджета за тази година."


class Post:
    """The hall, and what left from it."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        self.telling = Telling(hall.engine)

    async def sent(self, who: str = "maria", when: str | None = None) -> list[str]:
        """What has come to somebody so far."""
        if when is not None:
            self.hall.at(when)
        self.telling.now = self.hall.now
        await self.telling.send()
        return self.telling.received(self.hall.people[who])

    async def promise(self, notice: str, who: str, **params: object) -> None:
        person = self.hall.people[who]
        async with self.hall.engine.write() as tx:
            await outbox.notify(tx, notice, params, [Recipient(person.id, person.telegram_id, self.hall.now)])


@pytest.fixture
async def post(database: Engine) -> Post:
    return Post(await Hall(database).begin())


def test_every_feature_that_promises_has_somebody_who_says_it() -> None:
    assert set(FEATURES) == {
        *(
            "announcements",
            "bodies",
            "chats",
            "consultations",
            "digests",
            "forums",
            "live",
            "privacy",
            "proposals",
            "questionnaires",
            "staff",
        )
    }
    assert set(words.SAYINGS) == TO_AUTHOR
    assert set(words.FOR_STAFF) == TO_STAFF


async def test_a_statement_is_shown_hidden_and_answered_in_the_authors_language(post: Post) -> None:
    hall = post.hall
    one = await hall.statement()
    async with hall.turn() as turn:
        one = await answering.show(turn, one.id, one.version)
    assert (await post.sent())[-1].startswith("<b>No. S-26-00001 is in the register</b>")
    async with hall.turn() as turn:
        sentence = "Моля, без обиди & <викове>."
        one = await answering.hide(turn, one.id, one.version, code=HiddenCode.insult, sentence=sentence)
    hidden = (await post.sent())[-1]
    assert "Reason: insult. Моля, без обиди &amp; &lt;викове&gt;." in hidden
    assert "You can mend the text while the term runs" in hidden
    assert "Once, you can ask for another moderator" in hidden
    async with hall.turn() as turn:
        answer = Answer.of(Disposition.not_accepted, reason=REASON)
        saved = await stored.save(turn.tx, (await stored.get(turn.tx, one.id)).publish_answer(answer, turn.now))
        await proposals.tell_author(turn, saved, "answered")
    said = (await post.sent())[-1]
    assert "The report is out. Your opinion no. S-26-00001: not accepted" in said
    assert f"Reason: {REASON}" in said


async def test_after_the_term_nobody_is_told_to_edit_and_a_second_look_is_offered_once(post: Post) -> None:
    hall = post.hall
    one = await hall.statement()
    hall.at("2026-12-05 12:00")
    async with hall.turn() as turn:
        one = await answering.hide(turn, one.id, one.version, code=HiddenCode.spam, sentence="Това е реклама.")
    hidden = (await post.sent())[-1]
    assert "mend the text" not in hidden
    assert "another moderator" in hidden
    async with hall.turn("maria") as turn:
        await proposals.ask_review(turn, one.id)
    await post.promise("proposals.hidden", "maria", proposal=one.id)
    assert "another moderator" not in (await post.sent())[-1]


async def test_what_was_undone_before_it_left_is_not_told(post: Post) -> None:
    hall = post.hall
    one = await hall.statement()
    async with hall.turn() as turn:
        one = await answering.hide(turn, one.id, one.version, code=HiddenCode.spam, sentence="Това е реклама.")
        await answering.show(turn, one.id, one.version)
    assert [text.splitlines()[0] for text in await post.sent()] == ["<b>No. S-26-00001 is in the register</b>"]


async def test_a_formal_proposal_hears_each_step_with_its_dates(post: Post) -> None:
    hall = post.hall
    one = await hall.proposal(ProposalKind.formal)

    async def step(act: Callable[..., object], **values: object) -> str:
        nonlocal one
        async with hall.turn() as turn:
            one = await act(turn, one.id, one.version, **values)  # type: ignore[misc] # a use case
        return (await post.sent())[-1]

    assert "Complete it by 16 November 2026." in await step(answering.lacks, what="Липсва адрес.")
    async with hall.turn("maria") as turn:
        one = await proposals.complete(turn, one.id, "Адресът ми е ул. Тиха 1, Хасково.")
    registered = await step(answering.forward, registry_no="94-1", registered_on=date(2026, 11, 2))
    assert "has registry number 94-1" in registered
    assert "Decision by 2 January 2027." in registered
    assert "now under review" in await step(answering.review)
    extended = await step(answering.extend, until=date(2027, 3, 1), reason=REASON)
    assert "extended to 1 March 2027" in extended
    assert f"Reason: {REASON}" in extended
    partly = Answer.of(Disposition.partly, reason=REASON, unit="Дирекция „Пътища“", due_on=date(2027, 9, 1))
    await step(answering.prepare, answer=partly)
    decided = await step(answering.publish)
    assert "The decision on no. P-26-00001: partly accepted" in decided
    assert "Carried out by: Дирекция „Пътища“\nBy: 1 September 2027" in decided
    assert "has been carried out" in await step(answering.finish)


async def test_a_question_carries_its_words_and_an_answer_goes_to_the_staff_with_its_own(post: Post) -> None:
    hall = post.hall
    one = await hall.statement()
    async with hall.turn() as turn:
        await answering.ask(turn, one.id, one.version, "Коя улица имате предвид?")
    assert "Коя улица имате предвид?" in (await post.sent())[-1]
    async with hall.turn("maria") as turn:
        await proposals.reply(turn, one.id, "Улица „Отец Паисий“.")
    assert "Улица „Отец Паисий“." in (await post.sent("moderator"))[-1]
    assert await post.sent("editor") == []


async def test_a_merged_one_learns_with_which_and_a_parted_one_that_it_stands_alone(post: Post) -> None:
    hall = post.hall
    consultation = await hall.consultation()
    main, other = await hall.statement(consultation), await hall.statement(consultation)
    async with hall.turn() as turn:
        merged = await answering.merge(turn, other.id, other.version, main=main.id)
    assert "No. S-26-00002 is considered together with no. S-26-00001" in (await post.sent())[-1]
    async with hall.turn() as turn:
        await answering.part(turn, other.id, merged.version)
    assert "considered on its own again" in (await post.sent())[-1]


async def test_news_wait_for_the_morning_and_are_dropped_in_a_pause(post: Post) -> None:
    hall = post.hall
    maria = hall.people["maria"]
    one = await hall.statement()
    async with hall.engine.write() as tx:
        await tx.run("UPDATE participants SET quiet_start = 21 * 60, quiet_end = 8 * 60")
    hall.at("2026-11-02 20:59")
    async with hall.turn() as turn:
        one = await answering.show(turn, one.id, one.version)
    assert await post.sent(when="2026-11-02 21:30") == []
    assert len(await post.sent(when="2026-11-03 08:00")) == 1
    async with hall.turn() as turn:
        await answering.hide(turn, one.id, one.version, code=HiddenCode.spam, sentence="Това е реклама.")
    async with hall.turn("maria") as turn:
        await participants.change(turn, paused_until=turn.now + timedelta(days=2))
    await post.sent()
    assert len(await post.sent(when="2026-11-06 12:00")) == 1
    assert maria.id


async def test_nobody_is_told_of_what_is_not_theirs_any_more(post: Post) -> None:
    hall = post.hall
    one = await hall.statement()
    async with hall.turn() as turn:
        await answering.show(turn, one.id, one.version)
    async with hall.engine.write() as tx:
        await tx.run("UPDATE proposals SET author = NULL")
    assert await post.sent() == []
    await post.promise("proposals.visible", "maria", proposal=999)
    assert await post.sent() == []


async def test_a_notice_nobody_knows_does_not_keep_the_others_back(post: Post) -> None:
    hall = post.hall
    one = await hall.statement()
    await post.promise("proposals.of_another_version", "maria", proposal=one.id)
    await post.promise("nobody.says", "maria")
    async with hall.turn() as turn:
        await answering.show(turn, one.id, one.version)
    assert len(await post.sent()) == 1


# -- to staff ----------------------------------------------------------------------------------------------------------


async def test_the_daily_reminder_counts_what_is_late_as_it_leaves(post: Post) -> None:
    hall = post.hall
    ideas = [await hall.proposal() for _ in range(2)]
    hall.at("2026-11-05 09:30")
    async with hall.turn(None) as turn:
        await answering.nudge(turn)
    async with hall.turn() as turn:
        await answering.show(turn, ideas[0].id, ideas[0].version)
    assert "повече от един работен ден: 1" in (await post.sent("moderator"))[-1]
    assert "Просрочени" not in (await post.sent("moderator"))[-1]


async def test_a_reminder_of_what_was_done_meanwhile_is_dropped(post: Post) -> None:
    hall = post.hall
    idea = await hall.proposal()
    hall.at("2026-11-05 09:30")
    async with hall.turn(None) as turn:
        await answering.nudge(turn)
    async with hall.turn() as turn:
        await answering.show(turn, idea.id, idea.version)
    assert await post.sent("moderator") == []


async def test_who_left_the_staff_is_not_told_of_its_work(post: Post) -> None:
    hall = post.hall
    one = await hall.statement()
    async with hall.turn() as turn:
        await answering.hide(turn, one.id, one.version, code=HiddenCode.spam, sentence="Това е реклама.")
    async with hall.turn("maria") as turn:
        await proposals.ask_review(turn, one.id)
    async with hall.turn("owner") as turn:
        await staff.revoke(turn, hall.people["second"].id)
    assert "друг модератор" in (await post.sent("moderator"))[-1]
    assert [text[:8] for text in await post.sent("second")] == ["Достъпът"]


async def test_a_spravka_that_came_out_meanwhile_is_not_reminded_of(post: Post) -> None:
    hall = post.hall
    first, second = await hall.consultation(), await hall.consultation()
    hall.at("2026-12-04 10:00")
    async with hall.turn(None) as turn:
        await answering.nudge(turn)
    async with hall.engine.write() as tx:
        await tx.run("INSERT INTO spravki (consultation, published_at, nil) VALUES (:id, 1, 1)", id=first.id)
    sent = await post.sent("moderator")
    assert len(sent) == 1
    assert "Цел за справката: сряда, 16 декември 2026 г." in sent[0]
    assert second.id


# -- words -------------------------------------------------------------------------------------------------------------


def news(one: Proposal, **changes: object) -> News:
    return News(one, **{"main": a_proposal(), "may_amend": True, "text": HOSTILE * 12, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ProposalKind)
def test_all_news_fit_whatever_was_typed(language: str, kind: ProposalKind) -> None:
    t = translator(language)
    one = everything(kind=kind, due_on=date(2027, 1, 1))
    for what in TO_AUTHOR:
        assert_fits(words.to_author(t, what, news(one)))
        assert_fits(words.to_author(t, what, news(one, main=None, may_amend=False)))
    for what in TO_STAFF:
        for reply in (None, *WORST_TEXTS):
            assert_fits(words.to_staff(t, what, one, reply=reply))
    for late, unchecked in ((1, 0), (0, 1), (99_999, 99_999)):
        assert_fits(words.overdue(t, late, unchecked))
    assert_fits(words.spravka_due(t, a_consultation(title=HOSTILE * 7), date(2026, 12, 16)))
