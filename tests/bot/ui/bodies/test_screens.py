"""Every screen of bodies, in every language and with whatever was typed, fits into Telegram's limits."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.domain.bodies import Application, ApplicationStatus, Call, Function, Seat
from bot.domain.body_votes import Vote
from bot.domain.ids import BodyId, MeetingId, MemberId, ParticipantId
from bot.domain.meetings import Answer, Counter, Decision, Item, Meeting, MeetingStatus, Reply
from bot.domain.town import Body, BodyKind, BodyStatus
from bot.i18n import LANGUAGES, Translator, translator
from bot.services.bodies.calling import Applications
from bot.services.bodies.convening import Desk as MeetingDesk
from bot.services.bodies.founding import Desk
from bot.services.bodies.reading import Card, Listing, MeetingCard
from bot.services.bodies.recording import Attendance
from bot.services.bodies.replying import Roll
from bot.services.bodies.seating import Offer, Seating
from bot.services.bodies.voting import Ballot
from bot.services.consultations import Page
from bot.ui.bodies import cards, convening, desk, meetings, membership, notices, questions, seating, votes
from bot.ui.bodies.questions import Frame
from bot.ui.screen import Screen
from handlers.bodies import mine, work
from storage.bodies.papers import Paper, PaperKind
from storage.bodies.record import Record
from storage.files import FileId, StoredFile
from tests.membership import NOON
from tests.screens import assert_fits

NUMBER = 10**11
LINE, PERSON = "<b>&" * 50, "Мария <i>& " * 7 + "Ив"
ID = BodyId("a" * 40)
TOKEN = "t" * 22
BODY = Body(
    id=ID, kind=BodyKind.advisory_council, names={"bg": "Съвет <b>& " + "дълго " * 40}, status=BodyStatus.proposed
)
CHARTER = {
    "role": "я&" * 1700,
    "founding_act": LINE,
    "rules_act": LINE,
    "composition_act": LINE,
    "rules": "я" * 1500,
    "seats_for": (LINE,) * 5,
}
RECORD = Record(BODY, CHARTER)
LAST = Page(1, 3, 24)


def a_seat(number: int, *, held: bool = True, public: bool = True) -> Seat:
    return Seat(
        id=MemberId(NUMBER + number),
        body=ID,
        function=Function.vice,
        label=LINE,
        quota=LINE,
        organisation=LINE,
        participant=ParticipantId(NUMBER) if held else None,
        name=PERSON if held else None,
        name_public=held and public,
    )


SEATS = [a_seat(number, held=number % 3 > 0, public=number % 2 > 0) for number in range(30)]
PAPER = Paper(
    id=NUMBER,
    body=ID,
    meeting=MeetingId(NUMBER),
    kind=PaperKind.minutes,
    file=StoredFile(
        id=FileId(1), name="п" * 76 + ".pdf", mime="application/pdf", size=9, telegram_id="T", has_content=False
    ),
    added_at=NOON,
)
PAPERS = [PAPER] * 25
ITEMS = [Item(NUMBER, MeetingId(NUMBER), "т&" * 100, False)] * 20
DECISION = Decision(
    id=1, body=ID, meeting=MeetingId(NUMBER), year=2026, number=999, text="р&" * 750, votes_for=999,
    votes_against=999, abstained=999,
)  # fmt: skip
COUNTER = Counter(held=200, invited=200, coming=101, excused=99, needed=101)
APPLICATION = Application(
    id=NUMBER, call=1, body=ID, participant=ParticipantId(NUMBER), name=PERSON, organisation=LINE, text="м&" * 750,
    reason="п&" * 250, submitted_at=NOON,
)  # fmt: skip
CALL = Call(id=1, body=ID, text="к&" * 400, opened_at=NOON, closes_at=NOON)
VOTE = Vote(
    id=NUMBER, body=ID, question="в&" * 250, options=tuple(f"{n}{'о' * 49}" for n in range(8)), opened_at=NOON,
    closes_at=NOON,
)  # fmt: skip


def a_meeting(status: MeetingStatus, *, is_open: bool = True) -> Meeting:
    held = status is MeetingStatus.held
    return Meeting(
        id=MeetingId(NUMBER),
        body=ID,
        starts_at=NOON,
        place=LINE,
        link="https://example.org/" + "a" * 480,
        is_open=is_open,
        status=status,
        moves=99,
        reason="п&" * 250 if status is MeetingStatus.cancelled else None,
        present=100 if held else None,
        needed=101 if held else None,
        published_at=NOON if held and is_open else None,
    )


def a_card(*, own: Seat | None, application: Application | None, call: Call | None) -> Card:
    return Card(
        record=RECORD, seats=999, held=500, chair=PERSON, next_meeting=a_meeting(MeetingStatus.summoned), papers=9,
        decisions=9, votes=9, follows=own is None, may_follow=True, call=call, application=application, own=own,
        staff=own is not None,
    )  # fmt: skip


def public_screens(t: Translator) -> Iterator[Screen]:
    for sits_in in (set[BodyId](), {ID}):
        yield cards.listing(t, Listing([BODY] * 8, LAST, own=sits_in, followed={ID}))
    yield cards.listing(t, Listing([], Page(0, 1, 0), own=set(), followed=set()))
    for own in (None, SEATS[1]):
        for call in (None, CALL):
            for application in (None, APPLICATION):
                yield cards.card(t, a_card(own=own, application=application, call=call), "followed")
    yield cards.composition(t, RECORD, SEATS, 1)
    yield cards.composition(t, RECORD, [], 0)
    yield cards.rules(t, RECORD)
    yield cards.papers(t, RECORD, PAPERS)
    yield cards.papers(t, RECORD, [])
    yield cards.share(t, BODY, url=f"https://t.me/prestige_bot?start=b{ID}")
    yield cards.share_meeting(t, BODY, NUMBER, when=t.moment(NOON), url="https://t.me/prestige_bot?start=m1")
    yield meetings.listing(t, BODY, [a_meeting(status) for status in MeetingStatus], LAST)
    yield meetings.listing(t, BODY, [], Page(0, 1, 0))
    yield meetings.decisions(t, BODY, [DECISION] * 2, LAST)
    yield meetings.decisions(t, BODY, [], Page(0, 1, 0))


def member_screens(t: Translator) -> Iterator[Screen]:
    for status in MeetingStatus:
        for own in (None, a_seat(1).model_copy(update={"function": Function.chair})):
            for reply in (None, *Reply):
                shown = MeetingCard(
                    meeting=a_meeting(status), body=BODY, items=ITEMS, papers=PAPERS, minutes=PAPER,
                    decisions=[DECISION] * 3, counter=COUNTER, reply=reply, own=own, staff=own is not None,
                )  # fmt: skip
                yield meetings.card(t, shown, awaited=status is MeetingStatus.summoned, said="coming")
                yield meetings.meeting_decisions(t, shown, 1)
    silent, came, excused = SEATS[1], SEATS[2], SEATS[4]
    answers = {
        came.id: Answer(came.id, Reply.coming, None),
        excused.id: Answer(excused.id, Reply.excused, "п&" * 250),
    }
    yield meetings.roll(
        t, Roll(a_meeting(MeetingStatus.summoned), BODY, [silent, came, excused] * 9, answers, COUNTER), 0
    )
    for name in (None, PERSON):
        for seat in (SEATS[1], SEATS[3]):
            yield membership.offered(t, Offer(BODY, seat, NOON, TOKEN), name=name)
    yield membership.refused(t, BODY)
    yield membership.membership(t, BODY, SEATS[1], joined=True)
    yield membership.membership(t, BODY, SEATS[2])
    yield membership.ask_leave(t, BODY)
    for state in ApplicationStatus:
        one = APPLICATION.model_copy(update={"status": state})
        yield membership.application(t, BODY, one, sent=True, open_again=True)
    for own in (None, SEATS[1]):
        for vote in (VOTE, VOTE.close(NOON, counts=[999] * 8, eligible=9999)):
            ballot = Ballot(vote, BODY, own, None if own is None else 7, 999, 9999, manages=own is not None)
            yield votes.vote(t, ballot, is_open=vote.closed_at is None, said=True)
    yield votes.listing(t, BODY, [VOTE] * 5, LAST, manages=True)
    yield votes.listing(t, BODY, [], Page(0, 1, 0), manages=False)


def staff_screens(t: Translator) -> Iterator[Screen]:
    yield desk.listing(t, [BODY] * 8, LAST, manages=True)
    for manages in (True, False):
        card = a_card(own=None, application=None, call=CALL if manages else None)
        yield desk.desk(t, Desk(card, 99, 99, 99, 99_999, manages=manages, names=manages), t("bodies.founded_now"))
        seats = Seating(BODY, SEATS, {SEATS[0].id}, names=manages)
        yield seating.seating(t, seats, 1, manages=manages)
        for one in SEATS[:6]:
            yield seating.seat(t, one, seats, said=t("common.saved"))
            yield seating.ask_free(t, one, seats)
        yield convening.attendance(
            t, Attendance(a_meeting(MeetingStatus.held), BODY, SEATS, {SEATS[1].id}, 101, names=manages), 1
        )
    yield desk.facts(t, RECORD)
    yield desk.facts(t, Record(BODY, {}))
    yield desk.papers(t, RECORD, PAPERS)
    yield desk.applications(t, Applications(BODY, [APPLICATION] * 8, LAST))
    yield desk.applications(t, Applications(BODY, [], Page(0, 1, 0)))
    yield desk.applicant(t, APPLICATION, BODY)
    yield seating.given(t, Offer(BODY, SEATS[0], NOON, TOKEN), url=f"https://t.me/prestige_bot?start=j{TOKEN}")
    yield convening.listing(t, BODY, [a_meeting(status) for status in MeetingStatus], LAST)
    for status in MeetingStatus:
        for is_open in (True, False):
            shown = MeetingDesk(
                meeting=a_meeting(status, is_open=is_open), body=BODY, items=ITEMS, proposed=ITEMS, papers=PAPERS,
                minutes=PAPER, decisions=[DECISION] * 3, counter=COUNTER, followers=9999, manages=True, names=True,
            )  # fmt: skip
            for ahead in (True, False):
                yield convening.desk(t, shown, ahead=ahead, said=t("common.saved"))
            yield convening.papers(t, shown)
            yield convening.ask_summon(t, shown)
            yield convening.ask_publish(t, shown)
    yield convening.proposed(t, a_meeting(MeetingStatus.summoned), ITEMS)
    yield convening.proposed(t, a_meeting(MeetingStatus.summoned), [])


def every_question(t: Translator) -> Iterator[Screen]:
    answers = {"name": PERSON, "organisation": LINE, "motivation": "м&" * 750}
    for form in (mine.FORM, work.FORM):
        for act, asked in form.acts().items():
            for step, state in enumerate(asked.states, 1):
                frame = Frame(form.form, act, state, step, len(asked.states), keep=True)
                yield questions.ask(t, frame, today=NOON.date(), answers=answers)


def every_notice(t: Translator) -> Iterator[Screen]:
    texts = [item.text for item in ITEMS]
    meeting = a_meeting(MeetingStatus.summoned)
    yield notices.summons(t, BODY, meeting, texts, PAPERS, COUNTER)
    yield notices.announced(t, BODY, meeting, texts)
    for yes in (True, False):
        yield notices.reminder(t, BODY, meeting, coming=yes)
        yield notices.moved(t, BODY, meeting, was=NOON - timedelta(days=1), was_place=LINE, member=yes)
        yield notices.published(
            t, BODY, a_meeting(MeetingStatus.held), decisions=9 * yes, minutes=PAPER if yes else None
        )
    yield notices.cancelled(t, BODY, a_meeting(MeetingStatus.cancelled))
    yield notices.vote_opened(t, BODY, VOTE)
    yield notices.vote_closed(t, BODY, VOTE.close(NOON, counts=[999] * 8, eligible=9999))
    yield notices.accepted(t, BODY, reason="п&" * 250)
    yield notices.declined(t, BODY, reason="п&" * 250)
    yield notices.freed(t, BODY)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "screens",
    [public_screens, member_screens, staff_screens, every_question, every_notice],
    ids=lambda one: one.__name__,
)
def test_every_screen_fits(language: str, screens: object) -> None:
    assert callable(screens)
    for screen in screens(translator(language)):
        assert_fits(screen)


def test_a_name_that_is_not_public_is_on_no_public_screen() -> None:
    hidden = a_seat(1, public=False)
    text = str(cards.composition(translator("bg"), RECORD, [hidden], 0).text)
    assert "Мария" not in text
    assert "без публикувано име" in text
    vacant = str(cards.composition(translator("bg"), RECORD, [a_seat(1, held=False)], 0).text)
    assert "свободно място" in vacant


def test_every_question_has_its_way_back_and_out() -> None:
    for screen in every_question(translator("bg")):
        assert [button.label for button in screen.rows[-1]] == ["⬅️ Назад", "✖️ Отказ"]
